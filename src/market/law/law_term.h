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
    str variant;                      // of delay_rates.csv; empty: the usual
    date contracted_on;               // fixes the rate
    int64_t ppm;                      // the rate both sides signed, a day; 0: the law's of that day
    date due_on;                      // last day of performance, moved to a working day (제161조)
    date delivered_on;                // the day it was delivered, or today
    int32_t excused_days;             // not the supplier's fault (F-15)
    const struct law_fact *count_row; // by which days of an inspection count; NULL: none
    money contract_price;             // VAT included
    money accepted_price;             // of parts taken over by the due day, VAT included
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

// What came before in the place of a part and was sent back (시정조치).
struct law_delay_turn {
    date on;                             // the day it came
    date checked_on;                     // its inspection
    date inspect_by;                     // last legal day of that
    const struct law_delay_turn *before; // in whose place it came itself; NULL: none
};

// What came on a day of what was promised, in the order it came.
struct law_delay_part {
    int64_t seq; // 1st, 2nd … delivery; 0: did not come yet
    date on;     // the day it came, or today
    money amount;
    date checked_on;                     // of what came: its inspection, or today while that waits
    date inspect_by;                     // last legal day of that
    const struct law_delay_turn *before; // NULL: came for the first time
};

// A part that came late, and what that costs.
struct law_delay_line {
    int64_t seq;
    date delivered_on;
    date from;  // first day that counts
    date until; // last one
    money base;
    int32_t spared_days; // of them, that an inspection took beyond its term
    int32_t late_days;
    int32_t days; // counted: less the excused ones
    money damages;
    bool is_capped;
};

// Delay damages of a contract as every page and the claim count them.
struct law_delay_sum {
    LIST(struct law_delay_line) late;
    money base;        // Σ base: what did not come in time
    int32_t late_days; // of the last part
    int32_t days;      // counted of it
    int64_t ppm;
    money damages; // Σ damages, cut where the treasury must cut (F-25)
    bool is_capped;
    bool may_terminate;                   // they reached 10 % of the price (C-12)
    const struct law_delay_rate *rate;    // as in struct law_delay; NULL also when nothing is late
    const struct law_share *cap_row;      // NULL: none in force
    const struct law_rounding *round_row; // NULL: nothing had to be cut
    const struct law_fact *count_row;     // the question's
};

// The row by which days of an inspection count as delay (F-26, the general conditions of
// contracts): the one in force on the day a contract is drawn, which its clause tells; and of a
// contract that was made, the one among the ids of the rows it rests on. NULL: none, delay ends
// when the goods come.
const struct law_fact *law_delay_counts_inspection(const struct law *law, enum law_regime regime,
                                                   date drawn_on);
const struct law_fact *law_delay_count_row_of(const struct law *law, str rule_ids);

// Each part that came after the due day costs its own price × rate × days, whole won rounded down
// (what one delivery brought is one part where its days are the same), at most the cap: what was
// taken over no longer counts (지방계약법 시행령 제90조제2항; F-15). The days run from the one
// after the due day to the one it came or, where inspections count, to the one it passed its own,
// at most to the last of that one's term; what stood in its place in time and was sent back after
// the due day lets them begin with that day. Of `contract` are read regime, object, variant,
// contracted_on, ppm, due_on, excused_days, count_row and contract_price, the price of all; `on` is
// the day it is counted. The list is in `arena`.
void law_delay_add_up(const struct law *law, struct arena *arena,
                      const struct law_delay_question *contract, const struct law_delay_part *parts,
                      size_t count, date on, struct law_delay_sum *out);

// Rounding of what is paid or taken in (F-25).
struct law_rounded {
    money amount;                   // cut below the unit
    money cut;                      // what was cut
    bool must;                      // the law says must; else the institution may
    const struct law_rounding *row; // NULL: none in force, nothing is cut
};
struct law_rounded law_round(const struct law *law, enum law_regime regime, money amount, date on);
