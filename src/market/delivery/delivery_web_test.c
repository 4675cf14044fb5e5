// test-timeout: 180
// The pages of deliveries and inspections: who may see and do what, and what a form says.
#include "market/delivery/delivery_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/date_testing.h"
#include "base/limits.h"
#include "market/delivery/delivery_inspect_web.h"
#include "market/delivery/delivery_note_web.h"
#include "market/delivery/delivery_testing.h"
#include "market/party/party_testing.h"
#include "market/party/right.h"
#include "platform/file/folder_testing.h"

#define PNG "\x89PNG\r\n\x1A\n rest of the picture"

static const instant NOW = {.us = INT64_C(1795482000000000)}; // 2026-11-24 10:00 in Korea

static struct web_routes routes;
static struct testing_folder folder;

static int open_all(void **state)
{
    (void)state;
    web_routes_add(&routes, DELIVERY_ROUTES, DELIVERY_ROUTE_COUNT);
    web_routes_add(&routes, DELIVERY_NOTE_ROUTES, DELIVERY_NOTE_ROUTE_COUNT);
    web_routes_add(&routes, INSPECTION_ROUTES, INSPECTION_ROUTE_COUNT);
    testing_folder_open_place(&folder);
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    return testing_folder_close(&folder) ? 0 : 1;
}

struct scene {
    struct purchase_scene people;
    struct web_test web;
    struct contract contract; // 100 paper, 50 pens, 10 books; until 18 December
};

static void set_scene(struct scene *s, struct testing_db *t)
{
    web_test_now = NOW;
    purchase_testing_open(&s->people, t);
    delivery_testing_sign(&s->people, &s->people.draft, day("2026-11-02"), day("2026-12-18"),
                          &s->contract);
    purchase_testing_web(&s->people, &s->web, routes.items, routes.count);
}

// An address with a public number in it, and what follows.
static const char *at(struct scene *s, const char *format, public_no no)
{
    struct out o;
    out_init(&o, s->people.database->arena, 1024);
    const char *hole = strstr(format, "NO");
    assert_non_null(hole);
    out_raw(&o, format, (size_t)(hole - format));
    out_i64(&o, no.value);
    out_str(&o, str_view(hole + 2));
    out_char(&o, '\0');
    return out_view(&o).p;
}

// All of the contract, brought today.
static public_no bring_all(struct scene *s)
{
    public_no no;
    assert_null(delivery_testing_note(&s->people, &s->people.owner, s->contract.no,
                                      QUANTITIES(100, 50, 10), day("2026-11-24"), &no));
    return no;
}

static struct web_answer get(struct scene *s, const struct actor *who, const char *address)
{
    web_as(&s->web, who);
    return web_get(&s->web, address);
}

static struct delivery find(struct scene *s, public_no no)
{
    struct unit u;
    struct delivery d;
    purchase_testing_read(&s->people, &s->people.inspector, &u);
    assert_null(delivery_find(u.db, purchase_side_of(&u), no, &d));
    purchase_testing_read_end(&u);
    return d;
}

static int64_t count_deliveries(struct scene *s)
{
    struct unit u;
    int64_t all = 0;
    int64_t waiting = 0;
    purchase_testing_read(&s->people, &s->people.inspector, &u);
    assert_null(delivery_count(u.db, purchase_side_of(&u), &all, &waiting));
    purchase_testing_read_end(&u);
    return all;
}

#define NOTE_PATH "/supplier/contracts/NO/delivery"
#define INSPECT_PATH "/buyer/deliveries/NO/inspect"
#define NOTE_FIELDS(paper, pens, books)                                                            \
    WEB_FIELDS({"qty_1", paper}, {"qty_2", pens}, {"qty_3", books},                                \
               {"delivered_on", "2026-11-24"}, {"place", "본관 2층 창고"},                         \
               {"remark", "문 앞에 두었습니다."})

