// The past of a large demo city, day by day: cases that are over, and the audit chain of their
// deeds in the order they were done.
#include <assert.h>
#include <stdlib.h>

#include "app/demo_past.h"
#include "app/demo_past.sql.h"
#include "base/limits.h"

#define SLOT_ARENA (64 * MIB) // bytes of the deeds of one day; a city has some 6,000
#define ROW_ARENA (32 * MIB)  // bytes of one case
#define WORDS_FILLING                                                                              \
    (INT64_C(128) * 1024 * 1024)           // bytes of words of the public list, written in one go
#define WORDS_USUAL (INT64_C(1024) * 1024) // FTS5_DEFAULT_HASHSIZE of SQLite
#define DUE_SHARE 1000                     // parts that a usual day's cases are counted in
#define DUE_ONE (DUE_SHARE * 100 * 100)    // of a case: two percentages of them

// --- Deeds ---------------------------------------------------------------------------------------

struct past_deed {
    struct past_deed *next;
    struct audit_pen *pen;
    instant at;
    account_id account;
    enum party_role role;
    const char *act;
    const char *object;
    int64_t object_id;
    int64_t order; // of two at the same moment
    str after;
};

static size_t slot_of(instant at)
{
    return (size_t)instant_date(at).days % PAST_SLOTS;
}

void past_note(struct past *p, struct audit_pen *pen, const struct past_person *who,
               enum party_role role, instant at, const char *act, const char *object,
               int64_t object_id, str after)
{
    size_t slot = slot_of(at);
    struct past_deed *deed = NEW(p->slots[slot], struct past_deed);
    *deed = (struct past_deed){
        .next = p->deeds[slot],
        .pen = pen,
        .at = at,
        .account = who->account,
        .role = role,
        .act = act,
        .object = object,
        .object_id = object_id,
        .order = p->deeds[slot] == NULL ? 0 : p->deeds[slot]->order + 1,
        .after = str_copy(p->slots[slot], after),
    };
    p->deeds[slot] = deed;
}

static int compare_deeds(const void *left, const void *right)
{
    const struct past_deed *a = *(const struct past_deed *const *)left;
    const struct past_deed *b = *(const struct past_deed *const *)right;
    if (a->at.us != b->at.us) {
        return a->at.us < b->at.us ? -1 : 1;
    }
    return a->order < b->order ? -1 : a->order > b->order;
}

static err write_deed(struct past *p, const struct past_deed *d)
{
    struct actor actor = {
        .account = d->account,
        .role_label = party_role_label(d->role),
        .address = S("127.0.0.1"),
    };
    struct audit_line line = {
        .act = str_view(d->act),
        .object = str_view(d->object),
        .object_id = d->object_id,
        .reason = S(""),
        .before = S(""),
        .after = d->after,
    };
    return audit_pen_write(p->d.u, d->pen, &actor, d->at, &line);
}

// The deeds of a day that is over.
static err write_day(struct past *p, date on)
{
    size_t slot = (size_t)on.days % PAST_SLOTS;
    struct arena *a = p->slots[slot];
    size_t count = p->deeds[slot] == NULL ? 0 : (size_t)p->deeds[slot]->order + 1;
    struct past_deed **deeds = NEW_ARRAY(a, count + 1, struct past_deed *);
    size_t n = 0;
    for (struct past_deed *d = p->deeds[slot]; d != NULL; d = d->next) {
        deeds[n++] = d;
    }
    assert(n == count);
    qsort(deeds, n, sizeof(struct past_deed *), compare_deeds);
    for (size_t i = 0; i < n; i++) {
        TRY(write_deed(p, deeds[i]));
        arena_reset(p->row);
    }
    p->deeds[slot] = NULL;
    arena_reset(a);
    return NULL;
}

// --- Days ----------------------------------------------------------------------------------------

// How many cases begin on a day: budgets are spent in spring and above all at the year's end. What
// is left of a case is carried on to the next day.
static int64_t count_on(struct past *p, date on)
{
    static const int64_t PERCENT[12] = {55, 70, 110, 110, 105, 100, 90, 85, 95, 110, 125, 145};
    int year;
    int month;
    int day;
    date_to_ymd(on, &year, &month, &day);
    p->due += p->usual * PERCENT[month - 1] * (85 + demo_below(&p->d, 31));
    int64_t count = p->due / DUE_ONE;
    p->due %= DUE_ONE;
    return count;
}

static err begin_cases(struct past *p, date on, date end, int64_t count)
{
    for (int64_t i = 0; i < count; i++) {
        struct past_case c;
        for (int tries = 0; tries < 4; tries++) { // some that the law would have put to tender
            if (past_plan(p, on, end, &c)) {
                TRY(past_write(p, &c));
                p->written++;
                break;
            }
            arena_reset(p->row);
        }
        arena_reset(p->row);
    }
    return NULL;
}

static instant moment; // of the unit under way

static instant turned_clock(void)
{
    return moment;
}

static err write_one_day(struct past *p, date on, date end)
{
    if (calendar_is_working_day(p->d.u->calendar, on)) {
        TRY(begin_cases(p, on, end, count_on(p, on)));
    }
    TRY(write_day(p, on));
    arena_reset(p->row);
    return NULL;
}

static err gather_words(struct db *db, int64_t bytes)
{
    if (db_engine(db) != DB_SQLITE) {
        return NULL;
    }
    struct query *q = db_query(db, &SQL_PAST_WORDS_GATHER);
    bind_i64(q, "bytes", bytes);
    return query_run(q, NULL);
}

