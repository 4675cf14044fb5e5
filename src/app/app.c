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

// What the person at the terminal can do about it; the fault's own words are for whoever looks at a
// page.
static const struct mend {
    const char *code;
    const char *korean;
    const char *english;
} MENDS[] = {
    {"db.away",              "데이터베이스가 켜져 있는지, db 설정의 주소가 맞는지 확인하세요",
     "see that the database runs, and that its address, the setting db, is right"                                                                                                                                                      },
    {"db.full",              "디스크의 여유 공간(df -h)과 자료 폴더의 권한을 확인하고 다시 하세요",
     "see the free space of the disk (df -h) and the rights of the data folder, then try again"                                                                                                                                        },
    {"db.misread",           "dure doctor가 그 행을 짚습니다. 백업의 값과 비교해 바로잡으세요",
     "dure doctor names the row; compare it with a backup and set it right"                                                                                                                                                            },
    {"db.newer",             "이 자료를 쓰던 판이나 더 새 판을 설치하거나, 올리기 전의 백업을 되돌리세요",
     "the database is newer than this program: install the version that used it or a newer one, "
     "or restore the backup made before the upgrade"                                                                                                                                                                                   },
    {"db.missing",           "db 설정이나 --db의 경로를 확인하세요. 처음이면 dure migrate가 만듭니다",
     "see the path of the setting db, or of --db; a new one is made by dure migrate"                                                                                                                                                   },
    {"db.older",             "dure migrate를 실행하고 다시 하세요",
     "the database is older than this program: run dure migrate, then try again"                                                                                                                                                       },
    {"db.url",               "sqlite:경로 또는 postgresql://서버/데이터베이스 로 적으세요",
     "write sqlite:PATH or postgresql://HOST/DATABASE"                                                                                                                                                                                 },
    {"db.password_in_url",
     "암호는 '서버:포트:데이터베이스:역할:암호' 한 줄로 사이트의 사용자만 읽는 파일(0600)에 두고 "
     "주소 "
     "끝에 ?passfile=경로를 적으세요",                                                                                           "write it into a file that only the site's user reads (0600), as "
     "host:port:database:role:password, and name that at the address's end: ?passfile=PATH"                                                                                             },
    {"db.role_not_owner",
     "표의 주인으로 dure migrate --db 주인의주소 --settings /etc/dure/dure.conf 를 실행하고, "
     "꾸러미를 "
     "올리던 중이면 이어서 dpkg --configure dure",                                                                               "as the owner of the tables: dure migrate --db URL_OF_THE_OWNER --settings "
     "/etc/dure/dure.conf, then, amid an upgrade of the package, dpkg --configure dure"                                                                                     },
    {"db.role_lacks",
     "표의 주인으로 dure migrate --db 주인의주소 --settings /etc/dure/dure.conf --site-role 역할",
     "as the owner: dure migrate --db OWNER_URL --settings /etc/dure/dure.conf --site-role ROLE"                                                                                                                                       },
    {"demo.half_loaded",
     "데이터베이스를 지우고(SQLite는 dure.db*, PostgreSQL은 dropdb) dure demo를 다시 하세요",
     "loading the demo broke off: remove the database (dure.db*, or dropdb) and run dure demo "
     "again"                                                                                                                                                                                                                           },
    {"folder.cannot_read",   "law.dir와 data.base 설정이 가리키는 폴더를 확인하세요",
     "see the folders that the settings law.dir and data.base name"                                                                                                                                                                    },
    {"secret.key_missing",
     "따로 보관한 seal.key를 자료 폴더에 두고 주인은 사이트 사용자(chown dure:dure), 권한은 "
     "0600으로",                                                                                                                        "put the seal.key you kept into the data folder, the site user's own (chown dure:dure), 0600"},
    {"sign.key_missing",
     "자료 폴더의 sign.key를 이 사용자만 읽게(0600) 하세요. 망가졌으면 치우면 새로 만듭니다",
     "let this user alone read sign.key in the data folder (0600); once it is gone a new one is "
     "made"                                                                                                                                                                                                                            },
    {"sign.list_broken",
     "따로 보관한 sign.pub을 자료 폴더에 두세요. 한 줄에 날짜와 열쇠 하나입니다",
     "put the sign.pub you kept into the data folder: a moment and a key a line"                                                                                                                                                       },
    {"supervisor.no_socket", "자료 폴더의 run에 쓸 수 있는지, 그 이름이 너무 길지 않은지 보세요",
     "see that run in the data folder can be written, and that its name is not too long"                                                                                                                                               },
    {"supervisor.twice",
     "먼저 그것을 멈추거나(systemctl stop dure, 또는 Ctrl-C) data.dir을 다르게 하세요",
     "already serving from this data folder: stop that one first, or set another data.dir"                                                                                                                                             },
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
