// Cases that were handed over to a designated system, and what came back.
#pragma once

#include "market/purchase/purchase.h"
#include "platform/db/db.h"

extern const struct fault HANDOVER_HAS_RESULT; // CONFLICT: its result is written already

struct handover_result {
    str number;   // of the notice or contract there
    date on;      // of the contract there; DATE_NONE: none yet
    str name;     // the firm that won; empty: none did
    money amount; // VAT included; zero: none
    money supply; // without VAT, as similar purchases are added up; zero: none
    str note;
};

struct handover {
    str system; // 나라장터, 학교장터 …
    instant handed_at;
    str person; // who handed it over
    struct handover_result result;
};

// *out_found is false when the case was not handed over.
err handover_find(struct db *db, purchase_id id, bool *out_found, struct handover *out);
err handover_add(struct db *db, purchase_id id, str system, account_id account, instant now);
// Once. Fails with HANDOVER_HAS_RESULT.
err handover_save_result(struct db *db, purchase_id id, const struct handover_result *result);