static void the_form_suggests_what_is_open_and_its_check_says_the_term(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        set_scene(&s, &t);
        struct web_answer a = get(&s, &s.people.staff, at(&s, NOTE_PATH, s.contract.no));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "납품서 내기"));
        assert_true(web_shows(a, "name=\"qty_1\" inputmode=\"numeric\" autocomplete=\"off\" "
                                 "value=\"100\""));
        a = get(&s, &s.people.staff,
                at(&s,
                   NOTE_PATH "?check=1&qty_1=40&qty_2=&qty_3=10&delivered_on=2026-11-23&place=A",
                   s.contract.no));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "2026년 12월 8일(화)"));
        assert_true(web_shows(a, "제64조"));
        assert_true(web_shows(a, "name=\"qty_1\" value=\"40\""));
        assert_false(web_shows(a, "name=\"qty_2\""));
        assert_true(web_shows(a, "60 상자")); // left after this
        assert_int_equal(count_deliveries(&s), 0);
        web_test_close(&s.web);
    }
}

static void a_form_with_mistakes_comes_back_with_all_that_was_typed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        set_scene(&s, &t);
        static const struct {
            const char *query;
            const char *says;
            const char *keeps;
        } CASES[] = {
            {"qty_1=101&delivered_on=2026-11-24&place=A",      "남은 수량 안에서",     "\"101\""       },
            {"qty_1=x&delivered_on=2026-11-24&place=A",        "숫자로만",                "\"x\""         },
            {"qty_1=0&qty_2=&delivered_on=2026-11-24&place=A", "한 품목 이상",           "\"0\""         },
            {"qty_1=1&delivered_on=2026-11-25&place=A",        "오늘이나 지난 날",     "\"2026-11-25\""},
            {"qty_1=1&delivered_on=2026-11-01&place=A",        "계약한 날이나",         "\"2026-11-01\""},
            {"qty_1=1&delivered_on=&place=A",                  "이 칸을 채워 주세요", "\"1\""         },
            {"qty_1=1&delivered_on=2026-11-24&place=",         "이 칸을 채워 주세요", "\"1\""         },
        };
        for (size_t i = 0; i < COUNT(CASES); i++) {
            const char *address =
                str_to_c(t.arena, str_format(t.arena, NOTE_PATH "?check=1&%s", CASES[i].query));
            struct web_answer a = get(&s, &s.people.owner, at(&s, address, s.contract.no));
            assert_int_equal(a.status, 422);
            assert_true(web_shows(a, CASES[i].says));
            assert_true(web_shows(a, CASES[i].keeps));
        }
        // What changed between the check and the deed is found by the deed.
        web_as(&s.web, &s.people.owner);
        struct web_answer a =
            web_post(&s.web, at(&s, NOTE_PATH, s.contract.no), NOTE_FIELDS("101", "0", "0"));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "남은 수량 안에서"));
        assert_true(web_shows(a, "본관 2층 창고"));
        assert_int_equal(count_deliveries(&s), 0);
        web_test_close(&s.web);
    }
}

static void a_note_sent_twice_is_one_delivery(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        set_scene(&s, &t);
        web_as(&s.web, &s.people.staff);
        s.web.form_key = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
        const char *path = at(&s, NOTE_PATH, s.contract.no);
        struct web_answer a = web_post(&s.web, path, NOTE_FIELDS("60", "0", "10"));
        assert_int_equal(a.status, 303);
        assert_true(str_starts(a.location, S("/supplier/deliveries/")));
        struct web_answer again = web_post(&s.web, path, NOTE_FIELDS("60", "0", "10"));
        assert_int_equal(again.status, 303);
        assert_true(str_equals(again.location, a.location));
        assert_int_equal(count_deliveries(&s), 1);
        struct web_answer page = get(&s, &s.people.staff, str_to_c(t.arena, a.location));
        assert_int_equal(page.status, 200);
        assert_true(web_shows(page, "문 앞에 두었습니다."));
        assert_true(web_shows(page, "검사 대기"));
        web_test_close(&s.web);
    }
}

