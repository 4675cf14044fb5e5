#include "base/limits.h"
#include "market/certificate/admin_certificate_page.html.h"
#include "market/certificate/admin_certificates_page.html.h"
#include "market/certificate/certificate_action.h"
#include "market/certificate/certificate_part_web.h"
#include "market/party/right.h"
#include "platform/file/file.h"
#include "platform/form/form.h"
#include "platform/web/site.h"

static const char HEAD[] = "/admin/certificates";

// --- The list ------------------------------------------------------------------------------------

static href list_path(struct arena *a, const struct certificate_filter *f, int state,
                      public_no after)
{
    href to = href_to(a, "%s", HEAD);
    if (state >= 0) {
        str word = str_view(certificate_state_word((enum certificate_state)state));
        to = href_with(a, to, "state", word);
    }
    to = href_with(a, to, "name", f->text);
    return after.value == 0
               ? to
               : href_with(a, to, "after", str_format(a, "%lld", (long long)after.value));
}

static int64_t fill_tabs(struct arena *a, const struct certificate_filter *f, const int64_t *counts,
                         struct tabs *out)
{
    int64_t all = 0;
    out->label = S("상태로 좁히기");
    out->items.items = NEW_ARRAY(a, CERTIFICATE_STATE_COUNT + 1, struct tab);
    out->items.count = CERTIFICATE_STATE_COUNT + 1;
    for (int s = 0; s < CERTIFICATE_STATE_COUNT; s++) {
        all += counts[s];
        out->items.items[s + 1] = (struct tab){
            .text = certificate_state_label((enum certificate_state)s),
            .path = list_path(a, f, s, NO_ID(public_no)),
            .count = counts[s],
            .current = f->state == s,
        };
    }
    out->items.items[0] = (struct tab){
        .text = S("전체"),
        .path = list_path(a, f, -1, NO_ID(public_no)),
        .count = all,
        .current = f->state < 0,
    };
    return f->state < 0 ? all : counts[f->state];
}

// GET /admin/certificates?state=&name=&after=
static err get_list(struct unit *u, const struct request *rq, struct response *rs)
{
    struct certificate_filter f = {
        .state = certificate_state_from(request_query(rq, "state")),
        .text = str_trim(request_query(rq, "name")),
    };
    f.text = str_length(f.text) > LIMIT_QUERY ? S("") : f.text;
    (void)public_no_parse(request_query(rq, "after"), &f.after); // unreadable: from the top
    certificate_list list;
    int64_t counts[CERTIFICATE_STATE_COUNT];
    struct admin_certificates_page p = {
        .state = request_query(rq, "state"),
        .text = f.text,
        .empty = {.title = S("이 조건의 확인서가 없습니다"),
                  .text = S("기업이 새 확인서를 올리면 ‘확인 대기’에 나타납니다.")},
    };
    TRY(certificate_store_counts(u->db, u->arena, f.text, counts));
    TRY(certificate_store_list(u->db, u->arena, &f, LIMIT_DESK_ROWS + 1, &list));
    p.pager.total = fill_tabs(u->arena, &f, counts, &p.tabs);
    size_t shown = list.count > LIMIT_DESK_ROWS ? LIMIT_DESK_ROWS : list.count;
    p.rows.items = NEW_ARRAY(u->arena, shown, struct certificate_row);
    p.rows.count = shown;
    for (size_t i = 0; i < shown; i++) {
        certificate_fill_row(u, &list.items[i], HEAD, &p.rows.items[i]);
    }
    if (f.after.value != 0) {
        p.pager.previous = list_path(u->arena, &f, f.state, NO_ID(public_no));
    }
    if (list.count > shown) {
        p.pager.next = list_path(u->arena, &f, f.state, list.items[shown - 1].no);
    }
    frame_fill(u, rq, &p.frame, S("확인서 검증"));
    admin_certificates_page_render(&rs->body, &p);
    return NULL;
}

// --- One of them ---------------------------------------------------------------------------------

static bool may(const struct certificate *c, enum certificate_event event)
{
    enum certificate_state next = c->state;
    return certificate_move(&next, event, S("사유")) == NULL;
}

