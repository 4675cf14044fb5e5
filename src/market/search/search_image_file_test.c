// The file of the shared columns is not trusted: one of another index, damaged, unreadable or
// refused is not used, and nobody dies of it.
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "market/search/search_image_test.sql.h"
#include "market/search/search_shared_testing.h"

#define TODAY SEARCH_BENCH_TODAY

// --- A disk --------------------------------------------------------------------------------------

static off_t unreadable_from = INT64_MAX; // of any file

ssize_t __real_pread(int fd, void *to, size_t n, off_t at);
ssize_t __wrap_pread(int fd, void *to, size_t n, off_t at);

// The linker leads each pread of this program here.
ssize_t __wrap_pread(int fd, void *to, size_t n, off_t at)
{
    if (at >= unreadable_from) {
        errno = EIO;
        return -1;
    }
    return __real_pread(fd, to, n, at);
}

// --- What is not trusted -------------------------------------------------------------------------

static void position_index(struct search_bench *b, int64_t further, int64_t generation)
{
    struct db *index = b->search->index;
    assert_null(db_begin(index, DB_WRITE));
    struct query *q = db_query(index, &SQL_SEARCH_IMAGE_TEST_POSITION);
    bind_i64(q, "further", further);
    bind_i64(q, "generation", generation);
    assert_null(query_run(q, NULL));
    assert_null(db_commit(index));
}

static bool finds(struct search *s, int64_t position, int64_t generation)
{
    struct search_image_facts is;
    search_image_turn(s);
    bool found = search_image_find(s, position, generation, &is);
    search_image_turn_end(s);
    return found;
}

// A backup that was put back, or another index: it never gave the file out.
static void a_file_of_another_index_is_not_used(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_shared_open(&b, &t);
        int64_t position = b.search->change_id;
        int64_t generation = b.search->shared_as;
        struct search *other = search_shared_another(&b, 0);
        assert_true(finds(other, position, generation));
        assert_true(finds(other, position + 2, generation + 2));
        assert_false(finds(other, position + 2, generation + 3));
        assert_false(finds(other, position, generation - 1));
        assert_false(finds(other, position - 1, generation));
        assert_false(finds(b.search, position, generation)); // it has this one
        position_index(&b, 0, 1);
        search_shared_catch_up(&b, other, TODAY);
        assert_int_equal(other->columns_from, SEARCH_READ);
        search_shared_assert_loaded(&b, other, TODAY);
        assert_int_not_equal(other->shared_as, generation);
        search_close(other);
        search_bench_close(&b);
    }
}

static void write_file(const char *path, const char *p, size_t n)
{
    (void)unlink(path);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, p, n), (ssize_t)n);
    assert_int_equal(close(fd), 0);
}

static void a_file_that_is_damaged_is_not_used(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_shared_open(&b, &t);
        char path[SEARCH_SHARED_PATH];
        search_shared_path(&b, path);
        struct mapping whole;
        assert_true(mapping_open(path, &whole));
        char *bytes = arena_alloc(t.arena, whole.n + 1);
        memcpy(bytes, whole.p, whole.n);
        struct search *other = search_shared_another(&b, 0);
        int64_t position = b.search->change_id;
        int64_t generation = b.search->shared_as;
        for (size_t i = 0; i < whole.n; i++) {
            bytes[i] = (char)(bytes[i] ^ (1 << i % 8));
            write_file(path, bytes, whole.n);
            assert_false(finds(other, position, generation));
            bytes[i] = (char)(bytes[i] ^ (1 << i % 8));
        }
        for (size_t n = 0; n <= whole.n + 1; n++) {
            write_file(path, bytes, n);
            assert_int_equal(finds(other, position, generation), n == whole.n);
        }
        // What is half written is loaded, and written whole.
        write_file(path, bytes, whole.n / 2);
        search_shared_catch_up(&b, other, TODAY);
        assert_int_equal(other->columns_from, SEARCH_READ);
        search_shared_assert_loaded(&b, other, TODAY);
        struct search *third = search_shared_start(&b, TODAY);
        assert_int_equal(third->columns_from, SEARCH_MAPPED);
        search_close(third);
        search_close(other);
        mapping_free(&whole);
        search_bench_close(&b);
    }
}

// A bad block, or one that was never written to the disk: an error, and others need not meet it.
static void a_file_that_cannot_be_read_is_taken_away(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_shared_open(&b, &t);
        struct search *other = search_shared_another(&b, 0);
        int64_t position = b.search->change_id;
        for (off_t from = 0; from < 2; from++) { // the head, what follows it
            unreadable_from = from;
            bool found = finds(other, position, b.search->shared_as);
            unreadable_from = INT64_MAX;
            assert_false(found);
            assert_false(search_shared_has_file(&b));
            b.search->generation = -1;
            b.search->is_whole = false;
            search_bench_catch_up(&b);
            assert_true(finds(other, position, b.search->shared_as));
        }
        // What is no file of ours stays, and the mark that was made for it misleads nobody.
        char path[SEARCH_SHARED_PATH];
        search_shared_path(&b, path);
        search_shared_remove_file(&b);
        assert_int_equal(mkdir(path, 0700), 0);
        search_shared_catch_up(&b, other, TODAY);
        assert_int_equal(other->columns_from, SEARCH_READ);
        assert_int_equal(other->shared_as, 0);
        search_shared_assert_loaded(&b, other, TODAY);
        search_shared_assert_loaded(&b, b.search, TODAY);
        assert_int_equal(rmdir(path), 0);
        struct search *third = search_shared_start(&b, TODAY);
        assert_int_equal(third->columns_from, SEARCH_READ);
        assert_int_not_equal(third->shared_as, 0);
        search_shared_assert_loaded(&b, third, TODAY);
        search_close(third);
        search_close(other);
        search_bench_close(&b);
    }
}

