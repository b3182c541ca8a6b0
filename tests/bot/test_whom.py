"""Who is meant by a mention, an address or a name."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.people import Account, Address, Person, Platform
from bot.ports import House, Visit
from bot.whom import people_meant, suggested
from storage.database import open_database
from storage.records import Books
from storage.secrets import Secrets
from templates.library import Library
from tests.fresh import fresh

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def visit(tmp_path: Path) -> Iterator[Visit]:
    """Ada, who means somebody; Grace, two Toms and Gone, who has left the company."""
    engine = open_database(fresh(tmp_path / "whom.db"))
    with Books(engine, Secrets("a key"))() as records:
        home = records.people.organisation().id
        ada, grace, _, _, gone = (
            records.people.add(Person(0, home, name, email, title))
            for name, email, title in (
                ("Ada Pereira", "ada@hartwell.example", ""),
                ("Grace Whitfield", "grace@hartwell.example", "COO"),
                ("Tom Reed", "tom@hartwell.example", ""),
                ("Tom Reedman", "reedman@hartwell.example", ""),
                ("Gone Girl", "gone@hartwell.example", ""),
            )
        )
        records.people.keep(Person(gone.id, home, gone.name, gone.email, gone_at=NOON))
        records.people.add_account(Account(0, grace.id, Platform.TEAMS, "T-1", "29:grace"))
        hers = records.people.add_account(Account(0, ada.id, Platform.SLACK, "T1", "UADA"))
        yield Visit(ada, hers, records, NOON, House(Library()))
    engine.dispose()


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (f"{Address(Platform.TEAMS, 'T-1', '29:grace').mention}", ["Grace Whitfield"]),
        (f"please {Address(Platform.TEAMS, 'T-1', '29:grace').mention} thanks", ["Grace Whitfield"]),
        ("<@teams:T-1:29:nobody>", []),
        ("grace@hartwell.example", ["Grace Whitfield"]),
        ("mailto:Grace@Hartwell.example", ["Grace Whitfield"]),
        ("@grace", ["Grace Whitfield"]),
        ("Grace Whitfield.", ["Grace Whitfield"]),
        ("tom", ["Tom Reed", "Tom Reedman"]),
        ("Tom Reed", ["Tom Reed"]),
        ("ada", []),
        ("gone", []),
        ("nobody at all", []),
        ("", []),
    ],
)
def test_whoever_is_meant_is_found(visit: Visit, words: str, names: list[str]) -> None:
    assert [one.name for one in people_meant(visit, words)] == names


def test_suggestions_tell_people_apart(visit: Visit) -> None:
    assert [one.label for one in suggested(visit, "gra")] == ["Grace Whitfield, COO"]
    assert suggested(visit, "ada") == []
