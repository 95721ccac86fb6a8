"""What the bodies outside are called: the regulator, the consortium and who scrutinises it."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Bodies:
    """The names as settings give them, each written after "the"."""

    regulator: str
    regulator_short: str
    consortium: str
    scrutiny: str

    def named(self, words: str) -> str:
        """`words` with {regulator}, {regulator_short}, {consortium} and {scrutiny} put in; other
        fields in braces stay for whoever fills them.
        """
        for field, name in asdict(self).items():
            words = words.replace(f"{{{field}}}", name)
        return words
