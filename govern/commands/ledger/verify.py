"""Verifying the whole ledger: what `govern ledger verify` runs."""

from __future__ import annotations

from govern.clock import text
from govern.commands.ledger import authorisations, checkpoints, records, rows, texts
from govern.commands.ledger.nodes import Nodes
from govern.commands.ledger.report import Report, Told, untold
from govern.commands.ledger.walk import walk
from govern.installation import Installation
from govern.store.append import head


def verify(installation: Installation, *, signatures: bool = True, told: Told = untold) -> Report:
    """Prove that everything follows from the events, and name what does not.

    1 every leaf is canonical, in one chain, and its columns repeat it; 2 the stored tree is that of
    the leaves, and every kept checkpoint fits; 3 every projection row is what replay makes;
    4 every file the events name is in the archive, and every record is whole, of its act and at its
    place; 5 every private text is what its event committed to; 6 the register that follows from the
    events is the one that follows from the rows. It reads one state of the database and changes
    nothing. `signatures=False` compares records by digest alone, which is faster. `told` hears how
    far it is.
    """
    at = installation.clock.now()
    with installation.reading() as session:
        nodes, size = Nodes(session, checkpoints.sizes(installation)), head(session).size

        def each(hashed: str, done: int) -> None:
            nodes.take(bytes.fromhex(hashed))
            told("Events", done, size)

        walked = walk(session, installation.id, each)
        parts = [walked.part(), nodes.part()]
        parts.append(checkpoints.part(installation, walked.size, nodes.roots))
        if walked.tables is not None:
            parts.append(rows.part(session, walked.tables))
            parts.append(
                records.part(installation, session, walked.tables, signatures=signatures, told=told)
            )
        parts.append(texts.part(session))
        if walked.tables is not None:
            parts.append(authorisations.part(session, walked.tables, at))
    return Report(walked.size, nodes.root().hex(), text(at), tuple(parts))
