#include "app/app.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/db/db_url.h"
#include "platform/file/file.h"
#include "platform/file/folder.h"
#include "platform/secret/secret.h"
#include "platform/secret/sign.h"
#include "platform/unit/unit.h"

static const struct given_option *find_given(const struct app *app, const char *name)
{
    for (size_t i = 0; i < app->options.count; i++) {
        if (str_equals(str_view(app->options.items[i].option->name), str_view(name))) {
            return &app->options.items[i];
        }
    }
    return NULL;
}

bool app_has_option(const struct app *app, const char *name)
{
    return find_given(app, name) != NULL;
}

str app_option(const struct app *app, const char *name)
{
    const struct given_option *given = find_given(app, name);
    return given == NULL ? S("") : given->value;
}

// Those there already are fine; what cannot be made is told by who needs it.
static void make_folder(struct app *app, const char *name)
{
    str path = str_format(app->arena, "%.*s%s", STR_ARG(app->settings.data_dir), name);
    (void)mkdir(str_to_c(app->arena, path), 0750);
}

err app_ready_data(struct app *app)
{
    make_folder(app, "");
    make_folder(app, "/run");
    make_folder(app, "/files");
    file_set_place(app->settings.data_dir);
    TRY(sign_key_make(app->arena, app->settings.data_dir, unit_clock_system()));
    return app_load_key(app, true);
}

// What came with the program lies in share/dure beside the folder it is in. Where the system does
// not tell its whole path it is looked for nowhere else.
static str find_share(struct arena *a, str dir)
{
    char self[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof(self));
    if (n <= 0 || (size_t)n == sizeof(self)) {
        return dir;
    }
    str program = {.p = self, .n = (size_t)n};
    for (int up = 0; up < 2; up++) {
        while (program.n > 0 && program.p[--program.n] != '/') {
        }
    }
    str path = str_format(a, "%.*s/share/dure/%.*s", STR_ARG(program), STR_ARG(dir));
    return access(path.p, F_OK) == 0 ? path : dir;
}

void app_find_share(struct app *app)
{
    str *const folders[] = {&app->settings.law_dir, &app->settings.base_data_dir};
    for (size_t i = 0; i < COUNT(folders); i++) {
        if (folders[i]->n > 0 && !str_starts(*folders[i], S("/"))) {
            *folders[i] = find_share(app->arena, *folders[i]);
        }
    }
}

err app_load_key(struct app *app, bool create)
{
    return secret_load_key(str_format(app->arena, "%.*s/seal.key", STR_ARG(app->settings.data_dir)),
                           create);
}

const struct fault APP_DB_MISSING = {
    .kind = FAULT_MISSING,
    .code = "db.missing",
    .text = "그 자리에 데이터베이스가 없습니다.",
};

const struct fault APP_DB_OLDER = {
    .kind = FAULT_REFUSED,
    .code = "db.older",
    .text = "데이터베이스의 자료 구조가 이 프로그램보다 오래되었습니다.",
};

err app_find_db(struct app *app)
{
    str url = app->settings.db;
    if (db_url_is_server(url)) {
        return NULL; // whether it is there, it says itself
    }
    assert(str_starts(url, S("sqlite:"))); // db_url_check
    const char *path = str_to_c(app->arena, str_slice(url, S("sqlite:").n, url.n));
    return access(path, F_OK) == 0 || errno != ENOENT ? NULL : &APP_DB_MISSING;
}

static err check_schema(struct db *db)
{
    int version = 0;
    TRY(db_begin(db, DB_READ));
    err e = db_schema_version(db, &version);
    db_rollback(db);
    TRY(e);
    return version == MIGRATIONS[MIGRATION_COUNT - 1].number ? NULL : &APP_DB_OLDER;
}

err app_open_db(struct app *app, enum app_db wanted, struct db **out)
{
    *out = NULL;
    err found = app_find_db(app);
    TRY(wanted == APP_DB_ANY && found == &APP_DB_MISSING ? NULL : found);
    TRY(db_open(app->settings.db, out));
    db_set_arena(*out, app->arena);
    return wanted == APP_DB_CURRENT ? check_schema(*out) : NULL;
}

static const struct mend {
    const char *code;
    const char *korean;
    const char *english;
} MENDS[] = {
#define MEND(code, korean, english) {code, korean, english},
#include "app/mends.def"
#undef MEND
};

static const struct mend *find_mend(err fault)
{
    for (size_t i = 0; i < COUNT(MENDS); i++) {
        if (strcmp(MENDS[i].code, fault->code) == 0) {
            return &MENDS[i];
        }
    }
    return NULL;
}

int app_refuse(err fault, str detail)
{
    fprintf(stderr, "dure: %s (%s)\n", fault->text, fault->code);
    if (detail.n > 0 && !str_equals(detail, str_view(fault->text))) {
        fprintf(stderr, "      %.*s\n", STR_ARG(detail));
    }
    const struct mend *mend = find_mend(fault);
    if (mend != NULL) {
        fprintf(stderr, "      %s · %s\n", mend->korean, mend->english);
    }
    return fault == &FOLDER_CANNOT_READ ? EXIT_USAGE : EXIT_REFUSED;
}

int app_refuse_setting(err fault, str detail)
{
    (void)app_refuse(fault, detail);
    return EXIT_USAGE; // to start again mends no setting
}
