// What waits for an operator's look, what was sent back, and what shows the terms a firm can give:
// of the first firm's copying paper, so that no page of the desks opens empty.
#include "app/demo_city.h"

#include "app/demo_listing.sql.h"
#include "market/catalog/listing_store.h"
#include "platform/secret/secret.h"

struct sample_listing {
    const char *title;
    int64_t price_won;
    const char *weight;
    const char *sheets; // an attribute that must be there; empty: forgotten
    const char *description;
    enum listing_state state;
    const char *said; // why it was sent back
};

static const struct sample_listing SAMPLES[] = {
    {"두레 복사용지 A4 80g 2,500매",           24500,   "80", "2500",
     "1상자 5권입니다. 기관 창고까지 나르고, 젖거나 찢어진 것은 바꾸어 드립니다.",      LISTING_ACTIVE,
     ""                                                                                                                                   },
    {"재생 복사용지 A4 75g 2,500매",           22900,   "75", "2500", "고지를 다시 쓴 종이입니다.",
     LISTING_WAITING,                                                                                                                   ""},
    {"복사용지 A4 80g 2,500매 (100개 이상)",  23100,   "80", "2500", "",                                      LISTING_WAITING,  ""},
    {"복사용지 A4 90g 1,250매",                  2490000, "90", "1250", "두꺼운 종이입니다.",            LISTING_WAITING,  ""},
    {"국내 최저가 복사용지 A4 80g 2,500매", 19900,   "80", "2500", "",                                      LISTING_WAITING,  ""},
    {"복사용지 A4 70g 상자",                    20900,   "70", "",     "",                                      LISTING_RETURNED,
     "1상자 매수를 적어 주세요. 기관이 값을 견주는 데 씁니다."                                                      },
};

static err add_text(struct demo *d, const struct sample_listing *x, struct listing *l)
{
    static struct listing_value values[] = {
        {{"size", 4},   {"A4", 2}},
        {{"weight", 6}, {"", 0}  },
        {{"sheets", 6}, {"", 0}  },
    };
    values[1].value = str_view(x->weight);
    values[2].value = str_view(x->sheets);
    l->text = (struct product_text){
        .category = S("paper.copy.a4"),
        .title = str_view(x->title),
        .maker = S("두레제지(시범)"),
        .model = str_format(d->u->arena, "DR-%lld", (long long)(x - SAMPLES) + 80),
        .origin = S("대한민국"),
        .description = str_view(x->description),
        .values = {.items = values, .count = COUNT(values)},
    };
    return listing_store_add_product(d->u->db, &l->text, demo_no(d), true, d->u->now, &l->product);
}

static err add_listing(struct demo *d, const struct sample_listing *x)
{
    static struct offer_tier tiers[] = {
        {10, {23500}},
        {50, {22000}}
    };
    bool is_full = x->state == LISTING_ACTIVE; // with every term there is
    struct listing l = {
        .no = demo_no(d),
        .supplier = {d->firms.items[0].id                                          },
        .state = LISTING_WAITING,
        .terms = { .price = WON(x->price_won),
                     .unit = S("상자"),
                     .quantity_min = 1,
                     .lead_days = 2,
                     .stock = is_full ? 12000 : LISTING_MADE_TO_ORDER,
                     .valid_until = is_full ? date_add_days(d->u->today, 60) : DATE_NONE,
                     .own_code = str_format(d->u->arena, "D-%lld", (long long)(x - SAMPLES) + 1),
                     .tiers = {.items = tiers, .count = is_full ? COUNT(tiers) : 0}},
    };
    account_id nobody = {0};
    TRY(add_text(d, x, &l));
    TRY(listing_store_add_offer(d->u->db, &l, true, d->u->now));
    TRY(listing_store_keep(d->u->db, d->u->arena, l.id, &l.terms.tiers, S("처음 등록"), nobody,
                           d->u->now));
    if (x->state == LISTING_WAITING) {
        return NULL;
    }
    TRY(listing_store_set_state(d->u->db, l.id, 1, x->state, str_view(x->said), true));
    TRY(listing_store_keep(d->u->db, d->u->arena, l.id, &l.terms.tiers,
                           is_full ? S("운영자가 검토를 마침") : str_view(x->said), nobody,
                           d->u->now));
    return listing_store_index(d->u->db, l.id);
}

// What was looked for and not found.
static err add_misses(struct demo *d)
{
    static const struct {
        const char *query;
        int64_t count;
    } MISSES[] = {
        {"분홍색 복사용지 a4", 6},
        {"복사용지 a4 100g",      4},
        {"전기 화물자전거",    3},
    };
    for (size_t i = 0; i < COUNT(MISSES); i++) {
        struct query *q = db_query(d->u->db, &SQL_DEMO_MISS_ADD);
        bind_date(q, "day", date_add_days(d->u->today, -2));
        bind_str(q, "query", str_view(MISSES[i].query));
        bind_i64(q, "count", MISSES[i].count);
        TRY(query_run(q, NULL));
    }
    return NULL;
}

err demo_load_listings(struct demo *d)
{
    for (size_t i = 0; i < COUNT(SAMPLES); i++) {
        TRY(add_listing(d, &SAMPLES[i]));
    }
    return add_misses(d);
}
