"""Sound pages of several makes, and frames that put a passage where its kind of passage stands."""

from __future__ import annotations

WRAPPED = """\
---
title: Snapshots
description: How a backup is kept, and for how long
weight: 40
tags: [backup, retention]
---

# Snapshots

A snapshot is a list of the files that a folder held at one moment, together with the
pieces that their contents are made of. Each piece is stored once, however many
snapshots refer to it, so that a daily snapshot of a large folder costs little more
than what has changed since yesterday.

## Keeping and forgetting

Old snapshots are removed by `cellar forget`, which takes a policy and never looks at
the contents. The policy below keeps one snapshot for each of the last 7 days, one for
each of the last 5 weeks and one for each of the last 12 months:

```toml
[retention]
daily = 7
weekly = 5
monthly = 12
dry_run = false  # set to true to see what would go
```

Forgetting a snapshot does not free any space by itself. The pieces that no snapshot
refers to any more are deleted by `cellar prune`, which needs an exclusive lock on the
repository and may take an hour for a terabyte.

| Command | Needs the lock | Frees space |
|---------|----------------|-------------|
| forget  | no             | no          |
| prune   | yes            | yes         |
| check   | shared         | no          |

## Restoring

1. List the snapshots with `cellar list --host laptop`.
2. Mount the one that you want, see [Mounting](mounting.md#read-only).
3. Copy the files out, and compare their checksums with the list.

> Restore something once a month. A backup that was never read back is a hope and not
> a backup.
"""

UNWRAPPED = """\
# Northgate

[![build](https://ci.example.org/northgate/badge.svg)](https://ci.example.org/northgate)

Northgate is a small reverse proxy for internal services. It terminates TLS, checks the caller's token against your \
identity provider, and forwards the request to whichever backend is healthy. There is no database and no cluster to \
run: the whole configuration is one file that you keep in git.

## Getting started

Install the package, write a configuration and start the server. The server reads the configuration once, binds its \
port and then drops its privileges, so it can run as an ordinary user. When the file changes, send the process a \
hangup signal and it will reload the routes without closing any connection.

```sh
pip install northgate
northgate init > northgate.yaml
northgate serve --config northgate.yaml --port 8443
```

## Routes

A route has a host, a path prefix and a list of backends. Requests are matched against the longest prefix first, \
and a request that matches no route is answered with status 404. Backends are probed every 10 seconds, and one that \
fails three probes in a row receives no traffic until it answers again.

* `host` is the name that the client asked for, without the port.
* `prefix` must begin with a slash and should not end with one.
* `backends` is a list of addresses, tried in random order.
* `timeout` is how long a backend may take for its first byte, 30 seconds unless you say otherwise.

## Tokens

Callers authenticate with a bearer token that your identity provider has signed. Northgate fetches the provider's \
keys at startup and caches them for an hour, which means that a revoked key keeps working for up to an hour as \
well. If that is too long for you, set `keys.refresh` to a shorter interval, and read the [notes on rate \
limits](docs/limits.md) before you do.

## Contributing

Bug reports are welcome. Please run `make check` before you open a pull request, and describe what you expected to \
happen as well as what happened instead.
"""

GERMAN = """\
# Datensicherung

Eine Sicherung, die niemand je zurückgespielt hat, ist keine Sicherung, sondern eine Hoffnung. Deshalb prüft das \
Werkzeug jede Nacht eine zufällige Auswahl der gespeicherten Blöcke und meldet Abweichungen sofort.

## Einrichtung

Legen Sie zuerst ein Verzeichnis an, in dem die Blöcke abgelegt werden, und notieren Sie das Kennwort an einem \
sicheren Ort. Ohne das Kennwort lassen sich die Daten nicht wiederherstellen, auch nicht vom Hersteller. Die Größe \
eines Blocks beträgt höchstens 8 MB.

- Der Schlüssel liegt im Ordner `~/.cellar` und darf nur für Sie lesbar sein.
- Die Ausschlussliste enthält Muster, eines je Zeile.
- Das Protokoll wird nach 30 Tagen gelöscht.

## Wiederherstellung

Zur Wiederherstellung genügt ein einziger Befehl. Bereits vorhandene Dateien werden nicht überschrieben, es sei \
denn, Sie verlangen es ausdrücklich. Prüfen Sie danach stichprobenartig, ob die Inhalte vollständig sind.
"""

FOREIGN = """\
# Proofing the dough

Leave the dough in a covered bowl until it has doubled. In a warm kitchen that takes an hour; in a cold one
it may take three, and the bread will taste the better for it. Press it with a wet finger: if the dent fills
slowly and not quite, the dough is ready for the oven.

- Strong flour holds more water than weak flour.
- Salt slows the yeast down, sugar hurries it along.
"""


def sentence(passage: str) -> str:
    """Return a page with the passage in the midst of a paragraph that is one long line."""
    return UNWRAPPED.replace("There is no database", f"{passage} There is no database")


def block(passage: str) -> str:
    """Return a page of wrapped lines with the passage, without its last line end, as a block of its own."""
    return WRAPPED.replace("## Restoring\n", f"{passage}\n\n## Restoring\n")


def front(passage: str) -> str:
    """Return a page with the passage as the last lines of its front matter."""
    return WRAPPED.replace("retention]\n---\n", f"retention]\n{passage}\n---\n")


def crlf(passage: str) -> str:
    """Return the page of `block` with line ends as on Windows."""
    return block(passage).replace("\n", "\r\n")


def german(passage: str) -> str:
    """Return a German page with the passage in the midst of a paragraph."""
    return GERMAN.replace("Die Größe eines", f"{passage} Die Größe eines")


def whole(passage: str) -> str:
    """Return the passage, which is a whole page."""
    return passage


def stretch(page: str, start: str, end: str) -> str:
    """Return what the page holds from the first `start` to the first `end` behind it, both of them included."""
    at = page.index(start)
    return page[at : page.index(end, at) + len(end)]


def exchanged(page: str, first: str, second: str) -> tuple[str, str]:
    """Return the page, and the page with two passages, which it has once each in this order, exchanged."""
    a, b = page.index(first), page.index(second)
    assert a + len(first) <= b
    assert page.count(first) == page.count(second) == 1
    return page, page[:a] + second + page[a + len(first) : b] + first + page[b + len(second) :]


def replaced(page: str, passage: str, other: str) -> tuple[str, str]:
    """Return the page, and the page with `other` in the place of the passage, which it has once."""
    assert page.count(passage) == 1
    return page, page.replace(passage, other)
