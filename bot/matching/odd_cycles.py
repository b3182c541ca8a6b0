"""Odd cycles seen as one person (Edmonds, 1965), and who is paired with whom inside them.

In an odd cycle all but one can be paired with each other, and the one can be any of them. So from outside it
is like a single person, and may itself be part of a larger odd cycle.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

Edge = tuple[int, int]


@dataclass(eq=False, slots=True)
class Group:
    """One person, or an odd cycle of groups.

    `parts` go around the cycle, beginning with the one that holds `base`, the only one not paired inside.
    `links[i]` is the edge from `parts[i]` to the next part; the second, the fourth and so on are pairs.
    """

    people: list[int]
    base: int
    parts: list["Group"] = field(default_factory=list)
    links: list[Edge] = field(default_factory=list)
    price: int = 0
    inside: "Group | None" = None
    entered: Edge = (-1, -1)  # the edge by which a search came here, from whom to whom, if they are asked

    def way_to_base(self, part: "Group") -> tuple[list["Group"], list[Edge]]:
        """The parts from this one to that of the base, by an even number of links, and these links.

        The first link is a pair, the second is not, and so on.
        """
        at = self.parts.index(part)
        if at % 2:
            return [*self.parts[at:], self.parts[0]], self.links[at:]
        return self.parts[at::-1], [(there, here) for here, there in reversed(self.links[:at])]

    def turn_to(self, part: "Group", base: int) -> None:
        at = self.parts.index(part)
        self.parts = self.parts[at:] + self.parts[:at]
        self.links = self.links[at:] + self.links[:at]
        self.base = base


class Pairing:
    """The partners so far, and everybody's outermost group."""

    def __init__(self, mates: Iterable[int | None]) -> None:
        self.mates = list(mates)
        self.singles = [Group([person], person) for person in range(len(self.mates))]
        self.groups = list(self.singles)

    def bind(self, parts: list[Group], links: list[Edge], price: int) -> None:
        """Make one group of an odd cycle."""
        people = [person for part in parts for person in part.people]
        group = Group(people, parts[0].base, parts, links, price)
        for part in parts:
            part.inside = group
        for person in people:
            self.groups[person] = group

    def unbind(self, group: Group) -> None:
        for part in group.parts:
            part.inside = None
            for person in part.people:
                self.groups[person] = part

    def part_with(self, person: int, group: Group) -> Group:
        part = self.singles[person]
        while part.inside is not None and part.inside is not group:
            part = part.inside
        return part

    def give(self, person: int, mate: int | None) -> None:
        """Pair somebody outside their group; everybody else in it is paired within."""
        self._turn(self.groups[person], person)
        self.mates[person] = mate

    def _turn(self, group: Group, base: int) -> None:
        waiting = [(group, base)]
        while waiting:
            group, base = waiting.pop()
            if group.base == base:
                continue
            part = self.part_with(base, group)
            way, links = group.way_to_base(part)
            for step in range(1, len(links), 2):
                here, there = links[step]
                self.mates[here], self.mates[there] = there, here
                waiting += (way[step], here), (way[step + 1], there)
            waiting.append((part, base))
            group.turn_to(part, base)

    def cycle(self, one: int, other: int) -> tuple[list[Group], list[Edge]]:
        """The parts and links of the odd cycle that an edge between two branches of the tree would close."""
        left, right = list(self._way_up(one)), list(self._way_up(other))
        while left and right and left[-1][0] is right[-1][0]:
            left.pop()
            right.pop()
        _, last = (left or right)[-1]
        top, down = self.groups[last[1]], left[::-1]
        parts = [top, *(group for group, _ in [*down, *right])]
        links = [*((there, here) for _, (here, there) in down), (one, other), *(link for _, link in right)]
        return parts, links

    def _way_up(self, person: int) -> Iterator[tuple[Group, Edge]]:
        """The groups from one who asks to below the root, each with the edge that leads on."""
        group = self.groups[person]
        while (mate := self.mates[group.base]) is not None:
            yield group, (group.base, mate)
            group = self.groups[mate]
            asker, asked = group.entered
            yield group, (asked, asker)
            group = self.groups[asker]

    def hand_over(self, person: int, mate: int | None) -> None:
        """Pair one who asks, or let them go without: from here to the root everybody changes partners."""
        asker: int | None = person
        while asker is not None:
            left = self.mates[self.groups[asker].base]
            self.give(asker, mate)
            asker = None
            if left is not None:
                asker, mate = self.groups[left].entered
                self.give(mate, asker)

    def cycles(self) -> Iterator[Group]:
        """Every odd cycle, however deep inside others."""
        waiting = list(dict.fromkeys(self.groups))
        while waiting:
            yield from (group for group in waiting if group.parts)
            waiting = [part for group in waiting for part in group.parts]
