#include "tests/proof/sweep.h"

#include <assert.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/limits.h"
#include "platform/secret/secret.h"
#include "tests/proof/ram.h"

#define FIELDS_MAX 40
#define CHILD_S 60 // seconds until a child that hangs is ended
#define ODD 37
#define NOT_MET 2 // what a child ends with: it asked for less memory

// What is swept: a request, or jobs where it has no door.
struct task {
    struct sweep *s;
    const struct door *door;
    const struct job_kind *kinds;
    size_t kind_count;
    enum whose whose;
    struct rows old;
    struct rows done;
    str key; // of the form
    bool is_done;
    struct seen {
        int status; // of jobs 200 when each that was due was done
        bool shown; // in words a person can read, or none were due
        str location;
    } seen;
};

static bool is_file(const struct sweep *s)
{
    return db_engine(s->web->database->db) == DB_SQLITE;
}

static bool is_deed(const struct task *t)
{
    return t->door == NULL || (t->door->method == POST && !t->door->is_question);
}

static int answered(const struct task *t)
{
    return t->door == NULL ? 200 : t->door->answered;
}

static struct rows rows_with_values(const struct task *t)
{
    return rows_read(&t->s->reader, ROWS_VALUES | (is_deed(t) ? 0 : ROWS_BUT_NOTES));
}

// As they are now. What a deed wrote is counted only: its values differ each time.
static struct rows rows_now(const struct task *t, const struct rows *then)
{
    if (rows_unmoved(&t->s->reader, then)) {
        return *then;
    }
    bool counts = is_deed(t) && is_file(t->s) && t->seen.status == answered(t);
    return counts ? rows_read(&t->s->reader, ROWS_COUNTED) : rows_with_values(t);
}

// --- A request -----------------------------------------------------------------------------------

static struct seen ask(const struct task *t)
{
    const struct door *d = t->door;
    struct web_test *w = t->s->web;
    struct pair fields[FIELDS_MAX] = {
        {S("csrf"),     d->actor->csrf},
        {S("form_key"), t->key        },
    };
    size_t count = 2;
    assert(d->field_count + count <= FIELDS_MAX);
    for (size_t i = 0; i < d->field_count; i++) {
        fields[count++] = (struct pair){str_view(d->fields[i].name), str_view(d->fields[i].value)};
    }
    struct request rq = {
        .arena = w->arena,
        .method = d->method,
        .path = str_view(d->path),
        .host = S("dure.example"),
        .trace = S("proof"),
        .body = str_view(d->body),
    };
    if (d->method == POST) {
        rq.fields.items = fields;
        rq.fields.count = count;
    }
    struct response rs;
    web_as(w, d->actor);
    web_dispatch(w, &rq, &rs);
    failing_end();
    str page = out_view(&rs.body);
    struct seen seen = {
        .status = rs.status,
        .shown = rs.status == d->answered || str_contains(page, S("니다")) ||
                 str_contains(page, S("주세요")),
        .location = str_copy(w->database->arena, response_find_header(&rs, S("Location"))),
    };
    arena_reset(w->arena);
    db_set_arena(w->database->db, w->database->arena);
    return seen;
}

// What was done, and perhaps not told, is not done once more.
static bool answer_holds(struct task *t)
{
    struct rows now = rows_now(t, &t->old);
    bool is_refused = t->seen.status == 503 && rows_untouched(&now, &t->old);
    bool is_right = t->seen.shown && (t->seen.status == answered(t) || t->seen.status == 503);
    t->is_done = is_deed(t) && !rows_untouched(&now, &t->old);
    if (is_right && is_refused && t->whose == WHOSE_HOUSE && !is_file(t->s)) {
        return true; // the next round posts the same form
    }
    is_right =
        is_right &&
        (is_refused || (is_deed(t) ? rows_same(&now, &t->done) : rows_untouched(&now, &t->old)));
    struct seen first = t->seen;
    t->seen = ask(t);
    struct rows then = rows_now(t, &now);
    t->is_done = is_deed(t);
    is_right =
        is_right && t->seen.status == answered(t) &&
        (is_refused && is_deed(t) ? rows_same(&then, &t->done) : rows_untouched(&then, &now));
    if (!is_right) {
        fprintf(stderr, "%s: %d, then %d\n", t->door->path, first.status, t->seen.status);
    }
    return is_right;
}

// --- Jobs ----------------------------------------------------------------------------------------

