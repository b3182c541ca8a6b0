"""Showcases: somebody is shown with words of their own, where they said yes to, and nowhere else.

`shown` is the only way to such a post's words, and it asks the consent ledger each time.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot import consents
from bot.consents import Given
from bot.endings import Consent, Use
from bot.facts import mark, person_facts, told
from bot.fatigue import PATIENCE
from bot.message import Fact, Facts, Say
from bot.people import Person
from bot.places import Post, PostState, Showcase, ShowcaseState
from bot.ports import Occasion, Visit
from bot.post import Nudge
from bot.posting import SHOWCASE, due, put
from bot.records import NotYours, id_in

REQUEST, YOURS = "announcements/showcase_request", "showcases/yours"
# As much as is read in passing.
LONGEST_TEXT, LONGEST_WHY = 600, 300
AGREED, DECLINED = "showcases/agreed", "showcases/declined"


class NoConsent(NotYours):
    """Nobody has said yes to this being shown there; or they have taken it back."""


def act_of(showcase: Showcase, person: Person) -> str:
    """The act by which somebody consents: to this place, these words, this name and title, and no others."""
    return f"showcase:{showcase.id}:{mark(showcase.text, person.name, person.title)}"


def consent_to(here: Occasion, showcase: Showcase) -> Consent | None:
    """The consent by which it may be shown just now."""
    person = here.records.people.get(showcase.person_id)
    act = act_of(showcase, person)
    return next(
        (
            one
            for one in here.records.consents.by(person.id)
            if one.act == act
            and one.use is Use.PLACE
            and one.place_id == showcase.place_id
            and one.withdrawn_at is None
        ),
        None,
    )


def shown(here: Occasion, showcase_id: int | None, place_id: int) -> tuple[Say, Consent]:
    """What a showcase says in a place, and the consent to it. Raises NoConsent without a living one."""
    if showcase_id is None:
        raise NoConsent(SHOWCASE)
    showcase = here.records.showcases.hold(showcase_id)
    consent = consent_to(here, showcase)
    if consent is None or consent.place_id != place_id or showcase.state is not ShowcaseState.AGREED:
        raise NoConsent(SHOWCASE)
    return Say(SHOWCASE, _facts(here, showcase)), consent


def ask(visit: Visit, person: Person, place_id: int, why: str, text: str) -> Say:
    """Ask somebody whether they may be shown. Nothing is shown before they say yes to the very words."""
    place = visit.records.places.get(place_id)
    if not visit.coordinates or place.left_at:
        raise NotYours(place_id)
    wanted = Showcase(0, person.id, place.id, visit.person.id, visit.now, why, text)
    asked = visit.records.showcases.ask(wanted)
    visit.records.outbox.owe([
        Nudge(
            key=f"showcase:{asked.id}:{person.id}",
            template=REQUEST,
            to=person.id,
            due=visit.now,
            about=f"showcase:{asked.id}",
            expires=visit.now + PATIENCE,
            unasked=True,
        )
    ])  # fmt: skip
    return Say("showcases/asked", {"name": person.name, "place": place.name})


def requested(visit: Visit, nudge: Nudge) -> Say | None:
    """What is asked of somebody, with exactly what would be shown; None once they have answered."""
    showcase = visit.records.showcases.of(visit.person.id, id_in(nudge.about))
    if showcase.state is not ShowcaseState.ASKED:
        return None
    sender = visit.records.people.get(showcase.asked_by)
    facts = {**_about(visit, showcase), "sender": person_facts(sender), "why": showcase.why}
    return Say(REQUEST, facts, also=(Say(SHOWCASE, _facts(visit, showcase)),))


def yours(visit: Visit, showcase: Showcase) -> Say:
    """How it reads with somebody's own words, for them to say yes to."""
    return Say(YOURS, _about(visit, showcase), also=(Say(SHOWCASE, _facts(visit, showcase)),))


def changed(visit: Visit, nudge: Nudge) -> Say:
    """The same, once they have changed their words."""
    number = nudge.facts.get("showcase")
    return yours(visit, visit.records.showcases.of(visit.person.id, id_in(str(number))))


def open_to_change(visit: Visit, about: str) -> Showcase | None:
    """The one somebody means, or the last they were asked; none that stands somewhere already."""
    mine = visit.records.showcases.about(visit.person.id)
    wanted = [one for one in mine if about in ("", str(one.id))]
    still = [one for one in wanted if one.state is not ShowcaseState.AGREED]
    return still[-1] if still else None


def rewrite(visit: Visit, showcase_id: int, text: str) -> Say:
    """Keep somebody's own words. They have said yes to none of them yet."""
    showcase = visit.records.showcases.of(visit.person.id, showcase_id)
    if showcase.state is ShowcaseState.AGREED:
        raise NotYours(showcase_id)
    visit.records.showcases.keep(replace(showcase, text=text, state=ShowcaseState.ASKED))
    return Say(YOURS, {"showcase": str(showcase.id)})


