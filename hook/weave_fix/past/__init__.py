"""What earlier versions of a file say about damage that is committed already.

Each past change of a file is judged as the hook would have judged it, with the version before it as the base. A safe
repair of a change is carried over to today's text where the damage still stands there as it came in.
"""
