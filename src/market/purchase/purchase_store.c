#include "market/purchase/purchase_store.h"

#include <assert.h>

#include "base/limits.h"
#include "base/out.h"
#include "market/purchase/purchase_store.sql.h"

#define EVENTS_MAX 100 // of a page; a case has about twenty
#define TASKS_MAX 20   // open at once; a case has one or two

static struct purchase read_purchase(struct query *q)
{
    struct purchase p = {
        .id = {read_i64(q, "id")},
        .no = {read_i64(q, "no")},
        .institution = {read_i64(q, "institution_id")},
        .institution_name = read_str(q, "institution_name"),
        .department = {read_i64(q, "department_id")},
        .department_name = read_str(q, "department_name"),
        .supplier = {read_i64(q, "supplier_id")},
        .supplier_no = {read_i64(q, "supplier_no")},
        .supplier_name = read_str(q, "supplier_name"),
        .officer = {read_i64(q, "officer_id")},
        .officer_name = read_str(q, "officer_name"),
        .title = read_str(q, "title"),
        .need = read_str(q, "need"),
        .budget_line = read_str(q, "budget_line"),
        .delivery_place = read_str(q, "delivery_place"),
        .district = read_str(q, "district_code"),
        .deliver_by = read_date(q, "deliver_by"),
        .list = read_money(q, "list_won"),
        .estimated = read_money(q, "estimated_won"),
        .price = read_money(q, "price_won"),
        .supply = read_money(q, "supply_won"),
        .vat = read_money(q, "vat_won"),
        .scope = read_str(q, "scope"),
        .choice_reason = read_str(q, "choice_reason"),
        .content_hash = read_str(q, "content_hash"),
        .requested_on = read_date(q, "requested_on"),
        .is_training = read_bool(q, "is_training"),
        .is_demo = read_bool(q, "is_demo"),
        .created_at = read_instant(q, "created_at"),
        .moved_at = read_instant(q, "moved_at"),
        .version = read_i64(q, "version"),
    };
    // An institution of another rule (OWN) is judged by the law of the state, which most follow.
    if (!law_regime_from(read_str(q, "regime"), &p.regime)) {
        p.regime = LAW_STATE;
    }
    bool known = law_object_from(read_str(q, "object"), &p.object);
    p.has_path = law_path_from(read_str(q, "path"), &p.path);
    int state = purchase_state_from(read_str(q, "state"));
    assert(known && state >= 0); // the schema's CHECKs
    (void)known;
    p.state = (enum purchase_state)state;
    read_require(q, "price_won", money_equals(money_add(p.supply, p.vat), p.price));
    return p;
}

static err find(struct db *db, struct purchase_side side, int64_t no, int64_t id,
                struct purchase *out)
{
    struct query *q = db_query(db, &SQL_PURCHASE_FIND);
    bind_id(q, "no", no);
    bind_id(q, "id", id);
    bind_id(q, "institution", side.institution.value);
    bind_id(q, "supplier", side.supplier.value);
    if (!query_next(q)) {
        TRY(query_end(q));
        return &PURCHASE_UNKNOWN;
    }
    struct purchase p = read_purchase(q);
    TRY(query_end(q));
    *out = p;
    return NULL;
}

err purchase_find(struct db *db, struct purchase_side side, public_no no, struct purchase *out)
{
    return find(db, side, no.value, 0, out);
}

err purchase_find_id(struct db *db, struct purchase_side side, purchase_id id, struct purchase *out)
{
    return find(db, side, 0, id.value, out);
}

static struct query *query_of_hands(struct db *db, purchase_id id, account_id person, date on)
{
    struct query *q = db_query(db, &SQL_PURCHASE_HANDS);
    bind_i64(q, "purchase", id.value);
    bind_i64(q, "account", person.value);
    bind_date(q, "today", on);
    return q;
}

void purchase_foresee_hands(struct db *db, purchase_id id, account_id person, date on)
{
    query_foresee(query_of_hands(db, id, person, on));
}

