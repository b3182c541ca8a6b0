"""Checks that pairs keep every rule and are the best there can be.

Written from docs/matching.md alone: it neither reads nor imports the solver, whose mistakes it is to find.
"""

from bot.verifying.check import verify_assignment, verify_cohort
from bot.verifying.findings import Verdict

__all__ = ["Verdict", "verify_assignment", "verify_cohort"]
