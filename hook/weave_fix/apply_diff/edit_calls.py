"""The arguments of an agent's edit tool, in JSON: a path, an old string and a new one, once or in a list `edits`."""

from __future__ import annotations

PATHS = ("file_path", "path", "filename", "file")
STRINGS = (("old_string", "new_string"), ("old_str", "new_str"), ("search", "replace"))


def blocks(value: object) -> str:
    """Return the edits that a value of JSON asks for as SEARCH/REPLACE blocks; empty where it is no such call."""
    if not isinstance(value, dict):
        return ""
    edits = value.get("edits", [value])
    found = [_block(edit) for edit in edits] if isinstance(edits, list) else []
    if not found or not all(found):
        return ""
    path = next((value[key] for key in PATHS if isinstance(value.get(key), str)), "")
    return "\n".join([path, *found, ""])


def _block(edit: object) -> str:
    """Return one edit as a block; whole lines, without their last line end."""
    if not isinstance(edit, dict):
        return ""
    old, new = next(((edit[old], edit.get(new)) for old, new in STRINGS if edit.get(old)), ("", ""))
    if not (old and isinstance(old, str) and isinstance(new, str)):
        return ""
    search, replace = (f"{side}\n" if side else "" for side in (old.removesuffix("\n"), new.removesuffix("\n")))
    return f"<<<<<<< SEARCH\n{search}=======\n{replace}>>>>>>> REPLACE"
