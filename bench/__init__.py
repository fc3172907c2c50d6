"""The project's own benchmark: it repeats the README's figures on any clone that has Markdown and a history.

    python -m bench CLONE                     exactness, time and memory, weave-fix beside codespell and typos
    python -m bench CLONE --speed             what a clean commit costs, 500 changed files, and the hook for notes
    python -m bench CLONE --regimes clean-edit --show 20
    python -m bench CLONE --draw FILE         the human edits alone, for `python -m weave_fix.decide.fit`

The way of a figure: `edits` draws what people really did, each a Markdown file before and after one ordinary commit;
`regimes` damages the text after it with operations of the reference set; `sandbox` lays HEAD and index out as a real
git repository; `measure` runs the installed command in it, as a user would, and takes its time and memory; `score`
compares what then stands in the working tree with what the human wrote; `table` prints it.

| regime | HEAD has | staged is | right is |
|---|---|---|---|
| `history` | the text before a human's edit | the text after it, one damage in it | the text after it |
| `episode` | the same | three to ten damages in one file | the same |
| `clean-edit` | the same | the human's text as it is | no change: every change is a false fix |

Per operation: `exact`, the file is byte for byte what the human wrote; `closer` and `worse`, fewer or more character
edits (Levenshtein) away from it than the damaged file was; `seen`, a finding of the tool's report touches a damaged
line, or one beside it; `left`, the character edits that remain, of those that the damage made; `changed` and `seen` in
`clean-edit`, a file that the tool changed, or found something in. Human text holds slips of its own, and a tool that
mends one is not exact here, so a change in `clean-edit` may still be right: `--show` prints them to be read.

Everything but time and memory is settled by the clone's HEAD, `--seed` and the options.
"""
