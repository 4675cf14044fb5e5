// test-timeout: 240
// A backup is whole or refused, and what comes back is what was there.
#include "platform/backup/backup.h"

#include <errno.h>
#include <ftw.h>
#include <libpq-fe.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "platform/backup/backup_folder.h"
#include "platform/backup/backup_test.sql.h"
#include "platform/backup/manifest.h"
#include "platform/db/db_copy.h"
#include "platform/db/db_testing.h"
#include "platform/file/bytes.h"
#include "platform/file/file.h"
#include "platform/secret/secret.h"
#include "platform/unit/unit.h"

#define NOON_US INT64_C(1795478400000000) // 2026-11-24T00:00:00Z

static const struct actor OFFICER = {.account = {3}, .institution = {1}};

// A site with a database of the engine, its data folder, a folder of backups, and an empty place.
struct site {
    struct testing_db *t;
    struct arena *a;
    str root;
    str data;
    str backups;
    str new_data;
    str new_url;
    char other[64]; // the empty database of PostgreSQL, or empty
    instant now;
};

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

static str url_of_other(struct site *s, const char *place)
{
    const char *server = getenv("DURE_TEST_PG");
    return str_format(s->a, "%s%cdbname=%s&options=-csearch_path%%3D%s", server,
                      strchr(server, '?') == NULL ? '?' : '&', s->other, place);
}

static void in_other(struct site *s, const char *text)
{
    PGconn *pg = PQconnectdb(str_to_c(s->a, url_of_other(s, "public")));
    PGresult *r = PQexec(pg, text);
    if (PQresultStatus(r) != PGRES_COMMAND_OK) {
        fail_msg("%s: %s", text, PQerrorMessage(pg));
    }
    PQclear(r);
    PQfinish(pg);
}

// What a person keeps elsewhere: by whom backups were signed.
static void put_signers(struct site *s)
{
    struct bytes_sum sum;
    const char *to = backup_path(s->a, s->new_data, S("sign.pub"));
    (void)unlink(to);
    assert_null(bytes_copy(backup_path(s->a, s->data, S("sign.pub")), to, &sum));
}

// Make the empty place, again where it was used.
static void clear_place(struct site *s)
{
    if (s->new_data.n > 0) {
        (void)backup_remove(str_to_c(s->a, s->new_data));
    }
    s->new_data = str_format(s->a, "%.*s/again", STR_ARG(s->root));
    assert_int_equal(mkdir(s->new_data.p, 0700), 0);
    put_signers(s);
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
    s->new_url = url_of_other(s, s->t->place);
}

static void put_key(str data, char letter)
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

static struct site begin(struct testing_db *t)
{
    struct site s = {.t = t, .a = t->arena, .now = {NOON_US}};
    char *root = str_to_c(t->arena, S("/tmp/dure-backup-test-XXXXXX"));
    assert_non_null(mkdtemp(root));
    s.root = str_view(root);
    s.data = str_format(s.a, "%s/data", root);
    s.backups = str_format(s.a, "%s/backups", root);
    assert_int_equal(mkdir(s.data.p, 0700), 0);
    file_set_place(s.data);
    assert_null(sign_key_make(s.a, s.data, s.now));
    clear_place(&s);
    put_key(s.data, 'k');
    put_key(s.new_data, 'k');
    return s;
}

static void end(struct site *s)
{
    if (s->other[0] != '\0') {
        on_server(str_format(s->a, "DROP DATABASE %s WITH (FORCE)", s->other).p);
    }
    assert_true(backup_remove(str_to_c(s->a, s->root)));
}

// --- Deeds ---------------------------------------------------------------------------------------

static err sign(struct unit *u, void *data)
{
    (void)data;
    audit_write(u, S("contract.sign"), S("contract"), 7, S("납품 확인"));
    return NULL;
}

static err keep(struct unit *u, void *text)
{
    struct kept_file kept;
    struct upload up = {.field = S("f"), .name = S("확인서.pdf"), .bytes = *(str *)text};
    TRY(file_keep(u, &up, &kept));
    return sign(u, NULL);
}

