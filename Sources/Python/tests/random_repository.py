"""Makes a repository with all that the package reads, at random but the same for the same seed."""

from __future__ import annotations

import os
import random

from .repositories import RepositoryTestCase

_NAMES = ["a.txt", "b.py", "dir/c.c", "dir/deep/d.md", "dir/e e.txt", "f.bin", "z/y/x.txt"]


class RandomRepository:
    """A repository at `path` with branches, merges, tags, a remote, a submodule, packed references and changes."""

    def __init__(self, test: RepositoryTestCase, seed: int) -> None:
        self._test = test
        self._random = random.Random(seed)
        self._clock = 1_700_000_000
        self._lines: dict[str, list[str]] = {}
        self.path = test.init(f"random{seed}")
        self._make()

    def _git(self, *words: str, **environment: str) -> str:
        return self._test.git(self.path, *words, **environment)

    def _people(self) -> dict[str, str]:
        number = self._random.randrange(4)
        zone = self._random.choice(["+0000", "+0200", "-0500", "+1100"])
        self._clock += self._random.randrange(1, 100_000)
        return {
            "GIT_AUTHOR_NAME": ["A U Thor", "Zoë Ünïcode", "x", "Two  Words"][number],
            "GIT_AUTHOR_EMAIL": ["author@example.com", "zoe@example.com", "", "a b@c"][number],
            "GIT_AUTHOR_DATE": f"{self._clock - self._random.randrange(1000)} {zone}",
            "GIT_COMMITTER_DATE": f"{self._clock} {self._random.choice(['+0000', '-0800'])}",
        }

    def _change(self) -> None:
        for _ in range(self._random.randrange(1, 4)):
            name = self._random.choice(_NAMES)
            if name.endswith(".bin"):
                self._test.write(self.path, name, self._random.randbytes(300))
                continue
            lines = self._lines.setdefault(name, [f"{name} {number}" for number in range(20)])
            for _ in range(self._random.randrange(1, 5)):
                place = self._random.randrange(len(lines) + 1)
                if self._random.random() < 0.3 and len(lines) > 3:
                    del lines[place % len(lines)]
                else:
                    lines.insert(place, self._random.choice(["line", "Ä line", "\tline", ""]) + str(self._clock))
            end = "" if self._random.random() < 0.1 else "\n"
            self._test.write(self.path, name, "\n".join(lines) + end)

    def _message(self) -> str:
        return self._random.choice(
            [
                "One line",
                "Subject\n\nBody of\ntwo lines.",
                "Subject over\ntwo lines\n\nBody\n\nSigned-off-by: A U Thor <author@example.com>\n"
                "Co-authored-by: Zoë Ünïcode <zoe@example.com>\n",
                "Wîth ümlauts\n\n\nand blank lines\n\n",
            ]
        )

    def _commit(self, *options: str) -> None:
        self._git("add", "-A")
        self._git("commit", "-q", "--allow-empty", "--cleanup=verbatim", "-m", self._message(), *options, **self._people())

    def _make(self) -> None:
        test, choice = self._test, self._random
        # GitPython since 3.1.42 counts without renames; this has the older versions do the same.
        self._git("config", "diff.renames", "false")
        test.write(self.path, "a.txt", "".join(f"line {number}\n" for number in range(8)))
        test.write(self.path, "dir/c.c", "int main(void) { return 0; }\n")
        for _ in range(4):
            self._change()
            self._commit()
        for number in range(3):
            self._git("checkout", "-q", "-b", f"topic/{number}")
            self._lines = {}
            self._test.write(self.path, f"topic{number}.txt", f"{number}\n" * 12)
            self._commit()
            if choice.random() < 0.5:
                self._git("mv", f"topic{number}.txt", f"renamed{number}.txt")
                self._commit()
            self._git("checkout", "-q", "main")
            self._test.write(self.path, "main.txt", f"main {number}\n")
            self._commit()
            self._git("merge", "-q", "--no-ff", "-m", f"Merge {number}\n\nall of it", f"topic/{number}", **self._people())
        os.symlink("a.txt", os.path.join(self.path, "link"))
        test.write(self.path, "run.sh", "#!/bin/sh\n")
        os.chmod(os.path.join(self.path, "run.sh"), 0o755)
        self._commit()
        self._git("tag", "light")
        self._git("tag", "-a", "-m", "An annotated tag\n\nwith a body", "v1.0", **self._people())
        self._git("tag", "-a", "-m", "of a tag", "nested", "v1.0", **self._people())
        self._git("tag", "blob", "HEAD:main.txt")
        self._submodule()
        self._commit("--author", "Other Person <other@example.com>")
        self._git("pack-refs", "--all")
        self._git("-c", "gc.reflogExpire=never", "-c", "gc.reflogExpireUnreachable=never", "gc", "-q")
        self._git("tag", "-a", "-m", "later", "v1.1", "HEAD~1", **self._people())
        self._git("branch", "late")
        self._remote()
        self._changes()

    def _submodule(self) -> None:
        other = self._test.init(f"{os.path.basename(self.path)}-module")
        self._test.commit(other, "Of the submodule", {"inner.txt": "inner\n"})
        self._git("-c", "protocol.file.allow=always", "submodule", "-q", "add", "--name", "the module", other, "sub/module")

    def _remote(self) -> None:
        other = os.path.join(self._test.folder, os.path.basename(self.path) + "-remote")
        self._test.git(self._test.folder, "clone", "-q", "--bare", self.path, other)
        self._git("remote", "add", "origin", other)
        self._git("remote", "add", "second", "git@example.com:second.git")
        self._git("remote", "set-url", "--add", "origin", "https://example.com/other.git")
        self._git("config", "url.https://mirror.example.com/.insteadOf", "https://example.com/")
        self._git("fetch", "-q", "origin")
        self._git("remote", "set-head", "origin", "main")
        self._git("branch", "-q", "--set-upstream-to=origin/main", "main")
        self._git("branch", "-q", "--set-upstream-to=origin/topic/1", "topic/0")
        self._git("config", "user.name", "Some One")
        self._git("config", "section.sub.number", "42")
        self._git("config", "section.sub.text", 'with "quotes" # and more')

    def _changes(self) -> None:
        self._test.write(self.path, ".gitignore", "*.o\nbuilt/\n")
        self._test.write(self.path, "staged.txt", "staged\n")
        self._git("add", "staged.txt", ".gitignore")
        self._git("rm", "-q", "run.sh")
        self._test.write(self.path, "main.txt", "changed\n")
        os.unlink(os.path.join(self.path, "link"))
        self._test.write(self.path, "new.txt", "new\n")
        self._test.write(self.path, "folder/new too.txt", "new\n")
        self._test.write(self.path, "ignored.o", "o")
