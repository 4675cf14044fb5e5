#include "market/number/number_store.h"

#include "base/fold.h"
#include "base/limits.h"
#include "market/number/number_store.sql.h"

const struct fault NUMBER_NO_RUN = {
    .kind = FAULT_MISSING,
    .code = "number.no_run",
    .text = "그런 읽기 기록이 없습니다.",
    .source = FAULT_OWN_RULE,
};

const struct fault NUMBER_MOVED = {
    .kind = FAULT_CONFLICT,
    .code = "number.moved",
    .text = "다른 일꾼이 먼저 이어서 읽었습니다.",
    .source = FAULT_OWN_RULE,
};

static struct number_run run_of(struct query *q)
{
    return (struct number_run){
        .id = read_i64(q, "id"),
        .kind = number_kind_from(read_str(q, "kind")),
        .state = number_state_from(read_str(q, "state")),
        .account_name = read_str(q, "account_name"),
        .from = read_date(q, "from_day"),
        .until = read_date(q, "until_day"),
        .digits = (int)read_i64(q, "digits"),
        .page = read_i64(q, "page"),
        .total = read_i64(q, "total"),
        .restarts = read_i64(q, "restarts"),
        .tries = read_i64(q, "tries"),
        .pages = read_i64(q, "pages"),
        .added = read_i64(q, "added"),
        .changed = read_i64(q, "changed"),
        .ended = read_i64(q, "ended"),
        .code = read_str(q, "code"),
        .sentence = read_str(q, "sentence"),
        .started_at = read_instant(q, "started_at"),
        .moved_at = read_instant(q, "moved_at"),
        .version = read_i64(q, "version"),
    };
}

err number_store_reading(struct db *db, struct number_run *out, bool *out_found)
{
    struct query *q = db_query(db, &SQL_NUMBER_RUN_READING);
    *out_found = query_next(q);
    if (*out_found) {
        *out = run_of(q);
    }
    return query_end(q);
}

err number_store_find(struct db *db, int64_t id, struct number_run *out)
{
    struct query *q = db_query(db, &SQL_NUMBER_RUN_FIND);
    bind_i64(q, "id", id);
    bool found = query_next(q);
    if (found) {
        *out = run_of(q);
    }
    TRY(query_end(q));
    return found ? NULL : &NUMBER_NO_RUN;
}

err number_store_since(struct db *db, date *out)
{
    *out = DATE_NONE;
    struct query *q = db_query(db, &SQL_NUMBER_RUN_SINCE);
    if (query_next(q)) {
        *out = instant_date(read_instant(q, "started_at"));
    }
    return query_end(q);
}

err number_store_begin(struct db *db, struct number_run *run, account_id account, instant now)
{
    TRY(number_store_unstage(db, 0));
    struct query *q = db_query(db, &SQL_NUMBER_RUN_ADD);
    bind_str(q, "kind", str_view(number_kind_word(run->kind)));
    bind_id(q, "account", account.value);
    bind_date(q, "from_day", run->from);
    bind_date(q, "until_day", run->until);
    bind_i64(q, "digits", NUMBER_FIRST_DIGITS);
    bind_instant(q, "now", now);
    return query_run_id(q, &run->id);
}

err number_store_move(struct db *db, const struct number_run *run, instant now)
{
    struct query *q = db_query(db, &SQL_NUMBER_RUN_MOVE);
    bind_i64(q, "id", run->id);
    bind_i64(q, "version", run->version);
    bind_str(q, "state", str_view(number_state_word(run->state)));
    bind_i64(q, "digits", run->digits);
    bind_i64(q, "page", run->page);
    bind_i64(q, "total", run->total);
    bind_i64(q, "restarts", run->restarts);
    bind_i64(q, "tries", run->tries);
    bind_i64(q, "pages", run->pages);
    bind_i64(q, "added", run->added);
    bind_i64(q, "changed", run->changed);
    bind_i64(q, "ended", run->ended);
    bind_str(q, "code", run->code);
    bind_str(q, "sentence", run->sentence);
    bind_instant(q, "now", now);
    return query_run_one(q, &NUMBER_MOVED);
}

