"""What coordinators do with programmes: look at them, open, change, close and open again."""

from dataclasses import replace
from datetime import datetime

from bot.audit import note
from bot.candidacy import placed
from bot.enrolment import MENTEES, MENTORS, active, first_programme
from bot.interviews import told_of
from bot.message import Fact, Say
from bot.model import PairState, Programme, ProgrammeKind
from bot.ports import Visit
from bot.post import Nudge
from bot.programme_pages import Plan
from bot.programmes import programme_facts, tell_who_waits
from bot.pulses import figures
from bot.records import NotYours, id_in

CARD = "admin_programme/card"
KINDS = tuple(ProgrammeKind)


def menu(visit: Visit) -> Say:
    """Every programme in a few numbers; the only one at once in full."""
    _must_coordinate(visit)
    first_programme(visit.records)
    programmes = visit.records.programmes.all()
    if len(programmes) == 1:
        return card(visit, str(programmes[0].id))
    shown = tuple(_facts(visit, one) for one in programmes)
    return Say("admin_programme/programmes", {"programmes": shown})


def menu_again(visit: Visit, subject: str) -> Say:
    """The same, at a press."""
    del subject
    return menu(visit)


def card(visit: Visit, subject: str, told: str = "") -> Say:
    """One in full; `told` names what has just happened to it."""
    _must_coordinate(visit)
    programme = visit.records.programmes.get(id_in(subject))
    several = len(visit.records.programmes.all()) > 1
    facts = {**_facts(visit, programme), **told_of(visit, programme)}
    return Say(CARD, {**facts, "note": told, "several": several})


def look(visit: Visit, subject: str) -> Say:
    """The same, at a press."""
    return card(visit, subject)


def worded(visit: Visit, nudge: Nudge) -> Say:
    """The same, as things stand when it is read."""
    return card(visit, str(nudge.facts["programme"]), str(nudge.facts.get("note", "")))


def names(visit: Visit, besides: int = 0) -> frozenset[str]:
    """How programmes are called, as names are compared."""
    return frozenset(one.name.casefold() for one in visit.records.programmes.all() if one.id != besides)


def open_new(visit: Visit, wanted: Plan) -> Say:
    """Open it. Of two that are opened under one name at the same moment, the second is not."""
    _must_coordinate(visit)
    first = visit.records.programmes.hold(first_programme(visit.records).id)
    if wanted.name.casefold() in names(visit):
        return Say("admin_programme/taken", {"name": wanted.name})
    new = wanted.carried_out(Programme(0, first.organisation_id, wanted.name))
    return _done(visit, visit.records.programmes.add(new), "open")


def change(visit: Visit, before: Programme, wanted: Plan) -> Say:
    """Change it as it was read, unless somebody else has since; its kind only while it is empty."""
    held = _held(visit, str(before.id))
    kind = wanted.kind or held.kind
    if held != before or (kind is not held.kind and visit.records.programmes.enrolments(held.id)):
        return Say(CARD, {"programme": str(held.id), "note": "changed"})
    if wanted.name.casefold() in names(visit, held.id):
        return Say("admin_programme/taken", {"name": wanted.name})
    after = wanted.carried_out(held)
    if after == held:
        return Say(CARD, {"programme": str(held.id)})
    visit.records.programmes.keep(after)
    return _done(visit, after, "edit")


def ask_close(visit: Visit, subject: str) -> Say:
    """Once more, with what stays and what ends."""
    _must_coordinate(visit)
    return Say("admin_programme/sure", _facts(visit, visit.records.programmes.get(id_in(subject))))


def close(visit: Visit, subject: str) -> Say:
    """Nobody joins any more; pairs go on."""
    return _turned(visit, subject, visit.now, "close")


def reopen(visit: Visit, subject: str) -> Say:
    """People may join again."""
    return _turned(visit, subject, None, "reopen")


def _turned(visit: Visit, subject: str, closed_at: datetime | None, act: str) -> Say:
    held = _held(visit, subject)
    if (held.closed_at is None) == (closed_at is None):
        return card(visit, subject)
    turned = replace(held, closed_at=closed_at)
    visit.records.programmes.keep(turned)
    if closed_at:
        tell_who_waits(visit, turned)
    note(visit, act, f"programme:{held.id}")
    return card(visit, subject, act)


def _held(visit: Visit, subject: str) -> Programme:
    """The gate; and nobody else changes it before this transaction ends."""
    _must_coordinate(visit)
    return visit.records.programmes.hold(id_in(subject))


def _must_coordinate(visit: Visit) -> None:
    if not visit.coordinates:
        raise NotYours("programme")


def _done(visit: Visit, programme: Programme, act: str) -> Say:
    note(visit, act, f"programme:{programme.id}")
    return Say(CARD, {"programme": str(programme.id), "note": act})


def _facts(visit: Visit, programme: Programme) -> dict[str, Fact]:
    enrolments = active(visit.records, programme)
    pairs = [one for one in visit.records.pairs.in_programme(programme.id) if not one.informal]
    have_one = placed(visit.records, programme)
    return {
        **programme_facts(visit, programme),
        "rounds": programme.rhythm.rounds(programme.months),
        "opens": f"{programme.opens:%H:%M}" if programme.opens else "",
        "closes": f"{programme.closes:%H:%M}" if programme.closes else "",
        "fatigue": programme.fatigue,
        "people": len(enrolments),
        "mentors": sum(one.role in MENTORS for one in enrolments),
        "mentees": sum(one.role in MENTEES for one in enrolments),
        "waiting": sum(one.role in MENTEES and one.person_id not in have_one for one in enrolments),
        "pairs": sum(one.state is PairState.ACTIVE for one in pairs),
        "ended": sum(one.state is PairState.ENDED for one in pairs),
        **figures(visit, programme.id),
    }
