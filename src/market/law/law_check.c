#include "market/law/law_check.h"

#include <assert.h>

#include "market/calendar/calendar.h"

struct law_exclusions law_exclusions_on(const struct law *law, enum law_regime regime,
                                        enum law_judged_on judged_on, date on, struct arena *arena)
{
    struct law_list all = law_rows_on(law, LAW_EXCLUSIONS, regime, on, arena);
    struct law_exclusions list = {.items =
                                      NEW_ARRAY(arena, all.count, const struct law_exclusion *)};
    for (size_t i = 0; i < all.count; i++) {
        const struct law_exclusion *row = (const struct law_exclusion *)all.rows[i];
        if (row->judged_on == judged_on) {
            list.items[list.count++] = row;
        }
    }
    return list;
}

struct law_pledges law_pledges_on(const struct law *law, enum law_regime regime, str pledge,
                                  date on, struct arena *arena)
{
    struct law_list all = law_rows_on(law, LAW_PLEDGES, regime, on, arena);
    struct law_pledges list = {.items = NEW_ARRAY(arena, all.count, const struct law_pledge *),
                               .base = law_regime_base(law, regime, on)};
    for (size_t i = 0; i < all.count; i++) {
        const struct law_pledge *row = (const struct law_pledge *)all.rows[i];
        if (!str_equals(row->pledge, pledge)) {
            continue;
        }
        size_t at = list.count++;
        for (; at > 0 && list.items[at - 1]->number > row->number; at--) {
            list.items[at] = list.items[at - 1];
        }
        list.items[at] = row;
    }
    return list;
}

struct law_proofs law_proofs_on(const struct law *law, enum law_regime regime, enum law_path path,
                                date on, struct arena *arena)
{
    str wanted = path == LAW_OPEN_BIDDING ? S("bidding") : S("negotiated");
    struct law_list all = law_rows_on(law, LAW_PROOFS, regime, on, arena);
    struct law_proofs list = {.items = NEW_ARRAY(arena, all.count, const struct law_proof *)};
    for (size_t i = 0; i < all.count; i++) {
        const struct law_proof *row = (const struct law_proof *)all.rows[i];
        if (str_equals(row->path, wanted) || str_equals(row->path, S("any"))) {
            list.items[list.count++] = row;
        }
    }
    return list;
}

struct law_disclosure_fields law_disclosure_fields_on(const struct law *law, enum law_regime regime,
                                                      str sheet, date on, struct arena *arena)
{
    struct law_list all = law_rows_on(law, LAW_DISCLOSURE_FIELDS, regime, on, arena);
    struct law_disclosure_fields list = {
        .items = NEW_ARRAY(arena, all.count, const struct law_disclosure_field *)};
    for (size_t i = 0; i < all.count; i++) {
        const struct law_disclosure_field *row = (const struct law_disclosure_field *)all.rows[i];
        if (str_equals(row->sheet, sheet)) {
            list.items[list.count++] = row;
        }
    }
    return list;
}

bool law_disclosure_is_optional(enum law_path path)
{
    return path == LAW_DESIGNATED_QUOTES;
}

const struct law_certificate *law_certificate_find(const struct law *law, str kind, date on)
{
    const struct law_certificate *best = NULL;
    for (size_t i = 0; i < law_count(law, LAW_CERTIFICATES); i++) {
        const struct law_certificate *row =
            (const struct law_certificate *)law_row(law, LAW_CERTIFICATES, i);
        if (str_equals(row->kind, kind) &&
            law_row_beats(law, &row->head, best == NULL ? NULL : &best->head, LAW_LOCAL, on)) {
            best = row;
        }
    }
    return best;
}

date law_certificate_valid_until(const struct law_certificate *row, date issued_on)
{
    int32_t length = (int32_t)row->valid_length;
    if (length == 0) {
        return DATE_NONE;
    }
    switch (row->valid_unit) {
    case LAW_CALENDAR_DAYS:
        return date_add_days(issued_on, length);
    case LAW_MONTHS:
        return calendar_period_end_months(issued_on, length);
    case LAW_YEARS:
        return calendar_period_end_months(issued_on, length * 12);
    case LAW_WORKING_DAYS: // the loader refuses it
    case LAW_DAY_UNIT_COUNT:
        break;
    }
    assert(false);
    return DATE_NONE;
}

bool law_certificate_holds(const struct law_certificate *row, date issued_on, date printed_until,
                           date on)
{
    date by_law = law_certificate_valid_until(row, issued_on);
    return !date_before(on, issued_on) && (date_is_none(by_law) || !date_before(by_law, on)) &&
           (date_is_none(printed_until) || !date_before(printed_until, on));
}

const struct law_identifier *law_identifier_find(const struct law *law, str kind, date on)
{
    const struct law_identifier *best = NULL;
    for (size_t i = 0; i < law_count(law, LAW_IDENTIFIERS); i++) {
        const struct law_identifier *row =
            (const struct law_identifier *)law_row(law, LAW_IDENTIFIERS, i);
        if (str_equals(row->kind, kind) &&
            law_row_beats(law, &row->head, best == NULL ? NULL : &best->head, LAW_LOCAL, on)) {
            best = row;
        }
    }
    return best;
}
