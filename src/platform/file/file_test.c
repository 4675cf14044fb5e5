// What is uploaded is kept whole or refused whole, by what its bytes say.
#include "platform/file/file.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/digest.h"
#include "base/limits.h"
#include "platform/db/db_engine.h"
#include "platform/db/db_testing.h"
#include "platform/file/file_test.sql.h"
#include "platform/file/looked_testing.h"
#include "platform/secret/secret.h"

static const struct actor SELLER = {.account = {8}};

// The disk that files are written to: the step that is due fails, and what follows it does not.
static int steps_until_failure; // 0: none fails

static bool fails(int reason)
{
    bool now = steps_until_failure > 0 && --steps_until_failure == 0;
    errno = now ? reason : errno;
    return now;
}

ssize_t write(int fd, const void *bytes, size_t size)
{
    if (fails(ENOSPC)) {
        return -1;
    }
    // In two pieces, so that a file may be half written.
    return syscall(SYS_write, fd, bytes, size > 8 ? size / 2 : size);
}

static const struct testing_db *watched; // no transaction is open when a file is read
static int64_t reads;

ssize_t read(int fd, void *bytes, size_t size)
{
    if (watched != NULL) {
        reads++;
        assert_false(watched->db->in_transaction);
    }
    return syscall(SYS_read, fd, bytes, size);
}

int fsync(int fd)
{
    return fails(EIO) ? -1 : (int)syscall(SYS_fsync, fd);
}