static void run(struct site *s, err (*work)(struct unit *u, void *data), void *data)
{
    struct unit u = {.arena = s->a, .db = s->t->db, .actor = &OFFICER, .trace = S("t")};
    err e = unit_run(&u, unit_clock_system, work, data);
    if (e != NULL) {
        fail_msg("%s: %s", e->code, db_error(s->t->db).p);
    }
}

static void keep_text(struct site *s, const char *text)
{
    str bytes = str_view(text);
    run(s, keep, &bytes);
}

static err make_at(struct site *s, instant now, struct backup_made *out, str *out_sentence)
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
static str make(struct site *s, struct backup_made *out)
{
    str sentence;
    s->now = instant_add_s(s->now, 3600);
    err e = make_at(s, s->now, out, &sentence);
    if (e != NULL) {
        fail_msg("%s: %.*s", e->code, STR_ARG(sentence));
    }
    return str_format(s->a, "%.*s/%.*s", STR_ARG(s->backups), STR_ARG(out->name));
}

static struct restore_plan plan_of(struct site *s, str folder)
{
    return (struct restore_plan){
        .db_url = s->new_url,
        .data_dir = s->new_data,
        .folder = folder,
        .counts = &SQL_BACKUP_TEST_COUNTS,
        .seconds = 60,
    };
}

static err restore_by(struct site *s, const struct restore_plan *plan)
{
    struct restore_made made;
    str sentence;
    return backup_restore(s->a, plan, &made, &sentence);
}

static err restore(struct site *s, str folder)
{
    struct restore_plan plan = plan_of(s, folder);
    return restore_by(s, &plan);
}

// Nothing was made where it was refused.
static void check_untouched(struct site *s)
{
    bool empty = false;
    str place;
    str sentence;
    assert_null(db_copy_is_empty(s->a, s->new_url, &empty, &place, &sentence));
    assert_true(empty);
    assert_int_not_equal(access(backup_path(s->a, s->new_data, S("files")), F_OK), 0);
}

static void check_refused(struct site *s, const struct restore_plan *plan, err wanted)
{
    err e = restore_by(s, plan);
    if (e != wanted) {
        fail_msg("%s instead of %s", e == NULL ? "done" : e->code, wanted->code);
    }
    assert_non_null(strstr(wanted->text, " · ")); // in both languages
}

struct numbers {
    int64_t entries, files;
};

static struct numbers count_in(struct site *s, str url)
{
    struct db *db = NULL;
    int64_t rows = 0;
    str bad = S("");
    assert_null(db_open(url, &db));
    db_set_arena(db, s->a);
    assert_null(db_begin(db, DB_READ));
    struct query *q = db_query(db, &SQL_BACKUP_TEST_NUMBERS);
    assert_true(query_next(q));
    struct numbers n = {.entries = read_i64(q, "entries"), .files = read_i64(q, "files")};
    assert_null(query_end(q));
    assert_null(audit_verify(db, s->a, &rows, &bad));
    assert_int_equal(bad.n, 0);
    assert_int_equal(rows, n.entries);
    db_close(db);
    return n;
}

// --- Whole ---------------------------------------------------------------------------------------

static void what_comes_back_is_what_was_there(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        struct backup_made made;
        keep_text(&s, "%PDF-1.7 first");
        keep_text(&s, "%PDF-1.7 second");
        keep_text(&s, "%PDF-1.7 first"); // the same bytes are kept once
        str folder = make(&s, &made);
        assert_int_equal(made.file_count, 2);
        assert_int_equal(made.missing_count, 0);
        assert_int_equal(made.files_size, 29);
        run(&s, sign, NULL); // after its moment

        struct restore_made back;
        str sentence;
        struct restore_plan plan = plan_of(&s, folder);
        err e = backup_restore(s.a, &plan, &back, &sentence);
        if (e != NULL) {
            fail_msg("%s: %.*s", e->code, STR_ARG(sentence));
        }
        assert_int_equal(back.file_count, 2);
        assert_int_equal(back.schema, MIGRATIONS[MIGRATION_COUNT - 1].number);
        struct numbers n = count_in(&s, s.new_url);
        assert_int_equal(n.entries, 3);
        assert_int_equal(n.files, 3);
        assert_int_equal(count_in(&s, str_view(t.url)).entries, 4);

        // It lives on: migrations hold, the chain grows, and it can be backed up itself.
        struct db *db = NULL;
        int applied = -1;
        assert_null(db_open(s.new_url, &db));
        db_set_arena(db, s.a);
        assert_null(db_migrate(db, &applied));
        assert_int_equal(applied, 0);
        struct unit u = {.arena = s.a, .db = db, .actor = &OFFICER, .trace = S("t")};
        str text = S("%PDF-1.7 third");
        file_set_place(s.new_data);
        assert_null(unit_run(&u, unit_clock_system, keep, &text));
        db_close(db);
        assert_int_equal(count_in(&s, s.new_url).entries, 4);
        end(&s);
    }
}

