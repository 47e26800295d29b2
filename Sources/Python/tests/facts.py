"""All that GitPython says of a repository, asked in the same words of GitPython and of rgit."""

from __future__ import annotations

from typing import Any

_COMMIT = (
    "hexsha binsha type message summary encoding gpgsig authored_date committed_date author_tz_offset "
    "committer_tz_offset size name_rev trailers"
).split()


def person(actor: Any) -> tuple[Any, ...]:
    """All of an Actor."""
    return actor.name, actor.email, str(actor), repr(actor), hash(actor)


def commit(item: Any) -> dict[str, Any]:
    """All of a Commit."""
    found = {name: getattr(item, name) for name in _COMMIT}
    found["author"] = person(item.author)
    found["committer"] = person(item.committer)
    found["parents"] = [parent.hexsha for parent in item.parents]
    found["is tuple"] = isinstance(item.parents, tuple)
    found["tree"] = entry(item.tree)
    found["datetimes"] = [str(item.authored_datetime), str(item.committed_datetime), item.authored_datetime.tzname()]
    found["text"] = str(item), repr(item), hash(item)
    found["co_authors"] = [person(actor) for actor in item.co_authors]
    found["count"] = item.count(), item.count(paths="dir")
    found["iter_parents"] = [parent.hexsha for parent in item.iter_parents(max_count=5)]
    found["data"] = item.data_stream.read()
    found["total"] = item.stats.total
    found["files"] = [
        (path, {name: counts[name] for name in ("insertions", "deletions", "lines")})
        for path, counts in item.stats.files.items()
    ]
    return found


def entry(item: Any) -> dict[str, Any]:
    """All of a Blob, a Tree or a Submodule."""
    found = {name: getattr(item, name) for name in ("hexsha", "binsha", "type", "path", "mode", "name", "abspath", "size")}
    if item.type != "submodule":
        found["text"] = str(item), repr(item), hash(item)
        found["data"] = item.data_stream.read()
    if item.type == "blob":
        found["mime_type"] = item.mime_type
    return found


def difference(item: Any) -> dict[str, Any]:
    """All of a Diff."""
    names = (
        "change_type a_path b_path a_mode b_mode a_rawpath b_rawpath new_file deleted_file copied_file renamed_file "
        "renamed rename_from rename_to raw_rename_from raw_rename_to score diff"
    ).split()
    found = {name: getattr(item, name) for name in names}
    found["a_blob"] = item.a_blob and (item.a_blob.hexsha, item.a_blob.path, item.a_blob.mode)
    found["b_blob"] = item.b_blob and (item.b_blob.hexsha, item.b_blob.path, item.b_blob.mode)
    found["text"] = str(item)
    return found


def differences(index: Any) -> list[Any]:
    """All of a DiffIndex."""
    found = [difference(item) for item in index]
    for kind in ("A", "D", "M", "R", "T"):
        found.append({kind: [(item.a_path, item.b_path) for item in index.iter_change_type(kind)]})
    return found


def reference(item: Any) -> dict[str, Any]:
    """All of a reference."""
    found = {name: getattr(item, name) for name in ("path", "name", "abspath", "is_detached")}
    found["text"] = str(item), repr(item), hash(item), type(item).__name__
    found["object"] = item.object.hexsha, item.object.type
    found["valid"] = item.is_valid(), item.is_remote()
    try:
        found["commit"] = item.commit.hexsha
    except (ValueError, TypeError) as error:
        found["commit"] = type(error).__name__
    if item.is_remote():
        found["remote"] = item.remote_name, item.remote_head
    return found


def tag(item: Any) -> Any:
    """All of an annotated tag."""
    found = item.tag
    return found and {
        "names": (found.hexsha, found.tag, found.type, found.object.hexsha, found.object.type, repr(found)),
        "tagger": person(found.tagger),
        "date": (found.tagged_date, found.tagger_tz_offset, found.message, found.size),
    }


def submodule(item: Any) -> dict[str, Any]:
    """All of a Submodule."""
    found = {name: getattr(item, name) for name in ("name", "path", "url", "hexsha", "branch_path", "branch_name", "mode")}
    found["text"] = str(item), repr(item), hash(item)
    found["module"] = item.module_exists(), item.exists(), item.module().head.commit.hexsha
    found["children"] = len(item.children())
    found["parent_commit"] = item.parent_commit.hexsha
    found["config"] = item.config_reader().get_value("url")
    return found


