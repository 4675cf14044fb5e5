#include "market/party/party_support_web.h"

#include "base/limits.h"
#include "market/party/party_institution_store.h"
#include "market/party/party_session_web.h"
#include "market/party/party_support_action.h"
#include "market/party/party_support_store.h"
#include "market/party/right.h"
#include "market/party/support_list_page.html.h"
#include "market/party/support_new_page.html.h"
#include "market/party/support_seen_page.html.h"
#include "platform/form/form.h"
#include "platform/unit/access.h"
#include "platform/web/site.h"

static struct support_row row_of(struct unit *u, const struct support_view *v)
{
    struct support_row row = {
        .institution = v->institution_name,
        .by_name = v->by_name,
        .reason = v->reason,
        .begun_at = v->begun_at,
        .ends_at = v->ends_at,
        .is_open = support_is_open(v, u->now),
        .read_count = v->read_count,
    };
    if (row.is_open && v->account.value == u->actor->account.value) {
        row.path = href_to(u->arena, SUPPORT_PATH "/%lld", (long long)v->no.value);
    }
    return row;
}

// --- The operator --------------------------------------------------------------------------------

// GET /admin/support: of every operator.
static err get_list(struct unit *u, const struct request *rq, struct response *rs)
{
    support_view_list list;
    struct support_filter any = {0};
    struct support_list_page p = {
        .empty = {.title = S("지원 열람이 없습니다"),
                  .text = S("기관 심사에서 기관을 골라 사유를 적으면 시작됩니다."),
                  .button = S("기관 심사"),
                  .path = href_to(u->arena, "/admin/institutions")},
    };
    TRY(support_store_list(u->db, u->arena, &any, &list));
    struct access *access = access_begin(u, S("support.list"), S(""));
    p.rows.items = NEW_ARRAY(u->arena, list.count, struct support_row);
    for (size_t i = 0; i < list.count; i++) {
        access_add_account(access, list.items[i].account);
        p.rows.items[p.rows.count++] = row_of(u, &list.items[i]);
    }
    frame_fill(u, rq, &p.frame, S("지원 열람"));
    support_list_page_render(&rs->body, &p);
    return NULL;
}

static err render_new(struct unit *u, const struct request *rq, struct response *rs, public_no no,
                      const struct issues *issues)
{
    struct institution i;
    TRY(institution_store_find(u->db, no, &i));
    struct support_new_page p = {
        .institution = i.name,
        .action = href_to(u->arena, "/admin/institutions/%lld/support", (long long)no.value),
        .back = href_to(u->arena, "/admin/institutions/%lld", (long long)no.value),
        .minutes = support_minutes(),
        .reason = request_field(rq, "reason"),
    };
    p.crumb = crumb_below(u->arena, i.name, p.back, S("지원 열람"));
    frame_fill(u, rq, &p.frame, S("지원 열람"));
    p.frame.issues = issues;
    support_new_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /admin/institutions/:no/support
static err get_new(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    return render_new(u, rq, rs, no, NULL);
}

// POST /admin/institutions/:no/support
static err post_new(struct unit *u, const struct request *rq, struct response *rs)
{
    static const struct field_label LABELS[] = {
        {"reason", "사유"                          },
        {"secret", "비밀번호 또는 인증번호"},
    };
    public_no no;
    public_no view = NO_ID(public_no);
    const char *method = NULL;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(path_no(rq, "no", &no));
    str reason = form_line(rq, &issues, "reason", REQUIRED, LIMIT_LINE);
    TRY(issues_catch_at(&issues, "secret", session_confirm(u, rq, &method)));
    if (issues.count == 0) {
        TRY(issues_catch_at(&issues, "reason", support_action_begin(u, no, reason, &view)));
    }
    return issues.count > 0 ? render_new(u, rq, rs, no, &issues)
                            : see_other(rs, SUPPORT_PATH "/%lld", (long long)view.value);
}

// POST /admin/support/:no/end
static err post_end(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    TRY(support_action_end(u, no));
    return see_other(rs, SUPPORT_PATH);
}

// --- The institution -----------------------------------------------------------------------------

static err fill_looks(struct unit *u, const struct support_view *v, struct support_row *row)
{
    support_read_list reads;
    TRY(support_store_list_reads(u->db, u->arena, v->id, &reads));
    row->looks.items = NEW_ARRAY(u->arena, reads.count, struct support_look);
    for (size_t i = 0; i < reads.count; i++) {
        const struct support_read *r = &reads.items[i];
        struct support_look *look = &row->looks.items[row->looks.count++];
        *look = (struct support_look){.read_at = r->read_at,
                                      .page = support_page_label(r->page),
                                      .case_title = r->case_title};
        if (r->case_no.value != 0) {
            look->case_path =
                href_to(u->arena, "/buyer/purchases/%lld", (long long)r->case_no.value);
        }
    }
    return NULL;
}

// GET /buyer/org/support?view=: who looked, and in the one that is asked for, or the newest, at
// what.
static err get_seen(struct unit *u, const struct request *rq, struct response *rs)
{
    support_view_list list;
    struct support_filter own = {.institution = u->actor->institution};
    struct support_seen_page p = {
        .empty = {.title = S("운영자가 우리 기관의 구매 건을 본 일이 없습니다"),
                  .text =
                      S("운영자는 사유를 적고 정해진 시간에만 볼 수 있고, 보면 여기에 남습니다.")},
    };
    public_no chosen = NO_ID(public_no);
    (void)public_no_parse(request_query(rq, "view"), &chosen); // unreadable: the newest
    TRY(support_store_list(u->db, u->arena, &own, &list));
    struct access *access = access_begin(u, S("support.seen"), S(""));
    p.rows.items = NEW_ARRAY(u->arena, list.count, struct support_row);
    for (size_t i = 0; i < list.count; i++) {
        const struct support_view *v = &list.items[i];
        struct support_row *row = &p.rows.items[p.rows.count++];
        access_add_account(access, v->account);
        *row = row_of(u, v);
        row->path = href_with(u->arena, href_to(u->arena, "/buyer/org/support"), "view",
                              str_format(u->arena, "%lld", (long long)v->no.value));
        if (chosen.value == 0 ? i == 0 : chosen.value == v->no.value) {
            TRY(fill_looks(u, v, row));
        }
    }
    frame_fill(u, rq, &p.frame, S("지원 열람"));
    support_seen_page_render(&rs->body, &p);
    return NULL;
}

const struct route SUPPORT_ROUTES[] = {
    ROUTE(GET, SUPPORT_PATH, get_list, RIGHT_OPERATOR),
    ROUTE(GET, "/admin/institutions/:no/support", get_new, RIGHT_OPERATOR),
    ROUTE_BEFORE(POST, "/admin/institutions/:no/support", session_before_confirm, post_new,
                 RIGHT_OPERATOR),
    ROUTE(POST, SUPPORT_PATH "/:no/end", post_end, RIGHT_OPERATOR),
    ROUTE(GET, "/buyer/org/support", get_seen, RIGHT_ADMIN),
};
const size_t SUPPORT_ROUTE_COUNT = COUNT(SUPPORT_ROUTES);
