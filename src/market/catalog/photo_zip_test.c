// test-timeout: 300
// A firm hands in a ZIP of photos; a job that may die at any step takes each of them once.
#include "market/catalog/photo_zip_web.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/photo_zip_action.h"
#include "market/catalog/photo_zip_job.h"
#include "market/catalog/photo_zip_testing.h"
#include "market/catalog/photo_zip_testing.sql.h"
#include "platform/picture/picture_testing.h"
#include "platform/process/killed_testing.h"

// --- The job, which may die at a step ------------------------------------------------------------

enum death {
    DEATH_NONE,
    DEATH_PREPARING,
    DEATH_PREPARED,
    DEATH_CALLING,
    DEATH_CALLED,
    DEATH_FINISHING,
    DEATH_FINISHED, // before it is committed
    DEATH_COUNT
};

static enum death due;

static void die_if(enum death at)
{
    if (due == at) {
        (void)raise(SIGKILL);
    }
}

static err prepare(struct unit *u, struct job *j)
{
    die_if(DEATH_PREPARING);
    err e = photo_zip_job_prepare(u, j);
    die_if(DEATH_PREPARED);
    return e;
}

static bool run_one(struct db *db, struct arena *arena);
static struct db
    *overtaken; // where another worker runs a job while the first one's child is at work

static err call(struct arena *arena, struct job *j, const struct gateways *g)
{
    struct db *db = overtaken;
    die_if(DEATH_CALLING);
    err e = photo_zip_job_call(arena, j, g);
    if (db != NULL) {
        struct arena *own = arena_open(LIMIT_ARENA_UNIT);
        overtaken = NULL;
        assert_true(run_one(db, own));
        db_set_arena(db, arena);
        arena_close(own);
    }
    die_if(DEATH_CALLED);
    return e;
}

static err finish(struct unit *u, struct job *j)
{
    die_if(DEATH_FINISHING);
    err e = photo_zip_job_finish(u, j);
    die_if(DEATH_FINISHED);
    return e;
}

static const struct job_kind KIND = {PHOTO_ZIP_JOB, prepare, call, finish};

static bool run_one(struct db *db, struct arena *arena)
{
    return photo_zip_run_one(db, arena, &KIND);
}

static void run_all(struct catalog_scene *s)
{
    due = DEATH_NONE;
    photo_zip_run_all(s, &KIND);
}

// --- What is handed in ---------------------------------------------------------------------------

static void what_an_entry_may_be_called(void **state)
{
    (void)state;
    static const struct {
        const char *entry;
        const char *codes;
    } ROWS[] = {
        {"K-100.jpg",              "K-100|K|"      },
        {"K-100/앞.jpg",          "K-100|앞|"    },
        {"사진/K-100/앞 1.jpg", "K-100|앞 1|"  },
        {"K100_2.jpg",             "K100_2|K100|"  },
        {"K100 (3).jpg",           "K100 (3)|K100|"},
        {"펜\\펜 7.png",         "펜|펜 7|"    },
        {"../../etc/passwd",       "etc|passwd|"   },
        {".jpg",                   ".jpg|"         },
        {"/",                      ""              },
        {"",                       ""              },
        {"가나.png",             "가나|"       }, // letter by letter, as macOS
    };
    struct arena *a = arena_open(MIB);
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        str codes[PHOTO_CODES];
        struct out o;
        out_init(&o, a, KIB);
        size_t n = photo_zip_codes(a, str_view(ROWS[i].entry), codes);
        for (size_t k = 0; k < n; k++) {
            out_str(&o, codes[k]);
            out_char(&o, '|');
        }
        if (!str_equals(out_view(&o), str_view(ROWS[i].codes))) {
            fail_msg("%s: %.*s", ROWS[i].entry, STR_ARG(out_view(&o)));
        }
    }
    arena_close(a);
}

