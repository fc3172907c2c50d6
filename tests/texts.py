"""A text, damage in it that nothing else looks like, and what comes of it; shared by the tests of the whole way."""

from __future__ import annotations

from weave_fix import demo

SOUND = demo.SOUND

DAMAGED = SOUND.replace("loop for shrinkage", "loop f</ribbon>or shrinkage")
"""One damage, in line 20."""
EDITED = SOUND.replace("usually good for years", "usually good for another ten years")
"""A person's edit, in line 5."""
BOTH = DAMAGED.replace("usually good for years", "usually good for another ten years")
assert DAMAGED != SOUND != EDITED
