#include "market/certificate/certificate_supplier_web.h"

#include "base/limits.h"
#include "market/certificate/admin_supplier_page.html.h"
#include "market/party/party_review_action.h"
#include "market/party/party_supplier_store.h"
#include "market/party/right.h"
#include "platform/file/file.h"
#include "platform/unit/access.h"
#include "platform/web/site.h"

static const char HEAD[] = "/admin/suppliers";

static void fill_facts(const struct supplier *s, struct admin_supplier_page *p)
{
    p->name = s->facts.name;
    p->state = party_state_label(s->state);
    p->tone = party_state_tone(s->state);
    p->business_no = s->facts.business_no;
    p->business_no_checks = party_business_no_is_valid(s->facts.business_no);
    p->corporate_no = s->facts.corporate_no;
    p->corporate_no_checks = party_corporate_no_fits(s->facts.corporate_no);
    p->representative = s->facts.representative;
    p->is_corporation = s->facts.is_corporation;
    p->business_type = s->facts.business_type;
    p->business_item = s->facts.business_item;
    p->district = s->facts.district_name;
    p->address = s->facts.address;
    p->phone = s->facts.phone;
    p->opened_on = s->facts.opened_on;
    p->sanctioned_until = s->sanctioned_until;
    p->activated_at = s->activated_at;
}

static err fill_application(struct unit *u, const struct supplier *s, struct admin_supplier_page *p)
{
    struct application last;
    struct party_place place = {.supplier = s->id};
    TRY(application_store_newest(u->db, place, &last));
    struct access *access = access_begin(u, S("supplier.read"), S(""));
    access_add_supplier(access, s->id);
    access_add_account(access, last.account);
    p->has_application = last.account.value != 0;
    p->applicant = last.name;
    p->applicant_email = last.email;
    p->applicant_phone = last.phone;
    p->terms_version = last.terms_version;
    p->applied_at = last.applied_at;
    p->file_name =
        last.file_name.n > 0 ? pdf_named(u->arena, last.file_name, last.looked) : S("사업자등록증");
    p->form.cannot_open = p->form.may_approve && last.file.value != 0 && last.looked != PDF_FINE;
    p->file_path = s->license.value == 0
                       ? (href){0}
                       : href_to(u->arena, "%s/%lld/licence", HEAD, (long long)s->no.value);
    return NULL;
}

static err fill_certificates(struct unit *u, const struct supplier *s,
                             struct admin_supplier_page *p)
{
    certificate_list list;
    TRY(certificate_store_list_own(u->db, u->arena, s->id, u->today, NO_ID(public_no),
                                   LIMIT_DESK_ROWS + 1, &list));
    size_t shown = list.count > LIMIT_DESK_ROWS ? LIMIT_DESK_ROWS : list.count;
    p->more_certificates =
        list.count > shown
            ? href_with(u->arena, href_to(u->arena, "/admin/certificates"), "name", s->facts.name)
            : (href){0};
    p->certificates.items = NEW_ARRAY(u->arena, shown, struct certificate_row);
    p->certificates.count = shown;
    for (size_t i = 0; i < shown; i++) {
        certificate_fill_row(u, &list.items[i], "/admin/certificates", &p->certificates.items[i]);
    }
    return NULL;
}

static err render(struct unit *u, const struct request *rq, struct response *rs, public_no no,
                  const struct issues *issues)
{
    struct supplier s;
    review_line_list lines;
    struct admin_supplier_page p = {0};
    TRY(supplier_store_find(u->db, no, &s));
    struct party_place place = {.supplier = s.id};
    TRY(review_store_list(u->db, u->arena, place, &lines));
    fill_facts(&s, &p);
    TRY(fill_certificates(u, &s, &p));
    party_fill_timeline(u->arena, &lines, true, &p.timeline);
    href self = href_to(u->arena, "%s/%lld", HEAD, (long long)no.value);
    p.form = review_form_of(s.state, self, s.version,
                            rq->method == POST ? request_field(rq, "reason") : S(""));
    TRY(fill_application(u, &s, &p));
    p.may_decide =
        p.form.may_approve || p.form.may_return || p.form.may_suspend || p.form.may_restore;
    p.crumb =
        crumb_below(u->arena, S("공급기업 심사"), href_to(u->arena, "%s", HEAD), s.facts.name);
    frame_fill(u, rq, &p.frame, s.facts.name);
    p.frame.issues = issues;
    admin_supplier_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /admin/suppliers/:no
static err get_supplier(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    return render(u, rq, rs, no, NULL);
}

static const struct field_label LABELS[] = {
    {"reason", "사유"},
};

// POST /admin/suppliers/:no
static err post_supplier(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(path_no(rq, "no", &no));
    str reason = form_text(rq, &issues, "reason", OPTIONAL, LIMIT_TEXT);
    int64_t version = form_i64(rq, &issues, "version", REQUIRED, 1, INT64_MAX);
    int event = review_event_from(request_field(rq, "do"));
    if (event < 0) {
        return &PARTY_WRONG_STATE;
    }
    if (issues.count == 0) {
        err e = review_action_supplier(u, no, version, (enum party_event)event, reason);
        bool wants_words = e == &PARTY_NEEDS_REASON || e == &PDF_NOT_SEEN;
        TRY(issues_catch_at(&issues, wants_words ? "reason" : "", e));
    }
    if (issues.count > 0) {
        return render(u, rq, rs, no, &issues);
    }
    return see_other(rs, "%s/%lld", HEAD, (long long)no.value);
}

// GET /admin/suppliers/:no/licence
static err get_licence(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    struct supplier s;
    struct kept_file file;
    TRY(path_no(rq, "no", &no));
    TRY(supplier_store_find(u->db, no, &s));
    TRY(file_find(u->db, s.license, &file));
    return file_send(rs, &file);
}

const struct route CERTIFICATE_SUPPLIER_ROUTES[] = {
    ROUTE(GET, "/admin/suppliers/:no", get_supplier, RIGHT_OPERATOR),
    ROUTE(POST, "/admin/suppliers/:no", post_supplier, RIGHT_OPERATOR),
    ROUTE(GET, "/admin/suppliers/:no/licence", get_licence, RIGHT_OPERATOR),
};
const size_t CERTIFICATE_SUPPLIER_ROUTE_COUNT = COUNT(CERTIFICATE_SUPPLIER_ROUTES);
