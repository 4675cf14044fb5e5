// doctor: is everything as it must be? Reads only.
#include <inttypes.h>
#include <stdio.h>

#include "app/app.h"
#include "app/backup.h"
#include "app/doctor_check.h"
#include "app/law_files.h"
#include "app/setup.h"
#include "base/limits.h"
#include "platform/db/db_role.h"
#include "platform/file/file.h"

static void print_finding(const struct doctor_check *check, const struct doctor_finding *found)
{
    printf("%-4s %-11s %s", found->bad.n == 0 ? "ok" : "BAD", check->name, check->meaning);
    if (found->count > 0) {
        printf(" (%" PRId64 ")", found->count);
    }
    printf("%s%.*s\n", found->bad.n == 0 ? "" : ": ", STR_ARG(found->bad));
    (void)fflush(stdout); // what was found stands, whatever the next one meets
}

// Every check, or the first alone where the database is of another version. *out_bad counts.
static err run_checks(struct app *app, struct db *db, size_t *out_bad)
{
    for (size_t i = 0; i < DOCTOR_CHECK_COUNT; i++) {
        struct doctor_finding found;
        TRY(doctor_look(db, app->arena, &DOCTOR_CHECKS[i], &found));
        print_finding(&DOCTOR_CHECKS[i], &found);
        *out_bad += found.bad.n > 0;
        if (i == 0 && found.bad.n > 0) {
            return NULL;
        }
    }
    return NULL;
}

// What is compared with the rows: kept files, and the backups there are by now.
// *out_any is false when there is nothing to compare with where somebody said there is.
static err use_places(struct app *app, bool *out_any)
{
    struct backup_witness witness;
    witness.folder = app_has_option(app, "against") ? app_option(app, "against")
                                                    : backup_folder(app->arena, &app->settings);
    backup_list(app->arena, witness.folder, &witness.list);
    TRY(sign_list(app->arena, app->settings.data_dir, &witness.signers));
    doctor_use_backups(&witness);
    file_set_place(app->settings.data_dir);
    err e = app_load_key(app, false);
    if (e != NULL) { // every row that needs it is named
        fprintf(stderr, "dure doctor: %s (%s)\n", e->text, e->code);
    }
    *out_any = witness.list.count > 0 || !app_has_option(app, "against");
    return NULL;
}

static void tell_policies(const struct settings *s)
{
    if (date_is_none(s->terms_from) || date_is_none(s->privacy_from)) {
        printf("warn %-11s 이용약관이나 개인정보처리방침의 시행일이 없습니다: policy.terms_from, "
               "policy.privacy_from\n",
               "policy");
    }
}

// A site whose operators had no categories yet: firms could list nothing, institutions not join.
static err tell_setup(struct db *db)
{
    bool is_done = false;
    TRY(db_begin(db, DB_READ));
    err e = setup_is_done(db, &is_done);
    db_rollback(db);
    if (e == NULL && !is_done) {
        printf("warn %-11s 분류와 기관이 하나도 없습니다: dure setup\n", "setup");
    }
    return e;
}

// Told, not called wrong: a site of one machine may do without a second role.
static err tell_role(struct db *db)
{
    bool may_change = false;
    TRY(db_role_may_change(db, &may_change));
    if (may_change) {
        printf("warn %-11s 사이트의 역할이 감사 기록의 표를 바꿀 수 있습니다. 역할을 둘로 나누는 "
               "법: docs/operations/postgresql.md\n",
               "role");
    } else if (db_engine(db) == DB_POSTGRES) {
        printf("ok   %-11s 사이트의 역할이 감사 기록의 표를 바꿀 수 없는가\n", "role");
    }
    return NULL;
}

// Where the list of holidays has ended, no delay is charged.
static void tell_calendar(struct app *app)
{
    struct calendar c;
    str sentence = S("");
    err e = law_files_load_calendar(app->arena, app->settings.base_data_dir, &c, &sentence);
    if (e != NULL) {
        printf("warn %-11s 공휴일 목록을 읽을 수 없습니다: %.*s\n", "calendar", STR_ARG(sentence));
    } else if (calendar_ends_soon(&c, instant_date(unit_clock_system()))) {
        printf(
            "warn %-11s 공휴일 목록이 %d년까지입니다. 다음 해의 공휴일을 더하고 다시 시작하세요: "
            "%.*s/holidays.csv\n",
            "calendar", date_year(c.last_day), STR_ARG(app->settings.base_data_dir));
    }
}

int verb_doctor(struct app *app)
{
    struct db *db = NULL;
    size_t bad = 0;
    const struct law *packs = NULL;
    str sentence = S("");
    err e = law_files_load(app->arena, app->settings.law_dir, &packs, &sentence);
    if (e != NULL) {
        return app_refuse_setting(e, sentence);
    }
    doctor_use_law(packs);
    bool any = false;
    e = use_places(app, &any);
    if (e != NULL) {
        return app_refuse(e, S(""));
    }
    if (!any) {
        fprintf(stderr, "dure doctor: --against 폴더에 온전한 백업이 없습니다. 폴더를 확인하세요. "
                        "· no whole backup lies in the folder of --against\n");
        return EXIT_USAGE;
    }
    e = app_open_db(app, APP_DB_THERE, &db);
    if (e == NULL) {
        db_set_statement_ms(db, LIMIT_SCRIPT_MS); // a check looks at all there is
        e = run_checks(app, db, &bad);
    }
    e = e == NULL && bad == 0 ? tell_setup(db) : e;
    e = e == NULL ? tell_role(db) : e;
    int code = bad == 0 ? EXIT_DONE : EXIT_REFUSED;
    if (e != NULL) {
        code = app_refuse(e, db == NULL ? S("") : db_error(db));
    } else if (bad > 0) {
        fprintf(stderr, "dure: 바로잡아야 할 것이 있습니다. 위에서 BAD 줄을 보세요. · something is "
                        "to be set right: see the lines BAD\n");
    }
    if (e == NULL) {
        backup_tell_age(app, stdout);
        tell_policies(&app->settings);
        tell_calendar(app);
    }
    db_close(db);
    return code;
}
