#include "market/party/party_review_web.h"

#include "base/limits.h"
#include "market/law/law_pack.h"
#include "market/law/law_words.h"
#include "market/party/admin_institution_page.html.h"
#include "market/party/admin_institutions_page.html.h"
#include "market/party/admin_suppliers_page.html.h"
#include "market/party/party_institution_store.h"
#include "market/party/party_org_store.h"
#include "market/party/party_review_action.h"
#include "market/party/right.h"
#include "platform/file/file.h"
#include "platform/unit/access.h"
#include "platform/web/site.h"

// --- Lists ---------------------------------------------------------------------------------------

// The filter of an operator's list from the query: state=, name=, after=.
static struct party_filter read_filter(const struct request *rq)
{
    struct party_filter f = {
        .state = party_state_from(request_query(rq, "state")),
        .text = str_trim(request_query(rq, "name")),
    };
    if (str_length(f.text) > LIMIT_QUERY) {
        f.text = S("");
    }
    (void)public_no_parse(request_query(rq, "after"), &f.after); // unreadable: from the top
    return f;
}

static href list_path(struct arena *a, const char *path, int state, str text, public_no after)
{
    href to = href_to(a, "%s", path);
    if (state >= 0) {
        to = href_with(a, to, "state", str_view(party_state_word((enum party_state)state)));
    }
    to = href_with(a, to, "name", text);
    if (after.value != 0) {
        to = href_with(a, to, "after", str_format(a, "%lld", (long long)after.value));
    }
    return to;
}

// A tab for each state with how many of those looked for stand there.
static void fill_tabs(struct arena *a, const char *path, const struct party_filter *filter,
                      const int64_t *counts, struct tabs *out, int64_t *out_total)
{
    static const int ORDER[] = {-1,           PARTY_APPLIED,   PARTY_RETURNED,
                                PARTY_ACTIVE, PARTY_SUSPENDED, PARTY_LISTED};
    int64_t all = 0;
    for (int s = 0; s < PARTY_STATE_COUNT; s++) {
        all += counts[s];
    }
    out->label = S("상태로 좁히기");
    out->items.items = NEW_ARRAY(a, COUNT(ORDER), struct tab);
    for (size_t i = 0; i < COUNT(ORDER); i++) {
        int state = ORDER[i];
        int64_t count = state < 0 ? all : counts[state];
        if (state == PARTY_LISTED && count == 0) {
            continue; // a firm is never merely known
        }
        out->items.items[out->items.count++] = (struct tab){
            .text = state < 0 ? S("전체") : party_state_label((enum party_state)state),
            .path = list_path(a, path, state, filter->text, NO_ID(public_no)),
            .count = count,
            .current = state == filter->state,
        };
    }
    *out_total = filter->state < 0 ? all : counts[filter->state];
}

static struct pager pager_of(struct arena *a, const char *path, const struct party_filter *filter,
                             int64_t total, public_no last, bool has_more)
{
    struct pager pager = {.total = total, .counter = S("곳")};
    if (filter->after.value != 0) {
        pager.previous = list_path(a, path, filter->state, filter->text, NO_ID(public_no));
    }
    if (has_more) {
        pager.next = list_path(a, path, filter->state, filter->text, last);
    }
    return pager;
}

static struct empty nothing_found(const struct party_filter *filter)
{
    bool searched = filter->text.n > 0;
    return (struct empty){
        .title = searched ? S("찾는 곳이 없습니다") : S("이 상태인 곳이 없습니다"),
        .text = searched ? S("이름의 일부나 사업자등록번호 앞자리로 다시 찾아 보세요.")
                         : S("새 신청이 오면 ‘심사 대기’에 나타납니다."),
    };
}

