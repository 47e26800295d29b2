"""The classes of rows, one for each command: written by tests/row_types.py from `rgit schema COMMAND`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rgit.rows import Row

if TYPE_CHECKING:
    from datetime import datetime as DateTime


class ActivityRow(Row):
    """A row of `rgit activity`."""

    __slots__ = ()

    day: str | None
    week: str | None
    month: str | None
    quarter: str | None
    year: int | None
    weekday: int | None
    hour: int | None
    tag: str | None
    previous: str | None
    name: str | None
    email: str | None
    commits: int
    authors: int
    newcomers: int
    insertions: int
    deletions: int
    first_commit_date: int | None
    first_commit_datetime: DateTime | None
    last_commit_date: int | None
    last_commit_datetime: DateTime | None
    date: int | None
    datetime: DateTime | None


class AgeRow(Row):
    """A row of `rgit age`."""

    __slots__ = ()

    period: str
    hexsha: str
    date: int | None
    datetime: DateTime | None
    cohort: str
    lines: int
    share: float


class AheadBehindRow(Row):
    """A row of `rgit ahead-behind`."""

    __slots__ = ()

    revision: str
    base: str
    ahead: int
    behind: int
    hexsha: str
    base_hexsha: str


class AttributesRow(Row):
    """A row of `rgit attributes`."""

    __slots__ = ()

    path: str
    attribute: str
    state: str
    value: str


class BlameRowAuthor(Row):
    """A value of a `BlameRow`."""

    __slots__ = ()

    name: str
    email: str


class BlameRowCommitter(Row):
    """A value of a `BlameRow`."""

    __slots__ = ()

    name: str
    email: str


class BlameRow(Row):
    """A row of `rgit blame`."""

    __slots__ = ()

    hexsha: str
    path: str
    orig_path: str
    orig_start: int
    start: int
    lines: int
    author: BlameRowAuthor
    authored_date: int | None
    authored_datetime: DateTime | None
    committer: BlameRowCommitter
    committed_date: int | None
    committed_datetime: DateTime | None
    summary: str
    boundary: bool
    previous_hexsha: str | None
    previous_path: str | None
    text: str


class BlameStatsRow(Row):
    """A row of `rgit blame-stats`."""

    __slots__ = ()

    directory: str | None
    extension: str | None
    path: str | None
    day: str | None
    week: str | None
    month: str | None
    quarter: str | None
    year: int | None
    weekday: int | None
    hour: int | None
    hexsha: str | None
    name: str | None
    email: str | None
    domain: str | None
    lines: int
    share: float
    files: int
    commits: int | None
    boundary_lines: int
    oldest_date: int | None
    oldest_datetime: DateTime | None
    newest_date: int | None
    newest_datetime: DateTime | None


class BranchesRowAuthor(Row):
    """A value of a `BranchesRow`."""

    __slots__ = ()

    name: str
    email: str


class BranchesRowCommitter(Row):
    """A value of a `BranchesRow`."""

    __slots__ = ()

    name: str
    email: str


class BranchesRow(Row):
    """A row of `rgit branches`."""

    __slots__ = ()

    name: str
    path: str
    hexsha: str
    is_head: bool
    is_remote: bool
    symbolic_target: str | None
    tracking_branch: str | None
    upstream_gone: bool
    ahead: int | None
    behind: int | None
    base: str | None
    ahead_of_base: int | None
    behind_base: int | None
    merged: bool | None
    merged_how: str | None
    author: BranchesRowAuthor
    authored_date: int | None
    authored_datetime: DateTime | None
    committer: BranchesRowCommitter
    committed_date: int | None
    committed_datetime: DateTime | None
    summary: str


class CheckRow(Row):
    """A row of `rgit check`."""

    __slots__ = ()

    rule: str | None
    path: str | None
    line: int | None
    limit: int | str | None
    value: int | str | None
    hexsha: str | None
    submodule: str | None
    message: str | None
    reference: str | None
    group: str | None
    paths: int | None
    insertions: int | None
    deletions: int | None
    owners: list[str]
    through: list[str]
    files: list[str]


class ConfigRow(Row):
    """A row of `rgit config`."""

    __slots__ = ()

    key: str
    value: str | None
    scope: str
    origin: str
    file: str | None
    line: int | None


class ContributorsRow(Row):
    """A row of `rgit contributors`."""

    __slots__ = ()

    day: str | None
    week: str | None
    month: str | None
    quarter: str | None
    year: int | None
    weekday: int | None
    hour: int | None
    domain: str | None
    rank: int
    name: str | None
    email: str | None
    commits: int
    merges: int
    authors: int
    share: float
    insertions: int
    deletions: int
    lines: int
    files: int
    first_commit_date: int | None
    first_commit_datetime: DateTime | None
    last_commit_date: int | None
    last_commit_datetime: DateTime | None
    active_days: int


class CouplingRow(Row):
    """A row of `rgit coupling`."""

    __slots__ = ()

    a_path: str
    b_path: str
    shared: int
    a_commits: int
    b_commits: int
    degree: float
    jaccard: float


class DescribeRow(Row):
    """A row of `rgit describe`."""

    __slots__ = ()

    revision: str
    describe: str
    hexsha: str
    name: str | None
    depth: int | None
    dirty: bool | None


class DiffStatsRow(Row):
    """A row of `rgit diff-stats`."""

    __slots__ = ()

    path: str | None
    old_path: str | None
    directory: str | None
    extension: str | None
    change_type: str | None
    files: int | None
    insertions: int | None
    deletions: int | None
    lines: int | None
    binary: bool | None
    binary_files: int | None
    similarity: int | None
    a_path: str | None
    b_path: str | None
    a_mode: str | None
    b_mode: str | None
    a_hexsha: str | None
    b_hexsha: str | None
    graph: str | None


class FilesRowLastCommitAuthor(Row):
    """A value of a `FilesRowLastCommit`."""

    __slots__ = ()

    name: str
    email: str


class FilesRowLastCommit(Row):
    """A value of a `FilesRow`."""

    __slots__ = ()

    hexsha: str
    author: FilesRowLastCommitAuthor
    authored_date: int | None
    authored_datetime: DateTime | None
    committed_date: int | None
    committed_datetime: DateTime | None
    summary: str
    boundary: bool


class FilesRow(Row):
    """A row of `rgit files`."""

    __slots__ = ()

    mode: str
    type: str
    hexsha: str
    size: int | None
    path: str
    stage: int | None
    skip_worktree: bool | None
    assume_unchanged: bool | None
    intent_to_add: bool | None
    last_commit: FilesRowLastCommit | None


class HotspotsRow(Row):
    """A row of `rgit hotspots`."""

    __slots__ = ()

    path: str | None
    directory: str | None
    extension: str | None
    commits: int
    authors: int
    insertions: int
    deletions: int
    lines: int
    last_commit_date: int | None
    last_commit_datetime: DateTime | None
    score: int | None
    present: bool
    current_lines: int | None
    aliases: list[str]


class IgnoredRow(Row):
    """A row of `rgit ignored`."""

    __slots__ = ()

    path: str
    ignored: bool
    source: str | None
    line: int | None
    pattern: str | None


class LastModifiedRowAuthor(Row):
    """A value of a `LastModifiedRow`."""

    __slots__ = ()

    name: str | None
    email: str | None


class LastModifiedRowCommitter(Row):
    """A value of a `LastModifiedRow`."""

    __slots__ = ()

    name: str | None
    email: str | None


class LastModifiedRowCreatedAuthor(Row):
    """A value of a `LastModifiedRowCreated`."""

    __slots__ = ()

    name: str | None
    email: str | None


class LastModifiedRowCreatedCommitter(Row):
    """A value of a `LastModifiedRowCreated`."""

    __slots__ = ()

    name: str | None
    email: str | None


class LastModifiedRowCreated(Row):
    """A value of a `LastModifiedRow`."""

    __slots__ = ()

    hexsha: str | None
    author: LastModifiedRowCreatedAuthor
    authored_date: int | None
    authored_datetime: DateTime | None
    committer: LastModifiedRowCreatedCommitter
    committed_date: int | None
    committed_datetime: DateTime | None
    summary: str | None
    boundary: bool | None


class LastModifiedRow(Row):
    """A row of `rgit last-modified`."""

    __slots__ = ()

    path: str
    type: str
    hexsha: str | None
    author: LastModifiedRowAuthor
    authored_date: int | None
    authored_datetime: DateTime | None
    committer: LastModifiedRowCommitter
    committed_date: int | None
    committed_datetime: DateTime | None
    summary: str | None
    boundary: bool | None
    created: LastModifiedRowCreated | None


class LogRowAuthor(Row):
    """A value of a `LogRow`."""

    __slots__ = ()

    name: str
    email: str


class LogRowCommitter(Row):
    """A value of a `LogRow`."""

    __slots__ = ()

    name: str
    email: str


class LogRowTrailers(Row):
    """A value of a `LogRow`."""

    __slots__ = ()

    key: str
    value: str


class LogRowCoAuthors(Row):
    """A value of a `LogRow`."""

    __slots__ = ()

    name: str
    email: str


class LogRowLineRanges(Row):
    """A value of a `LogRow`."""

    __slots__ = ()

    path: str
    old_path: str | None
    start: int
    end: int
    changed: bool


class LogRowStatsTotal(Row):
    """A value of a `LogRowStats`."""

    __slots__ = ()

    files: int
    insertions: int
    deletions: int
    lines: int


class LogRowStatsFiles(Row):
    """A value of a `LogRowStats`."""

    __slots__ = ()

    path: str
    old_path: str | None
    change_type: str
    insertions: int | None
    deletions: int | None
    lines: int | None
    binary: bool
    similarity: int | None
    a_path: str
    b_path: str
    a_mode: str | None
    b_mode: str | None
    a_hexsha: str | None
    b_hexsha: str | None
    patch: str


class LogRowStats(Row):
    """A value of a `LogRow`."""

    __slots__ = ()

    total: LogRowStatsTotal
    files: list[LogRowStatsFiles]


class LogRow(Row):
    """A row of `rgit log`."""

    __slots__ = ()

    hexsha: str
    tree: str
    parents: list[str]
    authored_date: int | None
    authored_datetime: DateTime | None
    author: LogRowAuthor
    committed_date: int | None
    committed_datetime: DateTime | None
    committer: LogRowCommitter
    refs: list[str]
    summary: str
    message: str
    encoding: str
    gpgsig: str | None
    trailers: list[LogRowTrailers]
    co_authors: list[LogRowCoAuthors]
    side: str | None
    cherry: str | None
    selector: str | None
    reflog_message: str | None
    boundary: bool
    line_ranges: list[LogRowLineRanges]
    line_patch: str | None
    stats: LogRowStats | None


class MergeBaseRow(Row):
    """A row of `rgit merge-base`."""

    __slots__ = ()

    hexsha: str


class NameRevRow(Row):
    """A row of `rgit name-rev`."""

    __slots__ = ()

    revision: str
    name: str | None
    hexsha: str


class NotesRow(Row):
    """A row of `rgit notes`."""

    __slots__ = ()

    hexsha: str
    note_hexsha: str
    message: str
    ref: str


class OwnersRow(Row):
    """A row of `rgit owners`."""

    __slots__ = ()

    path: str | None
    name: str | None
    email: str | None
    lines: int | None
    commits: int | None
    share: float | None
    files: int | None
    rank: int | None
    bus_factor: int | None
    declared: list[str]
    line: int | None
    problem: str | None
    pattern: str | None
    owners: list[str]


class ReflogRowActor(Row):
    """A value of a `ReflogRow`."""

    __slots__ = ()

    name: str
    email: str


class ReflogRow(Row):
    """A row of `rgit reflog`."""

    __slots__ = ()

    hexsha: str
    selector: str
    index: int
    ref: str
    old_hexsha: str | None
    date: int
    datetime: DateTime
    actor: ReflogRowActor
    message: str


class RefsRow(Row):
    """A row of `rgit refs`."""

    __slots__ = ()

    path: str
    name: str
    kind: str
    hexsha: str
    object_hexsha: str
    type: str
    symbolic_target: str | None


class RemotesRow(Row):
    """A row of `rgit remotes`."""

    __slots__ = ()

    name: str
    url: str | None
    push_url: str | None
    fetch: list[str]
    push: list[str]
    head: str | None


class RevParseRow(Row):
    """A row of `rgit rev-parse`."""

    __slots__ = ()

    revision: str
    hexsha: str
    abbrev: str | None
    type: str | None
    name: str | None


class SearchRowAuthor(Row):
    """A value of a `SearchRow`."""

    __slots__ = ()

    name: str
    email: str


class SearchRowCommitter(Row):
    """A value of a `SearchRow`."""

    __slots__ = ()

    name: str
    email: str


class SearchRowLines(Row):
    """A value of a `SearchRow`."""

    __slots__ = ()

    added: bool
    line: int
    text: str


class SearchRow(Row):
    """A row of `rgit search`."""

    __slots__ = ()

    hexsha: str
    parent: str | None
    authored_date: int | None
    authored_datetime: DateTime | None
    author: SearchRowAuthor
    committed_date: int | None
    committed_datetime: DateTime | None
    committer: SearchRowCommitter
    summary: str
    path: str
    old_path: str | None
    change_type: str
    rule: str | None
    pattern: str
    before: int
    after: int
    line: int | None
    text: str | None
    lines: list[SearchRowLines]


class StashesRowAuthor(Row):
    """A value of a `StashesRow`."""

    __slots__ = ()

    name: str
    email: str


class StashesRow(Row):
    """A row of `rgit stashes`."""

    __slots__ = ()

    index: int
    selector: str
    hexsha: str
    authored_date: int | None
    authored_datetime: DateTime | None
    author: StashesRowAuthor
    branch: str | None
    message: str
    base: str | None
    index_commit: str | None
    untracked_commit: str | None


class StatusRowStages(Row):
    """A value of a `StatusRow`."""

    __slots__ = ()

    stage: int
    mode: str
    hexsha: str


class StatusRowSubmodule(Row):
    """A value of a `StatusRow`."""

    __slots__ = ()

    new_commits: bool
    modified: bool
    untracked: bool


class StatusRow(Row):
    """A row of `rgit status`."""

    __slots__ = ()

    x: str
    y: str
    path: str
    old_path: str | None
    staged: bool
    unstaged: bool
    untracked: bool
    ignored: bool
    conflicted: bool
    stages: list[StatusRowStages]
    submodule: StatusRowSubmodule | None
    a_mode: str | None
    index_mode: str | None
    b_mode: str | None
    a_hexsha: str | None
    b_hexsha: str | None
    similarity: int | None


class SubmodulesRow(Row):
    """A row of `rgit submodules`."""

    __slots__ = ()

    status: str
    path: str
    name: str
    hexsha: str | None
    head_hexsha: str | None
    describe: str | None
    branch: str | None
    url: str | None
    configured_url: str | None
    depth: int


class TagsRowTagger(Row):
    """A value of a `TagsRow`."""

    __slots__ = ()

    name: str
    email: str


class TagsRow(Row):
    """A row of `rgit tags`."""

    __slots__ = ()

    name: str
    path: str
    hexsha: str
    object_hexsha: str
    version_order: int | None
    annotated: bool
    signed: bool
    tagger: TagsRowTagger | None
    tagged_date: int | None
    tagged_datetime: DateTime | None
    committed_date: int | None
    committed_datetime: DateTime | None
    created_date: int | None
    created_datetime: DateTime | None
    message: str | None


class WeightRow(Row):
    """A row of `rgit weight`."""

    __slots__ = ()

    disk_bytes: int
    bytes: int
    max_bytes: int
    versions: int
    files: int
    present: bool
    deleted_date: int | None
    deleted_datetime: DateTime | None
    path: str | None
    directory: str | None
    extension: str | None
    hexsha: str | None
    first_commit: str | None
    paths: list[str]


class WorktreesRow(Row):
    """A row of `rgit worktrees`."""

    __slots__ = ()

    path: str
    hexsha: str | None
    branch: str | None
    detached: bool
    bare: bool
    locked: bool
    lock_reason: str | None
    prunable: bool
    prune_reason: str | None
    is_main: bool
    is_current: bool


BY_COMMAND: dict[str, type[Row]] = {
    "activity": ActivityRow,
    "age": AgeRow,
    "ahead-behind": AheadBehindRow,
    "attributes": AttributesRow,
    "blame": BlameRow,
    "blame-stats": BlameStatsRow,
    "branches": BranchesRow,
    "check": CheckRow,
    "config": ConfigRow,
    "contributors": ContributorsRow,
    "coupling": CouplingRow,
    "describe": DescribeRow,
    "diff-stats": DiffStatsRow,
    "files": FilesRow,
    "hotspots": HotspotsRow,
    "ignored": IgnoredRow,
    "last-modified": LastModifiedRow,
    "log": LogRow,
    "merge-base": MergeBaseRow,
    "name-rev": NameRevRow,
    "notes": NotesRow,
    "owners": OwnersRow,
    "reflog": ReflogRow,
    "refs": RefsRow,
    "remotes": RemotesRow,
    "rev-parse": RevParseRow,
    "search": SearchRow,
    "stashes": StashesRow,
    "status": StatusRow,
    "submodules": SubmodulesRow,
    "tags": TagsRow,
    "weight": WeightRow,
    "worktrees": WorktreesRow,
}
