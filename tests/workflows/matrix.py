"""The transition matrix, written a second time by hand from decisions 4 to 10.

One line a cell: stages, roles, then each act with the stage it leads to; * leaves a signed record.
"""

from __future__ import annotations

from itertools import product

ADOPTING = """
decision  dpo                   withdraw_endorsement*>advice
complete  dpo                   withdraw_endorsement*>reconsider
complete  siro,chief_constable  withdraw_adoption*>withdrawn
reconsider siro,chief_constable reaffirm*>complete withdraw_adoption*>withdrawn
decision  dpo  endorse*>decision endorse_with_conditions*>decision not_endorse*>decision
decision  siro,chief_constable  approve*>complete approve_with_conditions*>complete
decision  siro,chief_constable  reject*>refused ask_for_changes*>returned
"""

ADVISED = """
advice  dpo  endorse*>decision endorse_with_conditions*>decision not_endorse*>decision
advice  dpo  ask_for_changes*>returned
advice  siro,chief_constable  decide_without_advice*>decision
"""

REFERRED = """
decision  siro,chief_constable  refer_to_ico*>referred
referred  dpo  endorse*>referred endorse_with_conditions*>referred not_endorse*>referred
referred  siro,chief_constable  approve*>complete approve_with_conditions*>complete
referred  siro,chief_constable  reject*>refused ask_for_changes*>returned
"""

SIGNED = """
signature  signatory  sign*>complete ask_for_changes*>returned decline*>declined
complete   signatory  withdraw_adoption*>withdrawn
"""

STOPPERS = "asset_owner,security_officer,siro,duty_officer,gold"
LIFTERS = "siro,chief_constable,asset_owner,security_officer,duty_officer"

MATRIX = {
    "document": """
draft   lawyer,information_manager,author  send_for_review>review withdraw>withdrawn
review  lawyer,information_manager,author  return_to_draft>draft freeze>frozen withdraw>withdrawn
frozen  lawyer,information_manager,author  withdraw>withdrawn
""",
    "dpia": ADVISED + REFERRED + ADOPTING,
    "local_addendum": ADVISED + REFERRED + ADOPTING,
    "code_of_connection": ADVISED
    + ADOPTING
    + """
security_review  security_officer  review_security*>advice ask_for_changes*>returned
""",
    "agreement_force": ADOPTING
    + """
advice  dpo  endorse*>owner endorse_with_conditions*>owner not_endorse*>owner
advice  dpo  ask_for_changes*>returned
advice  siro,chief_constable  decide_without_advice*>owner
owner   dpo  endorse*>owner endorse_with_conditions*>owner not_endorse*>owner
owner   dpo  withdraw_endorsement*>advice
owner   asset_owner  agree_as_owner*>decision ask_for_changes*>returned decline_as_owner*>refused
""",
    "agreement_partner": SIGNED,
    "agreement_partner_health": SIGNED
    + """
caldicott  caldicott_guardian  confirm_caldicott*>signature ask_for_changes*>returned
caldicott  caldicott_guardian  decline*>declined
""",
    "connection": """
declaration    signatory         declare*>assessment ask_for_changes*>returned
assessment     security_officer  assess*>certification ask_for_changes*>returned
certification  siro  certify*>complete certify_with_remediation*>complete
certification  siro  refuse*>refused ask_for_changes*>returned
complete   security_officer  suspend*>suspended
complete   siro              suspend*>suspended withdraw*>withdrawn
complete   signatory         leave*>withdrawn
suspended  siro              reinstate*>complete withdraw*>withdrawn
suspended  signatory         leave*>withdrawn
""",
    "connection_acceptance": """
acceptance  siro,chief_constable  accept*>complete not_accept*>refused
complete    siro,chief_constable  withdraw_acceptance*>withdrawn
""",
    "condition": """
open       asset_owner,security_officer,information_manager  submit>submitted
open       lawyer,author,signatory                           submit>submitted
submitted  siro,chief_constable,dpo,security_officer         accept>met reject>open
open       siro,chief_constable                              continue_flow>open
submitted  siro,chief_constable                              continue_flow>submitted
""",
    "measure": """
open       asset_owner,security_officer,information_manager  submit>submitted
submitted  siro,chief_constable,dpo,security_officer         accept>in_place reject>open
in_place   asset_owner,security_officer,information_manager  reopen>open
in_place   siro,chief_constable,dpo                          reopen>open
""",
    "clause": """
proposed  lawyer  approve>approved refuse>refused withdraw>withdrawn
approved  lawyer  retire>retired
""",
    "readiness_item": """
open,accepted,waived  asset_owner,information_manager,security_officer  submit>submitted
open,accepted,waived  reviewer,dpo,author,signatory                     submit>submitted
submitted  siro,chief_constable,dpo,security_officer  accept>accepted return_item>open
submitted  asset_owner,information_manager            accept>accepted return_item>open
open,submitted  siro,chief_constable  waive>waived
""",
    "readiness": """
not_begun    asset_owner,information_manager,security_officer,siro  open>in_progress
in_progress  siro,chief_constable                                   pass>passed
passed       siro,chief_constable,asset_owner,security_officer      revoke>revoked
""",
    "suspension": f"""
running  dpo                   advise_stop>advised stop>stopped
running  {STOPPERS}            stop>stopped
advised  {STOPPERS},dpo        stop>stopped
advised  siro,chief_constable  dismiss_advice>running
stopped  siro,chief_constable  lift>lifted
""",
    "kill": f"""
running  {STOPPERS}  kill>killed
killed   {LIFTERS}   unkill>lifting
lifting  {LIFTERS}   confirm_unkill>lifted refuse_unkill>killed
""",
    "termination": """
running  siro,chief_constable,signatory  terminate>terminated
""",
    "extension": """
original  siro,chief_constable  extend*>extended
""",
    "delegation": """
proposed  siro,chief_constable,signatory  grant>in_force
in_force  siro,chief_constable,signatory  revoke>revoked
""",
}

Cell = tuple[str, str, str, str, bool]  # stage, role, act, end, signed


def cells(name: str) -> set[Cell]:
    """The hand-written matrix of that table, spelt out."""
    found: set[Cell] = set()
    for line in MATRIX[name].strip().splitlines():
        if not line.strip():
            continue
        stages, roles, *ways = line.split()
        for stage, role in product(stages.split(","), roles.split(",")):
            for way in ways:
                act, end = way.split(">")
                found.add((stage, role, act.rstrip("*"), end, act.endswith("*")))
    return found
