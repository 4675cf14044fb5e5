// setup: bring an empty site its set-up data, once.
#include <stdio.h>

#include "app/app.h"
#include "app/setup.h"
#include "app/setup.sql.h"
#include "base/limits.h"

static const struct actor LOADER = {
    .name = {.p = "기초 자료", .n = sizeof "기초 자료" - 1},
    .role_label = {.p = "시스템",     .n = sizeof "시스템" - 1    }
};

struct asked {
    str data_dir;
    str sentence;
};

static err load(struct unit *u, void *data)
{
    struct asked *asked = data;
    TRY(setup_load(u, asked->data_dir, setup_fresh_no, NULL, &asked->sentence));
    audit_write(u, S("site.setup"), S("site"), 0, asked->data_dir);
    return NULL;
}

static err print_counts(struct db *db)
{
    TRY(db_begin(db, DB_READ));
    struct query *q = db_query(db, &SQL_SETUP_COUNTS);
    if (query_next(q)) {
        printf("분류 %lld · 양식 칸 %lld · 같은 말 %lld · 시군구 %lld · 기관 %lld\n",
               (long long)read_i64(q, "categories"), (long long)read_i64(q, "attributes"),
               (long long)read_i64(q, "synonyms"), (long long)read_i64(q, "districts"),
               (long long)read_i64(q, "institutions"));
    }
    err e = query_end(q);
    db_rollback(db);
    return e;
}

static err run(struct app *app, struct unit *u, str *out_sentence)
{
    struct asked asked = {.data_dir = app->settings.base_data_dir, .sentence = S("")};
    int applied = 0;
    TRY(db_migrate(u->db, &applied));
    err e = unit_run(u, unit_clock_system, load, &asked);
    *out_sentence = asked.sentence;
    TRY(e);
    TRY(db_analyze(u->db));
    return print_counts(u->db);
}

int verb_setup(struct app *app)
{
    struct unit u = {.arena = arena_open(LIMIT_ARENA_DEMO), .actor = &LOADER, .trace = S("setup")};
    str sentence = S("");
    int code = EXIT_DONE;
    err e = app_open_db(app, APP_DB_ANY, &u.db);
    if (e == NULL) {
        db_set_arena(u.db, u.arena);
        e = run(app, &u, &sentence);
    }
    if (e != NULL) {
        bool is_told = sentence.n > 0 || u.db == NULL || e->kind == FAULT_CONFLICT;
        code = app_refuse(e, is_told ? sentence : db_error(u.db));
    }
    db_close(u.db);
    arena_close(u.arena);
    return code;
}