err purchase_find_hands(struct db *db, purchase_id id, account_id person, date on,
                        struct purchase_hands *out)
{
    struct query *q = query_of_hands(db, id, person, on);
    struct purchase_hands h = {0};
    if (query_next(q)) {
        h.asked = read_i64(q, "asked") > 0;
        h.approved = read_i64(q, "approved") > 0;
        h.inspected = read_i64(q, "inspected") > 0;
        h.bought = h.asked || h.inspected || read_i64(q, "decided") > 0 ||
                   read_i64(q, "handled") > 0 || read_i64(q, "signed") > 0;
        h.sold = read_i64(q, "answered") > 0 || read_i64(q, "fulfilled") > 0;
        h.of_supplier = read_i64(q, "memberships") > 0;
        h.keeps_apart = read_i64(q, "keeps_apart") > 0;
    }
    TRY(query_end(q));
    *out = h;
    return NULL;
}

static struct query *query_of_lines(struct db *db, purchase_id id, date beside_on)
{
    struct query *q = db_query(db, &SQL_PURCHASE_LINE_LIST);
    bind_i64(q, "purchase", id.value);
    bind_date(q, "beside_on", beside_on);
    return q;
}

void purchase_foresee_lines(struct db *db, purchase_id id)
{
    query_foresee(query_of_lines(db, id, DATE_NONE));
}

