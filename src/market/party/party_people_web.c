#include "market/party/party_people_web.h"

#include "base/limits.h"
#include "market/party/party_form_web.h"
#include "market/party/party_org_action.h"
#include "market/party/people_page.html.h"
#include "market/party/person_new_page.html.h"
#include "market/party/person_page.html.h"
#include "market/party/right.h"
#include "platform/unit/access.h"
#include "platform/web/site.h"

static const struct field_label LABELS[] = {
    {"email",      "전자우편" },
    {"name",       "이름"       },
    {"phone",      "휴대전화" },
    {"role",       "역할"       },
    {"department", "부서"       },
    {"title",      "직위"       },
    {"first_day",  "첫날"       },
    {"last_day",   "마지막 날"},
    {"reason",     "사유"       },
};

static bool at_institution(const struct unit *u)
{
    return u->actor->institution.value != 0;
}

static const char *head_of(const struct unit *u)
{
    return at_institution(u) ? "/buyer/org/people" : "/supplier/people";
}

static struct crumb crumb_of(struct unit *u, str here)
{
    return crumb_below(u->arena, S("사람과 역할"), href_to(u->arena, "%s", head_of(u)), here);
}

// --- The list ------------------------------------------------------------------------------------

static void fill_rows(struct unit *u, const member_list *list, size_t shown, struct people_page *p)
{
    struct access *access = access_begin(u, S("membership.list"), S(""));
    p->rows.items = NEW_ARRAY(u->arena, shown, struct people_row);
    for (size_t i = 0; i < shown; i++) {
        const struct member *m = &list->items[i];
        struct people_row *row = &p->rows.items[p->rows.count++];
        *row = (struct people_row){
            .path = href_to(u->arena, "%s/%lld", head_of(u), (long long)m->no.value),
            .name = m->name,
            .email = m->email,
            .role = party_role_label(m->role),
            .department = m->department_name,
            .title = m->title,
            .first_day = m->first_day,
            .last_day = m->last_day,
        };
        row->state = party_member_state(m, u->today, &row->tone);
        access_add_account(access, m->account);
    }
}

static href page_path(struct unit *u, str text, public_no after)
{
    href to = href_with(u->arena, href_to(u->arena, "%s", head_of(u)), "name", text);
    return after.value == 0 ? to
                            : href_with(u->arena, to, "after",
                                        str_format(u->arena, "%lld", (long long)after.value));
}

// GET /buyer/org/people, /supplier/people ?name=&after=
static err get_people(struct unit *u, const struct request *rq, struct response *rs)
{
    member_list list;
    public_no after = NO_ID(public_no);
    (void)public_no_parse(request_query(rq, "after"), &after); // unreadable: from the top
    struct people_page p = {
        .heading = S("사람과 역할"),
        .organisation = u->actor->organisation,
        .has_departments = at_institution(u),
        .self = href_to(u->arena, "%s", head_of(u)),
        .add = href_to(u->arena, "%s/new", head_of(u)),
        .text = str_trim(request_query(rq, "name")),
        .empty = {.title = S("찾는 사람이 없습니다"),
                  .text = S("이름이나 전자우편의 일부로 다시 찾아 보세요.")},
    };
    p.text = str_length(p.text) > LIMIT_QUERY ? S("") : p.text;
    TRY(member_store_list(u->db, u->arena, org_place(u), p.text, after, u->today,
                          LIMIT_DESK_ROWS + 1, &list));
    p.pager.counter = S("명");
    if (p.text.n == 0) { // of those looked for the list itself tells
        TRY(member_store_count(u->db, org_place(u), u->today, &p.pager.total));
    }
    size_t shown = list.count > LIMIT_DESK_ROWS ? LIMIT_DESK_ROWS : list.count;
    fill_rows(u, &list, shown, &p);
    if (after.value != 0) {
        p.pager.previous = page_path(u, p.text, NO_ID(public_no));
    }
    if (list.count > shown) {
        p.pager.next = page_path(u, p.text, list.items[shown - 1].no);
    }
    frame_fill(u, rq, &p.frame, p.heading);
    people_page_render(&rs->body, &p);
    return NULL;
}

// --- A new role ----------------------------------------------------------------------------------

