"""Everything we remember, opened one transaction at a time."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from bot import (
    campaign_records,
    ending_records,
    match_records,
    own_texts,
    place_records,
    programme_records,
    progress_records,
    reflection_records,
    report_records,
    tallies,
    trust_records,
    voices,
)
from bot import records as books
from bot.post import Nudge
from storage.announced import Announced
from storage.audit import Audit
from storage.campaigns import Campaigns
from storage.crowd import Crowd
from storage.drafts import Drafts
from storage.endings import Consents, Endings
from storage.foresight import foresee
from storage.inbound import Inbound
from storage.linking import Links
from storage.matching import Matching
from storage.meetings import Meetings
from storage.outage import outages
from storage.outbox import Outbox
from storage.own_texts import OwnTexts
from storage.pairs import Pairs
from storage.people import People
from storage.places import Places, Posts, Showcases
from storage.programmes import Programmes
from storage.progress import Goals, Pulses
from storage.reflections import Reflections
from storage.reports import Reports
from storage.requests import Requests
from storage.retention import Retention
from storage.secrets import Secrets
from storage.tallies import Tallies
from storage.trust import Concerns, Uploads
from storage.voices import Voices
from storage.wishes import Wishes


class Opened:
    """Fulfils `bot.records.Records` for the length of one transaction."""

    def __init__(self, connection: Connection, secrets: Secrets) -> None:  # noqa: PLR0915  one a kind
        self._people, self._pairs = People(connection, secrets), Pairs(connection)
        self._meetings = Meetings(connection)
        self.people: books.PeopleRecords = self._people
        self.crowd: books.CrowdRecords = Crowd(connection)
        self.programmes: programme_records.ProgrammeRecords = Programmes(connection)
        self.pairs: books.PairRecords = self._pairs
        self.matching: match_records.MatchRecords = Matching(connection)
        self.wishes: match_records.WishRecords = Wishes(connection)
        self.requests: books.RequestRecords = Requests(connection, secrets)
        self.meetings: books.MeetingRecords = self._meetings
        self.reflections: reflection_records.ReflectionRecords = Reflections(connection, secrets)
        goals, pulses = Goals(connection, secrets), Pulses(connection)
        self.goals: progress_records.GoalRecords = goals
        self.pulses: progress_records.PulseRecords = pulses
        self.voices: voices.VoiceRecords = Voices(connection)
        self.endings: ending_records.EndingRecords = Endings(connection, secrets)
        self.consents: ending_records.ConsentRecords = Consents(connection)
        self.places: place_records.PlaceRecords = Places(connection)
        self.posts: place_records.PostRecords = Posts(connection)
        self.showcases: place_records.ShowcaseRecords = Showcases(connection, secrets)
        self.campaigns: campaign_records.CampaignRecords = Campaigns(connection)
        self.own_texts: own_texts.OwnTextRecords = OwnTexts(connection)
        self.drafts: books.DraftRecords = Drafts(connection, secrets)
        self.outbox: books.Outbox = Outbox(connection)
        self.inbound: books.Inbound = Inbound(connection)
        self.concerns: trust_records.ConcernRecords = Concerns(connection, secrets)
        self.links: trust_records.LinkRecords = Links(connection, secrets)
        self.uploads: trust_records.UploadRecords = Uploads(connection, secrets)
        self.audit: trust_records.Audit = Audit(connection)
        self.reports: report_records.ReportRecords = Reports(connection)
        self.retention: trust_records.Retention = Retention(connection)
        self.announced: programme_records.Announced = Announced(connection)
        self.tallies: tallies.Tallies = Tallies(connection, goals, pulses)

    def foresee(self, nudges: Sequence[Nudge]) -> None:
        """Read at once what wording these will ask for one by one."""
        foresee(nudges, self._people, self._pairs, self._meetings)


class Books:
    """Fulfils `bot.records.Ledger`."""

    def __init__(self, engine: Engine, secrets: Secrets) -> None:
        self._engine = engine
        self._secrets = secrets

    @contextmanager
    def __call__(self) -> Iterator[books.Records]:
        """Open, and commit at the end; on any error nothing is kept. Raises Out."""
        with outages(), self._engine.begin() as connection:
            yield Opened(connection, self._secrets)
