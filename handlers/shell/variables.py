"""How each kind of variable is read: every function takes what was set and gives what it means."""

import math
from collections.abc import Callable
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from bot import people_cells

Reader = Callable[[str], object]

LONGEST_TICK = 3600


class BadSetting(Exception):
    """A variable that cannot be used, why, and what to do about it. Never says what a secret is."""

    def __init__(self, variable: str, reason: str, remedy: str) -> None:
        super().__init__(f"{variable} {reason}: {remedy}.")
        self.variable = variable
        self.reason = reason
        self.remedy = remedy


class Unfit(ValueError):
    """As BadSetting, by a reader that does not know whose value it reads. `told` is shown, if given."""

    def __init__(self, told: str, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = f"{people_cells.quoted(told)} {reason}" if told else reason
        self.remedy = remedy


def is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def text(told: str) -> str:
    return told


def listed(told: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in told.split(",") if part.strip())


def emails(told: str) -> tuple[str, ...]:
    try:
        return tuple(people_cells.email(part) for part in listed(told))
    except people_cells.Unreadable as wrong:
        raise Unfit("", f"is no list of e-mail addresses: {wrong}", "write commas between them") from wrong


def database(told: str) -> str:
    engine = told.partition("://")[0]
    if engine not in {"sqlite", "postgresql+psycopg"} or not _splits(told):
        remedy = "write sqlite:///onehour.db or postgresql+psycopg://user:password@host/name"
        raise Unfit("", "names no database that onehour can use", remedy)
    return told


def _splits(url: str) -> bool:
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


def host(told: str) -> str:
    if any(character.isspace() or character in "/@" for character in told) or "://" in told:
        raise Unfit(told, "is not a host", "write a name or an address, such as 127.0.0.1")
    return told


def port(told: str) -> int:
    if not (told.isascii() and told.isdigit() and len(told) <= 5 and int(told) <= 65535):  # noqa: PLR2004  # what a port is
        raise Unfit(told, "is not a port", "write a number from 0 to 65535")
    return int(told)


def address(told: str) -> str:
    """Https anywhere, plain http on loopback only."""
    if not told:
        return ""
    try:
        parts = urlsplit(told)
        named = parts.hostname or ""
        whole = bool(named) and parts.port != 0 and not parts.query and not parts.fragment
    except ValueError:
        raise Unfit("", "is not an address", "write it whole, such as https://onehour.example.com") from None
    if not whole or parts.scheme not in {"http", "https"} or any(character.isspace() for character in told):
        raise Unfit("", "is not an address", "write it whole, such as https://onehour.example.com")
    if parts.scheme == "http" and not is_loopback(named):
        raise Unfit("", "is plain http, which only loopback may be", "write https://")
    return told


def base(told: str) -> str:
    """An address that others are added to: with its final slash, however it was written."""
    return address(told).rstrip("/") + "/"


def folder(told: str) -> Path | None:
    if told and not Path(told).is_dir():
        raise Unfit(told, "is not a folder", "make it, or unset the variable")
    return Path(told) if told else None


def switch(told: str) -> bool:
    if told.lower() not in {"", "0", "1", "true", "false", "yes", "no"}:
        raise Unfit(told, "is neither on nor off", "write 1, or unset it")
    return told.lower() in {"1", "true", "yes"}


def seconds(told: str) -> timedelta:
    try:
        number = float(told)
    except ValueError:
        number = math.nan
    if not 0 < number <= LONGEST_TICK:
        raise Unfit(told, "is no number of seconds", f"write one up to {LONGEST_TICK}")
    return max(timedelta(seconds=number), timedelta(milliseconds=1))


def _one_of(*choices: str) -> Callable[[str], str]:
    by_plain = {choice.lower(): choice for choice in choices}

    def read(told: str) -> str:
        if told.lower() not in by_plain:
            raise Unfit(told, "is not known", f"write {', '.join(choices[:-1])} or {choices[-1]}")
        return by_plain[told.lower()]

    return read


app_type = _one_of("SingleTenant", "UserAssignedMSI", "MultiTenant")
log_format = _one_of("text", "json")
log_level = _one_of("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
