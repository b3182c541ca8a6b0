"""What we remember, in our own words. `storage` provides it; nothing here knows how."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Protocol

from bot.campaign_records import CampaignRecords
from bot.ending_records import ConsentRecords, EndingRecords
from bot.match_records import MatchRecords, WishRecords
from bot.model import Draft, Meeting, Pair, Proposal, Request, RequestState
from bot.own_texts import OwnTextRecords
from bot.people import Account, Address, Organisation, Person, Platform, Prefill
from bot.place_records import PlaceRecords, PostRecords, ShowcaseRecords
from bot.post import Claimed, Nudge
from bot.programme_records import Announced, ProgrammeRecords
from bot.progress_records import GoalRecords, PulseRecords
from bot.reflection_records import ReflectionRecords
from bot.report_records import ReportRecords
from bot.tallies import Tallies
from bot.trust_records import Audit, ConcernRecords, LinkRecords, Retention, UploadRecords
from bot.voices import InTouch, VoiceRecords


class NotYours(LookupError):
    """There is no such thing, or it is not this person's. Nobody is told which."""


class Shut(Exception):
    """What was sealed cannot be opened. The message is a sentence for whoever operates us."""


# As many digits as a 64-bit key may have.
LONGEST_ID = 18


def is_id(words: str) -> bool:
    """Whether these can be the id of something."""
    return words.isascii() and words.isdecimal() and len(words) <= LONGEST_ID


def id_in(subject: str) -> int:
    """The id at the end of a button's subject ("12", "meeting:12"). Raises NotYours for anything else."""
    digits = subject.rpartition(":")[2]
    if not is_id(digits):
        raise NotYours(subject)
    return int(digits)


def named(about: str) -> str:
    """The id by which a command names what it is about; empty for any other words.

    Raises NotYours for a number that nothing can have.
    """
    return str(id_in(about)) if about.isascii() and about.isdecimal() else ""


def ids_in(listed: str) -> Sequence[int]:
    """The ids of a list ("3,12"), whatever else stands in it."""
    return [int(one) for one in listed.split(",") if is_id(one)]


class PeopleRecords(Protocol):
    """Who there is."""

    def organisation(self) -> Organisation: ...
    def get(self, person_id: int) -> Person: ...
    def at(self, address: Address) -> Person | None: ...
    def by_email(self, email: str) -> Person | None: ...
    def everybody(self) -> Sequence[Person]: ...
    def coordinators(self, emails: Collection[str]) -> Sequence[Person]:
        """Those appointed in chat, and those with one of these addresses; by e-mail address."""

    def account(self, address: Address) -> Account | None: ...
    def account_by_id(self, account_id: int) -> Account:
        """Raises NotYours for a number that no account has."""

    def accounts(self, person_id: int) -> Sequence[Account]: ...
    def reachable(self) -> frozenset[int]: ...
    def add(self, person: Person) -> Person: ...
    def keep(self, person: Person) -> None: ...
    def out_of_reach(self) -> Sequence[Person]:
        """Those we had a way to and have none any more, the oldest first; not those who are `gone`."""

    def gone(self) -> Sequence[Person]: ...
    def add_account(self, account: Account) -> Account: ...
    def keep_account(self, account: Account) -> None: ...
    def some(self, person_ids: Collection[int]) -> Mapping[int, Person]:
        """Those of them that there are, by number."""

    def by_emails(self, emails: Collection[str]) -> Mapping[str, Person]:
        """Those of them that there are, by address in lower case."""

    def search(self, typed: str, most: int) -> Sequence[Person]:
        """Those whose name or e-mail address has every word of it, whatever the case and the accents.

        Names that begin so come first.
        """

    def everybodys_accounts(self) -> Sequence[Account]: ...
    def keep_organisation(self, organisation: Organisation) -> None: ...
    def hold_organisation(self) -> Organisation: ...
    def avoids(self, person_id: int) -> frozenset[int]:
        """Whom somebody would rather not meet, by number. For matching and for themselves, nobody else."""

    def everybodys_avoids(self) -> Mapping[int, frozenset[int]]: ...
    def keep_avoids(self, person_id: int, others: Collection[int]) -> None: ...
    def prefill(self, person_id: int) -> Prefill | None: ...
    def avoiding(self) -> Mapping[int, Prefill]:
        """The same of all who are said there to avoid somebody."""

    def keep_prefill(self, prefill: Prefill) -> None: ...
    def forget(self, person_id: int, at: datetime) -> None:
        """Erase somebody: whatever they gave us, and who they were wherever something has to stay.

        Marks of their e-mail address and of their accounts are kept, so that no list brings them back.
        """

    def is_forgotten(self, email: str) -> bool: ...
    def forgotten_among(self, names: Collection[str]) -> frozenset[str]:
        """Those e-mail addresses (lower case) and `Address.mention`s whose owner asked to be forgotten.

        Raises Shut where the key is missing to some of the marks.
        """

    def let_back(self, names: Collection[str]) -> None:
        """Their owner is here again, by their own act."""


