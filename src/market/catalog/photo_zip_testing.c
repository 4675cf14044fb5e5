#include "market/catalog/photo_zip_testing.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/import_testing.h"
#include "market/catalog/photo_zip_testing.sql.h"
#include "market/catalog/photo_zip_web.h"
#include "platform/file/folder_testing.h"
#include "platform/picture/picture_testing.h"

static struct testing_folder folder;
int64_t photo_zip_turns;

instant photo_zip_clock(void)
{
    return instant_add_s(web_test_now, photo_zip_turns * (LIMIT_JOB_LEASE_S + 1));
}

static void set_code(struct catalog_scene *s, const struct catalog_good *g, const char *code)
{
    assert_null(db_begin(s->database->db, DB_WRITE));
    struct query *q = db_query(s->database->db, &SQL_PHOTO_ZIP_TEST_CODE);
    bind_str(q, "code", str_view(code));
    bind_i64(q, "offer", g->offer.value);
    assert_null(query_run(q, NULL));
    assert_null(db_commit(s->database->db));
}

void photo_zip_testing_open(struct catalog_scene *s, struct testing_db *t)
{
    import_testing_open(s, t, PHOTO_ZIP_ROUTES, PHOTO_ZIP_ROUTE_COUNT);
    testing_folder_open_place(&folder);
    picture_testing_begin();
    web_as(&s->web, &s->owner);
    set_code(s, &s->paper, "K-100");
    set_code(s, &s->pens, "펜/7");
    photo_zip_turns = 0;
}

void photo_zip_testing_close(struct catalog_scene *s)
{
    catalog_testing_close(s);
    (void)testing_folder_close(&folder);
}

int64_t photo_zip_count(struct catalog_scene *s, const struct sql *sql)
{
    assert_null(db_begin(s->database->db, DB_READ));
    struct query *q = db_query(s->database->db, sql);
    assert_true(query_next(q));
    int64_t n = read_i64(q, "count");
    assert_null(query_end(q));
    db_rollback(s->database->db);
    return n;
}

int photo_zip_count_spooled(void)
{
    int n = 0;
    char path[300];
    (void)snprintf(path, sizeof(path), "%s/spool", folder.path);
    DIR *dir = opendir(path);
    for (struct dirent *e = dir == NULL ? NULL : readdir(dir); e != NULL; e = readdir(dir)) {
        n += e->d_name[0] != '.';
    }
    if (dir != NULL) {
        (void)closedir(dir);
    }
    return n;
}

struct web_answer photo_zip_hand_in(struct catalog_scene *s, str zip, const char *offer)
{
    struct web_file file = {"zip", "사진.zip", zip};
    const struct web_field fields[] = {
        {"offer", offer},
    };
    return web_post_file(&s->web, "/upload/large/supplier/photos", &file, fields, COUNT(fields));
}

bool photo_zip_run_one(struct db *db, struct arena *arena, const struct job_kind *kind)
{
    static const struct actor MACHINE = {
        .name = {.p = "일꾼", .n = sizeof("일꾼") - 1}
    };
    bool ran = false;
    struct unit u = {.arena = arena, .db = db, .actor = &MACHINE};
    db_set_arena(db, arena);
    err e = job_run_one(&u, photo_zip_clock, kind, 1, NULL, &ran);
    if (e != NULL) {
        (void)fprintf(stderr, "%s\n", e->code);
        exit(4);
    }
    return ran;
}

void photo_zip_run_all(struct catalog_scene *s, const struct job_kind *kind)
{
    struct arena *arena = arena_open(LIMIT_ARENA_UNIT);
    while (photo_zip_run_one(s->database->db, arena, kind)) {
        arena_reset(arena);
    }
    db_set_arena(s->database->db, s->database->arena);
    arena_close(arena);
}
