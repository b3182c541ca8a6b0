"""Where we may post, what was posted, and who was asked to be shown."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, func, or_, update

from bot.people import Platform
from bot.places import SEEN, Place, Post, PostState, Showcase
from storage.columns import table_of
from storage.secrets import Secrets
from storage.shelf import Shelf
from storage.tables import PlaceRow, PostRow, ShowcaseRow

PLACES = table_of(PlaceRow)
POSTS = table_of(PostRow)
SHOWCASES = table_of(ShowcaseRow)
CALLED = ("platform", "tenant", "channel")


class Places:
    """Fulfils `bot.records.PlaceRecords`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._places = Shelf(connection, Place, PlaceRow)

    def learn(self, place: Place) -> Place:
        """Keep it, or bring up to date the one that is called so; we are in it (again)."""
        return self._places.put(replace(place, left_at=None), *CALLED)

    def leave(self, platform: Platform, tenant: str, names: Collection[str], at: datetime) -> None:
        """We are put out of channels or teams that are called so. Safe to repeat."""
        these = or_(PLACES.c.channel.in_(names), PLACES.c.team.in_(names))
        here = (PLACES.c.platform == platform, PLACES.c.tenant == tenant, PLACES.c.left_at.is_(None))
        self._connection.execute(update(PLACES).where(*here, these).values(left_at=at))

    def get(self, place_id: int) -> Place:
        """Raises NotYours for a number that no place has."""
        return self._places.get(id=place_id)

    def all(self) -> Sequence[Place]:
        """Those in which we are, by name."""
        return self._places.all_of("name", PLACES.c.left_at.is_(None))


class Posts:
    """Fulfils `bot.records.PostRecords`."""

    def __init__(self, connection: Connection) -> None:
        self._posts = Shelf(connection, Post, PostRow)

    def add(self, post: Post) -> Post:
        """Keep a new one and give it its number."""
        return self._posts.add(post)

    def hold(self, post_id: int) -> Post:
        """Of two workers at the same moment the second sees what the first did."""
        return self._posts.hold(id=post_id)

    def keep(self, post: Post) -> None:
        """Bring it up to date."""
        self._posts.keep(post)

    def relying_on(self, consent_ids: Collection[int]) -> Sequence[Post]:
        """Those that name somebody by one of these consents. There are few, and few of them name anybody."""
        wanted = set(consent_ids)
        return tuple(one for one in self._posts.all() if wanted & set(one.consents))

    def by(self, person_id: int) -> Sequence[Post]:
        """Those in somebody's name, the oldest first."""
        return self._posts.all(by=person_id)

    def waiting(self) -> Sequence[Post]:
        """What is to be posted, and is not on any board yet."""
        return self._posts.all(state=PostState.DUE)

    def newest(self, most: int) -> Sequence[Post]:
        """What stands somewhere, or may, the newest first."""
        return self._posts.newest(most, POSTS.c.state.in_(SEEN))

    def in_words_of(self, name: str) -> Sequence[Post]:
        """Those whose line has this name in it, whatever the case."""
        return self._posts.all(func.lower(POSTS.c.line).contains(name.lower(), autoescape=True))

    def to_see_to(self, since: datetime) -> Sequence[Post]:
        """What stands and should not, and what was refused after that moment."""
        refused = (POSTS.c.state == PostState.REFUSED) & (POSTS.c.made_at > since)
        return self._posts.all(or_(POSTS.c.state == PostState.STANDS, refused))


class Showcases:
    """Fulfils `bot.records.ShowcaseRecords`. The words are encrypted, each for its own row."""

    def __init__(self, connection: Connection, secrets: Secrets) -> None:
        self._secrets = secrets
        self._showcases = Shelf(connection, Showcase, ShowcaseRow)

    def ask(self, showcase: Showcase) -> Showcase:
        """Keep a new one and give it its number."""
        # its words are sealed for that number, which is known once there is a row, of this transaction alone
        empty = self._showcases.add(replace(showcase, why="", text=""))
        kept = replace(showcase, id=empty.id)
        self.keep(kept)
        return kept

    def of(self, person_id: int, showcase_id: int) -> Showcase:
        """The gate, held: raises NotYours unless it is this person who would be shown."""
        return self._opened(self._showcases.hold(id=showcase_id, person_id=person_id))

    def hold(self, showcase_id: int) -> Showcase:
        """For whoever posts. Raises NotYours if there is none."""
        return self._opened(self._showcases.hold(id=showcase_id))

    def about(self, person_id: int) -> Sequence[Showcase]:
        """Those in which somebody would be shown, the oldest first."""
        return tuple(map(self._opened, self._showcases.all(person_id=person_id)))

    def asked_by(self, person_id: int) -> Sequence[Showcase]:
        """Those that somebody asked for, the oldest first."""
        return tuple(map(self._opened, self._showcases.all(asked_by=person_id)))

    def keep(self, showcase: Showcase) -> None:
        """Bring it up to date."""
        seal, number = self._secrets.seal, str(showcase.id)
        why = seal(showcase.why, SHOWCASES.name, "why", number)
        self._showcases.keep(
            replace(showcase, why=why, text=seal(showcase.text, SHOWCASES.name, "text", number))
        )

    def _opened(self, showcase: Showcase) -> Showcase:
        return replace(showcase, why=self._read(showcase, "why"), text=self._read(showcase, "text"))

    def _read(self, showcase: Showcase, column: str) -> str:
        """Nothing is left of the words of whoever asked to be forgotten."""
        sealed = str(getattr(showcase, column))
        return self._secrets.open(sealed, SHOWCASES.name, column, str(showcase.id)) if sealed else ""
