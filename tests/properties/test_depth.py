"""How deep texts go: the same as the definitions say, read slowly, and what must be true of any texts."""

import random
from math import floor, log, log1p

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from properties.texts import SKETCHER, Text, judged

from vinculo.measure.alike import LATELY, TEMPLATE_RUNS
from vinculo.measure.depth import WEIGHTS
from vinculo.measure.sketch import ASKS, OCCASION, Sketcher, read_sketches, together

DAY = 86_400
seeds = st.integers(0, 10**6)
few = settings(max_examples=6, phases=(Phase.explicit, Phase.generate))
WORDS = (
    "mapa", "río", "censo", "datos", "caudal", "puente", "aforo", "sequía", "regadío", "survey", "river",
    "gauge", "flood", "bridge", "the", "of", "la", "que", "and", "en", "we", "tried", "great", "post",
    "gracias", "por", "compartir", "Soria", "7", "?", ".", ",",
)  # fmt: skip
PHRASES = (
    "Os escribo porque organizamos un encuentro sobre datos abiertos del agua",
    "Feliz cumpleaños",
    "Great post, thanks for sharing",
    "¿Has medido el caudal del río con el aforo viejo?",
)


def library(seed, texts=150, people=6):
    """Texts of a few people in few threads at few instants; some are copies, some told twice."""
    dice = random.Random(seed)
    told = []
    for n in range(texts):
        sender, *others = dice.sample(range(people), 3)
        said = (
            dice.choice(PHRASES)
            if dice.random() < 0.3
            else " ".join(dice.choices(WORDS, k=dice.randrange(1, 25)))
        )
        text = Text(
            1_000 + 7 * n,
            dice.randrange(60) * DAY + dice.choice((0, 5, 40_000)),
            dice.choice((sender, sender, sender, None)),
            tuple(others[: dice.choice((0, 1, 1, 1, 2))]),
            dice.choice((None, 1, 2)),
            n,
            dice.randrange(40),
            said,
            dice.choice(("message", "comment", "post", "help_given")),
        )
        told.append(text)
        if dice.random() < 0.1:
            told.append(text._replace(id=text.id + 1, at=text.at + 3, words=text.words + 1))
    return told


def by_definition(texts):
    """The same, from the definitions."""
    happened = {}
    for t in texts:
        known = happened.get((t.fold, t.sender))
        fullest = t if known is None else max(known, t, key=lambda one: (one.words, -one.id))
        happened[t.fold, t.sender] = fullest._replace(at=min(t.at, known.at if known else t.at))
    said = [_Read(t) for t in happened.values()]
    found = {}
    for one in said:
        row = _judge(one, said)
        found |= {t.id: row for t in texts if (t.fold, t.sender) == (one.told.fold, one.told.sender)}
    return found


class _Read:
    def __init__(self, told):
        self.told = told
        sketch = read_sketches(SKETCHER.sketches([told.text]))
        self.head = dict(zip(sketch.head.dtype.names, sketch.head[0].tolist(), strict=True))
        self.stems, self.runs = set(sketch.stems.tolist()), set(sketch.runs.tolist())
        self.thread = told.place if told.kind != "help_given" else None
        self.to = set(told.recipients) - {told.sender}

    def likeness(self, other):
        """The part of the runs of both that both have."""
        return len(self.runs & other.runs) / len(self.runs | other.runs) if self.runs | other.runs else 0


def _judge(one, said):
    before = [other for other in said if other.told.at < one.told.at]
    own = [other for other in said if other.told.sender == one.told.sender is not None and other is not one]
    earlier = sorted((o for o in own if o.told.at < one.told.at), key=lambda o: o.told.at)
    likeness = max((one.likeness(other) for other in earlier[-LATELY:]), default=0)
    signs = {
        "substance": min(1, log1p(len(one.stems)) / log(41)),
        "uptake": _uptake(one, before),
        "opening": bool(one.head["flags"] & ASKS),
        "grounding": min(
            1, sum(one.head[n] for n in ("numbers", "links", "quotations", "names", "first_hand")) / 2
        ),
        "turn": min(1, max((_turns(one, person, said) for person in one.to), default=0) / 3),
    }
    shallow = 1
    for name, sign in signs.items():
        shallow *= 1 - WEIGHTS[name] * sign
    is_template = len({_target(other) for other in [one, *own] if other is one or _is_copy(one, other)}) >= 3
    is_greeting = (one.head["flags"] & (OCCASION | ASKS)) == OCCASION and len(one.stems) <= 2
    is_canned = is_template or is_greeting
    return {
        "depth_pct": 0 if is_canned else floor(100 * (1 - likeness) * (1 - shallow) + 0.5),
        "canned": is_canned,
        "is_template": is_template,
        "likeness": round(1000 * likeness),
        **{name: round(1000 * sign) for name, sign in signs.items()},
    }


def _target(one):
    return min(one.to) if one.to else ("nobody", one.thread)


