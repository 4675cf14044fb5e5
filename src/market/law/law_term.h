// Terms and what missing them costs: inspection, payment, disclosure, delay damages.
#pragma once

#include "market/calendar/calendar.h"
#include "market/law/law_pack.h"

// The term of a kind in force on a day (terms.csv: inspection, payment, disclosure …); NULL: none.
const struct law_term *law_term_find(const struct law *law, enum law_regime regime, str kind,
                                     date on);

// The last day of the term that `event` begins, counted as the row says: working days skip
// Saturdays and holidays; a calendar term that would end on one ends on the next working day
// (민법 제157조, 제161조). The day of the event is not counted.
date law_term_ends(const struct law_term *term, const struct calendar *calendar, date event);

// A delivery set against what was promised.
struct law_delay_question {
    enum law_regime regime;
    enum law_object object;
    str variant;          // of delay_rates.csv; empty: the usual
    date contracted_on;   // fixes the rate
    int64_t ppm;          // the rate both sides signed, a day; 0: the law's of that day
    date due_on;          // last day of performance
    date delivered_on;    // the day it was delivered, or today
    int32_t excused_days; // not the supplier's fault (F-15)
    money contract_price; // VAT included
    money accepted_price; // of parts taken over by the due day, VAT included
};

struct law_delay {
    int32_t days;  // counted
    money base;    // contract price less what was taken over
    int64_t ppm;   // a day, millionths of the base
    money damages; // whole won, rounded down; at most the cap
    money cap;     // zero: none in force
    bool is_capped;
    bool may_terminate; // damages reached 10 % of the price: terminate or take security (C-12)
    const struct law_delay_rate *rate; // NULL: none in force, then only a signed rate counts
    const struct law_share *cap_row;   // NULL: none in force
};

void law_delay_judge(const struct law *law, const struct law_delay_question *question,
                     struct law_delay *out_delay);

// Rounding of what is paid or taken in (F-25).
struct law_rounded {
    money amount;                   // cut below the unit
    money cut;                      // what was cut
    bool must;                      // the law says must; else the institution may
    const struct law_rounding *row; // NULL: none in force, nothing is cut
};
struct law_rounded law_round(const struct law *law, enum law_regime regime, money amount, date on);
