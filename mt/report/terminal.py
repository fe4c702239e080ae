"""A digest on a terminal: headline, summary in a panel, doubts in colour, Arabic in its own direction.

Nothing from the page is read as rich markup: all of it goes through :class:`rich.text.Text`.
"""

from collections.abc import Iterator

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.padding import Padding
from rich.panel import Panel
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from ..document import Digest, Removed
from .notes import Block, View, annotate, visible
from .text import WRITTEN, alternatives, footer, line_of, place_of, summary_title

_DOUBT = "bold yellow"
_WIDE = 100  # longer lines are hard to follow
_WIDE_BOTH = 150

# Right-to-left isolate and its end: the terminal orders what is between them by itself, so that Arabic
# beside English does not drag punctuation and columns along.
_RLI, _PDI = "\u2067", "\u2069"


def show(digest: Digest, console: Console, *, show_source: bool = False) -> None:
    """Print ``digest`` on ``console``, at most 100 columns wide (150 with ``show_source``)."""
    view = annotate(digest)
    width = min(console.width, _WIDE_BOTH if show_source else _WIDE)
    parts = [*_body(digest, view, show_source), *_doubts(view), *_left_out(digest.removed)]
    for part in [*parts, Text(footer(digest), style="dim")]:
        console.print(part, width=width, highlight=False, markup=False)
        console.print()


class Arabic:
    """Right-aligned Arabic; every line is isolated by itself, for a terminal knows no paragraphs.

    With ``single`` it takes one line, shortened with an ellipsis.
    """

    def __init__(self, text: str, *, single: bool = False) -> None:
        self.text, self.single = text, single

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield its lines, padded on the left to the full width."""
        width = options.max_width
        text = Text(self.text, overflow="ellipsis" if self.single else "fold", no_wrap=self.single)
        for line in text.wrap(console, width):
            line.rstrip()
            pad = " " * max(0, width - line.cell_len)
            yield Segment(pad)
            yield Segment(f"{_RLI}{line.plain}{_PDI}" if not console.is_dumb_terminal else line.plain)
            yield Segment.line()

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """As wide as its words at least, as its text at most."""
        return Measurement.get(console, options, Text(self.text))


def _body(digest: Digest, view: View, show_source: bool) -> Iterator[RenderableType]:
    if view.headline:
        yield _pair(view.headline, show_source, style="bold")
        yield from _alternatives(view.headline)
    if view.written:
        yield Text(WRITTEN, style="dim italic")
    if view.summary:
        title = Text(summary_title(digest), style="bold")
        points = [Text("• ").append_text(_english(Block((piece,)))) for piece in view.summary.pieces]
        body = Text("\n").join(points) if view.bullets else _english(view.summary)
        yield Panel(body, title=title, title_align="left", padding=(0, 1), border_style="cyan")
    for block in view.paragraphs:
        if block.page:
            yield Text(block.page, style="bold underline")
        yield _pair(block, show_source)
        yield from _alternatives(block)


def _pair(block: Block, show_source: bool, *, style: str = "") -> RenderableType:
    if not show_source or not block.source:
        return _english(block, style=style)
    grid = Table.grid(expand=True, padding=(0, 2))
    grid.add_column(ratio=1)
    grid.add_column(ratio=1)
    grid.add_row(_english(block, style=style), Arabic(block.source))
    return grid


def _alternatives(block: Block) -> Iterator[RenderableType]:
    if lines := list(alternatives(block.sentences)):
        yield Padding(Text("\n".join(lines), style="dim"), (0, 0, 0, 4))


def _english(block: Block, *, style: str = "") -> Text:
    text = Text(style=style)
    for piece in block.pieces:
        text.append(piece.text)
        if piece.origin:
            text.append(f" {piece.origin}", style="dim")
        if piece.note:
            text.append(f" {piece.note.mark}", style=_DOUBT)
    return text


def _doubts(view: View) -> Iterator[RenderableType]:
    if view.notes:
        yield Text.assemble(("⚠ ", _DOUBT), ("What to distrust", "bold"))
    for heading, notes in view.care:
        table = Table.grid(padding=(0, 1))
        table.add_column(no_wrap=True)
        table.add_column()
        for note in notes:
            where = Text(f"{place_of(note)}: ")
            table.add_row(Text(note.mark or "[!]", style=_DOUBT), where.append(note.reasons, style="yellow"))
        group = Group(Text(f"{heading}:", style="italic"), table) if heading else table
        yield Padding(group, (0, 0, 0, 2))


def _left_out(removed: tuple[Removed, ...]) -> Iterator[RenderableType]:
    if not removed:
        return
    table = Table.grid(expand=True, padding=(0, 2))
    table.add_column(justify="right", style="dim")
    table.add_column(max_width=36, style="dim")
    table.add_column(ratio=1, style="dim")
    for line in removed:
        table.add_row(line_of(line).removeprefix("line "), Text(visible(line.reason)), _one_line(visible(line.text)))
    yield Text.assemble(("Left out of the page", "bold"), (" (line, reason, text)", "dim"))
    yield Padding(table, (0, 0, 0, 2))


def _one_line(text: str) -> RenderableType:
    """``text`` on one line, on the side where its script begins."""
    if any("\u0600" <= char <= "\u06ff" for char in text):
        return Arabic(text, single=True)
    return Text(text, overflow="ellipsis", no_wrap=True)