static void a_photo_is_kept_and_shown_to_both_sides_alone(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        set_scene(&s, &t);
        web_as(&s.web, &s.people.owner);
        struct web_file wrong = {"files", "photo.jpg", S(PNG)};
        const char *path = at(&s, NOTE_PATH, s.contract.no);
        struct web_answer a = web_post_file(&s.web, path, &wrong, NOTE_FIELDS("60", "0", "10"));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "PDF, PNG, JPG"));
        assert_true(web_shows(a, "문 앞에 두었습니다."));
        assert_int_equal(count_deliveries(&s), 0);
        struct web_file right = {"files", "photo.png", S(PNG)};
        a = web_post_file(&s.web, path, &right, NOTE_FIELDS("60", "0", "10"));
        assert_int_equal(a.status, 303);
        struct web_answer page = web_get(&s.web, str_to_c(t.arena, a.location));
        size_t from = str_index(page.body, S("/files/"));
        assert_true(from < page.body.n);
        str file = str_slice(page.body, from, S("/files/").n + 13);
        str no = str_slice(a.location, S("/supplier/deliveries/").n, 13);
        const char *mine = str_to_c(t.arena, str_join(t.arena, a.location, file));
        str address = str_format(t.arena, "/buyer/deliveries/%.*s%.*s", STR_ARG(no), STR_ARG(file));
        const char *theirs = str_to_c(t.arena, address);
        assert_true(str_contains(web_get(&s.web, mine).bytes, S("X-Accel-Redirect: /private/")));
        assert_int_equal(get(&s, &s.people.inspector, theirs).status, 200);
        assert_int_equal(get(&s, &s.people.rival_owner, mine).status, 404);
        assert_int_equal(get(&s, &s.people.inspector_there, theirs).status, 404);
        // A file of another delivery is not here.
        public_no other;
        assert_null(delivery_testing_note(&s.people, &s.people.owner, s.contract.no, QUANTITIES(1),
                                          day("2026-11-24"), &other));
        address = str_format(t.arena, "/supplier/deliveries/%lld%.*s", (long long)other.value,
                             STR_ARG(file));
        assert_int_equal(get(&s, &s.people.owner, str_to_c(t.arena, address)).status, 404);
        web_test_close(&s.web);
    }
}

#define INSPECT_FIELDS(accepted, refused, why, secret_)                                            \
    WEB_FIELDS({"accepted_1", accepted}, {"refused_1", refused}, {"accepted_2", "50"},             \
               {"refused_2", "0"}, {"accepted_3", "10"}, {"refused_3", "0"}, {"reason_1", why},    \
               {"method", "full"}, {"arrived_on", "2026-11-24"}, {"inspected_on", "2026-11-24"},   \
               {"opinion", "외관을 보았습니다."}, {"secret", secret_})

