"""Where an ask may go from where it stands, what comes next, and that the page about it says just that."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

from bot.ask_states import REMINDERS, TABLE, TO_DO, Act, Next, NotAllowed, done_by, moved, next_step, reminder
from bot.asks import Ask, AskKind, AskState

PAGE = (Path(__file__).parent.parent.parent / "docs" / "leaders.md").read_text()
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
ASK = Ask(1, 1, 2, MONDAY)


def on_the_page() -> dict[tuple[str, str], str]:
    """The table of the page: an act and a state, and where that leads."""
    [block] = re.findall(r"<!-- states -->\n\n(.*?)\n\n", PAGE, re.DOTALL)
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in block.splitlines()]
    states = rows[0][1:]
    return {
        (act, state): cell
        for act, *cells in rows[2:]
        for state, cell in zip(states, cells, strict=True)
        if cell
    }


def test_the_page_says_what_the_code_does() -> None:
    assert on_the_page() == {
        (act.value, before.value): after.value for act, led in TABLE.items() for before, after in led.items()
    }


@pytest.mark.parametrize("act", Act)
def test_every_act_leads_somewhere_from_somewhere(act: Act) -> None:
    assert TABLE[act]


def test_what_is_not_in_the_table_is_not_allowed() -> None:
    refused = [(state, act) for state, act in product(AskState, Act) if state not in TABLE[act]]

    for state, act in refused:
        with pytest.raises(NotAllowed):
            moved(state, act)
    assert len(refused) == len(AskState) * len(Act) - len(on_the_page())


def test_after_a_no_only_the_leader_leads_on() -> None:
    theirs = {Act.LOOK, Act.AGREE, Act.REFUSE}

    assert {act for act in Act if AskState.NO in TABLE[act]} == theirs


@pytest.mark.parametrize("state", [AskState.DONE, AskState.THANKED])
def test_what_is_done_is_not_undone(state: AskState) -> None:
    assert {act for act in Act if state in TABLE[act]} <= {Act.THANK}


def test_nothing_is_asked_twice_by_itself_but_after_a_not_now() -> None:
    assert set(TABLE[Act.ASK_AGAIN]) == {AskState.NOT_NOW}
    assert AskState.SEEN not in TABLE[Act.ASK]


def test_two_reminders_and_then_silence() -> None:
    due = [reminder(replace(ASK, reminders=number)) for number in range(4)]

    assert due == [MONDAY + REMINDERS[0], MONDAY + REMINDERS[1], None, None]
    assert reminder(replace(ASK, again=True)) is None
    assert reminder(replace(ASK, state=AskState.NO)) is None


@pytest.mark.parametrize(
    ("ask", "comes"),
    [
        (replace(ASK, asked_at=None, state=AskState.PLANNED, campaign_id=None, wave=1), (Next.START, None)),
        (replace(ASK, asked_at=None, state=AskState.PLANNED, wave=1), (Next.GO_OUT, None)),
        (replace(ASK, asked_at=None, state=AskState.PLANNED, campaign_id=None), (Next.GO_OUT, None)),
        (ASK, (Next.REMIND, MONDAY + timedelta(days=7))),
        (replace(ASK, reminders=2), (Next.SILENCE, None)),
        (replace(ASK, state=AskState.NOT_NOW, until=MONDAY), (Next.AGAIN, MONDAY)),
        (replace(ASK, state=AskState.NOT_NOW, again=True), (Next.NOTHING, None)),
        (replace(ASK, state=AskState.YES), (Next.JOIN, None)),
        (replace(ASK, state=AskState.YES, kind=AskKind.PANEL), (Next.DATE, None)),
        (replace(ASK, state=AskState.YES, kind=AskKind.PANEL, at=MONDAY), (Next.HAPPEN, MONDAY)),
        (
            replace(ASK, state=AskState.YES, kind=AskKind.STORY, answered_at=MONDAY),
            (Next.HAPPEN, MONDAY + TO_DO),
        ),
        (replace(ASK, state=AskState.DONE), (Next.THANK, None)),
        (replace(ASK, state=AskState.THANKED), (Next.NOTHING, None)),
        (replace(ASK, state=AskState.NO), (Next.NOTHING, None)),
    ],
)
def test_every_ask_has_a_next_step(ask: Ask, comes: tuple[Next, datetime | None]) -> None:
    assert next_step(ask) == comes


def test_nobody_is_asked_whether_they_have_joined() -> None:
    assert done_by(replace(ASK, state=AskState.YES, answered_at=MONDAY)) is None
