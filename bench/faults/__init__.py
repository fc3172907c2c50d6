"""Faults on purpose: the command is killed, its system calls fail, and it gets texts that nobody wrote.

    python -m bench --faults                              kills, failing calls and texts, a few minutes
    python -m bench --faults --kills 1000 --calls 2000 --texts 1000000 --seed 3

| part | what is done | what has to hold after it |
|---|---|---|
| kills | SIGKILL, SIGTERM or SIGINT, at a random moment or at a random system call | the state of the repository |
| calls | one system call of the command fails, or all of its kind from one on | the same, and what was said is true |
| texts | random bytes and Markdown, with and without a base | no exception, no second repair, a diff for `git apply` |

The repository has a damaged staged file, one with unstaged edits beside the damage, one with unstaged edits in the
damaged sentence, and a sound one with unstaged edits; a second one has notes that wait for a commit's message. Its
state is right when each file is the old one or the repaired one, byte for byte, the index is as it was, no lock is
left, an undisturbed run then ends as it would have before, its diff is one that `git apply` takes, and the run after
`git add` finds nothing. System calls are made to fail by `strace`; where it is not installed, that part is left out.
"""
