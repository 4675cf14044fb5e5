// 그때의 상품: what the officer of a case saw of an offer, beside what has changed since.
#pragma once

#include "market/catalog/listing_web.h"
#include "market/purchase/purchase_part_web.h"
#include "market/purchase/purchase_seen_store.h"
#include "platform/page/frame.h"
#include "platform/web/route.h"

struct seen_page {
    struct frame frame;
    struct crumb crumb;
    str title; // as it was
    str case_title;
    str supplier_name;
    href case_path; // of the reader's side
    href now_path;  // of the product; none: it is not sold
    instant seen_at;
    bool is_changed;
    bool is_on_sale;
    bool applies;                 // what quote and contract leave open follows it
    struct listing_change change; // was: then, is: now
    bool has_photos;
    small_photo_list photos; // then, where they are the same now
    struct kv facts;
    struct kv terms;
};

// Of a line of a case: for the institution and for the firm.
href purchase_seen_path(const struct unit *u, public_no purchase, int64_t seq);

struct listing_words; // listing_part_web.h
// In what an offer parts from what was seen of it, stock apart; `words` are of the category it was
// in.
void purchase_seen_differ(struct arena *a, const struct listing_words *words,
                          const struct purchase_seen *seen, struct listing_change *out);
// A category that was divided since asks for nothing any more; what was said stays.
err purchase_seen_template(struct unit *u, str category, struct listing_template *out);

extern const struct route SEEN_ROUTES[];
extern const size_t SEEN_ROUTE_COUNT;
