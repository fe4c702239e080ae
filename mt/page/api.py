"""What programs may ask of the page through ``gradio_client``: one call, named and typed."""

from typing import Any

from ..errors import UsageError
from ..read import from_text
from .desk import Desk
from .growing import Wish, grow, settings_of


def add_api(desk: Desk) -> None:
    """Add ``/digest`` to the page that is being built."""
    import gradio

    def digest(
        text: str,
        model: str = "",
        beam: int = 0,
        keep_furniture: bool = False,
        length: str = "brief",
    ) -> dict[str, Any]:
        """Translate and summarize an Arabic page; the answer is described by docs/digest.schema.json.

        Args:
            text: the page, Arabic
            model: a translator's name, "" for the default
            beam: hypotheses searched side by side, 0 for the model's own
            keep_furniture: translate menus, forms and links too
            length: of the summary: none, headline, sentence, brief, long, or a number of words

        """
        given = {"text": text, "model": model, "beam": beam, "keep_furniture": keep_furniture, "length": length}
        try:
            _require_kinds(given)
            settings = settings_of(length, keep_furniture=keep_furniture)
            *_, last = grow(desk, Wish(from_text(text, name="text"), settings, model, beam))
        except Exception as error:
            raise gradio.Error(desk.explain(error), print_exception=False) from error
        return last.digest.to_dict()

    gradio.api(  # type: ignore[attr-defined]  # it is in the documented interface
        digest, api_name="digest", concurrency_limit=None
    )


_KINDS = {"text": str, "model": str, "beam": int, "keep_furniture": bool, "length": str}


def _require_kinds(given: dict[str, object]) -> None:
    """Refuse what has another type than it says: Gradio passes on whatever was sent."""
    for name, value in given.items():
        if not isinstance(value, _KINDS[name]):
            raise UsageError(f"{name} must be of the type {_KINDS[name].__name__}")
