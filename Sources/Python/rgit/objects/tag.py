"""An annotated tag."""

from __future__ import annotations


from rgit.objects.base import Object
from rgit.objects.util import get_object_type_by_name, parse_actor_and_date
from rgit.util import hex_to_bin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rgit.repo import Repo
    from rgit.types import AnyGitObject
    from rgit.util import Actor

__all__ = ["TagObject"]


class TagObject(Object):
    """An annotated tag: the object it names, its own name, who made it and when, and the message."""

    type: str = "tag"
    __slots__ = ("message", "object", "tag", "tagged_date", "tagger", "tagger_tz_offset")

    object: AnyGitObject
    tag: str
    tagger: Actor
    tagged_date: int
    tagger_tz_offset: int
    message: str

    def __init__(
        self,
        repo: Repo,
        binsha: bytes,
        object: AnyGitObject | None = None,
        tag: str | None = None,
        tagger: Actor | None = None,
        tagged_date: int | None = None,
        tagger_tz_offset: int | None = None,
        message: str | None = None,
    ) -> None:
        """The tag of this name; what is not given is read when first asked for."""
        super().__init__(repo, binsha)
        given = {
            "object": object,
            "tag": tag,
            "tagger": tagger,
            "tagged_date": tagged_date,
            "tagger_tz_offset": tagger_tz_offset,
            "message": message,
        }
        for name, value in given.items():
            if value is not None:
                setattr(self, name, value)

    def _set_cache_(self, attr: str) -> None:
        if attr not in TagObject.__slots__:
            super()._set_cache_(attr)
            return
        data = self.repo.odb.read(self.hexsha)[1]
        self.size: int = len(data)
        lines = data.decode("utf-8", "replace").splitlines()
        kind = get_object_type_by_name(lines[1].split(" ")[1])
        self.object = kind(self.repo, hex_to_bin(lines[0].split(" ")[1]))
        self.tag = lines[2][4:]
        if len(lines) > 3 and lines[3].startswith("tagger "):
            self.tagger, self.tagged_date, self.tagger_tz_offset = parse_actor_and_date(lines[3])
        self.message = "\n".join(lines[5:])
