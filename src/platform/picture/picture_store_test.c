// A photo waits, is ready or refused; what looks alike is found again.
#include "platform/picture/picture_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "platform/db/db_testing.h"
#include "platform/file/folder_testing.h"
#include "platform/job/job.h"
#include "platform/picture/picture_action.h"
#include "platform/picture/picture_job.h"
#include "platform/picture/picture_make.h"
#include "platform/picture/picture_testing.h"

static const struct actor SELLER = {
    .address = {"192.0.2.7", 9}
};

static const struct job_kind KINDS[] = {
    {PICTURE_JOB, picture_job_prepare, picture_job_call, picture_job_finish},
};

static struct unit unit_of(const struct testing_db *t)
{
    return (struct unit){.arena = t->arena, .db = t->db, .actor = &SELLER};
}

static struct picture hand_in(const struct testing_db *t, const char *name, str bytes)
{
    struct picture p;
    struct unit u = unit_of(t);
    struct upload up = {.field = S("photo"), .name = str_view(name), .bytes = bytes};
    assert_null(unit_begin(&u, DB_WRITE, unit_clock_system));
    assert_null(picture_action_add(&u, &up, &p));
    assert_null(unit_commit(&u));
    return p;
}

static bool run_job(const struct testing_db *t)
{
    bool ran = false;
    struct unit u = unit_of(t);
    assert_null(job_run_one(&u, unit_clock_system, KINDS, COUNT(KINDS), NULL, &ran));
    return ran;
}

static struct picture find(const struct testing_db *t, picture_id id)
{
    struct picture p;
    assert_null(db_begin(t->db, DB_READ));
    assert_null(picture_store_find(t->db, id, &p));
    db_rollback(t->db);
    return p;
}

static err find_made(const struct testing_db *t, public_no no, enum picture_size size,
                     struct kept_file *out)
{
    assert_null(db_begin(t->db, DB_READ));
    err e = picture_store_find_made(t->db, no, size, out);
    db_rollback(t->db);
    return e;
}

static void a_photo_waits_and_is_ready_when_its_job_has_run(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct testing_folder folder;
        struct kept_file f;
        testing_folder_open_place(&folder);
        picture_testing_begin();
        struct picture p =
            hand_in(&t, "복사용지.png", picture_paint(t.arena, PAINT_GOODS, 1300, 1300));
        assert_int_equal(find(&t, p.id).state, PICTURE_WAITING);
        assert_ptr_equal(find_made(&t, p.no, PICTURE_600, &f), &PICTURE_UNKNOWN);

        assert_true(run_job(&t));
        struct picture ready = find(&t, p.id);
        assert_int_equal(ready.state, PICTURE_READY);
        assert_int_equal(ready.width, 1300);
        assert_int_equal(ready.words, 0);
        for (int i = 0; i < PICTURE_SIZE_COUNT; i++) {
            assert_null(find_made(&t, p.no, (enum picture_size)i, &f));
            assert_int_equal(f.kind, i == PICTURE_1200_JPEG ? FILE_JPEG : FILE_WEBP);
            assert_int_equal(access(file_path(t.arena, &f), R_OK), 0);
        }
        assert_null(find_made(&t, p.no, PICTURE_600, &f));
        str name = str_format(t.arena, "%lld-600.webp", (long long)p.no.value);
        assert_true(str_equals(f.name, name));
        assert_false(run_job(&t));
        (void)testing_folder_close(&folder);
    }
}

static void what_is_no_photo_inside_is_refused_with_its_reason(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct testing_folder folder;
        struct kept_file f;
        testing_folder_open_place(&folder);
        picture_testing_begin();
        struct picture p = hand_in(&t, "bomb.PNG", picture_paint_bomb(t.arena, 60000, 60000));
        assert_true(run_job(&t));
        struct picture refused = find(&t, p.id);
        assert_int_equal(refused.state, PICTURE_REFUSED);
        assert_int_equal(refused.verdict, PICTURE_TOO_LARGE);
        assert_true(picture_verdict_sentence(refused.verdict).n > 0);
        assert_ptr_equal(find_made(&t, p.no, PICTURE_600, &f), &PICTURE_UNKNOWN);
        (void)testing_folder_close(&folder);
    }
}

static instant hour;        // it strikes for each try
static struct arena *tries; // each has room for an answer

static instant clock_of_tries(void)
{
    return hour;
}

static err try_again(const struct testing_db *t)
{
    bool ran = false;
    struct unit u = unit_of(t);
    u.arena = tries;
    hour = instant_add_s(hour, 3600);
    err e = job_run_one(&u, clock_of_tries, KINDS, COUNT(KINDS), NULL, &ran);
    assert_true(ran);
    return e;
}

