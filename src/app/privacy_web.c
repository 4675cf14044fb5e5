#include "app/privacy_web.h"

#include "app/act_words.h"
#include "app/audit_web.h"
#include "app/privacy_entry_page.html.h"
#include "app/privacy_page.html.h"
#include "base/limits.h"
#include "market/party/right.h"
#include "platform/form/form.h"
#include "platform/unit/access.h"
#include "platform/web/site.h"

#define PRIVACY_PATH "/admin/privacy"
#define RANKS_SHOWN 10
#define SUBJECTS_SHOWN 200
#define ALARMS_SHOWN 20

// --- What is asked for ---------------------------------------------------------------------------

#define MONTH_FORM "연-월로 적어 주세요. 예: 2026-11."
#define MONTH_UNREAD MONTH_FORM " 아래는 이번 달 접속기록입니다."
#define MONTH_UNREVIEWED                                                                                                           \
    "점검할 달을 위에서 다시 찾아 주세요. 어느 달의 점검인지 읽을 수 없어 남기지 않았습니다. " \
    "아래는 이번 달 접속기록이고, 적은 내용은 그대로 있습니다."

struct asked {
    date first; // of the month; this one where none is asked for or what was typed is none
    str typed;  // of the month; empty: nothing
    bool is_unread;
    str person;
    str whose;
    bool own; // with the looks at these records of who asks
};

static struct asked read_asked(const struct unit *u, const struct request *rq)
{
    bool posted = rq->method == POST;
    str typed = str_trim(posted ? request_field(rq, "month") : request_query(rq, "month"));
    date first = DATE_NONE;
    bool readable = date_parse_month(typed, &first);
    return (struct asked){
        .first = readable ? first : date_month_begin(u->today),
        .typed = typed,
        .is_unread = !readable && (posted || typed.n > 0), // a review is of a month that was named
        .person = str_trim(request_query(rq, "person")),
        .whose = str_trim(request_query(rq, "whose")),
        .own = request_query(rq, "own").n > 0,
    };
}

// 202611: how the chain names a month.
static int64_t month_number(date first)
{
    int year = 0;
    int month = 0;
    int day = 0;
    date_to_ymd(first, &year, &month, &day);
    return (int64_t)year * 100 + month;
}

// What was typed as rows of the database. Fails with AUDIT_NO_SUCH_PERSON.
static err find_asked(struct unit *u, const struct asked *asked, struct privacy_filter *f)
{
    if (asked->person.n > 0) {
        str email = str_lower_ascii(u->arena, asked->person);
        TRY(audit_store_find_person(u->db, email, NO_ID(institution_id), &f->viewer));
    }
    if (asked->whose.n > 0) {
        TRY(privacy_store_find_subject(u->db, u->arena, asked->whose, f));
    }
    return NULL;
}

static href address_of(struct arena *a, const struct asked *asked)
{
    href h = href_with(a, href_to(a, PRIVACY_PATH), "month", date_format_month(a, asked->first));
    h = href_with(a, h, "person", asked->person);
    h = href_with(a, h, "whose", asked->whose);
    return href_with(a, h, "own", asked->own ? S("1") : S(""));
}

static href address_of_viewer(struct arena *a, const struct asked *asked, public_no no)
{
    struct asked of_one = {.first = asked->first,
                           .person = str_format(a, "%lld", (long long)no.value),
                           .own = asked->own};
    return address_of(a, &of_one);
}

// --- The list ------------------------------------------------------------------------------------

static struct privacy_line show_entry(struct arena *a, const struct asked *asked,
                                      const struct privacy_entry *e)
{
    struct privacy_line line = {
        .path = href_to(a, PRIVACY_PATH "/%lld", (long long)e->no.value),
        .at = e->at,
        .who = e->account.value == 0 ? S("방문자") : e->name,
        .role = e->role,
        .address = e->address,
        .act_label = act_label(a, e->act),
        .reason = e->reason,
        .subject_count = e->subject_count,
    };
    if (e->account.value != 0) {
        line.who_path = address_of_viewer(a, asked, e->account_no);
    }
    return line;
}

static void fill_lines(struct unit *u, const struct asked *asked, const privacy_entries *entries,
                       struct access *seen, struct privacy_page *p)
{
    size_t shown = entries->count > LIMIT_DESK_ROWS ? LIMIT_DESK_ROWS : entries->count;
    p->any = shown > 0;
    p->lines.items = NEW_ARRAY(u->arena, shown + 1, struct privacy_line);
    p->lines.count = shown;
    for (size_t i = 0; i < shown; i++) {
        p->lines.items[i] = show_entry(u->arena, asked, &entries->items[i]);
        access_add_account(seen, entries->items[i].account);
    }
    if (entries->count > shown) {
        const struct privacy_entry *last = &entries->items[shown - 1];
        str key = str_format(u->arena, "%lld.%lld", (long long)last->at.us, (long long)last->id);
        p->older = href_with(u->arena, address_of(u->arena, asked), "before", key);
    }
}