def _is_copy(one, other):
    back = one.told.at - other.told.at
    is_near = 0 <= back <= 30 * DAY or (back < 0 and one.told.at // DAY == other.told.at // DAY)
    is_long = min(len(one.runs), len(other.runs)) >= TEMPLATE_RUNS
    return is_near and is_long and one.likeness(other) >= 0.8


def _uptake(one, before):
    answered = []
    for person in one.to:
        theirs = [o for o in before if o.told.sender == person and o.thread == one.thread is not None]
        latest = max((o.told.at for o in theirs), default=None)
        answered += [o for o in theirs if o.told.at == latest]
    latest = max((o.told.at for o in answered), default=None)
    weights = {
        stem: round(1000 * (1 + log((1 + len(before)) / (1 + sum(stem in o.stems for o in before)))))
        for stem in one.stems
    }
    whole = max(sum(weights.values()), 1)
    return max(
        (
            min(1, 2 * sum(weights[stem] for stem in one.stems & o.stems) / whole)
            for o in answered
            if o.told.at == latest
        ),
        default=0,
    )


def _turns(one, person, said):
    if one.thread is None or one.told.sender is None:
        return 0
    both = [
        o
        for o in said
        if o.thread == one.thread
        and o.told.at <= one.told.at
        and (
            (o.told.sender == one.told.sender and person in o.to)
            or (o.told.sender == person and one.told.sender in o.to)
        )
    ]
    sides = {}
    for o in both:
        sides.setdefault(o.told.at, set()).add(o.told.sender)
    turns, last = 0, None
    for at in sorted(sides):
        if last is not None and at - last > 30 * DAY:
            turns = 0
        elif last is not None and any({one.told.sender, person} - {side} & sides[last] for side in sides[at]):
            turns += 1
        last = at
    return turns


@given(seeds)
@few
def test_the_depth_of_every_text_is_what_the_definitions_say(seed):
    """Every sign of every text, whatever collides: instants, threads, copies, tellings."""
    texts = library(seed)
    found, expected = judged(texts), by_definition(texts)
    assert found.keys() == expected.keys()
    assert any(row["canned"] for row in expected.values())
    assert any(row["uptake"] and row["turn"] for row in expected.values())
    for id_, row in expected.items():
        assert {name: found[id_][name] for name in row} == row


@given(seeds)
@few
def test_4_no_order_of_reading_matters(seed):
    """Shuffled entries have the same depths."""
    texts = library(seed)
    assert judged(random.Random(seed).sample(texts, len(texts))) == judged(texts)


@given(seeds, st.integers(5, 55))
@few
def test_18_no_text_is_judged_by_what_came_after_its_day(seed, days):
    """How rare words are, what is new and what is a template: nothing from the next day on matters."""
    texts = library(seed)
    by_then = [text for text in texts if text.at < days * DAY]
    found, later = judged(by_then), judged(texts)
    assert found
    told_again = {text.fold for text in texts if text.at >= days * DAY}
    for text in by_then:
        if text.fold not in told_again:
            assert found[text.id]["depth_pct"] == later[text.id]["depth_pct"]
            assert found[text.id]["canned"] == later[text.id]["canned"]


@given(seeds)
@few
def test_the_key_of_the_ledger_changes_no_number(seed):
    """Two ledgers with the same texts say the same."""
    texts = library(seed)
    assert judged(texts) == judged(texts, Sketcher(b"another key"))


@given(st.integers(3, 40), st.booleans())
@settings(max_examples=8)
def test_33_a_hundred_copies_go_as_deep_as_one(copies, is_to_one):
    """To one person, nothing after the first is new; to three people, all are a template."""
    said = "En mi experiencia, el aforo de Soria mide 7 caudales del río. ¿Y el vuestro?"
    texts = [
        Text(n, n * DAY // 4, 0, (1 if is_to_one else 1 + n % 8,), None, n, 14, said)
        for n in range(1, copies + 1)
    ]
    found = judged(texts)
    assert sum(row["depth_pct"] for row in found.values()) <= 100
    canned = sum(row["canned"] for row in found.values())
    assert canned == 0 if is_to_one else canned >= copies - 2


@given(seeds, st.sampled_from(tuple(WEIGHTS)), st.floats(0, 1))
@few
def test_a_sign_that_weighs_more_makes_no_text_shallower(seed, name, weight):
    """Monotone in each weight, and always from 0 to 100."""
    texts = library(seed, texts=60)
    heavier = {**WEIGHTS, name: max(weight, WEIGHTS[name])}
    before, after = judged(texts), judged(texts, weights=heavier)
    assert before
    for id_, row in before.items():
        assert 0 <= row["depth_pct"] <= after[id_]["depth_pct"] <= 100


def test_no_texts_have_no_depth():
    """An empty ledger is no mistake, and columns of sketches can be put together in pieces."""
    assert judged([]) == {}
    texts = library(1, texts=9)
    parts = [read_sketches(SKETCHER.sketches([text.text])) for text in texts]
    whole = read_sketches(SKETCHER.sketches([text.text for text in texts]))
    for one, other in zip(together(parts), whole, strict=True):
        assert one.tolist() == other.tolist()