class CrowdRecords(Protocol):
    """Many people at once, for files of tens of thousands."""

    def everybody(self) -> Iterator[Person]:
        """Everybody, in the order in which they came, without holding them all."""

    def after(self, person_id: int, most: int) -> Sequence[Person]:
        """The next ones with a higher number, in order."""

    def ways(self, after: int = 0, until: int | None = None) -> Mapping[int, tuple[Platform, ...]]:
        """Where each can be written to, the oldest way first: of those with numbers in between."""

    def known(self, what: str) -> Sequence[str]:
        """Every `department` or `location` that somebody has, in order."""

    def leaders(self) -> Sequence[Person]:
        """The senior leaders, without what is lent to them."""

    def prefills(self) -> Mapping[int, Prefill]: ...
    def with_account(self) -> frozenset[int]:
        """Whoever has been met on a platform."""

    def add(self, people: Iterable[Person]) -> Mapping[str, int]:
        """Keep new people, all with an e-mail address; gives their numbers by it."""

    def keep(self, people: Iterable[Person]) -> None: ...
    def keep_prefills(self, prefills: Iterable[Prefill]) -> None: ...


class RequestRecords(Protocol):
    """What mentees ask of mentors."""

    def add(self, request: Request) -> Request: ...
    def of(self, person_id: int, request_id: int) -> Request:
        """The gate, held: raises NotYours unless it is this person's, on either side."""

    def programme_of(self, request_id: int) -> int:
        """In which programme it is, which is held before the request is."""

    def hold(self, request_id: int) -> Request:
        """For an errand, which nobody asks for: raises NotYours if there is none."""

    def of_mentee(self, person_id: int, programme_id: int | None = None) -> Sequence[Request]: ...
    def to_mentor(self, person_id: int, programme_id: int | None = None) -> Sequence[Request]: ...
    def in_programme(self, programme_id: int, *states: RequestState) -> Sequence[Request]: ...
    def keep(self, request: Request) -> None: ...


class PairRecords(InTouch, Protocol):
    """Matches offered and relationships going on."""

    def offer(self, proposal: Proposal) -> Proposal: ...
    def proposal(self, person_id: int, proposal_id: int) -> Proposal:
        """The gate: raises NotYours unless this person is one of the two."""

    def programme_of(self, proposal_id: int) -> int: ...
    def proposals(self, programme_id: int) -> Sequence[Proposal]: ...
    def proposals_of(self, person_id: int) -> Sequence[Proposal]: ...
    def keep_proposal(self, proposal: Proposal) -> None: ...
    def begin(self, pair: Pair) -> Pair: ...
    def of(self, person_id: int, pair_id: int) -> Pair:
        """The gate: raises NotYours unless this person is in the pair."""

    def keep(self, pair: Pair) -> None:
        """Bring it up to date; who is in it stays."""

    def join(self, pair: Pair, person_id: int) -> Pair:
        """One more mentee is in it; gives it as it is then."""

    def part(self, pair: Pair, person_id: int, at: datetime) -> Pair:
        """One of its mentees is in it no more: for them it has ended. Gives it as it is for the others."""

    def pairs_of(self, person_id: int) -> Sequence[Pair]:
        """Every pair somebody is or was in; whoever has left a group finds it ended, with them alone."""

    def in_programme(self, programme_id: int) -> Sequence[Pair]: ...
    def taken(self, programme_id: int, mentor_id: int | None = None) -> Mapping[int, int]:
        """The places of each mentor, or of one, that are not free: mentees they have, matches on offer."""


class MeetingRecords(Protocol):
    """The hours of each pair."""

    def propose(self, meeting: Meeting) -> Meeting:
        """Keep it, unless that pair and round has one already: then that one is given back."""

    def of(self, person_id: int, meeting_id: int) -> Meeting:
        """The gate: raises NotYours unless this person is in the meeting's pair."""

    def hold(self, meeting_id: int) -> Meeting:
        """For an errand, which nobody asks for: raises NotYours if there is none."""

    def of_pair(self, pair_id: int) -> Sequence[Meeting]: ...
    def keep(self, meeting: Meeting) -> None: ...


class DraftRecords(Protocol):
    """Conversations begun and not yet done."""

    def open(self, person_id: int, flow: str, about: str, at: datetime | None = None) -> Draft:
        """The one draft of this person, flow and subject; a new one, begun `at`, if there is none."""

    def of(self, person_id: int, draft_id: int) -> Draft:
        """The gate: raises NotYours if it is done, or another's."""

    def keep(self, draft: Draft) -> None: ...
    def close(self, draft_id: int) -> None: ...
    def by(self, person_id: int) -> Sequence[Draft]: ...


