// A sheet names photos by their addresses: those of approved machines come, the others have a
// reason.
#include "market/catalog/photo_fetch_action.h"

#include <assert.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "gateway/gateways.h"
#include "market/catalog/import_testing.h"
#include "market/catalog/import_web.h"
#include "market/catalog/photo_fetch_job.h"
#include "market/catalog/photo_fetch_test.sql.h"
#include "market/catalog/photo_host_web.h"
#include "market/catalog/product_picture_job.h"
#include "market/catalog/product_picture_store.h"
#include "market/party/right.h"
#include "platform/file/folder_testing.h"
#include "platform/picture/picture_job.h"
#include "platform/picture/picture_testing.h"

static struct testing_folder folder;
static struct route routes[16];
static int64_t late_s; // the clock of the jobs is so much later than that of the pages
static str photo;
static int calls;

static instant clock_of_jobs(void)
{
    return instant_add_s(web_test_now, late_s);
}

static void open_scene(struct catalog_scene *s, struct testing_db *t)
{
    size_t count = 0;
    for (size_t i = 0; i < IMPORT_ROUTE_COUNT; i++) {
        routes[count++] = IMPORT_ROUTES[i];
    }
    for (size_t i = 0; i < PHOTO_HOST_ROUTE_COUNT; i++) {
        routes[count++] = PHOTO_HOST_ROUTES[i];
    }
    import_testing_open(s, t, routes, count);
    testing_folder_open_place(&folder);
    picture_testing_begin();
    photo = picture_paint(t->arena, PAINT_GOODS, 80, 80);
    late_s = 0;
    calls = 0;
}

static void close_scene(struct catalog_scene *s)
{
    catalog_testing_close(s);
    (void)testing_folder_close(&folder);
}

// --- The operator --------------------------------------------------------------------------------

static struct web_answer post_host(struct catalog_scene *s, const char *host, const char *reason,
                                   const char *sure, const char *withdraw, const char *version)
{
    return web_post(&s->web, "/admin/photo-hosts",
                    WEB_FIELDS({"host", host}, {"reason", reason}, {"sure", sure},
                               {"withdraw", withdraw}, {"version", version}));
}

static void be_operator(struct catalog_scene *s)
{
    static struct actor who;
    who = (struct actor){.account = s->owner.account,
                         .rights = RIGHT_OPERATOR | RIGHT_SIGNED_IN,
                         .name = S("운영자"),
                         .csrf = s->owner.csrf};
    web_as(&s->web, &who);
}

static void approve(struct catalog_scene *s, const char *host)
{
    be_operator(s);
    assert_int_equal(post_host(s, host, "공식 사진", "1", "", "0").status, 303);
    web_as(&s->web, &s->owner);
}

static void an_operator_approves_in_two_steps_and_takes_back(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        be_operator(&s);
        assert_true(web_shows(web_get(&s.web, "/admin/photo-hosts"), "아직 허용한 곳이 없어"));
        struct web_answer a = post_host(&s, "https://IMG.example.co.kr/x", "공식 사진", "", "", "");
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "이 곳을 허용할까요?"));
        assert_true(web_shows(a, "img.example.co.kr"));
        assert_true(web_shows(web_get(&s.web, "/admin/photo-hosts"), "아직 허용한 곳이 없어"));
        assert_int_equal(post_host(&s, "img.example.co.kr", "공식 사진", "1", "", "0").status, 303);
        a = web_get(&s.web, "/admin/photo-hosts");
        assert_true(web_shows(a, "img.example.co.kr"));
        assert_true(web_shows(a, "공식 사진"));
        a = post_host(&s, "img.example.co.kr", "다시", "", "", "");
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "이미 허용한 곳입니다."));
        assert_int_equal(post_host(&s, "img.example.co.kr", "닫음", "1", "1", "7").status, 409);
        assert_int_equal(post_host(&s, "img.example.co.kr", "", "1", "1", "1").status, 422);
        assert_int_equal(post_host(&s, "img.example.co.kr", "닫음", "1", "1", "1").status, 303);
        assert_true(web_shows(web_get(&s.web, "/admin/photo-hosts"), "거둠"));
        a = post_host(&s, "img.example.co.kr\tx", "탭\t하나", "", "", "");
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "img.example.co.kr\tx") && web_shows(a, "탭\t하나")); // kept
        static const char *const BAD[] = {"127.0.0.1", "localhost", "a", "http://a.kr", "a b.kr"};
        for (size_t i = 0; i < COUNT(BAD); i++) {
            assert_int_equal(post_host(&s, BAD[i], "까닭", "", "", "").status, 422);
        }
        web_as(&s.web, &s.owner);
        assert_int_equal(web_get(&s.web, "/admin/photo-hosts").status, 403);
        close_scene(&s);
    }
}

