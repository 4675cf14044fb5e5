#include "market/search/saved_job.h"

#include "base/limits.h"
#include "market/search/saved_action.h"
#include "market/search/saved_store.h"
#include "market/search/search_ask_store.h"

// From step to step.
struct looking {
    struct db *db;
    date today;
    instant until;    // what is put on sale later is of the next night
    account_id after; // persons up to this one are done
    saved_list due;
    int64_t *counts; // by place in `due`
    bool more;
};

// "until.account" of a night that goes on; the first step of a night has no argument. What a unit
// that began a while ago puts on sale has its instant: the look ends before what may still come.
err saved_job_prepare(struct unit *u, struct job *j)
{
    struct looking *k = NEW(u->arena, struct looking);
    *k = (struct looking){
        .db = u->db, .today = u->today, .until = instant_add_s(u->now, -LIMIT_SEAL_SETTLE_S)};
    str rest = j->argument;
    str until = str_cut(&rest, '.');
    (void)str_parse_i64(until, &k->until.us);
    (void)str_parse_i64(rest, &k->after.value);
    j->carried = k;
    return NULL;
}

// Those of the fresh that are new to one search, by ascending id.
static size_t pick(const saved_fresh_list *fresh, instant looked, int64_t *out)
{
    size_t count = 0;
    for (size_t i = 0; i < fresh->count; i++) {
        if (instant_before(looked, fresh->items[i].at)) {
            out[count++] = fresh->items[i].offer;
        }
    }
    return count;
}

// name=value, a line each.
static search_field_list fields_of(struct arena *a, str question)
{
    size_t lines = 1;
    for (size_t i = 0; i < question.n; i++) {
        lines += question.p[i] == '\n';
    }
    search_field_list fields = {.items = NEW_ARRAY(a, lines, struct search_field)};
    while (question.n > 0) {
        str value = str_cut(&question, '\n');
        str name = str_cut(&value, '=');
        fields.items[fields.count++] = (struct search_field){name, value};
    }
    return fields;
}

// How many of the fresh the search finds, as its page would.
static err count_new(struct search *s, struct arena *a, const struct saved *x,
                     const saved_fresh_list *fresh, int64_t *ids, int64_t *out_count)
{
    size_t count = pick(fresh, x->looked, ids);
    *out_count = 0;
    if (count == 0 || !x->may_be_told) {
        return NULL;
    }
    struct asked k;
    struct search_result r;
    search_field_list fields = fields_of(a, x->question);
    TRY(search_ask(s, a, &fields, &k));
    k.query.sort = SEARCH_NEW; // the order matters to nobody
    k.query.only.items = ids;
    k.query.only.count = count;
    TRY(search_find(s, a, &k.query, &r));
    *out_count = r.total;
    return NULL;
}

static instant earliest(const saved_list *due, instant until)
{
    instant first = until;
    for (size_t i = 0; i < due->count; i++) {
        if (instant_before(due->items[i].looked, first)) {
            first = due->items[i].looked;
        }
    }
    return first;
}

static err read_all(struct looking *k, struct arena *a, struct search **s, saved_fresh_list *fresh)
{
    struct unit reading = {.arena = a, .db = k->db, .today = k->today};
    TRY(search_here(&reading, s));
    TRY(saved_store_due(k->db, a, k->after, k->until, k->today, &k->due, &k->more));
    return saved_store_fresh(k->db, a, earliest(&k->due, k->until), &k->until, LIMIT_SAVED_FRESH,
                             fresh);
}

err saved_job_call(struct arena *arena, struct job *j, const struct gateways *g)
{
    (void)g;
    struct looking *k = j->carried;
    struct search *s = NULL;
    saved_fresh_list fresh = {0};
    TRY(db_begin(k->db, DB_READ)); // the copy catches up here: no unit that writes may be open
    err e = read_all(k, arena, &s, &fresh);
    db_rollback(k->db);
    TRY(e);
    k->counts = NEW_ARRAY(arena, k->due.count + 1, int64_t);
    int64_t *ids = NEW_ARRAY(arena, fresh.count + 1, int64_t);
    struct arena *own = arena_open_below(arena, LIMIT_ARENA_UNIT); // of one search
    for (size_t i = 0; e == NULL && i < k->due.count; i++) {
        arena_reset(own);
        e = count_new(s, own, &k->due.items[i], &fresh, ids, &k->counts[i]);
    }
    arena_close(own);
    TRY(e);
    if (!k->more) {
        search_leave(); // until tomorrow
    }
    return NULL;
}

err saved_job_finish(struct unit *u, struct job *j)
{
    const struct looking *k = j->carried;
    TRY(saved_action_tell(u, &k->due, k->counts, k->until));
    if (!k->more) {
        return saved_store_forget(u->db, instant_add_s(u->now, -LIMIT_SAVED_UNDO_S));
    }
    int64_t last = k->due.items[k->due.count - 1].account.value;
    return job_add(u, "search.saved", 0,
                   str_format(u->arena, "%lld.%lld", (long long)k->until.us, (long long)last),
                   u->now);
}
