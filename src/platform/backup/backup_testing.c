#include "platform/backup/backup_testing.h"

#include <libpq-fe.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "platform/backup/backup_folder.h"
#include "platform/backup/backup_test.sql.h"
#include "platform/db/db_copy.h"
#include "platform/file/bytes.h"
#include "platform/file/file.h"
#include "platform/secret/secret.h"

static const struct actor OFFICER = {.account = {3}, .institution = {1}};

// --- The place -----------------------------------------------------------------------------------

static void on_server(const char *text)
{
    PGconn *pg = PQconnectdb(getenv("DURE_TEST_PG"));
    PGresult *r = PQexec(pg, text);
    if (PQresultStatus(r) != PGRES_COMMAND_OK) {
        fail_msg("%s: %s", text, PQerrorMessage(pg));
    }
    PQclear(r);
    PQfinish(pg);
}

str backup_testing_url_of_other(struct backup_site *s, const char *place)
{
    const char *server = getenv("DURE_TEST_PG");
    return str_format(s->a, "%s%cdbname=%s&options=-csearch_path%%3D%s", server,
                      strchr(server, '?') == NULL ? '?' : '&', s->other, place);
}

static void in_other(struct backup_site *s, const char *text)
{
    PGconn *pg = PQconnectdb(str_to_c(s->a, backup_testing_url_of_other(s, "public")));
    PGresult *r = PQexec(pg, text);
    if (PQresultStatus(r) != PGRES_COMMAND_OK) {
        fail_msg("%s: %s", text, PQerrorMessage(pg));
    }
    PQclear(r);
    PQfinish(pg);
}

// What a person keeps elsewhere: by whom backups were signed.
void backup_testing_put_signers(struct backup_site *s)
{
    struct bytes_sum sum;
    const char *to = backup_path(s->a, s->new_data, S("sign.pub"));
    (void)unlink(to);
    assert_null(bytes_copy(backup_path(s->a, s->data, S("sign.pub")), to, &sum));
}

// Make the empty place, again where it was used.
void backup_testing_clear_place(struct backup_site *s)
{
    if (s->new_data.n > 0) {
        (void)backup_remove(str_to_c(s->a, s->new_data));
    }
    s->new_data = str_format(s->a, "%.*s/again", STR_ARG(s->root));
    assert_int_equal(mkdir(s->new_data.p, 0700), 0);
    backup_testing_put_signers(s);
    if (db_engine(s->t->db) == DB_SQLITE) {
        s->new_url = str_format(s->a, "sqlite:%.*s/dure.db", STR_ARG(s->new_data));
        return;
    }
    if (s->other[0] == '\0') {
        (void)snprintf(s->other, sizeof(s->other), "t_backup_%d", (int)getpid());
        on_server(str_format(s->a, "CREATE DATABASE %s TEMPLATE template0", s->other).p);
    } else {
        in_other(s, str_format(s->a, "SET client_min_messages = warning; DROP SCHEMA %s CASCADE",
                               s->t->place)
                        .p);
    }
    in_other(s, str_format(s->a, "CREATE SCHEMA %s", s->t->place).p);
    s->new_url = backup_testing_url_of_other(s, s->t->place);
}

void backup_testing_put_key(str data, char letter)
{
    char path[200];
    char key[32];
    memset(key, letter, sizeof(key));
    (void)snprintf(path, sizeof(path), "%.*s/seal.key", STR_ARG(data));
    (void)unlink(path);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fchmod(fileno(f), 0600), 0);
    assert_int_equal(fwrite(key, 1, sizeof(key), f), sizeof(key));
    assert_int_equal(fclose(f), 0);
}

struct backup_site backup_testing_begin(struct testing_db *t)
{
    struct backup_site s = {.t = t, .a = t->arena, .now = {BACKUP_TESTING_NOON_US}};
    const char *temp = getenv("TMPDIR");
    char *root = str_to_c(
        t->arena, str_format(t->arena, "%s/dure-backup-test-XXXXXX", temp == NULL ? "/tmp" : temp));
    assert_non_null(mkdtemp(root));
    s.root = str_view(root);
    s.data = str_format(s.a, "%s/data", root);
    s.backups = str_format(s.a, "%s/backups", root);
    assert_int_equal(mkdir(s.data.p, 0700), 0);
    file_set_place(s.data);
    assert_null(sign_key_make(s.a, s.data, s.now));
    backup_testing_clear_place(&s);
    backup_testing_put_key(s.data, 'k');
    backup_testing_put_key(s.new_data, 'k');
    return s;
}

void backup_testing_end(struct backup_site *s)
{
    if (s->other[0] != '\0') {
        on_server(str_format(s->a, "DROP DATABASE %s WITH (FORCE)", s->other).p);
    }
    assert_true(backup_remove(str_to_c(s->a, s->root)));
}

