"""Repositories."""

from rgit.repo._blame import BlameEntry
from rgit.repo.base import Repo

__all__ = ["BlameEntry", "Repo"]
