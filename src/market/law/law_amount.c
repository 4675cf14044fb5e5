#include "market/law/law_amount.h"

#include <assert.h>

// Does a row of `object` come before the best so far? The object's own row before any's.
static bool closer(enum law_object row, enum law_object best, enum law_object wanted, bool beats)
{
    if (row == best) {
        return beats;
    }
    return row == wanted;
}

const struct law_share *law_share_find(const struct law *law, enum law_regime regime, str kind,
                                       enum law_object object, date on)
{
    const struct law_share *best = NULL;
    for (size_t i = 0; i < law_count(law, LAW_SHARES); i++) {
        const struct law_share *row = (const struct law_share *)law_row(law, LAW_SHARES, i);
        if (!str_equals(row->kind, kind) || law_row_fits(law, &row->head, regime, on) == 0 ||
            (row->object != object && row->object != LAW_OBJECT_ANY)) {
            continue;
        }
        if (best == NULL || closer(row->object, best->object, object,
                                   law_row_beats(law, &row->head, &best->head, regime, on))) {
            best = row;
        }
    }
    return best;
}

ratio law_share_ratio(const struct law_share *share)
{
    return (ratio){.part = share->bp, .whole = 10000};
}

bool law_security_amount(const struct law *law, enum law_regime regime, enum law_object object,
                         money contract_price, date on, money *out_amount)
{
    const struct law_share *share =
        law_share_find(law, regime, S("performance_security"), object, on);
    if (share == NULL) {
        return false;
    }
    *out_amount = money_share(contract_price, law_share_ratio(share), ROUND_UP);
    return true;
}

ratio law_vat_rate(const struct law *law, date on)
{
    const struct law_share *share = law_share_find(law, LAW_LOCAL, S("vat"), LAW_GOODS, on);
    assert(share != NULL); // law_finish asks for it
    return law_share_ratio(share);
}

const struct law_stamp_band *law_stamp_find(const struct law *law, money stated_price, date on)
{
    const struct law_stamp_band *best = NULL;
    for (size_t i = 0; i < law_count(law, LAW_STAMP_BANDS); i++) {
        const struct law_stamp_band *row =
            (const struct law_stamp_band *)law_row(law, LAW_STAMP_BANDS, i);
        bool within = money_less(row->above, stated_price) &&
                      (money_is_zero(row->up_to) || !money_less(row->up_to, stated_price));
        if (within &&
            law_row_beats(law, &row->head, best == NULL ? NULL : &best->head, LAW_LOCAL, on)) {
            best = row;
        }
    }
    return best;
}

const struct law_bond *law_bond_find(const struct law *law, enum law_regime regime, str issuer,
                                     enum law_object object, money contract_price, date on)
{
    const struct law_bond *best = NULL;
    for (size_t i = 0; i < law_count(law, LAW_BONDS); i++) {
        const struct law_bond *row = (const struct law_bond *)law_row(law, LAW_BONDS, i);
        if (str_equals(row->issuer, issuer) && row->object == object && row->rate_bp > 0 &&
            !money_less(contract_price, row->price_min) &&
            law_row_beats(law, &row->head, best == NULL ? NULL : &best->head, regime, on)) {
            best = row;
        }
    }
    return best;
}
