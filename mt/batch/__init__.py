"""Many pages, from one folder or archive to a folder of records, stopped and resumed at will.

``inputs`` streams items, from ``remote`` where names are addresses; ``window`` makes records of some items with one
call of the translator; ``workers`` spreads windows over processes, ``cluster`` over machines; ``output`` keeps what is
done, as its ``manifest`` says; ``run`` joins them. Nothing is imported here, so that ``mt --help`` stays quick.
"""
