# Makes random git repositories from seeds, the same ones for the same seed, for compare-binaries.py.
"""Random repositories: merges, octopus merges, several roots, renames, copies, binary files, symbolic links, submodules,
odd names, encodings, wrong clocks, mailmaps, attributes, tags, notes, remote branches with and without upstreams,
bots, trailers, dirty and conflicted working trees, bare, shallow and packed repositories with and without a commit-graph."""

import os
import random
import subprocess

ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_AUTHOR_DATE": "1700000000 +0100",
    "GIT_COMMITTER_DATE": "1700000000 +0100",
    "GIT_AUTHOR_NAME": "A U Thor",
    "GIT_AUTHOR_EMAIL": "author@example.com",
    "GIT_COMMITTER_NAME": "C O Mitter",
    "GIT_COMMITTER_EMAIL": "committer@example.com",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
}

PEOPLE = [
    ("A U Thor", "author@example.com"), ("A U Thor", "thor@work.example"), ("Thor, A. U.", "author@example.com"),
    ("Ren\u00e9 F", "rene@example.com"), ("Rene\u0301 F", "rene@example.com"), ("\u6f22\u5b57 \u540d", "kanji@example.com"),
    ("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com"), ("renovate-bot", "renovate@example.com"),
    ('"Quoted" O\'Brien', "OBrien@Example.COM"), ("o", "o@example.com"), ("", "noname@example.com"), ("No Mail", ""),
    ("Tab\tbed", "tab@example.com"), ("J\u00fcrgen", "jurgen@example.com"), ("a u thor", "AUTHOR@example.com"),
]
MAILMAP = [
    "# people", "A U Thor <author@example.com> <thor@work.example>", "Proper Name <o@example.com>",
    "Kanji <kanji@example.com>", "No One <noone@example.com> <noname@example.com>", "broken <line",
    "Bot <obrien@example.com>  # trailing words", "Co Author <co@example.com>",
    "A <a@example.com> Thor, A. U. <AUTHOR@example.com>",
]
ATTRIBUTES = [
    "*.c diff", "*.txt -diff", "*.h binary", "*.swift diff=swift", "src/** -diff", "main* !diff", "[attr]odd -diff",
    "*.gz odd", "/README* diff=none", "*.md text eol=crlf", "docs/* linguist-generated", "*.py text=auto",
]
FOLDERS = ["", "", "src/", "src/", "src/deep/er/", "docs/", "a b/", "\u00fcml/", "test.d/", "switch/"]
NAMES = [
    "main", "util", "README", "with space", 'quo"te', "back\\slash", "\u00e9t\u00e9", "tab\tname", "-dash", "a", "b",
    "[glob]", "star*", "line\nfeed", "HEAD", "main",
]
ENDINGS = [".c", ".h", ".swift", "", ".txt", ".tar.gz", ".md", ".py"]
COMMON = [b"", b"", b"}", b"{", b"    return 0;", b"    }", b"/* */", b"    break;"]
MESSAGES = [
    "change {n}\n", "change {n}\n", "Fix: things {n}\n\nWith a body.\n\nAnd another.\n", "subject {n}\nthat goes on\n\nbody\n",
    "no newline {n}", "", "\n\n  leading space {n}\n", "tab\there {n}   \n\n", "na\u00efve caf\u00e9 \U0001f600 {n}\n",
    "carriage {n}\r\n\r\nreturn\r\n", "control \x1b[31m \x07 {n}\n", "\n\n\n",
    "trailers {n}\n\nbody\n\nCo-authored-by: Co A <co@example.com>\nReviewed-by: Re V <re@example.com>\n",
    "sign {n}\n\nSigned-off-by: A U Thor <author@example.com>\nHelped-by: Z\n  folded <z@example.com>\n",
    "co {n}\n\nCo-Authored-By: CO A <co@example.com>\nCo-authored-by: dependabot[bot] <b@example.com>\n",
    "quote \" \\ , ; {n}\n\nline\n---\nnot a trailer: here\n",
]
ENCODED = [
    (b"caf\xe9 %d\n\nd\xe9\xe8\n", "ISO-8859-1"), (b"latin \xfc\xdf %d\n", "latin1"), (b"broken \xff\xfe\xc3( %d\n", None),
    (b"odd \xe9 %d\n", "x-unknown"), ("caf\u00e9 %d\n".encode(), "utf-8"),
]


def git(folder, *arguments, data=None, check=True):
    """Runs git in a folder and gives what it prints."""
    result = subprocess.run(("git", "-C", folder, *arguments), env=ENVIRONMENT, input=data, capture_output=True)
    if check and result.returncode != 0:
        raise SystemExit(f"git {' '.join(map(str, arguments))}: {result.stderr.decode(errors='replace')}")
    return result.stdout


