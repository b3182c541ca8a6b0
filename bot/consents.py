"""The consent ledger: a recorded yes to one use, by one's own act, that ends with one tap."""

from dataclasses import replace

from bot.endings import Consent, Use
from bot.facts import told
from bot.message import Fact, Say
from bot.ports import Visit
from bot.records import id_in

STORIES = frozenset({Use.NAMED_STORY, Use.UNNAMED_STORY})


def standing(visit: Visit) -> Consent | None:
    """This person's consent to have their story told, if it stands."""
    mine = visit.records.consents.by(visit.person.id)
    return next((one for one in reversed(mine) if one.use in STORIES and one.withdrawn_at is None), None)


def choose(visit: Visit, use: Use | None, act: str) -> Consent | None:
    """Consent to that use from now on, or to none; what was consented to before is withdrawn with it."""
    before = standing(visit)
    if before and before.use is use:
        return before
    if before:
        visit.records.consents.keep(replace(before, withdrawn_at=visit.now))
    return visit.records.consents.give(Consent(0, visit.person.id, use, act, visit.now)) if use else None


def belongings(visit: Visit) -> Fact:
    """Everything somebody ever consented to."""
    mine = visit.records.consents.by(visit.person.id)
    return tuple(told(visit.person, one, "use", "act", "given_at", "withdrawn_at") for one in mine)


def withdraw(visit: Visit, subject: str) -> Say:
    """Take it back, from now on and for good. A second tap says so again."""
    consent = visit.records.consents.of(visit.person.id, id_in(subject))
    if consent.withdrawn_at is None:
        visit.records.consents.keep(replace(consent, withdrawn_at=visit.now))
    return Say("story/withdrawn")