def error(call: Any) -> str:
    """The name of the exception a call raises."""
    try:
        call()
    except Exception as raised:  # noqa: B902
        return type(raised).__name__
    return "none"


def facts(git: Any, path: str) -> dict[str, Any]:
    """The answers of a library, GitPython or rgit, by question."""
    repo = git.Repo(path)
    head = repo.head.commit
    commits = list(repo.iter_commits("HEAD"))
    reader = repo.config_reader("repository")
    found: dict[str, Any] = {
        "places": (repo.git_dir, repo.working_dir, repo.working_tree_dir, repo.common_dir, repo.bare),
        "kind": (repo.has_separate_working_tree(), repo.daemon_export, repo.alternates, repo.description),
        "rebase": repo.currently_rebasing_on(),
        "head": reference(repo.head),
        "head.reference": reference(repo.head.reference),
        "active_branch": (repo.active_branch.name, repr(repo.active_branch)),
        "is_dirty": [
            repo.is_dirty(),
            repo.is_dirty(index=False),
            repo.is_dirty(working_tree=False),
            repo.is_dirty(index=False, working_tree=False, untracked_files=True),
            repo.is_dirty(path="dir"),
            repo.is_dirty(path="main.txt"),
            repo.is_dirty(submodules=False),
        ],
        "untracked_files": repo.untracked_files,
        "ignored": [repo.ignored("ignored.o", "main.txt", "built/x"), repo.ignored("main.txt")],
        "heads": [reference(item) for item in repo.heads],
        "tracking": [repr(item.tracking_branch()) for item in repo.heads],
        "references": [reference(item) for item in repo.references],
        "tags": [(reference(item), tag(item)) for item in repo.tags],
        "tag": repr(repo.tag("v1.0")),
        "found by name": (repo.heads["main"].path, repo.heads.late.path, "main" in repo.heads, "none" in repo.heads),
        "remotes": [
            (item.name, str(item), repr(item), item.url, list(item.urls), item.exists(), [ref.path for ref in item.refs])
            for item in repo.remotes
        ],
        "remote": [repo.remote().refs.main.path, repo.remote("second").config_reader.get("url")],
        "commits": [commit(item) for item in commits],
        "traverse": [item.hexsha for item in head.traverse()],
        "list_traverse": [item.hexsha for item in head.list_traverse(depth=3, branch_first=False)],
        "entries": [entry(item) for item in head.tree.traverse() if item.type != "submodule"],
        "tree": [[item.path for item in head.tree.trees], [item.path for item in head.tree.blobs], len(head.tree)],
        "tree items": [head.tree["dir"].path, (head.tree / "main.txt").hexsha, "main.txt" in head.tree, head.tree[0].path],
        "tree of old": [item.path for item in repo.tree(commits[-1]).traverse(depth=1)],
        "deep first": [item.path for item in head.tree.traverse(branch_first=False)],
        "merge_base": [[item.hexsha for item in repo.merge_base("main", "topic/1")], repo.merge_base(head, commits[-1])[0].hexsha],
        "is_ancestor": [repo.is_ancestor(commits[-1], head), repo.is_ancestor(head, commits[-1])],
        "valid": [repo.is_valid_object(head.hexsha), repo.is_valid_object(head.hexsha, "blob"), repo.is_valid_object("0" * 40)],
        "equal": [
            head == repo.commit(),
            head != commits[1],
            repo == git.Repo(path),
            repo.heads[0] == repo.heads[0],
            commits[0].author == repo.commit().author,
            {head: 1}[repo.commit("HEAD")],
        ],
        "index": [tuple(item) for item in repo.index.entries.values()],
        "index text": [(str(item), repr(item), item.mtime, item.ctime, item.stage) for item in repo.index.entries.values()],
        "index keys": list(repo.index.entries),
        "blobs": [(stage, blob.hexsha, blob.path) for stage, blob in repo.index.iter_blobs(git.BlobFilter(["dir"]))],
        "unmerged": len(repo.index.unmerged_blobs()),
        "log": [tuple(map(str, item)) for item in repo.head.log()],
        "log_entry": str(repo.head.log_entry(-1)),
        "branch log": [item.newhexsha for item in repo.heads.main.log()],
        "submodules": [submodule(item) for item in repo.submodules],
        "iter_submodules": [item.name for item in repo.iter_submodules()],
        "config": [
            repo.config_reader().get_value("user", "name"),
            repo.config_reader().get_value('section "sub"', "number"),
            repo.config_reader("repository").get_value("core", "bare"),
            repo.config_reader().get_value("none", "none", "default"),
            repo.config_reader().has_section('branch "main"'),
            repo.config_reader("repository").get('remote "origin"', "fetch"),
            reader.sections(),
            reader.get_values('remote "origin"', "url"),
            reader.items('branch "main"'),
        ],
    }
    found["iter_commits"] = {
        str(keywords): [item.hexsha for item in repo.iter_commits(*words, **keywords)]
        for words, keywords in (
            ((), {"max_count": 3}),
            ((), {"max_count": 3, "skip": 2}),
            (("main", "dir"), {}),
            (("main", ["dir", "main.txt"]), {}),
            (("v1.0..main",), {}),
            (("--all",), {}),
            (("main",), {"no_merges": True, "reverse": True}),
            (("main",), {"author": "Zo", "n": 2}),
            (("main",), {"first_parent": True}),
            (("main",), {"since": "@1700100000 +0000", "until": "@1700400000 +0000"}),
            (("main",), {"grep": "Merge", "i": True}),
        )
    }
    found["rev_parse"] = {
        rev: (repo.rev_parse(rev).hexsha, repo.rev_parse(rev).type)
        for rev in (
            "HEAD", "main", "v1.0", "v1.0^{}", "v1.0^0", "HEAD~2", "HEAD^", "HEAD:main.txt", "HEAD^{tree}", "light",
            "topic/1", "refs/heads/main", "origin/main", "HEAD:dir", head.hexsha, head.hexsha[:8],
        )  # fmt: skip
    }
    found["errors"] = {
        "commit": error(lambda: repo.commit("no-such")),
        "rev_parse": error(lambda: repo.rev_parse("no-such")),
        "tree": error(lambda: repo.tree("no-such")),
        "entry": error(lambda: head.tree / "no such"),
        "iter_commits": error(lambda: list(repo.iter_commits("no-such"))),
        "pretty": error(lambda: list(repo.iter_commits(pretty="x"))),
        "remote": error(lambda: repo.remote("no-such")),
        "submodule": error(lambda: repo.submodule("no-such")),
        "merge_base": error(lambda: repo.merge_base("main")),
        "unknown base": error(lambda: repo.merge_base("main", "no-such")),
        "head": error(lambda: repo.heads["no-such"]),
        "attribute": error(lambda: repo.heads.no_such),
        "missing": error(lambda: git.Repo(path + "/no-such")),
        "no repository": error(lambda: git.Repo("/")),
        "below": error(lambda: git.Repo(path + "/dir")),
        "blame": error(lambda: repo.blame("HEAD", "no-such")),
        "config": error(lambda: repo.config_reader().get("no", "such")),
        "tag": error(lambda: repo.tag("no-such").commit),
        "change type": error(lambda: head.diff("HEAD~1").iter_change_type("X").__next__()),
    }
    found["search"] = git.Repo(path + "/dir", search_parent_directories=True).git_dir
    sides = {
        "parent": lambda **k: head.diff("HEAD~1", **k),
        "old": lambda **k: commits[-1].diff(head, **k),
        "old reversed": lambda **k: commits[-1].diff(head, R=True, **k),
        "tree": lambda **k: head.tree.diff(commits[-1].tree, **k),
        "index": lambda **k: head.diff(**k),
        "working tree": lambda **k: head.diff(None, **k),
        "nothing": lambda **k: commits[-1].diff(git.NULL_TREE, **k),
        "path": lambda **k: commits[-1].diff(head, paths="dir", **k),
        "paths": lambda **k: commits[-1].diff(head, paths=["dir", "main.txt"], **k),
        "index to HEAD": lambda **k: repo.index.diff("HEAD", **k),
        "index to working tree": lambda **k: repo.index.diff(None, **k),
    }
    for name, ask in sides.items():
        found["diff " + name] = differences(ask())
        found["patch " + name] = differences(ask(create_patch=True))
    for path_ in ("main.txt", "dir/c.c", "a.txt"):
        found["blame " + path_] = [
            (item.hexsha, person(item.author), item.authored_date, person(item.committer), item.committed_date, lines)
            for item, lines in repo.blame("HEAD", path_)
        ]
        found["entries " + path_] = sorted(
            (item.linenos.start, item.linenos.stop, item.commit.hexsha, item.orig_path, item.orig_linenos.start)
            for item in repo.blame_incremental("HEAD", path_)
        )
    return found
