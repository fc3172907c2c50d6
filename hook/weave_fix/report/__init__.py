"""How findings are told: lines for a person, JSON for a program, a diff for `git apply`, the page of a signature."""
