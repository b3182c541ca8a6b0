"""Choose where you may be named as somebody who takes part."""

from collections.abc import Collection

from bot.consents import confirmed, living, name_in_public
from bot.conversation import Flow, several
from bot.endings import IN_PUBLIC, Use
from bot.message import Field, Kind, Option, Page, Say
from bot.ports import Visit

FRESH = True


def gather(visit: Visit, about: str) -> Collection[Use]:
    """Where they may be named until now: nowhere, unless they said so."""
    del about
    return {one.use for one in living(visit) if one.use in IN_PUBLIC}


def named(here: Collection[Use]) -> Flow[tuple[Use, ...]]:
    """Each place by itself, and none of them is asked for."""
    options = tuple(Option(use.value) for use in IN_PUBLIC)
    chosen = tuple(use.value for use in IN_PUBLIC if use in here)
    told = yield Page("named/where", (Field("uses", Kind.CHOICES, options, required=False, initial=chosen),))
    uses = told["uses"]
    return tuple(Use(use) for use in several(uses))


def finish(visit: Visit, about: str, chosen: tuple[Use, ...]) -> Say:
    """Write down each yes, and the end of each that is none any more."""
    del about
    return confirmed(visit, name_in_public(visit, chosen, "named"))
