#include "tests/proof/deed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/doctor.sql.h"
#include "platform/job/job.h"
#include "platform/web/form_key.h"

#define LINES 2 // of the audit, a deed

#define STATEMENT(name_, text)                                                                     \
    .name = (name_), .file = __FILE__, .line = __LINE__, .sqlite = (text), .postgres = (text)

static const struct sql PARTS = {STATEMENT(
    "proof_parts", "SELECT n, CAST(SUM(jobs) AS BIGINT) AS jobs, CAST(SUM(keys) AS BIGINT) AS keys,"
                   "       CAST(SUM(lines) AS BIGINT) AS lines"
                   "  FROM (SELECT object_id AS n, 1 AS jobs, 0 AS keys, 0 AS lines FROM job"
                   "         WHERE kind = 'proof.deed'"
                   "        UNION ALL SELECT status, 0, 1, 0 FROM form_key WHERE route = 'proof'"
                   "        UNION ALL SELECT object_id, 0, 0, 1 FROM audit_entry"
                   "         WHERE object = 'proof') AS parts"
                   " GROUP BY n ORDER BY n")};

static struct form_deed form_of(struct unit *u, int64_t n)
{
    return (struct form_deed){
        .key = str_format(u->arena, "proof-%lld", (long long)n),
        .owner = S("a:1"),
        .route = S("proof"),
    };
}

static err work(struct unit *u, void *data)
{
    int64_t n = *(const int64_t *)data;
    struct form_deed form = form_of(u, n);
    struct form_answer kept = {0};
    TRY(form_answer_find(u->db, &form, &kept));
    if (kept.status != 0) {
        return NULL;
    }
    TRY(job_add(u, "proof.deed", n, S("증명"), (instant){0}));
    audit_write(u, S("proof.begin"), S("proof"), n, S("앞"));
    audit_write(u, S("proof.end"), S("proof"), n, S("뒤"));
    return form_answer_keep(u, &form, n, S("/proof"));
}

err deed_do(struct unit *u, int64_t n)
{
    return unit_run(u, unit_clock_system, work, &n);
}

static err count_parts(struct db *db, struct deeds *out)
{
    struct query *q = db_query(db, &PARTS);
    while (query_next(q)) {
        int64_t jobs = read_i64(q, "jobs");
        int64_t keys = read_i64(q, "keys");
        int64_t lines = read_i64(q, "lines");
        out->last = read_i64(q, "n");
        struct deeds_of *of = &out->of[(out->last - 1) % DEED_WRITERS];
        of->last = out->last;
        if (jobs > 1 || keys > 1 || lines > LINES) {
            out->doubled++;
        } else if (jobs == 1 && keys == 1 && lines == LINES) {
            out->whole++;
            of->whole++;
        } else {
            out->half++;
        }
    }
    return query_end(q);
}

static err look(struct db *db, struct arena *arena, struct deeds *out)
{
    int64_t rows = 0;
    str bad = {0};
    TRY(count_parts(db, out));
    TRY(audit_verify(db, arena, &rows, &bad));
    struct query *q = db_query(db, &SQL_DOCTOR_FILE);
    bool is_sound = !query_next(q);
    TRY(query_end(q));
    out->bad = bad.n > 0 || !is_sound;
    return NULL;
}

err deed_count(struct db *db, struct arena *arena, struct deeds *out)
{
    *out = (struct deeds){0};
    arena_reset(arena);
    db_set_arena(db, arena);
    TRY(db_begin(db, DB_READ));
    err e = look(db, arena, out);
    db_rollback(db);
    return e;
}

err deed_find(struct db *db, struct arena *arena, int64_t n, bool *out)
{
    struct unit u = {.arena = arena, .db = db};
    struct form_answer kept = {0};
    db_set_arena(db, arena);
    TRY(db_begin(db, DB_READ));
    struct form_deed form = form_of(&u, n);
    err e = form_answer_find(db, &form, &kept);
    db_rollback(db);
    *out = kept.status != 0;
    return e;
}

int64_t proof_now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void proof_tell(const char *name, enum db_engine engine, int64_t tried, int64_t failures,
                int64_t began_ms, const char *more)
{
    int64_t took_ms = proof_now_ms() - began_ms;
    printf("proof {\"name\":\"%s\",\"database\":\"%s\",\"tried\":%lld,\"failures\":%lld,"
           "\"seconds\":%lld.%lld%s}\n",
           name, engine == DB_SQLITE ? "sqlite" : "postgresql", (long long)tried,
           (long long)failures, (long long)(took_ms / 1000), (long long)(took_ms % 1000 / 100),
           more);
    (void)fflush(stdout);
}

int64_t proof_count(int argc, char **argv, int64_t usual)
{
    int64_t count = usual;
    if (argc > 2 || (argc == 2 && (!str_parse_i64(str_view(argv[1]), &count) || count < 1))) {
        fprintf(stderr, "usage: %s [COUNT]\n", argv[0]);
        exit(2);
    }
    return count;
}