static void each_photo_goes_to_the_product_it_is_called_after(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        photo_zip_testing_open(&s, &t);
        char *blank = arena_alloc(t.arena, 2 * (size_t)MIB);
        str photo = picture_paint(t.arena, PAINT_GOODS, 60, 60);
        str rival = str_format(t.arena, "%lld.png", (long long)s.rival_paper.offer_no.value);
        str pens = str_format(t.arena, "%lld_2.png", (long long)s.pens.offer_no.value);
        const struct packed files[] = {
            {"K-100.png",                photo                   },
            {"묶음/K-100/옆.png",     photo                   },
            {"묶음/K-100_2.png",       photo                   },
            {"../../../K-100_3.png",     photo                   }, // leads out of its folder
            {pens.p,                     photo                   },
            {rival.p,                    photo                   }, // another firm's
            {"모르는 것.png",        photo                   },
            {"K-100.txt",                S("hello")              },
            {"K-100.svg",                S("<svg/>")             },
            {"K-100_0.png",              S("")                   },
            {"K-100_bomb.png",           {blank, 2 * (size_t)MIB}},
            {"__MACOSX/K-100/._앞.png", S("fork")               },
        };
        struct web_answer a = photo_zip_hand_in(&s, picture_pack(t.arena, files, COUNT(files)), "");
        assert_int_equal(a.status, 303);
        assert_int_equal(photo_zip_count_spooled(), 1);
        assert_true(web_shows(web_get(&s.web, a.location.p), "푸는 중"));
        run_all(&s);
        assert_int_equal(photo_zip_count(&s, &SQL_PHOTO_ZIP_TEST_PICTURES), 4);
        assert_int_equal(photo_zip_count(&s, &SQL_PHOTO_ZIP_TEST_KEPT), 4); // one of each
        assert_int_equal(photo_zip_count(&s, &SQL_PHOTO_ZIP_TEST_ENTRIES), 12);
        assert_int_equal(photo_zip_count_spooled(), 0);
        a = web_get(&s.web, a.location.p);
        assert_true(web_shows(a, "마침"));
        assert_true(web_shows(a, "7개는 올리지 않았습니다."));
        assert_true(web_shows(a, "../../../K-100_3.png"));
        assert_true(web_shows(a, "폴더 밖을 가리키는 이름(..)"));
        assert_true(web_shows(a, "이 이름의 자체 상품코드나 상품 번호가 없습니다."));
        assert_true(web_shows(a, "JPG, PNG, WebP 사진을 올려 주세요."));
        assert_true(web_shows(a, "압축이 100배를 넘습니다."));
        assert_true(web_shows(a, "지금 파일은 비어 있습니다."));
        assert_true(web_shows(web_get(&s.web, "/supplier/photos"), "사진.zip"));
        photo_zip_testing_close(&s);
    }
}

static void all_photos_may_be_of_one_product(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        photo_zip_testing_open(&s, &t);
        str photo = picture_paint(t.arena, PAINT_GOODS, 60, 60);
        str no = str_format(t.arena, "%lld", (long long)s.pens.offer_no.value);
        str other = str_format(t.arena, "%lld", (long long)s.rival_paper.offer_no.value);
        const struct packed files[] = {
            {"K-100.png",        photo},
            {"아무거나.png", photo},
        };
        str zip = picture_pack(t.arena, files, COUNT(files));
        assert_int_equal(photo_zip_hand_in(&s, zip, other.p).status, 404); // another firm's
        struct web_answer a = photo_zip_hand_in(&s, zip, no.p);
        assert_int_equal(a.status, 303);
        run_all(&s);
        assert_int_equal(photo_zip_count(&s, &SQL_PHOTO_ZIP_TEST_PICTURES), 2);
        assert_true(web_shows(web_get(&s.web, a.location.p), "유성볼펜"));
        web_as(&s.web, &s.officer);
        assert_int_equal(web_get(&s.web, a.location.p).status, 403);
        struct actor rival = s.owner;
        rival.supplier = s.rival;
        web_as(&s.web, &rival);
        assert_int_equal(web_get(&s.web, a.location.p).status, 404);
        photo_zip_testing_close(&s);
    }
}

static err do_keep(struct unit *u, void *data)
{
    str spool;
    return photo_zip_action_keep(u, data, &spool);
}

// What is said to a ZIP of that size: its bytes are memory that nobody touches but the first page.
// While others are at work one that is not too large is told so before anything is written.
static err keep_large(struct catalog_scene *s, size_t size)
{
    struct testing_db *t = s->database;
    char *large = mmap(NULL, size, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    assert_ptr_not_equal(large, MAP_FAILED);
    memcpy(large, "PK\x03\x04", 4);
    struct upload up = {
        .bytes = {.p = large, .n = size}
    };
    struct unit u = {.arena = t->arena, .db = t->db, .actor = &s->owner, .trace = S("t")};
    err said = unit_run(&u, photo_zip_clock, do_keep, &up);
    assert_int_equal(munmap(large, size), 0);
    return said;
}

static void what_is_no_zip_too_large_or_too_many_is_said(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        photo_zip_testing_open(&s, &t);
        struct web_answer a = photo_zip_hand_in(&s, S("hello"), "");
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "사진을 묶은 ZIP 파일을 골라 주세요."));
        assert_int_equal(photo_zip_count_spooled(), 0);

        // Nothing in it, and what only begins as one.
        const char empty[22] = "PK\x05\x06";
        struct web_answer none = photo_zip_hand_in(&s, (str){.p = empty, .n = sizeof(empty)}, "");
        struct web_answer bad = photo_zip_hand_in(&s, S("PK\x03\x04 and no more"), "");
        assert_int_equal(bad.status, 303);
        assert_int_equal(photo_zip_hand_in(&s, S("PK\x03\x04 and no more"), "").status, 303);
        a = photo_zip_hand_in(&s, S("PK\x03\x04 and no more"), "");
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "풀고 있는 ZIP이 3개 있습니다."));
        assert_ptr_equal(keep_large(&s, LIMIT_ZIP - 1), &PHOTO_ZIP_AT_WORK);
        assert_ptr_equal(keep_large(&s, LIMIT_ZIP), &PHOTO_ZIP_AT_WORK);
        assert_ptr_equal(keep_large(&s, LIMIT_ZIP + 1), &PHOTO_ZIP_TOO_LARGE);
        assert_int_equal(photo_zip_count_spooled(), 3);
        assert_true(photo_zip_count(&s, &SQL_PHOTO_ZIP_TEST_DAY) > 0);
        run_all(&s);
        assert_int_equal(photo_zip_count_spooled(), 0);
        assert_true(web_shows(web_get(&s.web, none.location.p), "ZIP이 비어 있습니다."));
        assert_true(web_shows(web_get(&s.web, bad.location.p), "열 수 없는 ZIP입니다."));
        photo_zip_testing_close(&s);
    }
}

