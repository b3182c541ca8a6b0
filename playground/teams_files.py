"""The upload address that a person's "Allow" on a file consent card opens, and the file behind it."""

from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from aiohttp import web

from playground.world import World


class Files:
    def __init__(self, world: World, public_base: Callable[[], str]) -> None:
        self._world = world
        self._base = public_base

    def routes(self) -> list[web.RouteDef]:
        return [web.put("/teams/upload/{id}", self._receive), web.get("/teams/files/{id}", self._serve)]

    def awaited(self, name: str) -> dict[str, Any]:
        """The `uploadInfo` of an accepted consent."""
        id_ = uuid4().hex
        self._world.remember(f"teams:file:{id_}", {"name": name, "data": None})
        addresses = {
            "uploadUrl": f"{self._base()}/teams/upload/{id_}",
            "contentUrl": f"{self._base()}/teams/files/{id_}",
        }
        return {**addresses, "name": name, "uniqueId": id_, "fileType": name.rpartition(".")[2]}

    def keep(self, name: str, content: bytes) -> tuple[str, str]:
        """Keep what a person shares; its id, and the address where it can be had."""
        id_ = uuid4().hex
        self._world.remember(f"teams:file:{id_}", {"name": name, "data": b64encode(content).decode()})
        return id_, f"{self._base()}/teams/files/{id_}"

    async def _receive(self, request: web.Request) -> web.Response:
        key = f"teams:file:{request.match_info['id']}"
        file = self._world.recall(key)
        if file is None:
            return web.Response(status=404)
        self._world.remember(key, {**file, "data": b64encode(await request.read()).decode()})
        return web.json_response({"id": request.match_info["id"], "name": file["name"]}, status=201)

    async def _serve(self, request: web.Request) -> web.Response:
        file = self._world.recall(f"teams:file:{request.match_info['id']}")
        if file is None or file["data"] is None:
            return web.Response(status=404)
        name = "".join(sign for sign in file["name"] if sign.isprintable() and sign != '"')
        headers = {
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        }
        return web.Response(
            body=b64decode(file["data"]), headers=headers, content_type="application/octet-stream"
        )
