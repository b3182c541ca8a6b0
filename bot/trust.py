"""What people entrust to us: words in confidence, proofs, files; and what was done by those with rights."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Concern:
    """A confidential word to one coordinator. Nobody else reads it; they say when they saw to it."""

    id: int
    person_id: int
    coordinator_id: int
    text: str
    said_at: datetime
    seen_to_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LinkCode:
    """A code shown on one account and typed on another, which proves that both are one human's.

    `digest` is all we keep of it. It may be `used_at` once.
    """

    id: int
    account_id: int
    digest: str
    made_at: datetime
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LinkTry:
    """Somebody typed a code that fits nothing."""

    id: int
    account_id: int
    tried_at: datetime


@dataclass(frozen=True, slots=True)
class Upload:
    """A people file that a coordinator sent in chat, kept until they decide."""

    id: int
    person_id: int
    name: str
    content: bytes
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """What somebody with rights did, to whom or what, and when. Never anything private."""

    id: int
    by: int
    act: str
    on: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is older than this is erased. `texts` is what people wrote, `sent` the words we sent them."""

    texts: datetime
    sent: datetime
    drafts: datetime
    heard: datetime
    proofs: datetime
    audit: datetime
