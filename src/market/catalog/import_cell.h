// What a cell says, as people write it: numbers, days, yes and no. Pure; for import_row.c.
#pragma once

#include "market/catalog/listing.h"
#include "market/catalog/normal.h"

// Digits that may be parted at the thousands: 21500, 21,500. False: it is something else.
bool import_cell_number(struct arena *a, str text, int64_t *out);
// A whole number in its unit: 21,500원, ₩ 300, 7일; written in another way (2만 1천원, 2주) it is
// PROPOSED with why, else FITS. False: it is something else.
bool import_cell_whole(struct arena *a, const struct listing_template *t, str text, str unit,
                       int64_t *out, struct normal_proposal *out_proposal);
// A cell's text as it is told: its beginning and …, when it is long.
str import_cell_quote(struct arena *a, str text);
// 1 yes, 0 no, or -1 for neither.
int import_cell_flag(struct arena *a, str text);
// 1 exempt of the value-added tax, 0 taxable, or -1 for neither.
int import_cell_exempt(struct arena *a, str text);
// Quantities with their prices: 10:20000, 50:19000; five at the most. False: not so.
bool import_cell_tiers(struct arena *a, str text, offer_tier_list *out);
// 2027-03-31, 2027.3.31, 2027년 3월 31일, 20270331. False: no day of the calendar.
bool import_cell_day(str text, date *out);
// A price that says it is without its tax: 별도, 제외.
bool import_cell_is_before_tax(str text);
// Days to deliver in other words: 즉시, and 7~10일 of which the later end is proposed. False: the
// normalisers read it.
bool import_cell_lead(struct arena *a, const struct listing_template *t, str text,
                      struct normal_proposal *out);
