"""Broken models: an undamaged one, altered in each of many ways, the same ones for the same seeds."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from tests.mutations import ODD, alter, deep, spoil
from weave_fix.evidence.ensemble_file import read
from weave_fix.language.model_file import LENGTH, MAGIC, Model, pack

Parts = tuple[dict[str, Any], dict[str, bytes]]
"""A model's facts, and its sections by name."""

START = len(MAGIC) + LENGTH.size


def parts(model: Model) -> Parts:
    """Return what `model` is made of."""
    names = model._sections
    return json.loads(json.dumps(model.facts)), {name: bytes(model.section(name)) for name in names}


def _facts(made: Parts, rng: Random) -> bytes:
    facts, sections = made
    alter(facts, rng)
    return pack(sections, facts)


def _section(made: Parts, rng: Random) -> bytes:
    facts, sections = made
    name = rng.choice([*sections])
    sections[name] = spoil(sections[name], rng)
    return pack(sections, facts)


def _exchange(made: Parts, rng: Random) -> bytes:
    facts, sections = made
    one, other = rng.sample([*sections], 2)
    sections[one], sections[other] = sections[other], sections[one]
    return pack(sections, facts)


def _leave_out(made: Parts, rng: Random) -> bytes:
    facts, sections = made
    del sections[rng.choice([*sections])]
    return pack(sections, facts)


def _trees(made: Parts, rng: Random) -> bytes:
    facts, sections = made
    name = rng.choice([name for name in sections if name.startswith("decision")])
    trees = read(sections[name])
    if rng.random() < 0.5:  # most places are those of nodes
        alter(trees["trees"], rng)
    else:
        alter({key: value for key, value in trees.items() if key != "trees"}, rng)
        if rng.random() < 0.5:
            trees[rng.choice([*trees])] = rng.choice(ODD)
    sections[name] = json.dumps(trees).encode()
    return pack(sections, facts)


def _json(made: Parts, rng: Random) -> bytes:
    facts, sections = made
    name = rng.choice([name for name in sections if name.startswith("decision")])
    sections[name] = rng.choice((b"[" * 100_000, b"[]", b"null", b"{}", b'{"a":' * 50_000, b"\xff", b"1" * 10_000))
    return pack(sections, facts)


def _directory(made: Parts, rng: Random) -> bytes:
    facts, sections = made
    raw = pack(sections, facts)
    (length,) = LENGTH.unpack_from(raw, len(MAGIC))
    directory = json.loads(raw[START : START + length])
    if rng.random() < 0.2:
        directory = rng.choice((*ODD, deep(900)))
    else:
        alter(directory["sections"], rng)
    head = json.dumps(directory).encode()
    # A directory that grew would move the sections, which is another kind of damage.
    head = head.ljust(length) if len(head) <= length else head
    return MAGIC + LENGTH.pack(len(head)) + head + raw[START + length :]


def _head(made: Parts, rng: Random) -> bytes:
    facts, sections = made
    raw = pack(sections, facts)
    at = rng.randrange(START + 2000)
    head = raw[:at] + bytes([rng.randrange(256)]) + raw[at + 1 :]
    length = LENGTH.pack(rng.choice((0, 1, 2**31, 2**32 - 1, 100)))
    nested = rng.choice((b"[", b'{"facts":', b'{"a":[')) * 20_000
    return rng.choice(
        (head, head, raw[:at], MAGIC + length + raw[START:], MAGIC + LENGTH.pack(len(nested)) + nested + raw[START:])
    )


KINDS = (_facts, _section, _section, _exchange, _leave_out, _trees, _trees, _json, _directory, _directory, _head)


def mutated(sound: Model, seed: int) -> bytes:
    """Return the bytes of the model `sound`, altered as `seed` has it."""
    rng = Random(seed)
    return KINDS[seed % len(KINDS)](parts(sound), rng)
