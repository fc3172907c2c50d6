"""Let a failed assertion of the shared helpers tell what was compared, as one of a test's own does."""

import pytest

pytest.register_assert_rewrite(
    "tests.signatures.comparisons", "tests.signatures.from_text", "tests.signatures.file.trying"
)
