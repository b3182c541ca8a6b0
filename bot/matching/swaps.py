"""How many would rather have each other than what they got: as stability counts."""

import numpy as np

from bot.matching.cohort import Cohort
from bot.matching.columns import Ints
from bot.model import ProgrammeKind


def swaps(cohort: Cohort, mate: Ints) -> int:
    """Possible pairs whose score is above the mentee's own, and above the least of a mentor without room.

    Locked people have decided and are not asked. Peers count once, whichever of the two is asked first.
    """
    if not len(cohort.mentors) or not len(mate):
        return 0
    scores, floor = cohort.scores, cohort.problem.least
    mentees = np.flatnonzero(mate >= 0)
    open_ = scores.at(mentees, mate[mentees]) >= 0
    mentees = mentees[open_]
    mentors = mate[mentees]
    got = scores.at(mentees, mentors)
    mine = np.full(len(mate), -1, np.int16)
    mine[mentees] = got
    least = np.full(len(cohort.mentors), np.iinfo(np.int16).max, np.int16)
    np.minimum.at(least, mentors, got.astype(np.int16))
    busy = np.bincount(mentors, minlength=len(least))
    is_peer = cohort.run.kind is ProgrammeKind.PEER
    places = np.ones_like(busy) if is_peer else cohort.places
    needed = np.where(busy < places, np.int16(-1), least)

    def count(block: slice) -> int:
        table = scores.table[block]
        rather = (table > mine[block, None]) & (table > needed[None, :]) & (table >= floor)
        return int(rather.sum())

    return sum(scores.in_blocks(count)) // (2 if is_peer else 1)
