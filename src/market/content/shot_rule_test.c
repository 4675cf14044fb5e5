// Operators change what is to be shot of a category; the list of the longest code counts.
#include "market/content/shot_rule_web.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/catalog/catalog_testing.h"
#include "market/content/content_store.h"
#include "market/content/shot_rule_action.h"
#include "market/party/right.h"

#define EDIT "/admin/shot-rules/edit"

static struct actor keeper;

static void open_scene(struct catalog_scene *s, struct testing_db *t)
{
    catalog_testing_open(s, t, SHOT_RULE_ROUTES, SHOT_RULE_ROUTE_COUNT);
    keeper = (struct actor){
        .rights = RIGHT_OPERATOR | RIGHT_SIGNED_IN, .name = S("운영자"), .csrf = s->owner.csrf};
    web_as(&s->web, &keeper);
}

static struct web_answer post(struct catalog_scene *s, const char *category, const char *version,
                              const char *front, const char *front_hint, const char *remove,
                              const char *reason)
{
    return web_post(&s->web, EDIT,
                    WEB_FIELDS({"category", category}, {"version", version}, {"use_front", front},
                               {"hint_front", front_hint}, {"use_detail", "free"},
                               {"hint_detail", "가까이"}, {"use_use", "none"}, {"hint_use", ""},
                               {"use_label", "none"}, {"hint_label", ""}, {"remove", remove},
                               {"reason", reason}));
}

static shot_list shots_of(struct catalog_scene *s, const char *category)
{
    shot_list shots;
    assert_null(db_begin(s->database->db, DB_READ));
    db_set_arena(s->database->db, s->database->arena);
    assert_null(shoot_store_shots(s->database->db, s->database->arena, str_view(category), &shots));
    db_rollback(s->database->db);
    return shots;
}

static const char *version_of(struct catalog_scene *s, const char *category)
{
    struct shot_rules r;
    assert_null(db_begin(s->database->db, DB_READ));
    db_set_arena(s->database->db, s->database->arena);
    assert_null(shot_rule_store_find(s->database->db, s->database->arena, str_view(category), &r));
    db_rollback(s->database->db);
    return str_format(s->database->arena, "%lld", (long long)r.revision).p;
}

static void a_category_has_its_own_list_until_it_is_taken_away(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        size_t inherited = shots_of(&s, "paper.copy.a4").count;
        assert_true(web_shows(web_get(&s.web, EDIT "?category=paper.copy.a4"),
                              "모든 분류의 목록을 따릅니다"));
        assert_int_equal(post(&s, "paper.copy.a4", "0", "must", "세로로", "", "종이").status, 303);
        shot_list own = shots_of(&s, "paper.copy.a4");
        assert_int_equal(own.count, 2);
        assert_true(own.items[0].is_required && !own.items[1].is_required);
        assert_true(str_equals(own.items[0].hint, S("세로로")));
        assert_true(
            web_shows(web_get(&s.web, "/admin/shot-rules"), "앞모습(꼭): 세로로 · 자세히: 가까이"));
        struct web_answer a = web_get(&s.web, EDIT "?category=paper.copy.a4");
        assert_true(web_shows(a, "이 분류의 목록입니다."));
        assert_true(web_shows(a, "바꾼 내력"));

        // Somebody else was first; nothing is left that must be shot; no reason.
        a = post(&s, "paper.copy.a4", "0", "must", "가로로", "", "종이");
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "그사이 다른 사람이 이 목록을 바꾸었습니다."));
        const char *version = version_of(&s, "paper.copy.a4");
        a = post(&s, "paper.copy.a4", version, "free", "가로로", "", "종이");
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "꼭 찍을 것을 하나 이상 고르고"));
        a = post(&s, "paper.copy.a4", version, "must", "탭\t하나", "", "종이");
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "value=\"탭\t하나\"")); // kept, to be mended
        assert_int_equal(post(&s, "paper.copy.a4", version, "must", "", "", "종이").status, 422);
        assert_int_equal(post(&s, "paper.copy.a4", version, "must", "가로로", "", "").status, 422);
        assert_true(str_equals(shots_of(&s, "paper.copy.a4").items[0].hint, S("세로로")));

        a = post(&s, "paper.copy.a4", version, "must", "세로로", "1", "같게");
        assert_int_equal(a.status, 303);
        assert_int_equal(shots_of(&s, "paper.copy.a4").count, inherited);
        assert_true(
            web_shows(web_get(&s.web, EDIT "?category=paper.copy.a4"), "윗분류의 목록을 따름"));
        catalog_testing_close(&s);
    }
}

static void the_list_of_all_stays_and_strangers_find_nothing(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct catalog_scene s;
        open_scene(&s, &t);
        struct web_answer a = post(&s, "", "0", "must", "정면", "1", "없앰");
        assert_int_equal(a.status, 422);
        assert_true(web_shows(a, "모든 분류의 목록은 없앨 수 없습니다."));
        assert_int_equal(post(&s, "", "0", "must", "정면", "", "고침").status, 303);
        assert_true(str_equals(shots_of(&s, "office.write.pen").items[0].hint, S("정면")));
        assert_int_equal(web_get(&s.web, EDIT "?category=nowhere").status, 404);
        assert_int_equal(post(&s, "nowhere", "0", "must", "x", "", "y").status, 404);
        web_as(&s.web, &s.owner);
        assert_int_equal(web_get(&s.web, "/admin/shot-rules").status, 403);
        catalog_testing_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_category_has_its_own_list_until_it_is_taken_away),
        cmocka_unit_test(the_list_of_all_stays_and_strangers_find_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
