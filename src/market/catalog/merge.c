#include "market/catalog/merge.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/fold.h"
#include "base/limits.h"
#include "base/out.h"
#include "market/catalog/merge_near.h"

const struct fault MERGE_LAST_OFFER = {
    .kind = FAULT_REFUSED,
    .code = "merge.last_offer",
    .text =
        "없어질 상품만 팔고 있는 기업이 있습니다. 그 상품을 남기거나, 기업이 남을 상품의 판매를 "
        "다시 시작한 뒤에 합쳐 주세요.",
    .source = FAULT_OWN_RULE,
};
const struct fault MERGE_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "merge.unknown",
    .text = "찾는 상품이나 합친 기록이 없습니다. 번호를 확인해 주세요.",
};
const struct fault MERGE_SAME = {
    .kind = FAULT_INVALID,
    .code = "merge.same",
    .text = "서로 다른 상품 두 개를 골라 주세요.",
};
const struct fault MERGE_GONE = {
    .kind = FAULT_CONFLICT,
    .code = "merge.gone",
    .text = "둘 가운데 하나는 이미 다른 상품에 합쳐졌습니다. 새로 고쳐 지금 상태를 확인해 주세요.",
};
const struct fault MERGE_OTHER_CATEGORY = {
    .kind = FAULT_REFUSED,
    .code = "merge.other_category",
    .text =
        "분류가 다른 상품은 합칠 수 없습니다. 양식이 달라 속성이 맞지 않으니 먼저 분류를 바로잡아 "
        "주세요.",
    .source = FAULT_OWN_RULE,
};
const struct fault MERGE_HOLDS_OTHERS = {
    .kind = FAULT_REFUSED,
    .code = "merge.holds_others",
    .text =
        "사라질 상품에 이미 다른 상품이 합쳐져 있습니다. 남길 상품과 사라질 상품을 바꾸거나, 앞서 "
        "합친 것을 먼저 되돌려 주세요.",
    .source = FAULT_OWN_RULE,
};
const struct fault MERGE_NEEDS_REASON = {
    .kind = FAULT_INVALID,
    .code = "merge.needs_reason",
    .text = "까닭을 적어 주세요. 기업에 알리고 기록에 남깁니다.",
};
const struct fault MERGE_UNDONE = {
    .kind = FAULT_CONFLICT,
    .code = "merge.undone",
    .text = "이미 되돌린 기록입니다. 새로 고쳐 지금 상태를 확인해 주세요.",
};

// What each likeness is worth; ours.
static const struct {
    const char *code;
    const char *label;
    int64_t points;
} REASONS[] = {
    [MERGE_ITEM_NO] = {"item_no", "물품식별번호가 같음",                100},
    [MERGE_MODEL] = {"model",   "제조사와 모델이 같음",               80 },
    [MERGE_TITLE] = {"title",   "상품명의 말이 같음",                  60 },
    [MERGE_CLOSE] = {"close",   "상품명이 거의 같고 속성이 맞음", 50 },
    [MERGE_VALUES] = {"values",  "속성이 모두 같음",                     20 },
    [MERGE_PICTURE] = {"picture", "사진이 거의 같음",                     40 },
};
static_assert(COUNT(REASONS) == MERGE_REASON_COUNT, "a reason came or went: give it its row");

const char *merge_reason_code(enum merge_reason reason)
{
    assert(reason < MERGE_REASON_COUNT);
    return REASONS[reason].code;
}

str merge_reason_label(enum merge_reason reason)
{
    assert(reason < MERGE_REASON_COUNT);
    return str_view(REASONS[reason].label);
}

int64_t merge_reason_points(enum merge_reason reason)
{
    assert(reason < MERGE_REASON_COUNT);
    return REASONS[reason].points;
}

int merge_reason_from(str code)
{
    for (int i = 0; i < MERGE_REASON_COUNT; i++) {
        if (str_equals(code, str_view(REASONS[i].code))) {
            return i;
        }
    }
    return -1;
}

str merge_reasons_format(struct arena *a, unsigned reasons)
{
    struct out o;
    out_init(&o, a, 200);
    for (int i = 0; i < MERGE_REASON_COUNT; i++) {
        if ((reasons >> i & 1U) != 0) {
            out_format(&o, "%s%s", o.n == 0 ? "" : "|", REASONS[i].code);
        }
    }
    return out_view(&o);
}

static int by_text(const void *a, const void *b)
{
    return str_compare(*(const str *)a, *(const str *)b);
}

// The words of a title in order, each as a key: A4 복사용지 80g and 복사용지 80g A4 are the same.
static str title_key(struct arena *a, str title)
{
    str words[MERGE_WORDS] = {0};
    size_t count = 0;
    str rest = fold_width(a, title);
    while (rest.n > 0 && count < MERGE_WORDS) {
        str key = fold_key(a, str_cut(&rest, ' '));
        if (key.n > 0) {
            words[count++] = key;
        }
    }
    qsort(words, count, sizeof(words[0]), by_text);
    struct out o;
    out_init(&o, a, title.n + MERGE_WORDS + 1);
    for (size_t i = 0; i < count; i++) {
        out_str(&o, words[i]);
        out_char(&o, ' ');
    }
    return out_view(&o);
}

static void prepare(struct arena *a, struct merge_product *p)
{
    str maker = fold_key(a, p->maker);
    str model = fold_key(a, p->model);
    p->key = title_key(a, p->title);
    p->tight = fold_key(a, p->title);
    p->model_key = maker.n > 0 && model.n > 0
                       ? str_format(a, "%.*s %.*s", STR_ARG(maker), STR_ARG(model))
                       : S("");
}

