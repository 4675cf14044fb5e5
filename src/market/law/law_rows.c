#include <assert.h>

#include "market/law/law_column.h"

static bool is_dated(const struct law_head *h, date on)
{
    return (date_is_none(h->first_day) || !date_before(on, h->first_day)) &&
           (date_is_none(h->last_day) || !date_before(h->last_day, on));
}

static bool holds_on(const struct law_head *h, date on)
{
    return h->active && is_dated(h, on);
}

const struct law_regime_row *law_regime_find(const struct law *law, enum law_regime regime, date on)
{
    const struct law_regime_row *best = NULL;
    for (size_t i = 0; i < law_count(law, LAW_REGIMES); i++) {
        const struct law_regime_row *row =
            (const struct law_regime_row *)law_row(law, LAW_REGIMES, i);
        if (row->head.regime != regime || !row->head.active) {
            continue;
        }
        if (best == NULL ||
            (holds_on(&row->head, on) && best->head.first_day.days < row->head.first_day.days)) {
            best = row;
        }
    }
    return best;
}

enum law_regime law_regime_base(const struct law *law, enum law_regime regime, date on)
{
    const struct law_regime_row *row = law_regime_find(law, regime, on);
    assert(row != NULL); // packs without a row for each are refused
    return row->base;
}

static bool begins(str text, const char *with)
{
    return str_starts(text, str_view(with));
}

str law_article_for(struct arena *arena, str articles, enum law_regime base)
{
    str kept = S("");
    bool binds = true;
    for (str rest = articles; rest.n > 0;) {
        str part = str_trim(str_cut(&rest, ';'));
        bool goes_on = begins(part, "시행") || begins(part, "같은 법") || begins(part, "제");
        if (!goes_on) {
            binds = base == LAW_STATE ? !begins(part, "지방") : !begins(part, "국가계약법");
        }
        if (binds) {
            kept = str_format(arena, "%.*s%s%.*s", STR_ARG(kept), kept.n == 0 ? "" : "; ",
                              STR_ARG(part));
        }
    }
    return kept.n == 0 ? articles : kept;
}

// 0 where it binds others.
static int binds(const struct law *law, const struct law_head *head, enum law_regime regime,
                 date on)
{
    if (head->regime == regime) {
        return 3;
    }
    if (head->regime == LAW_REGIME_ANY) {
        return 1;
    }
    return head->regime == law_regime_base(law, regime, on) ? 2 : 0;
}

int law_row_fits(const struct law *law, const struct law_head *head, enum law_regime regime,
                 date on)
{
    return holds_on(head, on) ? binds(law, head, regime, on) : 0;
}

bool law_row_waits(const struct law *law, const struct law_head *head, enum law_regime regime,
                   date on)
{
    return !head->active && is_dated(head, on) && binds(law, head, regime, on) > 0;
}

bool law_row_beats(const struct law *law, const struct law_head *head, const struct law_head *than,
                   enum law_regime regime, date on)
{
    int fit = law_row_fits(law, head, regime, on);
    if (fit == 0 || than == NULL) {
        return fit > 0;
    }
    int other = law_row_fits(law, than, regime, on);
    return fit != other ? fit > other : head->first_day.days > than->first_day.days;
}

const struct law_head *law_rule_find(const struct law *law, enum law_table table,
                                     enum law_regime regime, str rule, date on)
{
    const struct law_head *best = NULL;
    for (size_t i = 0; i < law_count(law, table); i++) {
        const struct law_head *head = law_row(law, table, i);
        if (str_equals(head->rule, rule) && law_row_beats(law, head, best, regime, on)) {
            best = head;
        }
    }
    return best;
}

struct law_list law_rows_on(const struct law *law, enum law_table table, enum law_regime regime,
                            date on, struct arena *arena)
{
    size_t count = law_count(law, table);
    struct law_list list = {.rows = NEW_ARRAY(arena, count, const struct law_head *)};
    for (size_t i = 0; i < count; i++) {
        const struct law_head *row = law_row(law, table, i);
        if (law_row_fits(law, row, regime, on) == 0) {
            continue;
        }
        size_t at = list.count;
        for (size_t k = 0; LAW_TABLES[table].keyed && k < list.count; k++) {
            if (law_key_equals(table, list.rows[k], row)) {
                at = k;
            }
        }
        if (at == list.count) {
            list.rows[list.count++] = row;
        } else if (law_row_beats(law, row, list.rows[at], regime, on)) {
            list.rows[at] = row;
        }
    }
    return list;
}
