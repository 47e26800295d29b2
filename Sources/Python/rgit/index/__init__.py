"""The index and its entries."""

from rgit.exc import CheckoutError
from rgit.index.base import IndexFile
from rgit.index.typ import BaseIndexEntry, BlobFilter, IndexEntry, StageType

__all__ = ["BaseIndexEntry", "BlobFilter", "CheckoutError", "IndexEntry", "IndexFile", "StageType"]
