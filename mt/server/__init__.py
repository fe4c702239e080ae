"""The HTTP API: LibreTranslate's calls, our own, and the page beside them, all on one loaded engine.

``mt serve`` starts it; :func:`mt.server.app.build` makes the application for another ASGI server.
Nothing is imported here, so that ``mt --help`` stays quick.
"""
