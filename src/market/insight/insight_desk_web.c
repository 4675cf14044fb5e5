#include "market/insight/insight_desk_web.h"

#include <assert.h>

#include "base/limits.h"
#include "market/calendar/calendar.h"
#include "market/contract/contract.h"
#include "market/insight/buyer_desk_page.html.h"
#include "market/insight/insight_desk_store.sql.h"
#include "market/insight/operator_desk_page.html.h"
#include "market/insight/supplier_desk_page.html.h"
#include "market/party/right.h"
#include "market/purchase/purchase_part_web.h"
#include "platform/web/site.h"

#define ROWS_MAX 8   // running cases on a desk; the list has the rest
#define SOON_DAYS 60 // a certificate that ends within these days is told of at the top

static bool has_undated_policy;

void desk_tell_undated_policy(bool is_undated)
{
    has_undated_policy = is_undated;
}

// The nearer the term, the louder.
static str tone_of_term(const struct unit *u, instant due_at)
{
    if (due_at.us == 0) {
        return S("far");
    }
    int32_t days = date_days_between(u->today, instant_date(due_at));
    return days <= 0 ? S("") : (days <= 3 ? S("soon") : S("far"));
}

static struct query *query_of_tasks(struct unit *u)
{
    struct query *q = db_query(u->db, &SQL_DESK_TODOS);
    bind_i64(q, "account", u->actor->account.value);
    bind_i64(q, "rights", (int64_t)u->actor->rights);
    bind_id(q, "institution", u->actor->institution.value);
    bind_id(q, "supplier", u->actor->supplier.value);
    bind_date(q, "today", u->today);
    bind_i64(q, "count", LIMIT_DESK_TASKS);
    return q;
}

struct task {
    instant due_at; // 0: no term
    int64_t id;
    str acts_for; // whose approval it is; empty: their own
    str text;
    str path;
    str title; // of the case
    str other; // the party at its other side
    money amount;
};
typedef LIST(struct task) task_list;

// The nearest term first, what has none last.
static bool comes_before(const struct task *x, const struct task *y)
{
    if ((x->due_at.us == 0) != (y->due_at.us == 0)) {
        return x->due_at.us != 0;
    }
    return x->due_at.us != y->due_at.us ? x->due_at.us < y->due_at.us : x->id < y->id;
}

// In its place among those that come first, of which a desk shows LIMIT_DESK_ROWS.
static void keep_task(task_list *list, struct task task)
{
    size_t at = list->count;
    while (at > 0 && comes_before(&task, &list->items[at - 1])) {
        at--;
    }
    if (at == LIMIT_DESK_ROWS) {
        return;
    }
    list->count += list->count < LIMIT_DESK_ROWS ? 1 : 0;
    for (size_t i = list->count - 1; i > at; i--) {
        list->items[i] = list->items[i - 1];
    }
    list->items[at] = task;
}

// Those of all terms are counted, the first of them kept.
static err read_tasks(struct unit *u, struct desk_tasks *out, task_list *first)
{
    struct query *q = query_of_tasks(u);
    bool sells = u->actor->supplier.value != 0;
    first->items = NEW_ARRAY(u->arena, LIMIT_DESK_ROWS, struct task);
    while (query_next(q)) {
        struct task task = {
            .due_at = read_instant(q, "due_at"),
            .id = read_i64(q, "id"),
            .acts_for = read_str(q, "acts_for"),
            .text = read_str(q, "text"),
            .path = read_str(q, "path"),
            .title = read_str(q, "title"),
            .other = read_str(q, sells ? "institution_name" : "supplier_name"),
            .amount = read_money(q, "amount_won"),
        };
        bool has_term = task.due_at.us != 0;
        date day = instant_date(task.due_at);
        out->today_count += has_term && date_equals(u->today, day) ? 1 : 0;
        out->late_count += has_term && date_before(day, u->today) ? 1 : 0;
        keep_task(first, task);
    }
    return query_end(q);
}

static struct todo_item item_of(struct unit *u, const struct task *task)
{
    str amount = money_format(u->arena, task->amount);
    return (struct todo_item){
        .tone = tone_of_term(u, task->due_at),
        .left = purchase_left(u->arena, u->today, task->due_at),
        .text = purchase_task_words(u->arena, task->acts_for, task->text),
        .more = str_format(u->arena, "%.*s · %.*s · %.*s원", STR_ARG(task->title),
                           STR_ARG(task->other), STR_ARG(amount)),
        .button = S("열기"),
        .path = href_local(task->path),
    };
}

