#include "market/catalog/vetting_store.h"

#include "base/fold.h"
#include "base/limits.h"
#include "market/catalog/vetting_store.sql.h"
#include "market/number/number_store.h"

#define TEMPLATES_MAX 50
#define DAY_US INT64_C(86400000000)

err vetting_store_rules(struct db *db, struct vetting_rules *out)
{
    *out = (struct vetting_rules){0};
    struct query *q = db_query(db, &SQL_VETTING_REASONS);
    while (query_next(q)) {
        str code = read_str(q, "code");
        int reason = vetting_reason_from(code);
        if (reason >= 0) {
            out->of[reason] = (struct vetting_rule){.label = read_str(q, "label"),
                                                    .points = read_i64(q, "points"),
                                                    .limit = read_i64(q, "limit_value"),
                                                    .needs_two = read_bool(q, "needs_two")};
        } else if (str_equals(code, S("batch"))) {
            out->batch_points = read_i64(q, "limit_value");
        } else if (str_equals(code, S("promise"))) {
            out->promise_days = read_i64(q, "limit_value");
        }
    }
    return query_end(q);
}

err vetting_store_words(struct db *db, struct arena *a, vetting_word_list *out,
                        vetting_template_list *out_templates)
{
    *out = (vetting_word_list){.items = NEW_ARRAY(a, LIMIT_VETTING_WORDS, struct vetting_word)};
    *out_templates =
        (vetting_template_list){.items = NEW_ARRAY(a, TEMPLATES_MAX, struct vetting_template)};
    struct query *q = db_query(db, &SQL_VETTING_WORDS);
    bind_i64(q, "count", LIMIT_VETTING_WORDS + TEMPLATES_MAX);
    while (query_next(q)) {
        str kind = read_str(q, "kind");
        str word = read_str(q, "word");
        str reason = read_str(q, "reason");
        if (str_equals(kind, S("template"))) {
            if (out_templates->count < TEMPLATES_MAX) {
                out_templates->items[out_templates->count++] =
                    (struct vetting_template){read_i64(q, "id"), word, reason};
            }
        } else if (out->count < LIMIT_VETTING_WORDS) {
            out->items[out->count++] =
                (struct vetting_word){word, str_equals(kind, S("forbidden")), reason};
        }
    }
    return query_end(q);
}

static void read_terms(struct query *q, struct vetting_listing *out)
{
    out->price = read_money(q, "price_won");
    out->lowest = read_money(q, "lowest_won");
    out->unit = read_str(q, "unit");
    out->is_exempt = str_equals(read_str(q, "vat"), S("exempt"));
    out->quantity_min = read_i64(q, "quantity_min");
    out->lead_days = read_i64(q, "lead_days");
    out->own_production = read_bool(q, "own_production");
    out->firm_since = read_instant(q, "firm_since");
    out->price_count = read_i64(q, "price_count");
    out->median = read_money(q, "median_won");
    out->spread = read_money(q, "spread_won");
    out->missing = read_i64(q, "missing");
    out->waiting_since = read_instant(q, "waiting_since");
    out->first.value = read_i64(q, "first_id");
    out->first_name = read_str(q, "first_name");
    out->first_word = read_str(q, "first_word");
    out->first_at = read_instant(q, "first_at");
}

