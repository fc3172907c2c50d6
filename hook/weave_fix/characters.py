"""Characters of ASCII by kind, as the module `string` has them, whose import takes a millisecond of each run."""

PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
PRINTABLE = f"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ{PUNCTUATION} \t\n\r\v\f"