static err write_days(struct past *p, date end)
{
    const struct demo_size *s = p->d.size;
    int64_t all = s->institutions * s->purchases_a_year * s->years;
    int32_t days = calendar_working_days_between(p->d.u->calendar, p->first_day, end);
    p->usual = all * DUE_SHARE / (days > 0 ? days : 1);
    for (date on = p->first_day; date_before(on, end); on = date_add_days(on, 1)) {
        TRY(write_one_day(p, on, end));
        demo_tell(&p->d, "지난 구매", p->written, all);
    }
    return NULL;
}

#define INDEX_STEPS 2 // with the rows, and after them

// Indexes and keys are made after the rows; nothing that is written in between looks for any.
static err write_bare(struct past *p, date end)
{
    struct db *db = p->d.u->db;
    db_set_arena(db, p->kept); // the rows' own is emptied after each
    TRY(gather_words(db, WORDS_FILLING));
    TRY(db_keys_drop(db, &p->keys));
    db_set_arena(db, p->row);
    TRY(write_days(p, end));
    TRY(gather_words(db, WORDS_USUAL));
    demo_tell(&p->d, "색인", 0, INDEX_STEPS);
    TRY(db_keys_leave(db, p->keys));
    demo_tell(&p->d, "색인", 1, INDEX_STEPS);
    return NULL;
}

// All rows in one transaction: what breaks it off leaves nothing of it, and the pages of indexes at
// random places are written once for all rows.
static err write_in_one(struct past *p, date end)
{
    struct unit *u = p->d.u;
    moment = instant_at(end, 0, 0);
    TRY(unit_begin(u, DB_WRITE, turned_clock));
    err e = write_bare(p, end);
    if (e != NULL) {
        unit_rollback(u);
        return e;
    }
    return unit_commit(u);
}

// --- The end -------------------------------------------------------------------------------------

static err write_numbers(struct past *p, const struct past_office *o)
{
    for (int i = 0; i < PAST_YEARS; i++) {
        if (o->numbers[i] == 0) {
            continue;
        }
        struct query *q = db_query(p->d.u->db, &SQL_PAST_NUMBER_SET);
        bind_i64(q, "institution", o->id.value);
        bind_i64(q, "year", date_fiscal_year(p->first_day) + i);
        bind_i64(q, "number", o->numbers[i]);
        TRY(query_run(q, NULL));
    }
    return NULL;
}

static err sum_up(struct unit *u, void *data)
{
    struct past *p = data;
    static const struct sql *const SUMS[] = {
        &SQL_PAST_SUMS,
        &SQL_PAST_TAG_SUMS,
        &SQL_PAST_YEAR_SUMS,
        &SQL_PAST_PART_SUMS,
        &SQL_PAST_CITY_SUMS,
        &SQL_PAST_DISTRICT_SUMS,
        &SQL_PAST_DISCLOSURE_SUMS,
        &SQL_PAST_BUYERS,
    };
    for (size_t i = 0; i < COUNT(SUMS); i++) {
        TRY(query_run(db_query(u->db, SUMS[i]), NULL));
        demo_tell(&p->d, "집계", (int64_t)i + 1, (int64_t)COUNT(SUMS));
    }
    for (size_t i = 0; i < p->offices.count; i++) {
        TRY(write_numbers(p, &p->offices.items[i]));
        TRY(audit_pen_close(u->db, &p->offices.items[i].pen));
    }
    for (size_t i = 0; i < p->firms.count; i++) {
        TRY(audit_pen_close(u->db, &p->firms.items[i].pen));
    }
    return NULL;
}

static err begin(struct unit *u, void *data)
{
    (void)u;
    return past_load(data);
}

static err write_all(struct past *p, date end)
{
    struct unit *u = p->d.u;
    struct arena *kept = u->arena;
    p->row = arena_open(ROW_ARENA);
    for (size_t i = 0; i < PAST_SLOTS; i++) {
        p->slots[i] = arena_open(SLOT_ARENA);
    }
    u->arena = p->row;
    db_set_arena(u->db, p->row);
    err e = db_behind_begin(u->db);
    e = e != NULL ? e : write_in_one(p, end);
    db_behind_end(u->db);
    u->arena = kept;
    db_set_arena(u->db, kept);
    for (size_t i = 0; i < PAST_SLOTS; i++) {
        arena_close(p->slots[i]);
    }
    arena_close(p->row);
    return e;
}

err demo_past(struct unit *u, const struct demo_size *size, uint64_t seed, demo_progress progress)
{
    struct past *p = NEW(u->arena, struct past);
    date today = instant_date(unit_clock_system());
    p->d = (struct demo){.u = u, .size = size, .state = seed, .progress = progress};
    p->first_day = date_add_months(today, -12 * (int)size->years);
    p->seen_max = (size_t)(2 * size->institutions * size->purchases_a_year * size->years) + 1;
    p->seen.items = NEW_ARRAY(u->arena, p->seen_max, struct past_seen);
    p->kept = u->arena;
    size_t days = (size_t)(today.days - p->first_day.days);
    p->pledges = NEW_ARRAY(u->arena, days * LAW_REGIME_COUNT, struct past_pledges);
    db_set_statement_ms(u->db, LIMIT_SCRIPT_MS);
    moment = unit_clock_system();
    TRY(unit_run(u, turned_clock, begin, p));
    if (p->offices.count == 0 || p->firms.count == 0) {
        return NULL;
    }
    TRY(write_all(p, today));
    TRY(db_keys_make(u->db, p->keys));
    demo_tell(&p->d, "색인", INDEX_STEPS, INDEX_STEPS);
    moment = unit_clock_system();
    return unit_run(u, turned_clock, sum_up, p);
}
