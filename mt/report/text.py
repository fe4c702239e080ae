"""A digest as plain text: one paragraph a line, nothing but letters and marks, made for pipes and files."""

from collections.abc import Iterator, Sequence

from ..document import Digest, Removed, Translation
from ..version import __version__
from .notes import Block, Note, Piece, View, annotate, visible
from .strings import Strings

WRITTEN = "headline written by the model; the page has none"


def to_text(digest: Digest, *, show_source: bool = False) -> str:
    """Return the plain-text form; with ``show_source`` the Arabic of a block stands on the line below it."""
    view = annotate(digest)
    parts = [*_body(digest, view, show_source), *_doubts(view), *_left_out(digest.removed)]
    return "\n\n".join([*parts, "--\n" + footer(digest)]) + "\n"


def summary_title(digest: Digest, strings: Strings = Strings()) -> str:
    """Return the heading of the summary, which says whose words it is made of."""
    method = digest.summary.method if digest.summary else "abstractive"
    other = f"{strings['digest.summary_other']} ({visible(method)})"
    return strings.get(f"digest.summary_{method}", other)


def place_of(note: Note) -> str:
    """Return where a note stands, quoting the beginning of what it is about.

    >>> place_of(Note(1, "paragraph 2", "The army said.", "", ()))
    'paragraph 2, “The army said.”'
    """
    return f"{note.place}, “{shorten(note.quote)}”" if note.quote.strip() else note.place


def shorten(text: str, limit: int = 60) -> str:
    """Return ``text``, or its first words with an ellipsis, in at most ``limit`` characters.

    >>> shorten("one two three", 8)
    'one two…'
    """
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    return (head.rsplit(" ", 1)[0] if " " in head and text[limit - 1] != " " else head).rstrip() + "…"


def alternatives(sentences: Sequence[Translation]) -> Iterator[str]:
    """Yield a line for each alternative, with the sentence's first words where there are several sentences.

    >>> list(alternatives([Translation("نعم", "Yes.", 0.0, alternatives=("Indeed.",))]))
    ['or: Indeed.']
    """
    for sentence in sentences:
        which = f" “{shorten(visible(sentence.text), 40)}”" if len(sentences) > 1 else ""
        for other in sentence.alternatives:
            yield f"or{which}: {visible(other)}"


def footer(digest: Digest, strings: Strings = Strings()) -> str:
    """Return one line on what made the digest: models with digests, seconds a stage, version."""

    def word(name: str) -> str:
        return strings.get(f"made.{name}", name)

    facts = [
        (word(role), model.get("name", ""), model.get("digest", "").removeprefix("sha256:")[:12])
        for role, model in digest.models.items()
    ]
    # Among Arabic, a model's name must not take the number behind it along into its own direction.
    around = "\u2068{}\u2069" if strings.language == "ar" else "{}"
    models = [f"{role} {around.format(visible(' '.join(filter(None, known))))}" for role, *known in facts]
    spent = [f"{word(stage)} {seconds:.1f}" for stage, seconds in digest.timings.items() if seconds >= 0.05]
    stages = f" ({('، ' if strings.language == 'ar' else ', ').join(spent)})" if spent else ""
    seconds = [strings["made.seconds"].format(count=sum(digest.timings.values())) + stages] if digest.timings else []
    name = strings.message(visible(digest.name))
    return " · ".join([name, *models, *seconds, f"mt {__version__}"])


def _body(digest: Digest, view: View, show_source: bool) -> Iterator[str]:
    if view.headline:
        yield _block(view.headline, show_source) + (f"\n({WRITTEN})" if view.written else "")
    if view.summary:
        lines = [_block(Block((piece,)), False) for piece in view.summary.pieces] if view.bullets else []
        body = "\n".join(f"- {line}" for line in lines) or _block(view.summary, False)
        yield f"{summary_title(digest).upper()}\n\n{body}"
    if view.paragraphs:
        first, *others = (_block(paragraph, show_source) for paragraph in view.paragraphs)
        yield f"TRANSLATION\n\n{first}"
        yield from others


def _block(block: Block, show_source: bool) -> str:
    english = "".join(map(_piece, block.pieces)).strip()
    source = [block.source] if show_source and block.source else []
    own = "\n".join([english, *source, *(f"    {line}" for line in alternatives(block.sentences))])
    return f"== {block.page} ==\n\n{own}" if block.page else own


def _piece(piece: Piece) -> str:
    marks = (piece.origin, piece.note.mark if piece.note else "")
    return piece.text + "".join(f" {mark}" for mark in marks if mark)


def _doubts(view: View) -> Iterator[str]:
    title = "WHAT TO DISTRUST"
    for heading, notes in view.care:
        lines = [f"{note.mark} {place_of(note)}: {note.reasons}".strip() for note in notes]
        group = "\n".join([f"{heading}:", *lines] if heading else lines)
        yield f"{title}\n\n{group}" if title else group
        title = ""


def _left_out(removed: tuple[Removed, ...]) -> Iterator[str]:
    if removed:
        lines = [f"{line_of(line)} ({visible(line.reason)}): {visible(line.text)}" for line in removed]
        yield "\n".join(["LEFT OUT", "", *lines])


def row_of(removed: Removed, strings: Strings) -> tuple[str, str, str]:
    """Return what a table says of a removed line: its number, why it was removed, its text."""
    place = f"{visible(removed.page)}, {removed.line}" if removed.page else str(removed.line)
    return place, strings.get(f"reason.{removed.reason}", visible(removed.reason)), visible(removed.text)


def line_of(removed: Removed) -> str:
    """Return where a removed line stood: ``line 5``, in a joint digest ``b.txt, line 5``."""
    return f"{visible(removed.page)}, line {removed.line}" if removed.page else f"line {removed.line}"
