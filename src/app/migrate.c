#include <inttypes.h>
#include <stdio.h>

#include "app/app.h"
#include "app/secret_bind.h"

int verb_migrate(struct app *app)
{
    struct db *db = NULL;
    int applied = 0;
    err e = app_ready_data(app); // SQLite makes its file, not the folder around it
    if (e == NULL) {
        e = app_open_db(app, &db);
    }
    if (e == NULL) {
        e = db_migrate(db, &applied);
    }
    if (e != NULL) {
        int code = app_refuse(e, db == NULL ? S("") : db_error(db));
        db_close(db);
        return code;
    }
    printf("자료 구조를 %d단계 올렸습니다.\n", applied);
    db_close(db);
    int64_t bound = 0;
    e = secret_bind(app, &bound);
    if (e == NULL && bound > 0) {
        printf("비밀 값 %" PRId64 "개를 제자리에 다시 봉했습니다.\n", bound);
    }
    return e == NULL ? EXIT_DONE : app_refuse(e, S(""));
}