err vetting_store_find(struct db *db, public_no no, struct vetting_listing *out)
{
    struct query *q = db_query(db, &SQL_VETTING_FIND);
    bind_i64(q, "no", no.value);
    if (!query_next(q)) {
        TRY(query_end(q));
        return &LISTING_UNKNOWN;
    }
    int state = listing_state_from(read_str(q, "state"));
    *out = (struct vetting_listing){
        .id = {.value = read_i64(q, "id")},
        .no = {.value = read_i64(q, "no")},
        .product = {.value = read_i64(q, "product_id")},
        .product_no = {.value = read_i64(q, "product_no")},
        .supplier = {.value = read_i64(q, "supplier_id")},
        .supplier_no = {.value = read_i64(q, "supplier_no")},
        .supplier_name = read_str(q, "supplier_name"),
        .category = read_str(q, "category_code"),
        .category_name = read_str(q, "category_name"),
        .category_path = read_str(q, "category_path"),
        .state = state < 0 ? LISTING_ENDED : (enum listing_state)state,
        .version = read_i64(q, "version"),
        .revision = read_i64(q, "revision"),
        .reviewed = read_i64(q, "reviewed"),
        .title = read_str(q, "title"),
        .maker = read_str(q, "maker"),
        .model = read_str(q, "model"),
        .origin = read_str(q, "origin"),
        .description = read_str(q, "description"),
        .picture = read_str(q, "picture"),
        .picture_alt = read_str(q, "picture_alt"),
        .detail_no = read_str(q, "detail_no"),
    };
    number_store_read(q, read_str(q, "own_detail_no"), read_str(q, "item_no"), &out->number,
                      &out->item);
    read_terms(q, out);
    return query_end(q);
}

err vetting_store_twin(struct db *db, struct arena *a, const struct vetting_listing *l, str *out)
{
    *out = S("");
    struct query *q = db_query(db, &SQL_VETTING_TWINS);
    bind_i64(q, "supplier", l->supplier.value);
    bind_str(q, "category", l->category);
    bind_i64(q, "offer", l->id.value);
    bind_i64(q, "product", l->product.value);
    bind_i64(q, "count", LIMIT_TWINS);
    while (query_next(q)) {
        str title = read_str(q, "title");
        if (out->n == 0 && vetting_is_twin(a, l->title, title)) {
            *out = title;
        }
    }
    return query_end(q);
}

// Every text of it, as words are looked for in it.
static str said_key(struct arena *a, const struct vetting_listing *l, const value_list *values)
{
    str all = str_format(a, "%.*s %.*s %.*s %.*s %.*s", STR_ARG(l->title), STR_ARG(l->maker),
                         STR_ARG(l->model), STR_ARG(l->description), STR_ARG(l->origin));
    for (size_t i = 0; i < values->count; i++) {
        all = str_format(a, "%.*s %.*s", STR_ARG(all), STR_ARG(values->items[i].text));
    }
    return fold_key(a, all);
}

err vetting_store_weigh(struct db *db, struct arena *a, const struct vetting_rules *rules,
                        const vetting_word_list *words, const struct vetting_listing *l,
                        const value_list *values, instant now, struct vetting_result *out)
{
    struct vetting_facts f = {
        .price = l->price,
        .lowest = l->lowest,
        .price_count = l->price_count,
        .median = l->median,
        .spread = l->spread,
        .missing = l->missing,
        .has_picture = l->picture.n > 0 && !str_starts(l->picture, S("/assets/art/")),
        .firm_days = (now.us - l->firm_since.us) / DAY_US,
        .number = number_trouble(a, &l->number),
        .item = item_number_trouble(a, &l->item, l->detail_no),
    };
    TRY(vetting_store_twin(db, a, l, &f.twin));
    str key = said_key(a, l, values);
    struct vetting_word *found = NEW_ARRAY(a, words->count, struct vetting_word);
    for (size_t i = 0; i < words->count; i++) {
        if (vetting_has_word(a, key, words->items[i].word)) {
            found[f.word_count++] = words->items[i];
        }
    }
    f.words = found;
    vetting_weigh(a, rules, &f, out);
    return NULL;
}

err vetting_store_keep(struct db *db, const struct vetting_listing *l,
                       const struct vetting_result *r, instant now)
{
    struct query *q = db_query(db, &SQL_VETTING_KEEP);
    bind_i64(q, "offer", l->id.value);
    bind_i64(q, "revision", l->revision);
    bind_i64(q, "points", r->points);
    bind_bool(q, "needs_two", r->needs_two);
    bind_str(q, "reasons", r->codes);
    bind_i64(q, "waiting_since", l->waiting_since.us);
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}

