// What the first institution looked for in vain: one of each state, so that neither its desk nor a
// firm's opens empty.
#include "app/demo_city.h"
#include "app/demo_wanted.sql.h"
#include "market/search/wanted_store.h"

#define DAY_S INT64_C(86400)

static const struct {
    const char *title;
    const char *need;
    int64_t quantity;
    int64_t budget_won;
    int needed_in; // days from today
    int asked;     // days ago
    enum wanted_state state;
    const char *said; // the first firm's word with its answer
} SAMPLES[] = {
    {"코팅된 복사용지 A4", "물에 젖지 않아야 합니다.",                 3,  0,      -2, 20, WANTED_EXPIRED,  ""},
    {"복사용지 A3 80g",       "도면 출력에 씁니다.",                        5,  200000, 30, 12, WANTED_CLOSED,   ""},
    {"복사용지 A4 100g",      "두꺼운 종이로 회의 자료를 만듭니다.", 10, 350000, 14, 4,  WANTED_ANSWERED,
     "같은 규격은 없지만 이 종이를 많이 쓰십니다."                                                           },
    {"분홍색 복사용지 A4", "안내문에 씁니다. 80g, 500매 포장.",        20, 600000, 21, 2,  WANTED_OPEN,     ""},
};

static err find_officer(struct demo *d, int64_t institution, account_id *out)
{
    struct query *q = db_query(d->u->db, &SQL_DEMO_WANTED_OFFICER);
    bind_i64(q, "institution", institution);
    if (query_next(q)) {
        out->value = read_i64(q, "id");
    }
    return query_end(q);
}

static err answer(struct demo *d, int64_t wanted, str said, instant at)
{
    supplier_id firm = {d->firms.items[0].id};
    offer_id offer = {0};
    account_id account = {0};
    struct query *q = db_query(d->u->db, &SQL_DEMO_WANTED_ANSWER);
    bind_str(q, "category", S("paper.copy.a4"));
    bind_i64(q, "supplier", firm.value);
    if (query_next(q)) {
        offer.value = read_i64(q, "id");
        account.value = read_i64(q, "account_id");
    }
    TRY(query_end(q));
    return offer.value == 0 ? NULL
                            : wanted_store_answer(d->u->db, wanted, offer, firm, account, said, at);
}

err demo_load_wanted(struct demo *d)
{
    account_id officer = {0};
    TRY(find_officer(d, d->institutions.items[0], &officer));
    if (officer.value == 0) {
        return NULL;
    }
    for (size_t i = 0; i < COUNT(SAMPLES); i++) {
        instant asked = instant_add_s(d->u->now, -SAMPLES[i].asked * DAY_S);
        int64_t id = 0;
        struct wanted w = {
            .no = demo_no(d),
            .institution = {d->institutions.items[0]},
            .account = officer,
            .title = str_view(SAMPLES[i].title),
            .need = str_view(SAMPLES[i].need),
            .quantity = SAMPLES[i].quantity,
            .unit = S("상자"),
            .needed_by = date_add_days(d->u->today, SAMPLES[i].needed_in),
            .budget = WON(SAMPLES[i].budget_won),
            .category = S("paper.copy.a4"),
        };
        TRY(wanted_store_add(d->u->db, &w, true, asked, &id));
        if (SAMPLES[i].state == WANTED_ANSWERED) {
            TRY(answer(d, id, str_view(SAMPLES[i].said), instant_add_s(asked, DAY_S)));
        } else if (SAMPLES[i].state != WANTED_OPEN) {
            TRY(wanted_store_end(d->u->db, id, SAMPLES[i].state, instant_add_s(asked, 3 * DAY_S)));
        }
    }
    return NULL;
}
