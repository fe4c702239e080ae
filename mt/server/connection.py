"""A connection that does not wait for ever: uvicorn bounds neither a request's head nor the reading of an answer."""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol


def connection(seconds: float) -> type[H11Protocol]:
    """Return a protocol for uvicorn that ends a connection on which the client does nothing for ``seconds``.

    That is so when a request's whole head has not come, counted from the opening of the connection and again
    from each answer, or when nothing more of an answer was taken. Without it, connections that send a byte now
    and then ("slowloris"), or never read, take up every place until nobody else can connect.
    """

    class Connection(H11Protocol):
        _timer: asyncio.TimerHandle | None = None
        _unread = 0  # bytes of the answer not yet taken at the last look

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._restart()

        def data_received(self, data: bytes) -> None:
            before = self._answering
            super().data_received(data)
            if self._answering and not before:
                self._restart()

        def on_response_complete(self) -> None:
            self._restart()
            super().on_response_complete()  # which may begin with a request that came meanwhile

        def connection_lost(self, exc: Exception | None) -> None:
            if self._timer:
                self._timer.cancel()
            super().connection_lost(exc)

        @property
        def _answering(self) -> bool:
            cycle: Any = self.cycle
            return cycle is not None and not cycle.response_complete

        def _restart(self) -> None:
            if self._timer:
                self._timer.cancel()
            self._unread = self.transport.get_write_buffer_size()
            self._timer = self.loop.call_later(seconds, self._look)

        def _look(self) -> None:
            unread = self.transport.get_write_buffer_size()
            if unread and unread >= self._unread > 0:
                self.transport.abort()
            elif unread or self._answering:
                self._restart()
            else:
                self.transport.close()

    return Connection
