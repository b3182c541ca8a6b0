"""How requests reach the Connector: one shared session, our token, nothing repeated.

Left alone the Bot Framework asks for a token per turn, blocks a thread per send, repeats refused connections
for five seconds, and follows redirects with our token.
"""

import json
import logging
from collections.abc import Callable
from typing import Any

import aiohttp
from msrest.pipeline import Request, Response
from msrest.pipeline.async_abc import AsyncHTTPPolicy, AsyncHTTPSender, AsyncPipeline
from msrest.pipeline.universal import RawDeserializer
from msrest.universal_http.async_abc import AsyncClientResponse
from msrest.universal_http.requests import ClientRetryPolicy

from handlers.teams.tokens import TokenSource

Session = Callable[[], aiohttp.ClientSession]

PATIENCE = aiohttp.ClientTimeout(total=10, connect=4)
UNAUTHORISED = 401
FIRST_REFUSAL = 300

# msrest searches a list of 501 codes 999 times for every client it makes: 4 ms, once or twice a turn.
ClientRetryPolicy.safe_codes = frozenset(ClientRetryPolicy.safe_codes)  # type: ignore[assignment]
# It warns once per pressed button, of a field that it does not know.
logging.getLogger("msrest").setLevel(logging.ERROR)


class Refusal(Exception):
    """The Connector answered, and it was no. `code` is its own word for why, never a person's words."""

    def __init__(self, status: int, code: str = "", retry_after: str = "") -> None:
        super().__init__(f"{status} {code}".strip())
        self.status, self.code, self.retry_after = status, code, retry_after


def pipeline(config: Any, tokens: TokenSource, session: Session) -> AsyncPipeline[Any, Any]:
    return AsyncPipeline([config.user_agent_policy, Bearer(tokens), RawDeserializer()], Sender(session))


async def asked(url: str, tokens: TokenSource, session: Session) -> dict[str, Any]:
    """Read something that the framework has no way to ask for without blocking. Raises Refusal."""
    token = await tokens.token()
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with session().get(url, headers=headers, timeout=PATIENCE, allow_redirects=False) as answer:
        body = await answer.read()
    if answer.status >= FIRST_REFUSAL:
        raise Refusal(answer.status, refusal_code(body), answer.headers.get("Retry-After", ""))
    found = json.loads(body)
    return found if isinstance(found, dict) else {}


class Bearer(AsyncHTTPPolicy[Any, Any]):
    """Puts our token on a request. One object per client: msrest chains policies by changing them."""

    def __init__(self, tokens: TokenSource) -> None:
        super().__init__()
        self._tokens = tokens

    async def send(self, request: Request[Any], **kwargs: Any) -> Response[Any, Any]:
        token = await self._tokens.token()
        if token:
            request.http_request.headers["Authorization"] = f"Bearer {token}"
        try:
            return await self.next.send(request, **kwargs)  # type: ignore[union-attr]  # set by the pipeline
        except Refusal as refusal:
            if refusal.status == UNAUTHORISED:
                self._tokens.forget()
            raise


class Sender(AsyncHTTPSender[Any, Any]):
    """The shared session is not ours to close."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def __aexit__(self, *exc_details: object) -> None:
        pass

    async def send(self, request: Request[Any], **_config: Any) -> Response[Any, Any]:
        asked = request.http_request
        async with self._session().request(
            asked.method,
            asked.url,
            data=asked.data,
            headers=asked.headers,
            timeout=PATIENCE,
            allow_redirects=False,
        ) as answer:
            body = await answer.read()
        if answer.status >= FIRST_REFUSAL:
            raise Refusal(answer.status, refusal_code(body), answer.headers.get("Retry-After", ""))
        return Response(request, Answer(asked, answer, body))


class Answer(AsyncClientResponse):
    def __init__(self, request: Any, answer: aiohttp.ClientResponse, body: bytes) -> None:
        super().__init__(request, answer)
        self.status_code, self.headers, self.reason = answer.status, answer.headers.copy(), answer.reason
        self._body = body

    def body(self) -> bytes:
        return self._body


def refusal_code(body: bytes) -> str:
    """The word in `error.code`, or the `subCode` that some of Microsoft's pages name instead."""
    try:
        said = json.loads(body)
    except ValueError:
        return ""
    if not isinstance(said, dict):
        return ""
    error = said.get("error")
    code = error.get("code") if isinstance(error, dict) else error
    return str(said.get("subCode") or code or "")[:80]