// 34 for deliveries and inspections, so that 16 of 50 are left to the claims.
static void a_case_takes_so_many_files_and_keeps_what_it_has(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        public_no first;
        public_no last;
        set_scene(&s, &t);
        assert_null(delivery_testing_note(&s.people, &s.people.owner, s.contract.no, QUANTITIES(1),
                                          day("2026-11-24"), &first));
        assert_null(delivery_testing_add_files(&s.people, first,
                                               LIMIT_CASE_FILES - LIMIT_CLAIM_PROOFS - 2));
        web_as(&s.web, &s.people.owner);
        struct web_file photo = {"files", "photo.png", S(PNG)};
        const char *path = at(&s, NOTE_PATH, s.contract.no);
        for (int i = 0; i < 2; i++) { // one below, and at it
            struct web_answer a = web_post_file(&s.web, path, &photo, NOTE_FIELDS("1", "0", "0"));
            assert_int_equal(a.status, 303);
        }
        struct web_answer a = web_post_file(&s.web, path, &photo, NOTE_FIELDS("1", "0", "0"));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "모두 50개이고, 그 가운데 16개는 청구 서류 몫"));
        assert_true(web_shows(a, "문 앞에 두었습니다."));
        assert_int_equal(count_deliveries(&s), 3);
        a = web_post(&s.web, path, NOTE_FIELDS("97", "50", "10")); // without one it goes on
        assert_int_equal(a.status, 303);
        str no = str_slice(a.location, S("/supplier/deliveries/").n, 13);
        assert_true(public_no_parse(no, &last));

        // The inspector's are of the same case.
        web_as(&s.web, &s.people.inspector);
        path = at(&s, INSPECT_PATH, last);
        a = web_post_file(&s.web, path, &photo,
                          INSPECT_FIELDS("97", "0", "", PURCHASE_TESTING_PASSWORD));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "모두 50개이고, 그 가운데 16개는 청구 서류 몫"));
        assert_true(web_shows(a, "외관을 보았습니다."));
        assert_int_equal(find(&s, last).state, DELIVERY_WAITING);
        a = web_post(&s.web, path, INSPECT_FIELDS("97", "0", "", PURCHASE_TESTING_PASSWORD));
        assert_int_equal(a.status, 303);
        web_test_close(&s.web);
    }
}

static void an_inspector_counts_checks_and_confirms(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        set_scene(&s, &t);
        public_no no = bring_all(&s);
        struct web_answer a = get(&s, &s.people.inspector, at(&s, INSPECT_PATH, no));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "모두 이상 없음"));
        assert_true(web_shows(a, "D-14"));
        assert_true(web_shows(a, "name=\"arrived_on\" value=\"2026-11-24\""));
        assert_true(web_shows(a, "arrived_on=2026-11-24"));
        assert_false(web_shows(a, "이 지난")); // noted in time
        // A plain address with everything accepted, and one that does not add up.
        a = get(&s, &s.people.inspector,
                at(&s,
                   INSPECT_PATH "?check=1&accepted_1=100&refused_1=0&accepted_2=50&refused_2=0"
                                "&accepted_3=10&refused_3=0&method=full&arrived_on=2026-11-24"
                                "&inspected_on=2026-11-24",
                   no));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "합격으로 마치기"));
        assert_false(web_shows(a, "name=\"reason_1\""));
        a = get(&s, &s.people.inspector,
                at(&s,
                   INSPECT_PATH "?check=1&accepted_1=99&refused_1=0&accepted_2=50&refused_2=0"
                                "&accepted_3=10&refused_3=0&method=full&arrived_on=2026-11-24"
                                "&inspected_on=2026-11-24",
                   no));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "더해 납품 수량이 되게"));
        assert_true(web_shows(a, "value=\"99\""));

        // Nothing happens without the words, or without the right secret.
        web_as(&s.web, &s.people.inspector);
        const char *path = at(&s, INSPECT_PATH, no);
        a = web_post(&s.web, path, INSPECT_FIELDS("95", "5", "", PURCHASE_TESTING_PASSWORD));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "불합격한 까닭을 적어"));
        a = web_post(&s.web, path, INSPECT_FIELDS("95", "5", "젖었습니다.", "wrong"));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "secret-e"));
        assert_true(web_shows(a, "value=\"젖었습니다.\""));
        assert_true(web_shows(a, "외관을 보았습니다."));
        assert_false(web_shows(a, "value=\"wrong\""));
        assert_int_equal(find(&s, no).state, DELIVERY_WAITING);
        a = web_post(&s.web, path,
                     INSPECT_FIELDS("95", "5", "젖었습니다.", PURCHASE_TESTING_PASSWORD));
        assert_int_equal(a.status, 303);
        assert_int_equal(find(&s, no).state, DELIVERY_PART_ACCEPTED);

        a = get(&s, &s.people.owner, at(&s, "/supplier/deliveries/NO", no));
        assert_true(web_shows(a, "불합격한 까닭: 젖었습니다."));
        assert_true(web_shows(a, "불합격한 것을 포함해"));
        // Done is done: the form leads away, a second deed is refused.
        a = get(&s, &s.people.allround, path);
        assert_int_equal(a.status, 303);
        web_as(&s.web, &s.people.allround);
        a = web_post(&s.web, path, INSPECT_FIELDS("100", "0", "", PURCHASE_TESTING_PASSWORD));
        assert_int_equal(a.status, 409);
        web_test_close(&s.web);
    }
}

