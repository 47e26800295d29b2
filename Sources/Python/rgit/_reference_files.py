"""References as git keeps them: files, a file of packed ones, or a reftable, which rgit reads."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rgit._questions import Questions

__all__ = ["ReferenceFiles"]

# References of a worktree, not of the repository it belongs to.
_OWN_PREFIXES = ("refs/bisect/", "refs/worktree/", "refs/rewritten/")
_HEX = frozenset(b"0123456789abcdefABCDEF")


class ReferenceFiles:
    """Reads the references of a repository. Nothing is kept but the packed ones, while their file is the same."""

    def __init__(self, questions: Questions, git_dir: str, common_dir: str, is_reftable: bool) -> None:
        self._questions = questions
        self._git_dir = git_dir
        self._common_dir = common_dir
        self._is_reftable = is_reftable
        self._packed: dict[str, str] = {}
        self._packed_state: tuple[int, int, int] | None = None

    def file(self, path: str) -> str:
        """The file that has the reference where it is not packed."""
        is_own = not path.startswith("refs/") or path.startswith(_OWN_PREFIXES)
        return f"{self._git_dir if is_own else self._common_dir}/{path}"

    def read(self, path: str) -> tuple[str | None, str | None]:
        """The object a reference names, or the reference it points to; raises `ValueError` where there is none."""
        if ".." in path:
            raise ValueError(f"Invalid reference '{path}'")
        if self._is_reftable and (path == "HEAD" or path.startswith("refs/")):
            return self._read_reftable(path)
        name = self.file(path)
        try:
            descriptor = os.open(name, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
            try:
                data = os.read(descriptor, 1 << 14)
            finally:
                os.close(descriptor)
        except (OSError, ValueError):
            found = self.packed().get(path)
            if found is None:
                raise ValueError(f"Reference at {path!r} does not exist") from None
            return found, None
        words = data.split()
        if words and words[0] == b"ref:" and len(words) > 1:
            return None, os.fsdecode(words[1])
        if words and len(words[0]) in (40, 64) and _HEX.issuperset(words[0]):
            if path == "HEAD" and os.path.islink(name):
                target = os.readlink(name)
                if target.startswith("refs/"):
                    return None, target
            return words[0].decode("ascii").lower(), None
        raise ValueError(f"Failed to parse reference information from {path!r}")

    def _read_reftable(self, path: str) -> tuple[str | None, str | None]:
        if path == "HEAD":
            head = self._questions.ask_checked(["info", "--fields", "head"]).rows[0]["head"]
            return (None, head["name"]) if head["name"] else (head["hexsha"], None)
        for row in self._questions.ask_checked(["refs", "--fields", "path,hexsha,symbolic_target", path]).rows:
            if row["path"] == path:
                return (None, row["symbolic_target"]) if row["symbolic_target"] else (row["hexsha"], None)
        raise ValueError(f"Reference at {path!r} does not exist")

    def packed(self) -> dict[str, str]:
        """The packed references, each with the object it names."""
        name = self._common_dir + "/packed-refs"
        try:
            status = os.stat(name)
            state = (status.st_mtime_ns, status.st_size, status.st_ino)
            if state == self._packed_state:
                return self._packed
            with open(name, "rb") as file:
                data = file.read()
        except OSError:
            return {}
        found = {}
        for line in os.fsdecode(data).split("\n"):
            if line[:1] not in ("", "#", "^"):
                hexsha, _, path = line.partition(" ")
                found[path.rstrip("\r")] = hexsha
        self._packed = found
        self._packed_state = state
        return found

    def names(self, prefix: str) -> list[str]:
        """The full names of the references below a folder such as refs/heads, in order."""
        if self._is_reftable:
            rows = self._questions.ask_checked(["refs", "--fields", "path"]).rows
            return sorted(row["path"] for row in rows if row["path"].startswith(prefix + "/"))
        found = {path for path in self.packed() if path.startswith(prefix + "/")}
        start = len(self._common_dir) + 1
        for folder, _, files in os.walk(f"{self._common_dir}/{prefix}"):
            found.update(f"{folder[start:]}/{file}" for file in files if not file.endswith(".lock"))
        return sorted(found)