err vetting_store_forget(struct db *db, offer_id offer)
{
    struct query *q = db_query(db, &SQL_VETTING_FORGET);
    bind_i64(q, "offer", offer.value);
    return query_run(q, NULL);
}

err vetting_store_sweep(struct db *db)
{
    return query_run(db_query(db, &SQL_VETTING_SWEEP), NULL);
}

err vetting_store_fresh(struct db *db, struct arena *a, size_t count, vetting_fresh_list *out)
{
    *out = (vetting_fresh_list){.items = NEW_ARRAY(a, count, struct vetting_fresh)};
    struct query *q = db_query(db, &SQL_VETTING_FRESH);
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q) && out->count < count) {
        out->items[out->count++] =
            (struct vetting_fresh){{read_i64(q, "no")}, read_str(q, "title")};
    }
    return query_end(q);
}

// What every list tells of one.
static struct vetting_row read_row(struct query *q)
{
    return (struct vetting_row){
        .no = {.value = read_i64(q, "no")},
        .version = read_i64(q, "version"),
        .id = {.value = read_i64(q, "id")},
        .title = read_str(q, "title"),
        .supplier_name = read_str(q, "supplier_name"),
        .price = read_money(q, "price_won"),
        .unit = read_str(q, "unit"),
        .waiting_since = read_instant(q, "waiting_since"),
    };
}

err vetting_store_list(struct db *db, struct arena *a, const struct vetting_filter *f, size_t count,
                       vetting_row_list *out)
{
    *out = (vetting_row_list){.items = NEW_ARRAY(a, count, struct vetting_row)};
    struct query *q = db_query(db, &SQL_VETTING_LIST);
    bind_i64(q, "points_least", f->points_least);
    bind_i64(q, "points_most", f->points_most);
    bind_i64(q, "two", f->two ? 1 : 0);
    bind_i64(q, "after_points", f->after_points);
    bind_i64(q, "after", f->after.value);
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q) && out->count < count) {
        int state = listing_state_from(read_str(q, "state"));
        struct vetting_row *row = &out->items[out->count++];
        *row = read_row(q);
        row->category_name = read_str(q, "category_name");
        row->state = state < 0 ? LISTING_ENDED : (enum listing_state)state;
        row->points = read_i64(q, "points");
        row->needs_two = read_bool(q, "needs_two");
        row->codes = read_str(q, "reasons");
        row->has_first = read_bool(q, "has_first");
    }
    return query_end(q);
}

err vetting_store_next(struct db *db, offer_id but, const struct vetting_filter *in_order,
                       public_no *out)
{
    *out = NO_ID(public_no);
    struct query *q = db_query(db, &SQL_VETTING_NEXT);
    bind_i64(q, "but", but.value);
    bind_i64(q, "in_order", in_order != NULL);
    bind_i64(q, "points_least", in_order != NULL ? in_order->points_least : 0);
    bind_i64(q, "points_most", in_order != NULL ? in_order->points_most : VETTING_POINTS_ALL);
    bind_i64(q, "two", in_order != NULL && in_order->two);
    if (query_next(q)) {
        out->value = read_i64(q, "no");
    }
    return query_end(q);
}

err vetting_store_clean(struct db *db, struct arena *a, int64_t batch_points, size_t count,
                        vetting_row_list *out)
{
    *out = (vetting_row_list){.items = NEW_ARRAY(a, count, struct vetting_row)};
    struct query *q = db_query(db, &SQL_VETTING_CLEAN);
    bind_i64(q, "batch_points", batch_points);
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q) && out->count < count) {
        out->items[out->count++] = read_row(q);
    }
    return query_end(q);
}

err vetting_store_counts(struct db *db, int64_t batch_points, struct vetting_counts *out)
{
    *out = (struct vetting_counts){0};
    struct query *q = db_query(db, &SQL_VETTING_COUNTS);
    bind_i64(q, "batch_points", batch_points);
    if (query_next(q)) {
        out->all = read_i64(q, "all_count");
        out->two = read_i64(q, "two_count");
        out->clean = read_i64(q, "clean_count");
        out->oldest = read_instant(q, "oldest");
    }
    return query_end(q);
}

