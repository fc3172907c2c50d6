from __future__ import annotations

import json
import sys
from math import inf
from pathlib import Path
from typing import Any

import pytest

from weave_fix.errors import WeaveFixError
from weave_fix.evidence import ensemble
from weave_fix.evidence.ensemble import SHIPPED, Ensemble, shipped
from weave_fix.evidence.ensemble_check import check
from weave_fix.evidence.ensemble_file import SIDES, packed, read
from weave_fix.evidence.history.features import names
from weave_fix.evidence.history.intent.reasons import Reason
from weave_fix.language.model_file import pack
from weave_fix.records import Applicability

SMALL: dict[str, Any] = {
    "names": ["length", "zone"],
    "bias": 0.5,
    "thresholds": {"a": {"safe": 3.0, "unsafe": 1.0, "shown": -1.0}},
    "trees": [
        # length <= 2 ? (zone <= 7 ? 1 : 2) : 4
        {
            "feature": [0, 1, -1, -1, -1],
            "threshold": [2, 7.5, 1, 2, 4],
            "left": [1, 2, 0, 0, 0],
            "right": [4, 3, 0, 0, 0],
        },
        {"feature": [-1], "threshold": [-0.25], "left": [0], "right": [0]},
    ],
}


@pytest.fixture(params=["arrays", "json"])
def small(request: pytest.FixtureRequest) -> Ensemble:
    raw = packed(SMALL) if request.param == "arrays" else json.dumps(SMALL).encode()
    return Ensemble(raw, Path("ensemble.model"))


@pytest.mark.parametrize(
    ("row", "leaf"),
    [
        pytest.param([0, 0], 1, id="left-left"),
        pytest.param([2, 7.5], 1, id="a-value-at-the-threshold-goes-left"),
        pytest.param([2, 8], 2, id="left-right"),
        pytest.param([2.5, 0], 4, id="right"),
        pytest.param([inf, -inf], 4, id="without-bounds"),
    ],
)
def test_score_is_the_sum_of_the_leaves(small: Ensemble, row: list[float], leaf: float) -> None:
    assert small.predict(row) == 0.5 + leaf - 0.25


@pytest.mark.parametrize(
    ("score", "applicability"),
    [
        (9.0, Applicability.SAFE),
        (3.0, Applicability.SAFE),
        (2.99, Applicability.UNSAFE),
        (1.0, Applicability.UNSAFE),
        (0.99, Applicability.DISPLAY_ONLY),
        (-1.0, Applicability.DISPLAY_ONLY),
        (-1.01, None),
    ],
)
def test_a_score_at_a_threshold_reaches_it(small: Ensemble, score: float, applicability: Applicability | None) -> None:
    assert small.applicability("a", score) is applicability


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(SHIPPED.read_bytes()[:5], id="cut-in-the-magic"),
        pytest.param(SHIPPED.read_bytes()[:10], id="cut-before-the-directory"),
        pytest.param(SHIPPED.read_bytes()[:1000], id="cut-in-the-directory"),
        pytest.param(SHIPPED.read_bytes()[:-100], id="cut-in-a-section"),
        pytest.param(pack({}, {}), id="facts-missing"),
        pytest.param(pack({}, SMALL), id="sections-missing"),
        pytest.param(pack({"sizes": b"\1", **dict.fromkeys(SIDES, b"")}, SMALL), id="half-a-number"),
        pytest.param(pack({"sizes": b"\2\0", **dict.fromkeys(SIDES, b"")}, SMALL), id="nodes-missing"),
        pytest.param(b"[]", id="a-list"),
        pytest.param(b'{"names": [], "bias": 0}', id="keys-missing"),
        pytest.param(b"\xff\xfe", id="no-text"),
    ],
)
def test_another_file_is_refused(content: bytes) -> None:
    path = Path("some", "ensemble.json")
    with pytest.raises(WeaveFixError) as caught:
        Ensemble(content, path)
    assert str(caught.value).startswith(f"{path}: ")
    assert str(caught.value).endswith("; reinstall weave-fix")


