"""The imported table of a records system's codes: whole or not at all, each fault by its place, and
what it does to questions.
"""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from govern.app import create_app
from govern.clock import text
from govern.commands.clients.add_client import add_client
from govern.commands.clients.authenticate_client import Client
from govern.commands.register.acknowledge import Observation, take_observation
from govern.commands.register.ceremony import hold_ceremony
from govern.commands.register.import_codes import import_codes
from govern.commands.register.publish import Publisher
from govern.commands.register.repository import Repository
from govern.errors import Forbidden, Invalid
from govern.register.codes import coded
from govern.register.repository.code_table import codes_name, read_codes
from govern.register.row import FlowKey
from govern.store.drift import alarms
from govern.store.identifiers import new_id
from govern.store.reconciling import unmapped
from tests.sharing import COUNCIL, TRUST, Sharing

FLOW = f"{COUNCIL}/crime-report/prevention/send"


def bring(sharing: Sharing, *rows: str, heading: str = "force,code,flow") -> dict[str, int]:
    content = "\n".join([heading, *rows])
    return import_codes(sharing.installation, by=None, content=content).codes


def ask(sharing: Sharing, code: str, action: str = "send") -> dict[str, Any]:
    body = {
        "subject": {"type": "force", "id": "essex"},
        "action": {"name": action},
        "resource": {"type": "rms_code", "id": code},
    }
    http: FlaskClient = create_app(sharing.installation).test_client()
    name = f"rms {code} {action} {sharing.installation.clock.now()}"
    token = add_client(sharing.installation, by=None, name=name[:100], forces=["essex"]).token
    sharing.people.later(seconds=1)
    answer = http.post(
        "/access/v1/evaluation", json=body, headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 200
    told: dict[str, Any] = answer.get_json()
    return told


def test_a_code_is_answered_like_the_flow_it_stands_for(sharing_anywhere: Sharing) -> None:
    bring(sharing_anywhere, f"essex,AGY-0142,{FLOW}")

    answer = ask(sharing_anywhere, "AGY-0142")

    assert answer["decision"] is True
    assert answer["context"]["flow"] == sharing_anywhere.flows[f"essex:{COUNCIL}"]
    assert answer["context"]["code"] == "AGY-0142"


def test_the_table_travels_with_the_published_register(sharing: Sharing) -> None:
    hold_ceremony(sharing.installation)
    publisher = Publisher(sharing.installation)
    first = publisher.turn()
    bring(sharing, f"essex,AGY-0142,{FLOW}")
    (published,) = publisher.turn()
    sharing.people.later(seconds=20)
    beat = publisher.turn()

    assert not any("codes" in name for one in first for name in one.changed)
    assert published.changed == (codes_name("essex"),)
    assert [one.changed for one in beat] == [()]
    (path,) = Repository(sharing.installation.settings).targets.glob(f"*.{codes_name('essex')}")
    (key,) = read_codes(path.read_bytes(), "essex").values()
    assert key == FlowKey("essex", *FLOW.split("/"))


def test_a_table_that_is_in_doubt_is_withdrawn(sharing: Sharing) -> None:
    hold_ceremony(sharing.installation)
    bring(sharing, f"essex,AGY-0142,{FLOW}")
    publisher = Publisher(sharing.installation)
    publisher.turn()
    essex = sharing.people.organisations["essex"]
    failed = {"table_name": "code_table", "row_key": essex, "record_sha256": None}
    sharing.record("evidence_failed", "evidence_failure", new_id(), failed)
    publisher.turn()

    state = Repository(sharing.installation.settings).state()
    assert state is not None
    assert codes_name("essex") not in state.targets.signed.targets


def test_a_flow_may_be_named_by_its_id(sharing: Sharing) -> None:
    bring(sharing, f"essex,AGY-0142,{sharing.flows[f'essex:{COUNCIL}']}")

    assert ask(sharing, "AGY-0142")["decision"] is True


def test_a_code_that_is_not_mapped_is_denied_with_a_reason_and_listed(
    sharing_anywhere: Sharing,
) -> None:
    answer = ask(sharing_anywhere, "AGY-9999")

    with sharing_anywhere.installation.reading() as session:
        listed = [(each.force, each.code) for each in unmapped(session, None)]
    assert answer["decision"] is False
    assert answer["context"]["reason"] == "no_such_flow"
    assert "AGY-9999 is not in the table" in answer["context"]["reason_user"]
    assert listed == [("essex", "AGY-9999")]


def test_a_code_stands_for_one_direction_alone(sharing: Sharing) -> None:
    bring(sharing, f"essex,AGY-0142,{FLOW}")

    answer = ask(sharing, "AGY-0142", "receive")

    assert answer["decision"] is False
    assert "there to send" in answer["context"]["reason_user"]


def test_a_code_of_one_force_means_nothing_to_another(sharing: Sharing) -> None:
    bring(sharing, f"kent,TRU-1,{TRUST}/crime-report/prevention/send")

    assert ask(sharing, "TRU-1")["decision"] is False


def test_an_import_replaces_the_forces_table_whole_and_settles_what_was_missing(
    sharing_anywhere: Sharing,
) -> None:
    ask(sharing_anywhere, "NEW-1")
    bring(sharing_anywhere, f"essex,OLD-1,{FLOW}")
    bring(sharing_anywhere, f"essex,NEW-1,{FLOW}")

    house = sharing_anywhere.installation
    now = house.clock.now()
    with house.reading() as session:
        assert unmapped(session, None) == []
    assert list(coded(house.register.facts(now), text(now))["essex"]) == ["NEW-1"]


@pytest.mark.parametrize(
    ("rows", "place", "said"),
    [
        (["essex,A"], "row 2", "2 columns"),
        (["atlantis,A," + FLOW], "row 2, column force", "no force atlantis"),
        ([f"{COUNCIL},A," + FLOW], "row 2, column force", "no force"),
        (["essex,," + FLOW], "row 2, column code", "1 to 200"),
        ([f"essex,A,{FLOW}", f"essex,A,{FLOW}"], "row 3, column code", "earlier row"),
        (["essex,A,nobody/b/c/send"], "row 2, column flow", "no flow nobody/b/c/send"),
        ([f"essex,A,{COUNCIL}/crime-report/prevention/up"], "row 2, column flow", "/receive"),
        ([f"essex,A,{TRUST}/crime-report/prevention/send"], "row 2, column flow", "no flow"),
        ([], "row 2", "no row"),
        (['essex,"A'], "row 2", "no CSV"),
    ],
)
def test_each_fault_names_its_row_and_column_and_nothing_is_changed(
    sharing: Sharing, rows: list[str], place: str, said: str
) -> None:
    bring(sharing, f"essex,KEPT,{FLOW}")

    with pytest.raises(Invalid) as refused:
        bring(sharing, *rows)

    assert said in refused.value.faults[place]
    assert ask(sharing, "KEPT")["decision"] is True


def test_every_fault_is_told_at_once(sharing: Sharing) -> None:
    with pytest.raises(Invalid) as refused:
        bring(sharing, "atlantis,A,x", "essex,,x", f"essex,B,{FLOW}")

    assert list(refused.value.faults) == ["row 2, column force", "row 3, column code"]


def test_other_names_of_columns_are_refused(sharing: Sharing) -> None:
    with pytest.raises(Invalid) as refused:
        bring(sharing, f"essex,A,{FLOW}", heading="force;code;flow")

    assert "force, code, flow" in refused.value.faults["row 1"]


def test_only_the_office_imports(sharing: Sharing) -> None:
    by = sharing.people.actor("essex_siro")

    with pytest.raises(Forbidden):
        import_codes(sharing.installation, by=by, content=f"force,code,flow\nessex,A,{FLOW}")


def test_a_code_in_a_report_of_what_runs_is_no_unknown_flow(sharing: Sharing) -> None:
    bring(sharing, f"essex,AGY-0142,{FLOW}")
    now = text(sharing.installation.clock.now())
    caller = Client("c" * 32, "rms", None)
    for on in (["AGY-0142"], ["AGY-0142", "AGY-7"]):
        given = Observation("rms-1", "essex", 1, 10**9, on, now)
        take_observation(sharing.installation, client=caller, given=given)
        with sharing.installation.reading() as session:
            found = alarms(session, None), [each.code for each in unmapped(session, None)]
        assert found == (([], []) if len(on) == 1 else (["rms-1"], ["AGY-7"]))