// --- A machine far away --------------------------------------------------------------------------

static struct fetch_answer get(const void *self, struct arena *a, str address)
{
    (void)self;
    (void)a;
    calls++;
    struct fetch_answer answer = {.outcome = FETCH_DONE, .bytes = photo};
    static const struct {
        const char *ending;
        enum fetch_outcome outcome;
    } ROWS[] = {
        {"/away",     FETCH_AWAY      },
        {"/inward",   FETCH_INWARD    },
        {"/redirect", FETCH_REDIRECTED},
        {"/large",    FETCH_TOO_LARGE },
        {"/missing",  FETCH_REFUSED   },
    };
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        if (str_ends(address, str_view(ROWS[i].ending))) {
            answer = (struct fetch_answer){.outcome = ROWS[i].outcome, .bytes = S("")};
        }
    }
    if (str_ends(address, S("/page"))) {
        answer.bytes = S("<html>no photo</html>");
    } else if (str_ends(address, S("/cut.jpg"))) {
        answer.bytes = S("\xFF\xD8\xFF\xE0 and no more");
    }
    return answer;
}

static const struct fetch_port PORT = {.get = get};
static const struct gateways GATEWAYS = {.fetch = &PORT};
static const struct job_kind KINDS[] = {
    {PHOTO_FETCH_JOB, photo_fetch_job_prepare, photo_fetch_job_call, photo_fetch_job_finish    },
    {PICTURE_JOB,     picture_job_prepare,     picture_job_call,     product_picture_job_finish},
};

static void run_all(struct catalog_scene *s)
{
    static const struct actor MACHINE = {.rights = 0};
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    bool ran = true;
    while (ran) {
        struct unit u = {.arena = a, .db = s->database->db, .actor = &MACHINE};
        db_set_arena(s->database->db, a);
        assert_null(job_run_one(&u, clock_of_jobs, KINDS, COUNT(KINDS), &GATEWAYS, &ran));
        arena_reset(a);
    }
    db_set_arena(s->database->db, s->database->arena);
    arena_close(a);
}

#define HEADER "자체 상품코드,분류,상품명,단가,납기,규격,1상자 매수,사진 주소\n"
#define ROW(code, name, photos) code ",paper.copy.a4," name ",20000,3,A4,2500," photos "\n"

static struct web_answer page_of(struct catalog_scene *s, const struct import *i)
{
    const char *path =
        str_format(s->database->arena, "/supplier/products/import/%lld", (long long)i->no.value).p;
    return web_get(&s->web, path);
}

// Listed as the sheet says.
static struct import list(struct catalog_scene *s, const char *csv)
{
    struct import i = import_testing_check(s, csv);
    assert_int_equal(i.state, IMPORT_CHECKED);
    assert_null(import_testing_commit(s, &i));
    return import_testing_run(s, i.no);
}

