"""The coordinators' desk for leaders: how many stand where, and one leader's page with what comes next."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.ask_book import has_refused, record, sender_of
from bot.ask_clocks import owe_thanks
from bot.ask_states import Act, Next, next_step
from bot.ask_waits import comes_next
from bot.asks import DATED, WHOLE, Ask, AskKind, AskState
from bot.audit import note
from bot.facts import moment, person_facts, short
from bot.leader_target import figures, inside_among
from bot.message import Fact, Say
from bot.people import Person
from bot.ports import Visit
from bot.post import Nudge, NudgeState
from bot.records import NotYours, id_in
from bot.waves import Overview, next_wave, overview

DESK = "admin_leaders/desk"
CARD = "admin_leaders/card"
# Of whom nobody has asked anything, and who takes part all the same.
NEW, INSIDE = "new", "inside"
STATES = (NEW, *AskState, INSIDE)
A_PAGE = 10
NOT_ARRIVED = frozenset({NudgeState.UNSURE, NudgeState.DEAD})


def standing(asks: Sequence[Ask]) -> str:
    """Where a leader stands: a no to all of it counts most, then what was asked last, then a plan."""
    if any(one.kind in WHOLE and one.state is AskState.NO for one in asks):
        return AskState.NO.value
    asked = [one for one in asks if one.asked_at]
    return (asked or asks)[-1].state.value if asks else NEW


def by_state(seen: Overview) -> dict[str, list[Person]]:
    """Every leader in the one state in which they stand."""
    theirs: dict[int, list[Ask]] = {}
    for ask in seen.asks:
        theirs.setdefault(ask.person_id, []).append(ask)
    found: dict[str, list[Person]] = {state: [] for state in STATES}
    inside = {one.person_id for one in seen.inside}
    for person in sorted(seen.leaders, key=lambda one: (one.name, one.id)):
        state = standing(theirs.get(person.id, ()))
        found[INSIDE if state == NEW and person.id in inside else state].append(person)
    return found


def desk(visit: Visit, subject: str = "", told: str = "") -> Say:
    """The table, the target, and what waits."""
    del subject
    _must_coordinate(visit)
    seen = overview(visit)
    found, first = by_state(seen), next_wave(visit, seen)
    waves = Counter(one.wave for one in seen.planned)
    kinds = Counter(one.kind.value for one in seen.asks if one.state is AskState.YES)
    lost = _not_arrived(seen)
    return Say(
        DESK,
        {
            **figures(visit, seen.leaders, seen.inside),
            "states": tuple({"state": one, "count": len(found[one])} for one in STATES if found[one]),
            "agreed": tuple({"kind": one, "count": count} for one, count in sorted(kinds.items())),
            "waves": tuple({"wave": one, "count": count} for one, count in sorted(waves.items())),
            "next": first.number if first else 0,
            **_yours(seen),
            "lost": tuple(lost[:A_PAGE]),
            "lost_more": max(0, len(lost) - A_PAGE),
            "told": told,
        },
    )


def desk_worded(visit: Visit, nudge: Nudge) -> Say:
    """The same, as things stand when it is read."""
    return desk(visit, told=str(nudge.facts.get("told", "")))


def listed(visit: Visit, subject: str) -> Say:
    """Those who stand in one state, a page at a time: "page:state"."""
    _must_coordinate(visit)
    page, _, state = subject.partition(":")
    if state not in STATES or not page.isdecimal():
        raise NotYours(subject)
    found = by_state(overview(visit))[state]
    shown = found[int(page) * A_PAGE :][:A_PAGE]
    more = len(found) > (int(page) + 1) * A_PAGE
    people: tuple[Fact, ...] = tuple(
        {"id": str(one.id), "called": short(one.name), **person_facts(one)} for one in shown
    )
    facts: dict[str, Fact] = {"state": state, "count": len(found), "people": people}
    return Say("admin_leaders/list", {**facts, "more": f"{int(page) + 1}:{state}" if more else ""})


def leader(visit: Visit, subject: str) -> Person:
    """The gate: raises NotYours for whoever does not coordinate, and for nobody."""
    _must_coordinate(visit)
    person = visit.records.people.some({id_in(subject)}).get(id_in(subject))
    if person is None or person.outside or not person.leader:
        raise NotYours(subject)
    return person


def card(visit: Visit, subject: str) -> Say:
    """One leader: what was asked, what they said, and what comes next."""
    person = leader(visit, subject)
    theirs = visit.records.campaigns.asks_of(person.id)
    inside = inside_among(visit, [person])
    seen = Overview((person,), inside, theirs, visit.records.campaigns.astray(person.id))
    # what went out in vain waits again
    asks = [replace(one, campaign_id=None) if one in seen.planned else one for one in theirs]
    steps = visit.records.campaigns.steps([one.id for one in asks])
    people = visit.records.people.some({one.by for one in steps})
    told: tuple[Fact, ...] = tuple(_ask(visit, person, one) for one in asks)
    history: tuple[Fact, ...] = tuple(
        {
            "who": people[one.by].name,
            "what": one.what,
            "kind": one.kind.value,
            "at": moment(one.at, visit.person),
        }
        for one in steps[-A_PAGE:]
    )
    facts: dict[str, Fact] = {
        **person_facts(person),
        "id": str(person.id),
        "department": person.department,
        "inside": bool(inside),
        "free": not inside and not any(seen.stands(one) for one in theirs),
        "refused": has_refused(visit, person.id),
        "asks": told,
        "history": history,
        "datable": tuple(one for one in told if isinstance(one, dict) and one["datable"]),
        "doable": tuple(one for one in told if isinstance(one, dict) and one["doable"]),
    }
    return Say(CARD, facts)


def card_worded(visit: Visit, nudge: Nudge) -> Say:
    """The same, as things stand when it is read."""
    return card(visit, str(nudge.facts["leader"]))


def confirm(visit: Visit, subject: str) -> Say:
    """A coordinator knows that it has happened; thanks are owed to the leader. Safe to repeat."""
    _must_coordinate(visit)
    ask = visit.records.campaigns.hold_ask(id_in(subject))
    if ask.state not in (AskState.DONE, AskState.THANKED):
        ask = record(visit, Act.DO, visit.person.id, ask)
        visit.records.outbox.cancel(f"ask:{ask.id}", reason="it has happened")
        owe_thanks(visit, ask)
        note(visit, "confirm ask", f"person:{ask.person_id}")
    return card(visit, str(ask.person_id))


def _ask(visit: Visit, person: Person, ask: Ask) -> dict[str, Fact]:
    what, due = comes_next(visit, person, ask)
    agreed = ask.state is AskState.YES
    return {
        "id": str(ask.id),
        "kind": ask.kind.value,
        "state": ask.state.value,
        "wave": ask.wave,
        "line": ask.line,
        "place": ask.place,
        "sender": sender_of(visit, ask).name,
        "asked": moment(ask.asked_at, visit.person) if ask.asked_at else None,
        "answered": moment(ask.answered_at, visit.person) if ask.answered_at else None,
        "at": moment(ask.at, visit.person) if ask.at else None,
        "next": what.value,
        "due": moment(due, visit.person) if due else None,
        "datable": agreed and ask.kind in DATED and ask.kind is not AskKind.CONVERSATION,
        "doable": agreed and ask.kind is not AskKind.TAKE_PART,
    }


def waiting_for_us(seen: Overview) -> Sequence[Ask]:
    """Those to which a leader has said yes, and of which they have yet to hear from a coordinator."""
    among = {one.id for one in seen.leaders}
    return [
        one
        for one in seen.asks
        if one.person_id in among and (next_step(one)[0] is Next.DATE or _wants_a_draft(one))
    ]


def _yours(seen: Overview) -> dict[str, Fact]:
    names = {one.id: one.name for one in seen.leaders}
    waiting: list[Fact] = [
        {"name": names[one.person_id], "kind": one.kind.value} for one in waiting_for_us(seen)
    ]
    return {"yours": tuple(waiting[:A_PAGE]), "yours_more": max(0, len(waiting) - A_PAGE)}


def _wants_a_draft(ask: Ask) -> bool:
    return ask.state is AskState.YES and ask.kind is AskKind.SHOWCASE


def _not_arrived(seen: Overview) -> Sequence[str]:
    """Leaders whose letter may not have reached them, by name."""
    lost = {one.person_id for one in seen.asks if seen.astray.get(one.id, ("", ""))[0] in NOT_ARRIVED}
    return sorted(one.name for one in seen.leaders if one.id in lost)


def _must_coordinate(visit: Visit) -> None:
    if not visit.coordinates:
        raise NotYours("leaders")