// --- Finding -------------------------------------------------------------------------------------

// What one way of comparing looks at; empty: nothing to compare by.
static str part_of(const struct merge_product *p, enum merge_reason by)
{
    switch (by) {
    case MERGE_ITEM_NO:
        return p->item_no;
    case MERGE_MODEL:
        return p->model_key;
    case MERGE_TITLE:
        return p->key;
    case MERGE_CLOSE:
    case MERGE_VALUES:
    case MERGE_PICTURE:
    case MERGE_REASON_COUNT:
        return S("");
    }
    return S("");
}

struct entry {
    str part;
    int64_t band; // of a photo
    size_t at;    // of the product, the oldest first
};

static int by_part(const void *a, const void *b)
{
    const struct entry *x = a;
    const struct entry *y = b;
    int order = str_compare(x->part, y->part);
    if (order == 0 && x->band != y->band) {
        return x->band < y->band ? -1 : 1;
    }
    return order != 0 ? order : (x->at > y->at) - (x->at < y->at);
}

static bool is_near(const struct merge_product *x, const struct merge_product *y)
{
    return x->photo != 0 && y->photo != 0 &&
           __builtin_popcountll(x->photo ^ y->photo) <= MERGE_NEAR;
}

static unsigned likeness(const struct merge_product *x, const struct merge_product *y)
{
    unsigned reasons = 0;
    for (int by = MERGE_ITEM_NO; by <= MERGE_TITLE; by++) {
        str part = part_of(x, (enum merge_reason)by);
        if (part.n > 0 && str_equals(part, part_of(y, (enum merge_reason)by))) {
            reasons |= 1U << by;
        }
    }
    reasons |= merge_is_close(x, y) ? 1U << MERGE_CLOSE : 0;
    reasons |= is_near(x, y) ? 1U << MERGE_PICTURE : 0;
    return x->values.n > 0 && str_equals(x->values, y->values) ? reasons | 1U << MERGE_VALUES
                                                               : reasons;
}

static void add_pair(const struct merge_product *products, size_t older, size_t newer,
                     struct merge_pair *pairs, size_t *count, size_t most)
{
    struct merge_pair pair = {.first = products[older].id, .second = products[newer].id};
    for (size_t i = 0; i < *count; i++) {
        if (pairs[i].first.value == pair.first.value &&
            pairs[i].second.value == pair.second.value) {
            return; // found by another way already
        }
    }
    if (*count == most) {
        return;
    }
    pair.reasons = likeness(&products[older], &products[newer]);
    for (int i = 0; i < MERGE_REASON_COUNT; i++) {
        pair.points += (pair.reasons >> i & 1U) != 0 ? REASONS[i].points : 0;
    }
    pairs[(*count)++] = pair;
}

static int by_points(const void *a, const void *b)
{
    const struct merge_pair *x = a;
    const struct merge_pair *y = b;
    if (x->points != y->points) {
        return x->points > y->points ? -1 : 1;
    }
    return (x->second.value > y->second.value) - (x->second.value < y->second.value);
}

// Titles that are nearly the same: each with the oldest one that is close.
static void find_close(struct arena *a, const struct merge_product *products, size_t count,
                       merge_pair_list *out)
{
    const size_t *older = merge_near_find(a, products, count);
    for (size_t i = 0; i < count; i++) {
        if (older[i] != i) {
            add_pair(products, older[i], i, out->items, &out->count, MERGE_PAIRS_MAX);
        }
    }
}

// Photos that are near have one of their bands alike: each is held against the oldest of its band.
static void find_photos(const struct merge_product *products, size_t count, struct entry *entries,
                        merge_pair_list *out)
{
    for (int band = 0; band < MERGE_BANDS; band++) {
        size_t photos = 0;
        for (size_t i = 0; i < count; i++) {
            if (products[i].photo != 0) {
                entries[photos++] = (struct entry){.band = products[i].bands[band], .at = i};
            }
        }
        qsort(entries, photos, sizeof(*entries), by_part);
        size_t oldest = 0;
        for (size_t i = 1; i < photos; i++) {
            if (entries[i].band != entries[oldest].band) {
                oldest = i;
            } else if (is_near(&products[entries[oldest].at], &products[entries[i].at])) {
                add_pair(products, entries[oldest].at, entries[i].at, out->items, &out->count,
                         MERGE_PAIRS_MAX);
            }
        }
    }
}

void merge_find(struct arena *a, struct merge_product *products, size_t count, merge_pair_list *out)
{
    struct entry *entries = NEW_ARRAY(a, count, struct entry);
    *out = (merge_pair_list){.items = NEW_ARRAY(a, MERGE_PAIRS_MAX, struct merge_pair)};
    for (size_t i = 0; i < count; i++) {
        prepare(a, &products[i]);
    }
    for (int by = MERGE_ITEM_NO; by <= MERGE_TITLE; by++) { // the surest first
        for (size_t i = 0; i < count; i++) {
            entries[i] =
                (struct entry){.part = part_of(&products[i], (enum merge_reason)by), .at = i};
        }
        qsort(entries, count, sizeof(*entries), by_part);
        size_t oldest = 0;
        for (size_t i = 1; i < count; i++) {
            if (!str_equals(entries[i].part, entries[oldest].part)) {
                oldest = i;
            } else if (entries[i].part.n > 0) {
                add_pair(products, entries[oldest].at, entries[i].at, out->items, &out->count,
                         MERGE_PAIRS_MAX);
            }
        }
    }
    find_close(a, products, count, out);
    find_photos(products, count, entries, out);
    qsort(out->items, out->count, sizeof(*out->items), by_points);
}
