# The agreement itself: its dates, its powers, its successor and the stops.
package govern.judge

# --- the agreement

agreement(case, at) := {"agreement_terminated"} if {
	not row("document", case.basis.document_id)
} else := found if {
	document := row("document", case.basis.document_id)
	found := (((((doubt("document", document.id, null, at) | doubt("version", case.version.id, null, at)) |
		{"evidence_unverified" | case.version.document_id != document.id}) |
		{"agreement_terminated" | over(col(case.version, "withdrawn_at"), case.version.status == "withdrawn", at)}) |
		{"agreement_terminated" | over(col(document, "terminated_at"), document.state != "live", at)}) |
		{"agreement_terminated" | some body in {case.flow.force_id, case.flow.partner_id}; gone(body, at)}) |
		{"agreement_superseded" | replaced(case, at)}
}

over(when, _, at) if happened(when, at)

over(null, true, _)

gone(body, _) if not row("organisation", body)

gone(body, at) if happened(col(row("organisation", body), "ended_at"), at)

replaced(case, at) if {
	some later in rows("version")
	later.document_id == case.basis.document_id
	later.number > case.version.number
	happened(col(later, "frozen_at"), at)
	start := start_of(later)
	start <= at
	not withdrawn_by(later, start)
	bound(later, case.flow.force_id, start, at)
	partner_bound(later, case.flow.partner_id, start, at)
}

withdrawn_by(version, start) if {
	is_string(col(version, "withdrawn_at"))
	version.withdrawn_at <= start
}

partner_bound(version, partner, _, _) if count(parties(version, partner)) == 0

partner_bound(version, partner, start, at) if bound(version, partner, start, at)

start_of(version) := min(starts) if {
	starts := {basis.starts_at |
		some basis in rows("basis")
		basis.version_id == version.id
		given(col(basis, "starts_at"))
	}
	count(starts) > 0
} else := midnight(stated(version.facts.starts_on)) if {
	is_string(version.facts.starts_on)
} else := version.frozen_at

dates(case, at) := ({"not_yet_valid" | not happened(col(case.basis, "starts_at"), at)} |
	{"expired" | ended(end, at)}) | ((extension_doubt(case.basis.ends_at, ends, at) |
	extension_doubt(col(case.basis, "review_due_at"), reviews, at)) |
	overdue("agreement_review_overdue", due, case.critical, at)) if {
	ends := subjects(case, "agreement")
	reviews := subjects(case, "agreement_review")
	end := extended(col(case.basis, "ends_at"), ends, at)
	due := extended(col(case.basis, "review_due_at"), reviews, at)
}

ended(null, _)

ended(when, at) if happened(when, at)

subjects(case, kind) := {
	[case.flow.force_id, kind, case.basis.document_id],
	[case.flow.force_id, kind, case.version.id],
}

powers(case, at) := (doubt("flow", case.flow.id, null, at) | doubt("basis", case.basis.id, null, at)) |
	{"power_missing" | count(case.basis.powers) == 0}

# --- stops (decision 9)

of_agreement(stop, case) if {
	stop.scope_kind == "agreement"
	stop.scope_id in {case.basis.document_id, case.version.id}
}

of_flow(stop, flow) if [stop.scope_kind, stop.scope_id] in {
	["flow", flow.id], ["force", flow.force_id], ["partner", flow.partner_id], ["category", flow.category],
}

of_flow(stop, flow) if [stop.scope_kind, stop.scope_id] == ["force", row("organisation", flow.force_id).slug]

of_flow(stop, flow) if [stop.scope_kind, stop.scope_id] == ["partner", row("organisation", flow.partner_id).slug]

of_flow(stop, _) if not stop.scope_kind in {"flow", "agreement", "force", "partner", "category"}

stopped(stops, flow, at) := {code |
	some stop in stops
	in_force(stop, flow, at)
	some code in {stop_code(stop)} | lift_doubt(stop, at)
}

in_force(stop, flow, at) if {
	col(stop, "force_id") in {null, flow.force_id}
	happened(col(stop, "at"), at)
	not lifted(stop, at)
}

lifted(stop, at) if {
	happened(col(stop, "lifted_at"), at)
	not doubts("stop", stop.id, null, at)
}

lift_doubt(stop, at) := doubt("stop", stop.id, null, at)

stop_code(stop) := "partner_suspended" if {
	stop.kind == "suspension"
	stop.scope_kind == "partner"
} else := "agreement_suspended" if {
	stop.kind == "suspension"
	stop.scope_kind == "agreement"
} else := "flow_suspended" if {
	stop.kind == "suspension"
} else := "agreement_terminated" if {
	stop.kind == "termination"
	stop.scope_kind == "agreement"
} else := "flow_suspended" if {
	stop.kind == "termination"
} else := "kill_switch"