static void fill_roles(struct unit *u, str chosen, party_option_list *out)
{
    out->items = NEW_ARRAY(u->arena, PARTY_ROLE_COUNT, struct party_option);
    for (int r = 0; r < PARTY_ROLE_COUNT; r++) {
        enum party_role role = (enum party_role)r;
        str word = str_view(party_role_word(role));
        if (org_check_role(role, at_institution(u)) == NULL) {
            out->items[out->count++] = (struct party_option){.value = word,
                                                             .text = party_role_label(role),
                                                             .selected = str_equals(word, chosen)};
        }
    }
}

// The departments at work; *out_chosen is the id of the one chosen. A firm has none.
static err fill_departments(struct unit *u, str chosen, party_option_list *out,
                            department_id *out_chosen)
{
    *out = (party_option_list){0};
    *out_chosen = NO_ID(department_id);
    return at_institution(u) ? party_department_options(u, chosen, out, out_chosen) : NULL;
}

static err render_new(struct unit *u, const struct request *rq, struct response *rs,
                      const struct issues *issues)
{
    bool typed = rq->method == POST;
    department_id department;
    struct person_new_page p = {
        .crumb = crumb_of(u, S("역할 주기")),
        .action = href_to(u->arena, "%s", head_of(u)),
        .back = href_to(u->arena, "%s", head_of(u)),
        .has_departments = at_institution(u),
        .email = request_field(rq, "email"),
        .name = request_field(rq, "name"),
        .phone = request_field(rq, "phone"),
        .title = request_field(rq, "title"),
        .first_day = typed ? request_field(rq, "first_day") : date_format_iso(u->arena, u->today),
        .last_day = request_field(rq, "last_day"),
        .reason = request_field(rq, "reason"),
    };
    fill_roles(u, request_field(rq, "role"), &p.roles);
    TRY(fill_departments(u, request_field(rq, "department"), &p.departments, &department));
    frame_fill(u, rq, &p.frame, S("역할 주기"));
    p.frame.issues = issues;
    person_new_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET …/new
static err get_new(struct unit *u, const struct request *rq, struct response *rs)
{
    return render_new(u, rq, rs, NULL);
}

// A first code, should the person be new: hashing holds no lock.
static err before_new(struct unit *u, struct request *rq)
{
    struct account_code *code = NEW(u->arena, struct account_code);
    *code = account_code_new(u->arena);
    rq->prepared = code;
    return NULL;
}

static enum party_role read_role(const struct unit *u, const struct request *rq, struct issues *is)
{
    const char *words[PARTY_ROLE_COUNT];
    enum party_role roles[PARTY_ROLE_COUNT] = {0};
    size_t count = 0;
    for (int r = 0; r < PARTY_ROLE_COUNT; r++) {
        if (org_check_role((enum party_role)r, at_institution(u)) == NULL) {
            roles[count] = (enum party_role)r;
            words[count++] = party_role_word((enum party_role)r);
        }
    }
    int chosen = form_choice(rq, is, "role", REQUIRED, words, count);
    return chosen < 0 ? roles[0] : roles[chosen];
}

static err read_department(struct unit *u, const struct request *rq, struct issues *is,
                           department_id *out)
{
    party_option_list options;
    str chosen = request_field(rq, "department");
    TRY(fill_departments(u, chosen, &options, out));
    if (chosen.n > 0 && out->value == 0) {
        issues_add(is, "department", "쓰고 있는 부서 가운데 하나를 골라 주세요.");
    }
    return NULL;
}

static const char *field_of(err fault)
{
    if (fault == &ORG_BEGINS_PAST) {
        return "first_day";
    }
    if (fault == &PARTY_TERM_REVERSED) {
        return "last_day";
    }
    if (fault == &ORG_ROLE_HELD || fault == &PARTY_ROLE_UNFIT) {
        return "role";
    }
    return fault == &ORG_ACCOUNT_CLOSED ? "email" : "";
}

// POST /buyer/org/people, /supplier/people
static err post_new(struct unit *u, const struct request *rq, struct response *rs)
{
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    struct org_person person = {
        .email = party_form_email(rq, &issues, "email"),
        .name = form_line(rq, &issues, "name", REQUIRED, LIMIT_NAME),
        .phone = party_form_phone(rq, &issues, "phone"),
    };
    struct new_member m = {
        .role = read_role(u, rq, &issues),
        .title = form_line(rq, &issues, "title", OPTIONAL, LIMIT_NAME),
        .first_day = form_date(rq, &issues, "first_day", REQUIRED),
        .last_day = form_date(rq, &issues, "last_day", OPTIONAL),
        .reason = form_line(rq, &issues, "reason", REQUIRED, LIMIT_LINE),
    };
    TRY(read_department(u, rq, &issues, &m.department));
    if (issues.count == 0) {
        err e = org_action_give_role(u, &person, &m, rq->prepared);
        TRY(issues_catch_at(&issues, field_of(e), e));
    }
    if (issues.count > 0) {
        return render_new(u, rq, rs, &issues);
    }
    return see_other(rs, "%s", head_of(u));
}

// --- One role ------------------------------------------------------------------------------------

static void fill_person(struct unit *u, const struct member *m, struct person_page *p)
{
    struct access *access = access_begin(u, S("membership.read"), S(""));
    access_add_account(access, m->account);
    p->name = m->name;
    p->email = m->email;
    p->phone = m->phone;
    p->role = party_role_label(m->role);
    p->department = m->department_name;
    p->title = m->title;
    p->first_day = m->first_day;
    p->last_day = m->last_day;
    p->grant_reason = m->grant_reason;
    p->end_reason = m->end_reason;
    p->state = party_member_state(m, u->today, &p->tone);
    p->needs_second_factor =
        party_needs_second_factor(party_role_rights(m->role)) && !m->has_second_factor;
    p->has_departments = at_institution(u);
    p->may_end = !m->has_ended;
}

static err render_one(struct unit *u, const struct request *rq, struct response *rs, public_no no,
                      const struct issues *issues)
{
    struct member m;
    struct person_page p = {
        .ends_later = str_equals(request_field(rq, "when"), S("later")),
        .typed_last_day = request_field(rq, "last_day"),
        .typed_reason = request_field(rq, "reason"),
        .today = date_format_iso(u->arena, u->today),
        .end_action = href_to(u->arena, "%s/%lld/end", head_of(u), (long long)no.value),
    };
    TRY(member_store_find(u->db, org_place(u), no, u->today, &m));
    fill_person(u, &m, &p);
    p.crumb = crumb_of(u, m.name);
    frame_fill(u, rq, &p.frame, m.name);
    p.frame.issues = issues;
    person_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET …/:no
static err get_one(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    return render_one(u, rq, rs, no, NULL);
}

// POST …/:no/end
static err post_end(struct unit *u, const struct request *rq, struct response *rs)
{
    static const char *const WHEN[] = {"now", "later"};
    public_no no;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(path_no(rq, "no", &no));
    bool later = form_choice(rq, &issues, "when", REQUIRED, WHEN, COUNT(WHEN)) == 1;
    date last_day = later ? form_date(rq, &issues, "last_day", REQUIRED) : DATE_NONE;
    str reason = form_line(rq, &issues, "reason", REQUIRED, LIMIT_LINE);
    if (issues.count == 0) {
        err e = org_action_end_role(u, no, last_day, reason);
        TRY(issues_catch_at(&issues, e == &ORG_TERM_OVER ? "last_day" : "", e));
    }
    if (issues.count > 0) {
        return render_one(u, rq, rs, no, &issues);
    }
    return see_other(rs, "%s", head_of(u));
}

const struct route PARTY_PEOPLE_ROUTES[] = {
    ROUTE(GET, "/buyer/org/people", get_people, RIGHT_ADMIN),
    ROUTE(GET, "/buyer/org/people/new", get_new, RIGHT_ADMIN),
    ROUTE_BEFORE(POST, "/buyer/org/people", before_new, post_new, RIGHT_ADMIN),
    ROUTE(GET, "/buyer/org/people/:no", get_one, RIGHT_ADMIN),
    ROUTE(POST, "/buyer/org/people/:no/end", post_end, RIGHT_ADMIN),
    ROUTE(GET, "/supplier/people", get_people, RIGHT_OWNER),
    ROUTE(GET, "/supplier/people/new", get_new, RIGHT_OWNER),
    ROUTE_BEFORE(POST, "/supplier/people", before_new, post_new, RIGHT_OWNER),
    ROUTE(GET, "/supplier/people/:no", get_one, RIGHT_OWNER),
    ROUTE(POST, "/supplier/people/:no/end", post_end, RIGHT_OWNER),
};
const size_t PARTY_PEOPLE_ROUTE_COUNT = COUNT(PARTY_PEOPLE_ROUTES);
