"""Uploading in two steps, as Slack wants it since files.upload was switched off."""

from base64 import b64decode, b64encode
from collections.abc import Callable
from uuid import uuid4

from aiohttp import web

from playground.slack_chat import needed
from playground.slack_directory import Directory, Json, Refused

MOST_UPLOAD = 20 * 1024 * 1024


class Files:
    def __init__(self, directory: Directory, public_base: Callable[[], str]) -> None:
        self._directory = directory
        self._world = directory.world
        self._base = public_base

    def methods(self) -> dict[str, Callable[[Json], Json]]:
        return {"files.getUploadURLExternal": self._begin, "files.completeUploadExternal": self._complete}

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/slack/upload/{id}", self._receive),
            web.get("/slack/files/{id}", self._serve),
        ]

    def _begin(self, args: Json) -> Json:
        file_id = "F" + uuid4().hex[:10].upper()
        self._world.remember(f"slack:file:{file_id}", {"name": needed(args, "filename"), "data": None})
        return {"upload_url": f"{self._base()}/slack/upload/{file_id}", "file_id": file_id}

    async def _receive(self, request: web.Request) -> web.Response:
        file = self._world.recall(f"slack:file:{request.match_info['id']}")
        if file is None:
            return web.Response(status=404)
        data = await _uploaded(request)
        self._world.remember(
            f"slack:file:{request.match_info['id']}", {**file, "data": b64encode(data).decode()}
        )
        return web.Response(text=f"OK - {len(data)}")

    def _complete(self, args: Json) -> Json:
        shared = [self._shared(str(one.get("id")), one.get("title")) for one in needed(args, "files")]
        if args.get("channel_id") or args.get("channels"):
            place = self._directory.place(str(args.get("channel_id") or args["channels"]))
            self._world.add(place, "bot", {"text": args.get("initial_comment") or "", "files": shared})
        return {"files": shared}

    def _shared(self, file_id: str, title: str | None) -> Json:
        file = self._world.recall(f"slack:file:{file_id}")
        if file is None or file["data"] is None:
            raise Refused("file_not_found")
        size = len(b64decode(file["data"]))
        url = f"{self._base()}/slack/files/{file_id}"
        return {"id": file_id, "name": file["name"], "title": title or file["name"], "url": url, "size": size}

    async def _serve(self, request: web.Request) -> web.Response:
        file = self._world.recall(f"slack:file:{request.match_info['id']}")
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


async def _uploaded(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    parts = (await request.post()).values()
    return b"".join(part.file.read() for part in parts if isinstance(part, web.FileField))
