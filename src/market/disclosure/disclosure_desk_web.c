#include "market/disclosure/disclosure_desk_web.h"

#include "base/limits.h"
#include "market/disclosure/disclosure_action.h"
#include "market/disclosure/reword_page.html.h"
#include "market/disclosure/waiting_page.html.h"
#include "market/party/right.h"
#include "platform/form/form.h"
#include "platform/web/site.h"

static const struct field_label LABELS[] = {
    {"title",  "사업명"          },
    {"ground", "수의계약 근거"},
    {"reason", "수의계약 사유"},
    {"site",   "사업장소"       },
    {"agree",  "확인"             },
};

// --- The list ------------------------------------------------------------------------------------

// The words of the faults behind codes parted by blanks.
static void fill_reasons(struct arena *a, str codes, str **out_items, size_t *out_count)
{
    *out_items = NEW_ARRAY(a, DISCLOSURE_FAULTS_MAX, str);
    *out_count = 0;
    while (codes.n > 0 && *out_count < DISCLOSURE_FAULTS_MAX) {
        str code = str_cut(&codes, ' ');
        err fault = disclosure_fault_from(code);
        (*out_items)[(*out_count)++] = fault == NULL ? code : str_view(fault->text);
    }
}

static void fill_rows(const struct unit *u, disclosure_waiting_list list, struct waiting_page *p)
{
    bool may_reword = !p->is_operator && (u->actor->rights & RIGHT_REQUEST) != 0;
    p->rows.items = NEW_ARRAY(u->arena, list.count, struct waiting_row);
    for (size_t i = 0; i < list.count; i++) {
        const struct disclosure_waiting *w = &list.items[i];
        struct waiting_row *row = &p->rows.items[p->rows.count++];
        *row = (struct waiting_row){
            .title = w->title,
            .number = w->number,
            .institution = w->institution_name,
            .supplier = w->supplier_name,
            .contracted_on = w->contracted_on,
            .price = w->price,
            .days = date_days_between(instant_date(w->refused_at), u->today),
        };
        if (may_reword) {
            row->path =
                href_to(u->arena, "/buyer/disclosures/%lld", (long long)w->contract_no.value);
        }
        fill_reasons(u->arena, w->codes, &row->reasons.items, &row->reasons.count);
    }
}

static err render_waiting(struct unit *u, const struct request *rq, institution_id institution,
                          struct response *rs)
{
    disclosure_waiting_list list;
    TRY(disclosure_store_list_waiting(u->db, u->arena, institution, LIMIT_DESK_ROWS, &list));
    struct waiting_page p = {
        .is_operator = institution.value == 0,
        .any = list.count > 0,
        .empty = {.title = S("공개를 기다리는 계약이 없습니다"),
                  .text = S("맺은 수의계약은 모두 공개되었습니다.")},
        .public_path = href_to(u->arena, "/disclosure"),
    };
    fill_rows(u, list, &p);
    frame_fill(u, rq, &p.frame, S("공개를 기다리는 계약"));
    waiting_page_render(&rs->body, &p);
    return NULL;
}

// GET /buyer/disclosures
static err get_waiting(struct unit *u, const struct request *rq, struct response *rs)
{
    return render_waiting(u, rq, u->actor->institution, rs);
}

// GET /admin/disclosures
static err get_all_waiting(struct unit *u, const struct request *rq, struct response *rs)
{
    return render_waiting(u, rq, NO_ID(institution_id), rs);
}

// --- Other words ---------------------------------------------------------------------------------

static void render_reword(struct unit *u, const struct request *rq, struct issues *issues,
                          const struct disclosure_waiting *w, struct response *rs)
{
    struct arena *a = u->arena;
    long long no = (long long)w->contract_no.value;
    struct reword_page p = {
        .number = w->number,
        .supplier = w->supplier_name,
        .contracted_on = w->contracted_on,
        .price = w->price,
        .title = w->title,
        .ground = w->ground,
        .reason = w->reason,
        .site = w->site,
        .agreed = form_flag(rq, "agree"),
        .post_path = href_to(a, "/buyer/disclosures/%lld", no),
        .contract_path = href_to(a, "/buyer/contracts/%lld", no),
    };
    fill_reasons(a, w->codes, &p.reasons.items, &p.reasons.count);
    crumb_add(a, &p.crumb, S("공개를 기다리는 계약"), href_to(a, "/buyer/disclosures"));
    p.crumb.here = w->title;
    frame_fill(u, rq, &p.frame, S("공개할 글 고치기"));
    p.frame.issues = issues;
    reword_page_render(&rs->body, &p);
}

// GET /buyer/disclosures/:no – the number of the contract
static err get_reword(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    struct disclosure_waiting w;
    struct issues issues = {.count = 0};
    TRY(path_no(rq, "no", &no));
    TRY(disclosure_store_find_waiting(u->db, u->actor->institution, no, &w));
    render_reword(u, rq, &issues, &w, rs);
    return NULL;
}

// What is typed in one field must be free of personal data: told at the field.
static void check_field(struct unit *u, struct issues *issues, const char *field, str text)
{
    err personal = disclosure_check_text(u->arena, text);
    if (personal != NULL) {
        issues_add(issues, field, personal->text);
    }
}

static void read_words(struct unit *u, const struct request *rq, struct issues *issues,
                       struct disclosure_waiting *w)
{
    w->title = form_line(rq, issues, "title", REQUIRED, LIMIT_LINE);
    w->ground = form_line(rq, issues, "ground", REQUIRED, LIMIT_LINE);
    w->reason = form_text(rq, issues, "reason", REQUIRED, LIMIT_TEXT);
    w->site = form_line(rq, issues, "site", REQUIRED, LIMIT_LINE);
    check_field(u, issues, "title", w->title);
    check_field(u, issues, "ground", w->ground);
    check_field(u, issues, "reason", w->reason);
    check_field(u, issues, "site", w->site);
    if (!form_flag(rq, "agree")) {
        issues_add(issues, "agree", "공개될 내용을 읽고 확인에 표시해 주세요.");
    }
}

// POST /buyer/disclosures/:no
static err post_reword(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    struct disclosure_waiting w;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(path_no(rq, "no", &no));
    TRY(disclosure_store_find_waiting(u->db, u->actor->institution, no, &w));
    read_words(u, rq, &issues, &w);
    if (issues.count == 0) {
        struct disclosure_faults faults;
        TRY(disclosure_action_reword(u, no, &w, &faults));
        for (size_t i = 0; i < faults.count; i++) {
            issues_add(&issues, "", faults.items[i]->text);
        }
    }
    if (issues.count > 0) { // rolls back: nothing of it is kept
        rs->status = 422;
        render_reword(u, rq, &issues, &w, rs);
        return NULL;
    }
    return see_other(rs, "/buyer/disclosures");
}

const struct route DISCLOSURE_DESK_ROUTES[] = {
    ROUTE(GET, "/buyer/disclosures", get_waiting, RIGHT_BUYER),
    ROUTE(GET, "/buyer/disclosures/:no", get_reword, RIGHT_BUYER | RIGHT_REQUEST),
    ROUTE(POST, "/buyer/disclosures/:no", post_reword, RIGHT_BUYER | RIGHT_REQUEST),
    ROUTE(GET, "/admin/disclosures", get_all_waiting, RIGHT_OPERATOR),
};
const size_t DISCLOSURE_DESK_ROUTE_COUNT = COUNT(DISCLOSURE_DESK_ROUTES);
