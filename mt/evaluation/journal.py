"""What a run has done so far, so that a stopped run goes on where it stood.

One JSON line a chunk, flushed to the disk when written. The first line names the system and the
sets; a journal of anything else is refused rather than mixed in.
"""

import json
import os
from pathlib import Path
from typing import Any

from mt.errors import InputError, OutputError


class Journal:
    """The chunks that were done, in ``path``. ``key`` says of what run; raises :class:`InputError` for another's."""

    def __init__(self, path: Path, key: str) -> None:
        self.path = path
        self._entries: dict[str, dict[str, Any]] = {}
        if path.exists():
            self._read(key)
        else:
            self._append({"run": key})

    def _read(self, key: str) -> None:
        good = 0
        with self.path.open("rb") as lines:
            for line in lines:
                try:
                    record = json.loads(line)
                except (json.JSONDecodeError, UnicodeDecodeError):
                    break  # the line that was being written when the run was stopped
                if not line.endswith(b"\n"):
                    break
                if good == 0 and record.get("run") != key:
                    raise InputError(
                        f"{self.path} belongs to another run (other model, settings or sets); "
                        "delete it or give --restart to begin anew"
                    )
                if "key" in record:
                    self._entries[record["key"]] = record["entry"]
                good += len(line)
        os.truncate(self.path, good)
        if good == 0:
            self._append({"run": key})

    def __len__(self) -> int:
        return len(self._entries)

    def find(self, key: str) -> dict[str, Any] | None:
        """Return the entry noted under ``key``, or None."""
        return self._entries.get(key)

    def note(self, key: str, entry: dict[str, Any]) -> None:
        """Keep ``entry`` for a later run. Raises :class:`OutputError`."""
        self._append({"key": key, "entry": entry})
        self._entries[key] = entry

    def close(self) -> None:
        """Remove the file: the run is complete."""
        self.path.unlink(missing_ok=True)

    def _append(self, record: dict[str, Any]) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise OutputError(f"{self.path}: cannot be written ({error.strerror})") from error
