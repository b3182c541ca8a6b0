"""The audit log: what coordinators did, to whom and when; never anything private."""

from bot.facts import moment
from bot.message import Fact, Say
from bot.ports import Visit
from bot.records import NotYours, Records, id_in, is_id
from bot.trust import AuditEntry

SHOWN = 20


def note(visit: Visit, act: str, on: str) -> None:
    """Write down what this person does just now."""
    visit.records.audit.note(AuditEntry(0, visit.person.id, act, on, visit.now))


def newest(visit: Visit) -> Say:
    """The last entries."""
    return _page(visit, None)


def older(visit: Visit, subject: str) -> Say:
    """Those before the entry of that number."""
    if not visit.coordinates:
        raise NotYours(subject)
    return _page(visit, id_in(subject))


def _page(visit: Visit, before: int | None) -> Say:
    # one more than is shown, to know whether there are others
    found = visit.records.audit.latest(SHOWN + 1, before)
    shown = found[:SHOWN]
    people = visit.records.people.some({one.by for one in shown})
    entries: tuple[Fact, ...] = tuple(
        {
            "by": people[one.by].name,
            "act": one.act,
            "on": _concerned(visit.records, one.on),
            "at": moment(one.at, visit.person),
        }
        for one in shown
    )
    oldest = str(shown[-1].id) if len(found) > SHOWN else ""
    return Say("admin_audit/entries", {"entries": entries, "oldest": oldest})


def _concerned(records: Records, on: str) -> str:
    """Whom or what an act was about, by the name it has today."""
    kind, _, number = on.partition(":")
    if kind == "person" and is_id(number):
        found = records.people.some({int(number)})
        return next((one.name for one in found.values()), "")
    if kind == "pair":
        mentor, _, mentee = number.partition(":")
        found = records.people.some({int(mentor), int(mentee)})
        return ", ".join(found[one].name for one in (int(mentee), int(mentor)) if one in found)
    if kind == "programme":
        return next((one.name for one in records.programmes.all() if str(one.id) == number), "")
    if kind == "own text":
        return next((one.name for one in records.own_texts.all() if str(one.id) == number), "")
    if kind == "place":
        return records.places.get(id_in(on)).name
    return "" if kind in ("nudge", "settings", "use") else on
