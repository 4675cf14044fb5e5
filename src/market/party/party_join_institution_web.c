#include "base/limits.h"
#include "market/party/join_institution_page.html.h"
#include "market/party/join_search_page.html.h"
#include "market/party/party_form_web.h"
#include "market/party/party_institution_store.h"
#include "market/party/party_signup_form_web.h"
#include "market/party/right.h"
#include "platform/file/pdf.h"
#include "platform/web/site.h"

#define SEARCH_ROWS 30 // of a page; the next letters of a name narrow it

// In the order of the page.
static const struct field_label LABELS[] = {
    {"business_no",    "고유번호"       },
    {"address",        "주소"             },
    {"phone",          "대표 전화"      },
    {"head_title",     "기관장 직함"   },
    {"paper",          "확인 서류"      },
    {"person",         "담당자 이름"   },
    {"department",     "부서"             },
    {"title",          "직위"             },
    {"email",          "전자우편"       },
    {"mobile",         "휴대전화"       },
    {"password",       "비밀번호"       },
    {"password_again", "비밀번호 다시"},
    {"privacy",        "개인정보 동의"},
    {"terms",          "이용약관 동의"},
};

// --- Finding the institution ---------------------------------------------------------------------

// On to the names after these; back is to the nearest names.
static void fill_ways(struct arena *a, struct join_search_page *p,
                      const institution_line_list *list, public_no after)
{
    href here = href_with(a, href_to(a, "/join/institution"), "name", p->text);
    if (after.value != 0) {
        p->pager.previous = here;
    }
    if (list->count > SEARCH_ROWS) {
        long long last = (long long)list->items[SEARCH_ROWS - 1].no.value;
        p->pager.next = href_with(a, here, "after", str_format(a, "%lld", last));
    }
}

// GET /join/institution?name=&after=
static err get_search(struct unit *u, const struct request *rq, struct response *rs)
{
    struct join_search_page p = {.text = str_trim(request_query(rq, "name"))};
    p.searched = p.text.n > 0 && str_length(p.text) <= LIMIT_QUERY;
    public_no after = NO_ID(public_no);
    (void)public_no_parse(request_query(rq, "after"), &after); // what is no number: the first page
    institution_line_list list = {0};
    if (p.searched) {
        TRY(institution_store_search(u->db, u->arena, p.text, after, SEARCH_ROWS + 1, &list,
                                     &p.pager.total));
    }
    p.pager.counter = S("곳");
    fill_ways(u->arena, &p, &list, after);
    p.rows.items = NEW_ARRAY(u->arena, list.count, struct join_institution_row);
    for (size_t i = 0; i < list.count && i < SEARCH_ROWS; i++) {
        const struct institution_line *l = &list.items[i];
        bool open = l->state == PARTY_LISTED || l->state == PARTY_RETURNED;
        p.rows.items[p.rows.count++] = (struct join_institution_row){
            .path = open ? href_to(u->arena, "/join/institution/%lld", (long long)l->no.value)
                         : (href){0},
            .name = l->name,
            .kind = party_institution_kind_label(l->kind),
            .district = l->district_name,
            .parent = l->parent_name,
            .state = open ? S("신청할 수 있음") : party_state_label(l->state),
            .tone = open ? S("ok") : S("off"),
            .is_member = l->state == PARTY_ACTIVE,
        };
    }
    p.crumb = crumb_below(u->arena, S("가입 신청"), href_to(u->arena, "/join"), S("기관 찾기"));
    frame_fill(u, rq, &p.frame, S("기관 찾기"));
    join_search_page_render(&rs->body, &p);
    return NULL;
}

// --- The form ------------------------------------------------------------------------------------

static void read_form(const struct request *rq, struct issues *is, struct arena *a,
                      struct institution_facts *facts, struct signup_post *post)
{
    *post = (struct signup_post){
        .title = form_line(rq, is, "title", REQUIRED, LIMIT_NAME),
        .department_name = form_line(rq, is, "department", REQUIRED, LIMIT_NAME),
    };
    *facts = (struct institution_facts){
        .business_no = form_business_no(rq, is, "business_no", OPTIONAL, a),
        .address = form_line(rq, is, "address", REQUIRED, LIMIT_LINE),
        .phone = party_form_phone(rq, is, "phone"),
        .head_title = form_line(rq, is, "head_title", REQUIRED, LIMIT_NAME),
    };
}

static void fill_typed(const struct request *rq, struct join_institution_page *p)
{
    p->person = signup_typed_person(rq);
    p->title = request_field(rq, "title");
    p->department = request_field(rq, "department");
    p->business_no = request_field(rq, "business_no");
    p->address = request_field(rq, "address");
    p->phone = request_field(rq, "phone");
    p->head_title = request_field(rq, "head_title");
    p->agreed_terms = form_flag(rq, "terms");
    p->agreed_privacy = form_flag(rq, "privacy");
}