static pid_t start_writer(struct site *s)
{
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child > 0) {
        return child;
    }
    struct db *db = testing_db_again(s->t);
    for (;;) {
        struct unit u = {.arena = s->a, .db = db, .actor = &OFFICER, .trace = S("t")};
        err e = unit_run(&u, unit_clock_system, sign, NULL);
        if (e != NULL && e->kind != FAULT_BUSY) { // a person would try again, too
            _exit(1);
        }
    }
}

static void a_backup_during_writes_is_whole(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        pid_t writer = start_writer(&s);
        for (int i = 0; i < 3; i++) {
            struct backup_made made;
            int64_t before = count_in(&s, str_view(t.url)).entries;
            str folder = make(&s, &made);
            int64_t after = count_in(&s, str_view(t.url)).entries;
            clear_place(&s);
            put_key(s.new_data, 'k');
            err e = restore(&s, folder); // counts again, head by head
            if (e != NULL) {
                fail_msg("%s", e->code);
            }
            assert_in_range(count_in(&s, s.new_url).entries, before, after);
        }
        assert_int_equal(waitpid(writer, NULL, WNOHANG), 0); // it was writing all the time
        assert_int_equal(kill(writer, SIGKILL), 0);
        assert_int_equal(waitpid(writer, NULL, 0), writer);
        assert_true(count_in(&s, str_view(t.url)).entries > 0);
        end(&s);
    }
}

static ino_t inode_of(struct site *s, str folder, const char *below)
{
    struct stat facts;
    assert_int_equal(stat(backup_path(s->a, folder, str_view(below)), &facts), 0);
    return facts.st_ino;
}

static const char *place_of(struct arena *a, const char *text)
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

static void bytes_that_did_not_change_are_kept_once_and_lost_ones_are_told(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        struct backup_made made;
        const char *first = place_of(s.a, "%PDF-1.7 first");
        const char *second = place_of(s.a, "%PDF-1.7 second");
        keep_text(&s, "%PDF-1.7 first");
        str one = make(&s, &made);
        keep_text(&s, "%PDF-1.7 second");
        assert_int_equal(unlink(backup_path(s.a, s.data, str_view(second))), 0);
        str two = make(&s, &made);
        assert_int_equal(made.file_count, 1);
        assert_int_equal(made.missing_count, 1);
        assert_int_equal(inode_of(&s, one, first), inode_of(&s, two, first));
        assert_int_not_equal(inode_of(&s, s.data, first), inode_of(&s, two, first));

        struct restore_made back;
        str sentence;
        struct restore_plan plan = plan_of(&s, two);
        assert_null(backup_restore(s.a, &plan, &back, &sentence));
        assert_int_equal(back.file_count, 1);
        assert_int_equal(back.missing_count, 1);
        end(&s);
    }
}

// --- Refused -------------------------------------------------------------------------------------

static void turn_byte(const char *path, long at)
{
    FILE *f = fopen(path, "r+b");
    assert_non_null(f);
    assert_int_equal(fseek(f, at, SEEK_SET), 0);
    int c = fgetc(f);
    assert_true(c != EOF);
    assert_int_equal(fseek(f, at, SEEK_SET), 0);
    assert_int_equal(fputc(c ^ 1, f), c ^ 1);
    assert_int_equal(fclose(f), 0);
}

static long size_of(const char *path)
{
    struct stat facts;
    assert_int_equal(stat(path, &facts), 0);
    return (long)facts.st_size;
}

