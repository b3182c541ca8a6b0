"""Files both ways: uploaded in two steps, as Slack wants it, and those that people share with the bot."""

from base64 import b64decode, b64encode
from collections.abc import Callable
from mimetypes import guess_type
from urllib.parse import quote
from uuid import uuid4

from aiohttp import web

from playground.slack_chat import needed
from playground.slack_directory import Directory, Json, Refused

# Above what the bot takes, so that it can be seen to refuse.
MOST_UPLOAD = 32 * 1024 * 1024
PICTURES = (".png", ".jpg", ".gif")


class Files:
    def __init__(self, directory: Directory, public_base: Callable[[], str], bot_token: str) -> None:
        self._directory = directory
        self._bot_token = bot_token
        self._world = directory.world
        self._base = public_base

    def methods(self) -> dict[str, Callable[[Json], Json]]:
        return {"files.getUploadURLExternal": self._begin, "files.completeUploadExternal": self._complete}

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/slack/upload/{id}", self._receive),
            web.get("/slack/files/{id}", self._serve),
            web.get("/slack/files-pri/{id}/{name}", self._serve_to_bot),
            web.get("/slack/files-pri/{id}/download/{name}", self._serve_to_bot),
        ]

    def _begin(self, args: Json) -> Json:
        file_id = "F" + uuid4().hex[:10].upper()
        about = {"name": needed(args, "filename"), "alt": str(args.get("alt_txt") or ""), "data": None}
        self._world.remember(f"slack:file:{file_id}", about)
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
        told = {"id": file_id, "name": file["name"], "title": title or file["name"], "url": url, "size": size}
        return told | ({"alt_txt": file["alt"]} if file["alt"] else {})

    def share(self, name: str, content: bytes) -> Json:
        """Keep what a person shares; the file as Slack describes it to the bot."""
        file_id = "F" + uuid4().hex[:10].upper()
        data = b64encode(content).decode()
        self._world.remember(f"slack:shared:{file_id}", {"name": name, "data": data})
        private = f"{self._base()}/slack/files-pri/{file_id}/download/{quote(name, safe='')}"
        kind = name.rpartition(".")[2].lower() if "." in name else "text"
        return {
            "id": file_id,
            "name": name,
            "title": name,
            "mimetype": guess_type(name)[0] or "application/octet-stream",
            "filetype": kind,
            "mode": "hosted",
            "file_access": "visible",
            "size": len(content),
            "url_private": private.replace("/download/", "/", 1),
            "url_private_download": private,
        }

    async def _serve_to_bot(self, request: web.Request) -> web.Response:
        """Whoever has no token is led to where people sign in."""
        if request.headers.get("Authorization") != f"Bearer {self._bot_token}":
            raise web.HTTPFound(f"{self._base()}/slack/signin")
        file = self._world.recall(f"slack:shared:{request.match_info['id']}")
        if file is None:
            return web.Response(status=404)
        kind = guess_type(file["name"])[0] or "application/octet-stream"
        return web.Response(body=b64decode(file["data"]), content_type=kind)

    async def _serve(self, request: web.Request) -> web.Response:
        file = self._world.recall(f"slack:file:{request.match_info['id']}")
        if file is None or file["data"] is None:
            return web.Response(status=404)
        name = "".join(sign for sign in file["name"] if sign.isprintable() and sign != '"')
        headers = {
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        }
        # a picture is shown; everything else is only ever saved
        kind = guess_type(file["name"])[0] if file["name"].endswith(PICTURES) else None
        content_type = kind or "application/octet-stream"
        return web.Response(body=b64decode(file["data"]), headers=headers, content_type=content_type)


async def _uploaded(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    parts = (await request.post()).values()
    return b"".join(part.file.read() for part in parts if isinstance(part, web.FileField))
