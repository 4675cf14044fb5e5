// Units of work a second: for some seconds writers do deed after deed, as many as the default
// installation has web workers, on each database; beside it what the disk alone can sync.
//
//   unit_bench [SECONDS]    2 unless said otherwise
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/limits.h"
#include "tests/proof/deed.h"
#include "tests/proof/writers.h"

#define SYNC_BYTES 4096 // about what one unit adds to SQLite's log

static const struct actor ACTORS[WRITERS] = {
    {.account = {1}, .institution = {1}}, // two lanes of the audit
    {.account = {2}, .supplier = {1}   },
};

struct hours {
    const struct testing_db *database;
    int64_t end_ms;
};

// Do deeds until the time is over.
static struct written write_until(int writer, const void *data)
{
    const struct hours *h = data;
    struct arena *arena = arena_open(LIMIT_ARENA_UNIT);
    struct db *db = testing_db_again(h->database);
    struct unit u = {.arena = arena, .db = db, .actor = &ACTORS[writer], .trace = S("bench")};
    struct written done = {0};
    int64_t began_ms = proof_now_ms();
    for (int64_t n = writer + 1; proof_now_ms() < h->end_ms; n += WRITERS) {
        err e = deed_do(&u, n);
        while (e == &DB_COLLISION) { // answered as busy: sent again, and the time counts
            arena_reset(arena);
            e = deed_do(&u, n);
        }
        if (e != NULL) {
            fprintf(stderr, "unit_bench: %s %.*s\n", e->code, STR_ARG(db_error(db)));
            exit(1);
        }
        done.deeds++;
        arena_reset(arena);
    }
    done.ms = proof_now_ms() - began_ms;
    db_close(db);
    arena_close(arena);
    return done;
}

// How often so little can be appended to a file and synced, one after another.
static int64_t count_syncs(int64_t end_ms)
{
    static const char BYTES[SYNC_BYTES];
    const char *temp = getenv("TMPDIR");
    char path[200];
    (void)snprintf(path, sizeof(path), "%s/dure-sync-XXXXXX", temp == NULL ? "/tmp" : temp);
    int fd = mkstemp(path);
    int64_t done = 0;
    while (fd >= 0 && proof_now_ms() < end_ms && write(fd, BYTES, sizeof(BYTES)) == SYNC_BYTES &&
           fdatasync(fd) == 0) {
        done++;
    }
    if (done == 0) {
        perror("unit_bench");
        exit(1);
    }
    (void)close(fd);
    (void)unlink(path);
    return done;
}

int main(int argc, char **argv)
{
    int64_t seconds = proof_count(argc, argv, 2);
    printf("bench {\"name\":\"syncs\",\"per_second\":%lld}\n",
           (long long)(count_syncs(proof_now_ms() + seconds * 1000) / seconds));
    FOR_EACH_ENGINE(t)
    {
        const char *name = db_engine(t.db) == DB_SQLITE ? "sqlite" : "postgresql";
        struct hours h = {.database = &t, .end_ms = proof_now_ms() + seconds * 1000};
        printf("bench {\"name\":\"units\",\"database\":\"%s\",\"per_second\":%.0f}\n", name,
               writers_run(write_until, &h));
        (void)fflush(stdout);
    }
    return 0;
}
