// The columns that processes share: the same as if each had loaded them, whatever changed since and
// whatever lies beside the index.
#include "market/search/search_image_store.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/party/party_supplier_store.h"
#include "market/search/search_bench_testing.h"
#include "market/search/search_image_test.sql.h"

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

// --- Several processes ---------------------------------------------------------------------------

// What another process would have; here it is one more of this one.
static struct search *open_another(struct search_bench *b, size_t share_least)
{
    struct search *s = NULL;
    assert_null(search_open(str_view(b->place.url), &s));
    s->share_least = share_least;
    return s;
}

static void catch_up(struct search_bench *b, struct search *s, date today)
{
    struct testing_db *t = b->scene.database;
    assert_null(db_begin(t->db, DB_READ));
    assert_null(search_catch_up(s, t->db, t->arena, today));
    db_rollback(t->db);
}

static struct search *start_another(struct search_bench *b, date today)
{
    struct search *s = open_another(b, 0);
    catch_up(b, s, today);
    return s;
}

// The scene's own has loaded the columns, and lies beside the index.
static void open_shared(struct search_bench *b, struct testing_db *t)
{
    search_bench_open(b, t);
    assert_int_equal(b->search->shared_as, 0);
    assert_int_equal(b->search->columns_from, SEARCH_READ);
    b->search->share_least = 0;
    b->search->generation = -1;
    b->search->is_whole = false;
    search_bench_catch_up(b);
    assert_int_equal(b->search->columns_from, SEARCH_READ);
    assert_int_not_equal(b->search->shared_as, 0);
}

static void beside(const struct search_bench *b, const char *tail, char out[SEARCH_PATH_MAX + 16])
{
    (void)snprintf(out, SEARCH_PATH_MAX + 16, "%s-columns%s", b->search->file, tail);
}

static bool has_file(const struct search_bench *b)
{
    char path[SEARCH_PATH_MAX + 16];
    beside(b, "", path);
    return access(path, F_OK) == 0;
}

static void remove_file(const struct search_bench *b)
{
    char path[SEARCH_PATH_MAX + 16];
    beside(b, "", path);
    assert_int_equal(unlink(path), 0);
}

// --- The same ------------------------------------------------------------------------------------

static void assert_same_row(const struct search *x, const struct search *y, size_t i)
{
    const struct search_row *a = &x->rows.items[i];
    const struct search_row *b = &y->rows.items[i];
    assert_int_equal(a->offer_id, b->offer_id);
    assert_int_equal(x->ids[i], a->offer_id);
    assert_int_equal(a->supplier_id, b->supplier_id);
    assert_int_equal(a->price_won, b->price_won);
    assert_int_equal(a->tags, b->tags);
    assert_int_equal(a->delivers, b->delivers);
    assert_int_equal(a->buyer_count, b->buyer_count);
    assert_int_equal(a->vulnerable_bp, b->vulnerable_bp);
    assert_int_equal(a->quantity_min, b->quantity_min);
    assert_int_equal(a->score, b->score);
    assert_int_equal(a->lead_days, b->lead_days);
    assert_int_equal(a->band, b->band);
    assert_int_equal(a->lead_step, b->lead_step);
    assert_int_equal(x->opened[i], y->opened[i]);
    assert_true(str_equals(x->codes.items[a->category], y->codes.items[b->category]));
    assert_true(str_equals(x->districts.items[a->district], y->districts.items[b->district]));
    assert_true(str_equals(x->units.items[a->unit], y->units.items[b->unit]));
    assert_true(str_equals(x->unit_names[a->unit], y->unit_names[b->unit]));
    assert_int_equal(x->greens[a->category], y->greens[b->category]);
}

static void assert_same(const struct search *x, const struct search *y)
{
    assert_int_equal(x->rows.count, y->rows.count);
    for (size_t i = 0; i < x->rows.count; i++) {
        assert_same_row(x, y, i);
    }
    assert_int_equal(x->categories.count, y->categories.count);
    for (size_t i = 0; i < x->categories.count; i++) {
        assert_true(str_equals(x->categories.items[i].code, y->categories.items[i].code));
        assert_int_equal(x->categories.items[i].count, y->categories.items[i].count);
    }
    assert_int_equal(x->firm_count, y->firm_count);
    assert_memory_equal(x->firm_counts, y->firm_counts, sizeof(x->firm_counts));
    assert_int_equal(x->newcomer_count, y->newcomer_count);
    assert_int_equal(x->turns.count, y->turns.count);
    assert_true(date_equals(x->day, y->day));
}