// Every `step`th byte of one of its files, and the last.
static void turn_bytes(struct site *s, str folder, const char *below, long step)
{
    const char *path = backup_path(s->a, folder, str_view(below));
    long last = size_of(path) - 1;
    for (long at = 0; at <= last; at = at < last && at + step > last ? last : at + step) {
        turn_byte(path, at);
        err e = restore(s, folder);
        if (e == NULL || e->kind != FAULT_REFUSED) {
            fail_msg("%s, byte %ld: %s", below, at, e == NULL ? "restored" : e->code);
        }
        turn_byte(path, at);
    }
}

static void a_changed_byte_anywhere_is_refused(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        struct backup_made made;
        keep_text(&s, "%PDF-1.7 first");
        str folder = make(&s, &made);
        const char *database = db_engine(t.db) == DB_SQLITE ? "database.sqlite" : "database.pgdump";
        turn_bytes(&s, folder, MANIFEST_NAME, 1);
        turn_bytes(&s, folder, place_of(s.a, "%PDF-1.7 first"), 1);
        turn_bytes(&s, folder, database, 1 + (long)made.database_size / 40);
        check_untouched(&s);

        // Shorter and gone are changed as well.
        const char *path = backup_path(s.a, folder, str_view(database));
        assert_int_equal(truncate(path, size_of(path) - 1), 0);
        assert_ptr_equal(restore(&s, folder), &BACKUP_ALTERED);
        assert_int_equal(unlink(path), 0);
        assert_ptr_equal(restore(&s, folder), &BACKUP_ALTERED);
        check_untouched(&s);
        end(&s);
    }
}

static void what_is_half_made_is_not_listed_and_is_swept(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        struct backup_made made;
        struct backup_list list;
        backup_list(s.a, s.backups, &list); // no folder yet
        assert_int_equal(list.count, 0);
        str folder = make(&s, &made);
        str later = make(&s, &made);
        backup_list(s.a, s.backups, &list);
        assert_int_equal(list.count, 2);
        assert_int_equal(list.items[0].at.us, s.now.us);
        assert_true(str_ends(later, list.items[0].name));

        const char *half = backup_path(s.a, s.backups, S(".new-20261125T000000Z"));
        assert_int_equal(rename(str_to_c(s.a, later), half), 0);
        backup_list(s.a, s.backups, &list);
        assert_int_equal(list.count, 1);
        const char *path = backup_path(s.a, folder, S(MANIFEST_NAME));
        for (long size = size_of(path) - 1; size >= 0; size -= 7) {
            assert_int_equal(truncate(path, size), 0);
            backup_list(s.a, s.backups, &list);
            assert_int_equal(list.count, 0);
        }
        assert_int_equal(backup_last(s.a, s.backups).us, 0);
        assert_int_equal(unlink(path), 0);
        assert_ptr_equal(restore(&s, folder), &BACKUP_NOT_WHOLE);
        make(&s, &made);
        assert_int_not_equal(access(half, F_OK), 0);
        backup_list(s.a, s.backups, &list);
        assert_int_equal(list.count, 1);
        end(&s);
    }
}

// A manifest of our own making, with sums that fit.
static bool is_signed = true;

static str forge(struct site *s, const char *engine, int schema, const char *below)
{
    struct manifest_out m;
    str folder = str_format(s->a, "%.*s/forged", STR_ARG(s->root));
    (void)backup_remove(str_to_c(s->a, folder));
    assert_int_equal(mkdir(folder.p, 0700), 0);
    assert_true(manifest_begin(&m, backup_path(s->a, folder, S(MANIFEST_NAME))));
    manifest_put(&m, "engine %s", engine);
    manifest_put(&m, "schema %d", schema);
    if (below != NULL) {
        manifest_put(&m, "file 0 %064d %s", 0, below);
    }
    struct sign_key key;
    assert_null(sign_key_open(s->a, s->data, s->now, &key));
    assert_true(manifest_end(&m, is_signed ? &key : NULL));
    sign_key_close(&key);
    return folder;
}

