// Seals of the audit chains: where every chain stands, hour by hour, under the site's signature.
//
// A seal's root is the SHA-256 of the root before it, its moment, and a line `lane seq hash` for
// each chain that moved since. What is signed is `dure-heads MOMENT ROOT`, so that somebody who
// noted the public key can check it without learning who did how much.
#pragma once

#include "platform/secret/sign.h"
#include "platform/unit/unit.h"

struct audit_seal {
    int64_t id;
    instant at;
    bool is_daily; // the first of its day in Korea
    str root;
    str key;
    str signature;
};
typedef LIST(struct audit_seal) audit_seals;

// Seal what there is in this writing unit, with the key of `data_dir`; nothing where the hour has
// its seal already. Fails with SIGN_* or DB_*.
err audit_seal_write(struct unit *u, str data_dir);

// Compare every seal, in an open transaction, with the chains as they are, its root with its lines,
// and its signature with `signers`. *out_count are the seals looked at. *out_bad names the first
// line of a chain that a seal knew and that is gone or another ("i:3/7, 2026-11-26T01:00:00Z"), or
// the moment of a seal that is not what was signed; then a line written for hours after the newest
// seal, which one that is gone knew; then the moment of a seal by a key that is not listed. Empty
// when all hold.
err audit_seal_verify(struct db *db, struct arena *a, const sign_publics *signers, instant now,
                      int64_t *out_count, str *out_bad);

enum audit_seal_kind { AUDIT_SEAL_HOURLY, AUDIT_SEAL_DAILY };
// The newest whose ids are below `below`, `most` at most. Every seal is an hourly one.
err audit_seal_list(struct db *db, struct arena *a, enum audit_seal_kind kind, int64_t below,
                    size_t most, audit_seals *out);
