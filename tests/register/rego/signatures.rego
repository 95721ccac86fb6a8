# Whether a body has signed, and whether its signature still stands.
package govern.judge

standing(sign_off, version, at) := "missing" if {
	not sealed(sign_off, at)
} else := "doubtful" if {
	some act in acts(sign_off)
	is_string(col(act, "frozen_digest"))
	is_string(col(version, "pdf_digest"))
	act.frozen_digest != version.pdf_digest
} else := "withdrawn" if {
	happened(col(sign_off, "ended_at"), at)
} else := "stands" if {
	is_string(col(sign_off, "ended_at"))
} else := "stands" if {
	col(sign_off, "outcome") in {"complete", "carried"}
} else := "withdrawn"

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

of_chain(sign_off, chain) if sign_off.chain == chain

bound(version, body, start, at) if {
	some sign_off in sign_offs(version, body)
	standing(sign_off, version, at) in {"stands", "withdrawn"}
	not ended_by(sign_off, start)
}

ended_by(sign_off, start) if {
	is_string(col(sign_off, "ended_at"))
	sign_off.ended_at <= start
}

relied_on(sign_off, at) := doubt("sign_off", sign_off.id, sign_off.record_sha256, at) | {"evidence_unverified" |
	some act in acts(sign_off)
	doubts("act", act.id, null, at)
}

parties(version, body) := [party |
	some party in rows("party")
	party.version_id == version.id
	party.organisation_id == body
	is_string(col(party, "chain"))
]

# A party's signature: its reasons and the sign-offs it stands on.
signature(version, body, missing, at) := {"codes": found, "on": {sign_off.id}} if {
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
