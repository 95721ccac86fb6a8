"""What Alembic runs: the migrations on the connection that `govern.store.migrating` opened."""

from __future__ import annotations

from alembic import context

from govern.store import migrating
from govern.store.tables import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    render_as_batch=True,
    compare_type=True,
    compare_server_default=True,
    include_name=migrating.described,
)

with context.begin_transaction():
    context.run_migrations()
