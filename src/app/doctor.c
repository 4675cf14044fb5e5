// doctor: is everything as it must be? Reads only.
#include <inttypes.h>
#include <stdio.h>

#include "app/app.h"
#include "app/doctor.sql.h"
#include "base/limits.h"
#include "platform/unit/unit.h"

// What a check found: empty `bad` when all is well.
struct finding {
    str bad;
    int64_t count; // rows looked at; 0 where nobody counts
};

static err ask(struct db *db, const struct sql *sql, str good, struct finding *out)
{
    struct query *q = db_query(db, sql);
    if (query_next(q)) {
        str said = read_str(q, "said");
        out->bad = str_equals(said, good) ? S("") : said;
    }
    return query_end(q);
}

static err check_schema(struct app *app, struct db *db, struct finding *out)
{
    int version = 0;
    TRY(db_schema_version(db, &version));
    if (version != MIGRATIONS[MIGRATION_COUNT - 1].number) {
        out->bad = str_format(app->arena, "%d, not %d: run dure migrate", version,
                              MIGRATIONS[MIGRATION_COUNT - 1].number);
    }
    return NULL;
}

static err check_file(struct app *app, struct db *db, struct finding *out)
{
    (void)app;
    return ask(db, &SQL_DOCTOR_FILE, S("ok"), out);
}

static err check_references(struct app *app, struct db *db, struct finding *out)
{
    (void)app;
    return ask(db, &SQL_DOCTOR_REFERENCE, S(""), out);
}

static err check_audit(struct app *app, struct db *db, struct finding *out)
{
    return audit_verify(db, app->arena, &out->count, &out->bad);
}

static err check_ledger(struct app *app, struct db *db, struct finding *out)
{
    (void)app;
    return ask(db, &SQL_DOCTOR_LEDGER, S(""), out);
}

static const struct {
    const char *name;
    const char *meaning;
    err (*run)(struct app *app, struct db *db, struct finding *out);
} CHECKS[] = {
    {"schema",     "자료 구조가 이 판의 것인가",                check_schema    },
    {"file",       "데이터베이스 파일이 온전한가",            check_file      },
    {"references", "없는 행을 가리키는 행이 없는가",          check_references},
    {"audit",      "감사 기록의 사슬이 이어지는가",           check_audit     },
    {"ledger",     "장부의 차변과 대변이 전표마다 같은가", check_ledger    },
};

// Each check sees one moment.
static err run_check(struct app *app, struct db *db, size_t i, struct finding *out)
{
    TRY(db_begin(db, DB_READ));
    err e = CHECKS[i].run(app, db, out);
    db_rollback(db);
    return e;
}

int verb_doctor(struct app *app)
{
    struct db *db = NULL;
    int code = EXIT_DONE;
    err e = app_open_db(app, &db);
    for (size_t i = 0; e == NULL && i < COUNT(CHECKS); i++) {
        struct finding found = {0};
        e = run_check(app, db, i, &found);
        if (e != NULL) {
            break;
        }
        printf("%-4s %-10s %s", found.bad.n == 0 ? "ok" : "BAD", CHECKS[i].name, CHECKS[i].meaning);
        if (found.count > 0) {
            printf(" (%" PRId64 ")", found.count);
        }
        printf("%s%.*s\n", found.bad.n == 0 ? "" : ": ", STR_ARG(found.bad));
        code = found.bad.n == 0 ? code : EXIT_REFUSED;
    }
    if (e != NULL) {
        code = app_refuse(e, db == NULL ? S("") : db_error(db));
    } else if (code != EXIT_DONE) {
        fprintf(stderr, "dure: 바로잡아야 할 것이 있습니다. 위에서 BAD 줄을 보세요.\n");
    }
    db_close(db);
    return code;
}
