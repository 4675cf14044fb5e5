#include "market/number/number_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/fold.h"
#include "base/limits.h"
#include "gateway/gateways.h"
#include "market/number/number_testing.sql.h"

static const struct actor MACHINE = {
    .name = {.p = "일꾼", .n = sizeof("일꾼") - 1}
};

static const struct job_kind KINDS[] = {
    {"number.night", number_job_night,        NULL,                 NULL                  },
    {"number.page",  number_job_prepare,      number_job_call,      number_job_finish     },
    {"number.item",  number_job_prepare_item, number_job_call_item, number_job_finish_item},
};

void number_testing_add(struct number_list *list, const char *no, const char *name, bool is_used)
{
    assert_true(list->count < NUMBER_TESTING_ROWS);
    list->rows[list->count++] = (struct registry_row){.no = str_view(no),
                                                      .name = str_view(name),
                                                      .name_en = S(""),
                                                      .detail_no = S(""),
                                                      .changed_on = S(""),
                                                      .is_used = is_used};
}

void number_testing_add_item(struct number_list *list, const char *no, const char *name,
                             const char *detail_no, bool is_used)
{
    number_testing_add(list, no, name, is_used);
    list->rows[list->count - 1].detail_no = str_view(detail_no);
}

void number_testing_fill(struct number_list *list, int details)
{
    static char names[NUMBER_TESTING_ROWS][12];
    number_testing_add(list, "14", "종이", true);
    number_testing_add(list, "1411", "종이 제품", true);
    number_testing_add(list, "141115", "인쇄용지", true);
    number_testing_add(list, "14111506", "컴퓨터 용지", true);
    for (int i = 0; i < details; i++) {
        (void)snprintf(names[i], sizeof names[i], "14111%05u", (unsigned)i % 100000U);
        number_testing_add(list, names[i], "세부", true);
    }
}

static struct registry_answer read_page(const void *self, struct arena *a,
                                        const struct registry_call *call)
{
    struct number_list *list = (struct number_list *)(uintptr_t)self;
    struct registry_answer answer = {.code = S("00")};
    list->last = *call;
    list->asked++;
    if (list->change != NULL) {
        list->change(list, list->asked);
    }
    if (list->asked == list->trouble_at) {
        return list->trouble;
    }
    answer.rows.items = NEW_ARRAY(a, (size_t)call->rows, struct registry_row);
    for (size_t i = 0; i < list->count; i++) {
        bool is_here =
            call->item_no.n > 0
                ? list->rows[i].detail_no.n > 0 && str_equals(list->rows[i].no, call->item_no)
                : list->rows[i].no.n == (size_t)call->digits && list->rows[i].detail_no.n == 0;
        if (is_here && answer.total++ / call->rows == call->page - 1) {
            answer.rows.items[answer.rows.count++] = list->rows[i];
        }
    }
    return answer;
}

struct registry_port number_testing_port(struct number_list *list)
{
    return (struct registry_port){.self = list, .read = read_page};
}

static err know(struct testing_db *t, const struct number_testing_row *row)
{
    struct query *q = db_query(t->db, &SQL_NUMBER_TESTING_NUMBER);
    bind_str(q, "no", str_view(row->no));
    bind_str(q, "name", str_view(row->name));
    bind_str(q, "name_key", fold_key(t->arena, str_view(row->name)));
    date ended = DATE_NONE;
    assert_true(row->ended == NULL || date_parse(str_view(row->ended), &ended));
    bind_instant(q, "ended_at", row->ended == NULL ? (instant){0} : instant_at(ended, 2, 0));
    return query_run(q, NULL);
}

void number_testing_know(struct testing_db *t, const struct number_testing_row *rows, size_t count)
{
    assert_null(db_begin(t->db, DB_WRITE));
    assert_null(query_run(db_query(t->db, &SQL_NUMBER_TESTING_RUN), NULL));
    for (size_t i = 0; i < count; i++) {
        assert_null(know(t, &rows[i]));
    }
    assert_null(db_commit(t->db));
}

static instant stands_at;

static instant standing_clock(void)
{
    return stands_at;
}

int number_testing_run(struct testing_db *t, struct number_list *list, instant now)
{
    struct registry_port port = number_testing_port(list);
    struct gateways g = {.registry = &port};
    int jobs = 0;
    stands_at = now;
    for (bool ran = true; ran;) {
        struct unit u = {.arena = t->arena, .db = t->db, .actor = &MACHINE};
        assert_null(job_run_one(&u, standing_clock, KINDS, COUNT(KINDS), &g, &ran));
        jobs += ran ? 1 : 0;
        assert_true(jobs < 1000);
    }
    return jobs;
}

struct number_run number_testing_last(struct testing_db *t)
{
    number_run_list runs;
    assert_null(db_begin(t->db, DB_READ));
    assert_null(number_store_runs(t->db, t->arena, 1, &runs));
    db_rollback(t->db);
    assert_int_equal(runs.count, 1);
    return runs.items[0];
}

int64_t number_testing_in_use(struct testing_db *t, date day)
{
    int64_t numbers = 0;
    int64_t calls = 0;
    assert_null(db_begin(t->db, DB_READ));
    assert_null(number_store_count(t->db, day, &numbers, &calls));
    db_rollback(t->db);
    return numbers;
}

err number_testing_do_for(struct testing_db *t, instant now, supplier_id firm,
                          err (*work)(struct unit *u, void *data))
{
    struct actor actor = MACHINE;
    actor.supplier = firm;
    struct unit u = {.arena = t->arena, .db = t->db, .actor = &actor, .trace = S("t")};
    stands_at = now;
    return unit_run(&u, standing_clock, work, NULL);
}

err number_testing_do(struct testing_db *t, instant now, err (*work)(struct unit *u, void *data))
{
    return number_testing_do_for(t, now, NO_ID(supplier_id), work);
}

supplier_id number_testing_firm(struct testing_db *t, int64_t no)
{
    supplier_id firm = NO_ID(supplier_id);
    assert_null(db_begin(t->db, DB_WRITE));
    struct query *q = db_query(t->db, &SQL_NUMBER_TESTING_FIRM);
    bind_i64(q, "no", no);
    bind_str(q, "business_no", str_format(t->arena, "%010lld", (long long)no));
    assert_null(query_run_id(q, &firm.value));
    assert_null(db_commit(t->db));
    return firm;
}
