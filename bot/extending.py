"""Going on for some meetings more: one side asks, the other agrees or not, in one tap."""

from collections.abc import Mapping
from dataclasses import replace

from bot.endings import Extension, ExtensionState
from bot.enrolment import partners, role_in
from bot.facts import person_facts, told
from bot.message import Fact, Say
from bot.model import Pair, PairState
from bot.pairs import invitation, met_by, put_off
from bot.planned_end import go_on, held, plan_end
from bot.ports import Visit
from bot.post import Nudge
from bot.records import NotYours, id_in

ASKED = "extend/asked"
MONTHS = (1, 2, 3, 6)
# Longer than this, two people meet because they like to, and need no programme for it.
MOST_MONTHS = 24


def offers(pair: Pair) -> tuple[int, ...]:
    """For how many months more a pair may go on: for each more meetings than for the one before."""
    fewest = {added(pair, months): months for months in reversed(MONTHS)}
    possible = (months for more, months in sorted(fewest.items()) if more)
    return tuple(months for months in possible if pair.months + months <= MOST_MONTHS)


def added(pair: Pair, months: int) -> int:
    """How many meetings a pair gets by so many months more."""
    return pair.rhythm.rounds(pair.months + months) - pair.rounds


def may_ask(pair: Pair) -> bool:
    """Whether there is room for a meeting more."""
    return pair.state is PairState.ACTIVE and bool(offers(pair))


def open_wish(visit: Visit, pair: Pair) -> Extension | None:
    """What one of them has asked and the other has not answered yet."""
    asked = visit.records.endings.extensions(pair.id)
    return next((one for one in asked if one.state is ExtensionState.ASKED), None)


def ask(visit: Visit, pair_id: int, months: int) -> Say:
    """Ask the other. Of two who ask at the same moment each is asked by the other, and one tap is enough."""
    pair = held(visit, visit.person.id, pair_id)
    if pair.state is not PairState.ACTIVE or months not in offers(pair):
        return too_long(visit, pair)
    wish = open_wish(visit, pair)
    if wish is None:
        wish = visit.records.endings.ask(Extension(0, pair.id, visit.person.id, months, visit.now))
        visit.records.outbox.owe(
            Nudge(
                key=f"extend:{wish.id}:{other}",
                template=ASKED,
                to=other,
                due=visit.now,
                about=f"pair:{pair.id}",
                facts={"wish": wish.id},
                unasked=True,
            )
            for other in pair.partners_of(visit.person.id)
        )
        if pair.external:
            # nobody of ours is left to be asked: whoever looks after it has agreed with them already
            return _agreed(visit, pair, wish)
    return standing(visit, pair, wish)


def asked(visit: Visit, nudge: Nudge) -> Say | None:
    """The question to the other; None when it is settled, or the pair has ended."""
    pair = visit.records.pairs.of(visit.person.id, id_in(nudge.about))
    wish = visit.records.endings.extension(visit.person.id, int(str(nudge.facts["wish"])))
    if pair.state is not PairState.ACTIVE or wish.state is not ExtensionState.ASKED:
        return None
    return _question(visit, pair, wish)


def standing(visit: Visit, pair: Pair, wish: Extension) -> Say:
    """What has been asked: the question for whoever was asked, and for the others that it waits."""
    if visit.person.id in pair.partners_of(wish.person_id):
        return _question(visit, pair, wish)
    return Say("extend/waiting", _facts(visit, pair, added(pair, wish.months)))


def too_long(visit: Visit, pair: Pair) -> Say:
    """That this is as long as a programme goes on for two people."""
    return Say("extend/most", {**_facts(visit, pair, 0), "months": pair.months, "most": MOST_MONTHS})


def _question(visit: Visit, pair: Pair, wish: Extension) -> Say:
    asker = person_facts(visit.records.people.get(wish.person_id))
    return Say(ASKED, {**_facts(visit, pair, added(pair, wish.months)), "wish": str(wish.id), "by": asker})