static void each_address_has_its_end(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        approve(&s, "img.example.co.kr");
        struct import i = list(
            &s, HEADER ROW("F-1", "종이 일호", "https://img.example.co.kr/a.jpg")
                    ROW("F-2", "종이 이호", "https://other.example.com/a.jpg")
                        ROW("F-3", "종이 삼호",
                            "https://img.example.co.kr/page https://img.example.co.kr/missing "
                            "https://img.example.co.kr/redirect https://img.example.co.kr/large "
                            "https://img.example.co.kr/inward https://img.example.co.kr/sixth")
                            ROW("F-4", "종이 사호", "https://img.example.co.kr/cut.jpg")
                                ROW("F-5", "종이 오호", "http://127.0.0.1/a.jpg"));
        assert_int_equal(i.state, IMPORT_DONE);
        assert_true(web_shows(page_of(&s, &i), "가져오는 중 7장"));
        run_all(&s);
        assert_int_equal(calls, 7);
        struct web_answer a = page_of(&s, &i);
        assert_true(web_shows(a, "가져옴 2장"));
        assert_true(web_shows(a, "가져오지 못함 7장"));
        assert_true(
            web_shows(a, "other.example.com에서는 가져오지 않습니다. 운영자가 허용한 곳이 아니니"));
        assert_true(web_shows(a, "사진이 아닙니다."));
        assert_true(web_shows(a, "다른 주소로 넘기는 주소입니다."));
        assert_true(web_shows(a, "10MB를 넘습니다."));
        assert_true(web_shows(a, "그 주소에 사진이 없거나"));
        assert_true(web_shows(a, "인터넷에 열려 있지 않은 곳의 주소입니다."));
        assert_true(web_shows(a, "https로 시작하는 인터넷 주소가 아닙니다."));
        assert_true(web_shows(a, "파일이 잘렸거나 깨졌습니다."));
        assert_false(web_shows(a, "/sixth"));
        struct listing l = import_testing_listing(&s, "F-1");
        product_picture_list own;
        assert_null(db_begin(t.db, DB_READ));
        assert_null(product_picture_list_own(t.db, t.arena, s.woman, l.product, &own));
        db_rollback(t.db);
        assert_int_equal(own.count, 1);
        assert_int_equal(own.items[0].picture.state, PICTURE_READY);

        // The same sheet once more: what came is not fetched again, what did not is.
        approve(&s, "other.example.com");
        calls = 0;
        (void)list(&s, HEADER ROW("F-1", "종이 일호", "https://img.example.co.kr/a.jpg")
                           ROW("F-2", "종이 이호", "https://other.example.com/a.jpg")
                               ROW("F-6", "종이 육호", ""));
        run_all(&s);
        assert_int_equal(calls, 1);
        close_scene(&s);
    }
}

static void who_looks_first_is_told_what_will_be_fetched(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        approve(&s, "img.example.co.kr");
        struct import i = import_testing_check(
            &s, HEADER ROW("F-1", "종이 일호",
                           "https://img.example.co.kr/a.jpg https://other.example.com/b.jpg"));
        str rows = import_testing_rows(&s, &i);
        assert_true(str_contains(rows, S("2 new 사진 1장을 가져옵니다.")));
        assert_true(str_contains(rows, S("other.example.com에서는")));
        run_all(&s);
        assert_int_equal(calls, 0);
        close_scene(&s);
    }
}

static void who_is_away_is_asked_again_and_not_for_ever(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        approve(&s, "img.example.co.kr");
        approve(&s, "img2.example.co.kr");
        struct import i = list(&s, HEADER ROW("F-1", "종이 일호", "https://img.example.co.kr/away")
                                       ROW("F-2", "종이 이호", "https://img2.example.co.kr/away"));
        static const int64_t WAITS[] = {0, LIMIT_FETCH_FIRST_S, LIMIT_FETCH_FIRST_S * 5};
        for (size_t k = 0; k < COUNT(WAITS); k++) {
            late_s += WAITS[k] - (k > 0 ? 1 : 0);
            run_all(&s);
            assert_int_equal(calls, k > 0 ? 2 * (int)k : 2); // too early, but for the first
            late_s += k > 0 ? 1 : 0;
            run_all(&s);
            assert_int_equal(calls, 2 * (int)(k + 1));
            assert_true(web_shows(page_of(&s, &i), "가져오는 중 2장"));
        }
        // Taken back meanwhile: it is not asked any more.
        be_operator(&s);
        assert_int_equal(post_host(&s, "img2.example.co.kr", "닫음", "1", "1", "1").status, 303);
        web_as(&s.web, &s.owner);
        late_s += (int64_t)LIMIT_FETCH_FIRST_S * 25;
        run_all(&s);
        assert_int_equal(calls, 7);
        struct web_answer a = page_of(&s, &i);
        assert_true(web_shows(a, "여러 번 해 보았으나 그곳에서 답이 없습니다."));
        assert_true(web_shows(
            a, "img2.example.co.kr에서는 가져오지 않습니다. 운영자가 허용한 곳이 아니니"));
        close_scene(&s);
    }
}

