"""Could a person have written this change on purpose? The check that a repair from history has to pass.

The fitted decision says how much a change looks like damage. It cannot say what a writer wanted: a new name, a
translation or a rename is as unlike the old text as noise is. So each candidate is compared with the base as whole
words, and a repair is made by default only where the document holds text that nobody writes on purpose: a word cut
open, noise, a shuffled or misspelled word, a sentence that a stray word breaks. A well-formed word in the place of
another is intended, known or not.

`reasons` is the table of all that can be said, with its policy; `check` finds the kind of a change; one module
for each kind says what holds for it.
"""