def accept(visit: Visit, subject: str) -> Say:
    """Yes: the months rise, the further hours are owed, and the end moves. A second tap says so again."""
    pair, wish = _answering(visit, subject)
    if wish.state is ExtensionState.DECLINED or (
        wish.state is ExtensionState.ASKED and wish.months not in offers(pair)
    ):
        raise NotYours(subject)
    if wish.state is ExtensionState.ASKED:
        return _agreed(visit, pair, wish)
    return Say("extend/agreed", _facts(visit, pair, -added(pair, -wish.months)))


def decline(visit: Visit, subject: str) -> Say:
    """No: it closes as planned, and that is all the other hears. In a group the others may still say yes."""
    pair, wish = _answering(visit, subject)
    if wish.state is ExtensionState.AGREED:
        raise NotYours(subject)
    if wish.state is ExtensionState.ASKED and len(pair.partners_of(wish.person_id)) == 1:
        visit.records.endings.settle(replace(wish, state=ExtensionState.DECLINED))
        _tell(visit, pair, wish, "extend/declined", 0)
    still = visit.records.endings.extension(visit.person.id, wish.id).state is ExtensionState.ASKED
    return Say("extend/declined", {**_facts(visit, pair, 0), "open": still})


def belongings(visit: Visit) -> Fact:
    """When somebody asked to go on, with whom and for how long."""
    return tuple(
        {"with": partners(visit, one.pair_id)} | told(visit.person, one, "asked_at", "months", "state")
        for one in visit.records.endings.extensions_by(visit.person.id)
    )


def _agreed(visit: Visit, pair: Pair, wish: Extension) -> Say:
    visit.records.endings.settle(replace(wish, state=ExtensionState.AGREED))
    more = added(pair, wish.months)
    longer = go_on(visit, replace(pair, months=pair.months + wish.months))
    visit.records.pairs.keep(longer)
    _plan_more(visit, longer, pair.rounds)
    _tell(visit, longer, wish, "extend/agreed", more)
    return Say("extend/agreed", _facts(visit, longer, more))


def _answering(visit: Visit, subject: str) -> tuple[Pair, Extension]:
    """The gate: only whoever was asked may answer, and only while the pair goes on."""
    wish = visit.records.endings.extension(visit.person.id, id_in(subject))
    pair = held(visit, visit.person.id, wish.pair_id)
    if pair.state is not PairState.ACTIVE or visit.person.id not in pair.partners_of(wish.person_id):
        raise NotYours(subject)
    return pair, wish


def _plan_more(visit: Visit, pair: Pair, before: int) -> None:
    """Every further round's nudge for each; one whose day has passed meanwhile comes at once."""
    people = [visit.records.people.get(person_id) for person_id in pair.people]
    for person in people:
        for number in range(before + 1, pair.rounds + 1):
            planned = invitation(pair, person, number)
            due = max(planned.due, visit.now)
            visit.records.outbox.owe([put_off(pair, planned, due)])
    plan_end(visit, pair)


def _tell(visit: Visit, pair: Pair, wish: Extension, template: str, more: int) -> None:
    """What has come of it, to whoever did not press."""
    others = (one for one in pair.people if one != visit.person.id)
    for other in others if template == "extend/agreed" else (wish.person_id,):
        person = visit.records.people.get(other)
        facts: Mapping[str, Fact] = {
            "partner": {
                **person_facts(visit.records.people.get(pair.partner_of(other))),
                "several": len(pair.met_by(other)) > 1,
                "group": pair.is_group,
            },
            "open": False,
            "role": role_in(visit, pair, person.id),
            **_meetings(visit, pair, more),
        }
        key, about = f"extend:{wish.id}:{other}:{template}", f"pair:{pair.id}"
        visit.records.outbox.owe([Nudge(key, template, other, visit.now, about, facts, unasked=True)])


def _facts(visit: Visit, pair: Pair, more: int) -> dict[str, Fact]:
    return {
        "partner": met_by(visit, pair),
        "role": role_in(visit, pair, visit.person.id),
        **_meetings(visit, pair, more),
    }


def _meetings(visit: Visit, pair: Pair, more: int) -> dict[str, Fact]:
    """How many more there are, how many in all, how long each takes, and how often they meet."""
    minutes = visit.records.programmes.get(pair.programme_id).minutes
    return {"more": more, "all": pair.rounds, "minutes": minutes, "rhythm": pair.rhythm.value}
