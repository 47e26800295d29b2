"""Reads git repositories with GitPython's names and git's exact numbers.

    from rgit import Repo
    repo = Repo(".")
    for commit in repo.iter_commits(max_count=10):
        print(commit.hexsha, commit.author, commit.summary)

Names are imported when they are first used.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from rgit.cmd import Git as Git
    from rgit.cmd import refresh as refresh
    from rgit.compat import safe_decode as safe_decode
    from rgit.config import GitConfigParser as GitConfigParser
    from rgit.db import GitCmdObjectDB as GitCmdObjectDB
    from rgit.db import GitDB as GitDB
    from rgit.diff import INDEX as INDEX
    from rgit.diff import NULL_TREE as NULL_TREE
    from rgit.diff import Diff as Diff
    from rgit.diff import Diffable as Diffable
    from rgit.diff import DiffConstants as DiffConstants
    from rgit.diff import DiffIndex as DiffIndex
    from rgit.exc import AmbiguousObjectName as AmbiguousObjectName
    from rgit.exc import BadName as BadName
    from rgit.exc import BadObject as BadObject
    from rgit.exc import BadObjectType as BadObjectType
    from rgit.exc import CacheError as CacheError
    from rgit.exc import CheckoutError as CheckoutError
    from rgit.exc import CommandError as CommandError
    from rgit.exc import GitCommandError as GitCommandError
    from rgit.exc import GitCommandNotFound as GitCommandNotFound
    from rgit.exc import GitError as GitError
    from rgit.exc import HookExecutionError as HookExecutionError
    from rgit.exc import InvalidDBRoot as InvalidDBRoot
    from rgit.exc import InvalidGitRepositoryError as InvalidGitRepositoryError
    from rgit.exc import NoSuchPathError as NoSuchPathError
    from rgit.exc import ODBError as ODBError
    from rgit.exc import ParseError as ParseError
    from rgit.exc import RepositoryDirtyError as RepositoryDirtyError
    from rgit.exc import UnmergedEntriesError as UnmergedEntriesError
    from rgit.exc import UnsafeOptionError as UnsafeOptionError
    from rgit.exc import UnsafeProtocolError as UnsafeProtocolError
    from rgit.exc import UnsupportedOperation as UnsupportedOperation
    from rgit.exc import WorkTreeRepositoryUnsupported as WorkTreeRepositoryUnsupported
    from rgit.index.base import IndexFile as IndexFile
    from rgit.index.typ import BaseIndexEntry as BaseIndexEntry
    from rgit.index.typ import BlobFilter as BlobFilter
    from rgit.index.typ import IndexEntry as IndexEntry
    from rgit.index.typ import StageType as StageType
    from rgit.objects.base import IndexObject as IndexObject
    from rgit.objects.base import Object as Object
    from rgit.objects.blob import Blob as Blob
    from rgit.objects.commit import Commit as Commit
    from rgit.objects.submodule import RootModule as RootModule
    from rgit.objects.submodule import RootUpdateProgress as RootUpdateProgress
    from rgit.objects.submodule import Submodule as Submodule
    from rgit.objects.submodule import UpdateProgress as UpdateProgress
    from rgit.objects.tag import TagObject as TagObject
    from rgit.objects.tree import Tree as Tree
    from rgit.objects.tree import TreeModifier as TreeModifier
    from rgit.refs.head import HEAD as HEAD
    from rgit.refs.head import Head as Head
    from rgit.refs.log import RefLog as RefLog
    from rgit.refs.log import RefLogEntry as RefLogEntry
    from rgit.refs.reference import Reference as Reference
    from rgit.refs.remote import RemoteReference as RemoteReference
    from rgit.refs.symbolic import SymbolicReference as SymbolicReference
    from rgit.refs.tag import Tag as Tag
    from rgit.refs.tag import TagReference as TagReference
    from rgit.remote import FetchInfo as FetchInfo
    from rgit.remote import PushInfo as PushInfo
    from rgit.remote import Remote as Remote
    from rgit.remote import RemoteProgress as RemoteProgress
    from rgit.repo._blame import BlameEntry as BlameEntry
    from rgit.repo.base import Repo as Repo
    from rgit.types import PathLike as PathLike
    from rgit.util import Actor as Actor
    from rgit.util import BlockingLockFile as BlockingLockFile
    from rgit.util import IterableList as IterableList
    from rgit.util import LockFile as LockFile
    from rgit.util import Stats as Stats
    from rgit.util import remove_password_if_present as remove_password_if_present
    from rgit.util import rmtree as rmtree
    from rgit.util import to_hex_sha as to_hex_sha

__version__ = "0.1.0"

# The module of each name.
_MODULES = {
    "cmd": "Git refresh",
    "compat": "safe_decode",
    "config": "GitConfigParser",
    "db": "GitCmdObjectDB GitDB",
    "diff": "INDEX NULL_TREE Diff DiffConstants DiffIndex Diffable",
    "exc": (
        "AmbiguousObjectName BadName BadObject BadObjectType CacheError CheckoutError CommandError GitCommandError "
        "GitCommandNotFound GitError HookExecutionError InvalidDBRoot InvalidGitRepositoryError NoSuchPathError "
        "ODBError ParseError RepositoryDirtyError UnmergedEntriesError UnsafeOptionError UnsafeProtocolError "
        "UnsupportedOperation WorkTreeRepositoryUnsupported"
    ),
    "index.base": "IndexFile",
    "index.typ": "BaseIndexEntry BlobFilter IndexEntry StageType",
    "objects.base": "IndexObject Object",
    "objects.blob": "Blob",
    "objects.commit": "Commit",
    "objects.submodule": "RootModule RootUpdateProgress Submodule UpdateProgress",
    "objects.tag": "TagObject",
    "objects.tree": "Tree TreeModifier",
    "refs.head": "HEAD Head",
    "refs.log": "RefLog RefLogEntry",
    "refs.reference": "Reference",
    "refs.remote": "RemoteReference",
    "refs.symbolic": "SymbolicReference",
    "refs.tag": "Tag TagReference",
    "remote": "FetchInfo PushInfo Remote RemoteProgress",
    "repo": "Repo",
    "repo._blame": "BlameEntry",
    "types": "PathLike",
    "util": "Actor BlockingLockFile IterableList LockFile Stats remove_password_if_present rmtree to_hex_sha",
}

_PLACES = {name: module for module, names in _MODULES.items() for name in names.split()}
_SUBMODULES = frozenset("aio cmd compat config db diff exc index objects refs remote repo rows types util".split())

if not TYPE_CHECKING:  # a type checker goes by the imports above
    __all__ = [*sorted(_PLACES)]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    module = _PLACES.get(name)
    if module is not None:
        value = getattr(import_module("rgit." + module), name)
        globals()[name] = value
        return value
    if name in _SUBMODULES:
        return import_module("rgit." + name)
    raise AttributeError(f"module 'rgit' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_PLACES})