static void a_day_before_the_deadline_told_after_it_is_asked_about(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        public_no no;
        web_test_now = NOW;
        purchase_testing_open(&s.people, &t);
        delivery_testing_sign(&s.people, &s.people.draft, day("2026-11-02"), day("2026-11-20"),
                              &s.contract);
        purchase_testing_web(&s.people, &s.web, routes.items, routes.count);
        assert_null(delivery_testing_note(&s.people, &s.people.owner, s.contract.no,
                                          QUANTITIES(100), day("2026-11-20"), &no));
        struct web_answer a = get(&s, &s.people.inspector, at(&s, INSPECT_PATH, no));
        assert_true(web_shows(a, "납품 기한 2026. 11. 20.이 지난"));
        assert_true(web_shows(a, "name=\"arrived_on\" value=\"2026-11-20\""));
        // Corrected, it is said once more before it is done; a day to come is not taken.
        const char *form = INSPECT_PATH "?check=1&accepted_1=100&refused_1=0&method=full"
                                        "&inspected_on=2026-11-24&arrived_on=";
        str path = str_format(t.arena, "%s2026-11-23", form);
        a = get(&s, &s.people.inspector, at(&s, str_to_c(t.arena, path), no));
        assert_int_equal(a.status, 200);
        assert_true(web_shows(a, "바로잡습니다"));
        assert_true(web_shows(a, "3일 넘겨 도착했습니다"));
        assert_true(web_shows(a, "지방계약법 시행령 제90조"));
        purchase_testing_bind(&s.people, LAW_STATE); // the article is that of whom it binds
        a = get(&s, &s.people.inspector, at(&s, str_to_c(t.arena, path), no));
        assert_true(web_shows(a, "국가계약법 시행령 제74조"));
        assert_false(web_shows(a, "지방계약법 시행령 제90조"));
        a = get(&s, &s.people.inspector, at(&s, INSPECT_PATH, no));
        assert_true(web_shows(a, "국가계약법 시행령 제74조"));
        assert_false(web_shows(a, "지방계약법 시행령 제90조"));
        purchase_testing_bind(&s.people, LAW_LOCAL);
        path = str_format(t.arena, "%s2026-11-25", form);
        a = get(&s, &s.people.inspector, at(&s, str_to_c(t.arena, path), no));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "arrived_on-e"));
        web_as(&s.web, &s.people.inspector);
        a = web_post(&s.web, at(&s, INSPECT_PATH, no),
                     WEB_FIELDS({"accepted_1", "100"}, {"refused_1", "0"}, {"method", "full"},
                                {"arrived_on", "2026-11-23"}, {"inspected_on", "2026-11-24"},
                                {"opinion", ""}, {"secret", PURCHASE_TESTING_PASSWORD}));
        assert_int_equal(a.status, 303);
        assert_true(date_equals(find(&s, no).inspection.arrived_on, day("2026-11-23")));
        a = get(&s, &s.people.owner, at(&s, "/supplier/deliveries/NO", no));
        assert_true(web_shows(a, "검사자가 바로잡았습니다"));
        a = get(&s, &s.people.owner, at(&s, "/supplier/deliveries/NO/print?paper=report", no));
        assert_true(web_shows(a, "3일 늦게 납품"));
        web_test_close(&s.web);
    }
}

