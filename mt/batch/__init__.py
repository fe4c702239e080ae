"""Many pages, from one folder or archive to a folder of records, stopped and resumed at will.

``inputs`` streams items, ``window`` makes records of some items with one call of the translator,
``workers`` spreads windows over processes, ``output`` keeps what is done, ``run`` joins the four.
Nothing is imported here, so that ``mt --help`` stays quick.
"""
