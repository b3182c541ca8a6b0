"""Matches offered and relationships going on."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from sqlalchemy import ColumnElement, Connection, RowMapping, func, insert, or_, select, true, update

from bot.model import Pair, PairState, Proposal, ProposalState
from bot.records import NotYours
from storage.columns import table_of
from storage.shelf import Shelf, batched, insert_into, noun_in, values_of
from storage.tables import PairMenteeRow, PairRow, ProposalRow

PAIRS = table_of(PairRow)
MENTEES = table_of(PairMenteeRow)
PROPOSALS = table_of(ProposalRow)


def involving(person_id: int) -> ColumnElement[bool]:
    """The pairs in which somebody is or was, on either side."""
    guided = select(MENTEES.c.pair_id).where(MENTEES.c.person_id == person_id)
    return or_(PAIRS.c.mentor_id == person_id, PAIRS.c.id.in_(guided))


def left_before(person_id: int, moment: ColumnElement[datetime | None]) -> ColumnElement[bool]:
    """The groups that somebody had left by then, or has left where no moment is known."""
    gone = (MENTEES.c.person_id == person_id, MENTEES.c.left_at.is_not(None))
    late = or_(moment.is_(None), moment > MENTEES.c.left_at)
    # said aloud: by itself it would look one level up for what the moment is of, and else mean any at all
    return PAIRS.c.id.in_(select(MENTEES.c.pair_id).where(*gone, late).correlate_except(MENTEES))


class Pairs:
    """Fulfils `bot.records.PairRecords`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._proposals = Shelf(connection, Proposal, ProposalRow)
        self._ahead: dict[int, Pair] = {}

    def offer(self, proposal: Proposal) -> Proposal:
        """Keep a new one and give it its number."""
        return self._proposals.add(proposal)

    def proposal(self, person_id: int, proposal_id: int) -> Proposal:
        """The gate, held: of two answers at the same moment the second sees the first."""
        theirs = or_(PROPOSALS.c.mentor_id == person_id, PROPOSALS.c.mentee_id == person_id)
        return self._proposals.hold(theirs, id=proposal_id)

    def programme_of(self, proposal_id: int) -> int:
        """In which programme it was offered, without holding it: raises NotYours if there is none."""
        return self._proposals.get(id=proposal_id).programme_id

    def proposals(self, programme_id: int) -> Sequence[Proposal]:
        """Whatever was offered in a programme, the oldest first."""
        return self._proposals.all(programme_id=programme_id)

    def proposals_of(self, person_id: int) -> Sequence[Proposal]:
        """Whatever was offered to somebody, on either side."""
        theirs = or_(PROPOSALS.c.mentor_id == person_id, PROPOSALS.c.mentee_id == person_id)
        return self._proposals.all(theirs)

    def keep_proposal(self, proposal: Proposal) -> None:
        """Bring it up to date."""
        self._proposals.keep(proposal)

    def begin(self, pair: Pair) -> Pair:
        """Keep a new one and give it its number."""
        new = insert(PAIRS).values(values_of(pair, PAIRS)).returning(PAIRS)
        row = self._connection.execute(new).mappings().one()
        mentees = [
            {"pair_id": row["id"], "person_id": person_id, "place": place}
            for place, person_id in enumerate(pair.mentee_ids)
        ]
        self._connection.execute(insert(MENTEES), mentees)
        return noun_in(Pair, row, mentee_ids=pair.mentee_ids)

    def keep(self, pair: Pair) -> None:
        """Bring it up to date; who is in it stays."""
        self._ahead.clear()
        self._connection.execute(update(PAIRS).where(PAIRS.c.id == pair.id).values(values_of(pair, PAIRS)))

    def join(self, pair: Pair, person_id: int) -> Pair:
        """One more mentee is in it; gives it as it is then."""
        self._ahead.clear()
        last = select(func.max(MENTEES.c.place)).where(MENTEES.c.pair_id == pair.id)
        place = (self._connection.scalar(last) or 0) + 1
        new = insert_into(self._connection, MENTEES).values(pair_id=pair.id, person_id=person_id, place=place)
        again = {"place": place, "left_at": None}
        self._connection.execute(
            new.on_conflict_do_update(index_elements=["pair_id", "person_id"], set_=again)
        )
        return replace(pair, mentee_ids=(*(one for one in pair.mentee_ids if one != person_id), person_id))

    def part(self, pair: Pair, person_id: int, at: datetime) -> Pair:
        """One of its mentees is in it no more; gives it as it is for the others."""
        self._ahead.clear()
        theirs = (MENTEES.c.pair_id == pair.id, MENTEES.c.person_id == person_id)
        self._connection.execute(update(MENTEES).where(*theirs).values(left_at=at))
        return replace(pair, mentee_ids=tuple(one for one in pair.mentee_ids if one != person_id))

    def of(self, person_id: int, pair_id: int) -> Pair:
        """The gate: raises NotYours unless this person is or was in the pair."""
        if (ahead := self._ahead.get(pair_id)) and person_id in ahead.people:
            return ahead
        found = self._pairs(PAIRS.c.id == pair_id, involving(person_id), seen_by=person_id)
        if not found:
            raise NotYours
        return found[0]

    def read_ahead(self, numbers: Collection[int]) -> Collection[int]:
        """Read those at once, for as long as this transaction changes none; gives who is in them."""
        for batch in batched(sorted(numbers)):
            self._ahead |= {one.id: one for one in self._pairs(PAIRS.c.id.in_(batch))}
        return {person_id for one in self._ahead.values() for person_id in one.people}

    def pairs_of(self, person_id: int) -> Sequence[Pair]:
        """Every pair somebody is or was in, the oldest first; a group that they left has ended for them."""
        return self._pairs(involving(person_id), seen_by=person_id)

    def in_programme(self, programme_id: int) -> Sequence[Pair]:
        """Every pair of a programme, ended ones too."""
        return self._pairs(PAIRS.c.programme_id == programme_id)

    def touch(self, pair_id: int, at: datetime) -> None:
        """They are in touch; only the first time counts."""
        # one column, since the pair may be ending at this very moment
        untouched = (PAIRS.c.id == pair_id, PAIRS.c.touched_at.is_(None))
        self._connection.execute(update(PAIRS).where(*untouched).values(touched_at=at))

    def silence(self, pair_id: int, since: datetime | None) -> None:
        """Have coordinators see that nobody meets, or None: see it no more. Only the first moment counts."""
        first = (PAIRS.c.silent_since.is_(None),) if since else ()
        self._connection.execute(
            update(PAIRS).where(PAIRS.c.id == pair_id, *first).values(silent_since=since)
        )

    def silent(self) -> Sequence[Pair]:
        """Those going on of which coordinators shall know that nobody meets, the longest silent first."""
        found = self._pairs(PAIRS.c.silent_since.is_not(None), PAIRS.c.state == PairState.ACTIVE)
        return sorted(found, key=lambda pair: (pair.silent_since is None, pair.silent_since, pair.id))

    def taken(self, programme_id: int, mentor_id: int | None = None) -> Mapping[int, int]:
        """The places of each mentor, or of one, that are not free: mentees they have, matches on offer."""
        guided = (
            select(PAIRS.c.mentor_id, func.count())
            .join(MENTEES)
            .where(PAIRS.c.programme_id == programme_id, PAIRS.c.state == PairState.ACTIVE, ~PAIRS.c.informal)
            .where(MENTEES.c.left_at.is_(None))
            .where(PAIRS.c.mentor_id == mentor_id if mentor_id else true())
            .group_by(PAIRS.c.mentor_id)
        )
        offered = (
            select(PROPOSALS.c.mentor_id, func.count())
            .where(
                PROPOSALS.c.programme_id == programme_id,
                PROPOSALS.c.state == ProposalState.OFFERED,
                ~PROPOSALS.c.informal,
            )
            .where(PROPOSALS.c.mentor_id == mentor_id if mentor_id else true())
            .group_by(PROPOSALS.c.mentor_id)
        )
        taken: Counter[int] = Counter()
        for counted in (guided, offered):
            for one, places in self._connection.execute(counted):
                taken[one] += places
        return taken

    def _pairs(self, *where: ColumnElement[bool], seen_by: int = 0) -> tuple[Pair, ...]:
        # one row for each mentee, the pair's own columns repeated
        rows = self._connection.execute(
            select(PAIRS, MENTEES.c.person_id, MENTEES.c.left_at)
            .join(MENTEES)
            .where(*where)
            .order_by(PAIRS.c.id, MENTEES.c.place)
        ).mappings()
        groups = (list(group) for _, group in groupby(rows, key=lambda row: row["id"]))
        return tuple(_pair(group, seen_by) for group in groups)


def _pair(rows: Sequence[RowMapping], seen_by: int) -> Pair:
    """A pair of its rows, one for each mentee."""
    mentees = tuple(row["person_id"] for row in rows if row["left_at"] is None)
    pair: Pair = noun_in(Pair, rows[0], mentee_ids=mentees)
    left = next((row["left_at"] for row in rows if row["person_id"] == seen_by and row["left_at"]), None)
    if left is None:
        return pair
    return replace(pair, mentee_ids=(seen_by,), state=PairState.ENDED, ended_at=left)
