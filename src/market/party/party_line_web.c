#include "market/party/party_line_web.h"

#include "base/limits.h"
#include "market/party/delegation_new_page.html.h"
#include "market/party/line_new_page.html.h"
#include "market/party/line_page.html.h"
#include "market/party/lines_page.html.h"
#include "market/party/party_org_action.h"
#include "market/party/right.h"
#include "platform/unit/access.h"
#include "platform/web/site.h"

static const char HEAD[] = "/buyer/org/lines";

static const struct field_label LABELS[] = {
    {"department", "부서"                    },
    {"step",       "단계"                    },
    {"approver",   "결재자"                 },
    {"from_won",   "이 금액부터"          },
    {"first_day",  "첫날"                    },
    {"last_day",   "마지막 날"             },
    {"absent",     "자리를 비우는 사람"},
    {"acting",     "대신할 사람"          },
    {"reason",     "사유"                    },
};

static bool is_admin(const struct unit *u)
{
    return (u->actor->rights & RIGHT_ADMIN) != 0;
}

// The route lets every buyer knock; the admin and those who approve may come in.
static err admit(const struct unit *u)
{
    return (u->actor->rights & (RIGHT_ADMIN | RIGHT_APPROVE)) != 0 ? NULL : &ORG_NOT_ADMIN;
}

static struct crumb crumb_of(struct unit *u, str here)
{
    return crumb_below(u->arena, S("결재선"), href_to(u->arena, "%s", HEAD), here);
}

// --- The page of all -----------------------------------------------------------------------------

static struct line_row row_of(struct unit *u, const struct approval_line *l)
{
    return (struct line_row){
        .path =
            is_admin(u) ? href_to(u->arena, "%s/%lld", HEAD, (long long)l->no.value) : (href){0},
        .department = l->department_name.n > 0 ? l->department_name : S("모든 부서"),
        .step = l->step,
        .name = l->name,
        .from = l->from,
        .first_day = l->first_day,
        .last_day = l->last_day,
        .has_ended = !date_is_none(l->last_day) && date_before(l->last_day, u->today),
        .approves = l->approves,
    };
}

static err fill_lines(struct unit *u, struct lines_page *p)
{
    approval_line_list list;
    TRY(line_store_list(u->db, u->arena, u->actor->institution, u->today, &list));
    p->lines.items = NEW_ARRAY(u->arena, list.count, struct line_row);
    p->past.items = NEW_ARRAY(u->arena, list.count, struct line_row);
    for (size_t i = 0; i < list.count; i++) {
        struct line_row row = row_of(u, &list.items[i]);
        if (row.has_ended) {
            p->past.items[p->past.count++] = row;
        } else {
            p->lines.items[p->lines.count++] = row;
        }
    }
    return NULL;
}

static str state_of(const struct unit *u, const struct delegation *d, str *out_tone)
{
    *out_tone = S("off");
    if (d->is_revoked) {
        return S("거둠");
    }
    if (date_before(d->last_day, u->today)) {
        return S("끝남");
    }
    *out_tone = date_before(u->today, d->first_day) ? S("now") : S("ok");
    return date_before(u->today, d->first_day) ? S("시작 전") : S("대결 중");
}

static err fill_delegations(struct unit *u, struct lines_page *p)
{
    delegation_list list;
    account_id whose = is_admin(u) ? NO_ID(account_id) : u->actor->account;
    TRY(delegation_store_list(u->db, u->arena, u->actor->institution, whose, u->today, &list));
    p->delegations.items = NEW_ARRAY(u->arena, list.count, struct delegation_row);
    for (size_t i = 0; i < list.count; i++) {
        const struct delegation *d = &list.items[i];
        struct delegation_row *row = &p->delegations.items[p->delegations.count++];
        *row = (struct delegation_row){
            .from = d->from_name,
            .to = d->to_name,
            .first_day = d->first_day,
            .last_day = d->last_day,
            .reason = d->reason,
        };
        row->state = state_of(u, d, &row->tone);
        if (!d->is_revoked && !date_before(d->last_day, u->today)) {
            row->revoke =
                href_to(u->arena, "/buyer/org/delegations/%lld/revoke", (long long)d->no.value);
        }
    }
    return NULL;
}

// GET /buyer/org/lines
static err get_lines(struct unit *u, const struct request *rq, struct response *rs)
{
    struct lines_page p = {
        .is_admin = is_admin(u),
        .empty = {.title = S("결재선이 없습니다"),
                  .text = S("결재선이 있어야 구매 건을 결재에 올릴 수 있습니다.")},
    };
    TRY(admit(u));
    TRY(fill_lines(u, &p));
    TRY(fill_delegations(u, &p));
    if (p.is_admin) {
        p.empty.button = S("결재 단계 더하기");
        p.empty.path = href_to(u->arena, "%s/new", HEAD);
    }
    frame_fill(u, rq, &p.frame, S("결재선"));
    lines_page_render(&rs->body, &p);
    return NULL;
}

