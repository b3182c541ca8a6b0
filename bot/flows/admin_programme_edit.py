"""Change what a programme is called, what it is for, and how often and how long people meet."""

from dataclasses import dataclass

from bot.conversation import Flow
from bot.enrolment import open_programme
from bot.facts import mark
from bot.message import Say
from bot.model import Programme
from bot.ports import Visit
from bot.programme_desk import KINDS, change, names
from bot.programme_pages import Asking, Plan, asked
from bot.records import id_in, is_id

COORDINATORS = True
FRESH = True


@dataclass(frozen=True, slots=True)
class Editing:
    """The programme as it is now, the other names, and whether somebody has ever joined it."""

    programme: Programme
    taken: frozenset[str]
    empty: bool


def subject(visit: Visit, about: str) -> str:
    """Which one: by its number, else the one in view."""
    return about if is_id(about) else str(open_programme(visit).id)


def gather(visit: Visit, about: str) -> Editing:
    """How it stands."""
    programme = visit.records.programmes.get(id_in(about))
    empty = not visit.records.programmes.enrolments(programme.id)
    return Editing(programme, names(visit, programme.id), empty)


def admin_programme_edit(here: Editing) -> Flow[tuple[Programme, Plan]]:
    """Whoever has joined joined this kind of programme, so that it stays one."""
    asking = Asking(
        page="admin_programme_edit/plan",
        now=here.programme,
        kinds=KINDS if here.empty else (),
        taken=here.taken,
        shows={"empty": here.empty, "kind": here.programme.kind.value},
        seen=mark(here.programme, here.empty),
    )
    return here.programme, (yield from asked(asking))


def finish(visit: Visit, about: str, wanted: tuple[Programme, Plan]) -> Say:
    """Keep it, and show how it stands now."""
    del about
    return change(visit, *wanted)