static void fill_ranks(struct unit *u, const struct asked *asked, const struct privacy_top *top,
                       struct access *seen, struct privacy_page *p)
{
    p->entry_count = top->entry_count;
    p->person_count = top->person_count;
    p->ranks.items = NEW_ARRAY(u->arena, top->viewers.count + 1, struct privacy_rank);
    for (size_t i = 0; i < top->viewers.count; i++) {
        const struct privacy_viewer *v = &top->viewers.items[i];
        p->ranks.items[p->ranks.count++] = (struct privacy_rank){
            .name = v->name,
            .path = address_of_viewer(u->arena, asked, v->no),
            .entry_count = v->entry_count,
            .person_count = v->person_count,
        };
        access_add_account(seen, v->account);
    }
}

static err fill_alarms(struct unit *u, const struct asked *asked, const struct privacy_filter *f,
                       struct access *seen, struct privacy_page *p)
{
    privacy_alarms alarms;
    TRY(privacy_store_alarms(u->db, u->arena, f, ALARMS_SHOWN, &alarms));
    p->alarms.items = NEW_ARRAY(u->arena, alarms.count + 1, struct privacy_alarm_line);
    for (size_t i = 0; i < alarms.count; i++) {
        const struct privacy_alarm *l = &alarms.items[i];
        p->alarms.items[p->alarms.count++] = (struct privacy_alarm_line){
            .day = l->day,
            .name = l->name,
            .path = address_of_viewer(u->arena, asked, l->no),
            .label = l->is_refused ? S("한도에 닿음") : S("많이 봄"),
            .tone = l->is_refused ? S("bad") : S("warn"),
            .person_count = l->person_count,
        };
        access_add_account(seen, l->account);
    }
    return NULL;
}

static err fill_review(struct unit *u, date first, struct privacy_page *p)
{
    struct privacy_review review;
    TRY(privacy_store_find_review(u->db, month_number(first), &review));
    p->is_reviewed = review.at.us != 0;
    p->reviewed_at = review.at;
    p->reviewed_by = review.name;
    p->reviewed_as = review.opinion;
    return NULL;
}

static struct privacy_page page_of(struct arena *a, const struct asked *asked)
{
    int year = 0;
    int month = 0;
    int day = 0;
    date_to_ymd(asked->first, &year, &month, &day);
    return (struct privacy_page){
        .tabs = audit_tabs(a, PRIVACY_PATH),
        .typed_month = asked->is_unread ? asked->typed : date_format_month(a, asked->first),
        .month = date_format_month(a, asked->first),
        .may_review = !asked->is_unread,
        .month_name = str_format(a, "%d년 %d월", year, month),
        .person = asked->person,
        .whose = asked->whose,
        .own = asked->own,
        .note = S(""),
        .empty = {.title = S("남은 기록이 없습니다"),
                  .text = S("이 달에 개인정보를 본 사람이 없거나 조건에 맞는 기록이 없습니다.")},
    };
}

static err render_privacy(struct unit *u, const struct request *rq, struct response *rs,
                          const struct asked *asked, const struct issues *issues)
{
    struct privacy_page p = page_of(u->arena, asked);
    struct privacy_filter filter = {
        .from = instant_at(asked->first, 0, 0),
        .to = instant_at(date_add_months(asked->first, 1), 0, 0),
        .reviewer = asked->own ? NO_ID(account_id) : u->actor->account,
    };
    err e = find_asked(u, asked, &filter);
    if (e != NULL && e->kind != FAULT_INVALID) {
        return e;
    }
    if (filter.viewer.value == filter.reviewer.value) { // asked for by name
        filter.reviewer = NO_ID(account_id);
    }
    struct audit_key key = audit_key_parse(request_query(rq, "before"));
    privacy_entries entries = {0};
    struct privacy_top top = {0};
    if (e == NULL) {
        TRY(privacy_store_list(u->db, u->arena, &filter, key, LIMIT_DESK_ROWS + 1, &entries));
    }
    TRY(privacy_store_top(u->db, u->arena, &filter, RANKS_SHOWN, &top));
    TRY(fill_review(u, asked->first, &p));
    p.note = e == NULL ? S("") : str_view(e->text);
    p.newest = key.n == INT64_MAX ? (href){S("")} : address_of(u->arena, asked);
    p.opinion = rq->method == POST ? request_field(rq, "opinion") : S("");
    struct access *seen = access_begin(u, S("access.list"), S(""));
    fill_lines(u, asked, &entries, seen, &p);
    fill_ranks(u, asked, &top, seen, &p);
    TRY(fill_alarms(u, asked, &filter, seen, &p));
    frame_fill(u, rq, &p.frame, S("접속기록"));
    p.frame.issues = issues;
    privacy_page_render(&rs->body, &p);
    rs->status = issues->count == 0 ? 200 : 422;
    return NULL;
}

