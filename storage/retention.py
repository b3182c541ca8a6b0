"""Erasing by age, a few rows at a time, so that nobody has to wait for it."""

from dataclasses import asdict
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Delete,
    String,
    Table,
    TextClause,
    Update,
    bindparam,
    cast,
    delete,
    exists,
    or_,
    select,
    update,
)

from bot.asks import CampaignState
from bot.model import Declined, PairState, ProposalState
from bot.places import SEEN, PostState
from bot.post import NudgeState
from bot.trust import Bounds
from storage import tables as rows
from storage.columns import table_of
from storage.forgetting import NOBODY
from storage.tables import IS_OUTSIDE

SETTLED = (NudgeState.SENT, NudgeState.SKIPPED, NudgeState.DEAD, NudgeState.DONE)

PEOPLE = table_of(rows.PersonRow)
PAIRS = table_of(rows.PairRow)
MEETINGS = table_of(rows.MeetingRow)
VOICES = table_of(rows.VoiceRow)
PROPOSALS = table_of(rows.ProposalRow)
REQUESTS = table_of(rows.RequestRow)
NUDGES = table_of(rows.NudgeRow)
CAMPAIGNS = table_of(rows.CampaignRow)
DRAFTS = table_of(rows.DraftRow)
PLACES = table_of(rows.PlaceRow)
POSTS = table_of(rows.PostRow)
SHOWCASES = table_of(rows.ShowcaseRow)


# The bounds, and how much is enough: statements are made once, and bound every day.
SENT: BindParameter[Any] = bindparam("sent")
TEXTS: BindParameter[Any] = bindparam("texts")
PROOFS: BindParameter[Any] = bindparam("proofs")
MOST: BindParameter[Any] = bindparam("most")
# What nobody needs once it is old, by the bound that it has.
BY_AGE = (
    (rows.HeardRow, "at", "heard"),
    (rows.DraftRow, "begun_at", "drafts"),
    (rows.UploadRow, "sent_at", "proofs"),
    (rows.LinkCodeRow, "made_at", "proofs"),
    (rows.LinkTryRow, "tried_at", "proofs"),
    (rows.QuestionRow, "asked_at", "texts"),
    (rows.ReflectionRow, "written_at", "texts"),
    (rows.GoalRow, "changed_at", "texts"),
    (rows.PulseRow, "at", "texts"),
    (rows.ClosingInterviewRow, "at", "texts"),
    (rows.ExtensionRow, "asked_at", "texts"),
    (rows.ConsentRow, "withdrawn_at", "texts"),
    (rows.AskStepRow, "at", "texts"),
    (rows.ConcernRow, "said_at", "texts"),
    (rows.RulingRow, "at", "texts"),
    (rows.WishRow, "at", "texts"),
    (rows.AuditRow, "at", "audit"),
)


class Retention:
    """Fulfils `bot.records.Retention`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def erase(self, older: Bounds, most: int) -> int:
        """Erase at most that many rows of each kind that are older than its bound; gives how many it was."""
        bounds = {**asdict(older), "most": most}
        self._connection.execute(_dated(), bounds)
        statements = (*_dropped(), *_public(), *_emptied(), _outsiders())
        return sum(self._connection.execute(one, bounds).rowcount for one in statements)


@cache
def _dated() -> Update:
    """Drafts begun before that was written down: their time is counted from now on."""
    return update(DRAFTS).where(DRAFTS.c.begun_at.is_(None)).values(begun_at=PROOFS)


@cache
def _dropped() -> tuple[Delete, ...]:
    """Rows that nobody needs once they are old."""
    aged = (_drop(table_of(row), table_of(row).c[column] < bindparam(bound)) for row, column, bound in BY_AGE)
    # of an hour that was long ago nobody wants to know any more who said what
    over = select(MEETINGS.c.id).where(MEETINGS.c.at < TEXTS)
    said = _drop(VOICES, VOICES.c.meeting_id.in_(over))
    return (*aged, said, _drop(NUDGES, NUDGES.c.state.in_(SETTLED), NUDGES.c.due < TEXTS))


@cache
def _public() -> tuple[Delete, ...]:
    """As long as somebody is shown somewhere, it is known where: they may take it back."""
    shown = POSTS.c.state.in_((PostState.DUE, *SEEN))
    posted = exists().where(POSTS.c.showcase_id == SHOWCASES.c.id)
    pointing = (POSTS, SHOWCASES, table_of(rows.ConsentRow))
    named = (exists().where(table.c.place_id == PLACES.c.id) for table in pointing)
    return (
        _drop(POSTS, POSTS.c.made_at < TEXTS, or_(POSTS.c.showcase_id.is_(None), ~shown)),
        _drop(SHOWCASES, SHOWCASES.c.asked_at < TEXTS, ~posted),
        _drop(PLACES, PLACES.c.left_at < TEXTS, *(~one for one in named)),
    )


@cache
def _emptied() -> tuple[Update, ...]:
    """Rows that stay for the history of the programme, without what people wrote."""
    ended = select(PAIRS.c.id).where(PAIRS.c.state == PairState.ENDED, PAIRS.c.ended_at < TEXTS)
    return (
        _empty(
            NUDGES,
            {"facts": {}},
            NUDGES.c.state.in_(SETTLED),
            NUDGES.c.due < SENT,
            cast(NUDGES.c.facts, String) != "{}",
        ),
        _empty(
            REQUESTS,
            {"line": "", "why": Declined.UNSAID},
            REQUESTS.c.settled_at < TEXTS,
            or_(REQUESTS.c.line != "", REQUESTS.c.why != Declined.UNSAID),
        ),
        _empty(
            CAMPAIGNS,
            {"line": ""},
            CAMPAIGNS.c.state.in_((CampaignState.DONE, CampaignState.OFF)),
            CAMPAIGNS.c.sent_at < SENT,
            CAMPAIGNS.c.line != "",
        ),
        _empty(
            PROPOSALS,
            {"reasons": ()},
            PROPOSALS.c.state != ProposalState.OFFERED,
            PROPOSALS.c.offered_at < TEXTS,
            cast(PROPOSALS.c.reasons, String) != "[]",
        ),
        _empty(
            MEETINGS,
            {"slots": (), "booked_by": None},
            MEETINGS.c.pair_id.in_(ended),
            cast(MEETINGS.c.slots, String) != "[]",
        ),
    )


@cache
def _outsiders() -> Update:
    """Mentors from outside are kept as long as what they were met for."""
    theirs = (PAIRS.c.mentor_id == PEOPLE.c.id, PROPOSALS.c.mentor_id == PEOPLE.c.id)
    going_on = exists().where(theirs[0], or_(PAIRS.c.ended_at.is_(None), PAIRS.c.ended_at >= TEXTS))
    offered = exists().where(theirs[1], PROPOSALS.c.state == ProposalState.OFFERED)
    nobody: dict[str, object] = {"name": NOBODY, "outside": "", "timezone": ""}
    return _empty(PEOPLE, nobody, IS_OUTSIDE, ~going_on, ~offered)


def _drop(table: Table, *where: ColumnElement[bool]) -> Delete:
    key = next(iter(table.primary_key))
    some = select(key).where(*where).limit(MOST)
    return delete(table).where(key.in_(some)).execution_options(preserve_rowcount=True)


def _empty(table: Table, values: dict[str, object], *where: ColumnElement[bool] | TextClause) -> Update:
    some = select(table.c.id).where(*where).limit(MOST)
    emptied = update(table).where(table.c.id.in_(some)).values(values)
    return emptied.execution_options(preserve_rowcount=True)