// A child without an answer may be the machine's fault: the firm is asked for another photo only
// when it is so each time.
static void a_photo_whose_child_was_killed_is_tried_again(void **state)
{
    (void)state;
    tries = arena_open(800 * (size_t)MIB);
    FOR_EACH_ENGINE(t)
    {
        struct testing_folder folder;
        testing_folder_open_place(&folder);
        hour = unit_clock_system();
        struct picture once = hand_in(&t, "a.png", picture_paint(t.arena, PAINT_ROOM, 300, 200));
        picture_testing_program("/bin/false", 20000);
        assert_ptr_equal(try_again(&t), &PICTURE_NO_ANSWER);
        assert_int_equal(find(&t, once.id).state, PICTURE_WAITING);
        picture_testing_begin();
        assert_null(try_again(&t));
        assert_int_equal(find(&t, once.id).state, PICTURE_READY);

        struct picture always = hand_in(&t, "b.png", picture_paint(t.arena, PAINT_OTHER, 300, 200));
        picture_testing_program("/bin/false", 20000);
        for (int i = 1; i < LIMIT_PICTURE_TRIES; i++) {
            assert_ptr_equal(try_again(&t), &PICTURE_NO_ANSWER);
            assert_int_equal(find(&t, always.id).state, PICTURE_WAITING);
        }
        assert_null(try_again(&t));
        assert_int_equal(find(&t, always.id).verdict, PICTURE_GIVEN_UP);
        picture_testing_begin();
        (void)testing_folder_close(&folder);
    }
    arena_close(tries);
}

static void a_job_that_runs_again_changes_nothing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct testing_folder folder;
        struct kept_file first;
        struct kept_file second;
        testing_folder_open_place(&folder);
        picture_testing_begin();
        struct picture p = hand_in(&t, "a.png", picture_paint(t.arena, PAINT_ROOM, 300, 200));
        assert_true(run_job(&t));
        assert_null(find_made(&t, p.no, PICTURE_240, &first));
        struct unit u = unit_of(&t);
        assert_null(unit_begin(&u, DB_WRITE, unit_clock_system));
        assert_null(job_add(&u, PICTURE_JOB, p.id.value, S(""), (instant){0}));
        assert_null(unit_commit(&u));
        assert_true(run_job(&t));
        assert_null(find_made(&t, p.no, PICTURE_240, &second));
        assert_int_equal(first.id.value, second.id.value);
        (void)testing_folder_close(&folder);
    }
}

static void what_is_not_handed_in_as_a_photo_is_not_kept(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct testing_folder folder;
        static const struct {
            const char *name;
            str bytes;
        } FILES[] = {
            {"a.svg",  {"<svg/>", 6}           },
            {"a.png",  {"\xFF\xD8\xFF\xE0", 4} }, // a JPEG by its bytes
            {"a.jpg",  {"%PDF-1.7", 8}         },
            {"a.jpg",  {"\x89PNG\r\n\x1A\n", 8}}, // a PNG
            {"a.pdf",  {"%PDF-1.7", 8}         }, // no photo, though a paper
            {"a.webp", {"RIFF....WAVE", 12}    },
        };
        testing_folder_open_place(&folder);
        picture_testing_begin();
        struct unit u = unit_of(&t);
        assert_null(unit_begin(&u, DB_WRITE, unit_clock_system));
        for (size_t i = 0; i < COUNT(FILES); i++) {
            struct picture p;
            struct upload up = {.name = str_view(FILES[i].name), .bytes = FILES[i].bytes};
            assert_ptr_equal(picture_action_add(&u, &up, &p), &FILE_NO_PHOTO);
        }
        struct picture p;
        struct upload nothing = {.name = S("a.png"), .bytes = S("")};
        assert_ptr_equal(picture_action_add(&u, &nothing, &p), &FILE_EMPTY);
        unit_rollback(&u);
        (void)testing_folder_close(&folder);
    }
}

// --- What looks alike ----------------------------------------------------------------------------

static picture_id add_hash(const struct testing_db *t, file_id file, int64_t no, uint64_t hash)
{
    const file_id made[PICTURE_SIZE_COUNT] = {file, file, file, file};
    struct picture p = {.no = {no}, .original = file, .added_at = {1}};
    assert_null(picture_store_add(t->db, &p, NO_ID(account_id), &p.id));
    p.hash = hash;
    p.width = p.height = 1200;
    assert_null(picture_store_set_ready(t->db, &p, made, (instant){2}));
    return p.id;
}

