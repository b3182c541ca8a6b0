"""The lot that decides between equals (docs/matching.md, section 4)."""

from collections.abc import Iterable
from hashlib import sha256

import numpy as np
import numpy.typing as npt

from bot.verifying.words import Numbers

Keys = npt.NDArray[np.uint64]


def keys(seed: int, side: str, emails: Iterable[str]) -> Keys:
    digests = (sha256(f"{seed}:{side}:{email}".encode()).digest() for email in emails)
    return np.array([int.from_bytes(digest[:8], "big") for digest in digests], np.uint64)


def lots(mentees: Keys, mentors: Keys) -> Numbers:
    """For each mentee and each mentor. Unsigned arrays count modulo 2^64 by themselves."""
    mixed = mentees[:, None] + mentors
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(44)).astype(np.int64)
