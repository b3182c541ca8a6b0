"""What a sentence means as a list of numbers: the arithmetic of a small BERT, in numpy alone.

In 64 bits, although its weights have 32: so the last digits, in which machines differ, decide nothing.
"""

import json
import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Tensors = Mapping[str, NDArray[np.float32]]

_TINY = 1e-12
# erf to float32's precision: Abramowitz and Stegun, 7.1.26
_ERF_AT = 0.3275911
_ERF = (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)


def tensors(data: bytes) -> Tensors:
    """The 32-bit tensors of a safetensors file: its header says which lie where."""
    start = 8 + int.from_bytes(data[:8], "little")
    found = {}
    for name, told in json.loads(data[8:start]).items():
        if told.get("dtype") == "F32":
            first, last = told["data_offsets"]
            flat = np.frombuffer(data, "<f4", (last - first) // 4, start + first)
            found[name] = flat.reshape(told["shape"])
    return found


class Transformer:
    """Reads one text at a time, so that it never matters which others there are."""

    def __init__(self, weights: Tensors, heads: int) -> None:
        self._words = weights["embeddings.word_embeddings.weight"]
        kinds = weights["embeddings.token_type_embeddings.weight"]
        # every piece is of the first kind here: its numbers belong to the places
        self._places = weights["embeddings.position_embeddings.weight"].astype(np.float64) + kinds[0]
        self._first = _Norm(weights, "embeddings.LayerNorm")
        count = sum(name.endswith("attention.self.query.bias") for name in weights)
        self._layers = [_Layer(weights, f"encoder.layer.{number}", heads) for number in range(count)]

    @property
    def size(self) -> int:
        """How many numbers a meaning has."""
        return int(self._words.shape[1])

    @property
    def longest(self) -> int:
        """How many pieces can be read at once."""
        return len(self._places)

    def read(self, pieces: Sequence[int]) -> Floats:
        """The mean over all pieces, as a vector of length 1."""
        state = self._first(self._words[list(pieces)] + self._places[: len(pieces)])
        for layer in self._layers:
            state = layer(state)
        mean: Floats = state.mean(axis=0)
        return mean / math.sqrt(float(mean @ mean))


class _Layer:
    def __init__(self, weights: Tensors, name: str, heads: int) -> None:
        self._heads = heads
        self._asked = [_Linear(weights, f"{name}.attention.self.{one}") for one in ("query", "key", "value")]
        self._told = _Linear(weights, f"{name}.attention.output.dense")
        self._after_telling = _Norm(weights, f"{name}.attention.output.LayerNorm")
        self._wide = _Linear(weights, f"{name}.intermediate.dense")
        self._narrow = _Linear(weights, f"{name}.output.dense")
        self._after_thinking = _Norm(weights, f"{name}.output.LayerNorm")

    def __call__(self, state: Floats) -> Floats:
        state = self._after_telling(state + self._told(self._attention(state)))
        return self._after_thinking(state + self._narrow(gelu(self._wide(state))))

    def _attention(self, state: Floats) -> Floats:
        """What each piece hears from the others, head by head."""
        split = (len(state), self._heads, -1)
        queries, keys, values = (one(state).reshape(split).transpose(1, 0, 2) for one in self._asked)
        heard = queries @ keys.transpose(0, 2, 1) / math.sqrt(queries.shape[2])
        heard = np.exp(heard - heard.max(axis=2, keepdims=True))
        heard /= heard.sum(axis=2, keepdims=True)
        told: Floats = (heard @ values).transpose(1, 0, 2).reshape(state.shape)
        return told


class _Linear:
    def __init__(self, weights: Tensors, name: str) -> None:
        self._matrix = np.ascontiguousarray(weights[f"{name}.weight"].T, np.float64)
        self._bias = weights[f"{name}.bias"].astype(np.float64)

    def __call__(self, state: Floats) -> Floats:
        found: Floats = state @ self._matrix
        found += self._bias
        return found


class _Norm:
    def __init__(self, weights: Tensors, name: str) -> None:
        self._scale = weights[f"{name}.weight"].astype(np.float64)
        self._shift = weights[f"{name}.bias"].astype(np.float64)

    def __call__(self, state: Floats) -> Floats:
        apart = state - state.mean(axis=1, keepdims=True)
        spread = np.sqrt((apart * apart).mean(axis=1, keepdims=True) + _TINY)
        found: Floats = apart / spread * self._scale + self._shift
        return found


def gelu(values: Floats) -> Floats:
    """Values × the share of a normal distribution that lies below them."""
    found: Floats = 0.5 * values * (1 + erf(values * math.sqrt(0.5)))
    return found


def erf(values: Floats) -> Floats:
    size = np.abs(values)
    near = 1 / (1 + _ERF_AT * size)
    rest = np.zeros_like(near)
    for factor in reversed(_ERF):
        rest += factor
        rest *= near
    found: Floats = np.copysign(1 - rest * np.exp(-size * size), values)
    return found
