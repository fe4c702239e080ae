"""Small SVG plots that need no script and no network, in colours that are told apart without hue too."""

from collections.abc import Sequence
from html import escape

# Okabe and Ito's colours, chosen to be told apart by the colour-blind.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f", "#000000")
_WIDTH = 640


def intervals(title: str, rows: Sequence[tuple[str, float, float, float]]) -> str:
    """Plot (name, value, low, high) as a dot on its interval, one line each."""
    low, high = min(r[2] for r in rows), max(r[3] for r in rows)
    margin = max((high - low) * 0.08, 0.5)
    low, high = low - margin, high + margin
    left, height = 170, 34 + 26 * len(rows)

    def x(value: float) -> float:
        return left + (value - low) / (high - low) * (_WIDTH - left - 70)

    parts = [_axis(x, low, high, height)]
    for i, (name, value, start, end) in enumerate(rows):
        y, colour = 18 + 26 * i, COLOURS[i % len(COLOURS)]
        parts.append(
            f'<text x="{left - 10}" y="{y + 4}" text-anchor="end">{escape(name)}</text>'
            f'<line x1="{x(start):.1f}" x2="{x(end):.1f}" y1="{y}" y2="{y}" stroke="{colour}" stroke-width="3"/>'
            f'<circle cx="{x(value):.1f}" cy="{y}" r="5" fill="{colour}"/>'
            f'<text x="{x(end) + 8:.1f}" y="{y + 4}">{value:.2f}</text>'
        )
    return _svg(title, height, parts)


def _axis(x: "object", low: float, high: float, height: int) -> str:
    step = next(s for s in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100) if (high - low) / s <= 8 or s == 100)
    first = int(low / step) * step + step
    marks = [first + i * step for i in range(int((high - first) / step) + 1)]
    place = x if callable(x) else float
    return "".join(
        f'<line x1="{place(m):.1f}" x2="{place(m):.1f}" y1="4" y2="{height - 22}" class="grid"/>'
        f'<text x="{place(m):.1f}" y="{height - 6}" text-anchor="middle" class="tick">{m:g}</text>'
        for m in marks
    )


def bars(title: str, groups: Sequence[str], systems: Sequence[str], values: Sequence[Sequence[float]]) -> str:
    """Plot ``values[group][system]`` as bars from 0, grouped, each with its figure."""
    top = max((v for row in values for v in row), default=0) or 1
    gap, height, base = 18, 230, 180
    # Each group is as wide as its bars and its label (7 units a letter) need.
    widest = max(26 * len(systems), 7 * max(map(len, groups), default=0)) + gap
    width = max(_WIDTH, 40 + len(groups) * widest)
    slot = (width - 40) / max(len(groups), 1)
    bar = min(40.0, (slot - gap) / len(systems))
    parts = []
    for g, group in enumerate(groups):
        start = 30 + g * slot
        for s, system in enumerate(systems):
            colour = COLOURS[s % len(COLOURS)]
            tall = values[g][s] / top * (base - 24)
            x = start + s * bar
            parts.append(
                f'<rect x="{x:.1f}" y="{base - tall:.1f}" width="{bar - 3:.1f}" height="{tall:.1f}" '
                f'fill="{colour}">'
                f"<title>{escape(system)}, {escape(group)}: {values[g][s]:.1f}</title></rect>"
                f'<text x="{x + bar / 2 - 1.5:.1f}" y="{base - tall - 4:.1f}" text-anchor="middle" '
                f'class="tick">{values[g][s]:.3g}</text>'
            )
        parts.append(
            f'<text x="{start + bar * len(systems) / 2:.1f}" y="{base + 16}" text-anchor="middle" '
            f'class="tick">{escape(group)}</text>'
        )
    parts.append(_legend(systems, base + 38))
    return _svg(title, height, parts, width=width)


def lines(
    title: str, labels: Sequence[str], systems: Sequence[str], values: Sequence[Sequence[float]], *, unit: str = "chrF"
) -> str:
    """Plot ``values[system][point]`` as one line a system over the named points."""
    flat = [v for row in values for v in row]
    low, high = min(flat), max(flat)
    low, high = low - max(1.0, (high - low) * 0.1), high + max(1.0, (high - low) * 0.1)
    height, base, left = 250, 190, 50

    def y(value: float) -> float:
        return base - (value - low) / (high - low) * (base - 14)

    step = (_WIDTH - left - 40) / max(len(labels) - 1, 1)
    parts = [
        f'<line x1="{left}" x2="{_WIDTH - 30}" y1="{y(v):.1f}" y2="{y(v):.1f}" class="grid"/>'
        f'<text x="{left - 6}" y="{y(v) + 4:.1f}" text-anchor="end" class="tick">{v:.1f}</text>'
        for v in [low + (high - low) * i / 4 for i in range(5)]
    ]
    last = len(labels) - 1
    parts += [
        # The outer labels turn inward, or they would be cut off.
        f'<text x="{left + i * step:.1f}" y="{base + 18}" class="tick" '
        f'text-anchor="{"start" if i == 0 else "end" if i == last else "middle"}">{escape(label)}</text>'
        for i, label in enumerate(labels)
    ]
    for s, (system, row) in enumerate(zip(systems, values, strict=True)):
        colour = COLOURS[s % len(COLOURS)]
        points = " ".join(f"{left + i * step:.1f},{y(v):.1f}" for i, v in enumerate(row))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{left + i * step:.1f}" cy="{y(v):.1f}" r="4" fill="{colour}">'
            f"<title>{escape(system)}: {v:.1f} {unit}</title></circle>"
            for i, v in enumerate(row)
        ]
    parts.append(_legend(systems, base + 40))
    return _svg(title, height, parts)


def _legend(systems: Sequence[str], y: int) -> str:
    x, parts = 30, []
    for i, system in enumerate(systems):
        parts.append(
            f'<rect x="{x}" y="{y - 9}" width="11" height="11" fill="{COLOURS[i % len(COLOURS)]}"/>'
            f'<text x="{x + 16}" y="{y + 1}">{escape(system)}</text>'
        )
        x += 34 + 8 * len(system)
    return "".join(parts)


def _svg(title: str, height: int, parts: Sequence[str], *, width: int = _WIDTH) -> str:
    return (
        f"<figure><figcaption>{escape(title)}</figcaption>"
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{escape(title, quote=True)}">{"".join(parts)}</svg></figure>'
    )
