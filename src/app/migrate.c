#include <inttypes.h>
#include <stdio.h>

#include "app/app.h"
#include "app/secret_bind.h"
#include "platform/db/db_role.h"

static err grant_role(struct app *app, str *out_sentence)
{
    struct db *db = NULL;
    err e = app_open_db(app, APP_DB_ANY, &db);
    if (e == NULL) {
        e = db_role_grant(db, app_option(app, "site-role"));
    }
    *out_sentence = e == NULL || e->kind != FAULT_BROKEN ? app_option(app, "site-role")
                                                         : str_copy(app->arena, db_error(db));
    db_close(db);
    return e;
}

int verb_migrate(struct app *app)
{
    struct db *db = NULL;
    int applied = 0;
    int64_t roles = 0;
    err e = app_ready_data(app); // SQLite makes its file, not the folder around it
    if (e == NULL) {
        e = app_open_db(app, APP_DB_ANY, &db);
    }
    if (e == NULL) {
        e = db_role_check_migrate(db);
    }
    if (e == NULL) {
        e = db_migrate(db, &applied);
    }
    if (e == NULL) {
        e = db_role_grant_again(db, &roles);
    }
    if (e != NULL) {
        bool is_told = db == NULL || e == &DB_ROLE_NOT_OWNER;
        int code = app_refuse(e, is_told ? S("") : db_error(db));
        db_close(db);
        return code;
    }
    printf("자료 구조를 %d단계 올렸습니다.\n", applied);
    if (roles > 0) {
        printf("사이트의 역할 %" PRId64 "개에게 지금 있는 표의 권한을 주었습니다.\n", roles);
    }
    db_close(db);
    int64_t bound = 0;
    e = secret_bind(app, &bound);
    if (e == NULL && bound > 0) {
        printf("비밀 값 %" PRId64 "개를 제자리에 다시 봉했습니다.\n", bound);
    }
    if (e != NULL || !app_has_option(app, "site-role")) {
        return e == NULL ? EXIT_DONE : app_refuse(e, S(""));
    }
    str sentence = S("");
    e = grant_role(app, &sentence);
    if (e == NULL) {
        printf("역할 %.*s에게 사이트에 필요한 권한만 주었습니다.\n", STR_ARG(sentence));
    }
    return e == NULL ? EXIT_DONE : app_refuse(e, sentence);
}
