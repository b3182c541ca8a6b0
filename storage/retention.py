"""Erasing by age, a few rows at a time, so that nobody has to wait for it."""

from collections.abc import Sequence

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    Table,
    TextClause,
    cast,
    delete,
    exists,
    or_,
    select,
    update,
)

from bot.model import Declined, PairState, ProposalState
from bot.post import NudgeState
from bot.trust import Bounds
from storage import tables as rows
from storage.columns import Base, table_of
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
DRAFTS = table_of(rows.DraftRow)


class Retention:
    """Fulfils `bot.records.Retention`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def erase(self, older: Bounds, most: int) -> int:
        """Erase at most that many rows of each kind that are older than its bound; gives how many it was."""
        return self._drop(older, most) + self._empty(older, most)

    def _drop(self, older: Bounds, most: int) -> int:
        """Rows that nobody needs once they are old."""
        # begun before that was written down: their time is counted from now on
        undated = update(DRAFTS).where(DRAFTS.c.begun_at.is_(None))
        self._connection.execute(undated.values(begun_at=older.proofs))
        by_age: Sequence[tuple[type[Base], str, object]] = (
            (rows.HeardRow, "at", older.heard),
            (rows.DraftRow, "begun_at", older.drafts),
            (rows.UploadRow, "sent_at", older.proofs),
            (rows.LinkCodeRow, "made_at", older.proofs),
            (rows.LinkTryRow, "tried_at", older.proofs),
            (rows.QuestionRow, "asked_at", older.texts),
            (rows.ReflectionRow, "written_at", older.texts),
            (rows.GoalRow, "changed_at", older.texts),
            (rows.PulseRow, "at", older.texts),
            (rows.ClosingInterviewRow, "at", older.texts),
            (rows.ExtensionRow, "asked_at", older.texts),
            (rows.ConsentRow, "withdrawn_at", older.texts),
            (rows.ConcernRow, "said_at", older.texts),
            (rows.RulingRow, "at", older.texts),
            (rows.WishRow, "at", older.texts),
            (rows.AuditRow, "at", older.audit),
        )
        aged = sum(
            self._delete(table_of(row), most, table_of(row).c[column] < bound)
            for row, column, bound in by_age
        )
        # of an hour that was long ago nobody wants to know any more who said what
        over = select(MEETINGS.c.id).where(MEETINGS.c.at < older.texts)
        aged += self._delete(VOICES, most, VOICES.c.meeting_id.in_(over))
        return aged + self._delete(NUDGES, most, NUDGES.c.state.in_(SETTLED), NUDGES.c.due < older.texts)

    def _empty(self, older: Bounds, most: int) -> int:
        """Rows that stay for the history of the programme, without what people wrote."""
        return (
            self._update(
                NUDGES,
                most,
                {"facts": {}},
                NUDGES.c.state.in_(SETTLED),
                NUDGES.c.due < older.sent,
                cast(NUDGES.c.facts, String) != "{}",
            )
            + self._update(
                REQUESTS,
                most,
                {"line": "", "why": Declined.UNSAID},
                REQUESTS.c.settled_at < older.texts,
                or_(REQUESTS.c.line != "", REQUESTS.c.why != Declined.UNSAID),
            )
            + self._update(
                PROPOSALS,
                most,
                {"reasons": ()},
                PROPOSALS.c.state != ProposalState.OFFERED,
                PROPOSALS.c.offered_at < older.texts,
                cast(PROPOSALS.c.reasons, String) != "[]",
            )
            + self._update(
                MEETINGS,
                most,
                {"slots": (), "booked_by": None},
                MEETINGS.c.pair_id.in_(
                    select(PAIRS.c.id).where(PAIRS.c.state == PairState.ENDED, PAIRS.c.ended_at < older.texts)
                ),
                cast(MEETINGS.c.slots, String) != "[]",
            )
            + self._forget_outsiders(older, most)
        )

    def _forget_outsiders(self, older: Bounds, most: int) -> int:
        """Mentors from outside are kept as long as what they were met for."""
        theirs = (PAIRS.c.mentor_id == PEOPLE.c.id, PROPOSALS.c.mentor_id == PEOPLE.c.id)
        going_on = exists().where(theirs[0], or_(PAIRS.c.ended_at.is_(None), PAIRS.c.ended_at >= older.texts))
        offered = exists().where(theirs[1], PROPOSALS.c.state == ProposalState.OFFERED)
        nobody: dict[str, object] = {"name": NOBODY, "outside": "", "timezone": ""}
        return self._update(PEOPLE, most, nobody, IS_OUTSIDE, ~going_on, ~offered)

    def _delete(self, table: Table, most: int, *where: ColumnElement[bool]) -> int:
        key = next(iter(table.primary_key))
        some = select(key).where(*where).limit(most)
        gone = delete(table).where(key.in_(some)).execution_options(preserve_rowcount=True)
        return self._connection.execute(gone).rowcount

    def _update(
        self, table: Table, most: int, values: dict[str, object], *where: ColumnElement[bool] | TextClause
    ) -> int:
        some = select(table.c.id).where(*where).limit(most)
        emptied = update(table).where(table.c.id.in_(some)).values(values)
        return self._connection.execute(emptied.execution_options(preserve_rowcount=True)).rowcount