// GET /admin/suppliers?state=&name=&after=
static err get_suppliers(struct unit *u, const struct request *rq, struct response *rs)
{
    static const char PATH[] = "/admin/suppliers";
    struct party_filter filter = read_filter(rq);
    int64_t counts[PARTY_STATE_COUNT];
    int64_t total = 0;
    supplier_line_list list;
    struct admin_suppliers_page p = {.text = filter.text, .state = request_query(rq, "state")};
    TRY(supplier_store_counts(u->db, u->arena, filter.text, counts));
    TRY(supplier_store_list(u->db, u->arena, &filter, LIMIT_DESK_ROWS + 1, &list));
    fill_tabs(u->arena, PATH, &filter, counts, &p.tabs, &total);
    size_t shown = list.count > LIMIT_DESK_ROWS ? LIMIT_DESK_ROWS : list.count;
    struct access *access = access_begin(u, S("supplier.list"), S(""));
    p.rows.items = NEW_ARRAY(u->arena, shown, struct admin_supplier_row);
    for (size_t i = 0; i < shown; i++) {
        const struct supplier_line *l = &list.items[i];
        access_add_supplier(access, l->id);
        p.rows.items[p.rows.count++] = (struct admin_supplier_row){
            .path = href_to(u->arena, "%s/%lld", PATH, (long long)l->no.value),
            .name = l->name,
            .business_no = l->business_no,
            .representative = l->representative,
            .district = l->district_name,
            .state = party_state_label(l->state),
            .tone = party_state_tone(l->state),
            .applied_at = l->applied_at,
            .waiting_certificates = l->waiting_certificates,
        };
    }
    p.pager = pager_of(u->arena, PATH, &filter, total,
                       shown > 0 ? list.items[shown - 1].no : NO_ID(public_no), list.count > shown);
    p.empty = nothing_found(&filter);
    frame_fill(u, rq, &p.frame, S("공급기업 심사"));
    admin_suppliers_page_render(&rs->body, &p);
    return NULL;
}

// GET /admin/institutions?state=&name=&after=
static err get_institutions(struct unit *u, const struct request *rq, struct response *rs)
{
    static const char PATH[] = "/admin/institutions";
    struct party_filter filter = read_filter(rq);
    int64_t counts[PARTY_STATE_COUNT];
    int64_t total = 0;
    institution_line_list list;
    struct admin_institutions_page p = {.text = filter.text, .state = request_query(rq, "state")};
    TRY(institution_store_counts(u->db, u->arena, filter.text, counts));
    TRY(institution_store_list(u->db, u->arena, &filter, LIMIT_DESK_ROWS + 1, &list));
    fill_tabs(u->arena, PATH, &filter, counts, &p.tabs, &total);
    size_t shown = list.count > LIMIT_DESK_ROWS ? LIMIT_DESK_ROWS : list.count;
    p.rows.items = NEW_ARRAY(u->arena, shown, struct admin_institution_row);
    for (size_t i = 0; i < shown; i++) {
        const struct institution_line *l = &list.items[i];
        p.rows.items[p.rows.count++] = (struct admin_institution_row){
            .path = href_to(u->arena, "%s/%lld", PATH, (long long)l->no.value),
            .name = l->name,
            .kind = party_institution_kind_label(l->kind),
            .regime = party_regime_label(l->regime),
            .district = l->district_name,
            .state = party_state_label(l->state),
            .tone = party_state_tone(l->state),
            .applied_at = l->applied_at,
        };
    }
    p.pager = pager_of(u->arena, PATH, &filter, total,
                       shown > 0 ? list.items[shown - 1].no : NO_ID(public_no), list.count > shown);
    p.empty = nothing_found(&filter);
    frame_fill(u, rq, &p.frame, S("기관 심사"));
    admin_institutions_page_render(&rs->body, &p);
    return NULL;
}

// --- One institution -----------------------------------------------------------------------------

struct review_form review_form_of(enum party_state state, href action, int64_t version, str reason)
{
    struct review_form form = {.action = action, .version = version, .reason = reason};
    bool *const MAY[] = {
        [PARTY_APPLY] = NULL,
        [PARTY_APPROVE] = &form.may_approve,
        [PARTY_RETURN] = &form.may_return,
        [PARTY_SUSPEND] = &form.may_suspend,
        [PARTY_RESTORE] = &form.may_restore,
    };
    for (int e = 0; e < PARTY_EVENT_COUNT; e++) { // the rules decide which buttons there are
        enum party_state next = state;
        if (MAY[e] != NULL) {
            *MAY[e] = party_move(&next, (enum party_event)e, S("사유")) == NULL;
        }
    }
    return form;
}

// The row of the law that says whose rules the regime takes; empty for an institution's own.
static str article_of(const struct unit *u, str regime)
{
    int r = law_word_find(LAW_REGIME_WORDS, regime);
    if (u->law == NULL || r < 0 || r >= LAW_REGIME_COUNT) {
        return S("");
    }
    return law_regime_find(u->law, (enum law_regime)r, u->today)->head.article;
}

