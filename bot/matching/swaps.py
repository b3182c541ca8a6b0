"""How many would rather have each other than what they got: as stability counts."""

import numpy as np

from bot.matching.cohort import Cohort
from bot.matching.columns import Ints


def swaps(cohort: Cohort, mate: Ints) -> int:
    """Possible pairs whose score is above the mentee's own, and above the least of a mentor without room.

    Locked people have decided and are not asked.
    """
    if not len(cohort.mentors) or not len(mate):
        return 0
    scores = cohort.scores
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
    needed = np.where(busy < cohort.places, np.int16(-1), least)

    def count(block: slice) -> int:
        table = scores.table[block]
        return int(((table > mine[block, None]) & (table > needed[None, :])).sum())

    return sum(scores.in_blocks(count))
