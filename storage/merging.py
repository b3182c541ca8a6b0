"""Two people who turn out to be one: whatever was one's becomes the other's, and one of them is no more."""

from dataclasses import replace

from sqlalchemy import Column, Connection, Table, delete, exists, select, update

from bot.people import Person
from storage import tables as rows
from storage.columns import Base, table_of
from storage.endings import Endings
from storage.people import People
from storage.progress import Goals
from storage.reflections import Reflections
from storage.requests import Requests
from storage.secrets import Secrets
from storage.trust import Concerns

PEOPLE = table_of(rows.PersonRow)
INTERVIEWS = table_of(rows.ClosingInterviewRow)
AVOIDS = table_of(rows.AvoidRow)
RULINGS = table_of(rows.RulingRow)
WISHES = table_of(rows.WishRow)
ASKS = table_of(rows.AskRow)
STEPS = table_of(rows.AskStepRow)

# Unfinished or passing: begun again more easily than moved.
LET_GO: tuple[type[Base], ...] = (rows.DraftRow, rows.UploadRow)
# One of a kind for each person: by what else it is of a kind.
ONE_OF_A_KIND: dict[type[Base], tuple[str, ...]] = {
    rows.PrefillRow: (),
    rows.EnrolmentRow: ("programme_id",),
    rows.ViewRow: (),
    rows.DeskRow: (),
    rows.VoiceRow: ("meeting_id",),
    rows.WishRow: ("programme_id",),
    rows.PairMenteeRow: ("pair_id",),
    rows.ClosingInterviewRow: ("pair_id",),
    rows.QuestionRow: ("meeting_id",),
    rows.ReflectionRow: ("meeting_id",),
    rows.PulseRow: ("pair_id", "number"),
}
OF_PERSON = ("email", "title", "department", "location", "country", "timezone", "manager")


def merge(connection: Connection, secrets: Secrets, lost_id: int, kept_id: int) -> None:
    """Make one of two. What is sealed for a person's own place is sealed anew, for the other's."""
    people = People(connection, secrets)
    lost, kept = people.get(lost_id), people.get(kept_id)
    _move_what_is_sealed(connection, secrets, lost_id, kept_id)
    for table in map(table_of, LET_GO):
        connection.execute(delete(table).where(table.c.person_id == lost_id))
    _drop_doubled_wishes(connection, lost_id, kept_id)
    _drop_doubled_asks(connection, lost_id, kept_id)
    for row, kind in ONE_OF_A_KIND.items():
        _drop_doubles(connection, table_of(row), kind, lost_id, kept_id)
    _drop_doubled_rulings(connection, lost_id, kept_id)
    for table, column in pointing_to_people():
        if table is not AVOIDS:
            connection.execute(update(table).where(column == lost_id).values({column.name: kept_id}))
    if lost.email and kept.email:
        reporting = update(PEOPLE).where(PEOPLE.c.manager == lost.email)
        connection.execute(reporting.values(manager=kept.email))
    connection.execute(delete(PEOPLE).where(PEOPLE.c.id == lost_id))
    people.keep(_both(lost, kept))


def pointing_to_people() -> list[tuple[Table, "Column[object]"]]:
    """Every column that names a person by their number."""
    return [
        (table, column)
        for table in Base.metadata.sorted_tables
        for column in table.c
        if any(link.column is PEOPLE.c.id for link in column.foreign_keys)
    ]


def _both(lost: Person, kept: Person) -> Person:
    """What is known of either; what the one who stays says of themselves wins."""
    known = {name: getattr(kept, name) or getattr(lost, name) for name in OF_PERSON}
    return replace(
        kept,
        **known,
        languages=kept.languages or lost.languages,
        level=kept.level if kept.level is not None else lost.level,
        leader=kept.leader or lost.leader,
        coordinator=kept.coordinator or lost.coordinator,
        announcements=kept.announcements and lost.announcements,
    )


