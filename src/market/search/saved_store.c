#include "market/search/saved_store.h"

#include <assert.h>
#include <stdlib.h>

#include "base/limits.h"
#include "market/search/saved_store.sql.h"

static struct saved read_saved(struct query *q)
{
    return (struct saved){
        .id = read_i64(q, "id"),
        .no = {read_i64(q, "no")},
        .account = {read_i64(q, "account_id")},
        .name = read_str(q, "name"),
        .question = read_str(q, "question"),
        .said = read_str(q, "said"),
        .is_told = read_bool(q, "is_told"),
        .looked = read_instant(q, "looked_at"),
        .seen = read_instant(q, "seen_at"),
        .new_count = read_i64(q, "new_count"),
        .is_removed = read_bool(q, "is_removed"),
        .may_be_told = read_bool(q, "may_be_told"),
    };
}

static err refuse_same(struct db *db, const struct saved *s)
{
    int64_t count = 0;
    struct query *q = db_query(db, &SQL_SAVED_FIND_SAME);
    bind_i64(q, "account", s->account.value);
    bind_str(q, "question", s->question);
    if (query_next(q)) {
        count = read_i64(q, "count");
    }
    TRY(query_end(q));
    return count > 0 ? &SAVED_KNOWN : NULL;
}

err saved_store_add(struct db *db, const struct saved *s, instant now)
{
    TRY(refuse_same(db, s));
    struct query *q = db_query(db, &SQL_SAVED_ADD);
    bind_i64(q, "no", s->no.value);
    bind_i64(q, "account", s->account.value);
    bind_str(q, "name", s->name);
    bind_str(q, "question", s->question);
    bind_str(q, "said", s->said);
    bind_bool(q, "told", s->is_told);
    bind_instant(q, "now", now);
    bind_i64(q, "most", LIMIT_SAVED_SEARCHES);
    return query_run_one(q, &SAVED_FULL);
}

err saved_store_list(struct db *db, struct arena *a, account_id account, saved_list *out)
{
    struct query *q = db_query(db, &SQL_SAVED_LIST);
    bind_i64(q, "account", account.value);
    bind_i64(q, "count", LIMIT_SAVED_SEARCHES);
    out->items = NEW_ARRAY(a, LIMIT_SAVED_SEARCHES, struct saved);
    out->count = 0;
    while (query_next(q)) {
        out->items[out->count++] = read_saved(q);
    }
    return query_end(q);
}

err saved_store_find(struct db *db, account_id account, public_no no, struct saved *out)
{
    struct query *q = db_query(db, &SQL_SAVED_FIND);
    bind_i64(q, "account", account.value);
    bind_i64(q, "no", no.value);
    if (!query_next(q)) {
        TRY(query_end(q));
        return &SAVED_UNKNOWN;
    }
    *out = read_saved(q);
    return query_end(q);
}

err saved_store_set(struct db *db, const struct saved *s, instant now)
{
    struct query *q = db_query(db, &SQL_SAVED_SET);
    bind_i64(q, "account", s->account.value);
    bind_i64(q, "no", s->no.value);
    bind_str(q, "name", s->name);
    bind_bool(q, "told", s->is_told);
    bind_instant(q, "now", now);
    return query_run_one(q, &SAVED_UNKNOWN);
}

err saved_store_open(struct db *db, account_id account, public_no no, instant now)
{
    struct query *q = db_query(db, &SQL_SAVED_OPEN);
    bind_i64(q, "account", account.value);
    bind_i64(q, "no", no.value);
    bind_instant(q, "now", now);
    return query_run_one(q, &SAVED_UNKNOWN);
}

err saved_store_remove(struct db *db, account_id account, public_no no, instant now)
{
    struct query *q = db_query(db, &SQL_SAVED_REMOVE);
    bind_i64(q, "account", account.value);
    bind_i64(q, "no", no.value);
    bind_instant(q, "now", now);
    return query_run_one(q, &SAVED_UNKNOWN);
}

err saved_store_restore(struct db *db, const struct saved *s)
{
    TRY(refuse_same(db, s));
    struct query *q = db_query(db, &SQL_SAVED_RESTORE);
    bind_i64(q, "account", s->account.value);
    bind_i64(q, "no", s->no.value);
    bind_i64(q, "most", LIMIT_SAVED_SEARCHES);
    return query_run_one(q, &SAVED_FULL);
}

err saved_store_due(struct db *db, struct arena *a, account_id after, instant until, date today,
                    saved_list *out, bool *more)
{
    static_assert(LIMIT_SAVED_SEARCHES < LIMIT_SAVED_BATCH, "a batch holds a whole person");
    struct query *q = db_query(db, &SQL_SAVED_DUE);
    bind_i64(q, "after", after.value);
    bind_instant(q, "until", until);
    bind_date(q, "today", today);
    bind_i64(q, "count", LIMIT_SAVED_BATCH);
    out->items = NEW_ARRAY(a, LIMIT_SAVED_BATCH, struct saved);
    out->count = 0;
    while (query_next(q)) {
        out->items[out->count++] = read_saved(q);
    }
    TRY(query_end(q));
    *more = out->count == LIMIT_SAVED_BATCH;
    if (*more) { // of the last person there may be others
        int64_t last = out->items[out->count - 1].account.value;
        while (out->items[out->count - 1].account.value == last) {
            out->count--;
        }
    }
    return NULL;
}

static int by_offer(const void *a, const void *b)
{
    const struct saved_fresh *x = a;
    const struct saved_fresh *y = b;
    return (x->offer > y->offer) - (x->offer < y->offer);
}

err saved_store_fresh(struct db *db, struct arena *a, instant since, instant *until, size_t most,
                      saved_fresh_list *out)
{
    struct query *q = db_query(db, &SQL_SAVED_FRESH);
    bind_instant(q, "since", since);
    bind_instant(q, "until", *until);
    bind_i64(q, "count", (int64_t)most);
    out->items = NEW_ARRAY(a, most, struct saved_fresh);
    out->count = 0;
    while (query_next(q)) {
        out->items[out->count++] =
            (struct saved_fresh){read_i64(q, "offer_id"), read_instant(q, "made_at")};
    }
    TRY(query_end(q));
    if (out->count == most) { // of the last instant there may be others
        instant last = out->items[most - 1].at;
        size_t whole = most;
        while (whole > 0 && out->items[whole - 1].at.us == last.us) {
            whole--;
        }
        out->count = whole > 0 ? whole : most;
        *until = whole > 0 ? (instant){last.us - 1} : last;
    }
    qsort(out->items, out->count, sizeof(out->items[0]), by_offer);
    return NULL;
}

err saved_store_looked(struct db *db, const struct saved *s, int64_t count, instant until,
                       bool *done)
{
    int64_t changed = 0;
    struct query *q = db_query(db, &SQL_SAVED_LOOKED);
    bind_i64(q, "id", s->id);
    bind_instant(q, "looked", s->looked);
    bind_instant(q, "until", until);
    bind_i64(q, "count", count);
    TRY(query_run(q, &changed));
    *done = changed == 1;
    return NULL;
}

err saved_store_forget(struct db *db, instant before)
{
    struct query *q = db_query(db, &SQL_SAVED_FORGET);
    bind_instant(q, "before", before);
    bind_i64(q, "count", LIMIT_SWEEP_ROWS);
    return query_run(q, NULL);
}
