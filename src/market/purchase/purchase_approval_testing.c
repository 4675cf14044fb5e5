#include "market/purchase/purchase_approval_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/digest.h"
#include "market/purchase/purchase_approval_testing.sql.h"
#include "platform/secret/secret.h"

void approval_testing_open(struct purchase_scene *s, struct testing_db *t)
{
    web_test_now = instant_at(date_from_ymd(2026, 11, 24), 10, 0);
    purchase_testing_open(s, t);
    purchase_testing_move(s, &s->draft, PURCHASE_CHOSEN);
}

err approval_deed_submit(struct unit *u, void *data)
{
    const struct approval_deed *d = data;
    struct purchase p = *d->purchase;
    purchase_line_list lines;
    TRY(purchase_list_lines(u->db, u->arena, p.id, &lines));
    str content = purchase_content(u->arena, &p, lines.items, lines.count);
    TRY(purchase_approval_action_submit(u, &p, digest_sha256(u->arena, content)));
    *d->purchase = p;
    return NULL;
}

err approval_deed_decide(struct unit *u, void *data)
{
    struct approval_deed *d = data;
    struct purchase p;
    struct approval_sheet sheet;
    struct purchase_side side = {.institution = d->purchase->institution};
    TRY(purchase_find_id(u->db, side, d->purchase->id, &p));
    TRY(approval_find_sheet(u->db, &p, u->today, &sheet));
    struct approval_decision decision = {d->agrees, d->text, sheet.content_hash, d->confirms_split};
    return purchase_approval_action_decide(u, &p, &decision, &d->altered);
}

err approval_deed_withdraw(struct unit *u, void *data)
{
    const struct approval_deed *d = data;
    struct purchase p = *d->purchase;
    TRY(purchase_approval_action_withdraw(u, &p));
    *d->purchase = p;
    return NULL;
}

err approval_testing_submit(struct purchase_scene *s, const struct actor *who, struct purchase *p)
{
    struct approval_deed d = {.purchase = p};
    return purchase_testing_run(s, who, approval_deed_submit, &d);
}

err approval_testing_decide(struct purchase_scene *s, const struct actor *who, struct purchase *p,
                            bool agrees, str text)
{
    struct approval_deed d = {
        .purchase = p, .agrees = agrees, .text = text, .confirms_split = true};
    err e = purchase_testing_run(s, who, approval_deed_decide, &d);
    purchase_testing_find(s, p);
    return e;
}

err approval_deed_change(struct unit *u, void *data)
{
    const struct approval_change *c = data;
    struct query *q = db_query(u->db, c->sql);
    if (c->purchase != 0) {
        bind_i64(q, "purchase", c->purchase);
    }
    if (c->other_name != NULL) {
        bind_i64(q, c->other_name, c->other);
    }
    return query_run(q, NULL);
}

void approval_testing_change(struct purchase_scene *s, const struct sql *sql, const char *name,
                             int64_t value)
{
    struct approval_change c = {.sql = sql, .other_name = name, .other = value};
    assert_null(purchase_testing_run(s, &s->operator_, approval_deed_change, &c));
}

err approval_deed_stand_in(struct unit *u, void *data)
{
    const struct approval_standing_in *d = data;
    struct query *q = db_query(u->db, &SQL_TEST_APPROVAL_DELEGATE);
    bind_i64(q, "no", secret_public_no().value);
    bind_i64(q, "institution", d->from->institution.value);
    bind_i64(q, "from", d->from->account.value);
    bind_i64(q, "to", d->to->account.value);
    bind_date(q, "first_day", d->first_day);
    bind_date(q, "last_day", d->last_day);
    bind_instant(q, "revoked_at", d->revoked_at);
    return query_run(q, NULL);
}

void approval_testing_delegate(struct purchase_scene *s, const struct actor *from,
                               const struct actor *to)
{
    date today = date_from_ymd(2026, 11, 24);
    struct approval_standing_in d = {from, to, today, today, {0}};
    assert_null(purchase_testing_run(s, &s->admin, approval_deed_stand_in, &d));
}

struct approval_sheet approval_testing_sheet(struct purchase_scene *s, const struct purchase *p)
{
    struct unit u;
    struct approval_sheet sheet;
    purchase_testing_read(s, &s->officer, &u);
    assert_null(approval_find_sheet(u.db, p, u.today, &sheet));
    purchase_testing_read_end(&u);
    return sheet;
}

const struct approval_break APPROVAL_BREAKS[] = {
  // clang-format off
    {&SQL_TEST_APPROVAL_BREAK_TITLE, "계약건명", "title"},
    {&SQL_TEST_APPROVAL_BREAK_NEED, "구매 사유", "need"},
    {&SQL_TEST_APPROVAL_BREAK_BUDGET, "예산 과목", "budget_line"},
    {&SQL_TEST_APPROVAL_BREAK_OBJECT, "계약 목적물", "object"},
    {&SQL_TEST_APPROVAL_BREAK_PLACE, "납품 장소", "delivery_place"},
    {&SQL_TEST_APPROVAL_BREAK_DAY, "납품 기한", "deliver_by"},
    {&SQL_TEST_APPROVAL_BREAK_PATH, "계약방법", "path"},
    {&SQL_TEST_APPROVAL_BREAK_ESTIMATE, "추정가격", "estimated_won"},
    {&SQL_TEST_APPROVAL_BREAK_PRICE, "계약금액", "price_won"},
    {&SQL_TEST_APPROVAL_BREAK_VAT, "공급가액", "supply_won"},
    {&SQL_TEST_APPROVAL_BREAK_SUPPLIER, "공급기업", "supplier"},
    {&SQL_TEST_APPROVAL_BREAK_DEPARTMENT, "부서", "department"},
    {&SQL_TEST_APPROVAL_BREAK_NUMBER, "구매번호", "purchase"},
    {&SQL_TEST_APPROVAL_BREAK_HASH, "결재 원본", NULL},
    {&SQL_TEST_APPROVAL_BREAK_CONTENT, "공급가액", NULL},
    {&SQL_TEST_APPROVAL_BREAK_QUANTITY, "수량, 2번 품목", "quantity"},
    {&SQL_TEST_APPROVAL_BREAK_UNIT_PRICE, "단가, 2번 품목", "unit_price_won"},
    {&SQL_TEST_APPROVAL_BREAK_LINE_TITLE, "품목 이름, 2번 품목", "title"},
    {&SQL_TEST_APPROVAL_BREAK_UNIT, "단위, 2번 품목", "unit"},
    {&SQL_TEST_APPROVAL_BREAK_LINE_VAT, "과세 여부, 2번 품목", "vat"},
    {&SQL_TEST_APPROVAL_BREAK_OFFER, "판매 조건, 2번 품목", "offer"},
    {&SQL_TEST_APPROVAL_BREAK_REVISION, "판매 조건의 판, 2번 품목", "offer_revision"},
    {&SQL_TEST_APPROVAL_BREAK_LINES, "품목 차례, 3번 품목", "line"},
  // clang-format on
};
const size_t APPROVAL_BREAK_COUNT = COUNT(APPROVAL_BREAKS);