def altered(*path: object, to: object) -> bytes:
    """Return `SMALL` with something else at one place."""
    made: Any = json.loads(json.dumps(SMALL))
    holder = made
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = to
    return json.dumps(made).encode()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(altered("names", to="length"), id="names-that-are-text"),
        pytest.param(altered("names", 0, to=[]), id="a-name-that-is-none"),
        pytest.param(altered("bias", to=1e999), id="an-infinite-bias"),
        pytest.param(altered("bias", to=True), id="a-bias-that-is-true"),
        pytest.param(altered("thresholds", to=[]), id="thresholds-in-a-list"),
        pytest.param(altered("thresholds", "a", to={"safe": 1}), id="thresholds-missing"),
        pytest.param(altered("thresholds", "a", "safe", to="1"), id="a-threshold-that-is-text"),
        pytest.param(altered("trees", to={}), id="trees-in-an-object"),
        pytest.param(altered("trees", 1, to=7), id="a-tree-that-is-none"),
        pytest.param(altered("trees", 1, "feature", to=[]), id="a-tree-without-nodes"),
        pytest.param(altered("trees", 0, "threshold", to=[1, 2]), id="lists-of-different-lengths"),
        pytest.param(altered("trees", 0, "feature", 0, to=2), id="an-answer-that-nobody-gives"),
        pytest.param(altered("trees", 0, "feature", 0, to=-2), id="an-answer-before-the-first"),
        pytest.param(altered("trees", 0, "feature", 0, to=0.5), id="half-an-answer"),
        pytest.param(altered("trees", 0, "left", 0, to=0), id="a-node-below-itself"),
        pytest.param(altered("trees", 0, "left", 1, to=0), id="a-circle"),
        pytest.param(altered("trees", 0, "right", 0, to=5), id="a-node-beyond-the-last"),
        pytest.param(altered("trees", 0, "right", 0, to=-1), id="a-node-before-the-first"),
        pytest.param(altered("trees", 0, "right", 4, to=10**30), id="a-leaf-that-leads-far"),
        pytest.param(altered("trees", 0, "threshold", 4, to=float("nan")), id="a-leaf-that-is-no-number"),
        pytest.param(altered("trees", 0, "threshold", 4, to=1e300), id="a-leaf-beyond-all-measure"),
        pytest.param(altered("trees", 0, "threshold", 4, to=None), id="a-leaf-of-nothing"),
        pytest.param(b"[" * 100_000, id="deep"),
        pytest.param(b"[]", id="a-list"),
    ],
)
def test_trees_that_nobody_fitted_are_refused(content: bytes) -> None:
    with pytest.raises(WeaveFixError, match=r"own\.model: the decision's trees cannot be read \(.*\); train the model"):
        Ensemble(content, Path("own.model"), is_shipped=False)


ALTERED = {
    "an answer beyond the last": ("feature", 0, 2),
    "a node below itself": ("left", 0, 0),
    "a node beyond the last": ("right", 0, 5),
    "a leaf that is no number": ("threshold", 4, float("nan")),
}


@pytest.mark.parametrize("case", ALTERED)
def test_arrays_that_nobody_fitted_are_refused(case: str) -> None:
    side, node, to = ALTERED[case]
    made: Any = json.loads(json.dumps(SMALL))
    made["trees"][0][side][node] = to
    with pytest.raises(WeaveFixError, match=r"own\.model: the decision's trees cannot be read \(.*\); train the model"):
        Ensemble(packed(made), Path("own.model"), is_shipped=False)


def test_what_is_packed_is_read_as_it_was() -> None:
    assert read(packed(SMALL)) == SMALL
    assert packed(read(SHIPPED.read_bytes())) == SHIPPED.read_bytes()


def test_the_shipped_trees_pass_as_those_of_anybody() -> None:
    check(read(SHIPPED.read_bytes()))
    check(json.loads(json.dumps(SMALL)))


