"""Reads YAML so that every fault can be told with its file, line and path."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, NoReturn

import yaml

from documents.definition import DefinitionError

_FAST: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = "tag:yaml.org,2002:null"
_BOOL = "tag:yaml.org,2002:bool"
_INT = "tag:yaml.org,2002:int"
_STR = "tag:yaml.org,2002:str"


class _Loader(_FAST):  # type: ignore[misc]  # the base is chosen at run time, fast one first
    """YAML 1.2 scalars alone: `yes`, `no` and dates stay text, as lawyers who edit these expect."""

    yaml_implicit_resolvers: ClassVar[dict[str | None, list[tuple[str, re.Pattern[str]]]]] = {}


_Loader.add_implicit_resolver(_NULL, re.compile(r"^(?:null|~|)$"), ["n", "~", ""])
_Loader.add_implicit_resolver(_BOOL, re.compile(r"^(?:true|false)$"), ["t", "f"])
_Loader.add_implicit_resolver(_INT, re.compile(r"^-?(?:0|[1-9][0-9]*)$"), list("-0123456789"))


@dataclass(frozen=True, slots=True)
class Item:
    """One place in a YAML file: its value, with the file, line and path to tell faults by."""

    file: str
    path: str
    node: yaml.Node

    def fail(self, fault: str) -> NoReturn:
        """Raise the fault at this place."""
        line = self.node.start_mark.line + 1
        where = f"line {line}" + (f", {self.path}" if self.path else "")
        raise DefinitionError(self.file, where, fault)

    def fields(self, *, needs: Collection[str] = (), may: Collection[str] = ()) -> dict[str, Item]:
        """The entries of a mapping; fails on a missing, unknown or repeated key."""
        found = self.entries()
        for key in needs:
            if key not in found:
                self.fail(f"needs '{key}'")
        for key, item in found.items():
            if key not in needs and key not in may:
                item.fail(f"does not know '{key}'")
        return {key: item for key, item in found.items() if not item.is_null()}

    def entries(self) -> dict[str, Item]:
        """Every entry of a mapping, whatever its keys; fails on a repeated key."""
        if not isinstance(self.node, yaml.MappingNode):
            self.fail("must be a mapping")
        found: dict[str, Item] = {}
        for key_node, value_node in self.node.value:
            key = str(key_node.value)
            item = Item(self.file, f"{self.path}.{key}".lstrip("."), value_node)
            if key in found:
                Item(self.file, item.path, key_node).fail(f"repeats '{key}'")
            found[key] = item
        return found

    def items(self) -> Iterator[Item]:
        """The entries of a list."""
        if not isinstance(self.node, yaml.SequenceNode):
            self.fail("must be a list")
        for index, node in enumerate(self.node.value):
            yield Item(self.file, f"{self.path}[{index}]", node)

    def is_null(self) -> bool:
        """True for an explicit null."""
        return bool(self.node.tag == _NULL)

    def is_list(self) -> bool:
        """True for a list."""
        return isinstance(self.node, yaml.SequenceNode)

    def is_mapping(self) -> bool:
        """True for a mapping."""
        return isinstance(self.node, yaml.MappingNode)

    def is_scalar(self) -> bool:
        """True for one value: neither a list nor a mapping."""
        return isinstance(self.node, yaml.ScalarNode)

    def text(self) -> str:
        """Text that is not blank, without surrounding white space."""
        if self.node.tag != _STR or not str(self.node.value).strip():
            self.fail("must be text")
        return str(self.node.value).strip()

    def boolean(self) -> bool:
        """`true` or `false`."""
        if self.node.tag != _BOOL:
            self.fail("must be true or false")
        return bool(self.node.value == "true")

    def integer(self) -> int:
        """A whole number."""
        if self.node.tag != _INT:
            self.fail("must be a whole number")
        return int(self.node.value)

    def date(self) -> dt.date:
        """A date written YYYY-MM-DD."""
        try:
            return dt.date.fromisoformat(self.text())
        except ValueError:
            self.fail("must be a date written YYYY-MM-DD")

    def scalar(self) -> str | bool | int:
        """Text, true or false, or a whole number."""
        if self.node.tag == _BOOL:
            return self.boolean()
        return self.integer() if self.node.tag == _INT else self.text()

    def matching(self, pattern: str, wanted: str) -> str:
        """Text of that form; `wanted` says the form in words."""
        value = self.text()
        if not re.fullmatch(pattern, value):
            self.fail(f"'{value}' must be {wanted}")
        return value

    def one_of(self, allowed: Collection[str]) -> str:
        """Text that is one of the allowed values."""
        value = self.text()
        if value not in allowed:
            self.fail(f"'{value}' must be one of {', '.join(sorted(allowed))}")
        return value


def read(path: Path) -> Item:
    """The root of a YAML file; DefinitionError when it is missing, is no YAML, or is empty."""
    name = f"{path.parent.name}/{path.name}"
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
    except OSError as error:
        raise DefinitionError(name, "file", f"cannot be read: {error.strerror}") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DefinitionError(name, f"line {line}", f"is not YAML: {error.problem}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DefinitionError(name, "file", f"is not YAML in UTF-8: {error}") from error
    if node is None:
        raise DefinitionError(name, "line 1", "is empty")
    return Item(name, "", node)
