// test-timeout: 120
// Each operation of the disk fails in turn, with all that follow it: no room, half a write, a read
// or a sync that fails, a folder that became read-only. The unit is refused in words a person can
// read, or it is not known whether it was kept; nothing is half there; the disk well again, the
// same connection goes on.
//
//   disk_proof [STEP]    every tenth operation unless said otherwise; 1 is each
#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/limits.h"
#include "tests/proof/deed.h"
#include "tests/proof/disk.h"

#define DEEDS_MAX 1000

static const struct actor ACTOR = {.account = {1}, .institution = {1}};

static const char *const ENDINGS[] = {"", "-wal", "-shm"};

static struct {
    char saved[300];  // folder of what load_ready puts on the disk
    char killed[300]; // folder of what a killed process leaves
    char path[300];   // of the database, on our disk
    int64_t ready;    // deeds that are there before the trouble
    struct arena *arena;
} run;

static struct db *open_disk(void)
{
    char url[400];
    struct db *db = NULL;
    (void)snprintf(url, sizeof(url), "sqlite:%s", run.path);
    err e = db_open(str_view(url), &db);
    assert(e == NULL);
    db_set_patience(db, 0);
    return db;
}

static err do_deed(struct db *db, int64_t n)
{
    struct unit u = {.arena = run.arena, .db = db, .actor = &ACTOR, .trace = S("proof")};
    arena_reset(run.arena);
    return deed_do(&u, n);
}

// A file and its log, the log as long as it gets: the next deed writes it back into the file.
static void make_ready(const char *template)
{
    int64_t operations = 0;
    int64_t usual = 0;
    disk_load(template, run.path);
    struct db *db = open_disk();
    for (run.ready = 0; run.ready < DEEDS_MAX; run.ready++) {
        disk_save(run.saved); // as it is before the deed
        operations = disk_operations();
        err e = do_deed(db, run.ready + 1);
        assert(e == NULL);
        operations = disk_operations() - operations;
        if (run.ready > 10 && operations > usual + usual / 2) {
            break;
        }
        usual = operations;
    }
    assert(run.ready < DEEDS_MAX);
    db_close(db);
    disk_clear();
}

static void load_ready(void)
{
    disk_clear();
    for (size_t i = 0; i < 2; i++) {
        char from[320];
        char to[320];
        (void)snprintf(from, sizeof(from), "%s/dure.db%s", run.saved, ENDINGS[i]);
        (void)snprintf(to, sizeof(to), "%s%s", run.path, ENDINGS[i]);
        disk_load(from, to);
    }
}

// A sentence in Korean, and one that says "later" and not "never".
static bool is_clear(err e)
{
    return e->kind == FAULT_BUSY && e->text != NULL && (unsigned char)e->text[0] >= 0xE0;
}

static bool is_told_right(err e, bool is_there)
{
    return e == NULL ? is_there : e == &DB_UNKNOWN || !is_there;
}

// What the next process finds if this one is killed now.
static bool outlives_a_kill(err e)
{
    char url[400];
    char path[320];
    struct db *db = NULL;
    struct deeds found = {0};
    bool is_there = false;
    disk_save(run.killed);
    disk_unmount();
    (void)snprintf(url, sizeof(url), "sqlite:%s/dure.db", run.killed);
    err looked = db_open(str_view(url), &db);
    looked = looked == NULL ? deed_find(db, run.arena, run.ready + 1, &is_there) : looked;
    looked = looked == NULL ? deed_count(db, run.arena, &found) : looked;
    db_close(db);
    disk_mount();
    for (size_t i = 0; i < COUNT(ENDINGS); i++) {
        (void)snprintf(path, sizeof(path), "%s/dure.db%s", run.killed, ENDINGS[i]);
        (void)remove(path);
    }
    bool is_right = looked == NULL && is_told_right(e, is_there) &&
                    found.whole == run.ready + is_there &&
                    found.half + found.doubled + found.bad == 0;
    if (!is_right) {
        fprintf(stderr, "after a kill: %s, there %d\n", e == NULL ? "kept" : e->code, is_there);
    }
    return is_right;
}

