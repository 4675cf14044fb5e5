#include "market/law/law_term.h"

#include <assert.h>

#include "market/law/law_amount.h"
#include "market/law/law_layer.h"

const struct law_term *law_term_find(const struct law *law, enum law_regime regime, str kind,
                                     date on)
{
    const struct law_term *best = NULL;
    for (size_t i = 0; i < law_count(law, LAW_TERMS); i++) {
        const struct law_term *row = (const struct law_term *)law_row(law, LAW_TERMS, i);
        if (str_equals(row->kind, kind) &&
            law_row_beats(law, &row->head, best == NULL ? NULL : &best->head, regime, on)) {
            best = row;
        }
    }
    return best;
}

date law_term_ends(const struct law_term *term, const struct calendar *calendar, date event)
{
    int32_t length = (int32_t)term->length; // the loader keeps it within LIMIT_LAW_TERM
    switch (term->unit) {
    case LAW_CALENDAR_DAYS:
        return calendar_add_days(calendar, event, length);
    case LAW_WORKING_DAYS:
        return calendar_add_working_days(calendar, event, length);
    case LAW_MONTHS:
        return calendar_add_months(calendar, event, length);
    case LAW_YEARS:
        return calendar_add_months(calendar, event, length * 12);
    case LAW_DAY_UNIT_COUNT:
        break;
    }
    assert(false);
    return event;
}

static int32_t days_late(const struct law_delay_question *q)
{
    int32_t days = date_days_between(q->due_on, q->delivered_on) - q->excused_days;
    return days > 0 ? days : 0;
}

// Damages of so many days, never more than the base itself, and the cap that was law when the
// contract was made.
static void count_damages(const struct law *law, const struct law_delay_question *q,
                          struct law_delay *d)
{
    const int64_t whole = 1000000;
    int64_t part = d->ppm > whole / d->days ? whole : d->ppm * d->days;
    d->damages = money_share(d->base, (ratio){.part = part, .whole = whole}, ROUND_DOWN);
    d->cap_row = law_share_find(law, q->regime, S("delay_cap"), q->object, q->contracted_on);
    if (d->cap_row == NULL) {
        return;
    }
    d->cap = money_share(d->base, law_share_ratio(d->cap_row), ROUND_DOWN);
    if (money_less(d->cap, d->damages)) {
        d->damages = d->cap;
        d->is_capped = true;
    }
}

static bool reaches_termination(const struct law *law, const struct law_delay_question *q,
                                money damages)
{
    const struct law_share *limit =
        law_share_find(law, q->regime, S("delay_termination"), q->object, q->contracted_on);
    return limit != NULL && !money_is_zero(damages) &&
           !money_less(damages, money_share(q->contract_price, law_share_ratio(limit), ROUND_UP));
}

void law_delay_judge(const struct law *law, const struct law_delay_question *q,
                     struct law_delay *out_delay)
{
    assert(q->excused_days >= 0 && !money_less(q->contract_price, q->accepted_price));
    struct law_delay d = {
        .days = days_late(q),
        .base = money_subtract(q->contract_price, q->accepted_price),
        .rate = law_delay_find(law, q->regime, q->object, q->variant, q->contracted_on),
    };
    d.ppm = q->ppm;
    if (d.ppm == 0 && d.rate != NULL) {
        d.ppm = d.rate->ppm;
    }
    if (d.ppm > 0 && d.days > 0) {
        count_damages(law, q, &d);
    }
    d.may_terminate = reaches_termination(law, q, d.damages);
    *out_delay = d;
}

struct law_rounded law_round(const struct law *law, enum law_regime regime, money amount, date on)
{
    assert(amount.won >= 0);
    struct law_rounded r = {.amount = amount};
    for (size_t i = 0; i < law_count(law, LAW_ROUNDINGS); i++) {
        const struct law_rounding *row =
            (const struct law_rounding *)law_row(law, LAW_ROUNDINGS, i);
        if (str_equals(row->kind, S("payment")) &&
            law_row_beats(law, &row->head, r.row == NULL ? NULL : &r.row->head, regime, on)) {
            r.row = row;
        }
    }
    if (r.row != NULL && r.row->unit.won > 0) {
        r.cut = WON(amount.won % r.row->unit.won);
        r.amount = money_subtract(amount, r.cut);
        r.must = r.row->must;
    }
    return r;
}

#define COUNT_RULE "F-26"

const struct law_fact *law_delay_counts_inspection(const struct law *law, enum law_regime regime,
                                                   date drawn_on)
{
    return (const struct law_fact *)law_rule_find(law, LAW_FACTS, regime, S(COUNT_RULE), drawn_on);
}

const struct law_fact *law_delay_count_row_of(const struct law *law, str rule_ids)
{
    str rest = rule_ids;
    while (rest.n > 0) {
        enum law_table table;
        size_t i = 0;
        str id = str_cut(&rest, ' ');
        if (str_starts(id, S(COUNT_RULE ".")) && law_find_id(law, id, &table, &i) &&
            table == LAW_FACTS) {
            return (const struct law_fact *)law_row(law, LAW_FACTS, i);
        }
    }
    return NULL;
}