class History:
    """A fast-import stream in the making."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.stream = []
        self.marks = 0
        self.clock = 1_500_000_000 if seed % 5 else 90_000  # a fifth of the histories begin in January 1970
        self.branches = {}  # name: (mark, tree)
        self.past = []  # (mark, tree)
        self.upstreams = {}

    def chance(self, percent):
        return self.random.randrange(100) < percent

    # Content: a tree is a dictionary of path: (mode, bytes), all of it values, so that trees can be shared.

    def line(self):
        if self.chance(45):
            return self.random.choice(COMMON)
        if self.chance(2):
            return b"c\xe9\xff%d" % self.random.randrange(50)
        return b"line %d" % self.random.randrange(12 if self.chance(30) else 5000)

    def text(self, count=None):
        count = count or (150 + self.random.randrange(150) if self.chance(10) else 1 + self.random.randrange(30))
        end = b"\r\n" if self.chance(12) else b"\n"
        content = end.join(self.line() for _ in range(count))
        return content if self.chance(12) else content + end

    def binary(self):
        return bytes(0 if place % 7 == 3 else self.random.randrange(256) for place in range(40 + self.random.randrange(400)))

    def path(self):
        path = self.random.choice(FOLDERS) + self.random.choice(NAMES) + self.random.choice(ENDINGS)
        return path.encode() + (b"\xe9\x80" if self.chance(5) else b"")

    def put(self, tree, path, entry):
        """Puts a file into a tree; it takes the place of what can't stand beside it."""
        for other in list(tree):
            if other == path or other.startswith(path + b"/") or path.startswith(other + b"/"):
                del tree[other]
        tree[path] = entry

    def create(self, tree):
        path = self.path()
        kind = self.random.randrange(24)
        if kind == 0:
            entry = ("100644", self.binary())
        elif kind == 1:
            entry = ("120000", self.random.choice([b"main.c", b"../up", b"no/where", b"\xc3\xa9"]))
        elif kind == 2:
            entry = ("160000", self.random.getrandbits(160).to_bytes(20, "big").hex().encode())
        elif kind == 3:
            entry = ("100644", b"")
        elif kind == 4:
            path = b".mailmap"
            entry = ("100644", "\n".join(line for line in MAILMAP if self.chance(60)).encode() + b"\n")
        elif kind == 5:
            path = self.random.choice([b"", b"", b"src/", b"docs/"]) + b".gitattributes"
            entry = ("100644", "\n".join(line for line in ATTRIBUTES if self.chance(50)).encode() + b"\n")
        elif kind == 6:
            path, entry = b"switch", ("100644", b"a file\n")
        else:
            entry = ("100755" if self.chance(10) else "100644", self.text())
        self.put(tree, path, entry)

    def edited(self, entry):
        mode, content = entry
        if mode == "160000":
            return (mode, self.random.getrandbits(160).to_bytes(20, "big").hex().encode())
        if mode == "120000":
            return (mode, b"new")
        if b"\0" in content:
            return (mode, content + bytes([self.random.randrange(256)]))
        lines = content.split(b"\n")
        for _ in range(1 + self.random.randrange(5)):
            place = self.random.randrange(len(lines) + 1)
            action = self.random.randrange(8)
            if action < 2:
                lines.insert(place, self.line())
            elif action < 4 and place < len(lines):
                lines[place] = self.line()
            elif action == 4:
                del lines[place:place + 1]
            elif action == 5:
                del lines[place:place + 5]
            elif action == 6:
                block = lines[place:place + 4]
                del lines[place:place + 4]
                target = self.random.randrange(len(lines) + 1)
                lines[target:target] = block
            elif place < len(lines):
                lines[place] += b" "
        return (mode, b"\n".join(lines))

    def change(self, tree):
        for _ in range(1 + self.random.randrange(4)):
            if not tree or self.chance(22):
                self.create(tree)
                continue
            path = self.random.choice(sorted(tree))
            entry = tree[path]
            action = self.random.randrange(100)
            if action < 8:
                del tree[path]
            elif action < 22:  # a rename, with or without a change
                del tree[path]
                self.put(tree, self.path(), entry if self.chance(50) else self.edited(entry))
            elif action < 26:
                self.put(tree, self.path(), entry if self.chance(60) else self.edited(entry))
            elif action < 30 and entry[0].startswith("100"):
                tree[path] = ("100755" if entry[0] == "100644" else "100644", entry[1])
            elif action < 32:
                tree[path] = ("120000", b"target")
            elif action < 35:
                tree[path] = ("100644", self.binary())
            elif action < 39 and b"/" in path:  # a whole folder moves
                folder = path[:path.index(b"/") + 1]
                for other in [other for other in tree if other.startswith(folder)]:
                    moved = tree.pop(other, None)
                    if moved:
                        self.put(tree, b"moved/" + other[len(folder):], moved)
            else:
                tree[path] = self.edited(entry)

    # Commits.

    def person(self, date):
        name, email = self.random.choice(PEOPLE)
        name = b"J\xfcrgen" if self.chance(4) else name.encode()
        offset = self.random.choice(["+0000", "+0000", "+0200", "-0730", "+0545", "+1400", "-1200", "-0000"])
        return name + b" <" + email.encode() + b"> %d " % max(0, date) + offset.encode()

    def add(self, text):
        self.stream.append(text if isinstance(text, bytes) else text.encode())

    def data(self, content):
        self.add(b"data %d\n" % len(content) + content + b"\n")

    @staticmethod
    def quoted(path):
        return b'"' + path.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n") + b'"'

    def commit(self, name, parents, tree):
        old = next((tree for mark, tree in self.past if parents and mark == parents[0]), {})
        step = self.random.randrange(20)
        if step == 0:
            self.clock = max(0, self.clock - self.random.randrange(200_000))  # a clock that was wrong
        elif step > 3:
            self.clock += 1 + self.random.randrange(4_000_000 if self.chance(20) else 9000)
        self.marks += 1
        mark = self.marks
        if not parents:
            self.add(f"reset refs/heads/{name}\n\n")
        self.add(f"commit refs/heads/{name}\nmark :{mark}\n")
        author = self.person(self.clock if self.chance(70) else self.clock - self.random.randrange(3_000_000))
        self.add(b"author " + author + b"\n")
        self.add(b"committer " + (author if self.chance(60) else self.person(self.clock)) + b"\n")
        if self.chance(12):
            message, encoding = self.random.choice(ENCODED)
            message = message % mark
        else:
            message, encoding = self.random.choice(MESSAGES).replace("{n}", str(mark)).encode(), None
        if encoding:
            self.add(f"encoding {encoding}\n")
        self.data(message)
        for place, parent in enumerate(parents):
            self.add(f"{'merge' if place else 'from'} :{parent}\n")
        for path in sorted(old):
            if path not in tree:
                self.add(b"D " + self.quoted(path) + b"\n")
        for path in sorted(tree):
            if old.get(path) == tree[path]:
                continue
            entry_mode, content = tree[path]
            if entry_mode == "160000":
                self.add(b"M 160000 " + content + b" " + self.quoted(path) + b"\n")
            else:
                self.add(f"M {entry_mode} inline ".encode() + self.quoted(path) + b"\n")
                self.data(content)
        self.add("\n")
        self.branches[name] = (mark, tree)
        self.past.append((mark, tree))
        if self.chance(10):
            self.tag(mark)

    def tag(self, mark):
        number = self.marks
        if self.chance(40):
            self.add(f"reset refs/tags/light-{number}\nfrom :{mark}\n\n")
            return
        self.marks += 1
        self.add(f"tag v1.{number}\nmark :{self.marks}\nfrom :{mark}\ntagger T <t@example.com> {self.clock} +0000\n")
        self.data(b"a tag\n")
        if self.chance(30):
            self.marks += 1
            self.add(f"tag nested/{number}\nmark :{self.marks}\nfrom :{self.marks - 1}\ntagger T <t@example.com> {self.clock} +0000\n")
            self.data(b"a tag of a tag\n")

    def step(self):
        action = self.random.randrange(100)
        names = sorted(self.branches)
        if not names or action < 4 and len(names) < 7:
            tree = {}
            for _ in range(1 + self.random.randrange(4)):
                self.create(tree)
            self.commit(f"root-{self.marks}" if names else "main", [], tree)
        elif action < 16 and len(names) < 7:
            mark, tree = self.past[-1 - self.random.randrange(min(len(self.past), 12))]
            tree = dict(tree)
            self.change(tree)
            name = self.random.choice(["topic", "fix/deep", "w\u00efp", "UPPER", "release-1.x"])
            self.commit(f"{name}-{self.marks}", [mark], tree)
        elif action < 38 and len(names) > 1:
            chosen = self.random.sample(names, min(len(names), 2 if action < 34 else 2 + self.random.randrange(3)))
            into, tree = self.branches[chosen[0]]
            parents, tree = [into], dict(tree)
            for name in chosen[1:]:
                mark, other = self.branches[name]
                if mark in parents:
                    continue
                parents.append(mark)
                if self.chance(15):
                    tree = dict(other)
                for path in sorted(other):
                    if self.chance(45):
                        self.put(tree, path, other[path])
            if self.chance(25):
                self.change(tree)
            self.commit(chosen[0], parents, tree)
        else:
            name = self.random.choice(names)
            mark, tree = self.branches[name]
            tree = dict(tree)
            if not self.chance(8):
                self.change(tree)
            self.commit(name, [mark], tree)


