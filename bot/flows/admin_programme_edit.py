"""Change what a programme is called, what it is for and how long it takes."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.conversation import Flow
from bot.enrolment import open_programme
from bot.facts import mark
from bot.message import Page, Say
from bot.model import Programme
from bot.ports import Visit
from bot.programme_desk import KINDS, Plan, change, fields, names, plan
from bot.records import LONGEST_ID, id_in

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
    numbered = about.isascii() and about.isdecimal() and len(about) <= LONGEST_ID
    return about if numbered else str(open_programme(visit).id)


def gather(visit: Visit, about: str) -> Editing:
    """How it stands."""
    programme = visit.records.programmes.get(id_in(about))
    empty = not visit.records.programmes.enrolments(programme.id)
    return Editing(programme, names(visit, programme.id), empty)


def admin_programme_edit(here: Editing) -> Flow[tuple[Programme, Plan]]:
    """One page. Whoever has joined joined this kind of programme, so that it stays one."""

    def amiss(told: Mapping[str, object]) -> Mapping[str, str]:
        return {"name": "taken"} if plan(told).name.casefold() in here.taken else {}

    told = yield Page(
        "admin_programme_edit/plan",
        fields(here.programme, KINDS if here.empty else ()),
        {"empty": here.empty, "kind": here.programme.kind.value},
        seen=mark(here.programme, here.empty),
        amiss=amiss,
    )
    return here.programme, plan(told)


def finish(visit: Visit, about: str, wanted: tuple[Programme, Plan]) -> Say:
    """Keep it, and show how it stands now."""
    del about
    return change(visit, *wanted)
