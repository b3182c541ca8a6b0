"""What a coordinator does to have people matched, in one line each."""

import re

from tests.stage import Actor, command


async def looks_at_the_pairs(carla: Actor) -> str:
    """A dry run, and the words of its first page of pairs."""
    await carla.types(command(carla, "admin match"))
    await carla.presses("Look at the pairs")
    return read(carla, "The pairs")


async def publishes(carla: Actor) -> None:
    """A dry run, and both sides of every match are asked."""
    await carla.types(command(carla, "admin match"))
    await carla.presses("Publish")
    await carla.presses("Yes, ask them")


def read(actor: Actor, title: str) -> str:
    """The words of a message as they are read: what is bold in them is drawn as a part of its own."""
    return re.sub(r" (?=[.,:;)])|(?<=\() ", "", actor.sees(title).text)