// After the frame, which reads how many there are.
static err list_tasks(struct unit *u, struct desk_tasks *out)
{
    task_list first = {0};
    TRY(read_tasks(u, out, &first));
    out->todo.items.items = NEW_ARRAY(u->arena, first.count, struct todo_item);
    for (size_t i = 0; i < first.count; i++) {
        out->todo.items.items[out->todo.items.count++] = item_of(u, &first.items[i]);
    }
    out->due_count = out->today_count + out->late_count;
    out->count = u->actor->todo_count;
    out->todo.none = S("지금 기다리는 일이 없습니다.");
    return NULL;
}

// An empty box says nothing beside what is to be done first.
static bool shows_todo(const struct desk_tasks *tasks, const desk_first_list *first)
{
    return tasks->todo.items.count > 0 || first->count == 0;
}

static str who_acts(struct unit *u)
{
    const struct actor *a = u->actor;
    return str_trim(str_format(u->arena, "%.*s %.*s · %.*s", STR_ARG(a->organisation),
                               STR_ARG(a->name), STR_ARG(a->role_label)));
}

static void add_first(desk_first_list *list, bool done, struct desk_first first)
{
    if (!done) {
        list->items[list->count++] = first;
    }
}

// --- Those who buy -------------------------------------------------------------------------------

#define FIRST_MAX 3

static void fill_first_of_institution(struct unit *u, struct query *q, desk_first_list *out)
{
    out->items = NEW_ARRAY(u->arena, FIRST_MAX, struct desk_first);
    add_first(out, read_i64(q, "has_department") != 0,
              (struct desk_first){S("부서 만들기"), S("구매는 부서마다 합니다."),
                                  href_local(S("/buyer/org/departments"))});
    add_first(out, read_i64(q, "has_officer") != 0,
              (struct desk_first){S("사람과 역할 정하기"),
                                  S("구매·계약담당이 있어야 구매를 시작할 수 있습니다."),
                                  href_local(S("/buyer/org/people"))});
    add_first(out, read_i64(q, "has_line") != 0,
              (struct desk_first){S("결재선 정하기"), S("결재를 올리면 이 순서로 갑니다."),
                                  href_local(S("/buyer/org/lines"))});
}

static struct query *query_of_buyer_figures(struct unit *u, int64_t year)
{
    struct query *q = db_query(u->db, &SQL_DESK_BUYER_FIGURES);
    bind_i64(q, "institution", u->actor->institution.value);
    bind_i64(q, "year", year);
    bind_bool(q, "does_first", (u->actor->rights & RIGHT_ADMIN) != 0);
    bind_date(q, "today", u->today);
    bind_date(q, "late_before", calendar_late_before(u->calendar, u->today));
    return q;
}

static err fill_buyer_figures(struct unit *u, struct buyer_desk_page *p)
{
    struct query *q = query_of_buyer_figures(u, p->year);
    if (query_next(q)) {
        p->running_count = read_i64(q, "running_count");
        p->running = read_money(q, "running_won");
        p->late_count = read_i64(q, "late_count");
        p->year_count = read_i64(q, "year_count");
        p->year_sum = read_money(q, "year_won");
        fill_first_of_institution(u, q, &p->first);
    }
    return query_end(q);
}

static struct query *query_of_cases(struct unit *u)
{
    struct query *q = db_query(u->db, &SQL_DESK_CASES);
    bind_i64(q, "institution", u->actor->institution.value);
    return q;
}

static err list_cases(struct unit *u, struct buyer_desk_page *p)
{
    struct query *q = query_of_cases(u);
    p->rows.items = NEW_ARRAY(u->arena, ROWS_MAX, struct desk_row);
    while (query_next(q) && p->rows.count < ROWS_MAX) {
        int state = purchase_state_from(read_str(q, "state"));
        assert(state >= 0);
        p->rows.items[p->rows.count++] = (struct desk_row){
            .path = href_to(u->arena, "/buyer/purchases/%lld", (long long)read_i64(q, "no")),
            .title = read_str(q, "title"),
            .more = read_str(q, "department_name"),
            .other = read_str(q, "supplier_name"),
            .amount = read_money(q, "amount_won"),
            .due_on = read_date(q, "deliver_by"),
            .state = purchase_state_label((enum purchase_state)state),
            .tone = purchase_state_tone((enum purchase_state)state),
        };
    }
    return query_end(q);
}

