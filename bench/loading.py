"""What it takes to begin with the language model: the file is mapped, and one pair of words looked up."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import weave_fix
from bench.errors import BenchError
from bench.measure import run
from weave_fix.language.model_file import SHIPPED

SCRIPT = """
import sys
from pathlib import Path
from time import perf_counter
sys.path.insert(0, sys.argv[2])
from weave_fix.language.ngram_model import NgramModel
from weave_fix.language.model_file import Model
start = perf_counter()
NgramModel(Model(Path(sys.argv[1]))).pair("of", "the")
print(perf_counter() - start)
"""


@dataclass(frozen=True, slots=True)
class Loading:
    """The runs together."""

    load_s: float
    """The median's; what Python itself and its imports take is left out."""
    peak_bytes: int
    """Of the whole interpreter, the greatest run's."""
    file_bytes: int


def measure_loading(folder: Path, runs: int) -> Loading:
    """Load the shipped model `runs` times, after one that is not counted, each time in an interpreter of its own."""
    root = Path(weave_fix.__file__).parents[1]
    done = [run([sys.executable, "-c", SCRIPT, str(SHIPPED), str(root)], folder) for _ in range(runs + 1)]
    if failed := next((one for one in done if one.status), None):
        raise BenchError(f"{SHIPPED}: the model cannot be loaded: {failed.stderr.strip()[-400:]}")
    counted = done[1:]
    return Loading(
        median(float(one.stdout) for one in counted), max(one.peak_bytes for one in counted), SHIPPED.stat().st_size
    )
