#include "market/party/party_policy_web.h"

#include "base/limits.h"
#include "market/party/own_policy_page.html.h"
#include "market/party/party_institution_store.h"
#include "market/party/party_org.h"
#include "market/party/party_policy_action.h"
#include "market/party/party_policy_store.h"
#include "market/party/policies_page.html.h"
#include "market/party/policy_new_page.html.h"
#include "market/party/right.h"
#include "platform/web/site.h"

#define POLICY_PATH "/buyer/org/policies"

static const struct field_label LABELS[] = {
    {"kind",      "정책"                       },
    {"value",     "자체 한도"                },
    {"count",     "비밀번호 규칙의 숫자"},
    {"first_day", "첫날"                       },
    {"last_day",  "마지막 날"                },
    {"reason",    "사유"                       },
};

// What of a limit does not show in its sum; empty where it lies below a sum of the law.
static str told_of(struct unit *u, const struct policy *p, enum law_regime regime)
{
    static const char *const WORDS[] = {
        [POLICY_BITES] = "",
        [POLICY_BITES_UNLIMITED] = "법이 정한 금액보다 커서 한도가 없는 계약에만 쓰입니다",
        [POLICY_BITES_NOTHING] = "법의 한도보다 커서 쓰이지 않습니다",
    };
    date on = date_before(u->today, p->first_day) ? p->first_day : u->today;
    return str_view(WORDS[policy_bite_on(u->law, regime, p, on, u->arena)]);
}

static err find_regime(struct unit *u, enum law_regime *out)
{
    struct institution own;
    TRY(institution_store_find_own(u->db, u->actor->institution, &own));
    *out = LAW_LOCAL;
    (void)law_regime_from(own.regime, out);
    return NULL;
}

static struct policy_row row_of(struct unit *u, const struct policy *p, enum law_regime regime)
{
    bool over = !date_is_none(p->last_day) && date_before(p->last_day, u->today);
    bool to_come = !over && date_before(u->today, p->first_day);
    struct policy_row row = {
        .kind = policy_kind_label(p->kind),
        .is_limit = policy_is_limit(p->kind),
        .is_plain = !policy_is_limit(p->kind) && !policy_is_password(p->kind),
        .value = p->value,
        .first_day = p->first_day,
        .last_day = p->last_day,
        .state = over      ? S("끝남")
                 : to_come ? S("시작 전")
                           : S("적용 중"),
        .tone = over      ? S("off")
                : to_come ? S("now")
                          : S("ok"),
        .reason = p->reason,
        .by_name = p->by_name,
        .end_reason = p->end_reason,
    };
    if (policy_is_password(p->kind)) {
        row.count = policy_count_words(u->arena, p->kind, p->count);
    }
    if (!over && policy_is_limit(p->kind)) {
        row.told = told_of(u, p, regime);
    }
    if (!over && p->end_reason.n == 0) {
        row.path = href_to(u->arena, POLICY_PATH "/%lld", (long long)p->no.value);
    }
    return row;
}

static struct crumb crumb_of(struct unit *u, str here)
{
    return crumb_below(u->arena, S("기관 정책"), href_to(u->arena, POLICY_PATH), here);
}

// GET /buyer/org/policies
static err get_policies(struct unit *u, const struct request *rq, struct response *rs)
{
    policy_list list;
    struct policies_page p = {
        .empty = {.title = S("정한 정책이 없습니다"),
                  .text = S("법의 한도와 역할 분리, 사이트의 비밀번호 규칙만 적용됩니다."),
                  .button = S("정책 더하기"),
                  .path = {S(POLICY_PATH "/new")}},
    };
    enum law_regime regime;
    TRY(find_regime(u, &regime));
    TRY(policy_store_list(u->db, u->arena, u->actor->institution, &list));
    p.rows.items = NEW_ARRAY(u->arena, list.count, struct policy_row);
    for (size_t i = 0; i < list.count; i++) {
        p.rows.items[p.rows.count++] = row_of(u, &list.items[i], regime);
    }
    frame_fill(u, rq, &p.frame, S("기관 정책"));
    policies_page_render(&rs->body, &p);
    return NULL;
}

