"""Writes the classes of rows, rgit/_row_types.py, from the JSON Schemas that the program prints."""

from __future__ import annotations

import json
import os
import subprocess
from typing import Any

PATH = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "rgit", "_row_types.py")

COMMANDS = """
activity age ahead-behind attributes blame blame-stats branches check config contributors coupling describe diff-stats
files hotspots ignored last-modified log merge-base name-rev notes owners reflog refs remotes rev-parse search stashes
status submodules tags weight worktrees
""".split()

_HEAD = '''"""The classes of rows, one for each command: written by tests/row_types.py from `rgit schema COMMAND`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rgit.rows import Row

if TYPE_CHECKING:
    from datetime import datetime as DateTime
'''

_SCALARS = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}


def _class_name(words: str) -> str:
    return "".join(word.capitalize() for word in words.replace("_", "-").split("-"))


def _annotation(schema: dict[str, Any], name: str, classes: dict[str, dict[str, Any]]) -> str:
    """The type of a value; objects are added to `classes` by name."""
    for parts in (schema.get("oneOf"), schema.get("anyOf")):
        if parts:
            return _annotation(parts[0], name, classes) + " | None"
    if "type" not in schema:
        return "str | None" if None in schema.get("enum", ()) else "str"
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    nullable = " | None" if "null" in types else ""
    kinds = [kind for kind in types if kind != "null"]
    if kinds == ["array"]:
        return f"list[{_annotation(schema['items'], name, classes)}]{nullable}"
    if kinds == ["object"]:
        classes[name] = schema["properties"]
        return name + nullable
    if schema.get("format") == "date-time":
        return "DateTime" + nullable
    return " | ".join(_SCALARS[kind] for kind in kinds) + nullable


def _class_text(name: str, help: str, members: dict[str, dict[str, Any]]) -> str:
    inner: dict[str, dict[str, Any]] = {}
    fields = [
        f"    {member}: {_annotation(value, name + _class_name(member), inner)}\n"
        for member, value in members.items()
        if not member.endswith("_base64")
    ]
    before = [_class_text(kind, f"A value of a `{name}`.", schema) for kind, schema in inner.items()]
    return "".join(before) + f'\n\nclass {name}(Row):\n    """{help}"""\n\n    __slots__ = ()\n\n' + "".join(fields)


def schema(command: str) -> dict[str, Any]:
    """The JSON Schema of a command's answer."""
    result = subprocess.run([os.environ["RGIT"], "schema", command], check=True, capture_output=True)
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def row_members(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The fields of the rows; where `--by` and the like choose other rows, the fields of all."""
    members: dict[str, dict[str, Any]] = {}
    for name, value in document["properties"].items():
        if name != "errors" and value.get("type") == "array" and value["items"].get("type") == "object":
            if "description" not in value:
                members.update(value["items"]["properties"])
    return members


def text() -> str:
    """The text of the module."""
    classes = [
        _class_text(_class_name(command) + "Row", f"A row of `rgit {command}`.", row_members(schema(command)))
        for command in COMMANDS
    ]
    names = "".join(f'    "{command}": {_class_name(command)}Row,\n' for command in COMMANDS)
    return _HEAD + "".join(classes) + "\n\nBY_COMMAND: dict[str, type[Row]] = {\n" + names + "}\n"


if __name__ == "__main__":
    with open(PATH, "w", encoding="utf-8") as file:
        file.write(text())
