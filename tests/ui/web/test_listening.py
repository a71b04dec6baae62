"""The socket that the page is served at."""

from __future__ import annotations

import asyncio
import socket

from ui.web.server import _listen


def test_small_answers_do_not_wait_for_an_acknowledgement() -> None:
    async def no_delay() -> bool:
        found: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

        async def met(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            accepted = writer.get_extra_info("socket")
            found.set_result(bool(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
            writer.close()

        listener = _listen("127.0.0.1", 0)
        async with await asyncio.start_server(met, sock=listener):
            _, writer = await asyncio.open_connection(*listener.getsockname())
            answer = await found
            writer.close()
            await writer.wait_closed()
        return answer

    assert asyncio.run(no_delay())
