"""The flows a register knows, grouped so that a search looks through few of them."""

from __future__ import annotations

from collections.abc import Iterable

from govern.register.row import FlowKey


class FlowDirectory:
    """A fixed set of flows, found by force or by resource."""

    def __init__(self, keys: Iterable[FlowKey]) -> None:
        self._by_force: dict[str, list[FlowKey]] = {}
        self._by_resource: dict[tuple[str, str, str], list[FlowKey]] = {}
        for key in keys:
            self._by_force.setdefault(key.force, []).append(key)
            resource = (key.partner, key.category, key.purpose)
            self._by_resource.setdefault(resource, []).append(key)

    def keys(
        self,
        *,
        force: str | None = None,
        partner: str | None = None,
        category: str | None = None,
        purpose: str | None = None,
        direction: str | None = None,
    ) -> Iterable[FlowKey]:
        """Every flow with these parts; a part that is None may be anything."""
        if partner is not None and category is not None and purpose is not None:
            found = self._by_resource.get((partner, category, purpose), [])
        elif force is not None:
            found = self._by_force.get(force, [])
        else:
            found = [key for keys in self._by_force.values() for key in keys]
        wanted = (force, partner, category, purpose, direction)
        return [
            key
            for key in found
            if all(part is None or part == own for part, own in zip(wanted, key, strict=True))
        ]
