"""The one seam to the Hugging Face Hub: names become commits and hashes, files become bytes.

The Hub's client checks the length of what it downloads, not its hash: callers compare every file with
the lock. ``HF_ENDPOINT``, ``HF_HOME``, ``HF_TOKEN``, ``HF_HUB_OFFLINE`` and the proxy variables are the
client's and work as it documents.
"""

import errno
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mt.errors import IntegrityError, ModelError, OutputError
from mt.models.lock import File, Source
from mt.models.verify import sha256

# Files of a repository that are read to see what it holds: far smaller than this in every known one.
_SMALL = 64 << 20


@dataclass(frozen=True, slots=True)
class Remote:
    """A file of a commit: its size, and its SHA-256 when the Hub stores it apart, else its git blob id."""

    path: str
    size: int
    sha256: str = ""
    blob: str = ""


@dataclass(frozen=True, slots=True)
class Commit:
    """A repository at one commit; ``licence`` is what its card says, empty when it says nothing."""

    repo: str
    revision: str
    licence: str
    gated: bool
    files: dict[str, Remote]
    endpoint: str | None = None


def resolve(repo: str, revision: str | None = None, *, endpoint: str | None = None) -> Commit:
    """Ask the Hub for the commit behind ``revision`` (a branch, tag or commit; default its main branch).

    ``endpoint`` is a mirror's address, default the client's. Raises ModelError when it cannot be reached
    or has no such repository or revision.
    """
    with _ours(repo, revision, endpoint):
        from huggingface_hub import HfApi

        info = HfApi(endpoint=endpoint).model_info(repo, revision=revision, files_metadata=True)
    card: Any = info.card_data or {}
    files = [_remote(sibling) for sibling in info.siblings or ()]
    found = Commit(
        repo, info.sha or "", str(card.get("license") or ""), bool(info.gated), {f.path: f for f in files}, endpoint
    )
    if revision and len(revision) == 40 and found.revision != revision:
        raise IntegrityError(f"{repo}: asked for commit {revision}, the server answered with {found.revision}")
    return found


def small(commit: Commit, path: str) -> bytes:
    """Return the bytes of a small file, checked against what the commit says of it."""
    remote = commit.files[path]
    if remote.size > _SMALL:
        raise ModelError(f"{commit.repo}: {path} has {remote.size} bytes, far more than a file of its kind")
    with tempfile.TemporaryDirectory() as folder, _ours(f"{commit.repo}/{path}", commit.revision, commit.endpoint):
        from huggingface_hub import hf_hub_download

        local = hf_hub_download(commit.repo, path, revision=commit.revision, local_dir=folder, endpoint=commit.endpoint)
        data = Path(local).read_bytes()
    blob = hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
    wrong = remote.sha256 and hashlib.sha256(data).hexdigest() != remote.sha256
    if wrong or (not remote.sha256 and remote.blob and blob != remote.blob):
        raise IntegrityError(f"{commit.repo}: {path} is not what its commit says: try again, or another mirror")
    return data


def download(
    source: Source, file: File, into: Path, *, progress: Callable[[int], None], endpoint: str | None = None
) -> None:
    """Download one file into the folder ``into``, going on from what an earlier run left there.

    A copy in the client's own cache is used instead when its bytes are right. ``progress`` hears bytes.
    Raises ModelError or OutputError; the hash is the caller's to check.
    """
    with _ours(f"{source.repo}/{file.path}", source.revision, endpoint):
        from huggingface_hub import hf_hub_download, try_to_load_from_cache

        cached = try_to_load_from_cache(source.repo, file.path, revision=source.revision)
        if isinstance(cached, str) and sha256(Path(cached)) == file.sha256:
            _copy(Path(cached), into / file.path)
            progress(file.size)
            return
        count = _Count(file.size, progress)
        hf_hub_download(
            source.repo,
            file.path,
            revision=source.revision,
            local_dir=into,
            tqdm_class=count.bar(),
            endpoint=endpoint,
        )
        count.finish()


class _Count:
    """Bytes of one file, from whichever of the client's bars is ahead: it shows the same bytes in several."""

    def __init__(self, size: int, progress: Callable[[int], None]) -> None:
        self.size, self.progress, self.reached = size, progress, 0

    def at(self, n: float) -> None:
        n = min(int(n), self.size)
        if n > self.reached:
            self.progress(n - self.reached)
            self.reached = n

    def finish(self) -> None:
        self.at(self.size)

    def bar(self) -> Any:
        from huggingface_hub.utils.tqdm import tqdm

        count = self

        class Bar(tqdm):
            """A bar that draws nothing and tells :class:`_Count`."""

            def __init__(self, *args: Any, **kwargs: Any) -> None:
                super().__init__(*args, **{**kwargs, "disable": True})  # type: ignore[no-untyped-call]
                self.total, self.n = kwargs.get("total"), kwargs.get("initial") or 0
                count.at(self.n)

            def update(self, n: float | None = 1) -> bool | None:
                self.n += n or 0
                count.at(self.n)
                return None

        return Bar


def _remote(sibling: Any) -> Remote:
    lfs = sibling.lfs
    size = lfs.size if lfs else sibling.size
    return Remote(sibling.rfilename, size or 0, lfs.sha256 if lfs else "", sibling.blob_id or "")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


@contextmanager
def _ours(what: str, revision: str | None, endpoint: str | None) -> Iterator[None]:
    """Turn what the client raises into our errors, each with what to do."""
    try:
        yield
    except (ModelError, OutputError):
        raise
    except Exception as error:
        known = _explain(error, f"{what}{f' at {revision[:12]}' if revision else ''}", endpoint)
        if known is None:
            raise
        raise known from error


def _explain(error: Exception, where: str, endpoint: str | None) -> ModelError | OutputError | None:
    from huggingface_hub import constants, errors

    hub = endpoint or constants.ENDPOINT
    unreachable = "HF_HUB_OFFLINE is set" if constants.HF_HUB_OFFLINE else f"cannot reach {hub}"
    said = str(error).splitlines()[0] if str(error) else type(error).__name__
    known = [
        (errors.GatedRepoError, f"asks for consent: accept its terms on its page at {hub}, then set HF_TOKEN"),
        (errors.RevisionNotFoundError, "no such commit there: lock the model again, or take another mirror"),
        (errors.RemoteEntryNotFoundError, "no such file in this commit"),
        (errors.RepositoryNotFoundError, f"no such repository at {hub}, or HF_TOKEN may not see it"),
        (errors.HFValidationError, "not a repository's name: write org/name"),
        (errors.OfflineModeIsEnabled, "HF_HUB_OFFLINE is set: unset it to ask the Hub"),
        (errors.HfHubHTTPError, f"{hub} answered: {said}"),
        (errors.LocalEntryNotFoundError, f"{unreachable}: try again with a network"),
    ]
    for kind, message in known:
        if isinstance(error, kind):
            return ModelError(f"{where}: {message}")
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return OutputError(f"{where}: the disk is full: free some space and run the same command again")
    if isinstance(error, OSError) or _is_transport(error):
        return ModelError(f"{where}: cannot talk to {hub}: {said}: run the same command again to go on")
    return None


def _is_transport(error: Exception) -> bool:
    # The client moved from httpx to httpx2: known by name, so that neither is a dependency of ours.
    return any(base.__name__ == "HTTPError" and base.__module__.startswith("httpx") for base in type(error).__mro__)