// All that are due, as a worker does them, until memory runs out or a job is put back.
static struct seen run_due(const struct task *t)
{
    static const struct actor MACHINE = {0};
    struct web_test *w = t->s->web;
    struct db *db = w->database->db;
    jmp_buf edge;
    volatile bool is_whole = true;
    arena_set_edge(w->arena, &edge);
    if (setjmp(edge) == 0) {
        for (bool ran = true; ran;) {
            struct unit u = {.arena = w->arena,
                             .db = db,
                             .actor = &MACHINE,
                             .trace = S("proof"),
                             .law = w->site.law,
                             .calendar = w->site.calendar};
            err e = job_run_one(&u, w->site.clock, t->kinds, t->kind_count, NULL, &ran);
            is_whole = is_whole && e == NULL;
            ran = ran && e == NULL;
        }
    } else {
        db_rollback(db);
        is_whole = false;
    }
    failing_end();
    arena_set_edge(w->arena, NULL);
    arena_reset(w->arena);
    db_set_arena(db, w->database->arena);
    return (struct seen){.status = is_whole ? 200 : 503};
}

// Time passes, the leases of what was lost run out, and all is done.
static bool jobs_hold(struct task *t)
{
    instant began = web_test_now;
    web_test_now = instant_add_s(web_test_now, LIMIT_JOB_LEASE_S + 1);
    t->seen = run_due(t);
    web_test_now = began;
    t->is_done = true;
    struct rows now = rows_now(t, &t->old);
    bool is_right = t->seen.status == 200 && rows_same(&now, &t->done);
    if (!is_right) {
        fprintf(stderr, "jobs, then %d\n", t->seen.status);
    }
    return is_right;
}

// --- Either --------------------------------------------------------------------------------------

static void carry_out(struct task *t)
{
    t->seen = t->door != NULL ? ask(t) : run_due(t);
}

static bool holds(struct task *t)
{
    int64_t nth = failing_count();
    bool is_right = t->door != NULL ? answer_holds(t) : jobs_hold(t);
    if (!is_right) {
        fprintf(stderr, "… allocation %lld of %s\n", (long long)nth, WHOSE_NAMES[t->whose]);
    }
    return is_right;
}

// What is swept must change what it is to change when nothing fails.
static bool is_well_done(const struct task *t)
{
    bool is_right = is_deed(t) ? !rows_same(&t->old, &t->done) : rows_untouched(&t->old, &t->done);
    if (t->seen.status != answered(t) || !is_right) {
        fprintf(stderr, "%s: %d\n", t->door == NULL ? "jobs" : t->door->path, t->seen.status);
        return false;
    }
    return true;
}

// The first that this share tries, and how many lie from one to the next. Where not each is tried
// it is another one in each task.
static int64_t first_of(const struct sweep *s, enum whose whose)
{
    return 1 + s->share * s->steps[whose] + s->tasks * ODD % s->steps[whose];
}

static int64_t step_of(const struct sweep *s, enum whose whose)
{
    return s->shares * s->steps[whose];
}

// --- In children that share nothing --------------------------------------------------------------

static void adopt(void *data)
{
    const struct sweep *s = data;
    testing_db_adopt(s->web->database->db);
    testing_db_adopt(s->reader.db);
}

// What a child tells, in memory that it shares with its parent.
struct told {
    struct rows done;
    int status;
    int64_t tried;
    int64_t failures;
};

// What it does to the database stays there. False: it ended as no child should.
static bool apart(struct task *t, void (*work)(struct task *t))
{
    bool is_child = false;
    int ended = failing_fork(0, &is_child);
    if (is_child) {
        adopt(t->s);
        work(t);
        _exit(0);
    }
    return ended == 0;
}

static void do_once(struct task *t)
{
    carry_out(t);
    t->s->told->done = rows_with_values(t);
    t->s->told->status = t->seen.status;
}

// Each in a child from the beginning: the arena knows no way to go on.
static void fail_house(struct task *t)
{
    struct sweep *s = t->s;
    for (int64_t nth = first_of(s, t->whose), ended = 0; ended != NOT_MET;
         nth += step_of(s, t->whose)) {
        bool is_child = false;
        ended = failing_fork(CHILD_S, &is_child);
        if (is_child) {
            adopt(s);
            failing_nth(t->whose, nth);
            carry_out(t);
            _exit(!failing_met() ? NOT_MET : holds(t) ? 0 : 1);
        }
        if (ended < 0) {
            fprintf(stderr, "… with allocation %lld of the house\n", (long long)nth);
        }
        s->told->tried += ended != NOT_MET;
        s->told->failures += ended != NOT_MET && ended != 0;
    }
}

static void fail_each(struct task *t)
{
    struct sweep *s = t->s;
    struct failing_each each = {.first = first_of(s, t->whose),
                                .step = step_of(s, t->whose),
                                .child_s = CHILD_S,
                                .born = adopt,
                                .data = s};
    failing_each(t->whose, &each);
    carry_out(t);
    if (failing_is_child()) {
        _exit(holds(t) ? 0 : 1);
    }
    s->told->tried = each.tried;
    s->told->failures = each.failures;
    if (t->seen.status != answered(t)) {
        fprintf(stderr, "with nothing failing: %d\n", t->seen.status);
        s->told->failures++;
    }
}