static void assert_same_facets(const search_facet_list *x, const search_facet_list *y)
{
    assert_int_equal(x->count, y->count);
    for (size_t i = 0; i < x->count; i++) {
        assert_true(str_equals(x->items[i].value, y->items[i].value));
        assert_true(str_equals(x->items[i].name, y->items[i].name));
        assert_int_equal(x->items[i].count, y->items[i].count);
    }
}

static void assert_same_answers(struct search_bench *b, struct search *x, struct search *y)
{
    static const char *const WORDS[] = {"", "복사용지", "재생", "볼펜", "청소", "새 물건"};
    struct arena *a = b->scene.database->arena;
    for (size_t i = 0; i < COUNT(WORDS) * SEARCH_SORT_COUNT; i++) {
        struct search_query q = {.text = str_view(WORDS[i % COUNT(WORDS)]),
                                 .sort = (enum search_sort)(i / COUNT(WORDS))};
        struct search_result one;
        struct search_result other;
        assert_null(search_find(x, a, &q, &one));
        assert_null(search_find(y, a, &q, &other));
        assert_int_equal(one.total, other.total);
        assert_int_equal(one.hits.count, other.hits.count);
        for (size_t k = 0; k < one.hits.count; k++) {
            assert_int_equal(one.hits.items[k].offer_id, other.hits.items[k].offer_id);
            assert_int_equal(one.hits.items[k].rank, other.hits.items[k].rank);
            assert_int_equal(one.hits.items[k].tags, other.hits.items[k].tags);
        }
        assert_same_facets(&one.categories, &other.categories);
        assert_same_facets(&one.districts, &other.districts);
        assert_same_facets(&one.deliveries, &other.deliveries);
        assert_same_facets(&one.units, &other.units);
        assert_memory_equal(one.tag_counts, other.tag_counts, sizeof(one.tag_counts));
        assert_memory_equal(one.band_counts, other.band_counts, sizeof(one.band_counts));
        assert_memory_equal(one.lead_counts, other.lead_counts, sizeof(one.lead_counts));
    }
}

// What is loaded now, from the copy alone, is what it has.
static void assert_as_loaded(struct search_bench *b, struct search *s, date today)
{
    struct search *loaded = open_another(b, SIZE_MAX);
    catch_up(b, loaded, today);
    assert_int_equal(loaded->columns_from, SEARCH_READ);
    assert_int_equal(loaded->shared_as, 0);
    assert_same(s, loaded);
    assert_same_answers(b, s, loaded);
    search_close(loaded);
}

// --- Changes -------------------------------------------------------------------------------------

static void reindex(struct search_bench *b, supplier_id supplier)
{
    struct testing_db *t = b->scene.database;
    assert_null(db_begin(t->db, DB_WRITE));
    assert_null(supplier_store_reindex(t->db, supplier));
    assert_null(db_commit(t->db));
}

static void change(struct search_bench *b, struct query *q, int64_t offer)
{
    struct testing_db *t = b->scene.database;
    if (q != NULL) {
        assert_null(query_run(q, NULL));
    }
    q = db_query(t->db, &SQL_SEARCH_IMAGE_TEST_CHANGE);
    bind_i64(q, "offer", offer);
    assert_null(query_run(q, NULL));
    assert_null(db_commit(t->db));
}

static void sell_by(struct search_bench *b, offer_id offer, const char *unit)
{
    struct testing_db *t = b->scene.database;
    assert_null(db_begin(t->db, DB_WRITE));
    struct query *q = db_query(t->db, &SQL_SEARCH_IMAGE_TEST_UNIT);
    bind_i64(q, "offer", offer.value);
    bind_str(q, "unit", str_view(unit));
    change(b, q, offer.value);
}

static void move(struct search_bench *b, struct catalog_good good, const char *category)
{
    struct testing_db *t = b->scene.database;
    assert_null(db_begin(t->db, DB_WRITE));
    struct query *q = db_query(t->db, &SQL_SEARCH_IMAGE_TEST_CATEGORY);
    bind_i64(q, "product", good.product.value);
    bind_str(q, "category", str_view(category));
    change(b, q, good.offer.value);
}