int mkdir(const char *path, mode_t mode)
{
    return fails(EROFS) ? -1 : (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

int rename(const char *from, const char *to)
{
    return fails(EROFS) ? -1 : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

static struct unit begin(struct testing_db *t)
{
    struct unit u = {.arena = t->arena, .db = t->db, .actor = &SELLER};
    assert_null(unit_begin(&u, DB_WRITE, unit_clock_system));
    return u;
}

// A data folder of its own, inside the arena's life; files go there from now on.
static str data_folder(struct arena *a)
{
    char *folder = str_to_c(a, S("/tmp/dure-file-test-XXXXXX"));
    assert_non_null(mkdtemp(folder));
    file_set_place(str_view(folder));
    return str_view(folder);
}

static int remove_entry(const char *path, const struct stat *facts, int kind, struct FTW *at)
{
    (void)facts;
    (void)kind;
    (void)at;
    return remove(path);
}

static void remove_folder(struct arena *a, str folder)
{
    (void)nftw(str_to_c(a, folder), remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

static str read_whole(struct arena *a, const char *path)
{
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    char *bytes = arena_alloc(a, KIB);
    size_t n = fread(bytes, 1, KIB, f);
    (void)fclose(f);
    return (str){.p = bytes, .n = n};
}

static void what_is_kept_is_what_is_found(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        str folder = data_folder(t.arena);
        struct upload up = {
            .field = S("evidence"), .name = S("여성기업 확인서.PDF"), .bytes = S("%PDF-1.7\n…")};
        struct unit u = begin(&t);
        struct kept_file kept;
        struct kept_file found;
        assert_null(file_keep(&u, &up, &kept));
        assert_null(file_find(t.db, kept.id, &found));
        assert_null(unit_commit(&u));
        assert_true(str_equals(found.name, up.name));
        assert_int_equal(found.kind, FILE_PDF);
        assert_int_equal(found.size, up.bytes.n);
        assert_int_equal(found.no.value, kept.no.value);
        assert_true(public_no_is_valid(found.no.value));
        assert_true(str_equals(found.sha256, digest_sha256(t.arena, up.bytes)));

        str path = str_format(t.arena, "%s/files/%.2s/%.*s", folder.p, found.sha256.p,
                              STR_ARG(found.sha256));
        assert_true(str_equals(read_whole(t.arena, path.p), up.bytes));

        struct response rs;
        response_init(&rs, t.arena);
        assert_ptr_equal(file_send(&rs, &found), &PDF_NOT_LOOKED_AT);
        assert_int_equal(response_find_header(&rs, S("X-Accel-Redirect")).n, 0);
        looked_testing_all(&t);
        assert_null(db_begin(t.db, DB_READ));
        assert_null(file_find(t.db, kept.id, &found));
        db_rollback(t.db);
        assert_null(file_send(&rs, &found));
        assert_true(str_starts(response_find_header(&rs, S("X-Accel-Redirect")), S("/private/")));
        assert_true(str_ends(response_find_header(&rs, S("X-Accel-Redirect")), found.sha256));
        assert_true(
            str_starts(response_find_header(&rs, S("Content-Disposition")), S("attachment; ")));
        remove_folder(t.arena, folder);
    }
}

static void the_same_bytes_may_be_kept_twice(void **state)
{
    (void)state;
    struct testing_db t;
    assert_true(testing_db_open(DB_SQLITE, &t));
    str folder = data_folder(t.arena);
    struct upload up = {.name = S("a.png"), .bytes = S("\x89PNG\r\n\x1A\n…")};
    struct unit u = begin(&t);
    struct kept_file first;
    struct kept_file second;
    assert_null(file_keep(&u, &up, &first));
    assert_null(file_keep(&u, &up, &second));
    assert_true(str_equals(first.sha256, second.sha256));
    assert_int_not_equal(first.no.value, second.no.value);
    unit_rollback(&u);
    remove_folder(t.arena, folder);
    testing_db_close(&t);
}

static void bytes_and_ending_must_agree(void **state)
{
    (void)state;
    static const struct row {
        str name;
        str bytes;
        const struct fault *expected;
    } ROWS[] = {
        {{"a.jpg", 5},     {"\xFF\xD8\xFF\xE0", 4},       NULL            },
        {{"a.JPEG", 6},    {"\xFF\xD8\xFF\xE1", 4},       NULL            },
        {{"a.png", 5},     {"\xFF\xD8\xFF\xE0", 4},       &FILE_WRONG_KIND},
        {{"a.pdf", 5},     {"<html>", 6},                 &FILE_WRONG_KIND},
        {{"a.html", 6},    {"%PDF-1.7", 8},               &FILE_WRONG_KIND},
        {{"a.pdf.svg", 9}, {"%PDF-1.7", 8},               &FILE_WRONG_KIND},
        {{"pdf", 3},       {"%PDF-1.7", 8},               &FILE_WRONG_KIND},
        {{"a.svg", 5},     {"<svg onload=alert(1)>", 21}, &FILE_WRONG_KIND},
        {{"a.pdf", 5},     {" %PDF-1.7", 9},              &FILE_WRONG_KIND},
        {{"a.pdf", 5},     {"%PDF", 4},                   &FILE_WRONG_KIND},
        {{"a.pdf", 5},     {NULL, 0},                     &FILE_EMPTY     },
    };
    struct testing_db t;
    assert_true(testing_db_open(DB_SQLITE, &t));
    str folder = data_folder(t.arena);
    struct unit u = begin(&t);
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        struct upload up = {.name = ROWS[i].name, .bytes = ROWS[i].bytes};
        struct kept_file kept;
        assert_ptr_equal(file_keep(&u, &up, &kept), ROWS[i].expected);
    }
    struct kept_file kept;
    assert_ptr_equal(file_keep(&u, NULL, &kept), &FILE_EMPTY);
    unit_rollback(&u);
    remove_folder(t.arena, folder);
    testing_db_close(&t);
}

static void one_byte_above_the_limit_is_too_large(void **state)
{
    (void)state;
    struct testing_db t;
    assert_true(testing_db_open(DB_SQLITE, &t));
    str folder = data_folder(t.arena);
    struct unit u = begin(&t);
    char *bytes = arena_alloc(t.arena, LIMIT_UPLOAD + 1);
    (void)snprintf(bytes, LIMIT_UPLOAD, "%%PDF-1.7");
    struct kept_file kept;
    struct upload up = {
        .name = S("a.pdf"), .bytes = {.p = bytes, .n = LIMIT_UPLOAD + 1}
    };
    assert_ptr_equal(file_keep(&u, &up, &kept), &FILE_TOO_LARGE);
    up.bytes.n = LIMIT_UPLOAD;
    assert_null(file_keep(&u, &up, &kept));
    assert_int_equal(kept.size, LIMIT_UPLOAD);
    unit_rollback(&u);
    remove_folder(t.arena, folder);
    testing_db_close(&t);
}

static void a_folder_that_cannot_be_written_is_said(void **state)
{
    (void)state;
    struct testing_db t;
    assert_true(testing_db_open(DB_SQLITE, &t));
    struct unit u = begin(&t);
    struct upload up = {.name = S("a.pdf"), .bytes = S("%PDF-1.7")};
    struct kept_file kept;
    file_set_place(S("/nonexistent"));
    assert_ptr_equal(file_keep(&u, &up, &kept), &FILE_CANNOT_WRITE);
    assert_null(u.notes); // nothing lies there: nothing counts to the day
    struct kept_file found;
    assert_ptr_equal(file_find(t.db, (file_id){.value = 1}, &found), &FILE_UNKNOWN);
    unit_rollback(&u);
    testing_db_close(&t);
}

static void fill_day(struct unit *u, const char *party, int64_t bytes)
{
    struct query *q = db_query(u->db, &SQL_FILE_TEST_DAY);
    bind_str(q, "party", str_view(party));
    bind_instant(q, "began_at", instant_at(u->today, 0, 0));
    bind_i64(q, "bytes", bytes);
    assert_null(query_run(q, NULL));
}

static int64_t bytes_of_day(struct unit *u, const char *party)
{
    struct query *q = db_query(u->db, &SQL_FILE_TEST_BYTES);
    bind_str(q, "party", str_view(party));
    bind_instant(q, "began_at", instant_at(u->today, 0, 0));
    int64_t bytes = query_next(q) ? read_i64(q, "bytes") : 0;
    assert_null(query_end(q));
    return bytes;
}

static void a_party_hands_in_so_much_a_day_and_no_byte_more(void **state)
{
    (void)state;
    static const struct actor FIRM = {.account = {8}, .supplier = {5}};
    struct upload up = {.name = S("a.pdf"), .bytes = S("%PDF-1.7 10")}; // 11 bytes
    FOR_EACH_ENGINE(t)
    {
        str folder = data_folder(t.arena);
        static const struct {
            int64_t left; // of the day before it is handed in
            const struct fault *expected;
        } ROWS[] = {
            {12, NULL          },
            {11, NULL          },
            {10, &FILE_DAY_FULL},
            {0,  &FILE_DAY_FULL}
        };
        for (size_t i = 0; i < COUNT(ROWS); i++) {
            struct unit u = begin(&t);
            struct kept_file kept;
            u.actor = &FIRM;
            fill_day(&u, "s:5", LIMIT_FILES_DAY - ROWS[i].left);
            assert_ptr_equal(file_keep(&u, &up, &kept), ROWS[i].expected);
            int64_t due = LIMIT_FILES_DAY - ROWS[i].left + (ROWS[i].expected == NULL ? 11 : 0);
            assert_int_equal(bytes_of_day(&u, "s:5"), due);
            u.actor = &SELLER; // another's day, and the same one's next
            assert_null(file_keep(&u, &up, &kept));
            u.actor = &FIRM;
            u.today = date_add_days(u.today, 1);
            assert_null(file_keep(&u, &up, &kept));
            unit_rollback(&u);
        }
        remove_folder(t.arena, folder);
    }
}

// A refused form leaves its bytes on the disk: they count, or the day's most would be none.
static void what_a_refused_form_left_counts_to_the_day(void **state)
{
    (void)state;
    struct upload up = {.name = S("a.pdf"), .bytes = S("%PDF-1.7 10")};
    FOR_EACH_ENGINE(t)
    {
        str folder = data_folder(t.arena);
        for (int kept_too = 0; kept_too < 2; kept_too++) {
            struct kept_file kept;
            struct unit u = begin(&t);
            assert_null(file_keep(&u, &up, &kept));
            const struct note *note = u.notes;
            assert_non_null(note);
            if (kept_too == 1) {
                assert_null(unit_commit(&u));
            } else {
                unit_rollback(&u);
            }
            struct unit after = begin(&t); // as the dispatcher does
            assert_null(note->write(&after, note->data));
            assert_int_equal(bytes_of_day(&after, "a:8"), kept_too == 1 ? 22 : 11);
            assert_null(unit_commit(&after));
        }
        remove_folder(t.arena, folder);
    }
}

// What has no row of its own: asked before, counted with the deed, and counted though it went
// again.
static void what_has_no_row_counts_with_its_deed_or_without(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct unit u = begin(&t);
        u.actor = &SELLER;
        assert_null(file_admit_day(&u, LIMIT_FILES_DAY));
        assert_ptr_equal(file_admit_day(&u, LIMIT_FILES_DAY + 1), &FILE_DAY_FULL);
        assert_null(file_count_day(&u, LIMIT_FILES_DAY - 10));
        assert_null(file_admit_day(&u, 10));
        assert_ptr_equal(file_admit_day(&u, 11), &FILE_DAY_FULL);
        assert_ptr_equal(file_count_day(&u, 11), &FILE_DAY_FULL); // another was first
        assert_int_equal(bytes_of_day(&u, "a:8"), LIMIT_FILES_DAY - 10);
        assert_null(file_count_left(&u, 11));
        assert_int_equal(bytes_of_day(&u, "a:8"), LIMIT_FILES_DAY + 1);
        unit_rollback(&u);
    }
}

static void a_visitors_day_is_that_of_the_network(void **state)
{
    (void)state;
    static const struct actor VISITOR = {
        .address = {"192.0.2.7", 9}
    };
    static const struct actor NEIGHBOUR[] = {
        {.address = {"2001:db8::1", 11}},
        {.address = {"2001:db8::2", 11}},
    };
    struct upload up = {.name = S("a.pdf"), .bytes = S("%PDF-1.7 10")};
    FOR_EACH_ENGINE(t)
    {
        str folder = data_folder(t.arena);
        struct kept_file kept;
        struct unit u = begin(&t);
        u.actor = &VISITOR;
        assert_null(file_keep(&u, &up, &kept));
        assert_int_equal(bytes_of_day(&u, "v:192.0.2.7"), 11);
        for (size_t i = 0; i < COUNT(NEIGHBOUR); i++) { // one subscriber has them all
            u.actor = &NEIGHBOUR[i];
            assert_null(file_keep(&u, &up, &kept));
        }
        assert_int_equal(bytes_of_day(&u, "v:2001:0db8:0000:0000::/64"), 22);
        unit_rollback(&u);
        remove_folder(t.arena, folder);
    }
}

static int count_aside(const char *path, const struct stat *facts, int kind, struct FTW *at)
{
    (void)facts;
    return kind == FTW_F && path[at->base] == '.' ? 1 : 0;
}

static void each_step_may_fail_and_leaves_no_half_file_behind(void **state)
{
    (void)state;
    struct testing_db t;
    assert_true(testing_db_open(DB_SQLITE, &t));
    struct unit u = begin(&t);
    struct upload up = {.name = S("a.pdf"), .bytes = S("%PDF-1.7 as long as two pieces")};
    bool met = true;
    int steps = 0;
    for (; met; steps++) {
        str folder = data_folder(t.arena);
        struct kept_file kept;
        steps_until_failure = steps + 1;
        err e = file_keep(&u, &up, &kept);
        met = steps_until_failure == 0;
        steps_until_failure = 0;
        assert_ptr_equal(e, met ? &FILE_CANNOT_WRITE : NULL);
        assert_int_equal(nftw(str_to_c(t.arena, folder), count_aside, 8, FTW_PHYS), 0);
        assert_null(file_keep(&u, &up, &kept)); // the disk well again
        const char *path = str_format(t.arena, "%.*s/files/%.2s/%.*s", STR_ARG(folder),
                                      kept.sha256.p, STR_ARG(kept.sha256))
                               .p;
        assert_true(str_equals(read_whole(t.arena, path), up.bytes));
        remove_folder(t.arena, folder);
    }
    assert_true(steps > 8); // two folders, pieces, three syncs, the name
    unit_rollback(&u);
    testing_db_close(&t);
}

static void a_name_is_cut_to_a_line_without_control_characters(void **state)
{
    (void)state;
    struct testing_db t;
    assert_true(testing_db_open(DB_SQLITE, &t));
    str folder = data_folder(t.arena);
    struct unit u = begin(&t);
    struct out long_name;
    out_init(&long_name, t.arena, KIB);
    for (int i = 0; i < LIMIT_LINE; i++) {
        out_str(&long_name, S("가"));
    }
    out_str(&long_name, S(".pdf"));
    struct upload up = {.name = out_view(&long_name), .bytes = S("%PDF-1.7")};
    struct kept_file kept;
    assert_null(file_keep(&u, &up, &kept));
    assert_int_equal(str_length(kept.name), LIMIT_LINE);
    up.name = S("a\r\nX: 1.pdf");
    assert_null(file_keep(&u, &up, &kept));
    assert_true(str_equals(kept.name, S("a__X: 1.pdf")));
    unit_rollback(&u);
    remove_folder(t.arena, folder);
    testing_db_close(&t);
}

static struct kept_file keep(struct testing_db *t, str name, str bytes)
{
    struct unit u = begin(t);
    struct upload up = {.name = name, .bytes = bytes};
    struct kept_file kept;
    assert_null(file_keep(&u, &up, &kept));
    assert_null(unit_commit(&u));
    return kept;
}

static str first_bad(struct testing_db *t, int64_t *out_count)
{
    str bad = S("?");
    watched = t;
    reads = 0;
    assert_null(file_verify(t->db, t->arena, out_count, &bad));
    watched = NULL;
    return bad;
}

static void put_bytes(const char *path, str bytes)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes.p, 1, bytes.n, f), bytes.n);
    assert_int_equal(fclose(f), 0);
}

