// Units of work a second: for some seconds writers do deed after deed, as many as the default
// installation has web workers, on each database; beside it what the disk alone can sync.
//
//   unit_bench [SECONDS]    2 unless said otherwise
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/limits.h"
#include "tests/proof/deed.h"

#define WRITERS 2
#define SYNC_BYTES 4096 // about what one unit adds to SQLite's log

static const struct actor ACTORS[WRITERS] = {
    {.account = {1}, .institution = {1}}, // two lanes of the audit
    {.account = {2}, .supplier = {1}   },
};

// Do deeds until the time is over; how many were committed.
static int64_t write_until(const struct testing_db *t, int writer, int64_t end_ms)
{
    struct arena *arena = arena_open(LIMIT_ARENA_UNIT);
    struct db *db = testing_db_again(t);
    struct unit u = {.arena = arena, .db = db, .actor = &ACTORS[writer], .trace = S("bench")};
    int64_t done = 0;
    for (int64_t n = writer + 1; proof_now_ms() < end_ms; n += WRITERS) {
        err e = deed_do(&u, n);
        while (e == &DB_COLLISION) { // answered as busy: sent again, and the time counts
            arena_reset(arena);
            e = deed_do(&u, n);
        }
        if (e != NULL) {
            fprintf(stderr, "unit_bench: %s %.*s\n", e->code, STR_ARG(db_error(db)));
            exit(1);
        }
        done++;
        arena_reset(arena);
    }
    db_close(db);
    arena_close(arena);
    return done;
}

// What the writer said at its end; the program ends with it when it said nothing.
static int64_t hear(int from, pid_t writer)
{
    int64_t done = 0;
    int status = 0;
    bool told = read(from, &done, sizeof(done)) == sizeof(done);
    (void)close(from);
    if (waitpid(writer, &status, 0) != writer || status != 0 || !told) {
        exit(1);
    }
    return done;
}

static int64_t write_all(const struct testing_db *t, int64_t end_ms)
{
    int ends[WRITERS][2];
    pid_t writers[WRITERS];
    for (int i = 0; i < WRITERS; i++) {
        if (pipe(ends[i]) != 0 || (writers[i] = fork()) < 0) {
            perror("unit_bench");
            exit(1);
        }
        if (writers[i] == 0) {
            int64_t done = write_until(t, i, end_ms);
            _exit(write(ends[i][1], &done, sizeof(done)) == sizeof(done) ? 0 : 1);
        }
        (void)close(ends[i][1]);
    }
    int64_t done = 0;
    for (int i = 0; i < WRITERS; i++) {
        done += hear(ends[i][0], writers[i]);
    }
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
        int64_t done = write_all(&t, proof_now_ms() + seconds * 1000);
        printf("bench {\"name\":\"units\",\"database\":\"%s\",\"per_second\":%lld}\n", name,
               (long long)(done / seconds));
        (void)fflush(stdout);
    }
    return 0;
}