class Outbox(Protocol):
    """Everything we owe somebody later. `owed` is what was written down in this transaction, known or new."""

    owed: list[Nudge]

    def owe(self, nudges: Iterable[Nudge]) -> int:
        """Write down what is owed and say how much of it was new. A key already there changes nothing."""

    def owe_each(self, nudge: Nudge, people: Sequence[int]) -> int:
        """Owe the same to each of them, under its key with their number at the end, in one statement."""

    def claim(
        self, now: datetime, lease: timedelta, limit: int, without: Sequence[Platform] = ()
    ) -> Sequence[Claimed]:
        """Take what is due, oldest first. Leases run by the database's clock, counted from before it is read.

        What was claimed but never begun (`leased`) and has run out is claimed again; what was begun
        (`sending`) and has run out becomes `unsure`.
        """

    def end_leases(self) -> None:
        """End every claim, for whoever knows that nobody else is at work: those who held them have died."""

    def begin(self, claimed: Sequence[tuple[Claimed, int | None]], now: datetime) -> frozenset[int]:
        """Write down that sending starts now, each to an account; gives the numbers of those still ours.

        What goes to a place goes to no account, and is never looked for.
        """

    def arrived(self, sent: Sequence[tuple[Claimed, str]]) -> None: ...
    def sent(self, claimed: Claimed, platform_id: str) -> bool: ...
    def skip(self, claimed: Claimed, reason: str) -> bool: ...
    def bury(self, claimed: Claimed, reason: str) -> bool: ...
    def doubt(self, claimed: Claimed, reason: str) -> bool: ...
    def postpone(self, claimed: Claimed, due: datetime) -> bool: ...
    def release(self, claimed: Claimed) -> bool:
        """Back to ready: it was certainly not sent."""

    def unsure(self, limit: int) -> Sequence[Nudge]:
        """What may or may not have arrived and has not been looked up twice yet, oldest first."""

    def doubts(self, limit: int) -> Sequence[Nudge]:
        """What may or may not have arrived, oldest first, also where looking for it was in vain."""

    def looked_up(self, nudge: Nudge, platform_id: str | None, *, again: bool) -> None:
        """Settle an unsure one: found (then sent), not found (`again`: ready, else still unsure)."""

    def cancel(self, about: str, to: int | None = None, reason: str = "no longer wanted") -> int:
        """Skip what is still due about something, to somebody or to all, and say how much that was."""

    def take_up(self, about: str, reason: str, expires: datetime) -> int:
        """Send after all, before it expires, what was skipped for that reason, and say how much that is."""

    def done(self, claimed: Claimed) -> bool:
        """An errand has been run."""

    def get(self, key: str) -> Nudge | None: ...
    def owed_to(self, person_id: int) -> Sequence[Nudge]:
        """Whatever was ever owed to somebody and is still written down, the oldest first."""

    def move(self, nudges: Iterable[Nudge]) -> None:
        """Bring those that still wait to the moments they have now; what has been owed is not owed again."""

    def next_due(self) -> datetime | None: ...
    def counts(self) -> dict[str, int]:
        """How many there are in each state."""


class Inbound(Protocol):
    """Which events have been heard already."""

    def is_new(self, key: str, at: datetime) -> bool:
        """Remember the key; False if it was known. An empty key is always new."""


class Records(Protocol):
    """Everything we remember, inside one transaction."""

    people: PeopleRecords
    crowd: CrowdRecords
    programmes: ProgrammeRecords
    requests: RequestRecords
    pairs: PairRecords
    matching: MatchRecords
    wishes: WishRecords
    meetings: MeetingRecords
    reflections: ReflectionRecords
    goals: GoalRecords
    pulses: PulseRecords
    voices: VoiceRecords
    endings: EndingRecords
    consents: ConsentRecords
    places: PlaceRecords
    posts: PostRecords
    showcases: ShowcaseRecords
    campaigns: CampaignRecords
    own_texts: OwnTextRecords
    drafts: DraftRecords
    outbox: Outbox
    inbound: Inbound
    concerns: ConcernRecords
    links: LinkRecords
    uploads: UploadRecords
    reports: ReportRecords
    audit: Audit
    retention: Retention
    announced: Announced
    tallies: Tallies

    def foresee(self, nudges: Sequence[Nudge]) -> None:
        """Read at once what wording these will ask for one by one."""


class Ledger(Protocol):
    """Opens the records: one interaction, one transaction, committed at the end and rolled back on any error.

    Raises Out when the database cannot be reached.
    """

    def __call__(self) -> AbstractContextManager[Records]: ...