static err render_new(struct unit *u, const struct request *rq, struct response *rs,
                      const struct issues *issues)
{
    bool typed = rq->method == POST;
    struct policy_new_page p = {
        .crumb = crumb_of(u, S("정책 더하기")),
        .value = request_field(rq, "value"),
        .count = request_field(rq, "count"),
        .first_day = typed ? request_field(rq, "first_day") : date_format_iso(u->arena, u->today),
        .last_day = request_field(rq, "last_day"),
        .reason = request_field(rq, "reason"),
    };
    p.kinds.items = NEW_ARRAY(u->arena, POLICY_KIND_COUNT, struct party_option);
    for (int k = 0; k < POLICY_KIND_COUNT; k++) {
        str word = str_view(policy_kind_word((enum policy_kind)k));
        p.kinds.items[p.kinds.count++] = (struct party_option){
            .value = word,
            .text = policy_kind_label((enum policy_kind)k),
            .selected = str_equals(word, request_field(rq, "kind")),
        };
    }
    frame_fill(u, rq, &p.frame, S("정책 더하기"));
    p.frame.issues = issues;
    policy_new_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /buyer/org/policies/new
static err get_new(struct unit *u, const struct request *rq, struct response *rs)
{
    return render_new(u, rq, rs, NULL);
}

static const char *field_of(err fault)
{
    if (fault == &POLICY_NEEDS_LIMIT || fault == &POLICY_NOT_STRICTER) {
        return "value";
    }
    if (fault == &POLICY_COUNT_OUT) {
        return "count";
    }
    if (fault == &POLICY_SAME) {
        return "";
    }
    if (fault == &POLICY_BEGINS_PAST) {
        return "first_day";
    }
    return fault == &PARTY_NEEDS_REASON ? "reason" : "last_day";
}

// POST /buyer/org/policies
static err post_new(struct unit *u, const struct request *rq, struct response *rs)
{
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    int kind = policy_kind_from(request_field(rq, "kind"));
    struct policy p = {
        .value = form_money(rq, &issues, "value", OPTIONAL, WON(LIMIT_WON)),
        .count = form_i64(rq, &issues, "count", OPTIONAL, 0, LIMIT_HOUSE_DAYS),
        .first_day = form_date(rq, &issues, "first_day", REQUIRED),
        .last_day = form_date(rq, &issues, "last_day", OPTIONAL),
        .reason = form_line(rq, &issues, "reason", REQUIRED, LIMIT_LINE),
    };
    if (kind < 0) {
        issues_add(&issues, "kind", "더할 정책을 골라 주세요.");
    }
    if (kind >= 0 && !policy_is_limit((enum policy_kind)kind) && p.value.won > 0) {
        issues_add(&issues, "value", "금액은 자체 한도에만 적습니다. 비워 주세요.");
    }
    if (kind >= 0 && !policy_is_password((enum policy_kind)kind) && p.count > 0) {
        issues_add(&issues, "count", "이 숫자는 비밀번호 규칙에만 적습니다. 비워 주세요.");
    }
    if (issues.count == 0) {
        p.kind = (enum policy_kind)kind;
        err e = policy_action_add(u, &p);
        TRY(issues_catch_at(&issues, field_of(e), e));
    }
    return issues.count > 0 ? render_new(u, rq, rs, &issues) : see_other(rs, POLICY_PATH);
}

static err render_one(struct unit *u, const struct request *rq, struct response *rs, public_no no,
                      const struct issues *issues)
{
    struct policy policy;
    enum law_regime regime;
    TRY(find_regime(u, &regime));
    TRY(policy_store_find(u->db, u->actor->institution, no, &policy));
    bool typed = rq->method == POST;
    struct own_policy_page p = {
        .row = row_of(u, &policy, regime),
        .crumb = crumb_of(u, policy_kind_label(policy.kind)),
        .action = href_to(u->arena, POLICY_PATH "/%lld/end", (long long)no.value),
        .last_day = typed ? request_field(rq, "last_day") : date_format_iso(u->arena, u->today),
        .reason = request_field(rq, "reason"),
    };
    p.may_end = p.row.path.path.n > 0;
    frame_fill(u, rq, &p.frame, p.row.kind);
    p.frame.issues = issues;
    own_policy_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /buyer/org/policies/:no
static err get_one(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    return render_one(u, rq, rs, no, NULL);
}

// POST /buyer/org/policies/:no/end
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
        err e = policy_action_end(u, no, last_day, reason);
        TRY(issues_catch_at(&issues, e == &POLICY_ENDED ? "" : field_of(e), e));
    }
    return issues.count > 0 ? render_one(u, rq, rs, no, &issues) : see_other(rs, POLICY_PATH);
}

const struct route PARTY_POLICY_ROUTES[] = {
    ROUTE(GET, POLICY_PATH, get_policies, RIGHT_ADMIN),
    ROUTE(GET, POLICY_PATH "/new", get_new, RIGHT_ADMIN),
    ROUTE(POST, POLICY_PATH, post_new, RIGHT_ADMIN),
    ROUTE(GET, POLICY_PATH "/:no", get_one, RIGHT_ADMIN),
    ROUTE(POST, POLICY_PATH "/:no/end", post_end, RIGHT_ADMIN),
};
const size_t PARTY_POLICY_ROUTE_COUNT = COUNT(PARTY_POLICY_ROUTES);