err number_store_day(struct db *db, date day, struct number_day *out)
{
    struct query *q = db_query(db, &SQL_NUMBER_DAY_CALLS);
    bind_date(q, "day", day);
    *out = (struct number_day){0};
    if (query_next(q)) {
        *out = (struct number_day){
            .calls = read_i64(q, "calls"),
            .in_vain = read_i64(q, "in_vain"),
            .waits_until = read_instant(q, "waits_until"),
        };
    }
    return query_end(q);
}

err number_store_set_day(struct db *db, date day, const struct number_day *is)
{
    struct query *q = db_query(db, &SQL_NUMBER_DAY_SET);
    bind_date(q, "day", day);
    bind_i64(q, "in_vain", is->in_vain);
    bind_i64(q, "waits_until", is->waits_until.us);
    return query_run(q, NULL);
}

err number_store_count_calls(struct db *db, date day, int64_t calls)
{
    struct query *q = db_query(db, &SQL_NUMBER_DAY_ADD);
    bind_date(q, "day", day);
    bind_i64(q, "calls", calls);
    return query_run(q, NULL);
}

err number_store_stage(struct db *db, struct arena *a, int digits,
                       const struct registry_answer *answer, int64_t *out_staged)
{
    for (size_t i = 0; i < answer->rows.count; i++) {
        const struct registry_row *row = &answer->rows.items[i];
        struct query *q = db_query(db, &SQL_NUMBER_STAGE);
        bind_str(q, "no", row->no);
        bind_i64(q, "digits", digits);
        bind_str(q, "name", row->name);
        bind_str(q, "name_en", row->name_en);
        bind_str(q, "name_key", fold_key(a, row->name));
        bind_bool(q, "is_used", row->is_used);
        bind_str(q, "changed_on", row->changed_on);
        TRY(query_run(q, NULL));
    }
    struct query *q = db_query(db, &SQL_NUMBER_STAGED_COUNT);
    bind_i64(q, "digits", digits);
    *out_staged = query_next(q) ? read_i64(q, "count") : 0;
    return query_end(q);
}

err number_store_unstage(struct db *db, int digits)
{
    struct query *q = db_query(db, &SQL_NUMBER_UNSTAGE);
    bind_i64(q, "digits", digits);
    return query_run(q, NULL);
}

err number_store_weigh(struct db *db, int64_t *in_use, int64_t *would_end, int64_t *read)
{
    struct query *q = db_query(db, &SQL_NUMBER_WEIGH);
    if (query_next(q)) {
        *in_use = read_i64(q, "in_use");
        *would_end = read_i64(q, "would_end");
        *read = read_i64(q, "read");
    }
    return query_end(q);
}

err number_store_replace(struct db *db, struct number_run *run, instant now)
{
    bool is_whole = run->kind == NUMBER_WHOLE;
    struct query *q = db_query(db, &SQL_NUMBER_NOTE_ADDED);
    bind_i64(q, "run", run->id);
    TRY(query_run(q, &run->added));
    q = db_query(db, &SQL_NUMBER_NOTE_CHANGED);
    bind_i64(q, "run", run->id);
    TRY(query_run(q, &run->changed));
    q = db_query(db, &SQL_NUMBER_NOTE_ENDED);
    bind_i64(q, "run", run->id);
    bind_bool(q, "whole", is_whole);
    TRY(query_run(q, &run->ended));
    q = db_query(db, &SQL_NUMBER_TAKE);
    bind_instant(q, "now", now);
    TRY(query_run(q, NULL));
    if (is_whole) {
        q = db_query(db, &SQL_NUMBER_END_GONE);
        bind_instant(q, "now", now);
        TRY(query_run(q, NULL));
    }
    return number_store_unstage(db, 0);
}