static void a_backup_that_does_not_fit_is_refused(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        const char *mine = db_engine(t.db) == DB_SQLITE ? "sqlite" : "postgresql";
        const char *theirs = db_engine(t.db) == DB_SQLITE ? "postgresql" : "sqlite";
        int newest = MIGRATIONS[MIGRATION_COUNT - 1].number;
        struct restore_plan plan = plan_of(&s, S("/nowhere"));
        check_refused(&s, &plan, &BACKUP_NOT_WHOLE);
        plan.folder = forge(&s, mine, newest, "files/../../../etc/passwd");
        check_refused(&s, &plan, &BACKUP_ALTERED);
        plan.folder = forge(&s, mine, newest, NULL); // no database in it
        check_refused(&s, &plan, &BACKUP_ALTERED);
        plan.folder = forge(&s, mine, newest + 1, NULL);
        check_refused(&s, &plan, &BACKUP_TOO_NEW);
        plan.folder = forge(&s, theirs, newest, NULL);
        check_refused(&s, &plan, &BACKUP_OTHER_ENGINE);
        check_untouched(&s);
        end(&s);
    }
}

// Who can write to the folder, but has no key, makes one that fits in all but the signature.
static void abuse_17_a_backup_that_nobody_known_signed_is_refused(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        struct backup_made made;
        str folder = make(&s, &made);
        assert_true(made.is_signed);
        struct restore_plan plan = plan_of(&s, folder);
        assert_int_equal(unlink(backup_path(s.a, s.new_data, S("sign.pub"))), 0);
        check_refused(&s, &plan, &BACKUP_OTHER_SIGNER); // nobody is known here
        assert_null(sign_key_make(s.a, s.new_data, s.now));
        check_refused(&s, &plan, &BACKUP_OTHER_SIGNER); // nor by a key of its own

        is_signed = false;
        const char *mine = db_engine(t.db) == DB_SQLITE ? "sqlite" : "postgresql";
        plan.folder = forge(&s, mine, MIGRATIONS[MIGRATION_COUNT - 1].number, NULL);
        is_signed = true;
        check_refused(&s, &plan, &BACKUP_UNSIGNED);
        plan.unsigned_too = true;
        check_refused(&s, &plan, &BACKUP_ALTERED); // as far as its lines go: there is no database
        check_untouched(&s);
        plan.folder = folder;
        assert_null(restore_by(&s, &plan));
        end(&s);
    }
}

static void a_key_that_was_replaced_still_vouches_for_its_backups(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        struct backup_made made;
        str folder = make(&s, &made);
        assert_null(sign_key_replace(s.a, s.data, s.now));
        str later = make(&s, &made);
        assert_int_equal(made.bad_line.n, 0);
        assert_ptr_equal(restore(&s, later), &BACKUP_OTHER_SIGNER); // of a key noted too early
        put_signers(&s);
        assert_null(restore(&s, folder));
        clear_place(&s);
        put_key(s.new_data, 'k');
        assert_null(restore(&s, later));
        end(&s);
    }
}

static void a_site_without_a_key_is_backed_up_unsigned(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        struct backup_made made;
        assert_int_equal(unlink(backup_path(s.a, s.data, S("sign.key"))), 0);
        struct restore_plan plan = plan_of(&s, make(&s, &made));
        assert_false(made.is_signed);
        check_refused(&s, &plan, &BACKUP_UNSIGNED);
        plan.unsigned_too = true;
        assert_null(restore_by(&s, &plan));
        end(&s);
    }
}

static void the_way_back_goes_into_an_empty_place_alone(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        struct backup_made made;
        struct restore_plan plan = plan_of(&s, make(&s, &made));
        plan.db_url = str_view(t.url);
        check_refused(&s, &plan, &BACKUP_NOT_EMPTY);
        plan.db_url = s.new_url;
        plan.data_dir = s.data;
        keep_text(&s, "%PDF-1.7 first");
        check_refused(&s, &plan, &BACKUP_NOT_EMPTY);
        plan = plan_of(&s, plan.folder);
        assert_null(restore_by(&s, &plan));
        check_refused(&s, &plan, &BACKUP_NOT_EMPTY);
        if (db_engine(t.db) == DB_SQLITE) { // a log without its database would be played in
            const char *path = backup_path(s.a, s.new_data, S("dure.db"));
            assert_int_equal(rename(path, backup_path(s.a, s.new_data, S("dure.db-wal"))), 0);
            check_refused(&s, &plan, &BACKUP_NOT_EMPTY);
        } else {
            clear_place(&s);
            put_key(s.new_data, 'k');
            plan = plan_of(&s, plan.folder);
            plan.db_url = url_of_other(&s, "public");
            check_refused(&s, &plan, &BACKUP_OTHER_PLACE);
        }
        end(&s);
    }
}