static const struct field_label LABELS[] = {
    {"month",   "달"             },
    {"opinion", "점검한 내용"},
};

// GET /admin/privacy?month=&person=&whose=&own=&before=
static err get_privacy(struct unit *u, const struct request *rq, struct response *rs)
{
    struct asked asked = read_asked(u, rq);
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    if (asked.is_unread) {
        issues_add(&issues, "month", MONTH_UNREAD);
    }
    return render_privacy(u, rq, rs, &asked, &issues);
}

// POST /admin/privacy: the month was reviewed.
static err post_privacy_review(struct unit *u, const struct request *rq, struct response *rs)
{
    struct asked asked = read_asked(u, rq);
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    str opinion = form_text(rq, &issues, "opinion", REQUIRED, 1000);
    if (asked.is_unread) {
        issues_add(&issues, "month", MONTH_UNREVIEWED);
    }
    if (issues.count > 0) {
        return render_privacy(u, rq, rs, &asked, &issues);
    }
    audit_write(u, S("access.review"), S("access_month"), month_number(asked.first), opinion);
    str month = date_format_month(u->arena, asked.first);
    return see_other(rs, PRIVACY_PATH "?month=%.*s", STR_ARG(month));
}

// --- One record ----------------------------------------------------------------------------------

static void fill_facts(struct arena *a, const struct privacy_entry *e, struct kv *facts)
{
    const struct fact rows[] = {
        {S("언제"), instant_format_iso(a, e->at),                                 S("협정세계시")},
        {S("누가"),           e->account.value == 0 ? S("방문자") : e->name,                     e->role},
        {S("어디서"),           e->address,                  S("")                                   },
        {S("한 일"),           act_label(a,                    e->act),  e->act},
        {S("이유"),     e->reason.n == 0 ? S("–") : e->reason,                         S("")                                                   },
    };
    facts->items.items = NEW_ARRAY(a, COUNT(rows), struct fact);
    facts->items.count = COUNT(rows);
    for (size_t i = 0; i < COUNT(rows); i++) {
        facts->items.items[i] = rows[i];
    }
}

// GET /admin/privacy/:no
static err get_privacy_entry(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    struct privacy_entry e;
    privacy_subjects subjects;
    TRY(path_no(rq, "no", &no));
    TRY(privacy_store_find(u->db, no, &e));
    TRY(privacy_store_list_subjects(u->db, u->arena, e.id, SUBJECTS_SHOWN, &subjects));
    struct privacy_entry_page p = {
        .crumb =
            crumb_below(u->arena, S("접속기록"), href_to(u->arena, PRIVACY_PATH), S("열람 한 건")),
        .subject_count = e.subject_count,
        .is_cut = (int64_t)subjects.count < e.subject_count,
        .subjects = {NEW_ARRAY(u->arena, subjects.count + 1, struct privacy_subject_line),
                     subjects.count},
    };
    fill_facts(u->arena, &e, &p.facts);
    struct access *seen = access_begin(u, S("access.show"), S(""));
    access_add_account(seen, e.account);
    for (size_t i = 0; i < subjects.count; i++) {
        const struct privacy_subject *s = &subjects.items[i];
        bool is_person = str_equals(s->kind, S("account"));
        p.subjects.items[i] = (struct privacy_subject_line){
            .kind = is_person ? S("계정") : S("공급기업"), .name = s->name, .no = s->no};
        access_add_account(seen, is_person ? (account_id){s->id} : NO_ID(account_id));
        access_add_supplier(seen, is_person ? NO_ID(supplier_id) : (supplier_id){s->id});
    }
    frame_fill(u, rq, &p.frame, S("열람 한 건"));
    privacy_entry_page_render(&rs->body, &p);
    return NULL;
}

const struct route PRIVACY_ROUTES[] = {
    ROUTE(GET, PRIVACY_PATH, get_privacy, RIGHT_OPERATOR),
    ROUTE(POST, PRIVACY_PATH, post_privacy_review, RIGHT_OPERATOR),
    ROUTE(GET, PRIVACY_PATH "/:no", get_privacy_entry, RIGHT_OPERATOR),
};
const size_t PRIVACY_ROUTE_COUNT = COUNT(PRIVACY_ROUTES);
