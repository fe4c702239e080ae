"""Who uses the page: the address that an event of it came from."""


def address() -> str:
    """Return the address of the visitor whose event this thread works on, ``"unknown"`` where it works on none."""
    from gradio.context import LocalContext  # before the engines' own threads take over

    request = LocalContext.request.get(None)
    client = getattr(request, "client", None)
    return str(getattr(client, "host", None) or "unknown")