static void what_does_not_count_up_to_the_same_is_told(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        struct backup_made made;
        run(&s, sign, NULL);
        struct restore_plan plan = plan_of(&s, make(&s, &made));
        plan.counts = &SQL_BACKUP_TEST_OTHER_COUNTS;
        check_refused(&s, &plan, &BACKUP_DIFFERS);
        end(&s);
    }
}

static void the_key_stays_apart_and_is_known_again(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        struct backup_made made;
        struct restore_plan plan = plan_of(&s, make(&s, &made));
        assert_int_not_equal(access(backup_path(s.a, plan.folder, S("seal.key")), F_OK), 0);
        put_key(s.new_data, 'x');
        check_refused(&s, &plan, &BACKUP_OTHER_KEY);
        plan.without_key = true; // says that it is lost, not that another will do
        check_refused(&s, &plan, &BACKUP_OTHER_KEY);
        assert_int_equal(unlink(backup_path(s.a, s.new_data, S("seal.key"))), 0);
        plan.without_key = false;
        check_refused(&s, &plan, &BACKUP_NO_KEY);
        check_untouched(&s);
        plan.without_key = true;
        assert_null(restore_by(&s, &plan));
        end(&s);
    }
}

// A backup of before the key was replaced.
static void an_older_key_of_the_data_folder_will_do(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        struct backup_made made;
        struct restore_plan plan = plan_of(&s, make(&s, &made));
        str old = str_format(s.a, "%.*s/seal.old", STR_ARG(s.new_data));
        const char *key = backup_path(s.a, s.new_data, S("seal.key"));
        assert_int_equal(mkdir(old.p, 0700), 0);
        assert_int_equal(rename(key, backup_path(s.a, old, S("of-november.key"))), 0);
        put_key(s.new_data, 'x');
        assert_null(restore_by(&s, &plan));
        end(&s);
    }
}

static void one_backup_is_made_at_a_time_or_none(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        struct backup_made made;
        str sentence;
        make(&s, &made);
        assert_ptr_equal(make_at(&s, s.now, &made, &sentence), &BACKUP_BUSY); // one a second
        int lock = -1;
        assert_null(backup_lock(s.a, s.backups, &lock));
        instant later = instant_add_s(s.now, 60);
        assert_ptr_equal(make_at(&s, later, &made, &sentence), &BACKUP_BUSY);
        backup_unlock(lock);
        assert_null(make_at(&s, later, &made, &sentence));

        s.backups = str_format(s.a, "%.*s/missing/backups", STR_ARG(s.root));
        assert_ptr_equal(make_at(&s, later, &made, &sentence), &BACKUP_CANNOT_WRITE);
        end(&s);
    }
}

// A list of signers that was spoilt is told by the doctor; meanwhile the hours are still kept.
static void a_spoilt_list_of_signers_stops_no_backup(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        struct backup_made made;
        make(&s, &made);
        FILE *f = fopen(str_to_c(s.a, str_format(s.a, "%.*s/sign.pub", STR_ARG(s.data))), "a");
        assert_non_null(f);
        assert_true(fputs("half a line\n", f) >= 0 && fclose(f) == 0);
        make(&s, &made);
        assert_true(made.name.n > 0);
        end(&s);
    }
}

static void what_takes_too_long_is_given_up_and_leaves_nothing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        struct backup_made made;
        struct backup_list list;
        str sentence;
        struct backup_plan plan = {
            .db_url = str_view(t.url),
            .data_dir = s.data,
            .folder = s.backups,
            .counts = &SQL_BACKUP_TEST_COUNTS,
            .seconds = 0,
            .now = s.now,
        };
        keep_text(&s, "%PDF-1.7 first");
        assert_ptr_equal(backup_make(s.a, &plan, &made, &sentence), &DB_COPY_SLOW);
        backup_list(s.a, s.backups, &list);
        assert_int_equal(list.count, 0);
        end(&s);
    }
}

