// What the pages of both sides show of a request: the answers that were given.
#pragma once

#include "market/quote/quote.h"

struct quote_given_row {
    int64_t revision;
    instant at;
    str who;
    money price;
    date deliver_by;
    date valid_until;
    str remark;
    str decline_reason;
    bool counts; // the newest
};
typedef LIST(struct quote_given_row) quote_given_rows;

// The newest first, as `given` is.
void quote_fill_given(struct arena *a, const quote_list *given, quote_given_rows *out);