// GET /buyer
static err get_buyer_desk(struct unit *u, const struct request *rq, struct response *rs)
{
    struct buyer_desk_page p = {
        .today = u->today,
        .who = who_acts(u),
        .may_request = (u->actor->rights & RIGHT_REQUEST) != 0,
        .year = date_fiscal_year(u->today),
    };
    query_foresee(query_of_tasks(u));
    query_foresee(query_of_buyer_figures(u, p.year));
    query_foresee(query_of_cases(u));
    frame_fill(u, rq, &p.frame, S("오늘 할 일"));
    TRY(list_tasks(u, &p.tasks));
    TRY(fill_buyer_figures(u, &p));
    TRY(list_cases(u, &p));
    p.shows_todo = shows_todo(&p.tasks, &p.first);
    buyer_desk_page_render(&rs->body, &p);
    return NULL;
}

// --- Those who sell ------------------------------------------------------------------------------

static void fill_first_of_supplier(struct unit *u, struct query *q, desk_first_list *out)
{
    out->items = NEW_ARRAY(u->arena, FIRST_MAX, struct desk_first);
    add_first(out, read_i64(q, "has_begun") != 0,
              (struct desk_first){S("확인서·인증서 등록"),
                                  S("여성기업·소기업 같은 유형은 확인서를 검증한 뒤에 표시됩니다."),
                                  href_local(S("/supplier/certificates/new"))});
    bool is_owner = (u->actor->rights & RIGHT_OWNER) != 0;
    add_first(out, !is_owner || read_i64(q, "has_bank") != 0,
              (struct desk_first){S("대금 받을 계좌 등록"), S("청구하면 이 계좌로 받습니다."),
                                  href_local(S("/supplier/company/bank"))});
    add_first(
        out, read_i64(q, "has_goods") != 0,
        (struct desk_first){S("상품 등록"),
                            S("하나씩 적거나 엑셀 파일로 한꺼번에 올립니다. 운영자가 검토하면 "
                              "기관이 찾을 수 있습니다."),
                            href_local(S("/supplier/products/new"))});
}

static struct query *query_of_supplier_figures(struct unit *u, int64_t year)
{
    struct query *q = db_query(u->db, &SQL_DESK_SUPPLIER_FIGURES);
    bind_i64(q, "supplier", u->actor->supplier.value);
    bind_date(q, "today", u->today);
    bind_date(q, "soon", date_add_days(u->today, SOON_DAYS));
    bind_date(q, "year_from", date_from_ymd((int)year, 1, 1));
    return q;
}

static err fill_supplier_figures(struct unit *u, struct supplier_desk_page *p)
{
    struct query *q = query_of_supplier_figures(u, p->year);
    p->ends_on = DATE_NONE;
    if (query_next(q)) {
        p->quote_count = read_i64(q, "quote_count");
        p->sign_count = read_i64(q, "sign_count");
        p->due_count = read_i64(q, "due_count");
        p->due = read_money(q, "due_won");
        p->year_sum = read_money(q, "year_won");
        p->ends_on = read_date(q, "ends_on");
        fill_first_of_supplier(u, q, &p->first);
    }
    TRY(query_end(q));
    if (!date_is_none(p->ends_on)) {
        p->ends_in = date_days_between(u->today, p->ends_on);
    }
    return NULL;
}

static struct query *query_of_contracts(struct unit *u)
{
    struct query *q = db_query(u->db, &SQL_DESK_CONTRACTS);
    bind_i64(q, "supplier", u->actor->supplier.value);
    return q;
}

static err list_contracts(struct unit *u, struct supplier_desk_page *p)
{
    struct query *q = query_of_contracts(u);
    p->rows.items = NEW_ARRAY(u->arena, ROWS_MAX, struct desk_row);
    while (query_next(q) && p->rows.count < ROWS_MAX) {
        int state = contract_state_from(read_str(q, "state"));
        assert(state >= 0);
        p->rows.items[p->rows.count++] = (struct desk_row){
            .path = href_to(u->arena, "/supplier/contracts/%lld", (long long)read_i64(q, "no")),
            .title = read_str(q, "title"),
            .more = read_str(q, "number"),
            .other = read_str(q, "institution_name"),
            .amount = read_money(q, "price_won"),
            .due_on = read_date(q, "ends_on"),
            .state = contract_state_label((enum contract_state)state),
            .tone = contract_state_tone((enum contract_state)state),
        };
    }
    return query_end(q);
}

