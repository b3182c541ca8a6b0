"""Keys and tokens of the stand-in tenant, in both directions."""

import json
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from typing import Any, cast

import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from playground.courier import process_time
from playground.faults import Fault, answered, take
from playground.world import World

ISSUER = "https://api.botframework.com"
SCOPE = "https://api.botframework.com/.default"
HOUR = 3600


class Tokens:
    """Lifetimes count in the process's time: only programmes live by the playground's clock."""

    def __init__(
        self, world: World, tenant_id: str, app_id: str, app_password: str, faults: list[Fault]
    ) -> None:
        self._tenant_id, self._app_id, self._app_password = tenant_id, app_id, app_password
        self._faults = faults
        pem = world.recall("teams:key") or _fresh_pem()
        # The same key after a restart, since a bot asks for unknown keys only now and then.
        world.remember("teams:key", pem)
        # it is our own: to check its primes again takes longer than a whole conversation
        key = load_pem_private_key(pem.encode(), None, unsafe_skip_rsa_key_validation=True)
        self._key = cast("RSAPrivateKey", key)
        self._key_id = sha256(pem.encode()).hexdigest()[:16]
        self._own_secret = sha256(app_password.encode()).digest()

    def routes(self, public_base: Callable[[], str]) -> list[web.RouteDef]:
        async def metadata(_request: web.Request) -> web.Response:
            about = {"issuer": ISSUER, "jwks_uri": f"{public_base()}/teams/keys"}
            return web.json_response({**about, "id_token_signing_alg_values_supported": ["RS256"]})

        async def keys(_request: web.Request) -> web.Response:
            return web.json_response({"keys": [self._public_key()]})

        return [
            web.get("/teams/openid", metadata),
            web.get("/teams/keys", keys),
            web.post("/teams/login/{tenant}/oauth2/v2.0/token", self._asked),
        ]

    def signed(self, service_url: str) -> str:
        """What the bot finds in the Authorization header of an activity."""
        now = int(process_time())
        claims = {
            "iss": ISSUER,
            "aud": self._app_id,
            "nbf": now - 60,
            "exp": now + HOUR,
            "serviceurl": service_url,
        }
        return jwt.encode(claims, self._key, "RS256", headers={"kid": self._key_id})

    def accepts(self, authorization: str) -> bool:
        scheme, _, token = authorization.partition(" ")
        try:
            jwt.decode(token, self._own_secret, ["HS256"], audience=ISSUER)
        except jwt.InvalidTokenError:
            return False
        return scheme == "Bearer"

    def _public_key(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key()))
        return {**public, "kid": self._key_id, "x5t": self._key_id, "use": "sig", "endorsements": ["msteams"]}

    async def _asked(self, request: web.Request) -> web.Response:
        async def answer() -> web.Response:
            form = await request.post()
            problem = self._problem(
                request.match_info["tenant"], {key: str(value) for key, value in form.items()}
            )
            if problem:
                return web.json_response(
                    {"error": problem[1], "error_description": problem[2]}, status=problem[0]
                )
            token = jwt.encode({"aud": ISSUER, "exp": int(process_time()) + HOUR}, self._own_secret, "HS256")
            times = {"expires_in": HOUR - 1, "ext_expires_in": HOUR - 1}
            return web.json_response({"token_type": "Bearer", **times, "access_token": token})

        return await answered(request, take(self._faults, "token"), answer, _refusal)

    def _problem(self, tenant: str, form: dict[str, str]) -> tuple[int, str, str] | None:
        if tenant != self._tenant_id:
            return 400, "invalid_request", f"AADSTS90002: Tenant '{tenant}' not found."
        if form.get("grant_type") != "client_credentials":
            return 400, "unsupported_grant_type", "AADSTS70003: The grant type is not supported."
        if form.get("client_id") != self._app_id:
            return 400, "unauthorized_client", "AADSTS700016: Application not found in the directory."
        if form.get("client_secret") != self._app_password:
            return 401, "invalid_client", "AADSTS7000215: Invalid client secret provided."
        if form.get("scope") != SCOPE:
            return 400, "invalid_scope", "AADSTS70011: The provided value for 'scope' is not valid."
        return None


def _refusal(status: int, fault: Fault) -> web.Response:
    headers = {"Retry-After": str(fault.retry_after)} if status == HTTPStatus.TOO_MANY_REQUESTS else {}
    return web.json_response({"error": "temporarily_unavailable"}, status=status, headers=headers)


@cache
def _fresh_pem() -> str:
    """One for the whole process: making a key takes longer than a test."""
    key = generate_private_key(65537, 2048)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
