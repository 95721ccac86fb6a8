"""Who is looking: a signed-in person, the appointments they hold and the one they act under."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_login import UserMixin

from govern.store.sign_ins import Post
from workflows.engine import Actor


@dataclass(frozen=True)
class Viewer(UserMixin):  # type: ignore[misc]  # Flask-Login comes without types
    """A person whose sign-in is whole: both factors given, not ended, not idle.

    `acting` is None until someone with several appointments has chosen one.
    """

    person_id: str
    name: str
    session_id: str
    method: str
    posts: Sequence[Post]
    acting: Post | None
    actor: Actor | None

    def get_id(self) -> str:
        """The sign-in that this is, as Flask-Login names it."""
        return self.session_id

    @property
    def role(self) -> str | None:
        """The role acted under, as its permanent slug."""
        return self.acting.role if self.acting else None