static err take_items(struct query *q, struct arena *a, size_t most, number_item_list *out)
{
    *out = (number_item_list){.items = NEW_ARRAY(a, most, struct number_item)};
    bind_i64(q, "count", (int64_t)most);
    while (query_next(q) && out->count < most) {
        out->items[out->count++] = (struct number_item){
            .no = read_str(q, "no"),
            .name = read_str(q, "name"),
            .name_en = read_str(q, "name_en"),
            .ended_at = read_instant(q, "ended_at"),
            .category_count = read_i64(q, "category_count"),
            .category_name = read_str(q, "category_name"),
            .category_code = read_str(q, "category_code"),
            .product_count = read_i64(q, "product_count"),
        };
    }
    return query_end(q);
}

static void bind_typed(struct query *q, struct arena *a, str typed)
{
    int64_t value = 0;
    bool is_number = typed.n > 0 && typed.p[0] != '-' && str_parse_i64(typed, &value);
    bind_text(q, "beginning", is_number ? str_join(a, typed, S("%")) : S(""));
    bind_like(q, "part", fold_key(a, typed));
}

err number_store_search(struct db *db, struct arena *a, str typed, size_t most,
                        number_item_list *out)
{
    struct query *q = db_query(db, &SQL_NUMBER_SEARCH);
    bind_typed(q, a, typed);
    return take_items(q, a, most, out);
}

err number_store_search_details(struct db *db, struct arena *a, str typed, size_t most,
                                number_item_list *out)
{
    struct query *q = db_query(db, &SQL_NUMBER_SEARCH_DETAILS);
    bind_typed(q, a, typed);
    return take_items(q, a, most, out);
}

static enum number_standing standing_of(struct query *q, str no)
{
    if (no.n == 0 || !read_bool(q, "number_is_read")) {
        return NUMBER_UNJUDGED;
    }
    return read_str(q, "number_no").n == 0              ? NUMBER_UNKNOWN
           : read_instant(q, "number_ended_at").us == 0 ? NUMBER_IN_USE
                                                        : NUMBER_ENDED;
}

void number_store_read(struct query *q, str no, str item_no, struct number_word *out,
                       struct item_number *out_item)
{
    *out = (struct number_word){
        .standing = standing_of(q, no),
        .name = read_str(q, "number_name"),
        .ended_on = instant_date(read_instant(q, "number_ended_at")),
        .instead = read_str(q, "number_instead"),
    };
    *out_item = (struct item_number){
        .no = item_no,
        .state = item_number_from(read_str(q, "item_state")),
        .waits = read_bool(q, "item_waits"),
        .name = read_str(q, "item_name"),
        .detail_no = read_str(q, "item_detail_no"),
    };
}

err number_store_judge(struct db *db, str no, str item_no, struct number_word *out,
                       struct item_number *out_item)
{
    *out = (struct number_word){.ended_on = DATE_NONE};
    *out_item = (struct item_number){.no = item_no};
    if (no.n == 0 && item_no.n == 0) {
        return NULL;
    }
    struct query *q = db_query(db, &SQL_NUMBER_JUDGE);
    bind_str(q, "no", no);
    bind_str(q, "item_no", item_no);
    if (query_next(q)) {
        number_store_read(q, no, item_no, out, out_item);
    }
    return query_end(q);
}

static struct item_number item_of(struct query *q)
{
    return (struct item_number){
        .no = read_str(q, "no"),
        .state = item_number_from(read_str(q, "state")),
        .waits = read_bool(q, "waits"),
        .tries = read_i64(q, "tries"),
        .name = read_str(q, "name"),
        .detail_no = read_str(q, "detail_no"),
    };
}

