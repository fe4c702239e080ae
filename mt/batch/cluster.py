"""Windows to records on a Ray cluster, or on Ray's processes of this machine, as :mod:`mt.batch.workers` does it here.

Plain actors rather than Ray Data, which would do more than is wanted: the order of the input, one place that writes,
and what becomes of a page that kills its process are decided here, and so a run on a cluster is resumed, retried and
read like any other, and gives the same bytes.
"""

import logging
import os
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from ..errors import ModelError, MtError, UsageError
from .inputs import Item
from .loading import Loader
from .window import Engines, Record, Window, blob_of, record, records
from .workers import DIED, Done, Load

_AHEAD = 3  # windows for each actor: one being worked on, others on their way through the network
_STILLBORN = 3  # actors that die one after another before they can work: it is not chance


@dataclass(frozen=True)
class Matching:
    """A loader that refuses a machine whose models or version are others than those of the machine that asks."""

    load: Loader
    settings: dict[str, Any]

    def __call__(self) -> Engines:
        """Load the engines. Raises :class:`~mt.errors.ModelError`."""
        here = self.load.settings
        differing = sorted(key for key in here | self.settings if here.get(key) != self.settings.get(key))
        if differing:
            raise ModelError(
                f"a machine of the cluster has other models or settings than this one ({', '.join(differing)}): "
                "install the same version and models.lock on all of them"
            )
        return self.load()


@dataclass
class _Sent:
    """A window at an actor; ``again`` when one died over it before."""

    window: Window
    actor: Any
    result: Any
    again: bool = False


class Cluster:
    """Up to ``most`` actors with one core, one thread and their own engines each; use it as a context.

    All are asked for at once, and work begins with the first that is there: as many work as the cluster has cores
    for, and a cluster that can grow does so for those that wait. ``most`` 0 means all cores that the cluster has now.
    ``address`` names the cluster (``auto`` or ``HOST:6379``); None starts one on this machine for as long as
    the context lasts.

    An actor that dies, or whose machine goes away, is replaced. Its windows are done again as they were, then page
    by page, and a page that actors die of is recorded as failed. Raises :class:`~mt.errors.UsageError` without Ray,
    or when the cluster cannot be reached or has no core free within ``patience`` seconds.
    """

    def __init__(self, load: Load, most: int, *, address: str | None = None, patience: float = 900.0) -> None:
        self._ray = _ray(most, address)
        errors = self._ray.exceptions
        # The second: the result was still on a machine that went away.
        self._lost: tuple[type[Exception], ...] = (errors.RayActorError, errors.ObjectLostError)
        self._patience = patience
        self._actor = self._ray.remote(num_cpus=1)(_Actor).remote
        self._load = self._ray.put(load)
        self._coming: dict[Any, Any] = {}  # what an actor says when it is ready -> the actor
        self._ready: dict[Any, int] = {}  # actor -> windows that it has
        self._stillborn = 0
        for _ in range(most or int(self._ray.cluster_resources().get("CPU", 1))):
            self._ask_for_actor()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for actor in [*self._ready, *self._coming.values()]:  # a cluster that was there before goes on without us
            self._ray.kill(actor)
        self._ray.shutdown()

    def run(self, windows: Iterable[Window]) -> Iterator[Done]:
        """Yield every window with its records, in order. Raises :class:`~mt.errors.ModelError` from loading."""
        pending: deque[_Sent] = deque()
        for window in windows:
            while pending and len(pending) >= len(self._ready) * _AHEAD:
                yield self._next(pending)
            pending.append(self._send(window))
        while pending:
            yield self._next(pending)

    def _next(self, pending: deque[_Sent]) -> Done:
        sent = pending.popleft()
        while True:
            try:
                made: list[Record] = self._result(sent)
                return sent.window, made
            except self._lost:
                if sent.again or len(sent.window) == 1:
                    return sent.window, [self._alone(item) for item in sent.window]
                # It may have died over another window that it had, or with its machine.
                sent = replace(self._send(sent.window), again=True)

    def _alone(self, item: Item) -> Record:
        for _ in range(2):  # once more: a machine may go away at any moment
            try:
                made: list[Record] = self._result(self._send((item,)))
                return made[0]
            except self._lost:
                continue
        return record(item, ModelError(DIED))

    def _send(self, window: Window) -> _Sent:
        self._gather()
        actor = min(self._ready, key=lambda actor: self._ready[actor])
        self._ready[actor] += 1
        return _Sent(window, actor, actor.work.remote(_carried(window)))

    def _result(self, sent: _Sent) -> list[Record]:
        try:
            made: list[Record] = self._ray.get(sent.result)
        except self._lost:
            if self._ready.pop(sent.actor, None) is not None:  # else another of its windows has told before
                self._ray.kill(sent.actor)  # it may only be out of reach, and would keep its core
                self._ask_for_actor()
            raise
        except self._ray.exceptions.RayTaskError as error:
            raise _own(error) from error
        if sent.actor in self._ready:
            self._ready[sent.actor] -= 1
        return made

    def _ask_for_actor(self) -> None:
        actor = self._actor(self._load)
        self._coming[actor.ready.remote()] = actor

    def _gather(self) -> None:
        """Take in the actors that have become ready; wait for one if there is none."""
        end = time.monotonic() + self._patience
        while self._coming:
            timeout = 0 if self._ready else max(0.0, end - time.monotonic())
            found, _ = self._ray.wait(list(self._coming), timeout=timeout)
            if not found:
                break
            self._take_in(found[0])
        if not self._ready:
            raise UsageError(
                f"the cluster had no core free for {self._patience:.0f} seconds: try again, or add machines"
            )

    def _take_in(self, answer: Any) -> None:
        actor = self._coming.pop(answer)
        try:
            self._ray.get(answer)
        except self._lost as error:
            self._stillborn += 1
            if self._stillborn >= _STILLBORN:
                raise ModelError(f"processes of the cluster die while they load their models: {error}") from error
            self._ask_for_actor()
        except self._ray.exceptions.RayTaskError as error:
            raise _own(error) from error
        else:
            self._stillborn = 0
            self._ready[actor] = 0


