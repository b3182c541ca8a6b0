"""From one state of an ask to another: what may happen, and what comes of it (`docs/leaders.md`)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from bot.asks import DATED, OPEN, Ask, AskKind, AskState


class Act(StrEnum):
    """What may happen to an ask. Each is kept in its history."""

    PLAN = "plan"
    ASK = "ask"
    SEE = "see"
    REMIND = "remind"
    LOOK = "look"
    AGREE = "agree"
    POSTPONE = "postpone"
    ASK_AGAIN = "ask_again"
    REFUSE = "refuse"
    DATE = "date"
    DO = "do"
    MISS = "miss"
    THANK = "thank"


class NotAllowed(Exception):
    """That does not follow from where the ask stands."""


_P, _A, _S, _Y = AskState.PLANNED, AskState.ASKED, AskState.SEEN, AskState.YES
_D, _T, _L, _N = AskState.DONE, AskState.THANKED, AskState.NOT_NOW, AskState.NO

# A no is final for everybody but the leader: from there only their own acts lead on.
TABLE: Mapping[Act, Mapping[AskState, AskState]] = {
    Act.PLAN: {_P: _P},
    Act.ASK: {_P: _A, _A: _A},
    Act.SEE: {_A: _S, _S: _S},
    Act.REMIND: {_A: _A, _S: _S},
    Act.LOOK: {_A: _S, _S: _S, _Y: _S, _L: _S, _N: _S},
    Act.AGREE: {_P: _Y, _A: _Y, _S: _Y, _Y: _Y, _L: _Y, _N: _Y},
    Act.POSTPONE: {_A: _L, _S: _L, _Y: _L, _L: _L},
    Act.ASK_AGAIN: {_L: _A},
    Act.REFUSE: {_A: _N, _S: _N, _Y: _N, _L: _N, _N: _N},
    Act.DATE: {_Y: _Y},
    Act.DO: {_Y: _D},
    Act.MISS: {_Y: _Y},
    Act.THANK: {_D: _T},
}

REMINDERS = (timedelta(days=7), timedelta(days=14))
# What takes place on no day is asked about so long after the yes.
TO_DO = timedelta(days=14)


def moved(state: AskState, act: Act) -> AskState:
    """Where an ask stands after it. Raises NotAllowed."""
    after = TABLE[act].get(state)
    if after is None:
        raise NotAllowed(f"{act} after {state}")
    return after


def reminder(ask: Ask) -> datetime | None:
    """When the next reminder is due: at most two while nothing is answered, then silence."""
    if ask.state not in OPEN or ask.again or ask.asked_at is None or ask.reminders >= len(REMINDERS):
        return None
    return ask.asked_at + REMINDERS[ask.reminders]


def done_by(ask: Ask) -> datetime | None:
    """When it can be asked whether it has happened; None where there is nothing to ask for."""
    if ask.state is not AskState.YES or ask.kind is AskKind.TAKE_PART:
        return None
    if ask.kind in DATED:
        return ask.at
    return ask.answered_at + TO_DO if ask.answered_at else None


class Next(StrEnum):
    """What comes next with an ask, and from whom.

    Instead of going out in their next working hours it may wait for room among their announcements, for the
    day `LATER` that they have named, or until it is not `HELD` back any more; or it is `LOST`, not sent.
    """

    START = "start"
    GO_OUT = "go_out"
    ROOM = "room"
    LATER = "later"
    HELD = "held"
    LOST = "lost"
    REMIND = "remind"
    SILENCE = "silence"
    AGAIN = "again"
    JOIN = "join"
    DATE = "date"
    HAPPEN = "happen"
    THANK = "thank"
    NOTHING = "nothing"


def next_step(ask: Ask) -> tuple[Next, datetime | None]:
    """What comes next, and when that is known."""
    match ask.state:
        case AskState.PLANNED:
            waits = ask.wave and ask.campaign_id is None
            return (Next.START if waits else Next.GO_OUT), None
        case AskState.ASKED | AskState.SEEN:
            due = reminder(ask)
            return (Next.REMIND, due) if due else (Next.SILENCE, None)
        case AskState.NOT_NOW:
            return (Next.NOTHING, None) if ask.again else (Next.AGAIN, ask.until)
        case AskState.YES:
            return _after_a_yes(ask)
        case AskState.DONE:
            return Next.THANK, None
        case AskState.THANKED | AskState.NO:
            return Next.NOTHING, None


def _after_a_yes(ask: Ask) -> tuple[Next, datetime | None]:
    if ask.kind is AskKind.TAKE_PART:
        return Next.JOIN, None
    if ask.kind in DATED and ask.at is None:
        return Next.DATE, None
    return Next.HAPPEN, done_by(ask)