def _move_what_is_sealed(connection: Connection, secrets: Secrets, lost_id: int, kept_id: int) -> None:
    people, requests = People(connection, secrets), Requests(connection, secrets)
    _move_avoids(connection, people, lost_id, kept_id)
    for request in requests.of_mentee(lost_id):
        requests.keep(replace(request, mentee_id=kept_id))
    for request in requests.to_mentor(lost_id):
        requests.keep(replace(request, mentor_id=kept_id))
    # what was sealed for its writer, before it was for its own row, is sealed anew as it is read
    Reflections(connection, secrets).by(lost_id)
    _move_interviews(connection, secrets, lost_id, kept_id)
    Concerns(connection, secrets).move(lost_id, kept_id)
    Goals(connection, secrets).move(lost_id, kept_id)


def _move_interviews(connection: Connection, secrets: Secrets, lost_id: int, kept_id: int) -> None:
    endings = Endings(connection, secrets)
    own = {one.pair_id for one in endings.interviews(kept_id)}
    moved = [one for one in endings.interviews(lost_id) if one.pair_id not in own]
    connection.execute(delete(INTERVIEWS).where(INTERVIEWS.c.person_id == lost_id))
    for one in moved:
        endings.keep(replace(one, id=0, person_id=kept_id))


def _move_avoids(connection: Connection, people: People, lost_id: int, kept_id: int) -> None:
    """What either said of others, and what others said of either. Nobody avoids themselves."""
    named = people.everybodys_avoids()
    own = named.get(lost_id, frozenset()) | named.get(kept_id, frozenset())
    connection.execute(delete(AVOIDS).where(AVOIDS.c.person_id == lost_id))
    if own:
        people.keep_avoids(kept_id, own - {lost_id, kept_id})
    for person_id, others in named.items():
        if lost_id in others and person_id not in (lost_id, kept_id):
            people.keep_avoids(person_id, (others - {lost_id}) | {kept_id})


def _drop_doubles(
    connection: Connection, table: Table, kind: tuple[str, ...], lost_id: int, kept_id: int
) -> None:
    """Where both have one of a kind, the one of who stays is kept."""
    columns = [table.c[name] for name in kind]
    theirs = connection.execute(select(*columns, table.c.person_id).where(table.c.person_id == kept_id))
    for row in theirs.mappings().all():
        same = [table.c[name] == row[name] for name in kind]
        connection.execute(delete(table).where(table.c.person_id == lost_id, *same))


def _drop_doubled_asks(connection: Connection, lost_id: int, kept_id: int) -> None:
    """Of two by one campaign, with their history. Others are no doubles."""
    own = select(ASKS.c.campaign_id).where(ASKS.c.person_id == kept_id, ASKS.c.campaign_id.is_not(None))
    doubled = (ASKS.c.person_id == lost_id, ASKS.c.campaign_id.in_(own))
    connection.execute(delete(STEPS).where(STEPS.c.ask_id.in_(select(ASKS.c.id).where(*doubled))))
    connection.execute(delete(ASKS).where(*doubled))


def _drop_doubled_rulings(connection: Connection, lost_id: int, kept_id: int) -> None:
    """Of two rulings that become one, that on who stays is kept; nobody is ruled on with themselves."""
    both = (lost_id, kept_id)
    itself = (RULINGS.c.mentor_id.in_(both), RULINGS.c.mentee_id.in_(both))
    connection.execute(delete(RULINGS).where(*itself))
    for own, other in (("mentor_id", "mentee_id"), ("mentee_id", "mentor_id")):
        kept = RULINGS.alias("kept")
        same = (kept.c.programme_id == RULINGS.c.programme_id, kept.c[other] == RULINGS.c[other])
        doubled = exists().where(kept.c[own] == kept_id, *same)
        connection.execute(delete(RULINGS).where(RULINGS.c[own] == lost_id, doubled))


def _drop_doubled_wishes(connection: Connection, lost_id: int, kept_id: int) -> None:
    """Whoever has named both has named one of them twice; nobody names themselves."""
    both = (lost_id, kept_id)
    connection.execute(delete(WISHES).where(WISHES.c.person_id.in_(both), WISHES.c.other_id.in_(both)))
    kept = WISHES.alias("kept")
    same = (kept.c.programme_id == WISHES.c.programme_id, kept.c.person_id == WISHES.c.person_id)
    doubled = exists().where(kept.c.other_id == kept_id, *same)
    connection.execute(delete(WISHES).where(WISHES.c.other_id == lost_id, doubled))
