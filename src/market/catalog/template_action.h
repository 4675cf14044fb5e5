// What operators change of the catalogue's own words: from a day on, with what it touches said
// before and kept with it. Every change stands in the audit; what it replaced is kept.
#pragma once

#include "market/catalog/template_store.h"
#include "platform/unit/unit.h"

struct template_wish {
    enum template_kind kind;
    str key;
    bool is_new;
    bool removes;
    str values[TEMPLATE_COLUMNS_MAX];
    str was; // canonical text of what the form was filled with; empty: of nothing
    str reason;
    date from_day;
};

// What would happen: the row as it is, and what the change touches, in a sentence; or all that is
// wrong with it, a key that is there already too, and then nothing more. Fails with
// TEMPLATE_UNKNOWN, TEMPLATE_STAYS, TEMPLATE_SAME, TEMPLATE_CHANGED.
struct template_outlook {
    str was[TEMPLATE_COLUMNS_MAX];
    bool is_there;
    str touched;
    struct listing_template template; // of a category whose pattern was checked; else without a
                                      // code
    template_product_list named;      // some of what it touches
    bool has_more;
    template_wrong_list wrongs;
};
err template_action_look(struct unit *u, const struct template_wish *w,
                         struct template_outlook *out);

// Whether it has a reason, and may begin on its day: TEMPLATE_NEEDS_REASON; TEMPLATE_PAST or
// TEMPLATE_TOMORROW.
err template_admit_reason(const struct template_wish *w);
err template_admit_day(const struct unit *u, const struct template_wish *w);

// Do it: at once when its day is today, else on its day; what needs two, on its day or as soon as
// another operator agreed; the others are told. Fails as template_action_look,
// template_admit_reason and template_admit_day do, and with TEMPLATE_WAITS; what is wrong with the
// row is in *out, and nothing was done then.
err template_action_change(struct unit *u, const struct template_wish *w,
                           struct template_outlook *out);

// Agree to what needs two. Fails with TEMPLATE_UNKNOWN, TEMPLATE_OWN_HANDS, TEMPLATE_NOT_WAITING.
err template_action_agree(struct unit *u, public_no no);

// Take a waiting one back. Fails with TEMPLATE_UNKNOWN, TEMPLATE_NOT_WAITING.
err template_action_take_back(struct unit *u, public_no no);

// Do what is due today. One that was made of a row that is not as it was any more is noted as
// failed.
err template_action_day(struct unit *u);
