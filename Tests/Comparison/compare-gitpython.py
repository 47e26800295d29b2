#!/usr/bin/env python3
# Asks GitPython and rgit the questions of the README's table that both answer, and reports every value that differs.
"""Compare the answers of GitPython and rgit, value by value.

    compare-gitpython.py RGIT REPOSITORY...        # every question in each repository
    compare-gitpython.py RGIT REPOSITORY --list    # only what is asked

Repositories are only read. Needs GitPython: `apt-get install python3-git`, or `pip install GitPython`.
Where the two mean different things by design, the question says so (`but`) and the comparison applies that difference
and no other. The exit status is 0 without differences, 1 with some, 2 where a question could not be asked.
"""

import argparse
import base64
import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import git

COMMITS = 200  # commits whose fields are compared
PATHS = 40  # files whose contents are compared
BLAMED = 3  # files that are blamed

ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "RGIT_"))}
QUESTIONS = []


class Asked:
    """A repository, open in GitPython, and rgit run in it."""

    def __init__(self, rgit, path):
        self.rgit_path = rgit
        self.path = path
        self.repo = git.Repo(path, search_parent_directories=True)
        self.commits = list(self.repo.iter_commits("HEAD", max_count=COMMITS))
        self.tip = self.commits[0]
        self.old = self.commits[min(len(self.commits) - 1, 50)]
        blobs = [item for item in self.repo.head.commit.tree.traverse() if item.type == "blob" and item.mode != 0o120000]
        self.blobs = blobs[:: max(1, len(blobs) // PATHS)]
        texts = [b for b in self.blobs if 200 < b.size < 20_000 and b"\0" not in b.data_stream.read()]
        self.texts = [blob.path for blob in texts[:BLAMED]]

    def run(self, *arguments, input=None, statuses=(0,)):
        """What rgit prints."""
        result = subprocess.run(
            (self.rgit_path, "-C", self.path, *arguments), env=ENVIRONMENT, capture_output=True, input=input
        )
        if result.returncode not in statuses:
            raise RuntimeError(f"rgit {' '.join(arguments)}: {result.returncode}: {result.stderr.decode()}")
        return result.stdout

    def value(self, *arguments):
        """The one bare value that rgit prints, or None for a null."""
        return self.run(*arguments).decode().removesuffix("\n") or None

    def values(self, *arguments):
        return self.run(*arguments).decode().splitlines()

    def document(self, *arguments, statuses=(0,)):
        return json.loads(self.run(arguments[0], "--json", *arguments[1:], statuses=statuses))

    def rows(self, *arguments, statuses=(0,)):
        return [json.loads(line) for line in self.run(arguments[0], "--ndjson", *arguments[1:], statuses=statuses).splitlines()]


def question(name, but=""):
    """Register a function that returns GitPython's answer and rgit's; `but` names the difference it applies."""

    def register(ask):
        QUESTIONS.append((name, but, ask))
        return ask

    return register


def exact(row, name):
    """The bytes of a field: those that did not decode stand beside it."""
    if f"{name}_base64" in row:
        return base64.b64decode(row[f"{name}_base64"])
    return row[name].encode()


# Repository


@question("Repo.working_tree_dir")
def _(a):
    return a.repo.working_tree_dir, a.value("info", "--value", "working_tree_dir")


@question("Repo.git_dir, common_dir")
def _(a):
    ours = [a.value("info", "--value", name) for name in ("git_dir", "common_dir")]
    return [os.path.realpath(a.repo.git_dir), os.path.realpath(a.repo.common_dir)], ours


@question("Repo.bare")
def _(a):
    return str(a.repo.bare).lower(), a.value("info", "--value", "bare")


@question("Repo.description, alternates")
def _(a):
    document = a.document("info")
    has_description = os.path.exists(os.path.join(a.repo.common_dir, "description"))  # GitPython fails without
    description = a.repo.description if has_description else None
    return [description, a.repo.alternates], [document["description"], document["alternates"]]


@question("Repo.head.commit.hexsha")
def _(a):
    return a.repo.head.commit.hexsha, a.value("info", "--value", "head.hexsha")


@question("Repo.head.is_detached, is_valid")
def _(a):
    head = a.document("info")["head"]
    return [a.repo.head.is_detached, not a.repo.head.is_valid()], [head["detached"], head["unborn"]]


@question("Repo.active_branch.name")
def _(a):
    theirs = None if a.repo.head.is_detached else a.repo.active_branch.name
    return theirs, a.value("info", "--value", "active_branch")


# Commits


@question("Repo.iter_commits, Commit.count")
def _(a):
    theirs = [sum(1 for _ in a.repo.iter_commits("HEAD")), a.tip.count()]
    return theirs, [len(a.values("log", "--value", "hexsha")), int(a.value("log", "--count"))]


@question("Repo.iter_commits(paths=, max_count=, skip=, no_merges=)")
def _(a):
    path = a.blobs[len(a.blobs) // 2].path
    theirs = [c.hexsha for c in a.repo.iter_commits("HEAD", paths=path, max_count=20, skip=1, no_merges=True)]
    return theirs, a.values("log", "-n", "20", "--skip", "1", "--no-merges", "--value", "hexsha", "--", path)


@question("Repo.iter_commits('A..B')")
def _(a):
    theirs = [c.hexsha for c in a.repo.iter_commits(f"{a.old.hexsha}..HEAD")]
    return theirs, a.values("log", f"{a.old.hexsha}..HEAD", "--value", "hexsha")


@question(
    "Commit: hexsha, tree, parents, author, committer, dates",
    but="people are as recorded: --no-mailmap; instants, for GitPython reads the zone +0530 as 5.3 hours",
)
def _(a):
    theirs = [
        [
            c.hexsha, c.tree.hexsha, [parent.hexsha for parent in c.parents],
            [c.author.name, c.author.email], [c.committer.name, c.committer.email],
            c.authored_date, c.committed_date, c.authored_datetime.timestamp(), c.committed_datetime.timestamp(),
        ]
        for c in a.commits
    ]
    ours = [
        [
            c["hexsha"], c["tree"], c["parents"],
            [c["author"]["name"], c["author"]["email"]], [c["committer"]["name"], c["committer"]["email"]],
            c["authored_date"], c["committed_date"],
            *(datetime.fromisoformat(c[key]).timestamp() for key in ("authored_datetime", "committed_datetime")),
        ]
        for c in a.rows("log", "--no-mailmap", "-n", str(COMMITS))
    ]
    return theirs, ours


@question(
    "Commit: message, summary, encoding, gpgsig",
    but="summary is the first paragraph, GitPython's the first line; gpgsig is null, GitPython's ''",
)
def _(a):
    rows = a.rows("log", "-n", str(COMMITS), "--fields", "summary,message,encoding,gpgsig")

    def first_paragraph(message):
        return " ".join(line.rstrip() for line in message.lstrip("\n").split("\n\n")[0].splitlines())

    theirs = [[first_paragraph(c.message), c.message, c.encoding, (c.gpgsig or "").strip()] for c in a.commits]
    return theirs, [[c["summary"], c["message"], c["encoding"], (c["gpgsig"] or "").strip()] for c in rows]


@question(
    "Commit.co_authors",
    but="git's trailers are the last paragraph, in any case of letters; GitPython finds one spelling anywhere",
)
def _(a):
    theirs, ours = [], []
    for commit, row in zip(a.commits, a.rows("log", "-n", str(COMMITS), "--fields", "co_authors")):
        people = [[person["name"], person["email"]] for person in row["co_authors"]]
        theirs.append([p for p in ([actor.name, actor.email] for actor in commit.co_authors) if p in people])
        ours.append([p for p in people if f"Co-authored-by: {p[0]} <{p[1]}>\n" in commit.message + "\n"])
    return theirs, ours


@question(
    "Commit.stats",
    but="no renames and first parent; binary files are 0 in GitPython, null here; GitPython 3.1.30 finds renames",
)
def _(a):
    theirs, ours = [], []
    for commit in a.commits[:60]:
        files = commit.stats.files
        if any(" => " in path for path in files):
            continue
        theirs.append({path: [f["insertions"], f["deletions"], f["lines"]] for path, f in files.items()})
        rows = a.rows("diff-stats", commit.hexsha, "--no-renames", "--diff-merges=first-parent")
        ours.append({r["path"]: [r[key] or 0 for key in ("insertions", "deletions", "lines")] for r in rows})
    return theirs, ours


@question("Commit.size, Commit.data_stream")
def _(a):
    header, content = a.run("cat", "--batch", input=b"HEAD\n").split(b"\n", 1)
    theirs = [a.tip.hexsha, a.tip.type, str(a.tip.size), a.tip.data_stream.read()]
    return theirs, header.decode().split(" ") + [content.removesuffix(b"\n")]


# Trees and blobs


@question("Tree.traverse: path, mode, hexsha, size")
def _(a):
    theirs = sorted(
        [item.path, f"{item.mode:06o}", item.hexsha, item.size]
        for item in a.repo.head.commit.tree.traverse()
        if item.type == "blob"
    )
    rows = a.rows("files", "HEAD")
    return theirs, sorted([r["path"], r["mode"], r["hexsha"], r["size"]] for r in rows if r["type"] == "blob")


@question("Blob.data_stream.read()")
def _(a):
    return [b.data_stream.read() for b in a.blobs], [a.run("cat", f"HEAD:{b.path}") for b in a.blobs]


@question("Index.entries")
def _(a):
    theirs = sorted([path, stage, f"{e.mode:06o}", e.hexsha] for (path, stage), e in a.repo.index.entries.items())
    rows = a.rows("files", "--index")
    return theirs, sorted([r["path"], r["stage"], r["mode"], r["hexsha"]] for r in rows)


# References


@question("Repo.heads: name, path, commit")
def _(a):
    theirs = sorted([head.name, head.path, head.commit.hexsha] for head in a.repo.heads)
    return theirs, sorted([r["name"], r["path"], r["hexsha"]] for r in a.rows("branches"))


@question("Head.tracking_branch()", but="rgit has the full name, GitPython the short one")
def _(a):
    theirs = {head.name: tracked.path if (tracked := head.tracking_branch()) else None for head in a.repo.heads}
    return theirs, {r["name"]: r["tracking_branch"] for r in a.rows("branches")}


@question("Repo.references")
def _(a):
    theirs = sorted([ref.path, ref.object.hexsha] for ref in a.repo.references)
    return theirs, sorted([r["path"], r["hexsha"]] for r in a.rows("refs"))


@question("Repo.tags: name, commit, tag object, tagger, date, message")
def _(a):
    theirs = []
    for tag in a.repo.tags:
        try:
            commit = tag.commit.hexsha
        except ValueError:  # GitPython refuses a tag that is of no commit
            continue
        row = [tag.name, commit, None, None, None, None]
        if tag.tag is not None:
            row[2:] = [tag.tag.hexsha, tag.tag.tagger.name, tag.tag.tagged_date, tag.tag.message.rstrip("\n")]
        theirs.append(row)
    ours = []
    for r in a.rows("tags"):
        if r["committed_date"] is None:
            continue
        row = [r["name"], r["object_hexsha"], None, None, None, None]
        if r["annotated"]:
            row[2:] = [r["hexsha"], r["tagger"]["name"], r["tagged_date"], r["message"].rstrip("\n")]
        ours.append(row)
    return sorted(theirs, key=str), sorted(ours, key=str)


@question("Repo.remotes: name, url")
def _(a):
    theirs = [[remote.name, remote.url] for remote in a.repo.remotes]
    return theirs, [[r["name"], r["url"]] for r in a.rows("remotes")]


# Revisions


@question("Repo.rev_parse")
def _(a):
    specifications = ["HEAD", "HEAD~3", "HEAD^{tree}", a.tip.hexsha[:12], f"HEAD:{a.blobs[0].path}"]
    theirs = [a.repo.rev_parse(each).hexsha for each in specifications]
    return theirs, a.values("rev-parse", *specifications, "--value", "hexsha")


@question("Repo.merge_base")
def _(a):
    theirs = [c.hexsha for c in a.repo.merge_base(a.tip.hexsha, a.old.hexsha)]
    return theirs, a.values("merge-base", a.tip.hexsha, a.old.hexsha, "--value", "hexsha")


@question("Repo.is_ancestor")
def _(a):
    theirs = [a.repo.is_ancestor(a.old, a.tip), a.repo.is_ancestor(a.tip, a.old)]
    pairs = [(a.old.hexsha, a.tip.hexsha), (a.tip.hexsha, a.old.hexsha)]
    return theirs, [a.document("is-ancestor", *pair, statuses=(0, 1))["is_ancestor"] for pair in pairs]


# Changes


@question("Commit.diff(other): change_type, paths, modes, objects, renames")
def _(a):
    def mode(value):
        return f"{value:06o}" if value else None

    def blob(value):
        return value.hexsha if value else None

    theirs = sorted(
        [d.change_type[0], d.a_path, d.b_path, mode(d.a_mode), mode(d.b_mode), blob(d.a_blob), blob(d.b_blob)]
        for d in a.old.diff(a.tip)
    )
    rows = a.rows("diff", a.old.hexsha, a.tip.hexsha)
    names = ("change_type", "a_path", "b_path", "a_mode", "b_mode", "a_hexsha", "b_hexsha")
    return sorted(theirs, key=str), sorted(([r[name] for name in names] for r in rows), key=str)


@question("Commit.diff(other, create_patch=True)", but="GitPython has the hunks without the lines above them")
def _(a):
    theirs = [
        [d.b_path or d.a_path, d.diff.decode(errors="replace")] for d in a.old.diff(a.tip, create_patch=True, full_index=True)
    ]
    ours = []
    for row in a.rows("diff", a.old.hexsha, a.tip.hexsha, "--patch", "--full-index"):
        patch = exact(row, "patch").decode(errors="replace")
        starts = [patch.find(start) for start in ("\n@@ ", "\nBinary files ") if start in patch]
        ours.append([row["b_path"] or row["a_path"], patch[min(starts) + 1 :] if starts else ""])
    return sorted(theirs), sorted(ours)


@question("HEAD against the index and the work tree, and the index against the work tree")
def _(a):
    head = a.repo.head.commit
    theirs = [sorted(d.b_path or d.a_path for d in diffs) for diffs in (head.diff(), head.diff(None), a.repo.index.diff(None))]
    return theirs, [sorted(a.values("diff", *how, "--value", "b_path")) for how in (["--staged"], ["HEAD"], [])]


@question("Repo.is_dirty")
def _(a):
    theirs = [
        a.repo.is_dirty(), a.repo.is_dirty(working_tree=False), a.repo.is_dirty(index=False),
        a.repo.is_dirty(untracked_files=True),
    ]
    status = a.document("status")
    staged, unstaged = bool(status["staged"]), bool(status["unstaged"])
    changed = staged or unstaged or bool(status["conflicted"])
    return theirs, [changed, staged, unstaged, changed or bool(status["untracked_files"])]


@question("Repo.untracked_files")
def _(a):
    return sorted(a.repo.untracked_files), sorted(a.document("status", "--untracked=all")["untracked_files"])


@question("Repo.ignored")
def _(a):
    paths = [a.blobs[0].path, "a.o", "built.o", "target", "nothing/at/all"]
    return sorted(a.repo.ignored(*paths)), sorted(a.run("ignored", *paths, "--value", "path", statuses=(0, 1)).decode().splitlines())


# Names, settings and what else there is


@question("Commit.name_rev")
def _(a):
    row = a.rows("name-rev", a.old.hexsha)[0]
    return a.old.name_rev, f"{row['hexsha']} {row['name']}"


@question("git.describe")
def _(a):
    theirs = a.repo.git.describe(a.tip.hexsha, tags=True, always=True)
    return theirs, a.value("describe", "--tags", "--always", a.tip.hexsha, "--value", "describe")


@question("Repo.config_reader")
def _(a):
    with a.repo.config_reader("repository") as reader:
        theirs = {
            key: reader.get("core", key) for key in reader.options("core") if not key.startswith("_")
        }
    return theirs, {key: a.value("config", f"core.{key}", "--value", "value") for key in theirs}


@question("Repo.submodules: name, path, url, hexsha")
def _(a):
    theirs = sorted([s.name, s.path, s.url, s.hexsha] for s in a.repo.submodules)
    return theirs, sorted([r["name"], r["path"], r["url"], r["hexsha"]] for r in a.rows("submodules"))


@question("Head.log: hexshas, actor, message")
def _(a):
    theirs = [[e.newhexsha, e.actor.name, e.message] for e in reversed(a.repo.head.log())]
    return theirs, [[r["hexsha"], r["actor"]["name"], r["message"]] for r in a.rows("reflog")]


@question("git.stash('list'), git.worktree('list'), git.notes('list')")
def _(a):
    def lines(text):
        return [line for line in text.splitlines() if line]

    theirs = [
        lines(a.repo.git.stash("list", "--format=%H")),
        [line.removeprefix("worktree ") for line in lines(a.repo.git.worktree("list", "--porcelain")) if line.startswith("worktree ")],
        sorted(line.split(" ")[1] for line in lines(a.repo.git.notes("list"))),
    ]
    ours = [a.values("stashes", "--value", "hexsha"), a.values("worktrees", "--value", "path"), sorted(a.values("notes", "--value", "hexsha"))]
    return theirs, ours


# Blame


@question("Repo.blame", but="rgit applies the mailmap; lines are compared with the commit that wrote them")
def _(a):
    theirs, ours = [], []
    for path in a.texts:
        lines = [(c.hexsha, line) for c, group in a.repo.blame("HEAD", path) for line in group]
        theirs.append([[h, line if isinstance(line, bytes) else line.encode()] for h, line in lines])
        rows = a.rows("blame", "HEAD", "--lines", "--", path)
        ours.append([[r["hexsha"], exact(r, "text")] for r in rows])
    return theirs, ours


def difference(theirs, ours):
    """The first place where two answers differ, in words."""
    if isinstance(theirs, list) and isinstance(ours, list):
        if len(theirs) != len(ours):
            return f"GitPython has {len(theirs)}, rgit {len(ours)}"
        for index, (one, other) in enumerate(zip(theirs, ours)):
            if one != other:
                return f"[{index}] {difference(one, other)}"
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for key in sorted(theirs.keys() | ours.keys()):
            if theirs.get(key) != ours.get(key):
                return f"[{key!r}] {difference(theirs.get(key), ours.get(key))}"
    return f"GitPython {theirs!r:.300}, rgit {ours!r:.300}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("rgit")
    parser.add_argument("repositories", nargs="+", metavar="REPOSITORY")
    parser.add_argument("--list", action="store_true", help="print the questions only")
    options = parser.parse_args()
    if options.list:
        for name, but, _ in QUESTIONS:
            print(name + (f" ({but})" if but else ""))
        return 0
    equal = differing = failed = 0
    for path in options.repositories:
        asked = Asked(str(Path(options.rgit).resolve()), path)
        for name, _, ask in QUESTIONS:
            try:
                theirs, ours = ask(asked)
            except Exception as error:  # a question that cannot be asked is reported, and the others are asked
                failed += 1
                print(f"{path}: {name}: {type(error).__name__}: {str(error).splitlines()[0]}")
                continue
            if theirs == ours:
                equal += 1
            else:
                differing += 1
                print(f"{path}: {name}: {difference(theirs, ours)}")
    print(f"{equal} equal, {differing} different, {failed} not asked")
    return 2 if failed else 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
