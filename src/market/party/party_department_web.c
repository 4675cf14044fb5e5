#include "base/limits.h"
#include "market/party/department_page.html.h"
#include "market/party/departments_page.html.h"
#include "market/party/party_line_web.h"
#include "market/party/party_org_action.h"
#include "market/party/right.h"
#include "platform/web/site.h"

static const char HEAD[] = "/buyer/org/departments";

static const struct field_label LABELS[] = {
    {"name", "부서 이름"},
};

static err render_list(struct unit *u, const struct request *rq, struct response *rs,
                       const struct issues *issues)
{
    department_list list;
    struct departments_page p = {
        .name = request_field(rq, "name"),
        .empty = {.title = S("부서가 없습니다"),
                  .text = S("구매 건은 부서의 이름으로 만들어집니다. 첫 부서를 더해 주세요.")},
    };
    TRY(department_store_list(u->db, u->arena, u->actor->institution, u->today, &list));
    p.rows.items = NEW_ARRAY(u->arena, list.count, struct department_row);
    p.rows.count = list.count;
    for (size_t i = 0; i < list.count; i++) {
        const struct department *d = &list.items[i];
        p.rows.items[i] = (struct department_row){
            .path = href_to(u->arena, "%s/%lld", HEAD, (long long)d->no.value),
            .name = d->name,
            .is_closed = d->is_closed,
            .people = d->people,
        };
    }
    frame_fill(u, rq, &p.frame, S("부서"));
    p.frame.issues = issues;
    departments_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /buyer/org/departments
static err get_list(struct unit *u, const struct request *rq, struct response *rs)
{
    return render_list(u, rq, rs, NULL);
}

// POST /buyer/org/departments
static err post_new(struct unit *u, const struct request *rq, struct response *rs)
{
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    str name = form_line(rq, &issues, "name", REQUIRED, LIMIT_NAME);
    if (issues.count == 0) {
        TRY(issues_catch_at(&issues, "name", org_action_add_department(u, name)));
    }
    return issues.count > 0 ? render_list(u, rq, rs, &issues) : see_other(rs, "%s", HEAD);
}

static err render_one(struct unit *u, const struct request *rq, struct response *rs, public_no no,
                      const struct issues *issues)
{
    struct department d;
    TRY(department_store_find(u->db, u->actor->institution, no, u->today, &d));
    bool typed = rq->method == POST;
    struct department_page p = {
        .action = href_to(u->arena, "%s/%lld", HEAD, (long long)no.value),
        .name = typed ? request_field(rq, "name") : d.name,
        .is_closed = typed ? form_flag(rq, "closed") : d.is_closed,
        .people = d.people,
        .version = form_version(rq, issues, d.version),
    };
    p.crumb = crumb_below(u->arena, S("부서"), href_to(u->arena, "%s", HEAD), d.name);
    frame_fill(u, rq, &p.frame, d.name);
    p.frame.issues = issues;
    department_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /buyer/org/departments/:no
static err get_one(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    return render_one(u, rq, rs, no, NULL);
}

static err compare(struct unit *u, const struct request *rq, public_no no, struct issues *issues)
{
    struct department d;
    TRY(department_store_find(u->db, u->actor->institution, no, u->today, &d));
    const struct form_saved saved = {"name", d.name};
    form_compare(rq, issues, &saved, 1);
    if (form_flag(rq, "closed") != d.is_closed) { // an unticked box sends nothing
        issues_add(issues, "closed",
                   d.is_closed ? "먼저 저장된 것: 닫은 부서" : "먼저 저장된 것: 쓰는 부서");
    }
    return NULL;
}

// POST /buyer/org/departments/:no
static err post_one(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(path_no(rq, "no", &no));
    str name = form_line(rq, &issues, "name", REQUIRED, LIMIT_NAME);
    int64_t version = form_i64(rq, &issues, "version", REQUIRED, 1, INT64_MAX);
    if (issues.count == 0) {
        err e = org_action_save_department(u, no, version, name, form_flag(rq, "closed"));
        TRY(e == &PARTY_CHANGED
                ? compare(u, rq, no, &issues)
                : issues_catch_at(&issues, e == &ORG_DEPARTMENT_KNOWN ? "name" : "", e));
    }
    return issues.count > 0 ? render_one(u, rq, rs, no, &issues) : see_other(rs, "%s", HEAD);
}

const struct route PARTY_DEPARTMENT_ROUTES[] = {
    ROUTE(GET, "/buyer/org/departments", get_list, RIGHT_ADMIN),
    ROUTE(POST, "/buyer/org/departments", post_new, RIGHT_ADMIN),
    ROUTE(GET, "/buyer/org/departments/:no", get_one, RIGHT_ADMIN),
    ROUTE(POST, "/buyer/org/departments/:no", post_one, RIGHT_ADMIN),
};
const size_t PARTY_DEPARTMENT_ROUTE_COUNT = COUNT(PARTY_DEPARTMENT_ROUTES);