static err render(struct unit *u, const struct request *rq, struct response *rs,
                  struct join_institution_page *p, const struct institution *i,
                  const struct issues *issues)
{
    str title = p->mends ? S("신청 고쳐 내기") : S("기관 가입 신청");
    p->crumb = signup_crumb(u->arena, p->mends, title);
    if (!p->mends) {
        crumb_add(u->arena, &p->crumb, S("기관 찾기"), href_to(u->arena, "/join/institution"));
    }
    p->institution = i->name;
    p->regime = party_regime_label(i->regime);
    p->signed_in = u->actor->account.value != 0;
    frame_fill(u, rq, &p->frame, title);
    p->frame.issues = issues;
    p->again = issues != NULL;
    join_institution_page_render(&rs->body, p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

static href action_of(struct unit *u, const struct institution *i)
{
    return href_to(u->arena, "/upload/join/institution/%lld", (long long)i->no.value);
}

// GET /join/institution/:no
static err get_form(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    struct institution i;
    TRY(path_no(rq, "no", &no));
    TRY(institution_store_find(u->db, no, &i));
    if (i.state != PARTY_LISTED && i.state != PARTY_RETURNED) {
        return i.state == PARTY_APPLIED ? &SIGNUP_IS_WAITING : &SIGNUP_IS_ACTIVE;
    }
    struct join_institution_page p = {.action = action_of(u, &i)};
    return render(u, rq, rs, &p, &i, NULL);
}

// POST /upload/join/institution/:no
static err post_form(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    struct institution i;
    struct institution_facts facts;
    struct signup_post post;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(path_no(rq, "no", &no));
    TRY(institution_store_find(u->db, no, &i));
    const struct signup_person *person = signup_read_person(u, rq, &issues);
    read_form(rq, &issues, u->arena, &facts, &post);
    const struct upload *paper = signup_read_paper(rq, &issues, REQUIRED);
    signup_read_consent(rq, &issues);
    if (issues.count == 0) {
        err e = signup_action_institution(u, person, no, &facts, &post, paper);
        TRY(signup_catch(&issues, e));
    }
    if (issues.count > 0) {
        issues_sort(&issues);
        struct join_institution_page p = {.action = action_of(u, &i)};
        fill_typed(rq, &p);
        return render(u, rq, rs, &p, &i, &issues);
    }
    return see_other(rs, person == NULL ? "/login/choose" : "/login?joined=1");
}

// --- Mending -------------------------------------------------------------------------------------

static err find_returned(struct unit *u, struct institution *out)
{
    if (u->actor->institution.value == 0) {
        return &PARTY_UNKNOWN;
    }
    TRY(institution_store_find_own(u->db, u->actor->institution, out));
    return out->state == PARTY_RETURNED ? NULL : &SIGNUP_NOT_RETURNED;
}

static err fill_mend(struct unit *u, const struct institution *i, struct join_institution_page *p,
                     struct application *last)
{
    struct party_place place = {.institution = i->id};
    review_line_list lines;
    TRY(application_store_newest(u->db, place, last));
    TRY(review_store_list(u->db, u->arena, place, &lines));
    p->mends = true;
    p->action = href_to(u->arena, "/upload/join/mend/institution");
    p->kept_file = pdf_named(u->arena, last->file_name, last->looked);
    p->version = i->version;
    p->reason = lines.count > 0 ? lines.items[0].reason : S("");
    return NULL;
}

// GET /join/mend/institution
static err get_mend(struct unit *u, const struct request *rq, struct response *rs)
{
    struct institution i;
    struct application last;
    struct join_institution_page p = {0};
    TRY(find_returned(u, &i));
    TRY(fill_mend(u, &i, &p, &last));
    p.title = last.title;
    p.department = last.department_name;
    p.business_no = i.facts.business_no;
    p.address = i.facts.address;
    p.phone = i.facts.phone;
    p.head_title = i.facts.head_title;
    return render(u, rq, rs, &p, &i, NULL);
}

// POST /upload/join/mend/institution
static err post_mend(struct unit *u, const struct request *rq, struct response *rs)
{
    struct institution i;
    struct institution_facts facts;
    struct signup_post post;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(find_returned(u, &i));
    read_form(rq, &issues, u->arena, &facts, &post);
    int64_t version = form_i64(rq, &issues, "version", REQUIRED, 1, INT64_MAX);
    const struct upload *paper = signup_read_paper(rq, &issues, OPTIONAL);
    if (issues.count == 0) {
        err e = signup_action_mend_institution(u, version, &facts, &post, paper);
        TRY(signup_catch(&issues, e));
    }
    if (issues.count > 0) {
        issues_sort(&issues);
        struct join_institution_page p = {0};
        struct application last;
        fill_typed(rq, &p);
        TRY(fill_mend(u, &i, &p, &last));
        return render(u, rq, rs, &p, &i, &issues);
    }
    return see_other(rs, "/join/state");
}

const struct route JOIN_INSTITUTION_ROUTES[] = {
    ROUTE(GET, "/join/institution", get_search, RIGHT_PUBLIC),
    ROUTE(GET, "/join/institution/:no", get_form, RIGHT_PUBLIC),
    ROUTE_BEFORE(POST, "/upload/join/institution/:no", signup_before, post_form, RIGHT_PUBLIC),
    ROUTE(GET, "/join/mend/institution", get_mend, RIGHT_SIGNED_IN),
    ROUTE_SLOW(POST, "/upload/join/mend/institution", post_mend, RIGHT_SIGNED_IN),
};
const size_t JOIN_INSTITUTION_ROUTE_COUNT = COUNT(JOIN_INSTITUTION_ROUTES);