static void who_asked_for_it_sees_no_form(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        set_scene(&s, &t);
        public_no no = bring_all(&s);
        s.people.officer.rights |= RIGHT_INSPECT;
        struct web_answer a = get(&s, &s.people.officer, at(&s, INSPECT_PATH, no));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "purchase.own_hands"));
        web_as(&s.web, &s.people.officer);
        a = web_post(&s.web, at(&s, INSPECT_PATH, no),
                     INSPECT_FIELDS("100", "0", "", PURCHASE_TESTING_PASSWORD));
        assert_int_equal(a.status, 422);
        assert_int_equal(find(&s, no).state, DELIVERY_WAITING);
        a = get(&s, &s.people.officer, at(&s, "/buyer/deliveries/NO", no));
        assert_true(web_shows(a, "요청한 담당자는 검사할 수 없습니다"));
        assert_false(web_shows(a, at(&s, INSPECT_PATH, no)));
        a = get(&s, &s.people.inspector, at(&s, "/buyer/deliveries/NO", no));
        assert_true(web_shows(a, at(&s, INSPECT_PATH, no)));
        web_test_close(&s.web);
    }
}

// Of every person at every door: its right first, then whose it is.
static void every_role_meets_every_door(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        set_scene(&s, &t);
        public_no no = bring_all(&s);
        enum whose { LIST, RECORD, CONTRACT };
        const struct {
            const char *address;
            uint64_t right;
            enum whose whose;
            int status; // to who may
        } DOORS[] = {
            {"/supplier/deliveries",          RIGHT_SUPPLIER, LIST,     200},
            {"/buyer/deliveries",             RIGHT_BUYER,    LIST,     200},
            {"/buyer/inspections",            RIGHT_INSPECT,  LIST,     200},
            {"/supplier/deliveries/NO",       RIGHT_SUPPLIER, RECORD,   200},
            {"/supplier/deliveries/NO/print", RIGHT_SUPPLIER, RECORD,   200},
            {"/buyer/deliveries/NO",          RIGHT_BUYER,    RECORD,   200},
            {"/buyer/deliveries/NO/print",    RIGHT_BUYER,    RECORD,   200},
            {INSPECT_PATH,                    RIGHT_INSPECT,  RECORD,   200},
            {NOTE_PATH,                       RIGHT_SUPPLIER, CONTRACT, 422}, // all was brought
        };
        for (size_t d = 0; d < COUNT(DOORS); d++) {
            public_no of = DOORS[d].whose == CONTRACT ? s.contract.no : no;
            const char *address =
                DOORS[d].whose == LIST ? DOORS[d].address : at(&s, DOORS[d].address, of);
            for (size_t i = 0; i < COUNT(s.people.people); i++) {
                const struct actor *who = s.people.people[i];
                bool ours = who->institution.value == s.people.here.value ||
                            who->supplier.value == s.people.supplier.value;
                int expected = (who->rights & DOORS[d].right) == 0 ? 403
                               : DOORS[d].whose == LIST || ours    ? DOORS[d].status
                                                                   : 404;
                assert_int_equal(get(&s, who, address).status, expected);
            }
            assert_int_equal(get(&s, NULL, address).status, 303); // to the log-in
        }
        web_test_close(&s.web);
    }
}

static void every_role_meets_every_deed(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        set_scene(&s, &t);
        public_no no = bring_all(&s);
        for (size_t i = 0; i < COUNT(s.people.people); i++) {
            const struct actor *who = s.people.people[i];
            web_as(&s.web, who);
            bool ours = who->institution.value == s.people.here.value ||
                        who->supplier.value == s.people.supplier.value;
            int status = (who->rights & RIGHT_SUPPLIER) == 0 ? 403 : (ours ? 422 : 404);
            assert_int_equal(
                web_post(&s.web, at(&s, NOTE_PATH, s.contract.no), NOTE_FIELDS("1", "0", "0"))
                    .status,
                status);
            status = (who->rights & RIGHT_INSPECT) == 0 ? 403 : (ours ? 422 : 404);
            assert_int_equal(web_post(&s.web, at(&s, INSPECT_PATH, no),
                                      INSPECT_FIELDS("1", "0", "", PURCHASE_TESTING_PASSWORD))
                                 .status,
                             status);
        }
        assert_int_equal(find(&s, no).state, DELIVERY_WAITING);
        assert_int_equal(count_deliveries(&s), 1);
        web_test_close(&s.web);
    }
}