static void fill_regimes(struct arena *a, str chosen, party_option_list *out)
{
    out->items = NEW_ARRAY(a, PARTY_REGIME_COUNT, struct party_option);
    out->count = PARTY_REGIME_COUNT;
    for (size_t i = 0; i < PARTY_REGIME_COUNT; i++) {
        str word = str_view(PARTY_REGIMES[i]);
        out->items[i] = (struct party_option){
            .value = word, .text = party_regime_label(word), .selected = str_equals(word, chosen)};
    }
}

static void fill_institution(struct unit *u, const struct institution *i,
                             struct admin_institution_page *p)
{
    p->name = i->name;
    p->kind = party_institution_kind_label(i->kind);
    p->parent = i->parent_name;
    p->district = i->district_name;
    p->code = i->code;
    p->state = party_state_label(i->state);
    p->tone = party_state_tone(i->state);
    p->business_no = i->facts.business_no;
    p->address = i->facts.address;
    p->phone = i->facts.phone;
    p->head_title = i->facts.head_title;
    p->regime_label = party_regime_label(i->regime);
    p->regime_article = article_of(u, i->regime);
}

static void fill_application(struct arena *a, const struct institution *i,
                             const struct application *last, struct admin_institution_page *p)
{
    p->has_application = last->account.value != 0;
    p->applicant = last->name;
    p->applicant_email = last->email;
    p->applicant_phone = last->phone;
    p->title = last->title;
    p->department = last->department_name;
    p->terms_version = last->terms_version;
    p->applied_at = last->applied_at;
    p->file_name = pdf_named(a, last->file_name, last->looked);
    p->file_path = href_to(a, "/admin/institutions/%lld/paper", (long long)i->no.value);
}

static err fill_departments(struct unit *u, institution_id institution,
                            struct institution_people *house)
{
    department_list list;
    TRY(department_store_list(u->db, u->arena, institution, u->today, &list));
    house->departments.items = NEW_ARRAY(u->arena, list.count, struct house_department);
    house->departments.count = list.count;
    for (size_t i = 0; i < list.count; i++) {
        const struct department *d = &list.items[i];
        house->departments.items[i] = (struct house_department){d->name, d->people, d->is_closed};
    }
    return NULL;
}

// A page of the roles, going on after the one the address names.
static err fill_people(struct unit *u, const struct request *rq, const struct institution *i,
                       struct access *access, struct institution_people *house)
{
    member_list list;
    public_no after = NO_ID(public_no);
    struct party_place place = {.institution = i->id};
    href self = href_to(u->arena, "/admin/institutions/%lld", (long long)i->no.value);
    (void)public_no_parse(request_query(rq, "after"), &after); // unreadable: from the top
    TRY(member_store_list(u->db, u->arena, place, S(""), after, u->today, LIMIT_DESK_ROWS + 1,
                          &list));
    house->pager.counter = S("명");
    TRY(member_store_count(u->db, place, u->today, &house->pager.total));
    size_t shown = list.count > LIMIT_DESK_ROWS ? LIMIT_DESK_ROWS : list.count;
    house->people.items = NEW_ARRAY(u->arena, shown, struct house_person);
    for (size_t k = 0; k < shown; k++) {
        const struct member *m = &list.items[k];
        struct house_person *person = &house->people.items[house->people.count++];
        *person = (struct house_person){
            .name = m->name,
            .title = m->title,
            .role = party_role_label(m->role),
            .department = m->department_name,
            .first_day = m->first_day,
            .last_day = m->last_day,
        };
        person->state = party_member_state(m, u->today, &person->tone);
        access_add_account(access, m->account);
    }
    if (after.value != 0) {
        house->pager.previous = self;
    }
    if (list.count > shown) {
        str last = str_format(u->arena, "%lld", (long long)list.items[shown - 1].no.value);
        house->pager.next = href_with(u->arena, self, "after", last);
    }
    return NULL;
}

