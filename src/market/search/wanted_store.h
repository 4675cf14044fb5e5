// Wanted goods as rows.
#pragma once

#include "market/search/wanted.h"
#include "platform/db/db.h"

// Fails with WANTED_MANY, DB_*. *out is its row.
err wanted_store_add(struct db *db, const struct wanted *w, bool is_demo, instant now,
                     int64_t *out);
// An institution's own, the newest first, below `before` (NO_ID: from the top).
err wanted_store_of(struct db *db, struct arena *a, institution_id institution, public_no before,
                    wanted_list *out);
// What a firm may answer: of kinds it sells, or all.
err wanted_store_for(struct db *db, struct arena *a, supplier_id supplier, bool all, date today,
                     public_no before, wanted_list *out);
// Each fails with WANTED_UNKNOWN when there is none.
err wanted_store_find(struct db *db, int64_t id, struct wanted *out);
err wanted_store_find_own(struct db *db, institution_id institution, public_no no,
                          struct wanted *out);
err wanted_store_find_any(struct db *db, supplier_id supplier, public_no no, struct wanted *out);
// The answers to one, of one firm or (NO_ID) of all.
err wanted_store_answers(struct db *db, struct arena *a, int64_t wanted, supplier_id supplier,
                         wanted_answer_list *out);

// Something a firm sells.
struct wanted_offer {
    offer_id id;
    public_no no;         // the offer's
    public_no product_no; // of one that was asked for by its number
    str title;
    str supplier_name; // likewise
    money price;
    str unit;
};
typedef LIST(struct wanted_offer) wanted_offer_list;
// What may be an answer, LIMIT_WANTED_OFFERS at most, of the same kind first.
err wanted_store_offers(struct db *db, struct arena *a, int64_t wanted, supplier_id supplier,
                        wanted_offer_list *out);
// One of them. Fails with WANTED_NOT_FOR_SALE.
err wanted_store_offer(struct db *db, supplier_id supplier, public_no no, struct wanted_offer *out);
// Fails with WANTED_KNOWN, WANTED_FULL, WANTED_OVER.
err wanted_store_answer(struct db *db, int64_t wanted, offer_id offer, supplier_id supplier,
                        account_id account, str said, instant now);

// Fails with WANTED_OVER.
err wanted_store_close(struct db *db, institution_id institution, public_no no, instant now);
// Firms that sell things of the same kind, going on after one.
typedef LIST(supplier_id) wanted_firm_list;
err wanted_store_firms(struct db *db, struct arena *a, int64_t wanted, supplier_id after,
                       wanted_firm_list *out);
// Those whose day has come, LIMIT_WANTED_BATCH at most.
err wanted_store_over(struct db *db, struct arena *a, date today, wanted_list *out);
err wanted_store_end(struct db *db, int64_t id, enum wanted_state state, instant now);
