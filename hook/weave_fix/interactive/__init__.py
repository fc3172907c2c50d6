"""`--interactive`: each repair is shown in its text, and a person says what becomes of it, as in `git add -p`.

Nothing is written before the last answer. What was not decided stays as it was.
"""