// --- A new step ----------------------------------------------------------------------------------

static str word_of(struct arena *a, public_no no)
{
    return str_format(a, "%lld", (long long)no.value);
}

// Each with the e-mail, which tells two of one name apart: so it is on record who was shown.
static void fill_approvers(struct arena *a, const approver_list *list, str chosen,
                           struct access *access, party_option_list *out)
{
    out->items = NEW_ARRAY(a, list->count, struct party_option);
    out->count = list->count;
    for (size_t i = 0; i < list->count; i++) {
        const struct approver *p = &list->items[i];
        str word = word_of(a, p->no);
        access_add_account(access, p->id);
        out->items[i] = (struct party_option){
            .value = word,
            .text = str_format(a, "%.*s (%.*s)", STR_ARG(p->name), STR_ARG(p->email)),
            .selected = str_equals(word, chosen),
        };
    }
}

static err render_new(struct unit *u, const struct request *rq, struct response *rs,
                      const struct issues *issues)
{
    bool typed = rq->method == POST;
    approver_list approvers;
    department_id department;
    struct line_new_page p = {
        .crumb = crumb_of(u, S("결재 단계 더하기")),
        .from_won = typed ? request_field(rq, "from_won") : S("0"),
        .first_day = typed ? request_field(rq, "first_day") : date_format_iso(u->arena, u->today),
        .last_day = request_field(rq, "last_day"),
    };
    TRY(approver_store_list(u->db, u->arena, u->actor->institution, u->today, &approvers));
    fill_approvers(u->arena, &approvers, request_field(rq, "approver"),
                   access_begin(u, S("membership.list"), S("")), &p.approvers);
    str chosen = request_field(rq, "department");
    TRY(party_department_options(u, chosen, &p.departments, &department));
    p.nobody = approvers.count == 0;
    p.steps.items = NEW_ARRAY(u->arena, LINE_STEPS_MAX, struct party_option);
    p.steps.count = LINE_STEPS_MAX;
    for (int s = 0; s < LINE_STEPS_MAX; s++) {
        str word = str_format(u->arena, "%d", s + 1);
        p.steps.items[s] = (struct party_option){
            .value = word,
            .text = str_format(u->arena, "%d단계", s + 1),
            .selected = str_equals(word, request_field(rq, "step")),
        };
    }
    frame_fill(u, rq, &p.frame, S("결재 단계 더하기"));
    p.frame.issues = issues;
    line_new_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /buyer/org/lines/new
static err get_new(struct unit *u, const struct request *rq, struct response *rs)
{
    return render_new(u, rq, rs, NULL);
}

static const char *field_of(err fault)
{
    if (fault == &ORG_BEGINS_PAST) {
        return "first_day";
    }
    if (fault == &PARTY_TERM_REVERSED || fault == &DELEGATION_TOO_LONG) {
        return "last_day";
    }
    if (fault == &DELEGATION_TO_SELF) {
        return "acting";
    }
    return fault == &LINE_NOT_APPROVER ? "approver" : "";
}

// POST /buyer/org/lines
static err post_new(struct unit *u, const struct request *rq, struct response *rs)
{
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    party_option_list options;
    str department = request_field(rq, "department");
    struct approval_line l = {
        .step = form_i64(rq, &issues, "step", CHOSEN, 1, LINE_STEPS_MAX),
        .from = form_money(rq, &issues, "from_won", OPTIONAL, WON(LIMIT_WON)),
        .first_day = form_date(rq, &issues, "first_day", REQUIRED),
        .last_day = form_date(rq, &issues, "last_day", OPTIONAL),
    };
    public_no approver = form_no(rq, &issues, "approver", CHOSEN);
    TRY(party_department_options(u, department, &options, &l.department));
    if (department.n > 0 && l.department.value == 0) {
        issues_add(&issues, "department", "쓰고 있는 부서 가운데 하나를 골라 주세요.");
    }
    if (issues.count == 0) {
        err e = org_action_add_line(u, &l, approver);
        TRY(issues_catch_at(&issues, field_of(e), e));
    }
    return issues.count > 0 ? render_new(u, rq, rs, &issues) : see_other(rs, "%s", HEAD);
}

// --- One step ------------------------------------------------------------------------------------

static err render_one(struct unit *u, const struct request *rq, struct response *rs, public_no no,
                      const struct issues *issues)
{
    struct approval_line l;
    TRY(line_store_find(u->db, u->arena, u->actor->institution, no, u->today, &l));
    bool typed = rq->method == POST;
    struct line_page p = {
        .crumb = crumb_of(u, l.name),
        .line = row_of(u, &l),
        .action = href_to(u->arena, "%s/%lld/end", HEAD, (long long)no.value),
        .last_day = typed ? request_field(rq, "last_day") : date_format_iso(u->arena, u->today),
        .reason = request_field(rq, "reason"),
    };
    p.may_end = !p.line.has_ended;
    frame_fill(u, rq, &p.frame, S("결재 단계"));
    p.frame.issues = issues;
    line_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /buyer/org/lines/:no
static err get_one(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    return render_one(u, rq, rs, no, NULL);
}

// POST /buyer/org/lines/:no/end
static err post_end(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(path_no(rq, "no", &no));
    date last_day = form_date(rq, &issues, "last_day", REQUIRED);
    str reason = form_line(rq, &issues, "reason", REQUIRED, LIMIT_LINE);
    if (issues.count == 0) {
        err e = org_action_end_line(u, no, last_day, reason);
        TRY(issues_catch_at(&issues, e == &ORG_TERM_OVER ? "last_day" : "", e));
    }
    return issues.count > 0 ? render_one(u, rq, rs, no, &issues) : see_other(rs, "%s", HEAD);
}

// --- Delegation ----------------------------------------------------------------------------------

static err render_delegation(struct unit *u, const struct request *rq, struct response *rs,
                             const struct issues *issues)
{
    bool typed = rq->method == POST;
    approver_list approvers;
    struct delegation_new_page p = {
        .crumb = crumb_of(u, S("대결 정하기")),
        .is_admin = is_admin(u),
        .self_name = u->actor->name,
        .first_day = typed ? request_field(rq, "first_day") : date_format_iso(u->arena, u->today),
        .last_day = request_field(rq, "last_day"),
        .reason = request_field(rq, "reason"),
    };
    TRY(admit(u));
    TRY(approver_store_list(u->db, u->arena, u->actor->institution, u->today, &approvers));
    struct access *access = access_begin(u, S("membership.list"), S(""));
    fill_approvers(u->arena, &approvers, request_field(rq, "absent"), access, &p.absent);
    fill_approvers(u->arena, &approvers, request_field(rq, "acting"), access, &p.acting);
    frame_fill(u, rq, &p.frame, S("대결 정하기"));
    p.frame.issues = issues;
    delegation_new_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /buyer/org/delegations/new
static err get_delegation(struct unit *u, const struct request *rq, struct response *rs)
{
    return render_delegation(u, rq, rs, NULL);
}

// POST /buyer/org/delegations
static err post_delegation(struct unit *u, const struct request *rq, struct response *rs)
{
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(admit(u));
    public_no absent = form_no(rq, &issues, "absent", is_admin(u) ? CHOSEN : OPTIONAL);
    public_no acting = form_no(rq, &issues, "acting", CHOSEN);
    struct delegation d = {
        .first_day = form_date(rq, &issues, "first_day", REQUIRED),
        .last_day = form_date(rq, &issues, "last_day", REQUIRED),
        .reason = form_line(rq, &issues, "reason", REQUIRED, LIMIT_LINE),
    };
    if (issues.count == 0) {
        err e = org_action_delegate(u, absent, acting, &d);
        TRY(issues_catch_at(&issues, e == &LINE_NOT_APPROVER ? "acting" : field_of(e), e));
    }
    return issues.count > 0 ? render_delegation(u, rq, rs, &issues) : see_other(rs, "%s", HEAD);
}

// POST /buyer/org/delegations/:no/revoke
static err post_revoke(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    TRY(admit(u));
    TRY(path_no(rq, "no", &no));
    TRY(org_action_revoke(u, no));
    return see_other(rs, "%s", HEAD);
}

const struct route PARTY_LINE_ROUTES[] = {
    ROUTE(GET, "/buyer/org/lines", get_lines, RIGHT_BUYER),
    ROUTE(GET, "/buyer/org/lines/new", get_new, RIGHT_ADMIN),
    ROUTE(POST, "/buyer/org/lines", post_new, RIGHT_ADMIN),
    ROUTE(GET, "/buyer/org/lines/:no", get_one, RIGHT_ADMIN),
    ROUTE(POST, "/buyer/org/lines/:no/end", post_end, RIGHT_ADMIN),
    ROUTE(GET, "/buyer/org/delegations/new", get_delegation, RIGHT_BUYER),
    ROUTE(POST, "/buyer/org/delegations", post_delegation, RIGHT_BUYER),
    ROUTE(POST, "/buyer/org/delegations/:no/revoke", post_revoke, RIGHT_BUYER),
};
const size_t PARTY_LINE_ROUTE_COUNT = COUNT(PARTY_LINE_ROUTES);
