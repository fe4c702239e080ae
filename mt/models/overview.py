"""What there is, for people: locks, catalog and store side by side."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mt.models.card import scores_in

if TYPE_CHECKING:
    from mt.models.lock import Entry


@dataclass(frozen=True)
class World:
    """The locks as a user sees them: entries by name, first lock first, and the defaults."""

    entries: dict[str, "Entry"]
    defaults: dict[str, str]
    store: Path

    @classmethod
    def of(cls, lock: Path | None, place: Path | None) -> "World":
        """Read the locks; ``lock`` and ``place`` are those asked for instead of the usual ones."""
        from mt.models import store

        locks = store.chain(lock)
        entries = {name: entry for one in reversed(locks) for name, entry in one.entries.items()}
        defaults = {role: name for one in reversed(locks) for role, name in one.defaults.items()}
        return cls(entries, defaults, place or store.root())

    def describe(self, name: str, model: Any) -> dict[str, Any]:
        """Return what a user wants to know of one model as plain values.

        ``model`` is its :class:`~mt.models.catalog.Model`, or None when the catalog has none.
        """
        from mt.models import store

        entry = self.entries.get(name)
        about = entry or model
        scores = [f"{s.metric} {s.value} on {s.set} ({s.source})" for s in model.scores] if model else []
        if entry and entry.source.kind == "embedded":
            scores += scores_in(store.folder(entry, store=self.store))
        size = (entry.source.size if entry else 0) or (model.download_mb * 1_000_000 if model else 0)
        return {
            "name": name,
            "role": about.role if about else "",
            "state": self._state(entry),
            "default": name in self.defaults.values(),
            "licence": about.licence if about else "",
            "notice": model.notice if model else "",
            "origin": origin(entry) if entry else (model.repo or model.url if model else ""),
            "download_bytes": size,
            "scores": scores,
        }

    def _state(self, entry: "Entry | None") -> str:
        from mt.models import store

        if entry is None:
            return "in the catalog"
        if entry.source.kind == "embedded":
            return "embedded"
        fetched = bool(entry.files) and store.folder(entry, store=self.store).is_dir()
        return "fetched" if fetched else "locked"


def origin(entry: "Entry") -> str:
    """Return where an entry comes from, for people."""
    source = entry.source
    return source.url or (f"{source.repo}@{source.revision[:12]}" if source.repo else "this package")


def lines_of(value: Any, indent: str = "") -> list[str]:
    """Nested plain values as indented lines; what is empty is left out."""
    lines = []
    for key, item in value.items():
        if isinstance(item, dict) and item:
            lines += [f"{indent}{key}:", *lines_of(item, indent + "  ")]
        elif isinstance(item, (list, tuple)) and item:
            lines.append(f"{indent}{key}:")
            lines += [f"{indent}  {' '.join(map(str, i.values())) if isinstance(i, dict) else i}" for i in item]
        elif item not in ("", None, (), [], {}):
            lines.append(f"{indent}{key}: {item}")
    return lines