static void a_tool_that_is_not_there_is_told(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        if (db_engine(t.db) == DB_SQLITE) {
            continue;
        }
        struct site s = begin(&t);
        struct backup_made made;
        str sentence;
        char *path = str_to_c(s.a, str_view(getenv("PATH")));
        assert_int_equal(setenv("PATH", "/nowhere", 1), 0);
        err e = make_at(&s, s.now, &made, &sentence);
        assert_int_equal(setenv("PATH", path, 1), 0);
        assert_ptr_equal(e, &DB_COPY_NO_TOOL);
        end(&s);
    }
}

// A pg_dump that tells what it was given.
static void put_false_tool(struct site *s)
{
    const char *path = backup_path(s->a, s->root, S("pg_dump"));
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    fputs("#!/bin/sh\n"
          "echo first\n"
          "test \"$PGPASSWORD\" = geheim && password=known\n"
          "echo \"error: $* password=$password\" >&2\n"
          "echo last\n"
          "exit 1\n",
          f);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(chmod(path, 0700), 0);
}

static void a_password_stands_in_no_command_line_and_trouble_is_told(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        if (db_engine(t.db) == DB_SQLITE) {
            continue;
        }
        struct site s = begin(&t);
        struct backup_made made;
        str sentence;
        struct backup_plan plan = {
            .db_url = str_format(s.a, "%s&password=geheim", t.url),
            .data_dir = s.data,
            .folder = s.backups,
            .counts = &SQL_BACKUP_TEST_COUNTS,
            .seconds = 60,
            .now = s.now,
        };
        char *path = str_to_c(s.a, str_view(getenv("PATH")));
        put_false_tool(&s);
        assert_int_equal(setenv("PATH", s.root.p, 1), 0);
        err e = backup_make(s.a, &plan, &made, &sentence);
        assert_int_equal(setenv("PATH", path, 1), 0);
        assert_ptr_equal(e, &DB_COPY_TOOL);
        assert_true(str_starts(sentence, S("error: --format=custom ")));
        assert_true(str_ends(sentence, S(" password=known")));
        assert_false(str_contains(sentence, S("geheim")));
        assert_null(getenv("PGPASSWORD")); // the child's alone
        assert_int_equal(backup_last(s.a, s.backups).us, 0);
        end(&s);
    }
}

// --- Thinning ------------------------------------------------------------------------------------

static size_t chosen(const instant *at, size_t count, struct backup_keep keep, bool *kept)
{
    size_t n = 0;
    backup_choose(at, count, keep, kept);
    for (size_t i = 0; i < count; i++) {
        n += kept[i];
    }
    return n;
}

static void the_newest_of_hours_days_and_months_are_kept(void **state)
{
    (void)state;
    enum { COUNT_ = 1000 };
    static instant at[COUNT_];
    static bool kept[COUNT_];
    for (size_t i = 0; i < COUNT_; i++) { // every hour, back from 23:10 of a day in Korea
        at[i] = instant_at(date_from_ymd(2026, 11, 30), 23, 10);
        at[i].us -= (int64_t)i * 3600 * 1000000;
    }
    assert_int_equal(chosen(at, COUNT_, (struct backup_keep){48, 0, 0}, kept), 48);
    assert_true(kept[47] && !kept[48]);
    // 48 hours are two days whose last are among them: 33 more days.
    assert_int_equal(chosen(at, COUNT_, (struct backup_keep){48, 35, 0}, kept), 48 + 33);
    assert_true(kept[48] && !kept[49] && kept[72] && kept[34 * 24] && !kept[35 * 24]);
    // 1000 hours reach back into October: its last, which is a day's last already.
    assert_int_equal(chosen(at, COUNT_, (struct backup_keep){0, 0, 13}, kept), 2);
    assert_true(kept[0] && kept[30 * 24]);
    assert_int_equal(chosen(at, COUNT_, (struct backup_keep){0, 0, 0}, kept), 1);
    assert_true(kept[0]);
    assert_int_equal(chosen(at, COUNT_, (struct backup_keep){-1, -1, -1}, kept), 1);
    assert_int_equal(chosen(at, 0, (struct backup_keep){48, 35, 13}, kept), 0);

    // Two within an hour are one hour, whatever lies between the hours.
    instant few[] = {{7200000000}, {7199999999}, {3600000000}, {3599999999}};
    assert_int_equal(chosen(few, 4, (struct backup_keep){2, 0, 0}, kept), 2);
    assert_true(kept[0] && kept[1] && !kept[2] && !kept[3]);
}

