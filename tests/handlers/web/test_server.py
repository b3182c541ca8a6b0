"""Nothing that comes from outside is our fault, and what is our fault is told without a trace."""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, web
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.ports import Out
from handlers.web.server import CannotListen, Server, listen, web_app


async def echo(request: web.Request) -> web.Response:
    return web.Response(body=await request.read())


async def stumble(_: web.Request) -> web.Response:
    raise RuntimeError("the secret plan")


async def away(_: web.Request) -> web.Response:
    raise Out


async def elsewhere(_: web.Request) -> web.Response:
    raise web.HTTPFound("https://slack.example/")


async def in_its_own_words(_: web.Request) -> web.Response:
    raise web.HTTPUnauthorized(text='{"error": "wrong signature"}', content_type="application/json")


ROUTES = [
    web.post("/echo", echo),
    web.get("/stumble/{signed}", stumble),
    web.get("/away", away),
    web.get("/elsewhere", elsewhere),
    web.get("/own", in_its_own_words),
]


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    running = await listen(web_app(ROUTES, body_limit=1000), "127.0.0.1", 0)
    yield running
    await running.stop()


@pytest.fixture
async def browser(server: Server) -> AsyncIterator[ClientSession]:
    async with ClientSession(server.address) as session:
        yield session


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/../../etc/passwd", 404),
        ("GET", "/echo", 405),
        ("GET", "/away", 503),
        ("GET", "/own", 401),
    ],
)
async def test_a_refusal_is_json_with_a_reason(
    browser: ClientSession, method: str, path: str, status: int
) -> None:
    answer = await browser.request(method, path)

    assert answer.status == status
    assert (await answer.json())["error"]


async def test_a_wrong_method_is_told_the_right_one(browser: ClientSession) -> None:
    assert (await browser.get("/echo")).headers["Allow"] == "POST"


async def test_a_redirection_stays_one(browser: ClientSession) -> None:
    answer = await browser.get("/elsewhere", allow_redirects=False)

    assert (answer.status, answer.headers["Location"]) == (302, "https://slack.example/")


async def test_a_body_over_the_limit_is_refused(browser: ClientSession) -> None:
    assert (await browser.post("/echo", data=b"x" * 1000)).status == 200
    assert (await browser.post("/echo", data=b"x" * 1001)).status == 413


async def test_a_body_that_says_it_is_packed_and_is_not_cannot_be_read(browser: ClientSession) -> None:
    answer = await browser.post("/echo", data=b"not gzip", headers={"Content-Encoding": "gzip"})

    assert answer.status == 400


async def test_our_own_fault_has_a_reference_that_is_in_the_log_and_no_trace(
    browser: ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await browser.get("/stumble/signature.of.somebody")
    told = await answer.text()

    assert answer.status == 500
    found = re.search(r"Reference: (\w+)", told)
    assert found
    assert found[1] in caplog.text
    assert "the secret plan" in caplog.text
    assert "secret plan" not in told
    assert "signature.of.somebody" not in caplog.text


async def test_every_answer_carries_the_protecting_headers(browser: ClientSession) -> None:
    for path in ("/nowhere", "/stumble/x", "/elsewhere"):
        answer = await browser.get(path, allow_redirects=False)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert "Server" not in answer.headers


REQUESTS = some.one_of(
    some.binary(max_size=300),
    some.builds(
        b"%s %s HTTP/1.1\r\nHost: x\r\n%s: %s\r\nContent-Length: %d\r\n\r\n%s".__mod__,
        some.tuples(
            some.sampled_from([b"GET", b"POST", b"PUT", b"HEAD"]),
            some.binary(max_size=30).map(b"/files/".__add__),
            some.sampled_from([b"Content-Type", b"Content-Encoding", b"Transfer-Encoding", b"X"]),
            some.one_of(
                some.sampled_from([b"gzip", b"chunked", b"text/plain; charset=no"]), some.binary(max_size=20)
            ),
            some.integers(0, 60),
            some.binary(max_size=60),
        ),
    ),
)


@pytest.mark.long
@given(some.lists(REQUESTS, min_size=1, max_size=3))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_from_outside_make_a_500(raw: list[bytes]) -> None:
    async def talk() -> bytes:
        running = await listen(web_app(ROUTES), "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection("127.0.0.1", int(running.address.rsplit(":", 1)[1]))
        writer.write(b"".join(raw))
        writer.write_eof()
        answer = await asyncio.wait_for(reader.read(), 5)
        writer.close()
        await running.stop()
        return answer

    assert b"HTTP/1.1 500" not in asyncio.run(talk())


async def test_a_taken_port_is_told_in_words(server: Server) -> None:
    with pytest.raises(CannotListen, match="cannot listen on 127"):
        await listen(web_app([]), "127.0.0.1", int(server.address.rsplit(":", 1)[1]))


@pytest.mark.parametrize(("host", "port"), [("no.such.host.invalid", 0), ("127.0.0.1", 70000)])
async def test_an_impossible_address_is_told_in_words(host: str, port: int) -> None:
    with pytest.raises(CannotListen):
        await listen(web_app([]), host, port)


async def test_a_request_under_way_may_end_before_the_server_stops() -> None:
    begun, go = asyncio.Event(), asyncio.Event()

    async def slow(_: web.Request) -> web.Response:
        begun.set()
        await go.wait()
        return web.Response(text="done")

    running = await listen(web_app([web.get("/slow", slow)]), "127.0.0.1", 0)
    async with ClientSession(running.address) as session:
        asking = asyncio.create_task(session.get("/slow"))
        await begun.wait()
        stopping = asyncio.create_task(running.stop())
        await asyncio.sleep(0)
        go.set()
        assert await (await asking).text() == "done"
    await stopping


async def test_what_is_not_even_http_leaves_no_trace(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    port = int(server.address.rpartition(":")[2])
    for words in (b"\x16\x03\x01 hello\r\n\r\n", b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: x\r\n\r\n"):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(words)
        assert b" 400 " in await reader.readline()
        writer.close()
        await writer.wait_closed()

    assert caplog.records == []
