"""The consent ledger: a recorded yes to one use, by one's own act, that ends with one tap."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.audit import note
from bot.endings import IN_PUBLIC, Consent, Use
from bot.facts import moment, told
from bot.message import Fact, Say
from bot.places import ShowcaseState
from bot.ports import Visit
from bot.posting import reword
from bot.records import id_in

STORIES = frozenset({Use.NAMED_STORY, Use.UNNAMED_STORY})
SHOWCASE = "showcase:"


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody says yes to, by which act, and where."""

    use: Use
    act: str
    place_id: int | None = None


def living(visit: Visit) -> Sequence[Consent]:
    """What this person has said yes to and not taken back, the oldest first."""
    return [one for one in visit.records.consents.by(visit.person.id) if one.withdrawn_at is None]


def standing(visit: Visit) -> Consent | None:
    """This person's consent to have their story told, if it stands."""
    return next((one for one in reversed(living(visit)) if one.use in STORIES), None)


def give(visit: Visit, given: Given) -> Consent:
    """Write down a yes."""
    consent = Consent(0, visit.person.id, given.use, given.act, visit.now, place_id=given.place_id)
    note(visit, "consent", _on(consent))
    return visit.records.consents.give(consent)


def choose(visit: Visit, use: Use | None, act: str) -> Consent | None:
    """Consent to that use from now on, or to none; what was consented to before is withdrawn with it."""
    before = standing(visit)
    if before and before.use is use:
        return before
    if before:
        _end(visit, before)
    return give(visit, Given(use, act)) if use else None


def name_in_public(visit: Visit, chosen: Collection[Use], act: str) -> Sequence[Consent]:
    """Be named as somebody who takes part in these from now on, and in no others; gives what stands then."""
    here = {one.use: one for one in living(visit) if one.use in IN_PUBLIC}
    for use in set(here) - set(chosen):
        _end(visit, here[use])
    return [here.get(use) or give(visit, Given(use, act)) for use in IN_PUBLIC if use in chosen]


def belongings(visit: Visit) -> Fact:
    """Everything somebody ever consented to."""
    return tuple(
        told(visit.person, one, "use", "act", "given_at", "withdrawn_at") | {"place": _place(visit, one)}
        for one in visit.records.consents.by(visit.person.id)
    )


def overview(visit: Visit) -> Say:
    """What somebody agreed to that others may see, each with a way to take it back."""
    return confirmed(visit, living(visit), "consents/list")


def confirmed(visit: Visit, consents: Sequence[Consent], template: str = "consents/given") -> Say:
    """What was agreed to, with one tap under it that takes each back."""
    return Say(template, {"consents": tuple(_told(visit, one) for one in consents)})


def withdraw(visit: Visit, subject: str) -> Say:
    """Take it back, from now on and for good; what was posted is changed. A second tap says so again."""
    consent = visit.records.consents.of(visit.person.id, id_in(subject))
    posted = _end(visit, consent) if consent.withdrawn_at is None else 0
    if consent.use in STORIES:
        return Say("story/withdrawn")
    return Say("consents/withdrawn", {**_told(visit, consent), "posted": posted})


def _end(visit: Visit, consent: Consent) -> int:
    """Gives how many posts stand that rely on it; each is changed."""
    visit.records.consents.keep(replace(consent, withdrawn_at=visit.now))
    if consent.act.startswith(SHOWCASE):
        number = consent.act.removeprefix(SHOWCASE).partition(":")[0]
        for one in visit.records.showcases.about(visit.person.id):
            if str(one.id) == number:
                ended = replace(one, state=ShowcaseState.WITHDRAWN, answered_at=visit.now)
                visit.records.showcases.keep(ended)
    note(visit, "withdraw consent", _on(consent))
    return reword(visit, visit.records.posts.relying_on([consent.id]))


def _told(visit: Visit, consent: Consent) -> dict[str, Fact]:
    return {
        "id": str(consent.id),
        "use": consent.use.value,
        "place": _place(visit, consent),
        "given_at": moment(consent.given_at, visit.person),
    }


def _place(visit: Visit, consent: Consent) -> str:
    return visit.records.places.get(consent.place_id).name if consent.place_id else ""


def _on(consent: Consent) -> str:
    return f"place:{consent.place_id}" if consent.place_id else f"use:{consent.use}"
