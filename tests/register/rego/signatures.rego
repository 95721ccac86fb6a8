# Whether a body has signed, and whether its signature still stands.
package govern.judge

# How a sign-off stands, told by itself and by those that notices carried over into it (ADR 27). What
# is wrong with the newest of them speaks first; without that, one that fell takes all with it.
standing(sign_off, _, at) := wrong[newest] if {
	wrong := {row("version", one.version_id).number: word |
		some one in history(sign_off)
		word := wrong_with(one, at)
	}
	newest := max(object.keys(wrong))
} else := "withdrawn" if {
	some one in history(sign_off)
	fallen(one, at)
} else := "stands"

wrong_with(one, at) := "missing" if {
	not sealed(one, at)
} else := "doubtful" if {
	version := row("version", one.version_id)
	some act in acts(one)
	is_string(col(act, "frozen_digest"))
	is_string(col(version, "pdf_digest"))
	act.frozen_digest != version.pdf_digest
} else := "doubtful" if {
	is_string(col(one, "carried_from_id"))
	not carried_from(one)
}

fallen(one, at) if happened(col(one, "ended_at"), at)

fallen(one, _) if {
	col(one, "ended_at") == null
	not col(one, "outcome") in {"complete", "carried"}
}

# What a notice shows: the same body's sign-off of an earlier version of the same document.
carried_from(notice) := older if {
	older := row("sign_off", notice.carried_from_id)
	older.organisation_id == notice.organisation_id
	older.document_id == notice.document_id
	row("version", older.version_id).number < row("version", notice.version_id).number
}

handed_on := {sign_off.id: {older.id | older := carried_from(sign_off)} | some sign_off in rows("sign_off")}

history_ids(sign_off) := graph.reachable(handed_on, {sign_off.id})

history(sign_off) := [row("sign_off", id) | some id in history_ids(sign_off)]

acts(sign_off) := [act | some act in rows("act"); act.record_sha256 == sign_off.record_sha256]

sealed(sign_off, at) if {
	is_string(col(sign_off, "record_sha256"))
	happened(col(sign_off, "completed_at"), at)
	every act in acts(sign_off) { happened(col(act, "sealed_at"), at) }
}

sign_offs(version, body) := [sign_off |
	some sign_off in rows("sign_off")
	sign_off.version_id == version.id
	sign_off.organisation_id == body
]

rank := {"stands": 0, "doubtful": 1, "withdrawn": 2, "missing": 3}

# [standing, sign-off] of the best, among those by `chain` (null: any chain).
completed(version, body, chain, at) := [names[best[0]], sign_off] if {
	names := ["stands", "doubtful", "withdrawn", "missing"]
	ranked := {[rank[standing(sign_off, version, at)], sign_off.id] |
		some sign_off in sign_offs(version, body)
		of_chain(sign_off, chain)
	}
	best := min(ranked)
	sign_off := row("sign_off", best[1])
} else := ["missing", null]

of_chain(_, null)

of_chain(sign_off, chain) if split(sign_off.chain, "+")[0] == chain

bound(version, body, start, at) if {
	some sign_off in sign_offs(version, body)
	standing(sign_off, version, at) in {"stands", "withdrawn"}
	not ended_by(sign_off, start)
}

ended_by(sign_off, start) if {
	is_string(col(sign_off, "ended_at"))
	sign_off.ended_at <= start
}

relied_on(sign_off, at) := union({resting_on(one, at) | some one in history(sign_off)})

resting_on(one, at) := doubt("sign_off", one.id, one.record_sha256, at) | {"evidence_unverified" |
	some act in acts(one)
	doubts("act", act.id, null, at)
}

parties(version, body) := [party |
	some party in rows("party")
	party.version_id == version.id
	party.organisation_id == body
	is_string(col(party, "chain"))
]

# A party's signature: its reasons and the sign-offs it stands on.
signature(version, body, missing, at) := {"codes": found, "on": history_ids(sign_off)} if {
	some party in parties(version, body)
	[state, sign_off] := completed(version, body, party.chain, at)
	state == "stands"
	found := doubt("party", party.id, null, at) | relied_on(sign_off, at)
} else := {"codes": {code}, "on": set()} if {
	some party in parties(version, body)
	[state, _] := completed(version, body, party.chain, at)
	code := {"withdrawn": "sign_off_withdrawn", "doubtful": "evidence_unverified", "missing": missing}[state]
} else := {"codes": {missing}, "on": set()}

nothing := {"codes": set(), "on": set()}
