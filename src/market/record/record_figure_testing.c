#include "market/record/record_figure_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "market/record/record_testing.sql.h"

static struct record_figure read_figure(struct query *q)
{
    assert_true(query_next(q));
    struct record_figure f = {read_money(q, "price_won").won, read_i64(q, "record_count")};
    assert_null(query_end(q));
    return f;
}

struct record_figure record_figure_sum(struct record_scene *s, int64_t year, const char *tag,
                                       const char *object)
{
    assert_null(db_begin(s->t->db, DB_READ));
    struct query *q = db_query(s->t->db, &SQL_RECORD_TESTING_SUMS);
    bind_i64(q, "institution", s->institution.value);
    bind_i64(q, "year", year);
    bind_str(q, "tag", str_view(tag));
    bind_text(q, "object", str_view(object));
    bind_null(q, "month");
    struct record_figure f = read_figure(q);
    db_rollback(s->t->db);
    return f;
}

struct record_figure record_figure_raw(struct record_scene *s, int64_t year, const char *kind,
                                       const char *object)
{
    assert_null(db_begin(s->t->db, DB_READ));
    struct query *q = db_query(s->t->db, &SQL_RECORD_TESTING_RAW);
    bind_i64(q, "institution", s->institution.value);
    bind_date(q, "first", date_from_ymd((int)year, 1, 1));
    bind_date(q, "last", date_from_ymd((int)year, 12, 31));
    bind_text(q, "kind", str_view(kind));
    bind_text(q, "object", str_view(object));
    struct record_figure f = read_figure(q);
    db_rollback(s->t->db);
    return f;
}

struct record_figure record_figure_list(struct record_scene *s, const struct record_filter *f)
{
    assert_null(db_begin(s->t->db, DB_READ));
    struct record_figure sum = {0, 0};
    public_no before = NO_ID(public_no);
    record_rows page;
    do { // pages of 7: every row once
        assert_null(record_store_list(s->t->db, s->t->arena, s->institution, f, before, 7, &page));
        for (size_t i = 0; i < page.count; i++) {
            if (date_is_none(page.items[i].voided_on)) {
                sum.won += page.items[i].counted.won;
                sum.count++;
            }
            before = page.items[i].contract_no;
        }
    } while (page.count == 7);
    struct record_total total;
    assert_null(record_store_count(s->t->db, s->institution, f, &total));
    assert_int_equal(total.price.won, sum.won);
    assert_int_equal(total.records, sum.count);
    db_rollback(s->t->db);
    return sum;
}

void record_figure_check(struct record_figure f, int64_t won, int64_t count)
{
    assert_int_equal(f.won, won);
    assert_int_equal(f.count, count);
}