class _Actor:
    """One process of the cluster."""

    def __init__(self, load: Load) -> None:
        self._load = load  # not called yet: what is raised here kills the actor, and so looks like a death
        self._engines: Engines | None = None

    def ready(self) -> None:
        self._engines = self._load()

    def work(self, window: Window) -> list[Record]:
        if self._engines is None:
            raise ModelError("the engines are not loaded")
        return records(window, self._engines)


def _carried(window: Window) -> Window:
    """The window with the bytes of its files, which other machines may not have. Addresses they read themselves."""
    return tuple(replace(item, content=_read(item.content)) for item in window)


def _read(content: Any) -> Any:
    if not isinstance(content, Path):
        return content
    try:
        return blob_of(content)
    except MtError as error:
        return error


def _own(error: Any) -> Exception:
    """The error of ours that an actor raised, or Ray's report of one that is not ours."""
    return error.cause if isinstance(error.cause, MtError) else error


def _ray(most: int, address: str | None) -> Any:
    """Ray, connected."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it would report its use to its makers
    try:
        import ray  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except ImportError as error:
        raise UsageError('to work on a cluster, install Ray: pip install "mt-digest[ray]"') from error
    own: dict[str, Any] = {} if address else {"num_cpus": most or None, "include_dashboard": False}
    try:
        ray.init(address=address or "local", log_to_driver=False, logging_level=logging.ERROR, **own)
    except Exception as error:  # of many kinds, by the way an address is wrong
        what = f"cannot be reached at {address}" if address else "cannot be started here"
        raise UsageError(f"Ray {what}: {error}") from error
    return ray
