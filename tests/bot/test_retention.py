"""How long each kind of thing is kept."""

from datetime import UTC, datetime

import pytest

from bot.retention import bounds

NOW = datetime(2028, 2, 29, 12, tzinfo=UTC)


def test_each_kind_has_its_own_age() -> None:
    kept = bounds(NOW, 24)

    assert kept.texts.date().isoformat() == "2026-02-28"
    assert kept.sent.date().isoformat() == "2027-12-01"
    assert kept.drafts == kept.sent
    assert kept.heard.date().isoformat() == "2028-01-30"
    assert kept.proofs.date().isoformat() == "2028-02-28"
    assert kept.audit.date().isoformat() == "2025-02-28"


@pytest.mark.parametrize(("months", "day"), [(1, "2028-01-29"), (6, "2027-08-29"), (120, "2018-02-28")])
def test_an_organisation_says_how_many_months(months: int, day: str) -> None:
    assert bounds(NOW, months).texts.date().isoformat() == day
