"""A second programme beside the first one, and people who are in both."""

from dataclasses import replace

from bot.model import Enrolment, EnrolmentState, Programme, ProgrammeKind, Role
from tests.journeys.asking import NOON, number
from tests.stage import Actor, Stage, command

FIRST = "One hour a month"
SECOND = "First steps"


def opened(stage: Stage, name: str = SECOND, kind: ProgrammeKind = ProgrammeKind.TRADITIONAL) -> Programme:
    """As if a coordinator had opened it: what they do for that is played elsewhere."""
    with stage.onehour.ledger() as records:
        organisation = records.people.organisation().id
        if not records.programmes.all():
            records.programmes.add(Programme(0, organisation, FIRST))
        return records.programmes.add(Programme(0, organisation, name, kind, 30, 3, "For new colleagues."))


def becomes(stage: Stage, kind: ProgrammeKind) -> None:
    """As if the first one had been of another kind from the beginning."""
    with stage.onehour.ledger() as records:
        records.programmes.keep(replace(records.programmes.all()[0], kind=kind))


async def looks_at(actor: Actor, name: str) -> None:
    """Have another programme in view from now on."""
    await actor.types(command(actor, "programmes"))
    await actor.presses(f"Look at {name}")
    assert actor.has_heard[-1] == name


def takes_part(stage: Stage, actor: Actor, programme_id: int, role: Role, skill: str = "law") -> None:
    """As if they had joined it."""
    person_id = number(stage, actor)
    with stage.onehour.ledger() as records:
        records.programmes.enrol(
            Enrolment(0, programme_id, person_id, role, NOON, 1, (skill,), (skill,), languages=("en",))
        )


def closed(stage: Stage, programme: Programme) -> None:
    """As if a coordinator had closed it."""
    with stage.onehour.ledger() as records:
        records.programmes.keep(replace(programme, closed_at=stage.clock.now()))


def turns_to(stage: Stage, actor: Actor, programme_id: int) -> None:
    """Have a programme in view, without a word about it."""
    person_id = number(stage, actor)
    with stage.onehour.ledger() as records:
        records.programmes.look_at(person_id, programme_id)


def roles(stage: Stage, actor: Actor) -> dict[str, str]:
    """As what somebody takes part, by programme."""
    person_id = number(stage, actor)
    with stage.onehour.ledger() as records:
        mine = records.programmes.enrolments_of(person_id)
        active = [one for one in mine if one.state is EnrolmentState.ACTIVE]
        return {records.programmes.get(one.programme_id).name: one.role.value for one in active}


async def opens(carla: Actor, name: str, kind: str = "traditional", **plan: str) -> None:
    """Open another programme, as a coordinator does."""
    await carla.types(command(carla, "admin programme"))
    await carla.presses("Open another one")
    first = {"purpose": plan.pop("purpose")} if "purpose" in plan else {}
    await carla.fills(name=name, kind=kind, **first)
    await carla.fills(**plan)
