"""Rhythm: how often the people of a pair meet."""

from enum import StrEnum


class Rhythm(StrEnum):
    """How often a pair meets. Those in weeks keep their weekday, those in months their day of the month."""

    TWO_WEEKS = "two_weeks"
    MONTH = "month"
    SIX_WEEKS = "six_weeks"
    TWO_MONTHS = "two_months"
    QUARTER = "quarter"

    @property
    def weeks(self) -> int:
        """From one meeting to the next; 0 for one that counts in months."""
        return {Rhythm.TWO_WEEKS: 2, Rhythm.SIX_WEEKS: 6}.get(self, 0)

    @property
    def months(self) -> int:
        """The same; 0 for one that counts in weeks."""
        return {Rhythm.MONTH: 1, Rhythm.TWO_MONTHS: 2, Rhythm.QUARTER: 3}.get(self, 0)

    def fits(self, months: int) -> int:
        """How often it fits into so many months, 52 weeks to the year."""
        return months // self.months if self.months else months * 52 // (12 * self.weeks)

    def rounds(self, months: int) -> int:
        """How many meetings there are in so many months: one at least."""
        return max(1, self.fits(months))