static void a_contract_that_does_not_bind_or_is_fulfilled_takes_no_delivery(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        set_scene(&s, &t);
        public_no no = bring_all(&s);
        struct web_answer a = get(&s, &s.people.owner, at(&s, NOTE_PATH, s.contract.no));
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "delivery.all_brought"));
        assert_null(delivery_testing_inspect(&s.people, &s.people.inspector, no, QUANTITIES(0),
                                             day("2026-11-24")));
        a = get(&s, &s.people.owner, at(&s, NOTE_PATH, s.contract.no));
        assert_true(web_shows(a, "delivery.all_brought"));
        a = get(&s, &s.people.owner, at(&s, NOTE_PATH, (public_no){1000000000008}));
        assert_int_equal(a.status, 404);
        web_test_close(&s.web);
    }
}

static void a_late_delivery_says_what_it_costs(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        struct purchase p;
        set_scene(&s, &t);
        struct web_answer a = get(&s, &s.people.owner, at(&s, NOTE_PATH, s.contract.no));
        assert_false(web_shows(a, "지연배상금"));
        purchase_testing_add(&s.people, WON(10000), 100, &p);
        delivery_testing_sign(&s.people, &p, day("2026-11-02"), day("2026-11-20"), &s.contract);
        a = get(&s, &s.people.owner, at(&s, NOTE_PATH, s.contract.no));
        assert_true(web_shows(a, "4일 넘겼습니다"));
        assert_true(web_shows(a, "3,200원")); // 1,000,000 × 0.8/1000 × 4
        assert_true(web_shows(a, "제90조"));
        assert_false(web_shows(a, "제161조"));
        purchase_testing_add(&s.people, WON(10000), 100, &p);
        delivery_testing_sign(&s.people, &p, day("2026-11-02"), day("2026-11-21"), &s.contract);
        a = get(&s, &s.people.owner, at(&s, NOTE_PATH, s.contract.no));
        assert_true(web_shows(a, "2026. 11. 23.을 1일 넘겼습니다")); // a Saturday's is Monday
        assert_true(web_shows(a, "800원"));
        assert_true(web_shows(a, "민법 제161조"));
        web_test_close(&s.web);
    }
}

// The notes of the law beside an inspection, one won on either side of their limits.
static void the_page_says_what_the_law_asks_at_this_price(void **state)
{
    (void)state;
    static const struct {
        int64_t won;
        const char *says;
        const char *paper; // of the inspection, once it is done
    } CASES[] = {
        {29999999,  "검사조서를 생략할 수 있습니다",            "검사 결과서"},
        {30000000,  "검사조서를 작성해야 합니다",                "검사조서"    },
        {300000000, "법에서는 한 사람이 감독하고 검사할 수", "검사조서"    },
        {300000001, "법에 따라 감독한 사람과 검사하는",        "검사조서"    },
    };
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        set_scene(&s, &t);
        for (size_t i = 0; i < COUNT(CASES); i++) {
            struct purchase p;
            struct contract c;
            public_no no;
            purchase_testing_add(&s.people, WON(CASES[i].won), 1, &p);
            delivery_testing_sign(&s.people, &p, day("2026-11-02"), day("2026-12-18"), &c);
            assert_null(delivery_testing_note(&s.people, &s.people.owner, c.no, QUANTITIES(1),
                                              day("2026-11-24"), &no));
            struct web_answer a = get(&s, &s.people.inspector, at(&s, INSPECT_PATH, no));
            assert_true(web_shows(a, CASES[i].says));
            assert_true(web_shows(a, "제65조"));
            assert_true(web_shows(a, "제66조"));
            assert_null(delivery_testing_inspect(&s.people, &s.people.inspector, no, QUANTITIES(0),
                                                 day("2026-11-24")));
            const char *title =
                str_to_c(t.arena, str_format(t.arena, "<h1>%s</h1>", CASES[i].paper));
            const char *link =
                str_to_c(t.arena, str_format(t.arena, ">%s 인쇄</a>", CASES[i].paper));
            a = get(&s, &s.people.officer, at(&s, "/buyer/deliveries/NO/print?paper=report", no));
            assert_true(web_shows(a, title));
            a = get(&s, &s.people.officer, at(&s, "/buyer/deliveries/NO", no));
            assert_true(web_shows(a, link));
        }
        web_test_close(&s.web);
    }
}

