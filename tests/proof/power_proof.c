// test-timeout: 120
// The power goes at a random moment, and what was not synced is lost, torn or reordered: every deed
// that was told of is there, none is half there, the file is sound and the audit chain holds; the
// deed in doubt is done again under its key and is there once. As a control the same is done on a
// disk that lies about its syncs, where deeds must be seen to get lost.
//
//   power_proof [CUTS]    15 unless said otherwise; 500 are promised
#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "tests/proof/deed.h"
#include "tests/proof/disk.h"

#define CUTS_A_RUN 10
#define DEEDS_A_RUN 240       // the log is written back into the file once or twice meanwhile
#define OPERATIONS_A_RUN 6000 // about

static const struct actor ACTOR = {.account = {1}, .institution = {1}};

static struct {
    char folder[256];
    char template[300]; // a migrated database
    int64_t told;
    struct cut {
        int64_t at;   // operation
        int64_t told; // deeds told of before it
        bool is_made;
    } cuts[CUTS_A_RUN];
} run;

static void name_cut(char *out, size_t size, int cut, const char *file)
{
    (void)snprintf(out, size, "%s/cut-%d%s", run.folder, cut, file);
}

static void cut_if_due(void)
{
    for (int i = 0; i < CUTS_A_RUN; i++) {
        if (run.cuts[i].at == disk_operations()) {
            char to[400];
            name_cut(to, sizeof(to), i, "");
            (void)mkdir(to, 0700);
            disk_cut(to, ((uint64_t)randombytes_random() << 32) | randombytes_random());
            run.cuts[i].told = run.told;
            run.cuts[i].is_made = true;
        }
    }
}

static struct db *open_at(const char *path)
{
    char url[400];
    struct db *db = NULL;
    (void)snprintf(url, sizeof(url), "sqlite:%s", path);
    return db_open(str_view(url), &db) == NULL ? db : NULL;
}

// Deed after deed on our own disk, with the power going now and then.
static void work_through(struct arena *arena, bool lies)
{
    char path[400];
    (void)snprintf(path, sizeof(path), "%s/dure.db", run.folder);
    disk_clear();
    disk_load(run.template, path);
    disk_lies(lies);
    disk_watch(cut_if_due);
    disk_mount();
    struct db *db = open_at(path);
    assert(db != NULL);
    struct unit u = {.arena = arena, .db = db, .actor = &ACTOR, .trace = S("proof")};
    for (run.told = 0; run.told < DEEDS_A_RUN; run.told++) {
        arena_reset(arena);
        err e = deed_do(&u, run.told + 1);
        assert(e == NULL);
    }
    db_close(db);
    disk_watch(NULL);
    disk_unmount();
    disk_clear();
}

// What the machine finds when the power is back. True when all is as it must be.
static bool survives(struct arena *arena, int number, const struct cut *cut)
{
    char path[400];
    struct deeds found = {0};
    struct deeds after = {0};
    name_cut(path, sizeof(path), number, "/dure.db");
    struct db *db = open_at(path);
    err e = db == NULL ? &DB_BROKEN : deed_count(db, arena, &found);
    bool is_right = e == NULL && found.half == 0 && found.doubled == 0 && found.bad == 0 &&
                    found.whole == found.last && found.whole >= cut->told &&
                    found.whole <= cut->told + 1;
    if (is_right) { // life goes on, with the deed in doubt first
        struct unit u = {.arena = arena, .db = db, .actor = &ACTOR, .trace = S("proof")};
        e = deed_do(&u, cut->told + 1);
        e = e == NULL ? deed_do(&u, cut->told + 2) : e;
        e = e == NULL ? deed_count(db, arena, &after) : e;
        is_right = e == NULL && after.whole == cut->told + 2 && after.half + after.doubled == 0 &&
                   after.bad == 0;
    }
    db_close(db);
    return is_right;
}

static void remove_cut(int number)
{
    static const char *const FILES[] = {"/dure.db", "/dure.db-wal", "/dure.db-shm", ""};
    for (size_t i = 0; i < COUNT(FILES); i++) {
        char path[400];
        name_cut(path, sizeof(path), number, FILES[i]);
        (void)remove(path);
    }
}

// `cuts` of them; how many were not survived.
static int64_t cut_often(struct arena *arena, int64_t cuts, bool lies)
{
    int64_t failures = 0;
    for (int64_t done = 0; done < cuts;) {
        for (int i = 0; i < CUTS_A_RUN; i++) {
            run.cuts[i] = (struct cut){.at = 1 + randombytes_uniform(OPERATIONS_A_RUN)};
        }
        work_through(arena, lies);
        for (int i = 0; i < CUTS_A_RUN && done < cuts; i++) {
            if (!run.cuts[i].is_made) {
                continue; // that many operations there were not, or two at once
            }
            failures += survives(arena, i, &run.cuts[i]) ? 0 : 1;
            remove_cut(i);
            done++;
        }
        for (int i = 0; i < CUTS_A_RUN; i++) {
            remove_cut(i);
        }
    }
    return failures;
}

int main(int argc, char **argv)
{
    int64_t cuts = proof_count(argc, argv, 15);
    struct arena *arena = arena_open(LIMIT_ARENA_DEMO);
    struct testing_db t;
    if (!testing_db_open(DB_SQLITE, &t)) {
        return 1;
    }
    (void)snprintf(run.folder, sizeof(run.folder), "%s", t.place);
    (void)snprintf(run.template, sizeof(run.template), "%s/test.db", t.place);
    int64_t began_ms = proof_now_ms();
    int64_t failures = cut_often(arena, cuts, false);
    proof_tell("power", DB_SQLITE, cuts, failures, began_ms, "");
    began_ms = proof_now_ms();
    int64_t control = cuts < 20 ? cuts : 20;
    int64_t seen = cut_often(arena, control, true);
    char more[40];
    (void)snprintf(more, sizeof(more), ",\"lost_something\":%lld", (long long)seen);
    proof_tell("power_control", DB_SQLITE, control, seen > 0 ? 0 : 1, began_ms, more);
    char path[400];
    (void)snprintf(path, sizeof(path), "%s/dure.db", run.folder);
    (void)remove(path);
    testing_db_close(&t);
    arena_close(arena);
    return failures == 0 && seen > 0 ? 0 : 1;
}
