#include "app/backup.h"

#include <inttypes.h>

#include "app/backup.sql.h"
#include "base/limits.h"
#include "platform/secret/sign.h"
#include "platform/unit/unit.h"

str backup_folder(struct arena *a, const struct settings *s)
{
    return s->backup_dir.n > 0 ? s->backup_dir : str_format(a, "%.*s/backup", STR_ARG(s->data_dir));
}

struct backup_plan backup_plan_of(struct arena *a, const struct settings *s, int64_t seconds,
                                  instant now)
{
    return (struct backup_plan){
        .db_url = s->db,
        .data_dir = s->data_dir,
        .folder = backup_folder(a, s),
        .counts = &SQL_BACKUP_COUNTS,
        .seconds = seconds,
        .now = now,
    };
}

static struct backup_keep keep_of(const struct settings *s)
{
    return (struct backup_keep){
        .hourly = s->backup_keep_hourly,
        .daily = s->backup_keep_daily,
        .monthly = s->backup_keep_monthly,
    };
}

err backup_thin_by(struct arena *a, const struct settings *s, int64_t *out_gone)
{
    return backup_thin(a, backup_folder(a, s), keep_of(s), out_gone);
}

err backup_copy_by(struct arena *a, const struct settings *s, const struct backup_made *made,
                   int64_t seconds, struct backup_copied *out, str *out_sentence)
{
    int64_t gone = 0;
    struct backup_copy_plan plan = {
        .from = backup_folder(a, s),
        .to = s->backup_copy_to,
        .name = made->name,
        .seconds = seconds,
    };
    *out = (struct backup_copied){0};
    *out_sentence = S("");
    if (plan.to.n == 0) {
        return NULL;
    }
    TRY(backup_copy(a, &plan, out, out_sentence));
    return made->bad_line.n > 0 ? NULL : backup_thin(a, plan.to, keep_of(s), &gone);
}

static void tell_age(struct app *app, const char *check, const char *what, str folder, FILE *to)
{
    int64_t most = app->settings.backup_warn_hours;
    instant last = backup_last(app->arena, folder);
    int64_t hours = (unit_clock_system().us - last.us) / 1000000 / 3600;
    if (last.us == 0) {
        fprintf(to, "warn %-11s %s 없습니다: %.*s\n", check, what, STR_ARG(folder));
    } else if (hours >= most) {
        fprintf(to, "warn %-11s 마지막 %s %" PRId64 "시간 전의 것입니다: %.*s\n", check, what,
                hours, STR_ARG(folder));
    } else {
        fprintf(to, "ok   %-11s 마지막 %s %" PRId64 "시간 안의 것인가\n", check, what, most);
    }
}

void backup_tell_age(struct app *app, FILE *to)
{
    tell_age(app, "backup", "백업이", backup_folder(app->arena, &app->settings), to);
    if (app->settings.backup_copy_to.n > 0) {
        tell_age(app, "copy", "다른 곳의 백업이", app->settings.backup_copy_to, to);
    }
}

// --- backup --------------------------------------------------------------------------------------

static int list(struct app *app, str folder, FILE *to)
{
    struct backup_list whole;
    backup_list(app->arena, folder, &whole);
    for (size_t i = 0; i < whole.count; i++) {
        fprintf(to, "%.*s/%.*s\n", STR_ARG(folder), STR_ARG(whole.items[i].name));
    }
    return EXIT_DONE;
}

static void tell_made(const struct backup_plan *plan, const struct backup_made *made,
                      int64_t took_ms, FILE *to)
{
    fprintf(to,
            "백업을 만들었습니다 · backed up: %.*s/%.*s\n"
            "  데이터베이스 · database %" PRId64 " bytes\n"
            "  보관한 파일 · kept files %" PRId64 ", %" PRId64 " bytes\n"
            "  걸린 시간 · took %" PRId64 ".%03" PRId64 " s\n"
            "  seal.key와 sign.pub은 들어 있지 않습니다. 따로 보관하세요. · seal.key and sign.pub "
            "are not in it: keep them elsewhere.\n",
            STR_ARG(plan->folder), STR_ARG(made->name), made->database_size, made->file_count,
            made->files_size, took_ms / 1000, took_ms % 1000);
    if (!made->is_signed) {
        fprintf(stderr, "dure: 서명 열쇠(sign.key)가 없거나 읽을 수 없어 백업에 서명하지 "
                        "못했습니다. · There is no sign.key that could be read: the backup is not "
                        "signed.\n");
    }
    if (made->bad_line.n > 0) {
        fprintf(
            stderr,
            "dure: 앞선 백업이 알던 감사 기록의 줄이 없거나 다릅니다. · A line of the audit chain "
            "that the backup before knew is gone or another: %.*s\n",
            STR_ARG(made->bad_line));
    }
    if (made->missing_count > 0) {
        fprintf(stderr,
                "dure: 데이터베이스가 가리키는 파일 %" PRId64
                "개가 자료 폴더에 없거나 다릅니다. · %" PRId64
                " files that the database names are missing or altered in the data folder.\n",
                made->missing_count, made->missing_count);
    }
}