static void lists_and_papers_show_what_was_done(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct scene s;
        set_scene(&s, &t);
        struct web_answer a = get(&s, &s.people.inspector, "/buyer/inspections");
        assert_true(web_shows(a, "검사할 납품 0건"));
        public_no no = bring_all(&s);
        web_test_now = instant_add_s(NOW, INT64_C(20) * 86400); // 14 December: six days too late
        a = get(&s, &s.people.inspector, "/buyer/inspections");
        assert_true(web_shows(a, "검사할 납품 1건"));
        assert_true(web_shows(a, "6일 지남"));
        assert_true(web_shows(a, at(&s, INSPECT_PATH, no)));
        a = get(&s, &s.people.approver, "/buyer/deliveries");
        assert_true(web_shows(a, "6일 지남"));
        const char *report = at(&s, "/buyer/deliveries/NO/print?paper=report", no);
        assert_int_equal(get(&s, &s.people.officer, report).status, 404);
        assert_null(delivery_testing_inspect(&s.people, &s.people.inspector, no,
                                             QUANTITIES(0, 0, 1), day("2026-12-14")));
        a = get(&s, &s.people.inspector, "/buyer/inspections");
        assert_true(web_shows(a, "검사할 납품 0건"));
        assert_true(web_shows(a, "일부 합격"));
        a = get(&s, &s.people.officer, at(&s, "/buyer/deliveries/NO/print", no));
        assert_true(web_shows(a, "<h1>납품서</h1>"));
        assert_true(web_shows(a, "120-81-47521"));
        assert_true(web_shows(a, "2,900,000"));
        a = get(&s, &s.people.officer, report);
        assert_true(web_shows(a, "<h1>검사 결과서</h1>")); // below the limit none is made
        assert_true(web_shows(a, "정마루"));
        assert_true(str_contains(a.body, find(&s, no).inspection.content_hash));
        web_test_close(&s.web);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_form_suggests_what_is_open_and_its_check_says_the_term),
        cmocka_unit_test(a_form_with_mistakes_comes_back_with_all_that_was_typed),
        cmocka_unit_test(a_note_sent_twice_is_one_delivery),
        cmocka_unit_test(a_case_takes_so_many_files_and_keeps_what_it_has),
        cmocka_unit_test(a_photo_is_kept_and_shown_to_both_sides_alone),
        cmocka_unit_test(an_inspector_counts_checks_and_confirms),
        cmocka_unit_test(a_day_before_the_deadline_told_after_it_is_asked_about),
        cmocka_unit_test(who_asked_for_it_sees_no_form),
        cmocka_unit_test(every_role_meets_every_door),
        cmocka_unit_test(every_role_meets_every_deed),
        cmocka_unit_test(a_contract_that_does_not_bind_or_is_fulfilled_takes_no_delivery),
        cmocka_unit_test(a_late_delivery_says_what_it_costs),
        cmocka_unit_test(the_page_says_what_the_law_asks_at_this_price),
        cmocka_unit_test(lists_and_papers_show_what_was_done),
    };
    party_testing_begin();
    int failed = cmocka_run_group_tests(tests, open_all, close_all);
    party_testing_end();
    return failed;
}
