// The walk over open cases: by pages of so many, or of so many bytes.
#include "market/rule/rule_reach_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "market/purchase/purchase_path_action.h"
#include "market/purchase/purchase_testing.h"
#include "market/rule/rule_reach_store_test.sql.h"

static err judge(struct unit *u, void *data)
{
    struct purchase_word word = {0};
    return purchase_path_action_take(u, data, &word);
}

static void judge_drafts(struct purchase_scene *s, struct testing_db *t, struct purchase *drafts,
                         size_t count)
{
    purchase_testing_open(s, t);
    for (size_t i = 0; i < count; i++) {
        purchase_testing_add(s, WON(27500), 100, &drafts[i]);
        assert_null(purchase_testing_run(s, &s->officer, judge, &drafts[i]));
    }
}

struct told {
    int64_t numbers[3];
    size_t count;
};

static void note_case(void *data, const struct open_case *c)
{
    struct told *told = data;
    assert_true(told->count < COUNT(told->numbers));
    assert_true(c->question.n > 0);
    told->numbers[told->count++] = c->no.value;
}

// Whatever a page of the walk holds, every case is told once, the newest first.
static void open_cases_are_told_page_by_page_up_to_the_most(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct purchase drafts[3];
        judge_drafts(&s, &t, drafts, COUNT(drafts));
        for (size_t page = 1; page <= 4; page++) {
            for (size_t most = 1; most <= 4; most++) {
                struct unit u;
                struct told told = {0};
                bool more = false;
                purchase_testing_read(&s, &s.operator_, &u);
                struct reach_walk w = {.db = u.db, .kept = u.arena, .page = page, .most = most};
                assert_null(reach_store_walk(&w, note_case, &told, &more));
                assert_int_equal(told.count, most < 3 ? most : 3);
                assert_int_equal(more, most < 3);
                for (size_t i = 0; i < told.count; i++) {
                    assert_int_equal(told.numbers[i], drafts[2 - i].no.value);
                }
                purchase_testing_read_end(&u);
            }
        }
    }
}

static err ask_at_length(struct unit *u, void *data)
{
    size_t n = LIMIT_ARENA_REACH / 2 + 1;
    char *text = arena_alloc(u->arena, n);
    (void)data;
    memset(text, 'x', n);
    testing_db_forge(u->db);
    struct query *q = db_query(u->db, &SQL_REACH_TEST_QUESTION);
    bind_str(q, "question", (str){.p = text, .n = n});
    TRY(query_run(q, NULL));
    testing_db_forge_end(u->db);
    return NULL;
}

// Each fits, and two of them do not.
static void long_questions_are_read_in_smaller_pages(void **state)
{
    (void)state;
    FOR_EACH_ENGINE(t)
    {
        struct purchase_scene s;
        struct purchase drafts[3];
        struct unit u;
        struct told told = {0};
        bool more = false;
        judge_drafts(&s, &t, drafts, COUNT(drafts));
        assert_null(purchase_testing_run(&s, &s.officer, ask_at_length, NULL));
        purchase_testing_read(&s, &s.operator_, &u);
        struct reach_walk w = {.db = u.db, .kept = u.arena, .page = 3, .most = 3};
        assert_null(reach_store_walk(&w, note_case, &told, &more));
        assert_int_equal(told.count, 3);
        assert_false(more);
        purchase_testing_read_end(&u);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(open_cases_are_told_page_by_page_up_to_the_most),
        cmocka_unit_test(long_questions_are_read_in_smaller_pages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
