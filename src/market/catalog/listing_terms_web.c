#include "market/catalog/listing_terms_web.h"

#include "base/limits.h"
#include "market/catalog/import_cell.h"
#include "market/catalog/listing_text_web.h"

static void stand(const struct request *rq, struct listing_form_page *p, str value, str why,
                  str *cell, struct listing_proposed *out)
{
    if (listing_takes_values(rq)) {
        *cell = value;
        return;
    }
    *out = (struct listing_proposed){
        .value = value,
        .why = why.n > 0 ? why : S("단위는 칸에 있으므로 숫자만 남겼습니다."),
    };
    p->has_proposals = true;
}

static void propose_price(struct arena *a, const struct request *rq,
                          const struct listing_template *t, struct listing_form_page *p)
{
    struct issues none = {0};
    struct normal_proposal n;
    int64_t won = 0;
    (void)form_money(rq, &none, "price", OPTIONAL, WON(LIMIT_WON));
    if (none.count > 0 && !import_cell_is_before_tax(p->price) &&
        import_cell_whole(a, t, str_trim(p->price), S("원"), &won, &n) && won >= 1 &&
        won <= LIMIT_WON) {
        stand(rq, p, money_format(a, (money){won}), n.why, &p->price, &p->proposed_price);
    }
}

// A cell of whole numbers, and what it may hold.
struct whole {
    const char *field;
    str unit;
    int64_t least;
    int64_t most;
    bool is_days; // 1주일, 7~10일 and 즉시 as well
};

static void propose_whole(struct arena *a, const struct request *rq,
                          const struct listing_template *t, const struct whole *w, str *cell,
                          struct listing_form_page *p, struct listing_proposed *out)
{
    struct issues none = {0};
    struct normal_proposal n;
    int64_t count = -1;
    str typed = str_trim(*cell);
    (void)form_i64(rq, &none, w->field, OPTIONAL, w->least, w->most);
    if (none.count == 0 || str_length(typed) > LIMIT_LINE) {
        return;
    }
    if (w->is_days && import_cell_lead(a, t, typed, &n)) {
        (void)str_parse_i64(n.value, &count);
    } else if (!import_cell_whole(a, t, typed, w->unit, &count, &n)) {
        return;
    }
    if (count >= w->least && count <= w->most) {
        stand(rq, p, str_format(a, "%lld", (long long)count), n.why, cell, out);
    }
}

void listing_terms_propose(struct arena *a, const struct request *rq,
                           const struct listing_template *t, struct listing_form_page *p)
{
    str unit = str_trim(p->unit);
    const struct whole quantity = {"quantity_min", unit, 1, LIMIT_QUANTITY, false};
    const struct whole lead = {"lead_days", S("일"), 0, LIMIT_LEAD_DAYS, true};
    const struct whole stock = {"stock", unit, 0, LIMIT_QUANTITY, false};
    propose_price(a, rq, t, p);
    propose_whole(a, rq, t, &quantity, &p->quantity_min, p, &p->proposed_quantity);
    propose_whole(a, rq, t, &lead, &p->lead_days, p, &p->proposed_lead);
    propose_whole(a, rq, t, &stock, &p->stock, p, &p->proposed_stock);
}