def test_what_has_no_thresholds_is_shown_at_most(small: Ensemble) -> None:
    assert small.applicability("another", 100.0) is Applicability.DISPLAY_ONLY
    assert small.applicability("another", -0.1) is None


def test_features_are_read_by_name(small: Ensemble) -> None:
    features = {name: float(number) for number, name in enumerate(small.names)}
    row = small.row(features)
    assert (
        small.row({"a feature of another signature": 9.0} | features) == row == [features[name] for name in small.names]
    )
    with pytest.raises(WeaveFixError, match="ask for the feature"):
        small.row({})


def test_a_file_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ensemble, "SHIPPED", tmp_path / "lost.json")
    with pytest.raises(WeaveFixError, match=r"lost\.json: .* cannot be read .*; reinstall weave-fix"):
        shipped.__wrapped__()


def test_the_shipped_trees_ask_what_the_questions_answer() -> None:
    assert shipped().names == names(), "fit the trees anew: python -m weave_fix.training.history.train"
    assert shipped() is shipped()


def test_every_kind_of_change_has_thresholds_in_their_order() -> None:
    kinds = {verdict.kind for reason in Reason for verdict in (reason.open, reason.broken)}
    assert set(shipped().thresholds) == kinds
    for limits in shipped().thresholds.values():
        assert limits["safe"] >= limits["unsafe"] >= limits["shown"]
        assert set(limits) == {"safe", "unsafe", "shown"}


def test_the_shipped_trees_lead_to_leaves() -> None:
    data = read(SHIPPED.read_bytes())
    assert data["trees"]
    for tree in data["trees"]:
        size = len(tree["feature"])
        assert {len(tree[key]) for key in ("threshold", "left", "right")} == {size}
        below = []
        for node, feature in enumerate(tree["feature"]):
            assert -1 <= feature < len(data["names"])
            if feature >= 0:
                assert node < tree["left"][node] < tree["right"][node] < size
                below += [tree["left"][node], tree["right"][node]]
        assert sorted(below) == list(range(1, size)), "each node but the first hangs below one other"


def test_the_shipped_trees_tell_something() -> None:
    used = {feature for tree in read(SHIPPED.read_bytes())["trees"] for feature in tree["feature"]} - {-1}
    assert len(used) > len(names()) / 2


@pytest.mark.parametrize("floor", [-inf, -3.0, 0.0, inf])
def test_many_rows_score_as_each_by_itself(floor: float) -> None:
    import numpy as np

    rng = np.random.default_rng(5)
    rows = [*rng.uniform(-5, 20, (40, len(names()))).tolist(), [0.0] * len(names())]
    singly = [shipped().predict_or_none(row, floor) for row in rows]
    together = shipped().predict_batch(rows, [floor] * len(rows))
    assert [score is None for score in together] == [score is None for score in singly]
    for mine, alone in zip(together, singly, strict=True):
        assert mine is None or mine == pytest.approx(alone)


def test_rows_at_a_threshold_go_left_together_as_well(small: Ensemble) -> None:
    import numpy as np

    assert np.__name__ in sys.modules
    rows = [[0.0, 0.0], [2.0, 7.5], [2.0, 8.0], [2.5, 0.0], [inf, -inf]] * 2
    assert small.predict_batch(rows, [-inf] * len(rows)) == [small.predict(row) for row in rows]
    assert small.predict_batch([], []) == []


@pytest.mark.parametrize("count", [0, 1, 7, 8, 300])
def test_rows_that_are_judged_at_once_score_the_same_to_the_last_digit(count: int) -> None:
    import numpy as np

    rows = np.random.default_rng(6).uniform(-5, 20, (count, len(names()))).tolist()
    assert shipped().predict_all(rows) == [shipped().predict(row) for row in rows]


def test_rows_that_are_judged_at_once_go_left_at_a_threshold(small: Ensemble) -> None:
    rows = [[0.0, 0.0], [2.0, 7.5], [2.0, 8.0], [2.5, 0.0], [inf, -inf]] * 2
    assert small.predict_all(rows) == [small.predict(row) for row in rows]