// GET /supplier
static err get_supplier_desk(struct unit *u, const struct request *rq, struct response *rs)
{
    struct supplier_desk_page p = {
        .today = u->today,
        .who = who_acts(u),
        .year = date_fiscal_year(u->today),
    };
    query_foresee(query_of_tasks(u));
    query_foresee(query_of_supplier_figures(u, p.year));
    query_foresee(query_of_contracts(u));
    frame_fill(u, rq, &p.frame, S("오늘 할 일"));
    TRY(list_tasks(u, &p.tasks));
    TRY(fill_supplier_figures(u, &p));
    TRY(list_contracts(u, &p));
    p.shows_todo = shows_todo(&p.tasks, &p.first);
    supplier_desk_page_render(&rs->body, &p);
    return NULL;
}

// --- The operator --------------------------------------------------------------------------------

static const struct waiting_kind {
    const char *word; // in the statement
    const char *what;
    const char *path; // before the number
} WAITING[] = {
    {"supplier",    "공급기업 심사", "/admin/suppliers"   },
    {"institution", "기관 심사",       "/admin/institutions"},
    {"certificate", "확인서 검증",    "/admin/certificates"},
    {"listing",     "상품 검토",       "/admin/listings"    },
};

static const struct waiting_kind *waiting_kind_of(str word)
{
    for (size_t i = 0; i < COUNT(WAITING); i++) {
        if (str_equals(word, str_view(WAITING[i].word))) {
            return &WAITING[i];
        }
    }
    return NULL;
}

static err list_applications(struct unit *u, struct operator_desk_page *p)
{
    struct query *q = db_query(u->db, &SQL_DESK_APPLICATIONS);
    p->waiting.items = NEW_ARRAY(u->arena, ROWS_MAX, struct desk_application);
    while (query_next(q) && p->waiting.count < ROWS_MAX) {
        const struct waiting_kind *kind = waiting_kind_of(read_str(q, "kind"));
        assert(kind != NULL);
        p->waiting.items[p->waiting.count++] = (struct desk_application){
            .what = str_view(kind->what),
            .name = read_str(q, "name"),
            .since = instant_date(read_instant(q, "at")),
            .path = href_to(u->arena, "%s/%lld", kind->path, (long long)read_i64(q, "no")),
        };
    }
    p->is_cut = p->waiting.count < (size_t)(p->supplier_count + p->institution_count +
                                            p->certificate_count + p->listing_count);
    return query_end(q);
}

// GET /admin
static err get_operator_desk(struct unit *u, const struct request *rq, struct response *rs)
{
    struct operator_desk_page p = {
        .today = u->today,
        .who = who_acts(u),
        .year = date_fiscal_year(u->today),
        .has_undated_policy = has_undated_policy,
    };
    struct query *q = db_query(u->db, &SQL_DESK_OPERATOR_FIGURES);
    bind_i64(q, "year", p.year);
    if (query_next(q)) {
        p.supplier_count = read_i64(q, "supplier_count");
        p.institution_count = read_i64(q, "institution_count");
        p.certificate_count = read_i64(q, "certificate_count");
        p.listing_count = read_i64(q, "listing_count");
        p.dead_count = read_i64(q, "dead_count");
        p.dead_seals = read_i64(q, "dead_seals");
        p.contract_count = read_i64(q, "contract_count");
        p.contract_sum = read_money(q, "contract_won");
    }
    TRY(query_end(q));
    TRY(list_applications(u, &p));
    frame_fill(u, rq, &p.frame, S("오늘 할 일"));
    operator_desk_page_render(&rs->body, &p);
    return NULL;
}

const struct route DESK_ROUTES[] = {
    ROUTE(GET, "/buyer", get_buyer_desk, RIGHT_BUYER),
    ROUTE(GET, "/supplier", get_supplier_desk, RIGHT_SUPPLIER),
    ROUTE(GET, "/admin", get_operator_desk, RIGHT_OPERATOR),
};
const size_t DESK_ROUTE_COUNT = COUNT(DESK_ROUTES);
