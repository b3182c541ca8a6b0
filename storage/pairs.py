"""Matches offered and relationships going on."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import ColumnElement, Connection, func, insert, or_, select, update

from bot.model import Pair, PairState, Proposal, ProposalState
from bot.records import NotYours
from storage.columns import table_of
from storage.shelf import Shelf, noun_in, values_of
from storage.tables import PairMenteeRow, PairRow, ProposalRow

PAIRS = table_of(PairRow)
MENTEES = table_of(PairMenteeRow)
PROPOSALS = table_of(ProposalRow)


def involving(person_id: int) -> ColumnElement[bool]:
    """The pairs in which somebody is, on either side."""
    guided = select(MENTEES.c.pair_id).where(MENTEES.c.person_id == person_id)
    return or_(PAIRS.c.mentor_id == person_id, PAIRS.c.id.in_(guided))


class Pairs:
    """Fulfils `bot.records.PairRecords`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._proposals = Shelf(connection, Proposal, ProposalRow)

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
        self._connection.execute(update(PAIRS).where(PAIRS.c.id == pair.id).values(values_of(pair, PAIRS)))

    def of(self, person_id: int, pair_id: int) -> Pair:
        """The gate: raises NotYours unless this person is in the pair."""
        found = self._pairs(PAIRS.c.id == pair_id, involving(person_id))
        if not found:
            raise NotYours
        return found[0]

    def pairs_of(self, person_id: int) -> Sequence[Pair]:
        """Every pair somebody is or was in, the oldest first."""
        return self._pairs(involving(person_id))

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

    def taken(self, programme_id: int) -> Mapping[int, int]:
        """The places of each mentor that are not free: mentees they have, and matches offered to them."""
        guided = (
            select(PAIRS.c.mentor_id, func.count())
            .join(MENTEES)
            .where(PAIRS.c.programme_id == programme_id, PAIRS.c.state == PairState.ACTIVE, ~PAIRS.c.informal)
            .group_by(PAIRS.c.mentor_id)
        )
        offered = (
            select(PROPOSALS.c.mentor_id, func.count())
            .where(
                PROPOSALS.c.programme_id == programme_id,
                PROPOSALS.c.state == ProposalState.OFFERED,
                ~PROPOSALS.c.informal,
            )
            .group_by(PROPOSALS.c.mentor_id)
        )
        taken: Counter[int] = Counter()
        for counted in (guided, offered):
            for mentor_id, places in self._connection.execute(counted):
                taken[mentor_id] += places
        return taken

    def _pairs(self, *where: ColumnElement[bool]) -> tuple[Pair, ...]:
        # one row for each mentee, the pair's own columns repeated
        rows = self._connection.execute(
            select(PAIRS, MENTEES.c.person_id)
            .join(MENTEES)
            .where(*where)
            .order_by(PAIRS.c.id, MENTEES.c.place)
        ).mappings()
        groups = (list(group) for _, group in groupby(rows, key=lambda row: row["id"]))
        return tuple(
            noun_in(Pair, group[0], mentee_ids=tuple(row["person_id"] for row in group)) for group in groups
        )
