"""Find damaged Markdown before it is committed, and repair it by its history and its language.

As a library: `check_text`, `fix_text`, `apply`; see `weave_fix.library`.
"""

TYPE_CHECKING = False  # that of `typing` costs more than all else here
if TYPE_CHECKING:
    from weave_fix.library import Edit, Evidence, Finding, apply, check_text, fix_text

__version__ = "0.2.0"
__all__ = ["Edit", "Evidence", "Finding", "__version__", "apply", "check_text", "fix_text"]


def __getattr__(name: str) -> object:
    if name in __all__:
        from weave_fix import library

        return getattr(library, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
