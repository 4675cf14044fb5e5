// Requests and quotes as rows. Each is read with the institution or the supplier it belongs to.
#pragma once

#include "market/purchase/purchase_store.h"
#include "market/quote/quote.h"
#include "platform/db/db.h"

// r->id is set.
err quote_request_add(struct db *db, struct quote_request *r, const purchase_line_list *lines,
                      instant now);
// Fails with QUOTE_UNKNOWN, also when it is another's.
err quote_request_find(struct db *db, struct purchase_side side, public_no no,
                       struct quote_request *out);
// The newest of a case. Fails with QUOTE_UNKNOWN when it never was asked.
err quote_request_find_of(struct db *db, struct purchase_side side, purchase_id purchase,
                          struct quote_request *out);
// For a job, which has no side of its own. Fails with QUOTE_UNKNOWN.
err quote_request_find_for_job(struct db *db, quote_request_id id, struct quote_request *out);
// Its state moved; r->version grows. Fails with QUOTE_CHANGED.
err quote_request_save(struct db *db, struct quote_request *r);
// The same for the supplier's answer: only before the deadline. Fails with QUOTE_CHANGED.
err quote_request_take(struct db *db, struct quote_request *r, instant now);

// The lines of a request and, unless `quote` is 0, what it answers to each: two arrays of the same
// length.
err quote_list_items(struct db *db, struct arena *a, quote_request_id request, quote_id quote,
                     quote_item_list *out_items, struct quote_line **out_lines);

// An answer with its lines; none for one that declines. q->id is set. Fails with DB_DUPLICATE when
// another took its revision.
err quote_add(struct db *db, quote_request_id request, struct quote *q,
              const quote_item_list *items, const struct quote_line *lines);
// The newest first.
err quote_list_of(struct db *db, struct arena *a, quote_request_id request, quote_list *out);

// Of whom else so many of an item could be bought today, at the lowest price.
struct quote_rival {
    money price; // a unit, VAT included; zero: nobody
    public_no product;
    public_no offer;
    str supplier_name;
};
// For each item, in order.
err quote_list_rivals(struct db *db, struct arena *a, quote_request_id request, date today,
                      const quote_item_list *items, struct quote_rival **out_rivals);

// What a list is parted into.
enum quote_bucket { QUOTE_WAITING, QUOTE_GIVEN, QUOTE_PAST, QUOTE_BUCKET_COUNT };
const char *quote_bucket_word(enum quote_bucket bucket);
int quote_bucket_from(str word); // -1: unknown

struct quote_row {
    public_no no;
    str title;
    enum quote_state state; // at the moment asked for
    instant asked_at;
    instant closes_at;
    str institution_name;
    str department_name;
    str supplier_name;
    str officer_name;
    money price;      // of the newest answer; zero: none
    date valid_until; // likewise
    int64_t line_count;
    str first_title; // of its lines
    str first_unit;
    int64_t first_quantity;
    money list; // Σ quantity × listed price, VAT included
};
typedef LIST(struct quote_row) quote_row_list;

// Those waiting by the nearest deadline, the others the newest first.
err quote_list_rows(struct db *db, struct arena *a, struct purchase_side side,
                    enum quote_bucket bucket, public_no after, instant now, size_t count,
                    quote_row_list *out);
err quote_count(struct db *db, struct purchase_side side, instant now,
                int64_t out_counts[QUOTE_BUCKET_COUNT]);

// Fails with QUOTE_FIRM_AWAY.
err quote_admit_firm(struct db *db, const struct purchase *p);
// Are all offers as the officer saw them? Fails with QUOTE_OFFER_MOVED.
err quote_admit_offers(struct db *db, const struct purchase *p, date today);