static void thinning_leaves_the_last_good_one_and_what_is_no_backup(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct site s = begin(&t);
        struct backup_made made;
        struct backup_list list;
        int64_t gone = 0;
        str good = make(&s, &made);
        str cut = make(&s, &made); // newer, and cut off
        assert_int_equal(truncate(backup_path(s.a, cut, S(MANIFEST_NAME)), 10), 0);
        assert_null(backup_thin(s.a, s.backups, (struct backup_keep){0}, &gone));
        assert_int_equal(gone, 0);
        backup_list(s.a, s.backups, &list);
        assert_int_equal(list.count, 1);
        assert_true(str_ends(good, list.items[0].name));
        assert_int_equal(access(str_to_c(s.a, cut), F_OK), 0);
        str newer = make(&s, &made);
        assert_null(backup_thin(s.a, s.backups, (struct backup_keep){0}, &gone));
        assert_int_equal(gone, 1);
        assert_int_not_equal(access(str_to_c(s.a, good), F_OK), 0);
        assert_null(restore(&s, newer));
        end(&s);
    }
}

static void a_name_is_a_moment_or_none(void **state)
{
    (void)state;
    static const char *const WRONG[] = {"",
                                        "20261126T010000",
                                        "20261126T010000Z.",
                                        "20261326T010000Z",
                                        "20260229T010000Z",
                                        "20261126T240000Z",
                                        "20261126 010000Z",
                                        "2026-126T010000Z",
                                        ".new-20261126T0Z"};
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    instant at;
    for (size_t i = 0; i < COUNT(WRONG); i++) {
        assert_false(backup_name_parse(str_view(WRONG[i]), &at));
    }
    assert_true(backup_name_parse(S("20261124T000000Z"), &at));
    assert_int_equal(at.us, NOON_US);
    assert_true(backup_name_parse(S("20280229T235959Z"), &at));
    assert_true(str_equals(backup_name_of(a, at), S("20280229T235959Z")));
    arena_close(a);
}

int main(void)
{
    secret_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_comes_back_is_what_was_there),
        cmocka_unit_test(a_backup_during_writes_is_whole),
        cmocka_unit_test(bytes_that_did_not_change_are_kept_once_and_lost_ones_are_told),
        cmocka_unit_test(a_changed_byte_anywhere_is_refused),
        cmocka_unit_test(what_is_half_made_is_not_listed_and_is_swept),
        cmocka_unit_test(a_backup_that_does_not_fit_is_refused),
        cmocka_unit_test(abuse_17_a_backup_that_nobody_known_signed_is_refused),
        cmocka_unit_test(a_key_that_was_replaced_still_vouches_for_its_backups),
        cmocka_unit_test(a_site_without_a_key_is_backed_up_unsigned),
        cmocka_unit_test(the_way_back_goes_into_an_empty_place_alone),
        cmocka_unit_test(what_does_not_count_up_to_the_same_is_told),
        cmocka_unit_test(the_key_stays_apart_and_is_known_again),
        cmocka_unit_test(an_older_key_of_the_data_folder_will_do),
        cmocka_unit_test(one_backup_is_made_at_a_time_or_none),
        cmocka_unit_test(a_spoilt_list_of_signers_stops_no_backup),
        cmocka_unit_test(what_takes_too_long_is_given_up_and_leaves_nothing),
        cmocka_unit_test(a_tool_that_is_not_there_is_told),
        cmocka_unit_test(a_password_stands_in_no_command_line_and_trouble_is_told),
        cmocka_unit_test(the_newest_of_hours_days_and_months_are_kept),
        cmocka_unit_test(thinning_leaves_the_last_good_one_and_what_is_no_backup),
        cmocka_unit_test(a_name_is_a_moment_or_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