// The deed during the trouble, and what is there after it.
static bool holds(struct db *db, err e)
{
    int64_t n = run.ready + 1;
    struct deeds found;
    bool is_there = false;
    if (e != NULL && !is_clear(e)) {
        fprintf(stderr, "%s: %.*s\n", e->code, STR_ARG(db_error(db)));
        return false;
    }
    err looked = deed_find(db, run.arena, n, &is_there);
    bool told_right = looked == NULL && is_told_right(e, is_there);
    err again = do_deed(db, n); // by its key
    err next = do_deed(db, n + 1);
    looked = looked == NULL ? deed_count(db, run.arena, &found) : looked;
    bool is_right = told_right && again == NULL && next == NULL && looked == NULL &&
                    found.whole == n + 1 && found.half + found.doubled + found.bad == 0;
    if (!is_right) {
        fprintf(stderr, "%s, there %d, again %s, next %s: %.*s\n", e == NULL ? "kept" : e->code,
                is_there, again == NULL ? "kept" : again->code, next == NULL ? "kept" : next->code,
                STR_ARG(db_error(db)));
    }
    return is_right;
}

// Let one operation of this kind after the other fail until a deed meets no trouble any more; how
// many.
static int64_t sweep(enum disk_trouble trouble, int64_t step, int64_t *failures)
{
    int64_t tried = 0;
    bool was_met = true;
    for (int64_t nth = 0; was_met; nth += step, tried++) {
        load_ready();
        struct db *db = open_disk();
        bool is_there = false;
        if (trouble != DISK_READ_FAIL) { // else nothing may be known before
            err warmed = deed_find(db, run.arena, 1, &is_there);
            assert(warmed == NULL && is_there);
        }
        disk_meets(trouble, nth);
        err e = do_deed(db, run.ready + 1);
        was_met = disk_met() > 0;
        disk_meets(DISK_WELL, 0);
        if (!outlives_a_kill(e) || !holds(db, e)) {
            fprintf(stderr, "trouble %d at operation %lld\n", (int)trouble, (long long)nth);
            ++*failures;
        }
        db_close(db);
    }
    return tried - 1;
}

int main(int argc, char **argv)
{
    int64_t step = proof_count(argc, argv, 10);
    struct testing_db t;
    char template[300];
    if (!testing_db_open(DB_SQLITE, &t)) {
        return 1;
    }
    run.arena = arena_open(LIMIT_ARENA_DEMO);
    (void)snprintf(run.saved, sizeof(run.saved), "%s/ready", t.place);
    (void)snprintf(run.killed, sizeof(run.killed), "%s/killed", t.place);
    (void)mkdir(run.saved, 0700);
    (void)mkdir(run.killed, 0700);
    (void)snprintf(run.path, sizeof(run.path), "%s/dure.db", t.place);
    (void)snprintf(template, sizeof(template), "%s/test.db", t.place);
    int64_t began_ms = proof_now_ms();
    int64_t tried = 0;
    int64_t failures = 0;
    disk_mount();
    make_ready(template);
    for (int trouble = DISK_FULL; trouble < DISK_TROUBLES; trouble++) {
        tried += sweep((enum disk_trouble)trouble, step, &failures);
    }
    disk_clear();
    disk_unmount();
    proof_tell("disk", DB_SQLITE, tried, failures, began_ms, "");
    static const char *const FILES[] = {
        "dure.db",           "dure.db-wal", "dure.db-shm", "ready/dure.db",
        "ready/dure.db-wal", "ready",       "killed",
    };
    for (size_t i = 0; i < COUNT(FILES); i++) {
        char path[320];
        (void)snprintf(path, sizeof(path), "%s/%s", t.place, FILES[i]);
        (void)remove(path);
    }
    testing_db_close(&t);
    arena_close(run.arena);
    return failures == 0 ? 0 : 1;
}
