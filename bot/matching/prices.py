"""The prices that prove a choice to be the best, found from the choice itself.

A price is what one more place with a mentor would be worth to everybody. The lowest that support a choice
come from the chains of moves it leaves open (Bellman and Ford on the residual graph).
"""

from dataclasses import dataclass

import numpy as np

from bot.matching.columns import Ints
from bot.matching.flow import Network, Unsolved

_ENDLESS = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Prices:
    """What each person costs: `mentees` + `mentors` >= worth on every edge, equal where chosen.

    A mentor's price may be as low as minus what their first place is worth beyond the edge.
    """

    mentees: Ints
    mentors: Ints


def prices(network: Network, mate: Ints) -> Prices:
    """The lowest prices that support this choice. Raises Unsolved if none do: then a better choice exists."""
    chosen = mate >= 0
    taken = np.bincount(mate[chosen], minlength=len(network.places))
    own = _worth_of(network, mate)
    lowest = np.where(taken > 1, -network.other, -network.first)
    highest = np.where(taken == 0, -network.first, np.where(taken < network.places, -network.other, _ENDLESS))
    order = np.argsort(network.mentor, kind="stable")
    mentee, worth = network.mentee[order], network.worth[order]
    mentors, begins = np.unique(network.mentor[order], return_index=True)
    price = lowest.copy()
    for _ in range(len(price) + 2):
        asked = np.where(chosen, own - price[np.where(chosen, mate, 0)], 0)
        raised = price.copy()
        if len(mentors):
            bids = np.maximum.reduceat(worth - asked[mentee], begins)
            raised[mentors] = np.maximum(price[mentors], bids)
        if np.array_equal(raised, price):
            break
        price = raised
        if (price > highest).any():
            raise Unsolved("a chain of moves would be worth more")
    else:
        raise Unsolved("a circle of moves would be worth more")
    if (asked < 0).any() or (price > highest).any():
        raise Unsolved("somebody would be better left out")
    return Prices(asked, price)


def _worth_of(network: Network, mate: Ints) -> Ints:
    """What each chosen edge is worth, by mentee; 0 for whoever has none."""
    own = np.zeros(network.mentees, np.int64)
    chosen = network.mentor == mate[network.mentee]
    if np.bincount(network.mentee[chosen], minlength=network.mentees).max(initial=0) > 1:
        raise Unsolved("an edge stands twice")
    own[network.mentee[chosen]] = network.worth[chosen]
    return own
