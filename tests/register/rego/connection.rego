# The partner's connection, readiness checks and conditions.
package govern.judge

# --- connection

connections(case) := [connection |
	some connection in rows("connection")
	connection.organisation_id == case.flow.partner_id
	connection.code_document_id == col(case.basis, "code_document_id")
]

acceptances(connection, force) := [acceptance |
	some acceptance in rows("acceptance")
	acceptance.connection_id == connection.id
	acceptance.force_id == force
]

# Without a connection that will do, the one certified latest says why.
connection(case, at) := nothing if {
	case.service
} else := {"codes": {"connection_uncertified"}, "on": set()} if {
	count(connections(case)) == 0
} else := {"codes": set(), "on": behind(best, case)} if {
	met := {connection.id: lasts(connection, case, at) |
		some connection in connections(case)
		count(connecting(connection, case, at)) == 0
	}
	best := row("connection", first_of_the_latest(met))
} else := {"codes": connecting(nearest, case, at), "on": set()} if {
	began := {connection.id: since(connection, case, at) | some connection in connections(case)}
	nearest := row("connection", first_of_the_latest(began))
}

first_of_the_latest(when_by_id) := min({id | some id, when in when_by_id; when == max(object_values(when_by_id))})

object_values(from) := {value | some value in from}

connecting(connection, case, at) := (certificate(connection, case, at) | acceptance_codes(connection, case, at)) |
	{"evidence_unverified" | not returned(connection, at)}

returned(connection, at) if {
	version := row("version", connection.version_id)
	version.document_id == row("document", connection.document_id).id
	happened(col(version, "frozen_at"), at)
}

certificate(connection, case, at) := {"connection_uncertified"} if {
	not certified(connection, case, at)
} else := ((doubt("connection", connection.id, connection.record_sha256, at) |
	extension_doubt(col(connection, "expires_at"), longer(connection, case), at)) |
	{"connection_withdrawn" | over(col(connection, "ended_at"), connection.state != "certified", at)}) |
	{"connection_expired" | ended(extended(col(connection, "expires_at"), longer(connection, case), at), at)}

certified(connection, case, at) if {
	is_string(col(connection, "record_sha256"))
	happened(col(connection, "certified_at"), at)
	version_of(col(connection, "code_version")) >= least_of(col(case.basis, "code_min_version"))
}


version_of(number) := number if is_number(number)

else := 0

longer(connection, case) := {
	[connection.lead_force_id, "connection", connection.id],
	[case.flow.force_id, "connection", connection.id],
}

usable(connection, case, at) := {acceptance.id: acceptance |
	some acceptance in acceptances(connection, case.flow.force_id)
	is_string(col(acceptance, "record_sha256"))
	happened(col(acceptance, "accepted_at"), at)
	not happened(col(acceptance, "withdrawn_at"), at)
}

acceptance_codes(connection, case, at) := set() if {
	connection.lead_force_id == case.flow.force_id
} else := {"connection_not_accepted"} if {
	count(usable(connection, case, at)) == 0
} else := union({doubt("acceptance", id, acceptance.record_sha256, at) |
	some id, acceptance in usable(connection, case, at)
})

since(connection, case, at) := max(({""} | {connection.certified_at |
	is_string(col(connection, "record_sha256"))
	happened(col(connection, "certified_at"), at)
}) | {acceptance.accepted_at |
	connection.lead_force_id != case.flow.force_id
	some acceptance in usable(connection, case, at)
})

lasts(connection, case, at) := min(({forever} | {end |
	some end in {col(connection, "ended_at"), extended(col(connection, "expires_at"), longer(connection, case), at)}
	is_string(end)
}) | {acceptance.withdrawn_at |
	connection.lead_force_id != case.flow.force_id
	some acceptance in usable(connection, case, at)
	is_string(col(acceptance, "withdrawn_at"))
})

# The conditions of a certification bind everyone; those of an acceptance its own force.
behind(connection, case) := {sign_off.id |
	some sign_off in rows("sign_off")
	sign_off.version_id == connection.version_id
	sign_off.organisation_id in {case.flow.partner_id, col(connection, "lead_force_id"), case.flow.force_id}
}

# --- readiness

checks(case, template) := [check |
	some check in rows("readiness")
	check.template == template
	concerns(check, case)
]

concerns(check, _) if check.subject_kind == "service"

concerns(check, case) if [check.subject_kind, check.subject_id] in {
	["flow", case.flow.id], ["force", case.flow.force_id], ["partner", case.flow.partner_id],
}

readiness(case, at) := union({ready(case, template, at) | some template in case.basis.readiness} | {set()})

ready(case, template, at) := set() if {
	some check in checks(case, template)
	latest_decided(check, case, template, at)
	check.state == "passed"
	not happened(col(check, "valid_until"), at)
	not doubts("readiness", check.id, null, at)
} else := {"readiness_incomplete"}

decided(check, at) if {
	check.state == "passed"
	happened(col(check, "passed_at"), at)
}

decided(check, _) if check.state == "revoked"

latest_decided(check, case, template, at) if {
	decided(check, at)
	[passed(check), check.id] == max({[passed(other), other.id] |
		some other in checks(case, template)
		[other.subject_kind, other.subject_id] == [check.subject_kind, check.subject_id]
		decided(other, at)
	})
}

passed(check) := check.passed_at if given(col(check, "passed_at"))

else := ""

# --- conditions (decision 8)

conditions(case, on, at) := {code |
	some condition in rows("condition")
	condition.sign_off_id in on
	happened(col(condition, "set_at"), at)
	some code in unmet(case, condition, at)
}

unmet(case, condition, at) := {"evidence_unverified"} if {
	doubts("condition", condition.id, null, at)
} else := set() if {
	met(condition, at)
} else := {"condition_unmet"} if {
	condition.timing != "by_date"
} else := {"condition_unmet"} if {
	col(condition, "due_at") == null
	condition.on_overdue != "warn"
} else := set() if {
	col(condition, "due_at") == null
} else := late_doubt(condition, at) | {"condition_overdue" | too_late(case, condition, due_of(condition, at), at)}

late_doubt(condition, at) := extension_doubt(condition.due_at, {[condition.organisation_id, "condition", condition.id]}, at)

due_of(condition, at) := extended(condition.due_at, {[condition.organisation_id, "condition", condition.id]}, at)

met(condition, at) if {
	condition.state == "met"
	happened(col(condition, "accepted_at"), at)
	is_string(col(condition, "accepted_by"))
	condition.accepted_by != col(condition, "submitted_by")
}

too_late(case, condition, due, at) if {
	condition.on_overdue == "block_new"
	due <= at
	first_opened(case.flow) >= due
}

too_late(case, condition, due, at) if {
	not condition.on_overdue in {"warn", "block_new"}
	closes_at(case, condition, due) <= at
}

closes_at(case, condition, due) := max([decision_due(due, true), text_of(col(condition, "continue_until"))]) if {
	case.critical
} else := due

text_of(value) := value if is_string(value)

else := ""
