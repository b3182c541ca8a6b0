"""A programme that has gone on for a while, with more people than act in a journey: what reports are about."""

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from PIL import Image

from bot.asks import Ask, AskKind, AskState, Campaign
from bot.enrolment import first_programme
from bot.model import Enrolment, Meeting, MeetingState, Pair, Request, Role
from bot.people import Person
from bot.progress import Goal, GoalState, Pulse
from bot.records import Records
from tests.stage import Actor, Stage

# Department, how many work there, how many of them are mentors, mentees with one, mentees without.
COMPANY = {"Engineering": (9, 2, 3, 0), "Sales": (7, 2, 2, 1), "Finance": (6, 1, 0, 2), "Legal": (4, 0, 1, 0)}
PRIVATE = "I would like to be braver in meetings"


@dataclass
class Picture:
    """A chart as somebody was sent it."""

    name: str
    content: bytes
    alt: str

    @property
    def size(self) -> tuple[int, int]:
        return Image.open(BytesIO(self.content)).size

    @property
    def colours(self) -> set[tuple[int, ...]]:
        seen = Image.open(BytesIO(self.content)).convert("RGB").getcolors(1 << 20) or []
        return {colour for _, colour in seen if isinstance(colour, tuple)}


def has_gone_on(stage: Stage, company: Mapping[str, tuple[int, int, int, int]] = COMPANY) -> None:
    """Pairs that met in three months, goals, answers to the pulse; leaders, two of them taking part."""
    with stage.onehour.ledger() as records:
        now, programme = stage.clock.now(), first_programme(records)
        mentors: list[Person] = []
        placed: list[Person] = []
        for name, (size, guiding, having, waiting) in company.items():
            roles = [*["mentor"] * guiding, *["placed"] * having, *["waiting"] * waiting]
            for n, role in enumerate(roles + [""] * (size - len(roles))):
                person = _add(records, f"{name} Number{n}", name, leader=n < 2)
                if role:
                    _enrol(records, programme.id, person, role, now)
                (mentors if role == "mentor" else placed if role == "placed" else []).append(person)
        pairs = [_pair(records, programme.id, *two, now) for two in zip(mentors, placed, strict=False)]
        for n, pair in enumerate(pairs):
            _lives(records, pair, n, now)


def is_silent(stage: Stage) -> None:
    """One of the pairs has not met for a while."""
    with stage.onehour.ledger() as records:
        pair = records.pairs.in_programme(first_programme(records).id)[0]
        records.pairs.silence(pair.id, stage.clock.now())


def asked_long_ago(stage: Stage) -> None:
    """A request of eight days ago, without an answer."""
    with stage.onehour.ledger() as records:
        programme = first_programme(records)
        [mentee, mentor] = [
            next(one.person_id for one in records.programmes.enrolments(programme.id) if one.role is role)
            for role in (Role.MENTEE, Role.MENTOR)
        ]
        at = stage.clock.now() - timedelta(days=8)
        records.requests.add(Request(0, programme.id, mentee, mentor, at, line=PRIVATE, asked_at=at))


def leaders_said(stage: Stage, *answers: tuple[AskState, ...]) -> None:
    """What leaders said, one after the other, to one thing or to several."""
    with stage.onehour.ledger() as records:
        leaders = [one for one in records.people.everybody() if one.leader]
        now = stage.clock.now()
        asked = Campaign(0, 1, "announcements/prelaunch", "leaders", leaders[0].id, now, len(leaders))
        campaign = records.campaigns.send(asked)
        for leader, states in zip(leaders, answers, strict=False):
            for state in states:
                records.campaigns.ask(Ask(0, campaign.id, leader.id, now, state=state, kind=AskKind.PANEL))


def pictures(stage: Stage, actor: Actor) -> list[Picture]:
    """The charts in front of somebody, in the order in which they came."""
    found = []
    for entry in stage.playground.world.entries(actor.human.id):
        found += (
            _uploaded(stage, entry.payload) if actor.human.platform == "slack" else _in_card(entry.payload)
        )
    return found


def _uploaded(stage: Stage, payload: Mapping[str, Any]) -> list[Picture]:
    files = [one for one in payload.get("files") or [] if one["name"].endswith(".png")]
    kept = [stage.playground.world.recall(f"slack:file:{one['id']}") for one in files]
    return [
        Picture(one["name"], b64decode(data["data"]), one["alt_txt"])
        for one, data in zip(files, kept, strict=True)
        if data
    ]


def _in_card(payload: Mapping[str, Any]) -> list[Picture]:
    cards = [one.get("content") or {} for one in payload.get("attachments") or []]
    images = [one for card in cards for one in card.get("body") or [] if one.get("type") == "Image"]
    return [
        Picture(payload.get("summary", ""), b64decode(one["url"].partition("base64,")[2]), one["altText"])
        for one in images
    ]


def _add(records: Records, name: str, department: str, *, leader: bool) -> Person:
    email = f"{name.replace(' ', '.').lower()}@hartwell.example"
    organisation = records.people.organisation().id
    return records.people.add(
        Person(0, organisation, name, email, department=department, leader=leader, languages=("en",), level=5)
    )


def _enrol(records: Records, programme_id: int, person: Person, role: str, now: datetime) -> None:
    mentor = role == "mentor"
    as_what = Role.MENTOR if mentor else Role.MENTEE
    records.programmes.enrol(
        Enrolment(0, programme_id, person.id, as_what, now, int(mentor), languages=("en",), goals=PRIVATE)
    )


def _pair(records: Records, programme_id: int, mentor: Person, mentee: Person, now: datetime) -> Pair:
    began = now - timedelta(days=80)
    return records.pairs.begin(Pair(0, programme_id, mentor.id, (mentee.id,), began, 6))


def _lives(records: Records, pair: Pair, number: int, now: datetime) -> None:
    """Some meet each month; all set a goal; most say how useful it is."""
    for round_, days in enumerate((65, 35, 5), start=1):
        if round_ != 1 or number:
            at = now - timedelta(days=days)
            meeting = records.meetings.propose(Meeting(0, pair.id, round_, (at,), MeetingState.HELD, at))
            assert meeting.state is MeetingState.HELD
    for one in pair.people:
        state = GoalState.DONE if number < 2 else GoalState.OPEN
        by = (now + timedelta(days=30)).date()
        records.goals.add(Goal(0, pair.id, one, PRIVATE, PRIVATE, by, now, now, state=state))
        records.pulses.give(Pulse(0, pair.id, one, 1, 3 + number % 3, now))