// The days that a part is late: after one, until another, less those spared.
struct delay_span {
    date after;
    date until;
    int32_t spared;
};

static int32_t days_over(date last, date on)
{
    int32_t days = date_days_between(last, on);
    return days > 0 ? days : 0;
}

static struct delay_span span_to_arrival(const struct law_delay_part *part, date due_on)
{
    return (struct delay_span){.after = due_on, .until = part->on};
}

static struct delay_span span_to_acceptance(const struct law_delay_part *part, date due_on)
{
    struct delay_span span = span_to_arrival(part, due_on);
    if (part->seq != 0) {
        date last =
            date_before(part->inspect_by, part->checked_on) ? part->inspect_by : part->checked_on;
        span.until = date_before(last, part->on) ? part->on : last;
    }
    for (const struct law_delay_turn *turn = part->before; turn != NULL; turn = turn->before) {
        bool in_time = !date_before(due_on, turn->on);
        if (in_time && date_before(due_on, turn->checked_on)) {
            span.after = date_add_days(turn->checked_on, -1); // the day it was sent back counts
        }
        if (in_time) {
            break;
        }
        date ended = date_before(part->on, turn->checked_on) ? part->on : turn->checked_on;
        span.spared += days_over(turn->inspect_by, ended);
    }
    return span;
}

static void add_late_part(const struct law *law, const struct law_delay_question *contract,
                          const struct law_delay_part *part, struct delay_span span,
                          struct law_delay_sum *sum)
{
    struct law_delay d;
    struct law_delay_question q = *contract;
    q.due_on = span.after;
    q.delivered_on = span.until;
    q.excused_days += span.spared;
    q.contract_price = part->amount;
    q.accepted_price = WON(0);
    law_delay_judge(law, &q, &d);
    int32_t late_days = days_over(span.after, span.until) - span.spared;
    late_days = late_days > 0 ? late_days : 0;
    sum->late.items[sum->late.count++] = (struct law_delay_line){
        .seq = part->seq,
        .delivered_on = part->on,
        .from = date_add_days(span.after, 1),
        .until = span.until,
        .base = part->amount,
        .spared_days = span.spared,
        .late_days = late_days,
        .days = d.days,
        .damages = d.damages,
        .is_capped = d.is_capped,
    };
    sum->base = money_add(sum->base, part->amount);
    sum->damages = money_add(sum->damages, d.damages);
    sum->late_days = late_days > sum->late_days ? late_days : sum->late_days;
    sum->days = d.days > sum->days ? d.days : sum->days;
    sum->is_capped = sum->is_capped || d.is_capped;
    sum->ppm = d.ppm;
    sum->rate = d.rate;
    sum->cap_row = d.cap_row == NULL ? sum->cap_row : d.cap_row;
}

static bool spans_equal(struct delay_span a, struct delay_span b)
{
    return date_equals(a.after, b.after) && date_equals(a.until, b.until) && a.spared == b.spared;
}

// What is late, with its days; of one delivery what shares them is one part, so that to know in
// whose place a part came costs no won.
struct late_parts {
    struct law_delay_part *parts;
    struct delay_span *spans;
    size_t count;
};

static void add_to_late(struct late_parts *late, const struct law_delay_part *part,
                        struct delay_span span)
{
    for (size_t i = late->count; i > 0 && late->parts[i - 1].seq == part->seq; i--) {
        if (spans_equal(late->spans[i - 1], span)) {
            late->parts[i - 1].amount = money_add(late->parts[i - 1].amount, part->amount);
            return;
        }
    }
    late->parts[late->count] = *part;
    late->spans[late->count++] = span;
}

void law_delay_add_up(const struct law *law, struct arena *arena,
                      const struct law_delay_question *contract, const struct law_delay_part *parts,
                      size_t count, date on, struct law_delay_sum *out)
{
    struct late_parts late = {
        .parts = NEW_ARRAY(arena, count + 1, struct law_delay_part),
        .spans = NEW_ARRAY(arena, count + 1, struct delay_span),
    };
    struct law_delay_sum sum = {
        .late = {NEW_ARRAY(arena, count + 1, struct law_delay_line), 0},
        .ppm = contract->ppm,
        .count_row = contract->count_row,
    };
    for (size_t i = 0; i < count; i++) {
        if (date_before(contract->due_on, parts[i].on)) {
            add_to_late(&late, &parts[i],
                        contract->count_row == NULL
                            ? span_to_arrival(&parts[i], contract->due_on)
                            : span_to_acceptance(&parts[i], contract->due_on));
        }
    }
    for (size_t i = 0; i < late.count; i++) {
        add_late_part(law, contract, &late.parts[i], late.spans[i], &sum);
    }
    struct law_rounded r = law_round(law, contract->regime, sum.damages, on);
    if (r.must) { // left to the institution, it is not cut
        sum.damages = r.amount;
        sum.round_row = r.row;
    }
    sum.may_terminate = reaches_termination(law, contract, sum.damages);
    *out = sum;
}