static void set(struct catalog_scene *s, const struct sql *sql)
{
    assert_null(db_begin(s->database->db, DB_WRITE));
    assert_null(query_run(db_query(s->database->db, sql), NULL));
    assert_null(db_commit(s->database->db));
}

static void only_approved_machines_count_towards_the_most(void **state)
{
    (void)state;
    static_assert(LIMIT_PHOTO_HOSTS == 200, "as the statement says");
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        set(&s, &SQL_PHOTO_FETCH_TEST_HOSTS);
        approve(&s, "img.example.co.kr");
        set(&s, &SQL_PHOTO_FETCH_TEST_OPEN);
        be_operator(&s);
        assert_int_equal(post_host(&s, "new.example.co.kr", "까닭", "1", "", "0").status, 422);
        assert_int_equal(post_host(&s, "h1.example.com", "까닭", "1", "", "1").status, 422);
        assert_int_equal(post_host(&s, "h2.example.com", "닫음", "1", "1", "1").status, 303);
        assert_int_equal(post_host(&s, "h1.example.com", "까닭", "1", "", "1").status, 303);
        close_scene(&s);
    }
}

// There is something new in it each time.
#define SHEET(more) HEADER ROW("F-1", "종이 일호", "https://img.example.co.kr/a.jpg") more

static void what_was_lost_or_taken_away_may_be_asked_for_again(void **state)
{
    (void)state;
    const instant began = web_test_now;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        web_test_now = began;
        open_scene(&s, &t);
        approve(&s, "img.example.co.kr");
        struct import i = list(&s, SHEET(""));
        set(&s, &SQL_PHOTO_FETCH_TEST_LOSE);
        web_test_now = instant_add_s(web_test_now, LIMIT_FETCH_STALE_S);
        (void)list(&s, SHEET(ROW("F-2", "종이 이호", "")));
        run_all(&s);
        assert_int_equal(calls, 0); // it may still come
        web_test_now = instant_add_s(web_test_now, 1);
        i = list(&s, SHEET(ROW("F-3", "종이 삼호", "")));
        run_all(&s);
        assert_int_equal(calls, 1);
        assert_true(web_shows(page_of(&s, &i), "가져옴 1장"));
        (void)list(&s, SHEET(ROW("F-4", "종이 사호", "")));
        run_all(&s);
        assert_int_equal(calls, 1); // it is there
        set(&s, &SQL_PHOTO_FETCH_TEST_REMOVE);
        i = list(&s, SHEET(ROW("F-5", "종이 오호", "")));
        run_all(&s);
        assert_int_equal(calls, 2);
        assert_true(web_shows(page_of(&s, &i), "가져옴 1장"));
        close_scene(&s);
    }
    web_test_now = began;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_operator_approves_in_two_steps_and_takes_back),
        cmocka_unit_test(each_address_has_its_end),
        cmocka_unit_test(who_looks_first_is_told_what_will_be_fetched),
        cmocka_unit_test(who_is_away_is_asked_again_and_not_for_ever),
        cmocka_unit_test(only_approved_machines_count_towards_the_most),
        cmocka_unit_test(what_was_lost_or_taken_away_may_be_asked_for_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