static err list_lines(struct db *db, struct arena *a, purchase_id id, date beside_on,
                      purchase_line_list *out)
{
    struct query *q = query_of_lines(db, id, beside_on);
    purchase_line_list list = {.items = NEW_ARRAY(a, LIMIT_PURCHASE_LINES, struct purchase_line)};
    while (query_next(q) && list.count < LIMIT_PURCHASE_LINES) {
        struct purchase_line *l = &list.items[list.count++];
        *l = (struct purchase_line){
            .id = read_i64(q, "id"),
            .seq = read_i64(q, "seq"),
            .offer = {read_i64(q, "offer_id")},
            .offer_revision = read_i64(q, "offer_revision"),
            .seen_at = read_instant(q, "seen_at"),
            .product = {read_i64(q, "product_id")},
            .category_code = read_str(q, "category_code"),
            .object = read_str(q, "object"),
            .title = read_str(q, "title"),
            .unit = read_str(q, "unit"),
            .quantity = read_i64(q, "quantity"),
            .quantity_min = read_i64(q, "quantity_min"),
            .stock = read_i64(q, "stock"),
            .districts = read_str(q, "districts"),
            .list_price = read_money(q, "list_price_won"),
            .price = read_money(q, "price_won"),
            .beside = read_money(q, "beside_won"),
            .is_exempt = str_equals(read_str(q, "vat"), S("exempt")),
        };
        l->price = money_is_zero(l->price) ? l->list_price : l->price;
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err purchase_list_lines(struct db *db, struct arena *a, purchase_id id, purchase_line_list *out)
{
    return list_lines(db, a, id, DATE_NONE, out);
}

err purchase_list_lines_beside(struct db *db, struct arena *a, purchase_id id, date today,
                               purchase_line_list *out)
{
    return list_lines(db, a, id, today, out);
}

err purchase_list_now(struct db *db, struct arena *a, purchase_id id,
                      const purchase_line_list *lines, struct purchase_line_now *out)
{
    struct query *q = db_query(db, &SQL_PURCHASE_LINE_NOW);
    bind_i64(q, "purchase", id.value);
    for (size_t i = 0; i < lines->count; i++) {
        out[i] = (struct purchase_line_now){0};
    }
    while (query_next(q)) {
        int64_t line = read_i64(q, "id");
        struct purchase_line_now now = {
            .revision = read_i64(q, "revision"),
            .title = read_str(q, "title"),
            .terms.price = read_money(q, "price_won"),
            .terms.unit = read_str(q, "unit"),
            .terms.is_exempt = str_equals(read_str(q, "vat"), S("exempt")),
        };
        bool is_whole = offer_tiers_parse(a, read_str(q, "tiers"), &now.terms.tiers);
        for (size_t i = 0; is_whole && i < lines->count; i++) {
            out[i] = lines->items[i].id == line ? now : out[i];
        }
    }
    return query_end(q);
}

static err add_line(struct db *db, purchase_id id, const struct purchase_line *l, instant now)
{
    struct query *q = db_query(db, &SQL_PURCHASE_LINE_ADD);
    bind_i64(q, "purchase", id.value);
    bind_i64(q, "seq", l->seq);
    bind_i64(q, "offer", l->offer.value);
    bind_i64(q, "offer_revision", l->offer_revision);
    bind_i64(q, "product", l->product.value);
    bind_str(q, "category_code", l->category_code);
    bind_str(q, "title", l->title);
    bind_str(q, "unit", l->unit);
    bind_str(q, "vat", l->is_exempt ? S("exempt") : S("taxable"));
    bind_i64(q, "quantity", l->quantity);
    bind_money(q, "list_price_won", l->list_price);
    bind_money(q, "price_won", WON(0));
    bind_instant(q, "seen_at", now);
    return query_run(q, NULL);
}

err purchase_add(struct db *db, struct purchase *p, const struct purchase_line *lines, size_t count,
                 instant now)
{
    assert(count > 0 && count <= LIMIT_PURCHASE_LINES);
    struct query *q = db_query(db, &SQL_PURCHASE_ADD);
    bind_i64(q, "no", p->no.value);
    bind_i64(q, "institution", p->institution.value);
    bind_i64(q, "department", p->department.value);
    bind_i64(q, "supplier", p->supplier.value);
    bind_i64(q, "officer", p->officer.value);
    bind_str(q, "title", p->title);
    bind_str(q, "need", p->need);
    bind_str(q, "budget_line", p->budget_line);
    bind_str(q, "object", str_view(law_object_word(p->object)));
    bind_str(q, "delivery_place", p->delivery_place);
    bind_str(q, "district", p->district);
    bind_str(q, "scope", p->scope);
    bind_date(q, "deliver_by", p->deliver_by);
    bind_money(q, "list_won", p->list);
    bind_money(q, "estimated_won", p->estimated);
    bind_bool(q, "is_training", p->is_training);
    bind_bool(q, "is_demo", p->is_demo);
    bind_instant(q, "now", now);
    TRY(query_run_id(q, &p->id.value));
    for (size_t i = 0; i < count; i++) {
        TRY(add_line(db, p->id, &lines[i], now));
    }
    p->state = PURCHASE_DRAFT;
    p->version = 1;
    return NULL;
}

err purchase_save(struct db *db, struct purchase *p)
{
    assert(money_equals(money_add(p->supply, p->vat), p->price));
    struct query *q = db_query(db, &SQL_PURCHASE_SAVE);
    bind_i64(q, "id", p->id.value);
    bind_i64(q, "version", p->version);
    bind_str(q, "title", p->title);
    bind_str(q, "need", p->need);
    bind_str(q, "budget_line", p->budget_line);
    bind_str(q, "object", str_view(law_object_word(p->object)));
    bind_str(q, "delivery_place", p->delivery_place);
    bind_str(q, "district", p->district);
    bind_str(q, "scope", p->scope);
    bind_date(q, "deliver_by", p->deliver_by);
    bind_money(q, "list_won", p->list);
    bind_money(q, "estimated_won", p->estimated);
    bind_money(q, "price_won", p->price);
    bind_money(q, "supply_won", p->supply);
    bind_money(q, "vat_won", p->vat);
    bind_str(q, "path", p->has_path ? str_view(law_path_word(p->path)) : S(""));
    bind_str(q, "state", str_view(purchase_state_word(p->state)));
    bind_str(q, "choice_reason", p->choice_reason);
    bind_str(q, "content_hash", p->content_hash);
    bind_date(q, "requested_on", p->requested_on);
    bind_instant(q, "moved_at", p->moved_at);
    TRY(query_run_one_soon(q, &PURCHASE_CHANGED));
    p->version++;
    return NULL;
}

err purchase_save_line(struct db *db, purchase_id id, const struct purchase_line *line)
{
    struct query *q = db_query(db, &SQL_PURCHASE_LINE_SAVE);
    bind_i64(q, "id", line->id);
    bind_i64(q, "purchase", id.value);
    bind_i64(q, "offer_revision", line->offer_revision);
    bind_i64(q, "seen_at", line->seen_at.us);
    bind_str(q, "title", line->title);
    bind_str(q, "unit", line->unit);
    bind_str(q, "vat", line->is_exempt ? S("exempt") : S("taxable"));
    bind_i64(q, "quantity", line->quantity);
    bind_money(q, "list_price_won", line->list_price);
    bind_money(q, "price_won", line->price);
    return query_run_one(q, &PURCHASE_CHANGED);
}

err purchase_remove_line(struct db *db, purchase_id id, int64_t line)
{
    struct query *q = db_query(db, &SQL_PURCHASE_LINE_REMOVE);
    bind_i64(q, "id", line);
    bind_i64(q, "purchase", id.value);
    return query_run_one(q, &PURCHASE_CHANGED);
}

// %words% with what LIKE would read as its own escaped; empty stays empty.
static str pattern_of(struct arena *a, str words)
{
    if (words.n == 0) {
        return words;
    }
    struct out o;
    out_init(&o, a, 2 * words.n + 2);
    out_char(&o, '%');
    for (size_t i = 0; i < words.n; i++) {
        if (words.p[i] == '%' || words.p[i] == '_' || words.p[i] == '!') {
            out_char(&o, '!');
        }
        out_char(&o, words.p[i]);
    }
    out_char(&o, '%');
    return out_view(&o);
}

err purchase_list(struct db *db, struct arena *a, const struct purchase_filter *filter,
                  size_t count, purchase_row_list *out)
{
    struct query *q = db_query(db, &SQL_PURCHASE_LIST);
    bind_i64(q, "institution", filter->institution.value);
    bind_text(q, "state",
              filter->state < 0
                  ? S("")
                  : str_view(purchase_state_word((enum purchase_state)filter->state)));
    bind_id(q, "officer", filter->officer.value);
    bind_text(q, "words", pattern_of(a, filter->words));
    bind_id(q, "before", filter->before.value);
    bind_i64(q, "count", (int64_t)count);
    purchase_row_list list = {.items = NEW_ARRAY(a, count, struct purchase_row)};
    while (query_next(q) && list.count < count) {
        int state = purchase_state_from(read_str(q, "state"));
        assert(state >= 0);
        money price = read_money(q, "price_won");
        list.items[list.count++] = (struct purchase_row){
            .no = {read_i64(q, "no")},
            .title = read_str(q, "title"),
            .state = (enum purchase_state)state,
            .amount = money_is_zero(price) ? read_money(q, "list_won") : price,
            .deliver_by = read_date(q, "deliver_by"),
            .created_at = read_instant(q, "created_at"),
            .moved_at = read_instant(q, "moved_at"),
            .supplier_name = read_str(q, "supplier_name"),
            .department_name = read_str(q, "department_name"),
            .officer_name = read_str(q, "officer_name"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err purchase_count(struct db *db, institution_id institution,
                   int64_t out_counts[PURCHASE_STATE_COUNT])
{
    struct query *q = db_query(db, &SQL_PURCHASE_COUNT);
    bind_i64(q, "institution", institution.value);
    for (int i = 0; i < PURCHASE_STATE_COUNT; i++) {
        out_counts[i] = 0;
    }
    while (query_next(q)) {
        int state = purchase_state_from(read_str(q, "state"));
        assert(state >= 0);
        out_counts[state] = read_i64(q, "count");
    }
    return query_end(q);
}

err purchase_add_event(struct db *db, purchase_id id, const struct purchase_new_event *event,
                       instant now)
{
    struct query *q = db_query(db, &SQL_PURCHASE_EVENT_ADD);
    bind_i64(q, "purchase", id.value);
    bind_instant(q, "now", now);
    bind_id(q, "account", event->account.value);
    bind_str(q, "actor", event->actor);
    bind_str(q, "organisation", event->organisation);
    bind_str(q, "kind", event->kind);
    bind_str(q, "text", event->text);
    bind_str(q, "path", event->path);
    bind_bool(q, "is_internal", event->is_internal);
    return query_run_soon(q, &DB_DUPLICATE);
}

static struct query *query_of_events(struct db *db, purchase_id id, bool internal)
{
    struct query *q = db_query(db, &SQL_PURCHASE_EVENT_LIST);
    bind_i64(q, "purchase", id.value);
    bind_bool(q, "internal", internal);
    return q;
}

err purchase_list_events(struct db *db, struct arena *a, purchase_id id, bool internal,
                         purchase_happening_list *out)
{
    struct query *q = query_of_events(db, id, internal);
    purchase_happening_list list = {.items = NEW_ARRAY(a, EVENTS_MAX, struct purchase_happening)};
    while (query_next(q) && list.count < EVENTS_MAX) {
        list.items[list.count++] = (struct purchase_happening){
            .at = read_instant(q, "at"),
            .actor = read_str(q, "actor"),
            .organisation = read_str(q, "organisation"),
            .kind = read_str(q, "kind"),
            .text = read_str(q, "text"),
            .path = read_str(q, "path"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err purchase_add_task(struct db *db, purchase_id id, const struct purchase_task *task, instant now)
{
    assert((task->institution.value != 0) != (task->supplier.value != 0));
    struct query *q = db_query(db, &SQL_PURCHASE_TASK_ADD);
    bind_i64(q, "purchase", id.value);
    bind_str(q, "kind", task->kind);
    bind_id(q, "institution", task->institution.value);
    bind_id(q, "supplier", task->supplier.value);
    bind_id(q, "account", task->person.value);
    bind_i64(q, "rights", (int64_t)task->rights);
    bind_str(q, "text", task->text);
    bind_str(q, "path", task->path);
    bind_i64(q, "due_at", task->due_at.us);
    bind_str(q, "article", task->article);
    bind_instant(q, "now", now);
    return query_run_soon(q, &DB_DUPLICATE);
}

err purchase_close_tasks(struct db *db, purchase_id id, str kind, instant now)
{
    struct query *q = db_query(db, &SQL_PURCHASE_TASK_CLOSE);
    bind_i64(q, "purchase", id.value);
    bind_text(q, "kind", kind);
    bind_instant(q, "now", now);
    return query_run_soon(q, &DB_DUPLICATE);
}

static struct query *query_of_tasks(struct db *db, purchase_id id, date today)
{
    struct query *q = db_query(db, &SQL_PURCHASE_TASK_LIST);
    bind_i64(q, "purchase", id.value);
    bind_date(q, "today", today);
    return q;
}

void purchase_foresee_part(struct db *db, purchase_id id, bool internal, date today)
{
    query_foresee(query_of_events(db, id, internal));
    query_foresee(query_of_tasks(db, id, today));
}

err purchase_list_tasks(struct db *db, struct arena *a, purchase_id id, date today,
                        purchase_task_list *out)
{
    struct query *q = query_of_tasks(db, id, today);
    purchase_task_list list = {.items = NEW_ARRAY(a, TASKS_MAX, struct purchase_task)};
    while (query_next(q) && list.count < TASKS_MAX) {
        list.items[list.count++] = (struct purchase_task){
            .kind = read_str(q, "kind"),
            .institution = {read_i64(q, "institution_id")},
            .supplier = {read_i64(q, "supplier_id")},
            .person = {read_i64(q, "account_id")},
            .deputy = {read_i64(q, "deputy_id")},
            .rights = (uint64_t)read_i64(q, "right_needed"),
            .text = read_str(q, "text"),
            .path = read_str(q, "path"),
            .due_at = read_instant(q, "due_at"),
            .article = read_str(q, "article"),
            .person_name = read_str(q, "person"),
            .organisation = read_str(q, "organisation"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}