static void near_pictures_are_found_and_others_are_not(void **state)
{
    (void)state;
    const uint64_t hash = UINT64_C(0x0F0F33CC55AA9669);
    FOR_EACH_ENGINE(t)
    {
        struct testing_folder folder;
        struct kept_file f;
        picture_near_list near;
        testing_folder_open_place(&folder);
        picture_testing_begin();
        struct unit u = unit_of(&t);
        assert_null(unit_begin(&u, DB_WRITE, unit_clock_system));
        assert_null(file_keep_made(&u, S("a.jpg"), FILE_JPEG, S("\xFF\xD8\xFF"), &f));
        picture_id same = add_hash(&t, f.id, 1, hash);
        // A bit in each of six parts, so that one part alone is left alike; and one bit more.
        picture_id six = add_hash(&t, f.id, 2, hash ^ UINT64_C(0x0040201008040201));
        uint64_t spread = hash;
        for (int band = 0; band < PICTURE_NEAR; band++) {
            spread ^= UINT64_C(1) << (64 * band / PICTURE_BANDS);
        }
        picture_id parts = add_hash(&t, f.id, 3, spread);
        (void)add_hash(&t, f.id, 4, hash ^ 0x7F);
        (void)add_hash(&t, f.id, 5, 0); // an even surface is like nothing

        assert_null(picture_near(t.db, t.arena, hash, same, &near));
        assert_int_equal(near.count, 1);
        assert_int_equal(near.items[0].id.value, parts.value);
        assert_int_equal(near.items[0].distance, PICTURE_NEAR);
        assert_null(picture_near(t.db, t.arena, hash, NO_ID(picture_id), &near));
        assert_int_equal(near.count, 2);
        assert_int_equal(near.items[0].id.value, same.value); // the nearest first
        assert_null(picture_near(t.db, t.arena, 0, NO_ID(picture_id), &near));
        assert_int_equal(near.count, 0);
        assert_int_equal(picture_distance(hash, hash ^ UINT64_C(0x0040201008040201)), 7);
        (void)six;
        unit_rollback(&u);
        (void)testing_folder_close(&folder);
    }
}

static void more_that_look_alike_than_are_told_give_the_nearest(void **state)
{
    (void)state;
    const uint64_t hash = UINT64_C(0x0F0F33CC55AA9669);
    FOR_EACH_ENGINE(t)
    {
        struct testing_folder folder;
        struct kept_file f;
        picture_near_list near;
        testing_folder_open_place(&folder);
        picture_testing_begin();
        struct unit u = unit_of(&t);
        assert_null(unit_begin(&u, DB_WRITE, unit_clock_system));
        assert_null(file_keep_made(&u, S("a.jpg"), FILE_JPEG, S("\xFF\xD8\xFF"), &f));
        for (int i = 0; i < LIMIT_PICTURES_NEAR + 3; i++) {
            uint64_t other = hash ^ ((UINT64_C(1) << (i % 5 + 1)) - 1);
            (void)add_hash(&t, f.id, 10 + i, other);
        }
        (void)add_hash(&t, f.id, 9, hash);
        assert_null(picture_near(t.db, t.arena, hash, NO_ID(picture_id), &near));
        assert_int_equal(near.count, LIMIT_PICTURES_NEAR);
        assert_int_equal(near.items[0].distance, 0);
        for (size_t i = 1; i < near.count; i++) {
            assert_true(near.items[i - 1].distance <= near.items[i].distance);
        }
        unit_rollback(&u);
        (void)testing_folder_close(&folder);
    }
}

static void two_hashes_within_reach_share_a_part(void **state)
{
    (void)state;
    uint64_t seed = 7;
    int bits = 0;
    for (int band = 0; band < PICTURE_BANDS; band++) {
        for (uint64_t all = (uint64_t)picture_band(~UINT64_C(0), band); all != 0; all >>= 1) {
            bits++;
        }
    }
    assert_int_equal(bits, 64);
    for (int round = 0; round < 1000; round++) {
        seed = seed * 6364136223846793005U + 1442695040888963407U;
        uint64_t other = seed;
        for (int change = 0; change < PICTURE_NEAR; change++) {
            other ^= UINT64_C(1) << (seed >> (6 * change) & 63);
        }
        bool shared = false;
        for (int band = 0; band < PICTURE_BANDS; band++) {
            shared = shared || picture_band(seed, band) == picture_band(other, band);
        }
        assert_true(shared);
    }
}

static void every_word_leads_back(void **state)
{
    (void)state;
    for (int i = 0; i < PICTURE_STATE_COUNT; i++) {
        str word = str_view(picture_state_word((enum picture_state)i));
        assert_int_equal(picture_state_from(word), i);
    }
    for (int i = 0; i < PICTURE_VERDICT_COUNT; i++) {
        str word = str_view(picture_verdict_word((enum picture_verdict)i));
        assert_int_equal(picture_verdict_from(word), i);
    }
    for (int i = 0; i < PICTURE_SIZE_COUNT; i++) {
        assert_int_equal(picture_size_from(picture_size_name((enum picture_size)i)), i);
    }
    assert_int_equal(picture_size_from(S("1200.png")), PICTURE_SIZE_COUNT);
    for (int i = 0; i < PICTURE_WORD_COUNT; i++) {
        assert_true(picture_word_text((enum picture_word)i).n > 0);
        assert_true(picture_word_advice((enum picture_word)i).n > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_photo_waits_and_is_ready_when_its_job_has_run),
        cmocka_unit_test(what_is_no_photo_inside_is_refused_with_its_reason),
        cmocka_unit_test(a_photo_whose_child_was_killed_is_tried_again),
        cmocka_unit_test(a_job_that_runs_again_changes_nothing),
        cmocka_unit_test(what_is_not_handed_in_as_a_photo_is_not_kept),
        cmocka_unit_test(near_pictures_are_found_and_others_are_not),
        cmocka_unit_test(more_that_look_alike_than_are_told_give_the_nearest),
        cmocka_unit_test(two_hashes_within_reach_share_a_part),
        cmocka_unit_test(every_word_leads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
