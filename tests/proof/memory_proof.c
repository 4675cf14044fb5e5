// test-timeout: 300
// Allocation after allocation fails on the pages of law and money: those of the house, which come
// from an arena, and those of SQLite. Each request is answered, or refused as busy in words a
// person can read; nothing of it is half there; the same form posted again is done once.
//
//   memory_proof [STEP]    every 18th allocation unless said otherwise; 1 is each
#include <assert.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "market/claim/claim_testing.h"
#include "market/payment/payment_web.h"
#include "market/purchase/purchase_path_web.h"
#include "platform/secret/secret.h"
#include "tests/proof/deed.h"

#define FIELDS_MAX 8

#define STATEMENT(name_, text)                                                                     \
    .name = (name_), .file = __FILE__, .line = __LINE__, .sqlite = (text), .postgres = (text)

// --- SQLite's memory -----------------------------------------------------------------------------

static sqlite3_mem_methods usual;
static int64_t sqlite_due_in; // 0: never
static bool sqlite_met;

static bool fails_now(void)
{
    if (sqlite_due_in == 0 || --sqlite_due_in > 0) {
        return false;
    }
    sqlite_met = true;
    return true;
}

static void *take(int size)
{
    return fails_now() ? NULL : usual.xMalloc(size);
}

static void *grow(void *p, int size)
{
    return fails_now() ? NULL : usual.xRealloc(p, size);
}

static void stand_under_sqlite(void)
{
    int code = sqlite3_config(SQLITE_CONFIG_GETMALLOC, &usual);
    sqlite3_mem_methods ours = usual;
    ours.xMalloc = take;
    ours.xRealloc = grow;
    code = code == SQLITE_OK ? sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) : code;
    assert(code == SQLITE_OK);
}

// --- Doors ---------------------------------------------------------------------------------------

struct door {
    const char *path;
    enum method method;
    int answered; // the status when all is well
    struct pair fields[FIELDS_MAX];
    size_t field_count;
    struct web_test *web;
    char saved[300]; // the database as it is before the request
};

// Rows that a request at one of the doors adds.
struct rows {
    int64_t payments;
    int64_t decisions;
    int64_t lines;
    int64_t jobs;
    int64_t keys;
};

static const struct sql ROWS = {STATEMENT("proof_rows",
                                          "SELECT (SELECT COUNT(*) FROM payment) AS payments,"
                                          "       (SELECT COUNT(*) FROM law_decision) AS decisions,"
                                          "       (SELECT COUNT(*) FROM audit_entry) AS lines,"
                                          "       (SELECT COUNT(*) FROM job) AS jobs,"
                                          "       (SELECT COUNT(*) FROM form_key) AS keys")};

// Who looks at a page leaves a line in the audit each time: they are not counted.
static struct rows count_rows(const struct door *d)
{
    struct db *db = d->web->database->db;
    err e = db_begin(db, DB_READ);
    assert(e == NULL);
    struct query *q = db_query(db, &ROWS);
    bool found = query_next(q);
    assert(found);
    struct rows r = {.payments = read_i64(q, "payments"),
                     .decisions = read_i64(q, "decisions"),
                     .lines = read_i64(q, "lines"),
                     .jobs = read_i64(q, "jobs"),
                     .keys = read_i64(q, "keys")};
    e = query_end(q);
    assert(e == NULL);
    db_rollback(db);
    r.lines = d->method == GET ? 0 : r.lines;
    return r;
}

static void copy_file(const char *from, const char *to)
{
    char bytes[65536];
    FILE *in = fopen(from, "rb");
    FILE *out = fopen(to, "wb");
    assert(in != NULL && out != NULL);
    for (size_t n; (n = fread(bytes, 1, sizeof(bytes), in)) > 0;) {
        size_t written = fwrite(bytes, 1, n, out);
        assert(written == n);
    }
    (void)fclose(in);
    int closed = fclose(out);
    assert(closed == 0);
}

// The connection anew, on the file as it was saved, or to be saved.
static void reopen(struct door *d, bool saves)
{
    struct testing_db *t = d->web->database;
    const char *path = t->url + strlen("sqlite:");
    db_close(t->db); // the last connection gone, all of it is in the one file
    copy_file(saves ? path : d->saved, saves ? d->saved : path);
    t->db = testing_db_again(t);
}

// What the request is answered; `shown` tells whether in words a person can read.
static int ask(struct door *d, str form_key, bool *shown)
{
    struct web_test *w = d->web;
    struct pair fields[FIELDS_MAX];
    memcpy(fields, d->fields, sizeof(fields));
    fields[0] = (struct pair){S("csrf"), w->actor->csrf};
    fields[1] = (struct pair){S("form_key"), form_key};
    struct request rq = {
        .arena = w->arena,
        .method = d->method,
        .path = str_view(d->path),
        .host = S("dure.example"),
        .trace = S("proof"),
    };
    if (d->method == POST) {
        rq.fields.items = fields;
        rq.fields.count = d->field_count;
    }
    struct response rs;
    dispatch(&w->site, w->database->db, w->arena, &rq, &rs);
    arena_fail_at(0);
    sqlite_due_in = 0;
    str page = out_view(&rs.body);
    *shown = rs.status == 303 || str_contains(page, S("니다")) || str_contains(page, S("주세요"));
    int status = rs.status;
    arena_reset(w->arena);
    db_set_arena(w->database->db, w->database->arena);
    return status;
}

static bool same(const struct rows *a, const struct rows *b)
{
    return memcmp(a, b, sizeof(*a)) == 0;
}

enum whose { OURS, SQLITES };

