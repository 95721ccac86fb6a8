# The force's DPIA and code of connection, and consultation with the regulator.
package govern.judge

# --- DPIA and code (decision 3)

stood_on(force, document, at) := {"version": version, "sign_off": sign_off} if {
	highest := max({version.number |
		some version in rows("version")
		version.document_id == document
		once_completed(version, force, at)
	})
	some version in rows("version")
	version.document_id == document
	version.number == highest
	once_completed(version, force, at)
	[_, sign_off] := completed(version, force, null, at)
}

once_completed(version, force, at) if {
	happened(col(version, "frozen_at"), at)
	[state, _] := completed(version, force, null, at)
	state in {"stands", "withdrawn"}
}

covering(force, document, least, at) := stood if {
	stood := stood_on(force, document, at)
	is_number(least)
	stood.version.number >= least
}

adoption(case, document, least, names, at) := {"codes": {names.unsigned}, "on": set()} if {
	not covering(case.flow.force_id, document, least, at)
} else := {"codes": doubted | {names.withdrawn}, "on": set()} if {
	stood := covering(case.flow.force_id, document, least, at)
	doubted := document_doubt(document, at)
	no_longer(stood, document, at)
} else := {"codes": doubted | {names.superseded}, "on": set()} if {
	stood := covering(case.flow.force_id, document, least, at)
	doubted := document_doubt(document, at)
	some later in rows("version")
	later.document_id == document
	least < later.number
	later.number <= stood.version.number
	happened(col(later, "frozen_at"), at)
	counts(later, stood.version)
	case.basis.document_id in later.materiality.listed
} else := {"codes": found, "on": history_ids(stood.sign_off)} if {
	stood := covering(case.flow.force_id, document, least, at)
	found := (document_doubt(document, at) | doubt("version", stood.version.id, null, at)) | relied_on(stood.sign_off, at)
}

counts(later, version) if later.id == version.id

counts(later, _) if later.status != "withdrawn"

document_doubt(document, at) := doubt("document", document, null, at) if {
	row("document", document)
} else := set()

no_longer(_, document, _) if not row("document", document)

no_longer(stood, _, at) if over(col(stood.version, "withdrawn_at"), stood.version.status == "withdrawn", at)

no_longer(_, document, at) if {
	found := row("document", document)
	over(col(found, "terminated_at"), found.state != "live", at)
}

no_longer(stood, _, at) if standing(stood.sign_off, stood.version, at) != "stands"

dpia_names := {"unsigned": "dpia_unsigned", "superseded": "dpia_superseded", "withdrawn": "dpia_withdrawn"}

code_names := {"unsigned": "code_unsigned", "superseded": "code_superseded", "withdrawn": "sign_off_withdrawn"}

dpia(case, at) := adoption(case, col(case.basis, "dpia_document_id"), col(case.basis, "dpia_min_version"), dpia_names, at)

code(case, at) := adoption(case, col(case.basis, "code_document_id"), col(case.basis, "code_min_version"), code_names, at)

dpia_review(case, at) := extension_doubt(due, reviews, at) | overdue("dpia_review_overdue", extended(due, reviews, at), case.critical, at) if {
	count(dpia(case, at).on) > 0
	version := stood_on(case.flow.force_id, case.basis.dpia_document_id, at).version
	is_string(version.facts.review_due_on)
	due := midnight(days_after(stated(version.facts.review_due_on), 1))
	reviews := {
		[case.flow.force_id, "dpia", version.document_id],
		[case.flow.force_id, "dpia", version.id],
	}
} else := set()

# --- consultation (decision 10)

consultation(case, at) := {code |
	version := concerned(case, at)
	some held in rows("consultation")
	held.version_id == version.id
	some code in consulting(case, held, at)
}

concerned(case, at) := version if {
	version := stood_on(case.flow.force_id, case.basis.dpia_document_id, at).version
} else := version if {
	least := least_of(col(case.basis, "dpia_min_version"))
	lowest := min({version.number |
		some version in rows("version")
		version.document_id == case.basis.dpia_document_id
		version.number >= least
	})
	some version in rows("version")
	version.document_id == case.basis.dpia_document_id
	version.number == lowest
}

least_of(number) := number if given(number)

else := 1

consulting(case, held, at) := {"evidence_unverified"} if {
	doubts("consultation", held.id, null, at)
} else := {"ico_hold"} if {
	not closed(held, at)
	not goes_on(case, held)
} else := set()

closed(held, at) if happened(col(held, "closed_at"), at)

closed(held, _) if {
	col(held, "closed_at") == null
	held.state == "closed"
}

# Live before the consultation began, and not stopped by the SIRO of its own force.
goes_on(case, held) if {
	first_opened(case.flow) < first_given([col(held, "live_before"), col(held, "sent_at")])
	not told_to_stop(case, held)
}

first_given(choices) := [choice | some choice in choices; given(choice)][0]

told_to_stop(case, held) if {
	col(held, "organisation_id") in {null, case.flow.force_id}
	col(held, "continue_decision") == "stop"
}

# --- when a flow was first open

forever := "9999-12-31T23:59:59.999Z"

first_opened(flow) := min({basis_opened(case_of(flow, basis, version)) |
	some basis in rows("basis")
	basis.flow_id == flow.id
	version := row("version", basis.version_id)
} | {forever})

basis_opened(case) := max(((((starts | owner_once) | adopted_once) | partner_once) | ready_once) | met_once) if {
	starts := {or_forever(col(case.basis, "starts_at"))}
	owner_once := {first_signed({case.version.id}, case.flow.force_id)}
	adopted_once := {first_signed(covered, case.flow.force_id) |
		some [document, least] in [
			[col(case.basis, "dpia_document_id"), col(case.basis, "dpia_min_version")],
			[col(case.basis, "code_document_id"), col(case.basis, "code_min_version")],
		]
		covered := {version.id |
			some version in rows("version")
			version.document_id == document
			is_number(least)
			version.number >= least
		}
	}
	partner_once := {first |
		not case.service
		some first in {first_signed({case.version.id}, case.flow.partner_id), first_connected(case)}
	}
	ready_once := {first |
		some template in case.basis.readiness
		first := min({or_forever(col(check, "passed_at")) | some check in checks(case, template)} | {forever})
	}
	met_once := {or_forever(col(condition, "accepted_at")) |
		some condition in rows("condition")
		condition.timing == "before_opening"
		sign_off := row("sign_off", condition.sign_off_id)
		sign_off.version_id == case.version.id
		sign_off.organisation_id in {case.flow.force_id, case.flow.partner_id}
		given(col(sign_off, "record_sha256"))
	}
}

or_forever(when) := when if given(when)

else := forever

first_signed(versions, body) := min({sign_off.completed_at |
	some sign_off in rows("sign_off")
	sign_off.version_id in versions
	sign_off.organisation_id == body
	given(col(sign_off, "completed_at"))
	given(col(sign_off, "record_sha256"))
} | {forever})

first_connected(case) := min({max([connection.certified_at, first_accepted(connection, case.flow.force_id)]) |
	some connection in connections(case)
	given(col(connection, "certified_at"))
	given(col(connection, "record_sha256"))
} | {forever})

first_accepted(connection, force) := "" if {
	connection.lead_force_id == force
} else := min({or_forever(col(acceptance, "accepted_at")) |
	some acceptance in acceptances(connection, force)
} | {forever})