err vetting_store_vote(struct db *db, const struct vetting_listing *l, account_id by, str word,
                       instant now)
{
    struct query *q = db_query(db, &SQL_VETTING_VOTE_ADD);
    bind_i64(q, "offer", l->id.value);
    bind_i64(q, "revision", l->revision);
    bind_i64(q, "account", by.value);
    bind_str(q, "word", word);
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}

err vetting_store_decided(struct db *db, const struct vetting_listing *l,
                          const struct vetting_result *r, const struct vetting_verdict *v,
                          instant now)
{
    struct query *q = db_query(db, &SQL_VETTING_DECIDED);
    bind_i64(q, "offer", l->id.value);
    bind_i64(q, "revision", l->revision);
    bind_str(q, "verdict", v->is_approved ? S("approved") : S("returned"));
    bind_id(q, "first", v->first.value);
    bind_i64(q, "account", v->by.value);
    bind_i64(q, "points", r->points);
    bind_str(q, "reasons", r->codes);
    bind_i64(q, "waiting_since", l->waiting_since.us);
    bind_instant(q, "now", now);
    bind_i64(q, "working_days", v->working_days);
    bind_bool(q, "is_in_time", v->is_in_time);
    return query_run(q, NULL);
}

err vetting_store_weeks(struct db *db, instant from, struct vetting_week *out, size_t weeks)
{
    for (size_t i = 0; i < weeks; i++) {
        out[i] = (struct vetting_week){0};
    }
    struct query *q = db_query(db, &SQL_VETTING_WEEKS);
    bind_instant(q, "start", from);
    while (query_next(q)) {
        int64_t week = read_i64(q, "week");
        if (week >= 0 && week < (int64_t)weeks) {
            out[week] = (struct vetting_week){.decided = read_i64(q, "decided"),
                                              .in_time = read_i64(q, "in_time"),
                                              .returned = read_i64(q, "returned")};
        }
    }
    return query_end(q);
}

// --- Prices --------------------------------------------------------------------------------------

struct price_row {
    str unit;
    int64_t won;
};

static err keep_unit(struct db *db, str category, str unit, int64_t *prices, size_t count,
                     instant now)
{
    int64_t median = 0;
    int64_t spread = 0;
    vetting_spread(prices, count, &median, &spread);
    struct query *q = db_query(db, &SQL_VETTING_PRICE_KEEP);
    bind_str(q, "category", category);
    bind_str(q, "unit", unit);
    bind_i64(q, "offer_count", (int64_t)count);
    bind_i64(q, "median", median);
    bind_i64(q, "spread", spread);
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}

err vetting_store_count_prices(struct db *db, struct arena *a, str category, instant now)
{
    struct price_row *rows = NEW_ARRAY(a, LIMIT_PRICES, struct price_row);
    int64_t *prices = NEW_ARRAY(a, LIMIT_PRICES, int64_t);
    size_t count = 0;
    struct query *q = db_query(db, &SQL_VETTING_PRICES);
    bind_str(q, "category", category);
    bind_i64(q, "count", LIMIT_PRICES);
    while (query_next(q) && count < LIMIT_PRICES) {
        str unit = read_str(q, "unit");
        bool same = count > 0 && str_equals(rows[count - 1].unit, unit);
        rows[count] =
            (struct price_row){same ? rows[count - 1].unit : unit, read_i64(q, "price_won")};
        count++;
    }
    TRY(query_end(q));
    q = db_query(db, &SQL_VETTING_PRICE_CLEAR);
    bind_str(q, "category", category);
    TRY(query_run(q, NULL));
    for (size_t from = 0; from < count;) {
        size_t n = 0;
        while (from + n < count && str_equals(rows[from + n].unit, rows[from].unit)) {
            prices[n] = rows[from + n].won;
            n++;
        }
        TRY(keep_unit(db, category, rows[from].unit, prices, n, now));
        from += n;
    }
    return NULL;
}
