"""Making the tables, and what stands beside them: the triggers by which the database itself refuses
to change or delete an event, and the index of words.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from govern.store import rows
from govern.store.search import words_index
from govern.store.tables import Row

_GUARDED = ("event", "tree_node")
_KNOWN = rows.__all__


def create(connection: Connection) -> None:
    """Make every table and what stands beside them, as the newest migration would: for tests;
    installations migrate.
    """
    Row.metadata.create_all(connection)
    for statement in additions(connection.dialect.name):
        connection.execute(text(statement))


def additions(dialect: str) -> list[str]:
    """Statements that make what no table of the code describes."""
    return [*guards(dialect), *words_index.makes(dialect)]


def removals(dialect: str) -> list[str]:
    """Statements that take it away again: for the downgrade of the first migration alone."""
    return [*unguards(dialect), *words_index.unmakes()]


def guards(dialect: str) -> list[str]:
    """Statements that make UPDATE and DELETE on the ledger's tables fail in the database."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_{verb.lower()}_refused BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
            for table in _GUARDED
            for verb in ("UPDATE", "DELETE")
        ]
    function = (
        "CREATE OR REPLACE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$"
    )
    return [
        function,
        *(
            f"CREATE TRIGGER {table}_refused BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only()"
            for table in _GUARDED
        ),
    ]


def unguards(dialect: str) -> list[str]:
    """Statements that take the guards away again."""
    if dialect == "sqlite":
        return [
            f"DROP TRIGGER {table}_{verb}_refused"
            for table in _GUARDED
            for verb in ("update", "delete")
        ]
    drops = [f"DROP TRIGGER {table}_refused ON {table}" for table in _GUARDED]
    return [*drops, "DROP FUNCTION ledger_is_append_only()"]