// --- Deeds ---------------------------------------------------------------------------------------

err backup_testing_sign(struct unit *u, void *data)
{
    (void)data;
    audit_write(u, S("contract.sign"), S("contract"), 7, S("납품 확인"));
    return NULL;
}

err backup_testing_keep(struct unit *u, void *text)
{
    struct kept_file kept;
    struct upload up = {.field = S("f"), .name = S("확인서.pdf"), .bytes = *(str *)text};
    TRY(file_keep(u, &up, &kept));
    return backup_testing_sign(u, NULL);
}

void backup_testing_run(struct backup_site *s, err (*work)(struct unit *u, void *data), void *data)
{
    struct unit u = {.arena = s->a, .db = s->t->db, .actor = &OFFICER, .trace = S("t")};
    err e = unit_run(&u, unit_clock_system, work, data);
    if (e != NULL) {
        fail_msg("%s: %s", e->code, db_error(s->t->db).p);
    }
}

void backup_testing_keep_text(struct backup_site *s, const char *text)
{
    str bytes = str_view(text);
    backup_testing_run(s, backup_testing_keep, &bytes);
}

err backup_testing_make_at(struct backup_site *s, instant now, struct backup_made *out,
                           str *out_sentence)
{
    struct backup_plan plan = {
        .db_url = str_view(s->t->url),
        .data_dir = s->data,
        .folder = s->backups,
        .counts = &SQL_BACKUP_TEST_COUNTS,
        .seconds = 60,
        .now = now,
    };
    return backup_make(s->a, &plan, out, out_sentence);
}

// The next one, an hour after the one before; its folder.
str backup_testing_make(struct backup_site *s, struct backup_made *out)
{
    str sentence;
    s->now = instant_add_s(s->now, 3600);
    err e = backup_testing_make_at(s, s->now, out, &sentence);
    if (e != NULL) {
        fail_msg("%s: %.*s", e->code, STR_ARG(sentence));
    }
    return str_format(s->a, "%.*s/%.*s", STR_ARG(s->backups), STR_ARG(out->name));
}

struct restore_plan backup_testing_plan_of(struct backup_site *s, str folder)
{
    return (struct restore_plan){
        .db_url = s->new_url,
        .data_dir = s->new_data,
        .folder = folder,
        .counts = &SQL_BACKUP_TEST_COUNTS,
        .seconds = 60,
    };
}

err backup_testing_restore_by(struct backup_site *s, const struct restore_plan *plan)
{
    struct restore_made made;
    str sentence;
    return backup_restore(s->a, plan, &made, &sentence);
}

err backup_testing_restore(struct backup_site *s, str folder)
{
    struct restore_plan plan = backup_testing_plan_of(s, folder);
    return backup_testing_restore_by(s, &plan);
}

// Nothing was made where it was refused.
void backup_testing_check_untouched(struct backup_site *s)
{
    bool empty = false;
    str place;
    str sentence;
    assert_null(db_copy_is_empty(s->a, s->new_url, &empty, &place, &sentence));
    assert_true(empty);
    assert_int_not_equal(access(backup_path(s->a, s->new_data, S("files")), F_OK), 0);
}

void backup_testing_check_refused(struct backup_site *s, const struct restore_plan *plan,
                                  err wanted)
{
    err e = backup_testing_restore_by(s, plan);
    if (e != wanted) {
        fail_msg("%s instead of %s", e == NULL ? "done" : e->code, wanted->code);
    }
    assert_non_null(strstr(wanted->text, " · ")); // in both languages
}

struct backup_numbers backup_testing_count_in(struct backup_site *s, str url)
{
    struct db *db = NULL;
    int64_t rows = 0;
    str bad = S("");
    assert_null(db_open(url, &db));
    db_set_arena(db, s->a);
    assert_null(db_begin(db, DB_READ));
    struct query *q = db_query(db, &SQL_BACKUP_TEST_NUMBERS);
    assert_true(query_next(q));
    struct backup_numbers n = {.entries = read_i64(q, "entries"), .files = read_i64(q, "files")};
    assert_null(query_end(q));
    assert_null(audit_verify(db, s->a, &rows, &bad));
    assert_int_equal(bad.n, 0);
    assert_int_equal(rows, n.entries);
    db_close(db);
    return n;
}

const char *backup_testing_place_of(struct arena *a, const char *text)
{
    char path[] = "/tmp/dure-sum-XXXXXX";
    struct bytes_sum sum;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    (void)close(fd);
    assert_null(bytes_measure(path, &sum));
    (void)unlink(path);
    return str_format(a, "files/%.2s/%s", sum.sha256, sum.sha256).p;
}
