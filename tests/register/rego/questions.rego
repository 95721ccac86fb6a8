# The rules of the register said again, in another language and for another engine.
#
# Nothing here is used by the product: the tests ask both the same questions and compare the reasons
# (decisions 1-3 and 7-10). Written from the rules, limb by limb, as plainly as Rego allows.
#
# input.tables: table -> key -> row        input.flows, input.at: what is asked, and of which instants
package govern.judge

answers := [{"flow": flow, "at": at, "basis": cited(flow, at), "codes": codes(flow, at)} |
	some flow in input.flows
	some at in input.at
]

case_of(flow, basis, version) := {
	"flow": flow,
	"basis": basis,
	"version": version,
	"service": is_service(flow, basis, version),
	"critical": is_critical(flow, basis),
}

is_service(flow, basis, version) if {
	count(basis.readiness) > 0
	some party in rows("party")
	party.version_id == version.id
	party.organisation_id == flow.partner_id
	party.capacity == "service"
	col(party, "chain") == null
} else := false

is_critical(flow, basis) if {
	true in {col(flow, "safety_critical"), col(basis, "safety_critical")}
} else := false

cases(flow, at) := {basis.id: case_of(flow, basis, version) |
	some basis in rows("basis")
	basis.flow_id == flow.id
	version := row("version", basis.version_id)
	happened(col(version, "frozen_at"), at)
}

everyone(case, at) := [signature(case.version, body, missing, at) |
	case.basis.all_or_none
	some body in {party.organisation_id |
		some party in rows("party")
		party.version_id == case.version.id
		is_string(col(party, "chain"))
	}
	not body in {case.flow.force_id, case.flow.partner_id}
	missing := {true: "owner_not_signed", false: "partner_not_signed"}[is_force(body)]
]

is_force(body) if row("organisation", body).kind == "force"

else := false

partner(case, at) := nothing if {
	case.service
} else := signature(case.version, case.flow.partner_id, "partner_not_signed", at)

standing_on(case, at) := array.concat(everyone(case, at), [
	signature(case.version, case.flow.force_id, "owner_not_signed", at),
	partner(case, at),
	dpia(case, at),
	code(case, at),
	connection(case, at),
])

basis_codes(case, at) := union({
	agreement(case, at), dates(case, at), powers(case, at),
	stopped([stop | some stop in rows("stop"); of_agreement(stop, case)], case.flow, at),
	union({limb.codes | some limb in limbs}),
	dpia_review(case, at), consultation(case, at), readiness(case, at),
	conditions(case, union({limb.on | some limb in limbs}), at),
}) if {
	limbs := standing_on(case, at)
}

listed(flow_id, at) := flow if {
	flow := row("flow", flow_id)
	happened(col(flow, "listed_at"), at)
	count(cases(flow, at)) > 0
}

verdicts(flow_id, at) := {id: basis_codes(case, at) | some id, case in cases(listed(flow_id, at), at)}

cited(flow_id, at) := null if {
	not listed(flow_id, at)
} else := id if {
	found := verdicts(flow_id, at)
	good := {basis | some basis, reasons in found; count(reasons) == 0}
	newest := max({newness(basis) | some basis in choose(good, object.keys(found))})
	some id in object.keys(found)
	newness(id) == newest
}

choose(good, _) := good if count(good) > 0

choose(good, all) := all if count(good) == 0

newness(basis_id) := [text_of(col(basis, "starts_at")), row("version", basis.version_id).number, basis.id] if {
	basis := row("basis", basis_id)
}

codes(flow_id, at) := ["no_such_flow"] if {
	not listed(flow_id, at)
} else := sort(flow_itself(flow, at) | verdicts(flow_id, at)[cited(flow_id, at)]) if {
	flow := listed(flow_id, at)
}

flow_itself(flow, at) := union({
	stopped([stop | some stop in rows("stop"); of_flow(stop, flow)], flow, at),
	{"evidence_unverified" | count(alike(flow)) != 1},
	{"evidence_unverified" | ledger_broken(at)},
})

alike(flow) := {other.id |
	some other in rows("flow")
	every part in ["force_id", "partner_id", "category", "purpose", "direction"] { other[part] == flow[part] }
}
