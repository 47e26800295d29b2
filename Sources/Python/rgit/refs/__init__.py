"""References."""

from rgit.refs.head import HEAD, Head
from rgit.refs.log import RefLog, RefLogEntry
from rgit.refs.reference import Reference
from rgit.refs.remote import RemoteReference
from rgit.refs.symbolic import SymbolicReference
from rgit.refs.tag import Tag, TagReference

__all__ = [
    "HEAD",
    "Head",
    "RefLog",
    "RefLogEntry",
    "Reference",
    "RemoteReference",
    "SymbolicReference",
    "Tag",
    "TagReference",
]
