"""The rows we keep: one table for each noun, with the noun's own field names."""

from storage.tables.messages import (
    OPEN,
    SENDING,
    UNSURE,
    AskRow,
    CampaignRow,
    DraftRow,
    HeardRow,
    NudgeRow,
)
from storage.tables.people import HAS_EMAIL, AccountRow, AuditRow, OrganisationRow, PersonRow, PrefillRow
from storage.tables.programmes import (
    EnrolmentRow,
    MeetingRow,
    PairMenteeRow,
    PairRow,
    ProgrammeRow,
    ProposalRow,
    ReflectionRow,
)

__all__ = [
    "HAS_EMAIL",
    "OPEN",
    "SENDING",
    "UNSURE",
    "AccountRow",
    "AskRow",
    "AuditRow",
    "CampaignRow",
    "DraftRow",
    "EnrolmentRow",
    "HeardRow",
    "MeetingRow",
    "NudgeRow",
    "OrganisationRow",
    "PairMenteeRow",
    "PairRow",
    "PersonRow",
    "PrefillRow",
    "ProgrammeRow",
    "ProposalRow",
    "ReflectionRow",
]