// An offer follows, as behind each change of words.
static void change_words(struct search_bench *b)
{
    assert_null(db_begin(b->scene.database->db, DB_WRITE));
    change(b, NULL, 0);
    catalog_testing_change(&b->scene, b->scene.paper.offer, 21500, "active");
}

// --- What is shared ------------------------------------------------------------------------------

static void a_small_site_writes_no_file(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        search_bench_open(&b, &t);
        assert_int_equal(b.search->shared_as, 0);
        assert_false(has_file(&b));
        search_bench_close(&b);
    }
}

static void what_one_process_loaded_the_others_map(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        open_shared(&b, &t);
        struct search *other = start_another(&b, TODAY);
        assert_int_equal(other->columns_from, SEARCH_MAPPED);
        assert_int_equal(other->shared_as, b.search->shared_as);
        assert_same(b.search, other);
        assert_as_loaded(&b, other, TODAY);
        assert_as_loaded(&b, b.search, TODAY);

        // A row that is written to is the other's own.
        catalog_testing_change(&b.scene, b.scene.paper.offer, 777, "active");
        catch_up(&b, other, TODAY);
        assert_int_equal(other->columns_from, SEARCH_MAPPED);
        struct search_query cheap = {.sort = SEARCH_CHEAP};
        assert_true(search_bench_ask(&b, cheap).hits.items[0].rank > 777);
        search_bench_catch_up(&b);
        assert_int_equal(search_bench_ask(&b, cheap).hits.items[0].rank, 777);
        assert_as_loaded(&b, other, TODAY);

        // Who starts after it writes it into what is mapped.
        struct search *third = start_another(&b, TODAY);
        assert_int_equal(third->columns_from, SEARCH_MAPPED);
        assert_as_loaded(&b, third, TODAY);
        search_close(third);
        search_close(other);
        search_bench_close(&b);
    }
}

// Who sees it first makes the rows anew from those there are, and everybody maps them.
static void assert_renewed(struct search_bench *b, struct search *other, date today)
{
    int64_t was = b->search->shared_as;
    catch_up(b, b->search, today);
    assert_int_equal(b->search->columns_from, SEARCH_RENEWED);
    assert_int_not_equal(b->search->shared_as, was);
    catch_up(b, other, today);
    assert_int_equal(other->columns_from, SEARCH_MAPPED);
    assert_int_equal(other->shared_as, b->search->shared_as);
    assert_as_loaded(b, b->search, today);
    assert_as_loaded(b, other, today);
}

static void offers_that_come_go_and_move_find_their_places(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        open_shared(&b, &t);
        const struct catalog_scene *s = &b.scene;
        struct search *other = start_another(&b, TODAY);
        (void)catalog_testing_add(&b.scene, "paper.copy.a4", "새 물건", s->woman, 1000);
        assert_renewed(&b, other, TODAY);
        catalog_testing_change(&b.scene, s->paper.offer, 21500, "paused");
        assert_renewed(&b, other, TODAY);
        catalog_testing_change(&b.scene, s->paper.offer, 21600, "active");
        assert_renewed(&b, other, TODAY);
        catalog_testing_change(&b.scene, s->gone.offer, 5000, "active");
        catalog_testing_change(&b.scene, s->pens.offer, 5000, "ended");
        assert_renewed(&b, other, TODAY);
        sell_by(&b, s->paper.offer, "한 묶음");
        assert_renewed(&b, other, TODAY);
        move(&b, s->rival_paper, "office.write.pen");
        catch_up(&b, b.search, TODAY);
        assert_as_loaded(&b, b.search, TODAY);
        catalog_testing_certify(&b.scene, s->rival, CERTIFICATE_VILLAGE, DATE_NONE,
                                CERTIFICATE_VERIFIED);
        reindex(&b, s->rival);
        catch_up(&b, other, TODAY);
        assert_renewed(&b, other, date_add_days(TODAY, 1));
        search_close(other);
        search_bench_close(&b);
    }
}