static void what_is_gone_or_altered_is_named(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        str folder = data_folder(t.arena);
        int64_t count = 9;
        assert_int_equal(first_bad(&t, &count).n, 0);
        assert_int_equal(count, 0);
        (void)keep(&t, S("a.pdf"), S("%PDF-1.7 first"));
        struct kept_file kept = keep(&t, S("b.pdf"), S("%PDF-1.7 second"));
        (void)keep(&t, S("c.pdf"), S("%PDF-1.7 first"));
        assert_int_equal(first_bad(&t, &count).n, 0);
        assert_int_equal(count, 3);
        assert_true(reads >= 2);

        str no = str_format(t.arena, "%lld", (long long)kept.no.value);
        const char *path = str_format(t.arena, "%.*s/files/%.2s/%.*s", STR_ARG(folder),
                                      kept.sha256.p, STR_ARG(kept.sha256))
                               .p;
        static const str OTHERS[] = {
            {"%PDF-1.7 sekond", 15},
            {"%PDF-1.7 secon",  14},
            {"",                0 }
        };
        for (size_t i = 0; i < COUNT(OTHERS); i++) {
            put_bytes(path, OTHERS[i]);
            assert_true(str_equals(first_bad(&t, &count), no));
        }
        assert_int_equal(unlink(path), 0);
        assert_true(str_equals(first_bad(&t, &count), no));
        assert_int_equal(count, 3);
        remove_folder(t.arena, folder);
    }
}

