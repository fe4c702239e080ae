"""A plot of lines with two axes from 0, as a file of its own that needs no script and reads in dark pages too."""

from collections.abc import Mapping, Sequence
from html import escape

from mt.evaluation.plots import COLOURS

_WIDTH, _HEIGHT, _LEFT, _BASE, _TOP = 640, 300, 56, 226, 14
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#222}.grid{stroke:#ccc}"
    "@media(prefers-color-scheme:dark){text{fill:#ddd}.grid{stroke:#555}}"
)
Points = Sequence[tuple[float, float]]


def curves(title: str, series: Mapping[str, Points], *, x_axis: str, y_axis: str) -> str:
    """Return the SVG of each named series of (x, y), none of them below 0; ``title`` is for those who cannot see it."""
    right = max(x for points in series.values() for x, _ in points) or 1.0
    top = 1.1 * max(y for points in series.values() for _, y in points) or 1.0

    def place(x: float, y: float) -> tuple[float, float]:
        return _LEFT + x / right * (_WIDTH - _LEFT - 30), _BASE - y / top * (_BASE - _TOP)

    parts = [*_grid(place, right, top), *_names(series)]
    for (_, points), colour in zip(series.items(), COLOURS, strict=False):
        line = " ".join(f"{a:.1f},{b:.1f}" for a, b in (place(*point) for point in points))
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
    parts.append(f'<text x="{_WIDTH - 30}" y="{_BASE + 36}" text-anchor="end">{escape(x_axis)}</text>')
    parts.append(f'<text x="{_LEFT}" y="{_TOP - 2}">{escape(y_axis)}</text>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style>{''.join(parts)}</svg>\n"
    )


def _grid(place, right: float, top: float):  # noqa: ANN001, ANN202 - a function of two numbers; strings
    step = _step(top)
    for n in range(int(top / step) + 1):
        x, y = place(0, n * step)
        yield f'<line x1="{x}" x2="{_WIDTH - 30}" y1="{y:.1f}" y2="{y:.1f}" class="grid"/>'
        yield f'<text x="{x - 6}" y="{y + 4:.1f}" text-anchor="end">{n * step:,g}</text>'
    step = _step(right)
    for n in range(int(right / step) + 1):
        x, _ = place(n * step, 0)
        yield f'<text x="{x:.1f}" y="{_BASE + 18}" text-anchor="middle">{n * step:,g}</text>'


def _step(largest: float) -> float:
    """The distance of about five round marks up to ``largest``."""
    unit = 10.0 ** (len(f"{largest:.0f}") - 2)
    return next(factor * unit for factor in (1, 2, 5, 10, 20, 50, 100) if largest / (factor * unit) <= 6)


def _names(series: Mapping[str, Points]):  # noqa: ANN202 - strings
    x = _LEFT
    for name, colour in zip(series, COLOURS, strict=False):
        yield f'<rect x="{x}" y="{_HEIGHT - 18}" width="11" height="11" fill="{colour}"/>'
        yield f'<text x="{x + 16}" y="{_HEIGHT - 8}">{escape(name)}</text>'
        x += 34 + 8 * len(name)