static void a_day_that_begins_reads_certificates_and_no_rows(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        open_shared(&b, &t);
        date next = date_add_days(TODAY, 1);
        catalog_testing_certify(&b.scene, b.scene.rival, CERTIFICATE_VILLAGE, TODAY,
                                CERTIFICATE_VERIFIED);
        reindex(&b, b.scene.rival);
        struct search *other = start_another(&b, TODAY);
        search_bench_catch_up(&b);
        uint64_t village = UINT64_C(1) << CERTIFICATE_VILLAGE;
        assert_true(search_bench_ask(&b, (struct search_query){.tags = village}).total > 0);
        assert_renewed(&b, other, next);
        assert_int_equal(search_bench_ask(&b, (struct search_query){.tags = village}).total, 0);

        // A process that starts on a later day, with a change besides, makes it of the file.
        catalog_testing_change(&b.scene, b.scene.paper.offer, 888, "active");
        struct search *third = start_another(&b, date_add_days(next, 3));
        assert_int_equal(third->columns_from, SEARCH_RENEWED);
        assert_as_loaded(&b, third, date_add_days(next, 3));
        search_close(third);
        search_close(other);
        search_bench_close(&b);
    }
}

// Points that are given otherwise now, and words that mean something else.
static void what_was_judged_by_other_facts_is_not_taken_over(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        open_shared(&b, &t);
        struct search *other = open_another(&b, 0);
        assert_null(db_begin(t.db, DB_WRITE));
        struct query *q = db_query(t.db, &SQL_SEARCH_IMAGE_TEST_ADMIT);
        bind_i64(q, "supplier", b.scene.rival.value);
        bind_instant(q, "at", instant_at(TODAY, 1, 0));
        assert_null(query_run(q, NULL));
        assert_null(db_commit(t.db));
        catch_up(&b, other, TODAY);
        assert_int_equal(other->columns_from, SEARCH_RENEWED);
        assert_as_loaded(&b, other, TODAY);
        search_close(other);

        change_words(&b);
        other = start_another(&b, TODAY);
        assert_int_equal(other->columns_from, SEARCH_READ);
        assert_as_loaded(&b, other, TODAY);
        search_bench_catch_up(&b);
        assert_int_equal(b.search->columns_from, SEARCH_MAPPED); // what the other read
        assert_as_loaded(&b, b.search, TODAY);
        search_close(other);
        search_bench_close(&b);
    }
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
        open_shared(&b, &t);
        int64_t position = b.search->change_id;
        int64_t generation = b.search->shared_as;
        struct search *other = open_another(&b, 0);
        assert_true(finds(other, position, generation));
        assert_true(finds(other, position + 2, generation + 2));
        assert_false(finds(other, position + 2, generation + 3));
        assert_false(finds(other, position, generation - 1));
        assert_false(finds(other, position - 1, generation));
        assert_false(finds(b.search, position, generation)); // it has this one
        position_index(&b, 0, 1);
        catch_up(&b, other, TODAY);
        assert_int_equal(other->columns_from, SEARCH_READ);
        assert_as_loaded(&b, other, TODAY);
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
        open_shared(&b, &t);
        char path[SEARCH_PATH_MAX + 16];
        beside(&b, "", path);
        struct mapping whole;
        assert_true(mapping_open(path, &whole));
        char *bytes = arena_alloc(t.arena, whole.n + 1);
        memcpy(bytes, whole.p, whole.n);
        struct search *other = open_another(&b, 0);
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
        catch_up(&b, other, TODAY);
        assert_int_equal(other->columns_from, SEARCH_READ);
        assert_as_loaded(&b, other, TODAY);
        struct search *third = start_another(&b, TODAY);
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
        open_shared(&b, &t);
        struct search *other = open_another(&b, 0);
        int64_t position = b.search->change_id;
        for (off_t from = 0; from < 2; from++) { // the head, what follows it
            unreadable_from = from;
            bool found = finds(other, position, b.search->shared_as);
            unreadable_from = INT64_MAX;
            assert_false(found);
            assert_false(has_file(&b));
            b.search->generation = -1;
            b.search->is_whole = false;
            search_bench_catch_up(&b);
            assert_true(finds(other, position, b.search->shared_as));
        }
        // What is no file of ours stays, and the mark that was made for it misleads nobody.
        char path[SEARCH_PATH_MAX + 16];
        beside(&b, "", path);
        remove_file(&b);
        assert_int_equal(mkdir(path, 0700), 0);
        catch_up(&b, other, TODAY);
        assert_int_equal(other->columns_from, SEARCH_READ);
        assert_int_equal(other->shared_as, 0);
        assert_as_loaded(&b, other, TODAY);
        assert_as_loaded(&b, b.search, TODAY);
        assert_int_equal(rmdir(path), 0);
        struct search *third = start_another(&b, TODAY);
        assert_int_equal(third->columns_from, SEARCH_READ);
        assert_int_not_equal(third->shared_as, 0);
        assert_as_loaded(&b, third, TODAY);
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
        open_shared(&b, &t);
        for (int i = 0; i < 5; i++) {
            struct search *s = start_another(&b, TODAY);
            struct search *other = open_another(&b, 0);
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
            assert_true(has_file(&b));
            assert_false(finds(other, s->change_id, s->shared_as));
            assert_false(has_file(&b));
            catch_up(&b, other, TODAY);
            assert_int_equal(other->columns_from, SEARCH_READ);
            assert_as_loaded(&b, other, TODAY);
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
        open_shared(&b, &t);
        date next = date_add_days(TODAY, 1);
        int64_t mark = b.search->shared_as;
        char path[SEARCH_PATH_MAX + 16];
        beside(&b, "", path);
        struct stat was;
        struct stat is;
        assert_int_equal(stat(path, &was), 0);
        struct db *writer = NULL;
        assert_null(db_open(str_view(b.place.url), &writer));
        assert_null(db_begin(writer, DB_WRITE));
        struct search *other = start_another(&b, next);
        assert_int_equal(other->columns_from, SEARCH_RENEWED);
        assert_int_equal(other->shared_as, 0);
        assert_int_equal(stat(path, &is), 0);
        assert_int_equal(is.st_ino, was.st_ino);
        assert_memory_equal(&is.st_mtim, &was.st_mtim, sizeof(is.st_mtim));
        struct search *third = start_another(&b, TODAY);
        assert_int_equal(third->columns_from, SEARCH_MAPPED);
        assert_int_equal(third->shared_as, mark);
        db_rollback(writer);
        db_close(writer);
        assert_as_loaded(&b, other, next);
        assert_renewed(&b, third, next);
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
        open_shared(&b, &t);
        struct search *other = open_another(&b, 0);
        (void)snprintf(other->file, sizeof(other->file), "/nowhere/search.db");
        catch_up(&b, other, TODAY);
        assert_int_equal(other->columns_from, SEARCH_READ);
        assert_int_equal(other->shared_as, 0);
        assert_as_loaded(&b, other, TODAY);
        search_close(other);

        remove_file(&b);
        struct db *writer = NULL;
        assert_null(db_open(str_view(b.place.url), &writer));
        assert_null(db_begin(writer, DB_WRITE));
        other = start_another(&b, TODAY);
        assert_int_equal(other->columns_from, SEARCH_READ);
        assert_int_equal(other->shared_as, 0);
        assert_false(has_file(&b));
        db_rollback(writer);
        db_close(writer);
        assert_as_loaded(&b, other, TODAY);
        search_close(other);
        search_bench_close(&b);
    }
}