static void more_files_than_one_reading_takes_are_all_looked_at(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        str folder = data_folder(t.arena);
        int64_t count = 0;
        (void)keep(&t, S("a.pdf"), S("%PDF-1.7 first"));
        (void)keep(&t, S("b.pdf"), S("%PDF-1.7 second"));
        (void)keep(&t, S("c.pdf"), S("%PDF-1.7 third"));
        assert_null(db_begin(t.db, DB_WRITE));
        for (int64_t step = 1; step <= 256; step *= 2) { // the same bytes under more numbers
            struct query *q = db_query(t.db, &SQL_FILE_TEST_AGAIN);
            bind_i64(q, "step", step);
            assert_null(query_run(q, NULL));
        }
        assert_null(db_commit(t.db));
        assert_int_equal(first_bad(&t, &count).n, 0);
        assert_int_equal(count, 3 * 512);
        remove_folder(t.arena, folder);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_kept_is_what_is_found),
        cmocka_unit_test(the_same_bytes_may_be_kept_twice),
        cmocka_unit_test(bytes_and_ending_must_agree),
        cmocka_unit_test(one_byte_above_the_limit_is_too_large),
        cmocka_unit_test(a_party_hands_in_so_much_a_day_and_no_byte_more),
        cmocka_unit_test(what_a_refused_form_left_counts_to_the_day),
        cmocka_unit_test(what_has_no_row_counts_with_its_deed_or_without),
        cmocka_unit_test(a_visitors_day_is_that_of_the_network),
        cmocka_unit_test(a_folder_that_cannot_be_written_is_said),
        cmocka_unit_test(each_step_may_fail_and_leaves_no_half_file_behind),
        cmocka_unit_test(a_name_is_cut_to_a_line_without_control_characters),
        cmocka_unit_test(what_is_gone_or_altered_is_named),
        cmocka_unit_test(more_files_than_one_reading_takes_are_all_looked_at),
    };
    secret_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
