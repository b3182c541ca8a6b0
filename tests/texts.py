"""The texts of the library. What is held of every text is held for all of a subject in one test.

One test for each text would take longer to tell of than to do.
"""

from collections.abc import Sequence
from itertools import groupby

import pytest

from templates.languages import LANGUAGES
from templates.library import Library

LIBRARY = Library()
NAMES = LIBRARY.names()
# Every file, by its name and its language.
OURS = {(name, language): LIBRARY.source(name, language) for name in NAMES for language in LANGUAGES}
SAID = [name for name in NAMES if LIBRARY.source(name).body.strip()]
PAGES = [name for name in SAID if "submit" in LIBRARY.source(name).head]
MESSAGES = [name for name in SAID if name not in PAGES]


def by_subject(names: Sequence[str]) -> pytest.MarkDecorator:
    """One test for each subject, which is given the `names` of its texts."""
    subjects = groupby(sorted(names), key=lambda name: name.partition("/")[0])
    return pytest.mark.parametrize(
        "names", [pytest.param(list(texts), id=subject) for subject, texts in subjects]
    )