def agree(visit: Visit, subject: str) -> Say:
    """Say yes to what the pressed message showed. If it reads otherwise by now, that is shown instead."""
    showcase = visit.records.showcases.of(visit.person.id, id_in(subject))
    act = act_of(showcase, visit.person)
    if visit.records.places.get(showcase.place_id).left_at:
        return Say("showcases/gone")
    if act != f"showcase:{showcase.id}:{subject.partition(':')[0]}":
        return yours(visit, showcase)
    consent = consent_to(visit, showcase) or consents.give(visit, Given(Use.PLACE, act, showcase.place_id))
    if showcase.state is not ShowcaseState.AGREED:
        _answered(visit, showcase, ShowcaseState.AGREED)
        _tell(visit, showcase, AGREED)
    return consents.confirmed(visit, (consent,))


def decline(visit: Visit, subject: str) -> Say:
    """Say no, which needs no reason. A yes from before ends with it."""
    showcase = visit.records.showcases.of(visit.person.id, id_in(subject))
    if consent := consent_to(visit, showcase):
        return consents.withdraw(visit, str(consent.id))
    if showcase.state is ShowcaseState.ASKED:
        _answered(visit, showcase, ShowcaseState.DECLINED)
        _tell(visit, showcase, DECLINED)
    return Say("showcases/no")


def agreed(visit: Visit, nudge: Nudge) -> Say | None:
    """For the coordinator: somebody said yes, and this is what may be posted; None once they took it back."""
    if not visit.coordinates:
        return None
    showcase = visit.records.showcases.hold(id_in(nudge.about))
    preview, _ = shown(visit, showcase.id, showcase.place_id)
    return Say(AGREED, _about(visit, showcase), also=(preview,))


def declined(visit: Visit, nudge: Nudge) -> Say | None:
    """For the coordinator: somebody would rather not."""
    if not visit.coordinates:
        return None
    return Say(DECLINED, _about(visit, visit.records.showcases.hold(id_in(nudge.about))))


def post(visit: Visit, subject: str) -> Say:
    """Post it where it was agreed to. A second tap posts nothing twice."""
    if not visit.coordinates:
        raise NotYours(subject)
    showcase = visit.records.showcases.hold(id_in(subject))
    facts = _about(visit, showcase)
    try:
        _, consent = shown(visit, showcase.id, showcase.place_id)
    except NoConsent:
        return Say("showcases/taken_back", facts)
    by_me = visit.records.posts.relying_on([consent.id])
    standing = [one for one in by_me if one.state not in (PostState.REFUSED, PostState.DROPPED)]
    said = Post(
        id=0,
        place_id=showcase.place_id,
        template=SHOWCASE,
        by=visit.person.id,
        made_at=visit.now,
        showcase_id=showcase.id,
        consents=(consent.id,),
    )
    kept = standing[0] if standing else put(visit, said)
    return Say("showcases/posting", {**facts, "due": due(visit, kept), "again": bool(standing)})


def belongings(visit: Visit) -> Fact:
    """Everything somebody was asked to be shown with."""
    return tuple(
        {"place": visit.records.places.get(one.place_id).name, "because": one.why}
        | told(visit.person, one, "asked_at", "state", "answered_at", "text")
        for one in visit.records.showcases.about(visit.person.id)
    )


def asked_for(visit: Visit) -> Fact:
    """What somebody asked of others as a coordinator; those others' words are theirs."""
    return tuple(
        {"place": visit.records.places.get(one.place_id).name, "because": one.why}
        | told(visit.person, one, "asked_at")
        for one in visit.records.showcases.asked_by(visit.person.id)
    )


def _answered(visit: Visit, showcase: Showcase, state: ShowcaseState) -> None:
    visit.records.showcases.keep(replace(showcase, state=state, answered_at=visit.now))


def _tell(visit: Visit, showcase: Showcase, template: str) -> None:
    """Let whoever asked know. A second yes, after a no or to other words, is told as well."""
    key = f"{template}:{showcase.id}:{mark(showcase.text, len(visit.records.consents.by(visit.person.id)))}"
    about = f"showcase:{showcase.id}"
    visit.records.outbox.owe([Nudge(key, template, showcase.asked_by, visit.now, about, unasked=True)])


def _facts(here: Occasion, showcase: Showcase) -> Facts:
    """Nothing but what somebody has said yes to."""
    person = here.records.people.get(showcase.person_id)
    return {"person": {"name": person.name, "title": person.title}, "text": showcase.text}


def _about(visit: Visit, showcase: Showcase) -> dict[str, Fact]:
    person = visit.records.people.get(showcase.person_id)
    return {
        "to": person_facts(visit.person),
        "name": person.name,
        "place": visit.records.places.get(showcase.place_id).name,
        "showcase": str(showcase.id),
        "agree": f"{mark(showcase.text, person.name, person.title)}:{showcase.id}",
    }


# What its buttons do.
CLICKS: Mapping[str, Callable[[Visit, str], Say]] = {
    "showcases.agree": agree,
    "showcases.decline": decline,
    "showcases.post": post,
}