// --- At once -------------------------------------------------------------------------------------

#define CHILDREN 4

// A process of its own; ends with where its columns came from.
static pid_t fork_another(struct search_bench *b)
{
    const struct testing_db *t = b->scene.database;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child > 0) {
        return child;
    }
    struct db *db = NULL;
    struct search *s = NULL;
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    search_image_turn_end(b->search); // a turn lasts until the last copy of it is closed
    err e = db_open(str_view(t->url), &db);
    if (e == NULL) {
        db_set_arena(db, a);
        e = search_open(str_view(b->place.url), &s);
    }
    if (e != NULL) {
        _exit(100);
    }
    s->share_least = 0;
    e = db_begin(db, DB_READ);
    e = e != NULL ? e : search_catch_up(s, db, a, TODAY);
    _exit(e != NULL ? 101 : (int)s->columns_from);
}

static void of_processes_that_start_at_once_one_loads(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        open_shared(&b, &t);
        remove_file(&b);
        pid_t children[CHILDREN];
        int came[256] = {0};
        search_image_turn(b.search); // nobody loads before all are there
        for (int i = 0; i < CHILDREN; i++) {
            children[i] = fork_another(&b);
        }
        (void)usleep(500000);
        for (int i = 0; i < CHILDREN; i++) {
            assert_int_equal(waitpid(children[i], NULL, WNOHANG), 0);
        }
        search_image_turn_end(b.search);
        for (int i = 0; i < CHILDREN; i++) {
            int status = 0;
            assert_int_equal(waitpid(children[i], &status, 0), children[i]);
            assert_true(WIFEXITED(status));
            came[WEXITSTATUS(status)]++;
        }
        assert_int_equal(came[SEARCH_READ], 1);
        assert_int_equal(came[SEARCH_MAPPED], CHILDREN - 1);
        search_bench_close(&b);
    }
}

