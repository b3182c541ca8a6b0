"""A group programme with its people on both sides, and what they do in one line each."""

from bot.model import Enrolment, Pair, PairState, Programme, ProgrammeKind, Role
from bot.people import Platform
from tests.journeys.asking import number
from tests.journeys.programmes import looks_at, opened
from tests.stage import Actor, Stage

CIRCLE = "The circle"
MENTEES = ("Ada Pereira", "Ben Okafor", "Cem Acar", "Dan Ivers")
YES, NO = "Yes, I am in", "Not this group"
Cast = dict[str, Actor]


async def company(stage: Stage, mentor_in: Platform, locale: str = "en-GB") -> Cast:
    """Carla coordinates, Grace would guide; four who would be guided are on both sides."""
    zone = {"zone": "Europe/Lisbon", "country": "PT", "languages": "en"}
    there = next(one for one in Platform if one is not mentor_in)
    stage.person("Carla Mendes", there, level="5", **zone)
    zone["locale"] = locale
    stage.person("Grace Whitfield", mentor_in, level="8", title="Chief Operating Officer", **zone)
    for n, name in enumerate((*MENTEES, "Eva Lind")):
        stage.person(name, (mentor_in, there)[n % 2], level="3", title="Engineer", **zone)
    await stage.opens()
    return stage.actors


def joined(stage: Stage, who: Actor, programme: Programme, role: Role, capacity: int = 0) -> None:
    """As if they had joined it and looked at it; what people do for that is played once."""
    person_id = number(stage, who)
    skills = ((), ("leadership",))[role is Role.MENTOR], ((), ("leadership",))[role is Role.MENTEE]
    with stage.onehour.ledger() as records:
        enrolment = Enrolment(0, programme.id, person_id, role, stage.clock.now(), capacity, *skills)
        records.programmes.enrol(enrolment)
        records.programmes.look_at(person_id, programme.id)


async def circle(stage: Stage, mentor_in: Platform, locale: str = "en-GB") -> Cast:
    """The programme is open, Grace and the four have joined, and Carla looks at it."""
    cast = await company(stage, mentor_in, locale)
    programme = opened(stage, CIRCLE, ProgrammeKind.GROUP)
    joined(stage, cast["grace"], programme, Role.MENTOR, 5)
    for one in mentees(cast):
        joined(stage, one, programme, Role.MENTEE)
    await looks_at(cast["carla"], CIRCLE)
    return cast


def mentees(cast: Cast) -> list[Actor]:
    return [cast[name] for name in ("ada", "ben", "cem", "dan")]


async def says_yes(*people: Actor) -> None:
    for one in people:
        await one.presses(YES)


def group(stage: Stage, cast: Cast) -> Pair:
    """The one that goes on, or the last that did."""
    grace = number(stage, cast["grace"])
    with stage.onehour.ledger() as records:
        pairs = records.pairs.pairs_of(grace)
    return next((one for one in pairs if one.state is PairState.ACTIVE), pairs[-1])


def names(stage: Stage, pair: Pair) -> list[str]:
    with stage.onehour.ledger() as records:
        return [records.people.get(one).first_name.lower() for one in pair.mentee_ids]
