"""What we need to remember of how pairs end, and of consents: a part of `bot.records`."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.endings import ClosingInterview, Consent, Extension, Use


class EndingRecords(Protocol):
    """What people say as a pair comes to its end, and whether they would rather go on."""

    def keep(self, interview: ClosingInterview) -> None:
        """Keep it encrypted, in place of an earlier one by the same person on the same pair."""

    def complete(self, pair_id: int, person_id: int, at: datetime) -> None:
        """Somebody says that it is complete, without a word; what they wrote before stays."""

    def interviews(self, person_id: int) -> Sequence[ClosingInterview]:
        """What somebody wrote, for themselves; the oldest first."""

    def said(self, pair_id: int) -> Mapping[int, datetime]:
        """Who has said that the pair is complete, and when; not a word of what they wrote."""

    def brought(self, programme_id: int) -> Sequence[tuple[str, ...]]:
        """What was chosen there, in nobody's name, the oldest first; to be counted, never shown."""

    def go_on(self, pair_id: int, at: datetime) -> None:
        """They go on, as one of them says; nothing else changes, and nothing of a pair that has ended."""

    def ask(self, extension: Extension) -> Extension: ...
    def extension(self, person_id: int, extension_id: int) -> Extension:
        """The gate, held: raises NotYours unless this person is in the pair it is about."""

    def extensions(self, pair_id: int) -> Sequence[Extension]: ...
    def extensions_by(self, person_id: int) -> Sequence[Extension]: ...
    def settle(self, extension: Extension) -> None: ...


class ConsentRecords(Protocol):
    """The consent ledger. Only ever added to; a consent is withdrawn, not rubbed out."""

    def give(self, consent: Consent) -> Consent: ...
    def of(self, person_id: int, consent_id: int) -> Consent:
        """The gate, held: raises NotYours unless it is this person's own."""

    def by(self, person_id: int) -> Sequence[Consent]:
        """Everything somebody ever consented to, the oldest first."""

    def living(self, consent_ids: Collection[int]) -> frozenset[int]:
        """Those of them that hold just now."""

    def to(self, use: Use) -> Sequence[Consent]:
        """Those to that use that hold just now, whoever gave them; the oldest first."""

    def keep(self, consent: Consent) -> None: ...