// Signed as it should be, but with a row that lies nowhere.
static void a_row_without_its_place_is_not_used(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_shared_open(&b, &t);
        for (int i = 0; i < 5; i++) {
            struct search *s = search_shared_start(&b, TODAY);
            struct search *other = search_shared_another(&b, 0);
            struct search_row *r = &s->rows.items[s->rows.count - 1];
            assert_true(finds(other, s->change_id, s->shared_as));
            r->category = i == 0 ? (uint16_t)s->codes.count : r->category;
            r->district = i == 1 ? (uint16_t)s->districts.count : r->district;
            r->unit = i == 2 ? (uint16_t)s->units.count : r->unit;
            r->band = i == 3 ? SEARCH_BANDS : r->band;
            r->lead_step = i == 4 ? SEARCH_LEADS + 1 : r->lead_step;
            search_image_turn(s);
            search_image_share(s, t.arena);
            search_image_turn_end(s);
            assert_true(search_shared_has_file(&b));
            assert_false(finds(other, s->change_id, s->shared_as));
            assert_false(search_shared_has_file(&b));
            search_shared_catch_up(&b, other, TODAY);
            assert_int_equal(other->columns_from, SEARCH_READ);
            search_shared_assert_loaded(&b, other, TODAY);
            search_close(other);
            search_close(s);
        }
        search_bench_close(&b);
    }
}

// Who cannot mark the index leaves the others what they have.
static void a_mark_that_is_refused_leaves_the_file(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_shared_open(&b, &t);
        date next = date_add_days(TODAY, 1);
        int64_t mark = b.search->shared_as;
        char path[SEARCH_SHARED_PATH];
        search_shared_path(&b, path);
        struct stat was;
        struct stat is;
        assert_int_equal(stat(path, &was), 0);
        struct db *writer = NULL;
        assert_null(db_open(str_view(b.place.url), &writer));
        assert_null(db_begin(writer, DB_WRITE));
        struct search *other = search_shared_start(&b, next);
        assert_int_equal(other->columns_from, SEARCH_RENEWED);
        assert_int_equal(other->shared_as, 0);
        assert_int_equal(stat(path, &is), 0);
        assert_int_equal(is.st_ino, was.st_ino);
        assert_memory_equal(&is.st_mtim, &was.st_mtim, sizeof(is.st_mtim));
        struct search *third = search_shared_start(&b, TODAY);
        assert_int_equal(third->columns_from, SEARCH_MAPPED);
        assert_int_equal(third->shared_as, mark);
        db_rollback(writer);
        db_close(writer);
        search_shared_assert_loaded(&b, other, next);
        search_shared_assert_renewed(&b, third, next);
        search_close(third);
        search_close(other);
        search_bench_close(&b);
    }
}

// Read-only, full, or locked by who writes: what cannot be shared is one's own.
static void what_cannot_be_written_beside_the_index_is_one_s_own(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_shared_open(&b, &t);
        struct search *other = search_shared_another(&b, 0);
        (void)snprintf(other->file, sizeof(other->file), "/nowhere/search.db");
        search_shared_catch_up(&b, other, TODAY);
        assert_int_equal(other->columns_from, SEARCH_READ);
        assert_int_equal(other->shared_as, 0);
        search_shared_assert_loaded(&b, other, TODAY);
        search_close(other);

        search_shared_remove_file(&b);
        struct db *writer = NULL;
        assert_null(db_open(str_view(b.place.url), &writer));
        assert_null(db_begin(writer, DB_WRITE));
        other = search_shared_start(&b, TODAY);
        assert_int_equal(other->columns_from, SEARCH_READ);
        assert_int_equal(other->shared_as, 0);
        assert_false(search_shared_has_file(&b));
        db_rollback(writer);
        db_close(writer);
        search_shared_assert_loaded(&b, other, TODAY);
        search_close(other);
        search_bench_close(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_of_another_index_is_not_used),
        cmocka_unit_test(a_file_that_is_damaged_is_not_used),
        cmocka_unit_test(a_file_that_cannot_be_read_is_taken_away),
        cmocka_unit_test(a_row_without_its_place_is_not_used),
        cmocka_unit_test(a_mark_that_is_refused_leaves_the_file),
        cmocka_unit_test(what_cannot_be_written_beside_the_index_is_one_s_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
