"""The content of a file."""

from __future__ import annotations

from rgit.objects.base import IndexObject

__all__ = ["Blob"]


class Blob(IndexObject):
    """The content of a file, at a path and with a mode where these are known."""

    DEFAULT_MIME_TYPE = "text/plain"
    type: str = "blob"

    executable_mode = 0o100755
    file_mode = 0o100644
    link_mode = 0o120000

    __slots__ = ()

    @property
    def mime_type(self) -> str:
        """The kind of content that the ending of the path promises."""
        import mimetypes

        return (mimetypes.guess_type(self.path)[0] if self.path else None) or self.DEFAULT_MIME_TYPE
