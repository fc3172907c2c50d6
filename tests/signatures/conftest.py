"""Let a failed assertion of the shared helpers tell what was compared, as one of a test's own does."""

import pytest

pytest.register_assert_rewrite("tests.signatures.trials", "tests.signatures.alone")
