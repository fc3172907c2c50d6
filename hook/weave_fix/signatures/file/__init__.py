"""Signatures of whole files: what an editor, an agent or a tool did to a text, seen from its form and its history.

One file a signature, as in the package above; `registry` says what a module offers, `context` what it is given.
"""
