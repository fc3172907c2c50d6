"""The project's own benchmark: it repeats the README's figures on any clone that has Markdown and a history.

    python -m bench CLONE                     exactness, time and memory, weave-fix beside codespell and typos
    python -m bench CLONE --speed             what commits cost: a file, 500, whole files, the model, words, notes
    python -m bench CLONE --apply             diffs bent as people and language models write them, and who applies them
    python -m bench --faults                  the command killed, its system calls failing, texts that nobody wrote
    python -m bench CLONE --regimes clean-edit --show 20
    python -m bench CLONE --draw FILE         the human edits alone, for `python -m weave_fix.training.history.train`

The way of a figure: `edits` draws what people really did, each a Markdown file before and after one ordinary commit;
`regimes` damages the text after it with operations of the reference set; `sandbox` lays HEAD and index out as a real
git repository; `measure` runs the installed command in it, as a user would, and takes its time and memory; `score`
compares what then stands in the working tree with what the human wrote; `table` prints it.

| regime | HEAD has | staged is | right is |
|---|---|---|---|
| `history` | the text before a human's edit | the text after it, one damage in it | the text after it |
| `episode` | the same | three to ten damages in one file | the same |
| `clean-edit` | the same | the human's text as it is | no change: every change is a false fix |
| `new` | no such file | the text after it, one damage in it | the text after it, or what the tool makes of that |
| `episode-new` | no such file | three to ten damages in one file | the same |
| `clean-new` | no such file | the human's text as it is | no change |

In the last three HEAD holds up to thirty other files of the clone, so that the repository's words are known; none of
their versions is judged. A human's text has typos of its own. What a tool makes of the undamaged text, as a new file
too, is therefore right as well in `new` and `episode-new`: a typo that it mends there costs it nothing.

Per operation: `exact`, the file is byte for byte what is right; `closer` and `worse`, fewer or more character
edits (Levenshtein) away from it than the damaged file was; `seen`, a finding of the tool's report touches a damaged
line, or one beside it; `left`, the character edits that remain, of those that the damage made; `changed` and `seen` in
`clean-edit` and `clean-new`, a file that the tool changed, or found something in; `places` and `found` in `clean-new`,
the places that it changed and its findings, in 100,000 words. In `clean-edit` and `clean-new` a change may be right all
the same, where it mends a human's typo: `--show` prints them to be read.

Everything but time and memory is settled by the clone's HEAD, `--seed` and the options.
"""
