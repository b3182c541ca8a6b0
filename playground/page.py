"""The playground's one web page: see what each person sees, type and press as they would, move the clock."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from multidict import MultiDict

from playground import page_acts as acts
from playground import page_conversation as conversation
from playground.page_channel import OF, Channel, is_in
from playground.page_clock import Clock, Controls
from playground.page_events import stream
from playground.page_place import Place, safe_return
from playground.page_tour import steps
from playground.world import Human, World

HERE = Path(__file__).parent
ACTS: dict[str, Callable[[acts.Sides, Human, MultiDict[str]], Awaitable[None]]] = {
    "types": acts.types,
    "presses": acts.presses,
    "submits": acts.submits,
    "closes": acts.closes,
    "home": acts.opens_home,
    "installs": acts.installs,
    "uninstalls": acts.uninstalls,
    "refreshes": acts.refreshes,
    "lets_in": acts.lets_in,
    "puts_out": acts.puts_out,
}
# Nothing is fetched from elsewhere and no script runs but ours, whatever a message contains.
GUARDED = {
    "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: http://127.0.0.1:* http://localhost:*; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class Playground(acts.Sides, Protocol):
    @property
    def world(self) -> World: ...
    @property
    def controls(self) -> Controls | None: ...


@dataclass(frozen=True)
class Pane:
    """One person's window."""

    human: Human
    place: Place
    now: datetime
    world: World
    installed: bool
    beside: bool = False

    @property
    def tab(self) -> str:
        tab = self.place.tab_of(self.human.id)
        return "messages" if tab == "home" and self.human.platform == "teams" else tab

    @property
    def lines(self) -> list[conversation.Line]:
        where = self.channel.place if self.tab == "channel" else self.human.id
        return conversation.lines(self.human, self.world, self.now, where)

    @property
    def channel(self) -> Channel:
        return OF[self.human.platform]

    @property
    def let_in(self) -> bool:
        return is_in(self.world, self.human)

    @property
    def form(self) -> conversation.Form | None:
        return conversation.form(self.human, self.world, self.now)

    @property
    def home(self) -> str | None:
        return conversation.home(self.human, self.world, self.now)

    @property
    def chips(self) -> tuple[str, ...]:
        return conversation.CHIPS[self.human.platform]

    @property
    def draft(self) -> str:
        return "" if self.beside else self.place.draft


def routes(playground: Playground) -> list[web.RouteDef]:
    page = Page(playground)
    return [
        web.get("/", page.opening),
        web.get("/people/{id}", page.show),
        web.get("/people/{id}/conversation", page.conversation),
        web.get("/people/{id}/suggestions", page.suggestions),
        web.get("/events", page.events),
        web.post("/people/{id}/{act}", page.act),
        web.post("/clock", page.move_clock),
        web.get("/static/{name}", page.static),
    ]


class Page:
    def __init__(self, playground: Playground) -> None:
        self.playground = playground
        self.world = playground.world
        self.clock = Clock(lambda: playground.controls, playground.world.clock)

    async def opening(self, _request: web.Request) -> web.Response:
        everybody = list(self.world.humans)
        first = "ada" if "ada" in everybody else everybody[0]
        beside = "grace" if "grace" in everybody else ""
        raise web.HTTPSeeOther(Place(first, beside=beside, when="wide" if beside else "").address())

    async def show(self, request: web.Request) -> web.Response:
        place = Place.read(request.match_info["id"], request.query)
        panes = [self._pane(place.person, place)]
        if place.beside in self.world.humans and place.beside != place.person:
            panes.append(self._pane(place.beside, place, beside=True))
        template = _words().get_template("page.html")
        body = template.render(
            local=self._local,
            place=place,
            panes=panes,
            chosen=panes[0].human,
            face=self.clock.face(panes[0].human.timezone),
            groups=conversation.grouped(self.world.humans),
            world=self.world,
            steps=steps(self.world),
        )
        return _html(body)

    async def conversation(self, request: web.Request) -> web.Response:
        person = request.match_info["id"]
        back = request.query.get("back", "")
        place = Place.read(person, request.query)
        pane = self._pane(person, place)
        template = _words().get_template("_conversation.html")
        return _html(template.render(pane=pane, back=safe_return(back, place.again)))

    async def suggestions(self, request: web.Request) -> web.Response:
        """For a search that somebody types into: values with their labels."""
        found = await acts.suggests(self.playground, self._human(request.match_info["id"]), request.query)
        return web.json_response([{"value": value, "label": label} for value, label in found])

    def _pane(self, person: str, place: Place, *, beside: bool = False) -> Pane:
        human = self._human(person)
        self.world.read(person)
        installed = human.platform == "slack" or self.playground.teams.has_installed(person)
        return Pane(human, place, self.clock.now(), self.world, installed, beside)

    def _human(self, person: str) -> Human:
        if person not in self.world.humans:
            raise web.HTTPNotFound(text=f"Nobody here is called {person!r}.")
        return self.world.humans[person]

    def _local(self, human: Human) -> str:
        return f"{self.clock.now().astimezone(ZoneInfo(human.timezone)):%H:%M}"

    async def events(self, request: web.Request) -> web.StreamResponse:
        return await stream(request, self.world, self.clock)

    async def act(self, request: web.Request) -> web.Response:
        human, act = self._human(request.match_info["id"]), ACTS.get(request.match_info["act"])
        if act is None:
            raise web.HTTPNotFound
        sent = await _sent(request)
        back = safe_return(sent.get("back", ""), Place(human.id).address())
        try:
            if file := await _file(request):
                await acts.sends_file(self.playground, human, *file)
            await act(self.playground, human, sent)
        except LookupError as refusal:
            back = _saying(back, refusal)
        raise web.HTTPSeeOther(back)

    async def move_clock(self, request: web.Request) -> web.Response:
        sent = await _sent(request)
        back = safe_return(sent.get("back", ""), "/")
        person = self.world.humans.get(sent.get("person", ""))
        try:
            await self.clock.move(sent, person.timezone if person else "UTC")
        except LookupError as refusal:
            back = _saying(back, refusal)
        raise web.HTTPSeeOther(back)

    async def static(self, request: web.Request) -> web.FileResponse:
        file = HERE / "static" / request.match_info["name"]
        if file.parent != HERE / "static" or not file.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(file, headers={"Cache-Control": "no-cache"})


async def _sent(request: web.Request) -> MultiDict[str]:
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise web.HTTPForbidden(text="Another site's page may not act here.")
    form = await request.post()
    return MultiDict((key, value) for key, value in form.items() if isinstance(value, str))


async def _file(request: web.Request) -> tuple[str, bytes] | None:
    """A file that was attached, if one was chosen."""
    files = [one for one in (await request.post()).values() if isinstance(one, web.FileField)]
    return next(((one.filename, one.file.read()) for one in files if one.filename), None)


def _saying(back: str, refusal: LookupError) -> str:
    path, _, query = back.partition("?")
    place = Place.read(path.removeprefix("/people/"), dict(parse_qsl(query)))
    return place.address(said=str(refusal.args[0]) if refusal.args else "That is not there.")


@cache
def _words() -> Environment:
    """One for the whole process: the templates are compiled once, however many pages are opened."""
    loader = FileSystemLoader(HERE / "html")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.globals |= {
        "initials": conversation.initials,
        "hue": conversation.hue,
        "standing": conversation.standing,
    }
    return environment


def _html(body: str) -> web.Response:
    return web.Response(text=body, content_type="text/html", headers=GUARDED)