def dirty(folder, source):
    """Changes, adds and deletes files of a working tree, and stages some of it."""
    paths = [os.fsdecode(path) for path in git(folder, "ls-files", "-z").split(b"\0") if path]
    for path in sorted(paths):
        whole = os.path.join(folder, path)
        if os.path.islink(whole) or not os.path.isfile(whole):
            continue
        action = source.randrange(8)
        if action == 0:
            os.unlink(whole)
        elif action < 3:
            with open(whole, "ab") as file:
                file.write(b"one more line\n")
            if action == 1:
                git(folder, "--literal-pathspecs", "add", "--", path)
        elif action == 3:
            git(folder, "--literal-pathspecs", "rm", "-q", "--cached", "--", path)
    with open(os.path.join(folder, "new file.txt"), "wb") as file:
        file.write(b"one\ntwo\n")
    with open(os.path.join(folder, "untracked.txt"), "wb") as file:
        file.write(b"one\n")
    git(folder, "add", "--", "new file.txt")
    if source.randrange(3) == 0:
        with open(os.path.join(folder, "intended.txt"), "wb") as file:
            file.write(b"one\n")
        git(folder, "add", "-N", "--", "intended.txt")


def make(folder, seed, commits=70):
    """Makes the repository of a seed in a folder that does not exist yet, and gives what kind it is of."""
    history = History(seed)
    for _ in range(commits):
        history.step()
    source = history.random
    bare = seed % 7 == 3
    git(".", "init", "-q", *(["--bare"] if bare else []), "-b", "main", folder)
    names = sorted(history.branches)
    for place, name in enumerate(names):
        if source.randrange(10) < 6:
            mark = history.branches[name][0] if source.randrange(2) else source.choice(history.past)[0]
            if source.randrange(5):
                history.add(f"reset refs/remotes/origin/{name}\nfrom :{mark}\n\n")
            history.upstreams[name] = "." if place % 4 == 3 else "origin"
    history.add(f"reset refs/stash-like/one\nfrom :{source.choice(history.past)[0]}\n\n")
    history.add(f"commit refs/notes/commits\ncommitter N <n@example.com> {history.clock} +0000\n")
    history.data(b"notes\n")
    history.add(f"N inline :{source.choice(history.past)[0]}\n")
    history.data(b"a note\n")
    git(folder, "fast-import", "--quiet", "--force", data=b"".join(history.stream))
    git(folder, "config", "remote.origin.url", "../elsewhere")
    git(folder, "config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*")
    for name, remote in history.upstreams.items():
        git(folder, "config", f"branch.{name}.remote", remote)
        git(folder, "config", f"branch.{name}.merge", f"refs/heads/{name}")
    remotes = git(folder, "for-each-ref", "--format=%(refname)", "refs/remotes").decode().split()
    if remotes:
        git(folder, "symbolic-ref", "refs/remotes/origin/HEAD", remotes[0])
    # One history in three is held loose, with a commit-graph, or packed twice.
    if seed % 3 == 0:
        git(folder, "config", "gc.auto", "0")
        git(folder, "commit-graph", "write", "--reachable", "--changed-paths")
    elif seed % 3 == 1:
        git(folder, "repack", "-adq", "--depth=40")
        git(folder, "pack-refs", "--all")
    if source.randrange(4) == 0:
        git(folder, "replace", "main", "main~1", check=False)
    git(folder, "symbolic-ref", "HEAD", f"refs/heads/{source.choice(names)}")
    if not bare:
        git(folder, "-c", "core.protectNTFS=false", "reset", "-q", "--hard", check=False)
        if seed % 2:
            dirty(folder, source)
    if seed % 7 == 5:
        shallow = folder + ".shallow"
        git(".", "-c", "protocol.file.allow=always", "clone", "-q", "--no-local", "--depth=5", "--no-single-branch", f"file://{folder}", shallow, check=False)
        if os.path.isdir(shallow):
            return shallow
    return folder
