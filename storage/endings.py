"""What people say as a pair comes to its end, whether they would rather go on, and the consent ledger."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from bot.endings import ClosingInterview, Consent, Extension, Use
from bot.model import PairState
from storage.columns import table_of
from storage.pairs import PAIRS, involving
from storage.secrets import Secrets
from storage.shelf import Shelf
from storage.tables import ClosingInterviewRow, ConsentRow, ExtensionRow

INTERVIEWS = table_of(ClosingInterviewRow)
EXTENSIONS = table_of(ExtensionRow)
CONSENTS = table_of(ConsentRow)


@dataclass(frozen=True, slots=True)
class SealedInterview:
    """As it lies in the table."""

    id: int
    pair_id: int
    person_id: int
    at: datetime
    answers: str
    brought: tuple[str, ...]


class Endings:
    """Fulfils `bot.records.EndingRecords`. What people wrote is encrypted."""

    def __init__(self, connection: Connection, secrets: Secrets) -> None:
        self._connection = connection
        self._secrets = secrets
        self._interviews = Shelf(connection, SealedInterview, ClosingInterviewRow)
        self._extensions = Shelf(connection, Extension, ExtensionRow)

    def keep(self, interview: ClosingInterview) -> None:
        """Keep it encrypted, in place of an earlier one by the same person on the same pair."""
        place = _place(interview.person_id, interview.pair_id)
        told = json.dumps(dict(interview.answers), ensure_ascii=False)
        sealed = SealedInterview(
            interview.id,
            interview.pair_id,
            interview.person_id,
            interview.at,
            self._secrets.seal(told, INTERVIEWS.name, "answers", place),
            interview.brought,
        )
        self._interviews.put(sealed, "person_id", "pair_id")

    def complete(self, pair_id: int, person_id: int, at: datetime) -> None:
        """Somebody says that it is complete, without a word; what they wrote before stays."""
        theirs = (INTERVIEWS.c.pair_id == pair_id, INTERVIEWS.c.person_id == person_id)
        again = update(INTERVIEWS).where(*theirs).values(at=at).returning(INTERVIEWS.c.id)
        if self._connection.execute(again).first() is None:
            self.keep(ClosingInterview(0, pair_id, person_id, at))

    def interviews(self, person_id: int) -> Sequence[ClosingInterview]:
        """What somebody wrote, decrypted, the oldest first."""
        return tuple(map(self._opened, self._interviews.all(person_id=person_id)))

    def said(self, pair_id: int) -> Mapping[int, datetime]:
        """Who has said that the pair is complete, and when; not a word of what they wrote."""
        said = select(INTERVIEWS.c.person_id, INTERVIEWS.c.at).where(INTERVIEWS.c.pair_id == pair_id)
        return {row.person_id: row.at for row in self._connection.execute(said)}

    def brought(self, programme_id: int) -> Sequence[tuple[str, ...]]:
        """What was chosen there, in nobody's name, the oldest first."""
        chosen = (
            select(INTERVIEWS.c.brought)
            .join(PAIRS, PAIRS.c.id == INTERVIEWS.c.pair_id)
            .where(PAIRS.c.programme_id == programme_id)
            .order_by(INTERVIEWS.c.id)
        )
        return [tuple(one) for one in self._connection.scalars(chosen) if one]

    def go_on(self, pair_id: int, at: datetime) -> None:
        """They go on, as one of them says; nothing else changes, and nothing of a pair that has ended."""
        theirs = (PAIRS.c.id == pair_id, PAIRS.c.state == PairState.ACTIVE)
        self._connection.execute(update(PAIRS).where(*theirs).values(goes_on_at=at))

    def ask(self, extension: Extension) -> Extension:
        """Keep a new one and give it its number."""
        return self._extensions.add(extension)

    def extension(self, person_id: int, extension_id: int) -> Extension:
        """The gate, held: of two answers at the same moment the second sees the first."""
        theirs = select(PAIRS.c.id).where(involving(person_id))
        return self._extensions.hold(EXTENSIONS.c.pair_id.in_(theirs), id=extension_id)

    def extensions(self, pair_id: int) -> Sequence[Extension]:
        """Whatever was asked in a pair, the oldest first."""
        return self._extensions.all(pair_id=pair_id)

    def extensions_by(self, person_id: int) -> Sequence[Extension]:
        """Whatever somebody asked, the oldest first."""
        return self._extensions.all(person_id=person_id)

    def settle(self, extension: Extension) -> None:
        """Bring it up to date."""
        self._extensions.keep(extension)

    def _opened(self, sealed: SealedInterview) -> ClosingInterview:
        place = _place(sealed.person_id, sealed.pair_id)
        told = json.loads(self._secrets.open(sealed.answers, INTERVIEWS.name, "answers", place))
        return ClosingInterview(
            sealed.id, sealed.pair_id, sealed.person_id, sealed.at, told, tuple(sealed.brought)
        )


class Consents:
    """Fulfils `bot.records.ConsentRecords`."""

    def __init__(self, connection: Connection) -> None:
        self._consents = Shelf(connection, Consent, ConsentRow)

    def give(self, consent: Consent) -> Consent:
        """Keep a new one and give it its number."""
        return self._consents.add(consent)

    def of(self, person_id: int, consent_id: int) -> Consent:
        """The gate, held: raises NotYours unless it is this person's own."""
        return self._consents.hold(id=consent_id, person_id=person_id)

    def by(self, person_id: int) -> Sequence[Consent]:
        """Everything somebody ever consented to, the oldest first."""
        return self._consents.all(person_id=person_id)

    def living(self, consent_ids: Collection[int]) -> frozenset[int]:
        """Those of them that hold just now."""
        these = (CONSENTS.c.id.in_(consent_ids), CONSENTS.c.withdrawn_at.is_(None))
        return frozenset(one.id for one in self._consents.all(*these))

    def to(self, use: Use) -> Sequence[Consent]:
        """Those to that use that hold just now, the oldest first."""
        return self._consents.all(use=use, withdrawn_at=None)

    def keep(self, consent: Consent) -> None:
        """Bring it up to date."""
        self._consents.keep(consent)


def _place(person_id: int, pair_id: int) -> str:
    # the unique key, since the number is not known before the row is written
    return f"{person_id}:{pair_id}"
