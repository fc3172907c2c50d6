"""Sound files that lie in one folder with a damaged one stay as they are, whatever is asked for."""

from __future__ import annotations

import io

import pytest

from tests.conftest import Repo
from weave_fix.config import Config
from weave_fix.git import Repository
from weave_fix.run import run

ESSAY = """\
A few notes on why the allotment never looks like the plan:

Forgetfulness. Even old hands (forty years of digging, a shed full of labels)\x20
don't have an especially good list, and the kinds of tricks people resort\x20
to to try and get around this are a joy. My guess is that something like
every plot needs a written list that hangs on the door, however small
the plot is. I like the chalk board, it looks like a great way to keep the\x20
rows apart, but I'm not totally sure it won't wash off in a wet spring.

Rules vs Habits. There are 'rules' and 'habits' and a plot needs some amount
of both. The rules are what you can look up in a book or just copy from the
packet, and the habits are what is left. This is where the neighbour
comes in with her barrow to try and make up for it.

- keep a bunch of notes about the weather and put them in some order
you understand

- ask people who are good enough at pruning to show you and\x20
watch their hands

Weeds. The usual advice for 'pulling out everything that does\x20
not belong there' is to wait for rain. I've had good luck with a hoe
of the form "push it away", e.g. on gravel. "Watering a plant is
easy" and "watering a plant is work" are both true, and yes, I mean *really*
true. It's obvious to me after playing with different cans
that the hose isn't the problem, it's the tap.

I dunno, sounds like a very reasonable thing to grow to me."""
LETTER = """\
[Heading, possibly the name of a song]
```
beds_are_equal_to[6]
```

(9 words too many, would have to cut 9 words to make this fit)

So I made a form where you could write your wish on the first line and it would
look for a bed that suits. Basically you take some old wish W and see what grew.
Then you let the form guess\x20

```
wish: W
bed to look at: <result>
wanted crop: <result> (from last year)
gardener: any
bed before sowing: <free beds>
(do not ask again for more than 3 weeks)
bed that suits this crop:
```

As the form runs it has to draw these really really long rows of names that
aren't *explicitly asked for* by anybody, so it's going to waste its time on the
*kind* of soil instead of just drawing a lot.

Which brings us to \N{GREEK SMALL LETTER BETA}Compost, a mixture of leaves that is turned twice. He says
that the aim "is not to replace the old heap", and gives an example, which he calls
"the LFC heap" (Leaf First Compost).

[Thread, "The trouble with slugs is not what they eat,
it's what they leave. To be rid of them you have to go out, over and over again,
every night."]

[A photo of me, laughing, wearing a green hat with a torn brim and boots.]
---

Later we will see that, yes indeed, the form *can* tell a row of beans
from a row of peas."""
DAMAGED = """\
In thirty years of walking along the canal I found only once a heron that let me
come close, in the sense that it went on fishing while I stood beside it. I was sitting an in
old boat, my bag was on the bench, and suddenly, there it was. All of thefeathers
were wet, and the the eye was yellow. I tried countingthe rings on its leg."""
FILES = {"ESSAY.md": ESSAY, "LETTER.md": LETTER, "NEW_LETTER.md": DAMAGED}
MODES = {
    "default": Config(),
    "unsafe": Config(unsafe=True),
    "everything": Config(scope="all"),
    "everything-unsafe": Config(scope="all", unsafe=True),
    "named": Config(paths=tuple(FILES), scope="all", unsafe=True, strict=True),
    "history-alone": Config(language="none", unsafe=True),
}


def go(repo: Repo, config: Config) -> None:
    run(config, Repository.discover(repo.root), {"CI": "1"}, repo.root, io.StringIO(), io.StringIO())


@pytest.mark.parametrize("config", MODES.values(), ids=MODES)
def test_new_sound_files_beside_a_damaged_one_stay(repo: Repo, config: Config) -> None:
    for name, text in FILES.items():
        repo.write(name, text)
    repo.add()
    go(repo, config)
    assert (repo.read("ESSAY.md").decode(), repo.read("LETTER.md").decode()) == (ESSAY, LETTER)
    if config.language is None:
        assert b"sitting in an\nold boat" in repo.read("NEW_LETTER.md")
        assert b"counting the rings" in repo.read("NEW_LETTER.md")


@pytest.mark.parametrize("config", MODES.values(), ids=MODES)
def test_sound_files_stay_once_all_three_are_committed(repo: Repo, config: Config) -> None:
    repo.commit_files(dict(FILES))
    repo.write("NEW_LETTER.md", DAMAGED.replace("on the bench", "on thebench"))
    repo.write("ESSAY.md", ESSAY + "\n\n'Enough' is a word\nlike 'more to\nto come', is it not?\n")
    repo.add()
    essay = repo.read("ESSAY.md")
    go(repo, config)
    assert (repo.read("ESSAY.md"), repo.read("LETTER.md").decode()) == (essay, LETTER)
    assert b"on the bench" in repo.read("NEW_LETTER.md")