static err render_institution(struct unit *u, const struct request *rq, struct response *rs,
                              public_no no, const struct issues *issues)
{
    struct institution i;
    struct application last;
    review_line_list lines;
    struct admin_institution_page p = {0};
    TRY(institution_store_find(u->db, no, &i));
    struct party_place place = {.institution = i.id};
    TRY(application_store_newest(u->db, place, &last));
    TRY(review_store_list(u->db, u->arena, place, &lines));
    struct access *access = access_begin(u, S("institution.read"), S(""));
    access_add_account(access, last.account);
    TRY(fill_departments(u, i.id, &p.house));
    TRY(fill_people(u, rq, &i, access, &p.house));
    fill_institution(u, &i, &p);
    fill_application(u->arena, &i, &last, &p);
    party_fill_timeline(u->arena, &lines, true, &p.timeline);
    bool typed = rq->method == POST;
    href self = href_to(u->arena, "/admin/institutions/%lld", (long long)no.value);
    p.form = review_form_of(i.state, self, i.version, typed ? request_field(rq, "reason") : S(""));
    p.form.cannot_open = p.form.may_approve && last.file.value != 0 && last.looked != PDF_FINE;
    p.may_decide =
        p.form.may_approve || p.form.may_return || p.form.may_suspend || p.form.may_restore;
    str chosen = typed ? request_field(rq, "regime") : S("");
    fill_regimes(u->arena, chosen.n > 0 ? chosen : i.regime, &p.regimes);
    p.regime_reason = typed ? request_field(rq, "regime_reason") : S("");
    p.regime_action = href_to(u->arena, "/admin/institutions/%lld/regime", (long long)no.value);
    p.support_path = href_to(u->arena, "/admin/institutions/%lld/support", (long long)no.value);
    p.crumb =
        crumb_below(u->arena, S("기관 심사"), href_to(u->arena, "/admin/institutions"), i.name);
    frame_fill(u, rq, &p.frame, i.name);
    p.frame.issues = issues;
    admin_institution_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /admin/institutions/:no
static err get_institution(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    return render_institution(u, rq, rs, no, NULL);
}

static const struct field_label LABELS[] = {
    {"reason",        "사유"          },
    {"regime",        "바꿀 법령"   },
    {"regime_reason", "근거와 사유"},
};

// POST /admin/institutions/:no
static err post_institution(struct unit *u, const struct request *rq, struct response *rs)
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
        err e = review_action_institution(u, no, version, (enum party_event)event, reason);
        bool wants_words = e == &PARTY_NEEDS_REASON || e == &PDF_NOT_SEEN;
        TRY(issues_catch_at(&issues, wants_words ? "reason" : "", e));
    }
    if (issues.count > 0) {
        return render_institution(u, rq, rs, no, &issues);
    }
    return see_other(rs, "/admin/institutions/%lld", (long long)no.value);
}

// POST /admin/institutions/:no/regime
static err post_regime(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(path_no(rq, "no", &no));
    str reason = form_text(rq, &issues, "regime_reason", REQUIRED, LIMIT_TEXT);
    int64_t version = form_i64(rq, &issues, "version", REQUIRED, 1, INT64_MAX);
    if (issues.count == 0) {
        err e = review_action_set_regime(u, no, version, request_field(rq, "regime"), reason);
        TRY(issues_catch_at(&issues, "regime", e));
    }
    if (issues.count > 0) {
        return render_institution(u, rq, rs, no, &issues);
    }
    return see_other(rs, "/admin/institutions/%lld", (long long)no.value);
}

// GET /admin/institutions/:no/paper
static err get_paper(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    struct institution i;
    struct application last;
    struct kept_file file;
    TRY(path_no(rq, "no", &no));
    TRY(institution_store_find(u->db, no, &i));
    struct party_place place = {.institution = i.id};
    TRY(application_store_newest(u->db, place, &last));
    TRY(file_find(u->db, last.file, &file));
    return file_send(rs, &file);
}

const struct route PARTY_REVIEW_ROUTES[] = {
    ROUTE(GET, "/admin/suppliers", get_suppliers, RIGHT_OPERATOR),
    ROUTE(GET, "/admin/institutions", get_institutions, RIGHT_OPERATOR),
    ROUTE(GET, "/admin/institutions/:no", get_institution, RIGHT_OPERATOR),
    ROUTE(POST, "/admin/institutions/:no", post_institution, RIGHT_OPERATOR),
    ROUTE(POST, "/admin/institutions/:no/regime", post_regime, RIGHT_OPERATOR),
    ROUTE(GET, "/admin/institutions/:no/paper", get_paper, RIGHT_OPERATOR),
};
const size_t PARTY_REVIEW_ROUTE_COUNT = COUNT(PARTY_REVIEW_ROUTES);
