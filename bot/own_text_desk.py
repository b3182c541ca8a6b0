"""What coordinators do with what they have written: look at it, write another version, use an earlier one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.audit import note
from bot.campaigns import previewed
from bot.facts import moment, short
from bot.message import Fact, Say, Written
from bot.own_texts import LONGEST_NAME, OWN, OwnText, Version
from bot.ports import Visit
from bot.post import Nudge
from bot.records import NotYours, id_in

CARD = "admin_announce_write/card"
ABOUT = "own text"


# As many as are read at once, each with a button.
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Draft:
    """A version in the making, of an announcement of that name; `base` is the one it was made from."""

    name: str
    base: Version | None
    written: Written
    audience: str
    asks: bool
    buttons: tuple[str, ...]

    def following(self, last: Version | None, text_id: int, by: int, at: datetime) -> Version:
        """The same as the next version: what the last one says in other languages stays."""
        words = dict(last.words) if last else {}
        words[self.written.language] = (self.written.title, self.written.text)
        number = last.number + 1 if last else 1
        return Version(0, text_id, number, words, self.audience, at, self.asks, self.buttons, by)


def menu(visit: Visit, subject: str = "") -> Say:
    """What coordinators have written, the newest first, with a button that leads to each."""
    _must_coordinate(visit)
    texts = tuple(reversed(visit.records.own_texts.all()))
    start = id_in(subject) if subject else 0
    shown: tuple[Fact, ...] = tuple(
        {"id": str(one.id), "name": one.name, "called": short(one.name), "retired": bool(one.retired_at)}
        for one in texts[start : start + SHOWN]
    )
    newer = str(max(0, start - SHOWN)) if start else ""
    older = str(start + SHOWN) if len(texts) > start + SHOWN else ""
    return Say("admin_announce_write/texts", {"texts": shown, "newer": newer, "older": older})


def look(visit: Visit, subject: str) -> Say:
    """One as it reads now."""
    return card(visit, id_in(subject))


def card(visit: Visit, text_id: int, told: str = "") -> Say:
    """The same; `told` names what has just happened to it."""
    _must_coordinate(visit)
    text = visit.records.own_texts.get(text_id)
    *_, last = visit.records.own_texts.versions(text.id)
    facts = {**_facts(visit, text, last), "note": told, "retired": bool(text.retired_at)}
    return _with_reading(visit, Say(CARD, facts), last)


def worded(visit: Visit, nudge: Nudge) -> Say:
    """The same, as things stand when it is read."""
    return card(visit, int(str(nudge.facts["text"])), str(nudge.facts.get("note", "")))


def versions(visit: Visit, subject: str) -> Say:
    """Every version of one, the newest first, with who wrote it and when; "3:9" for those before the 9th."""
    _must_coordinate(visit)
    number, _, before = subject.partition(":")
    text = visit.records.own_texts.get(id_in(number))
    found = [
        one
        for one in reversed(visit.records.own_texts.versions(text.id))
        if not before or one.number < id_in(before)
    ]
    shown = found[:SHOWN]
    facts: dict[str, Fact] = {
        "id": str(text.id),
        "name": text.name,
        "versions": tuple(_facts(visit, text, one) for one in shown),
        "earlier": f"{text.id}:{shown[-1].number}" if len(found) > SHOWN else "",
    }
    return Say("admin_announce_write/versions", facts)


def look_at_version(visit: Visit, subject: str) -> Say:
    """One version as it read."""
    _must_coordinate(visit)
    version = visit.records.own_texts.version(id_in(subject))
    text = visit.records.own_texts.get(version.own_text_id)
    *_, last = visit.records.own_texts.versions(text.id)
    facts = {**_facts(visit, text, version), "current": version.id == last.id}
    return _with_reading(visit, Say("admin_announce_write/version", facts), version)


def take_back(visit: Visit, subject: str) -> Say:
    """What an earlier version said holds again: as one more version, so that nothing is lost."""
    version = visit.records.own_texts.version(id_in(subject))
    text = _held(visit, version.own_text_id)
    *_, last = visit.records.own_texts.versions(text.id)
    if _reads(last) != _reads(version):
        again = replace(version, id=0, number=last.number + 1, written_by=visit.person.id)
        visit.records.own_texts.write(replace(again, written_at=visit.now))
        note(visit, "take back", f"{ABOUT}:{text.id}")
    return card(visit, text.id, "taken_back")


def retire(visit: Visit, subject: str) -> Say:
    """Nobody can choose it any more; what was sent of it stays."""
    return _turned(visit, subject, visit.now, "retire")


def bring_back(visit: Visit, subject: str) -> Say:
    """It can be chosen again."""
    return _turned(visit, subject, None, "bring back")


CLICKS: Mapping[str, Callable[[Visit, str], Say]] = {
    "own_texts.menu": menu,
    "own_texts.look": look,
    "own_texts.versions": versions,
    "own_texts.version": look_at_version,
    "own_texts.take_back": take_back,
    "own_texts.retire": retire,
    "own_texts.bring_back": bring_back,
}


def taken(visit: Visit, besides: int = 0) -> frozenset[str]:
    """How they are called, as names are compared."""
    return frozenset(one.name.casefold() for one in visit.records.own_texts.all() if one.id != besides)


def write(visit: Visit, draft: Draft) -> Say:
    """Keep a version. Whatever somebody else has written or called so in the meantime, nothing is lost."""
    _must_coordinate(visit)
    # so that of two who choose one name at the same moment the second sees the first
    organisation = visit.records.people.hold_organisation()
    name, told = _free(visit, draft), "kept"
    if name != draft.name:
        told = "renamed"
    if draft.base is None:
        text, last = visit.records.own_texts.add(OwnText(0, organisation.id, name)), None
    else:
        text = replace(visit.records.own_texts.hold(draft.base.own_text_id), name=name)
        visit.records.own_texts.keep(text)
        *_, last = visit.records.own_texts.versions(text.id)
        told = told if last.id == draft.base.id else "meanwhile"
    version = draft.following(last, text.id, visit.person.id, visit.now)
    if last is None or _reads(version) != _reads(last):
        visit.records.own_texts.write(version)
        note(visit, "write", f"{ABOUT}:{text.id}")
    return Say(CARD, {"text": str(text.id), "note": told})


def preview(visit: Visit, version: Version) -> Say:
    """How an announcement reads to the coordinator who looks."""
    return version.dressed(previewed(visit, f"{OWN}0"), visit.language)


def _with_reading(visit: Visit, say: Say, version: Version) -> Say:
    """The same with how it reads, title and all."""
    shown = preview(visit, version)
    return replace(say, facts={**say.facts, "title": visit.say(shown).title}, also=(shown,))


def _free(visit: Visit, draft: Draft) -> str:
    """The name it shall have, with a number behind it if somebody else has just used it."""
    others = taken(visit, draft.base.own_text_id if draft.base else 0)
    names = (draft.name, *(f"{draft.name[: LONGEST_NAME - 4]} ({number})" for number in range(2, 99)))
    return next(name for name in names if name.casefold() not in others)


def _reads(version: Version) -> tuple[object, ...]:
    return version.words, version.audience, version.asks, version.buttons


def _turned(visit: Visit, subject: str, retired_at: datetime | None, act: str) -> Say:
    held = _held(visit, id_in(subject))
    if (held.retired_at is None) != (retired_at is None):
        visit.records.own_texts.keep(replace(held, retired_at=retired_at))
        note(visit, act, f"{ABOUT}:{held.id}")
    return card(visit, held.id, act.replace(" ", "_"))


def _held(visit: Visit, text_id: int) -> OwnText:
    """The gate; and nobody else changes it before this transaction ends."""
    _must_coordinate(visit)
    return visit.records.own_texts.hold(text_id)


def _must_coordinate(visit: Visit) -> None:
    if not visit.coordinates:
        raise NotYours(ABOUT)


def _facts(visit: Visit, text: OwnText, version: Version) -> dict[str, Fact]:
    people = visit.records.people.some({version.written_by} if version.written_by else ())
    written = version.written(visit.language)
    return {
        "id": str(text.id),
        "name": text.name,
        "version": str(version.id),
        "template": version.template,
        "number": version.number,
        "by": next((one.name for one in people.values()), ""),
        "at": moment(version.written_at, visit.person),
        "title": written.title,
        "languages": tuple(version.words),
        "audience": version.audience,
        "offers": version.offers,
    }
