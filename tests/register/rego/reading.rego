# Rows, instants, London days, evidence and extensions: what every limb reads by.
package govern.judge

# --- rows and instants

rows(table) := {row | some row in object.get(input.tables, table, {})}

row(table, key) := input.tables[table][key]

col(from, column) := object.get(from, column, null)

setting(key) := object.get(object.get(object.get(input.tables, "setting", {}), key, {}), "value", null)

happened(when, at) if {
	is_string(when)
	when <= at
}

given(value) if not value in {null, "", false, 0}

# --- London days

nanoseconds(when) := time.parse_rfc3339_ns(when)

written(ns) := sprintf("%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", [y, m, d, hh, mm, ss, ms]) if {
	[y, m, d] := time.date(ns)
	[hh, mm, ss] := time.clock(ns)
	ms := floor((ns % 1000000000) / 1000000)
}

# The instant at which a London day begins. Clocks change at 01:00 UTC, so the offset at midnight UTC
# is the offset at midnight in London.
midnight([y, m, d]) := written(utc - (ahead * 3600000000000)) if {
	utc := nanoseconds(sprintf("%04d-%02d-%02dT00:00:00Z", [y, m, d]))
	[ahead, _, _] := time.clock([utc, "Europe/London"])
}

days_after([y, m, d], days) := time.date(time.add_date(
	nanoseconds(sprintf("%04d-%02d-%02dT00:00:00Z", [y, m, d])),
	0, 0, days,
))

stated(date) := [to_number(trim_left_zero(y)), to_number(trim_left_zero(m)), to_number(trim_left_zero(d))] if {
	[y, m, d] := split(date, "-")
}

trim_left_zero(digits) := trim_left(digits, "0")

last_london_day(end) := time.date([nanoseconds(end) - 1000000, "Europe/London"])

end_of_day_after(end, days) := midnight(days_after(last_london_day(end), days + 1))

# --- evidence

failing(failure, at) if {
	happened(col(failure, "found_at"), at)
	not happened(col(failure, "cleared_at"), at)
}

doubts(table, key, _, at) if {
	some failure in rows("evidence_failure")
	col(failure, "table_name") == table
	col(failure, "row_key") == key
	failing(failure, at)
}

doubts(_, _, record, at) if {
	is_string(record)
	some failure in rows("evidence_failure")
	col(failure, "record_sha256") == record
	failing(failure, at)
}

doubt(table, key, record, at) := {"evidence_unverified"} if doubts(table, key, record, at)

else := set()

ledger_broken(at) if {
	some failure in rows("evidence_failure")
	failure.table_name == "event"
	failing(failure, at)
}

ledger_broken(at) if {
	some failure in rows("evidence_failure")
	failure.table_name == ""
	col(failure, "record_sha256") == null
	failing(failure, at)
}

# --- extensions (decision 8)

granted(subjects, at) := [extension |
	some extension in rows("extension")
	[extension.organisation_id, extension.subject_kind, extension.subject_id] in subjects
	given(col(extension, "record_sha256"))
	happened(col(extension, "at"), at)
]

first_granted(subjects, at) := chosen if {
	all := granted(subjects, at)
	earliest := min({[extension.at, extension.id] | some extension in all})
	some chosen in all
	[chosen.at, chosen.id] == earliest
}

extended(end, subjects, at) := max([end, min([first.until, end_of_day_after(end, 90)])]) if {
	is_string(end)
	first := first_granted(subjects, at)
} else := end

extension_doubt(end, subjects, at) := doubt("extension", first.id, first.record_sha256, at) if {
	is_string(end)
	first := first_granted(subjects, at)
} else := set()

decision_due(due, critical) := end_of_day_after(due, min([days, 90])) if {
	critical
	days := setting("safety_critical_decision_days")
	is_number(days)
	days > 0
} else := due

overdue(code, due, critical, at) := {code} if {
	is_string(due)
	setting("review_overdue_closes") == true
	decision_due(due, critical) <= at
} else := set()
