#include "market/law/law_ratio.h"

#include <assert.h>

struct law_ratios law_ratios_on(const struct law *law, enum law_regime regime, date on,
                                struct arena *arena)
{
    struct law_list all = law_rows_on(law, LAW_RATIOS, regime, on, arena);
    struct law_ratios list = {.items = NEW_ARRAY(arena, all.count, const struct law_ratio *)};
    for (size_t i = 0; i < all.count; i++) {
        list.items[list.count++] = (const struct law_ratio *)all.rows[i];
    }
    return list;
}

enum law_ratio_object law_ratio_object_of(enum law_object object)
{
    switch (object) {
    case LAW_GOODS:
        return LAW_RATIO_GOODS;
    case LAW_SERVICE:
    case LAW_LEASE:
        return LAW_RATIO_SERVICE;
    case LAW_WORKS_GENERAL:
    case LAW_WORKS_SPECIAL:
    case LAW_WORKS_OTHER:
        return LAW_RATIO_WORKS;
    case LAW_OBJECT_COUNT:
        break;
    }
    assert(false);
    return LAW_RATIO_ANY;
}

bool law_ratio_counts_object(const struct law_ratio *row, enum law_ratio_object object)
{
    switch (row->denominator) {
    case LAW_OF_TOTAL:
        return true;
    case LAW_OF_OBJECT:
        return row->object == object;
    case LAW_OF_GOODS_SERVICE:
        return object != LAW_RATIO_WORKS;
    case LAW_OF_SME_GOODS:
        return object == LAW_RATIO_GOODS;
    case LAW_OF_NOTHING:
    case LAW_DENOMINATOR_COUNT:
        break;
    }
    return false;
}

bool law_ratio_counts_tag(const struct law_ratio *row, str tag)
{
    str tags = row->tags;
    while (!str_is_empty(tags)) {
        if (str_equals(str_cut(&tags, ' '), tag)) {
            return true;
        }
    }
    return false;
}

struct law_ratio_result law_ratio_judge(const struct law_ratio *row, money part, money whole)
{
    assert(!money_less(whole, part));
    ratio target = {.part = row->target_bp, .whole = 10000};
    money wanted = money_share(whole, target, ROUND_UP);
    bool is_reached = !money_less(part, wanted);
    return (struct law_ratio_result){
        .reached_bp = money_basis_points(part, whole),
        .missing = is_reached ? WON(0) : money_subtract(wanted, part),
        .is_reached = is_reached,
    };
}