static err copy(struct app *app, const struct backup_made *made, FILE *to, str *out_sentence)
{
    struct backup_copied copied;
    TRY(backup_copy_by(app->arena, &app->settings, made, LIMIT_BACKUP_S, &copied, out_sentence));
    if (app->settings.backup_copy_to.n > 0) {
        fprintf(to,
                "  다른 곳에 복사했습니다 · copied to %.*s: %" PRId64 " bytes, %" PRId64
                " files, 이미 있던 것 · there already %" PRId64 "\n",
                STR_ARG(app->settings.backup_copy_to), copied.size, copied.file_count,
                copied.shared_count);
    }
    return NULL;
}

// Old ones go only where the settings look for them: what was put elsewhere by hand stays, and is
// not copied.
static err make(struct app *app, FILE *to, str *out_sentence)
{
    int64_t gone = 0;
    struct backup_made made;
    instant began = unit_clock_system();
    struct backup_plan plan = backup_plan_of(app->arena, &app->settings, LIMIT_BACKUP_S, began);
    bool elsewhere = app_has_option(app, "to");
    if (elsewhere) {
        plan.folder = app_option(app, "to");
    }
    TRY(backup_make(app->arena, &plan, &made, out_sentence));
    tell_made(&plan, &made, (unit_clock_system().us - began.us) / 1000, to);
    if (!elsewhere) {
        TRY(backup_thin_by(app->arena, &app->settings, &gone));
        fprintf(to, "  지운 옛 백업 · old ones removed %" PRId64 "\n", gone);
        TRY(copy(app, &made, to, out_sentence));
    }
    return NULL;
}

int backup_run(struct app *app, FILE *to)
{
    str sentence = S("");
    if (app_has_option(app, "to") && app_option(app, "to").n == 0) {
        fprintf(stderr, "dure backup: --to 뒤에 폴더를 적으세요. · write a folder after --to\n");
        return EXIT_USAGE;
    }
    if (app_has_option(app, "list")) {
        str folder = app_has_option(app, "to") ? app_option(app, "to")
                                               : backup_folder(app->arena, &app->settings);
        (void)list(app, folder, to);
        return app_has_option(app, "to") || app->settings.backup_copy_to.n == 0
                   ? EXIT_DONE
                   : list(app, app->settings.backup_copy_to, to);
    }
    err e = make(app, to, &sentence);
    return e == NULL ? EXIT_DONE : app_refuse(e, sentence);
}

int verb_backup(struct app *app)
{
    err e = app_find_db(app);
    return e == NULL ? backup_run(app, stdout) : app_refuse(e, app->settings.db);
}

// --- restore -------------------------------------------------------------------------------------

static void tell_restored(const struct app *app, const struct restore_made *made, int applied,
                          FILE *to)
{
    fprintf(to,
            "되돌렸습니다 · restored to %.*s\n"
            "  만든 때 · made at %.*s, dure %.*s\n"
            "  자료 구조 · schema %" PRId64 ", 올린 단계 · migrations applied %d\n"
            "  보관한 파일 · kept files %" PRId64 ", 백업 때 없던 것 · missing then %" PRId64 "\n",
            STR_ARG(app->settings.data_dir), STR_ARG(made->at), STR_ARG(made->version),
            made->schema, applied, made->file_count, made->missing_count);
}

static err migrate(struct app *app, int *out_applied, str *out_sentence)
{
    struct db *db = NULL;
    err e = app_open_db(app, APP_DB_ANY, &db);
    if (e == NULL) {
        e = db_migrate(db, out_applied);
    }
    if (e != NULL) {
        *out_sentence = str_copy(app->arena, db_error(db));
    }
    db_close(db);
    return e;
}

static err restore(struct app *app, FILE *to, str *out_sentence)
{
    int applied = 0;
    struct restore_made made;
    struct restore_plan plan = {
        .db_url = app->settings.db,
        .data_dir = app->settings.data_dir,
        .folder = app->word,
        .counts = &SQL_BACKUP_COUNTS,
        .without_key = app_has_option(app, "without-key"),
        .unsigned_too = app_has_option(app, "unsigned"),
        .seconds = LIMIT_BACKUP_S,
    };
    TRY(backup_restore(app->arena, &plan, &made, out_sentence));
    TRY(sign_key_make(app->arena, plan.data_dir, unit_clock_system())); // for its own backups
    TRY(migrate(app, &applied, out_sentence));
    tell_restored(app, &made, applied, to);
    return NULL;
}

int restore_run(struct app *app, FILE *to)
{
    str sentence = S("");
    if (app->word.n == 0) {
        fprintf(stderr,
                "dure restore: 되돌릴 백업의 폴더를 적으세요. dure backup --list가 "
                "보여 줍니다. · name the folder of a backup, as dure backup --list shows\n");
        return EXIT_USAGE;
    }
    err e = restore(app, to, &sentence);
    return e == NULL ? EXIT_DONE : app_refuse(e, sentence);
}

int verb_restore(struct app *app)
{
    int code = restore_run(app, stdout);
    fflush(stdout);
    return code == EXIT_DONE ? verb_doctor(app) : code;
}
