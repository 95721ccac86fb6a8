# May this flow run? The answer of a gate, for an Open Policy Agent that holds one force's bundle.
#
# input is the body of an AuthZEN evaluation; `answer` is what a gate would say. The data beside it
# are one published register of one force: they end with its lease, so a bundle that is held, or
# served again later, stops permitting by itself.
#
# input.context.at_least: {epoch, version} that the answer must not be older than, as for a gate.
# input.context.honours: the obligations that the asker can keep; when it is given, any other denies.
package govern.forces["FORCE"]

import data.govern.forces["FORCE"].register as held

longest_allowance := 259200

default answer := {
	"decision": false,
	"context": {
		"reason": "internal_error",
		"reasons": ["internal_error"],
		"reason_user": "Sharing is off: the question could not be answered.",
	},
}

default allow := false

allow if answer.decision

answer := as_given(honoured) if key

answer := refused(["no_such_flow"]) if {
	is_object(input)
	is_string(held.lease_until)
	askable
	not key
}

# --- the question

key := concat("/", [input.resource.id, input.action.name]) if {
	input.subject.type == "force"
	input.subject.id == held.force
	input.resource.type == "flow"
	input.action.name in {"send", "receive"}
	count(split(input.resource.id, "/")) == 3
	askable
}

# What is asked along must be understood, or the answer is no.
askable if {
	not puzzling_at_least
	not puzzling_honours
}

asked_at_least := input.context.at_least if input.context.at_least != null

puzzling_at_least if {
	asked_at_least
	not whole(asked_at_least)
}

puzzling_at_least if asked_at_least == false

puzzling_honours if {
	honours := input.context.honours
	not is_array(honours)
}

whole(asked) if {
	is_number(asked.epoch)
	is_number(asked.version)
}

# --- time

now := time.format([time.now_ns(), "UTC", "2006-01-02T15:04:05.000Z"])

after(at, seconds) := time.format([
	time.parse_rfc3339_ns(at) + (seconds * 1000000000),
	"UTC", "2006-01-02T15:04:05.000Z",
])

# The row that time has put in place of the one held.
row := taken_over(held.flows[key])

taken_over(first) := first.then if {
	now >= turn(first)
} else := first

turn(first) := first.valid_until if {
	is_string(first.then.valid_from)
	is_open(first)
}

turn(first) := first.then.valid_from if {
	is_string(first.then.valid_from)
	not is_open(first)
}

is_open(one) if count(one.reasons) == 0

# Until when it may be answered from without new contact: only a safety-critical flow outlasts the
# lease, and none by more than 72 hours.
default limit := ""

limit := held.lease_until if not row.allowance_seconds

limit := allowed if row.safety_critical

limit := min([allowed, held.lease_until]) if {
	allowed
	not row.safety_critical
}

allowed := after(held.issued, min([row.allowance_seconds, longest_allowance]))

# --- what closes it

closed contains "clock_untrusted" if now < after(held.issued, -60)

closed contains "register_stale" if now >= limit

closed contains "register_stale" if {
	[asked_at_least.epoch, asked_at_least.version] > [held.epoch, held.version]
}

closed contains "kill_switch" if {
	some stop in held.stops
	every part, own in parts {
		object.get(stop, part, own) == own
	}
}

closed contains "no_such_flow" if not row

closed contains code if some code in row.reasons

closed contains "not_yet_valid" if {
	is_open(row)
	not started
}

closed contains ending if {
	is_open(row)
	not lasting
}

started if row.valid_from <= now

lasting if now < row.valid_until

ending := object.get(row, "reason_at_end", "expired")

parts := {
	"force": held.force, "partner": named[0], "category": named[1],
	"purpose": named[2], "direction": named[3],
} if {
	named := split(key, "/")
}

# --- the answer

numbered := {"epoch": held.epoch, "version": held.version}

decided := {
	"decision": true,
	"context": {
		"reason": "ok",
		"flow": row.flow,
		"register": numbered,
		"valid_until": row.valid_until,
		"decide_again_by": min([limit, row.valid_until]),
		"evidence": row.evidence,
		"obligations": row.obligations,
	},
} if {
	count(closed) == 0
} else := {
	"decision": false,
	"context": object.union_n([
		refused(ordered).context,
		{"register": numbered},
		of_row,
		known,
	]),
}

ordered := array.concat(
	[code | some code in held.words.order; code in closed],
	sort([code | some code in closed; not code in held.words.order]),
)

of_row := object.union({"flow": row.flow}, fallback) if row

else := {}

fallback := {"fallback": row.fallback} if {
	row.safety_critical
	row.fallback
} else := {}

# What the register says of this very reason, for a person.
known := object.union({"reason_user": row.said}, since) if {
	row.said
	row.reasons[0] == ordered[0]
} else := {}

since := {"since": row.since} if row.since

else := {}

refused(codes) := {
	"decision": false,
	"context": {
		"reason": codes[0],
		"reasons": codes,
		"reason_user": object.get(held.words.sentences, codes[0], held.words.sentences.internal_error),
	},
}

# No, when it comes with an obligation that the asker cannot keep.
honoured := {
	"decision": false,
	"context": object.union(
		refused(["unknown_obligation"]).context,
		{"flow": row.flow, "register": numbered},
	),
} if {
	decided.decision
	is_array(input.context.honours)
	some obligation in row.obligations
	not obligation.id in input.context.honours
} else := decided

# A force that only observes: yes, with what it would have been; save for what is enforced all the same.
observing := {"mode": "observe", "observe_until": held.observe_until} if {
	now < held.observe_until
}

as_given(found) := found if {
	not observing
} else := {"decision": found.decision, "context": object.union(found.context, observing)} if {
	enforced(found)
} else := {
	"decision": true,
	"context": object.union(observing, {
		"reason": "ok",
		"register": numbered,
		"valid_until": min([held.observe_until, held.lease_until]),
		"decide_again_by": min([held.observe_until, held.lease_until]),
		"evidence": [],
		"obligations": [],
		"would": object.union({"decision": false}, found.context),
	}),
}

enforced(found) if found.decision

enforced(found) if {
	some code in found.context.reasons
	code in {"no_register", "clock_untrusted", "register_stale", "kill_switch", "internal_error"}
}