// --- Deaths --------------------------------------------------------------------------------------

// A worker of one job that dies where it is told to.
static bool died(const char *url, enum death where)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct db *db = NULL;
        due = where;
        if (db_open(str_view(url), &db) != NULL) {
            _exit(3);
        }
        (void)run_one(db, arena_open(LIMIT_ARENA_UNIT));
        _exit(0);
    }
    photo_zip_turns++;
    return killed_testing_wait(child);
}

static void killed_at_any_step_nothing_is_lost_or_doubled(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        photo_zip_testing_open(&s, &t);
        str photo = picture_paint(t.arena, PAINT_GOODS, 40, 40);
        const struct packed files[] = {
            {"K-100.png",         photo        },
            {"K-100_2.png",       photo        },
            {"모르는 것.png", photo        },
            {"K-100_3.png",       photo        },
            {"K-100.txt",         S("no photo")},
            {"K-100_4.png",       photo        },
        };
        struct web_answer a = photo_zip_hand_in(&s, picture_pack(t.arena, files, COUNT(files)), "");
        assert_int_equal(a.status, 303);
        int deaths = 0;
        // Each entry, and the end of all, meets one death of each kind before it is let through.
        for (size_t i = 0; i < (COUNT(files) + 1) * DEATH_COUNT; i++) {
            deaths += died(t.url, (enum death)((i + 1) % DEATH_COUNT));
        }
        run_all(&s);
        assert_true(deaths > 30);
        print_message("%d deaths\n", deaths);
        assert_int_equal(photo_zip_count(&s, &SQL_PHOTO_ZIP_TEST_PICTURES), 4);
        assert_int_equal(photo_zip_count(&s, &SQL_PHOTO_ZIP_TEST_ENTRIES), 6);
        assert_int_equal(photo_zip_count_spooled(), 0);
        assert_true(web_shows(web_get(&s.web, a.location.p), "마침"));
        photo_zip_testing_close(&s);
    }
}

// Somebody let it go on though it did not stand still for good.
static void two_jobs_of_one_zip_take_each_photo_once(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        photo_zip_testing_open(&s, &t);
        str photo = picture_paint(t.arena, PAINT_GOODS, 40, 40);
        const struct packed files[] = {
            {"K-100.png",   photo},
            {"K-100_2.png", photo},
        };
        struct web_answer a = photo_zip_hand_in(&s, picture_pack(t.arena, files, COUNT(files)), "");
        const char *again = str_format(t.arena, "%.*s/resume", STR_ARG(a.location)).p;
        assert_int_equal(web_post(&s.web, again, WEB_NO_FIELDS).status, 409);
        web_test_now = instant_add_s(web_test_now, 1000);
        assert_true(web_shows(web_get(&s.web, a.location.p), "한동안 나아가지 않았습니다."));
        assert_int_equal(web_post(&s.web, again, WEB_NO_FIELDS).status, 303);
        photo_zip_turns = 0;
        overtaken = t.db;
        run_all(&s);
        assert_int_equal(photo_zip_count(&s, &SQL_PHOTO_ZIP_TEST_PICTURES), 2);
        assert_int_equal(photo_zip_count(&s, &SQL_PHOTO_ZIP_TEST_ENTRIES), 2);
        photo_zip_testing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_an_entry_may_be_called),
        cmocka_unit_test(each_photo_goes_to_the_product_it_is_called_after),
        cmocka_unit_test(all_photos_may_be_of_one_product),
        cmocka_unit_test(what_is_no_zip_too_large_or_too_many_is_said),
        cmocka_unit_test(two_jobs_of_one_zip_take_each_photo_once),
        cmocka_unit_test(killed_at_any_step_nothing_is_lost_or_doubled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