// One request in which the nth allocation fails, and the same once more. *met: it came that far.
static bool holds(struct door *d, enum whose whose, int64_t nth, const struct rows *old,
                  const struct rows *done, bool *met)
{
    reopen(d, false);
    str key = secret_token(d->web->database->arena);
    bool shown = false;
    sqlite_met = false;
    if (whose == OURS) {
        arena_fail_at(nth);
    } else {
        sqlite_due_in = nth;
    }
    int status = ask(d, key, &shown);
    struct rows now = count_rows(d);
    bool is_right = shown && (status == d->answered || status == 503) &&
                    (same(&now, done) || (status == 503 && same(&now, old)));
    *met = whose == OURS ? status == 503 : sqlite_met;
    int again = ask(d, key, &shown);
    now = count_rows(d);
    is_right = is_right && again == d->answered && same(&now, done);
    if (!is_right) {
        fprintf(stderr, "%s, allocation %lld of %s: %d, then %d\n", d->path, (long long)nth,
                whose == OURS ? "the house" : "SQLite", status, again);
    }
    arena_reset(d->web->arena);
    return is_right;
}

static int64_t sweep(struct door *d, int64_t step, int64_t *failures)
{
    bool shown = false;
    int64_t tried = 0;
    (void)snprintf(d->saved, sizeof(d->saved), "%s/saved", d->web->database->place);
    reopen(d, true);
    struct rows old = count_rows(d);
    int status = ask(d, secret_token(d->web->database->arena), &shown);
    struct rows done = count_rows(d);
    if (status != d->answered || (d->method == POST && same(&old, &done))) {
        fprintf(stderr, "%s: %d\n", d->path, status);
        ++*failures;
        return 0;
    }
    for (int whose = OURS; whose <= SQLITES; whose++) {
        bool met = true;
        for (int64_t nth = 1; met; nth += step, tried++) {
            *failures += holds(d, (enum whose)whose, nth, &old, &done, &met) ? 0 : 1;
        }
    }
    reopen(d, false); // for the next door
    return tried;
}

// --- The order of things -------------------------------------------------------------------------

// A claim that waits to be paid, every proof of it checked.
static public_no set_claim(struct purchase_scene *s)
{
    static const date DUE = {.days = 20777}; // 2026-11-20
    struct contract c;
    public_no claim;
    claim_testing_accept(s, &(struct claim_testing){.ends_on = DUE, .parts = {{DUE, 100}}}, &c);
    claim_testing_claim(s, &c, "202611244100000012345671", 0, &claim);
    return claim;
}

static void enter(struct web_test *w, struct actor *actor, const char *page)
{
    actor->csrf = S("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
    web_as(w, actor);
    struct web_answer a = web_get(w, page);
    assert(a.status == 200);
}

static int64_t law_doors(struct purchase_scene *s, int64_t step, int64_t *failures)
{
    struct web_test w;
    purchase_testing_web(s, &w, PATH_ROUTES, PATH_ROUTE_COUNT);
    struct door d = {.answered = 200, .method = GET, .web = &w, .field_count = 2};
    d.path =
        str_format(s->database->arena, "/buyer/purchases/%lld/path", (long long)s->draft.no.value)
            .p;
    enter(&w, &s->officer, d.path);
    int64_t tried = sweep(&d, step, failures);
    d.method = POST;
    d.answered = 303;
    tried += sweep(&d, step, failures);
    web_test_close(&w);
    return tried;
}

static int64_t money_doors(struct purchase_scene *s, public_no claim, int64_t step,
                           int64_t *failures)
{
    struct web_test w;
    struct arena *a = s->database->arena;
    const char *page = str_format(a, "/buyer/payments/%lld", (long long)claim.value).p;
    purchase_testing_web(s, &w, PAYMENT_ROUTES, PAYMENT_ROUTE_COUNT);
    enter(&w, &s->accountant, page);
    struct web_answer checked =
        web_post(&w, str_format(a, "%s/check", page).p,
                 WEB_FIELDS({"checked_1", "1"}, {"checked_2", "1"}, {"checked_3", "1"},
                            {"inquiry_3", "2026-11-24 조회, 완납"}));
    assert(checked.status == 303);
    struct door d = {.answered = 200, .method = GET, .web = &w, .path = page};
    int64_t tried = sweep(&d, step, failures);
    d.path = str_format(a, "%s/pay", page).p;
    d.method = POST;
    d.answered = 303;
    d.fields[2] = (struct pair){S("reference"), S("이체-2026-0001")};
    d.fields[3] = (struct pair){S("paid_on"), S("2026-11-24")};
    d.fields[4] = (struct pair){S("amount"), S("2200000")};
    d.fields[5] = (struct pair){S("secret"), S(PURCHASE_TESTING_PASSWORD)};
    d.field_count = 6;
    tried += sweep(&d, step, failures);
    (void)remove(d.saved);
    web_test_close(&w);
    return tried;
}

int main(int argc, char **argv)
{
    int64_t step = proof_count(argc, argv, 18);
    int64_t failures = 0;
    struct testing_db t;
    struct purchase_scene s;
    stand_under_sqlite();
    if (!testing_db_open(DB_SQLITE, &t)) {
        return 1;
    }
    int64_t began_ms = proof_now_ms();
    purchase_testing_open(&s, &t);
    public_no claim = set_claim(&s);
    int64_t tried = law_doors(&s, step, &failures);
    tried += money_doors(&s, claim, step, &failures);
    proof_tell("memory", DB_SQLITE, tried, failures, began_ms, "");
    testing_db_close(&t);
    return failures == 0 ? 0 : 1;
}