err number_store_waiting_items(struct db *db, instant now, int64_t *out)
{
    struct query *q = db_query(db, &SQL_NUMBER_ITEM_WAITING);
    bind_i64(q, "tries_most", LIMIT_REGISTRY_TRIES);
    bind_instant(q, "now", now);
    *out = query_next(q) ? read_i64(q, "count") : 0;
    return query_end(q);
}

err number_store_want_item(struct db *db, const struct item_wish *w, instant now, bool *out_first)
{
    int64_t changed = 0;
    int64_t waiting = 0;
    *out_first = false;
    struct query *q = db_query(db, &SQL_NUMBER_ITEM_WANT);
    bind_str(q, "no", w->no);
    bind_id(q, "supplier", w->supplier.value);
    bind_instant(q, "since", w->since);
    bind_instant(q, "unknown_since", w->unknown_since);
    bind_instant(q, "now", now);
    TRY(query_run(q, &changed));
    if (changed > 0) {
        TRY(number_store_waiting_items(db, now, &waiting));
    }
    *out_first = waiting == 1;
    return NULL;
}

err number_store_next_item(struct db *db, instant now, struct item_number *out, bool *out_found)
{
    struct query *q = db_query(db, &SQL_NUMBER_ITEM_NEXT);
    bind_i64(q, "tries_most", LIMIT_REGISTRY_TRIES);
    bind_instant(q, "now", now);
    *out_found = query_next(q);
    if (*out_found) {
        *out = item_of(q);
    }
    return query_end(q);
}

err number_store_keep_item(struct db *db, const struct item_number *item, instant now)
{
    struct query *q = db_query(db, &SQL_NUMBER_ITEM_KEEP);
    bind_str(q, "no", item->no);
    bind_str(q, "state", str_view(item_number_word(item->state)));
    bind_str(q, "name", item->name);
    bind_str(q, "detail_no", item->detail_no);
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}

err number_store_try_item(struct db *db, str no, instant retry_at)
{
    struct query *q = db_query(db, &SQL_NUMBER_ITEM_TRY);
    bind_str(q, "no", no);
    bind_instant(q, "retry_at", retry_at);
    return query_run(q, NULL);
}

err number_store_anew_items(struct db *db)
{
    return query_run(db_query(db, &SQL_NUMBER_ITEM_ANEW), NULL);
}

err number_store_ended_in_use(struct db *db, struct arena *a, size_t most, number_item_list *out)
{
    return take_items(db_query(db, &SQL_NUMBER_ENDED_IN_USE), a, most, out);
}

err number_store_runs(struct db *db, struct arena *a, size_t most, number_run_list *out)
{
    *out = (number_run_list){.items = NEW_ARRAY(a, most, struct number_run)};
    struct query *q = db_query(db, &SQL_NUMBER_RUN_LIST);
    bind_i64(q, "count", (int64_t)most);
    while (query_next(q) && out->count < most) {
        out->items[out->count++] = run_of(q);
    }
    return query_end(q);
}

err number_store_changes(struct db *db, struct arena *a, int64_t run, size_t most,
                         number_change_list *out)
{
    *out = (number_change_list){.items = NEW_ARRAY(a, most, struct number_change)};
    struct query *q = db_query(db, &SQL_NUMBER_CHANGES);
    bind_i64(q, "run", run);
    bind_i64(q, "count", (int64_t)most);
    while (query_next(q) && out->count < most) {
        out->items[out->count++] = (struct number_change){read_str(q, "no"), read_str(q, "kind"),
                                                          read_str(q, "was"), read_str(q, "now")};
    }
    return query_end(q);
}

err number_store_count(struct db *db, date day, int64_t *out_numbers, int64_t *out_calls)
{
    struct query *q = db_query(db, &SQL_NUMBER_COUNT);
    bind_date(q, "day", day);
    if (query_next(q)) {
        *out_numbers = read_i64(q, "numbers");
        *out_calls = read_i64(q, "calls");
    }
    return query_end(q);
}
