"""What we need to remember of public places, posts and showcases: a part of `bot.records`."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.people import Platform
from bot.places import Place, Post, Showcase


class PlaceRecords(Protocol):
    """Where we may post."""

    def learn(self, place: Place) -> Place:
        """Keep it, or bring up to date the one that is called so; we are in it (again)."""

    def leave(self, platform: Platform, tenant: str, names: Collection[str], at: datetime) -> None:
        """We are put out of channels or teams that are called so. Safe to repeat."""

    def get(self, place_id: int) -> Place:
        """Raises NotYours for a number that no place has."""

    def all(self) -> Sequence[Place]:
        """Those in which we are, by name."""


class PostRecords(Protocol):
    """What was said in public."""

    def add(self, post: Post) -> Post: ...
    def hold(self, post_id: int) -> Post:
        """Raises NotYours if there is none."""

    def keep(self, post: Post) -> None: ...
    def relying_on(self, consent_ids: Collection[int]) -> Sequence[Post]:
        """Those that name somebody by one of these consents."""

    def by(self, person_id: int) -> Sequence[Post]: ...
    def waiting(self) -> Sequence[Post]:
        """What is to be posted, and is not on any board yet."""

    def newest(self, most: int) -> Sequence[Post]:
        """What stands somewhere, or may, the newest first."""

    def in_words_of(self, name: str) -> Sequence[Post]:
        """Those whose line has this name in it."""

    def to_see_to(self, since: datetime) -> Sequence[Post]:
        """What stands and should not, and what was refused after that moment."""


class ShowcaseRecords(Protocol):
    """Who was asked to be shown. The words are encrypted."""

    def ask(self, showcase: Showcase) -> Showcase: ...
    def of(self, person_id: int, showcase_id: int) -> Showcase:
        """The gate, held: raises NotYours unless it is this person who would be shown."""

    def hold(self, showcase_id: int) -> Showcase:
        """For whoever posts, which asks for a consent. Raises NotYours if there is none."""

    def about(self, person_id: int) -> Sequence[Showcase]: ...
    def asked_by(self, person_id: int) -> Sequence[Showcase]: ...
    def keep(self, showcase: Showcase) -> None: ...