static void sweep_in_children(struct task *t)
{
    struct sweep *s = t->s;
    struct testing_db *db = s->web->database;
    db_close(db->db); // one that has prepared nothing yet: it asks for the most
    db->db = testing_db_again(db);
    t->old = rows_with_values(t);
    *s->told = (struct told){0};
    bool is_told = apart(t, do_once);
    t->done = s->told->done;
    t->seen.status = s->told->status;
    if (!is_told || !is_well_done(t)) {
        s->failures++;
        return;
    }
    for (t->whose = WHOSE_HOUSE; t->whose < WHOSE_COUNT; t->whose++) {
        *s->told = (struct told){0};
        bool is_whole = apart(t, t->whose == WHOSE_HOUSE ? fail_house : fail_each);
        s->tried[t->whose] += s->told->tried;
        s->failures += s->told->failures + !is_whole;
    }
    carry_out(t);
}

// --- On a connection that nobody shares ----------------------------------------------------------

static void begin_round(struct task *t)
{
    struct testing_db *db = t->s->web->database;
    if (t->is_done) {
        testing_db_put_back(db);
        t->key = secret_token(db->arena);
        t->is_done = false;
    }
    if (t->whose == WHOSE_HEAP && t->s->reconnects) {
        testing_db_cut(db->db);
    } else if (t->whose == WHOSE_HEAP) {
        testing_db_unprepare(db->db, NULL);
    }
}

// An answer that libpq lost for want of memory is waited for as long as a statement may take: here
// less than on a site, since it happens to each of them.
#define STATEMENT_MS 500

// `count`: about as many as there are, so that where not each is tried none is looked for behind
// them.
static void fail_here(struct task *t, int64_t count)
{
    struct sweep *s = t->s;
    db_set_statement_ms(s->web->database->db, STATEMENT_MS);
    bool met = true;
    for (int64_t nth = first_of(s, t->whose); met && nth <= count; nth += step_of(s, t->whose)) {
        begin_round(t);
        failing_nth(t->whose, nth);
        carry_out(t);
        met = failing_met();
        s->failures += !holds(t);
        s->tried[t->whose] += met;
    }
    db_set_statement_ms(s->web->database->db, LIMIT_SCRIPT_MS);
}

static void sweep_here(struct task *t)
{
    struct sweep *s = t->s;
    testing_db_keep(s->web->database);
    t->old = rows_with_values(t);
    failing_nth(WHOSE_HEAP, INT64_MAX);
    carry_out(t);
    int64_t count = failing_count();
    t->done = rows_with_values(t);
    t->is_done = is_deed(t);
    if (!is_well_done(t)) {
        s->failures++;
        return;
    }
    t->whose = WHOSE_HOUSE;
    fail_here(t, INT64_MAX);
    t->whose = WHOSE_HEAP;
    fail_here(t, s->steps[WHOSE_HEAP] == 1 ? INT64_MAX : count);
    if (!t->is_done && is_deed(t)) {
        carry_out(t);
    }
}

// --- Beginning and end ---------------------------------------------------------------------------

static void sweep(struct task *t)
{
    t->key = secret_token(t->s->web->database->arena);
    t->s->tasks++;
    (is_file(t->s) ? sweep_in_children : sweep_here)(t);
}

str sweep_door(struct sweep *s, const struct door *d)
{
    struct task t = {.s = s, .door = d};
    sweep(&t);
    return t.seen.location; // nothing failed in the last one
}

void sweep_jobs(struct sweep *s, const struct job_kind *kinds, size_t count)
{
    struct task t = {.s = s, .kinds = kinds, .kind_count = count};
    sweep(&t);
}

void sweep_open(struct sweep *s, struct web_test *web)
{
    struct testing_db *t = web->database;
    *s = (struct sweep){
        .web = web, .steps = {1, 1, 1},
             .shares = 1
    };
    s->told =
        mmap(NULL, sizeof(struct told), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert(s->told != MAP_FAILED);
    if (is_file(s)) {
        db_close(t->db);
        ram_mount(t->url + strlen("sqlite:"));
        t->db = testing_db_again(t);
    }
    if (!rows_open(&s->reader, t)) {
        fprintf(stderr, "a value that was changed is not seen\n");
        s->failures++;
    }
}

void sweep_close(struct sweep *s)
{
    struct testing_db *t = s->web->database;
    rows_close(&s->reader);
    (void)munmap(s->told, sizeof(struct told));
    if (is_file(s)) {
        db_close(t->db);
        ram_unmount();
        t->db = testing_db_again(t);
    }
}