static err render_one(struct unit *u, const struct request *rq, struct response *rs, public_no no,
                      const struct issues *issues)
{
    struct certificate c;
    struct kept_file file = {.kind = FILE_PDF};
    struct admin_certificate_page p = {0};
    TRY(certificate_store_find(u->db, no, &c));
    if (c.file.value != 0) {
        TRY(file_find(u->db, c.file, &file));
    }
    certificate_fill_view(u, &c, href_to(u->arena, "%s/%lld/file", HEAD, (long long)no.value),
                          &p.view);
    p.supplier = c.supplier_name;
    p.business_no = c.supplier_business_no;
    p.supplier_path = href_to(u->arena, "/admin/suppliers/%lld", (long long)c.supplier_no.value);
    p.is_picture = file.kind != FILE_PDF;
    p.cannot_open = c.looked != PDF_FINE;
    p.may_verify = may(&c, CERTIFICATE_VERIFY);
    p.may_refuse = may(&c, CERTIFICATE_REFUSE);
    p.may_revoke = may(&c, CERTIFICATE_REVOKE);
    p.may_decide = p.may_verify || p.may_refuse || p.may_revoke;
    p.typed_reason = rq->method == POST ? request_field(rq, "reason") : S("");
    p.action = href_to(u->arena, "%s/%lld", HEAD, (long long)no.value);
    p.crumb = crumb_below(u->arena, S("확인서 검증"), href_to(u->arena, "%s", HEAD), p.view.label);
    frame_fill(u, rq, &p.frame,
               str_format(u->arena, "%.*s – %.*s", STR_ARG(p.supplier), STR_ARG(p.view.label)));
    p.frame.issues = issues;
    admin_certificate_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /admin/certificates/:no
static err get_one(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    return render_one(u, rq, rs, no, NULL);
}

static int event_of(str word)
{
    static const char *const WORDS[] = {"verify", "refuse", "revoke"};
    for (int i = 0; i < (int)COUNT(WORDS); i++) {
        if (str_equals(word, str_view(WORDS[i]))) {
            return CERTIFICATE_VERIFY + i;
        }
    }
    return -1;
}

static const struct field_label LABELS[] = {
    {"reason", "사유"},
};

// POST /admin/certificates/:no
static err post_one(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(path_no(rq, "no", &no));
    str reason = form_text(rq, &issues, "reason", OPTIONAL, LIMIT_TEXT);
    int64_t version = form_i64(rq, &issues, "version", REQUIRED, 1, INT64_MAX);
    int event = event_of(request_field(rq, "do"));
    if (event < 0) {
        return &CERTIFICATE_WRONG_STATE;
    }
    if (issues.count == 0) {
        err e = certificate_action_decide(u, no, version, (enum certificate_event)event, reason);
        bool wants_words = e == &CERTIFICATE_NEEDS_REASON || e == &PDF_NOT_SEEN;
        TRY(issues_catch_at(&issues, wants_words ? "reason" : "", e));
    }
    if (issues.count > 0) {
        return render_one(u, rq, rs, no, &issues);
    }
    return see_other(rs, "%s/%lld", HEAD, (long long)no.value);
}

// GET /admin/certificates/:no/file
static err get_file(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    struct certificate c;
    TRY(path_no(rq, "no", &no));
    TRY(certificate_store_find(u->db, no, &c));
    return certificate_send_file(u, &c, rs);
}

const struct route CERTIFICATE_REVIEW_ROUTES[] = {
    ROUTE(GET, "/admin/certificates", get_list, RIGHT_OPERATOR),
    ROUTE(GET, "/admin/certificates/:no", get_one, RIGHT_OPERATOR),
    ROUTE(POST, "/admin/certificates/:no", post_one, RIGHT_OPERATOR),
    ROUTE(GET, "/admin/certificates/:no/file", get_file, RIGHT_OPERATOR),
};
const size_t CERTIFICATE_REVIEW_ROUTE_COUNT = COUNT(CERTIFICATE_REVIEW_ROUTES);
