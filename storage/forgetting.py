"""Erasing somebody who asked for it, wherever they stand, and the marks by which no list brings them back."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Table, delete, exists, or_, select, update

from bot.asks import AHEAD, CampaignState
from bot.endings import Ending
from bot.model import LIVE, Answer, Declined, Met, PairState, ProposalState, RequestState
from bot.people import Person
from bot.places import PostState
from bot.post import OF_MANY, NudgeState
from storage import tables as rows
from storage.columns import Base, table_of
from storage.naming import holding, without
from storage.secrets import KeyMissing, Secrets
from storage.shelf import insert_into

NOBODY = "Somebody"

PEOPLE = table_of(rows.PersonRow)
ACCOUNTS = table_of(rows.AccountRow)
PREFILLS = table_of(rows.PrefillRow)
PROPOSALS = table_of(rows.ProposalRow)
REQUESTS = table_of(rows.RequestRow)
PAIRS = table_of(rows.PairRow)
MENTEES = table_of(rows.PairMenteeRow)
MEETINGS = table_of(rows.MeetingRow)
RULINGS = table_of(rows.RulingRow)
METHODS = table_of(rows.MethodRow)
VERSIONS = table_of(rows.VersionRow)
WISHES = table_of(rows.WishRow)
NUDGES = table_of(rows.NudgeRow)
CAMPAIGNS = table_of(rows.CampaignRow)
ASKS = table_of(rows.AskRow)
STEPS = table_of(rows.AskStepRow)
HEARD = table_of(rows.HeardRow)
POSTS = table_of(rows.PostRow)
SHOWCASES = table_of(rows.ShowcaseRow)
FORGOTTEN = table_of(rows.ForgottenRow)

# Rows that are theirs alone. `concerns` said to them are others' words, and stay for those who said them.
THEIRS: tuple[type[Base], ...] = (
    rows.PrefillRow,
    rows.AvoidRow,
    rows.ConcernRow,
    rows.DeskRow,
    rows.UploadRow,
    rows.EnrolmentRow,
    rows.ViewRow,
    rows.VoiceRow,
    rows.WishRow,
    rows.QuestionRow,
    rows.ReflectionRow,
    rows.GoalRow,
    rows.PulseRow,
    rows.ClosingInterviewRow,
    rows.ExtensionRow,
    rows.ConsentRow,
    rows.ShowcaseRow,
    rows.DraftRow,
    rows.AskRow,
)
OF_ACCOUNTS: tuple[type[Base], ...] = (rows.LinkCodeRow, rows.LinkTryRow)
NOT_SENT = (NudgeState.READY, NudgeState.LEASED)


class Forgotten:
    """The marks of those who asked to be forgotten: keyed hashes, which lead back to nobody."""

    def __init__(self, connection: Connection, secrets: Secrets) -> None:
        self._connection = connection
        self._secrets = secrets

    def mark(self, names: Collection[str], at: datetime) -> None:
        """Remember that whoever has these names is not to be brought back."""
        for name in sorted(names):
            new = insert_into(self._connection, FORGOTTEN).values(mark=self._secrets.mark(name), at=at)
            self._connection.execute(new.on_conflict_do_nothing())

    def among(self, names: Collection[str]) -> frozenset[str]:
        """Those whose owner asked to be forgotten. Raises KeyMissing where that can no longer be told."""
        kept = frozenset(self._connection.scalars(select(FORGOTTEN.c.mark)))
        if not all(map(self._secrets.knows, kept)):
            raise KeyMissing(FORGOTTEN.name, "mark")
        return frozenset(name for name in names if kept & self._secrets.marks(name)) if kept else frozenset()

    def let_back(self, names: Collection[str]) -> None:
        """Drop their marks, under whichever key they were made."""
        marks = [mark for name in names for mark in self._secrets.marks(name)]
        self._connection.execute(delete(FORGOTTEN).where(FORGOTTEN.c.mark.in_(marks)))


def erase(connection: Connection, person: Person, at: datetime) -> None:
    """Leave nothing of somebody: neither their words nor who they were."""
    accounts = list(connection.scalars(select(ACCOUNTS.c.id).where(ACCOUNTS.c.person_id == person.id)))
    _empty_what_was_sent(connection, person.id, accounts)
    _empty_what_was_posted(connection, person)
    _drop_what_is_theirs(connection, person.id, accounts)
    _end_what_was_shared(connection, person.id)
    _end_pairs(connection, person.id, at)
    _end_what_they_announced(connection, person.id)
    _let_nobody_name_them(connection, person)
    if _is_needed(connection, person.id):
        connection.execute(update(PEOPLE).where(PEOPLE.c.id == person.id).values(_nobody(person)))
    else:
        connection.execute(delete(PEOPLE).where(PEOPLE.c.id == person.id))


def _drop_what_is_theirs(connection: Connection, person_id: int, accounts: list[int]) -> None:
    # the keys of what was heard from them may hold what their platform calls them
    for user in connection.scalars(select(ACCOUNTS.c.user).where(ACCOUNTS.c.id.in_(accounts))).all():
        connection.execute(delete(HEARD).where(HEARD.c.key.contains(user, autoescape=True)))
    for table in map(table_of, OF_ACCOUNTS):
        connection.execute(delete(table).where(table.c.account_id.in_(accounts)))
    asked = select(ASKS.c.id).where(ASKS.c.person_id == person_id)
    connection.execute(delete(STEPS).where(STEPS.c.ask_id.in_(asked)))
    for table in map(table_of, THEIRS):
        connection.execute(delete(table).where(table.c.person_id == person_id))
    connection.execute(delete(ACCOUNTS).where(ACCOUNTS.c.id.in_(accounts)))


def _empty_what_was_sent(connection: Connection, person_id: int, accounts: list[int]) -> None:
    theirs = or_(NUDGES.c.to == person_id, NUDGES.c.account_id.in_(accounts))
    emptied: dict[str, object] = {"facts": {}, "about": "", "platform_id": "", "account_id": None}
    connection.execute(update(NUDGES).where(theirs).values(emptied))
    due = (NUDGES.c.to == person_id, NUDGES.c.state.in_(NOT_SENT))
    skipped = {"state": NudgeState.SKIPPED, "reason": "asked to be forgotten", "token": ""}
    connection.execute(update(NUDGES).where(*due).values(skipped))


def _empty_what_was_posted(connection: Connection, person: Person) -> None:
    """What stands where everybody reads is worded anew without them, once that is owed (`bot.forgetting`)."""
    execute = connection.execute
    shown = select(SHOWCASES.c.id).where(SHOWCASES.c.person_id == person.id)
    execute(update(POSTS).where(POSTS.c.showcase_id.in_(shown)).values(showcase_id=None, consents=()))
    due = (POSTS.c.by == person.id, POSTS.c.state == PostState.DUE)
    execute(update(POSTS).where(*due).values(state=PostState.DROPPED))
    execute(update(POSTS).where(POSTS.c.by == person.id).values(line=""))
    execute(update(SHOWCASES).where(SHOWCASES.c.asked_by == person.id).values(why=""))
    _rewrite(connection, POSTS, "line", person)


def _end_what_was_shared(connection: Connection, person_id: int) -> None:
    """What two people have in common stays for the other, without a word of this one."""
    execute = connection.execute
    shared = or_(PROPOSALS.c.mentor_id == person_id, PROPOSALS.c.mentee_id == person_id)
    execute(update(PROPOSALS).where(shared).values(reasons=(), score=0))
    execute(
        update(PROPOSALS)
        .where(shared, PROPOSALS.c.state == ProposalState.OFFERED)
        .values(state=ProposalState.DECLINED)
    )
    for side, said in (("mentor_id", "mentor_said"), ("mentee_id", "mentee_said")):
        execute(update(PROPOSALS).where(PROPOSALS.c[side] == person_id).values({said: Answer.NONE}))
    execute(delete(RULINGS).where(or_(RULINGS.c.mentor_id == person_id, RULINGS.c.mentee_id == person_id)))
    execute(delete(WISHES).where(WISHES.c.other_id == person_id))
    execute(update(METHODS).where(METHODS.c.published_by == person_id).values(published_by=None))
    execute(update(VERSIONS).where(VERSIONS.c.written_by == person_id).values(written_by=None))
    asked = or_(REQUESTS.c.mentor_id == person_id, REQUESTS.c.mentee_id == person_id)
    execute(update(REQUESTS).where(asked).values(line="", why=Declined.UNSAID))
    for side, state in (("mentee_id", RequestState.CANCELLED), ("mentor_id", RequestState.CLOSED)):
        still = (REQUESTS.c[side] == person_id, REQUESTS.c.state.in_(LIVE))
        execute(update(REQUESTS).where(*still).values(state=state))


def _end_what_they_announced(connection: Connection, person_id: int) -> None:
    """Their line goes; what has not begun never begins."""
    theirs = CAMPAIGNS.c.sent_by == person_id
    ahead = (theirs, CAMPAIGNS.c.state.in_(AHEAD))
    connection.execute(update(CAMPAIGNS).where(*ahead).values(state=CampaignState.OFF, due=None))
    connection.execute(update(CAMPAIGNS).where(theirs).values(line=""))


def _end_pairs(connection: Connection, person_id: int, at: datetime) -> None:
    """A group goes on without one of its mentees; every other pair of theirs ends."""
    execute = connection.execute
    others = MENTEES.alias("others")
    in_company = exists().where(
        others.c.pair_id == MENTEES.c.pair_id, others.c.person_id != person_id, others.c.left_at.is_(None)
    )
    has_left = MENTEES.c.left_at.is_not(None)
    execute(delete(MENTEES).where(MENTEES.c.person_id == person_id, or_(has_left, in_company)))
    guided = select(MENTEES.c.pair_id).where(MENTEES.c.person_id == person_id)
    for said, whose in (
        ("mentor_said", PAIRS.c.mentor_id == person_id),
        ("mentee_said", PAIRS.c.id.in_(guided)),
    ):
        theirs = MEETINGS.c.pair_id.in_(select(PAIRS.c.id).where(whose))
        execute(update(MEETINGS).where(theirs).values({said: Met.UNSAID}))
        going_on = (whose, PAIRS.c.state == PairState.ACTIVE)
        execute(update(PAIRS).where(*going_on).values(state=PairState.ENDED, ended_at=at, ending=Ending.LEFT))
    execute(update(MEETINGS).where(MEETINGS.c.booked_by == person_id).values(booked_by=None))


def _let_nobody_name_them(connection: Connection, person: Person) -> None:
    """Others named them: as their manager, among those to avoid, and in messages about them."""
    if person.email:
        connection.execute(update(PEOPLE).where(PEOPLE.c.manager == person.email).values(manager=""))
        avoiding = select(PREFILLS.c.person_id, PREFILLS.c.avoid).where(
            holding(PREFILLS.c.avoid, person.email)
        )
        for prefilled in connection.execute(avoiding).all():
            others = tuple(email for email in prefilled.avoid if email != person.email)
            theirs = PREFILLS.c.person_id == prefilled.person_id
            connection.execute(update(PREFILLS).where(theirs).values(avoid=others))
    connection.execute(update(NUDGES).where(NUDGES.c.template == OF_MANY).values(facts={}))
    told = CAMPAIGNS.c.line.contains(person.name, autoescape=True)
    connection.execute(update(CAMPAIGNS).where(told).values(line=""))
    said_of_them = or_(*(ASKS.c[said].contains(person.name, autoescape=True) for said in ("line", "place")))
    connection.execute(update(ASKS).where(said_of_them).values(line="", place=""))
    _rewrite(connection, NUDGES, "facts", person)
    _rewrite(connection, PROPOSALS, "reasons", person)


def _rewrite(connection: Connection, table: Table, column: str, person: Person) -> None:
    named = or_(*(holding(table.c[column], name) for name in (person.name, person.address) if name))
    for row in connection.execute(select(table.c.id, table.c[column]).where(named)).all():
        rewritten = without(row[1], person, NOBODY)
        connection.execute(update(table).where(table.c.id == row.id).values({column: rewritten}))


def _is_needed(connection: Connection, person_id: int) -> bool:
    """Whether a row of somebody else, or of the programme's history, still points at them."""
    return any(
        connection.scalar(select(exists().where(column == person_id))) for column in _pointing_at(PEOPLE)
    )


def _pointing_at(table: Table) -> Iterator[Column[Any]]:
    for other in Base.metadata.sorted_tables:
        yield from (one for one in other.c if any(key.column.table is table for key in one.foreign_keys))


def _nobody(person: Person) -> Mapping[str, object]:
    """An anonymous row in their place: with nothing but the number, to which others' rows point."""
    nobody = Person(person.id, person.organisation_id, NOBODY, announcements=False)
    return {column.name: getattr(nobody, column.name) for column in PEOPLE.c if column.name != "sought"} | {
        "sought": ""
    }