// Killed wherever it is: loading, writing, or giving the file out.
static void who_is_killed_leaves_nothing_that_misleads(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        open_shared(&b, &t);
        for (int i = 0; i < 12; i++) {
            catalog_testing_change(&b.scene, b.scene.paper.offer, 1000 + i,
                                   i % 2 == 0 ? "paused" : "active");
            pid_t child = fork_another(&b);
            (void)usleep((useconds_t)(2000 * i));
            (void)kill(child, SIGKILL);
            assert_int_equal(waitpid(child, NULL, 0), child);
            struct search *other = start_another(&b, TODAY);
            assert_as_loaded(&b, other, TODAY);
            search_close(other);
        }
        search_bench_catch_up(&b);
        assert_as_loaded(&b, b.search, TODAY);
        search_bench_close(&b);
    }
}

// --- Whatever happens ----------------------------------------------------------------------------

static unsigned below(uint64_t *chance, unsigned most)
{
    *chance = *chance * UINT64_C(6364136223846793005) + 1442695040888963407U;
    return (unsigned)(*chance >> 33) % most;
}

// One thing that happens to a catalogue, by chance.
static void happen(struct search_bench *b, uint64_t *chance)
{
    static const char *const STATES[] = {"active", "active", "paused", "ended"};
    static const char *const UNITS[] = {"상자", "박스", "묶음", "다스"};
    struct catalog_scene *s = &b->scene;
    const struct catalog_good goods[] = {s->paper, s->rival_paper, s->pens, s->cleaning, s->gone};
    struct catalog_good good = goods[below(chance, COUNT(goods))];
    supplier_id firm = below(chance, 2) == 0 ? s->woman : s->rival;
    switch (below(chance, 6)) {
    case 0:
        sell_by(b, good.offer, UNITS[below(chance, COUNT(UNITS))]);
        break;
    case 1:
        (void)catalog_testing_add(s, "paper.copy.a4", "새 물건", firm, 1000 + below(chance, 9000));
        break;
    case 2:
        catalog_testing_certify(s, firm,
                                (enum certificate_kind)below(chance, CERTIFICATE_KIND_COUNT),
                                date_add_days(TODAY, (int)below(chance, 4)), CERTIFICATE_VERIFIED);
        reindex(b, firm);
        break;
    default:
        catalog_testing_change(s, good.offer, 1000 + below(chance, 90000),
                               STATES[below(chance, COUNT(STATES))]);
        break;
    }
}

static void whatever_happens_all_have_what_loading_gives(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct search_bench b;
        open_shared(&b, &t);
        uint64_t chance = 20261127;
        date today = TODAY;
        struct search *all[] = {b.search, start_another(&b, today), start_another(&b, today)};
        int came[3] = {0};
        for (int i = 0; i < 60; i++) {
            happen(&b, &chance);
            today = date_add_days(today, below(&chance, 12) == 0);
            struct search *s = all[below(&chance, COUNT(all))];
            catch_up(&b, s, today);
            assert_as_loaded(&b, s, today);
            came[s->columns_from]++;
            arena_reset(t.arena);
        }
        assert_true(came[SEARCH_RENEWED] > 5 && came[SEARCH_MAPPED] > 5);
        search_close(all[1]);
        search_close(all[2]);
        search_bench_close(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_site_writes_no_file),
        cmocka_unit_test(what_one_process_loaded_the_others_map),
        cmocka_unit_test(offers_that_come_go_and_move_find_their_places),
        cmocka_unit_test(a_day_that_begins_reads_certificates_and_no_rows),
        cmocka_unit_test(what_was_judged_by_other_facts_is_not_taken_over),
        cmocka_unit_test(a_file_of_another_index_is_not_used),
        cmocka_unit_test(a_file_that_is_damaged_is_not_used),
        cmocka_unit_test(a_file_that_cannot_be_read_is_taken_away),
        cmocka_unit_test(a_row_without_its_place_is_not_used),
        cmocka_unit_test(a_mark_that_is_refused_leaves_the_file),
        cmocka_unit_test(what_cannot_be_written_beside_the_index_is_one_s_own),
        cmocka_unit_test(of_processes_that_start_at_once_one_loads),
        cmocka_unit_test(who_is_killed_leaves_nothing_that_misleads),
        cmocka_unit_test(whatever_happens_all_have_what_loading_gives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
