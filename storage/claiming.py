"""What a claim asks of the outbox: statements that are made once, and bound at every beat."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, TextClause, Update, bindparam, exists, or_, select, true, update
from sqlalchemy.sql.dml import ReturningUpdate

from bot.people import Platform
from bot.post import NudgeState
from storage.clock import database_clock
from storage.columns import table_of
from storage.tables import OPEN, SENDING, AccountRow, NudgeRow

NUDGES = table_of(NudgeRow)
ACCOUNTS = table_of(AccountRow)


@cache
def taken(without: tuple[Platform, ...]) -> ReturningUpdate[Any]:
    """Take `most` of what is due `now`, oldest first, as `mine` `until` then; not who is there alone."""
    free = or_(NUDGES.c.state == NudgeState.READY, _run_out())
    due = _picked(OPEN, NUDGES.c.due <= bindparam("now"), free, _beyond(without)).limit(bindparam("most"))
    # a second replica takes others instead of waiting for these
    picked = due.with_for_update(skip_locked=True).cte("picked")
    mine = update(NUDGES).where(NUDGES.c.id.in_(select(picked.c.id)))
    leased = {"state": NudgeState.LEASED, "token": bindparam("mine"), "lease_until": bindparam("until")}
    return mine.values(leased).returning(NUDGES)


@cache
def lost() -> Update:
    """Give up on what was begun by somebody whose lease has run out by the `clock`, or could `never` be."""
    return given_up(_run_out())


def given_up(run_out: ColumnElement[bool]) -> Update:
    """What was begun and not heard of again may have arrived."""
    gone = _picked(SENDING, run_out).with_for_update(skip_locked=True).cte("picked")
    reason = "Sending began and was not heard of again."
    given_up = update(NUDGES).where(NUDGES.c.id.in_(select(gone.c.id)))
    return given_up.values(state=NudgeState.UNSURE, reason=reason)


@cache
def addressed() -> Update:
    """Note to which account what is still `its` claimer's will go: one of many, in one call."""
    mine = (NUDGES.c.id == bindparam("its"), NUDGES.c.token == bindparam("fence"))
    leased = NUDGES.c.state == NudgeState.LEASED
    return update(NUDGES).where(*mine, leased).values(account_id=bindparam("where"))


@cache
def begun() -> ReturningUpdate[Any]:
    """Begin `now` to send `these`, where the claim holds; gives their numbers."""
    these = NUDGES.c.id.in_(bindparam("these", expanding=True))
    ours = NUDGES.c.token.in_(bindparam("fences", expanding=True))
    free = (NUDGES.c.state == NudgeState.LEASED, NUDGES.c.lease_until > database_clock())
    begins = {"state": NudgeState.SENDING, "tries": NUDGES.c.tries + 1, "begun_at": bindparam("now")}
    return update(NUDGES).where(these, ours, *free).values(begins).returning(NUDGES.c.id)


def _run_out() -> ColumnElement[bool]:
    return or_(NUDGES.c.lease_until < bindparam("clock"), NUDGES.c.lease_until > bindparam("never"))


def _picked(state: TextClause, *where: ColumnElement[bool]) -> Select[Any]:
    return select(NUDGES.c.id).where(state, *where).order_by(NUDGES.c.due, NUDGES.c.id)


def _beyond(platforms: tuple[Platform, ...]) -> ColumnElement[bool]:
    if not platforms:
        return true()
    theirs = (ACCOUNTS.c.person_id == NUDGES.c.to, ACCOUNTS.c.reachable)
    here = exists().where(*theirs, ACCOUNTS.c.platform.in_(platforms))
    elsewhere = exists().where(*theirs, ACCOUNTS.c.platform.not_in(platforms))
    return or_(~here, elsewhere)
