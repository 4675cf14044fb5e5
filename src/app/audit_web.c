#include "app/audit_web.h"

#include "app/act_words.h"
#include "app/audit_check_page.html.h"
#include "app/audit_download_page.html.h"
#include "app/audit_page.html.h"
#include "base/csv.h"
#include "base/limits.h"
#include "market/party/party_session_web.h"
#include "market/party/right.h"
#include "platform/form/form.h"
#include "platform/secret/secret.h"
#include "platform/unit/access.h"
#include "platform/web/site.h"

#define OPERATOR_PATH "/admin/audit"
#define TENANT_PATH "/buyer/org/audit"
#define CHECKS_SHOWN 10

const struct fault AUDIT_TOO_MANY = {
    .kind = FAULT_REFUSED,
    .code = "audit.too_many",
    .text = "한 파일에 담을 수 있는 줄을 넘었습니다. 날짜나 사람으로 좁혀 나누어 받아 주세요.",
};

const struct fault AUDIT_DAY_UNREAD = {
    .kind = FAULT_INVALID,
    .code = "audit.day_unread",
    .text = "어느 날의 기록인지 읽을 수 없어 찾지 않았습니다. 날짜를 2026-11-24 꼴로 적어 주세요. "
            "날짜를 비우면 모든 날에서 찾습니다.",
};

struct tabs audit_tabs(struct arena *a, const char *path)
{
    static const struct {
        const char *text;
        const char *path;
    } TABS[] = {
        {"감사 기록", OPERATOR_PATH          },
        {"사슬 검증", OPERATOR_PATH "/verify"},
        {"접속기록",  "/admin/privacy"       },
    };
    struct tabs tabs = {
        .label = S("기록"), .items = {NEW_ARRAY(a, COUNT(TABS), struct tab), COUNT(TABS)}
    };
    for (size_t i = 0; i < COUNT(TABS); i++) {
        tabs.items.items[i] = (struct tab){
            .text = str_view(TABS[i].text),
            .path = href_to(a, "%s", TABS[i].path),
            .current = str_equals(str_view(TABS[i].path), str_view(path)),
        };
    }
    return tabs;
}

str audit_took(struct arena *a, int64_t us)
{
    if (us < 1000000) {
        return str_format(a, "%lld밀리초", (long long)(us / 1000));
    }
    return str_format(a, "%lld.%lld초", (long long)(us / 1000000), (long long)(us / 100000 % 10));
}

// --- What is asked for ---------------------------------------------------------------------------

static bool is_operator(const struct unit *u)
{
    return (u->actor->rights & RIGHT_OPERATOR) != 0;
}

static const char *path_of(const struct unit *u)
{
    return is_operator(u) ? OPERATOR_PATH : TENANT_PATH;
}

static void fill_objects(struct arena *a, struct audit_asked *asked)
{
    asked->objects.items = NEW_ARRAY(a, ACT_NOUN_COUNT, struct audit_choice);
    for (size_t i = 0; i < ACT_NOUN_COUNT; i++) {
        str word = str_view(ACT_NOUNS[i].word);
        asked->objects.items[asked->objects.count++] = (struct audit_choice){
            .value = word,
            .text = str_view(ACT_NOUNS[i].label),
            .chosen = str_equals(word, asked->object),
        };
    }
}

// The filter's fields from the address (of a list) or from the form (of a download).
static struct audit_asked read_asked(struct unit *u, const struct request *rq)
{
    struct audit_asked asked = {
        .day = DATE_NONE,
        .day_typed = str_trim(request_value(rq, "day")),
        .act = str_slice(str_trim(request_value(rq, "act")), 0, LIMIT_NAME),
        .person = str_trim(request_value(rq, "person")),
        .party = is_operator(u) ? str_trim(request_value(rq, "party")) : S(""),
        .object = str_trim(request_value(rq, "object")),
        .object_no = str_trim(request_value(rq, "object_no")),
        .views = request_value(rq, "views").n > 0,
    };
    (void)date_parse(asked.day_typed, &asked.day); // unreadable: find_asked refuses
    fill_objects(u->arena, &asked);
    return asked;
}

// To an institution what stands in no line of its chain is what does not exist: it is not told
// which numbers are those of others. Fails with AUDIT_NO_SUCH_OBJECT.
static err admit_object(struct unit *u, const struct audit_filter *f)
{
    audit_lines lines = {0};
    if (is_operator(u)) {
        return NULL;
    }
    struct audit_filter any = {.day = DATE_NONE,
                               .lane = f->lane,
                               .object = f->object,
                               .object_id = f->object_id,
                               .with_views = true};
    TRY(audit_store_list(u->db, u->arena, &any, AUDIT_NEWEST, 1, &lines));
    return lines.count > 0 ? NULL : &AUDIT_NO_SUCH_OBJECT;
}

// What was typed as rows of the database. Fails with AUDIT_DAY_UNREAD, AUDIT_NO_SUCH_*.
static err find_asked(struct unit *u, const struct audit_asked *asked, struct audit_filter *out)
{
    if (asked->day_typed.n > 0 && date_is_none(asked->day)) {
        return &AUDIT_DAY_UNREAD;
    }
    struct audit_filter f = {
        .day = asked->day,
        .act = act_said(u->arena, asked->act),
        .object = asked->object,
        .with_views = asked->views,
    };
    if (!is_operator(u)) {
        f.lane = audit_lane(u->arena, u->actor);
    } else if (str_equals(asked->party, S("플랫폼"))) {
        f.is_platform = true;
    } else if (asked->party.n > 0) {
        TRY(audit_store_find_party(u->db, asked->party, &f.lane));
    }
    if (asked->person.n > 0) {
        str email = str_lower_ascii(u->arena, asked->person);
        TRY(audit_store_find_person(u->db, email, u->actor->institution, &f.person));
    }
    if (asked->object_no.n > 0) {
        public_no no = NO_ID(public_no);
        if (!public_no_parse(asked->object_no, &no)) {
            return &AUDIT_NO_SUCH_OBJECT;
        }
        TRY(audit_store_find_object(u->db, asked->object, no, &f.object_id));
        TRY(admit_object(u, &f));
    }
    *out = f;
    return NULL;
}

// The address of `path` with the filter in it, so that it can be kept and sent on.
static href address_of(struct arena *a, const char *path, const struct audit_asked *asked)
{
    href h = href_to(a, "%s", path);
    h = href_with(a, h, "day", asked->day_typed);
    h = href_with(a, h, "person", asked->person);
    h = href_with(a, h, "act", asked->act);
    h = href_with(a, h, "object", asked->object);
    h = href_with(a, h, "object_no", asked->object_no);
    h = href_with(a, h, "party", asked->party);
    return href_with(a, h, "views", asked->views ? S("1") : S(""));
}

// --- The list ------------------------------------------------------------------------------------

static struct audit_line_shown show_line(struct arena *a, const char *path,
                                         const struct audit_line_read *l)
{
    struct audit_line_shown shown = {
        .at = l->at,
        .who = l->account_name,
        .behalf = l->behalf_name,
        .role = l->role,
        .address = l->address,
        .act_label = act_label(a, l->act),
        .act_path = href_with(a, href_to(a, "%s", path), "act", l->act),
        .object_label = act_noun_label(l->object),
        .object_no = l->object_no,
        .party = l->party,
        .seq = l->seq,
        .reason = act_reason(a, l->act, l->reason),
    };
    if (l->account.value == 0) {
        shown.who = l->role.n > 0 ? l->role : S("방문자");
        shown.role = S("");
    } else {
        shown.who_path = href_with(a, href_to(a, "%s", path), "person",
                                   str_format(a, "%lld", (long long)l->account_no.value));
    }
    return shown;
}

// A line names who did it, in whose place, and the person it was done to when that is an account.
static void note_shown(struct access *seen, const audit_lines *lines, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        access_add_account(seen, lines->items[i].account);
        access_add_account(seen, lines->items[i].behalf);
    }
}

static void fill_lines(struct unit *u, const audit_lines *lines, struct audit_page *p)
{
    size_t shown = lines->count > LIMIT_DESK_ROWS ? LIMIT_DESK_ROWS : lines->count;
    p->any = shown > 0;
    p->lines.items = NEW_ARRAY(u->arena, shown + 1, struct audit_line_shown);
    p->lines.count = shown;
    for (size_t i = 0; i < shown; i++) {
        p->lines.items[i] = show_line(u->arena, path_of(u), &lines->items[i]);
        p->any_reason = p->any_reason || p->lines.items[i].reason.n > 0;
    }
    if (lines->count > shown) {
        struct audit_key last = lines->items[shown - 1].key;
        p->older =
            href_with(u->arena, address_of(u->arena, path_of(u), &p->asked), "before",
                      str_format(u->arena, "%lld.%lld", (long long)last.at.us, (long long)last.n));
    }
    note_shown(access_begin(u, S("audit.list"), S("")), lines, shown);
}

// GET /admin/audit, /buyer/org/audit
static err get_audit(struct unit *u, const struct request *rq, struct response *rs)
{
    struct audit_asked asked = read_asked(u, rq);
    struct audit_page p = {
        .tabs = audit_tabs(u->arena, OPERATOR_PATH),
        .path = href_to(u->arena, "%s", path_of(u)),
        .is_operator = is_operator(u),
        .asked = asked,
        .empty = {.title = S("그런 기록이 없습니다"),
                  .text = S("조건을 줄이거나 다른 날짜로 찾아 주세요.")},
    };
    struct audit_filter filter;
    audit_lines lines = {0};
    err e = find_asked(u, &asked, &filter);
    if (e != NULL && e->kind != FAULT_INVALID) {
        return e;
    }
    p.note = e == NULL ? S("") : str_view(e->text);
    struct audit_key key = audit_key_parse(request_query(rq, "before"));
    if (e == NULL) {
        TRY(audit_store_list(u->db, u->arena, &filter, key, LIMIT_DESK_ROWS + 1, &lines));
    }
    if (key.n != INT64_MAX) {
        p.newest = address_of(u->arena, path_of(u), &asked);
    }
    p.download = address_of(
        u->arena, is_operator(u) ? OPERATOR_PATH "/download" : TENANT_PATH "/download", &asked);
    fill_lines(u, &lines, &p);
    frame_fill(u, rq, &p.frame, S("감사 기록"));
    audit_page_render(&rs->body, &p);
    return NULL;
}

// --- The file ------------------------------------------------------------------------------------

// "2026-11-24 · kim@… · 계약 서명", or that it is everything.
static str describe(struct arena *a, const struct audit_asked *asked)
{
    str parts[] = {
        asked->day_typed,
        asked->party,
        asked->person,
        asked->act.n == 0 ? S("") : act_label(a, asked->act),
        asked->object.n == 0 ? S("") : act_noun_label(asked->object),
        asked->object_no,
    };
    str whole = S("");
    for (size_t i = 0; i < COUNT(parts); i++) {
        if (parts[i].n > 0) {
            whole = whole.n == 0 ? parts[i] : str_join(a, str_join(a, whole, S(" · ")), parts[i]);
        }
    }
    return whole.n == 0 ? S("조건 없이 새것부터") : whole;
}

static err render_download(struct unit *u, const struct request *rq, struct response *rs,
                           const struct issues *issues)
{
    struct audit_asked asked = read_asked(u, rq);
    struct audit_download_page p = {
        .path = href_to(u->arena, "%s/download", path_of(u)),
        .back = address_of(u->arena, path_of(u), &asked),
        .asked = asked,
        .what = describe(u->arena, &asked),
        .line_max = LIMIT_AUDIT_LINES,
        .reason = rq->method == POST ? request_field(rq, "reason") : S(""),
    };
    frame_fill(u, rq, &p.frame, S("감사 기록 받기"));
    p.frame.issues = issues;
    audit_download_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /admin/audit/download, /buyer/org/audit/download
static err get_audit_download(struct unit *u, const struct request *rq, struct response *rs)
{
    return render_download(u, rq, rs, NULL);
}

static void write_head(struct out *o)
{
    static const char *const COLUMNS[] = {
        "시각(협정세계시)", "사슬", "순번",      "계정번호", "이름", "대결", "역할", "주소", "행위",
        "행위 코드",        "대상", "대상 번호", "이유",     "해시"};
    csv_write_mark(o);
    for (size_t i = 0; i < COUNT(COLUMNS); i++) {
        csv_write_text(o, str_view(COLUMNS[i]));
    }
    csv_end_row(o);
}

static str number_text(struct arena *a, public_no no)
{
    return no.value == 0 ? S("") : str_format(a, "%lld", (long long)no.value);
}

static void write_line(struct out *o, struct arena *a, const struct audit_line_read *l)
{
    csv_write_text(o, instant_format_iso(a, l->at));
    csv_write_text(o, l->party);
    csv_write_number(o, l->seq);
    csv_write_text(o, number_text(a, l->account_no));
    csv_write_text(o, l->account_name);
    csv_write_text(o, l->behalf_name);
    csv_write_text(o, l->role);
    csv_write_text(o, l->address);
    csv_write_text(o, act_label(a, l->act));
    csv_write_text(o, l->act);
    csv_write_text(o, act_noun_label(l->object));
    csv_write_text(o, number_text(a, l->object_no));
    csv_write_text(o, l->reason);
    csv_write_text(o, l->hash);
    csv_end_row(o);
}

// Fails with AUDIT_DAY_UNREAD, AUDIT_NO_SUCH_*, AUDIT_TOO_MANY.
static err write_file(struct unit *u, const struct request *rq, struct response *rs, str reason)
{
    struct audit_asked asked = read_asked(u, rq);
    struct audit_filter filter;
    audit_lines lines = {0};
    TRY(find_asked(u, &asked, &filter));
    TRY(audit_store_list(u->db, u->arena, &filter, AUDIT_NEWEST, LIMIT_AUDIT_LINES + 1, &lines));
    write_head(&rs->body);
    for (size_t i = 0; i < lines.count; i++) {
        write_line(&rs->body, u->arena, &lines.items[i]);
    }
    if (lines.count > LIMIT_AUDIT_LINES || rs->body.overflowed) {
        out_init(&rs->body, u->arena, LIMIT_PAGE);
        return &AUDIT_TOO_MANY;
    }
    audit_write(u, S("audit.export"), S("audit"), 0, reason);
    note_shown(access_begin(u, S("audit.export"), reason), &lines, lines.count);
    response_attachment(rs, S("text/csv; charset=utf-8"),
                        str_format(u->arena, "감사기록-%s.csv",
                                   str_to_c(u->arena, date_format_iso(u->arena, u->today))));
    return NULL;
}

// POST /admin/audit/download, /buyer/org/audit/download
static err post_audit_download(struct unit *u, const struct request *rq, struct response *rs)
{
    static const struct field_label LABELS[] = {
        {"reason", "받는 이유"                   },
        {"secret", "비밀번호 또는 인증번호"},
    };
    const char *method = NULL;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    str reason = form_text(rq, &issues, "reason", REQUIRED, 1000);
    TRY(issues_catch_at(&issues, "secret", session_confirm(u, rq, &method)));
    if (issues.count == 0) {
        TRY(issues_catch(&issues, write_file(u, rq, rs, reason)));
    }
    return issues.count > 0 ? render_download(u, rq, rs, &issues) : NULL;
}

// --- Verifying -----------------------------------------------------------------------------------

// What the walk found, from `before` to the handler.
struct found {
    struct arena *arena;
    audit_lanes lanes;
    size_t room;
    struct audit_check check;
};

static void keep_lane(void *data, const struct audit_lane *lane)
{
    struct found *f = data;
    if (f->lanes.count == f->room) {
        size_t room = f->room == 0 ? 64 : f->room * 2;
        struct audit_lane *items = NEW_ARRAY(f->arena, room, struct audit_lane);
        for (size_t i = 0; i < f->lanes.count; i++) {
            items[i] = f->lanes.items[i];
        }
        f->lanes.items = items;
        f->room = room;
    }
    f->lanes.items[f->lanes.count++] = *lane;
    f->check.row_count += lane->rows;
    f->check.lane_count++;
    f->check.bad_count += lane->bad_seq != 0;
    f->check.took_us += lane->took_us;
}

// The walk reads for seconds and holds no lock.
static err before_audit_check(struct unit *u, struct request *rq)
{
    struct found *f = NEW(u->arena, struct found);
    *f = (struct found){.arena = u->arena};
    rq->prepared = f;
    return audit_verify_lanes(u->db, u->arena, keep_lane, f);
}

// POST /admin/audit/verify
static err post_audit_check(struct unit *u, const struct request *rq, struct response *rs)
{
    struct found *f = rq->prepared;
    f->check.no = secret_public_no();
    f->check.checked_at = u->now;
    TRY(audit_store_add_check(u->db, &f->check, u->actor->account, &f->lanes));
    audit_write(u, S("audit.verify"), S("audit"), 0,
                f->check.bad_count == 0
                    ? S("")
                    : str_format(u->arena, "틀린 사슬 %lld개", (long long)f->check.bad_count));
    return see_other(rs, OPERATOR_PATH "/verify");
}

static struct audit_check_shown show_check(struct arena *a, const struct audit_check *c)
{
    return (struct audit_check_shown){
        .path = href_to(a, OPERATOR_PATH "/verify?check=%lld", (long long)c->no.value),
        .at = c->checked_at,
        .name = c->name,
        .row_count = c->row_count,
        .lane_count = c->lane_count,
        .bad_count = c->bad_count,
        .took = audit_took(a, c->took_us),
    };
}

static err fill_lanes(struct unit *u, const struct request *rq, public_no check,
                      struct audit_check_page *p)
{
    int64_t skipped = 0;
    if (!str_parse_i64(request_query(rq, "from"), &skipped) || skipped < 0) {
        skipped = 0;
    }
    audit_check_lanes lanes;
    TRY(audit_store_list_check_lanes(u->db, u->arena, check, skipped, LIMIT_DESK_ROWS, &lanes));
    p->lanes.items = NEW_ARRAY(u->arena, lanes.count + 1, struct audit_check_lane_shown);
    for (size_t i = 0; i < lanes.count; i++) {
        const struct audit_lane *lane = &lanes.items[i].lane;
        p->lanes.items[p->lanes.count++] = (struct audit_check_lane_shown){
            .lane = lane->lane,
            .party = lanes.items[i].party,
            .row_count = lane->rows,
            .took = audit_took(u->arena, lane->took_us),
            .bad_seq = lane->bad_seq,
        };
    }
    int64_t behind = skipped + (int64_t)lanes.count;
    href path = p->newest.path;
    p->first = skipped > 0 ? path : (href){S("")};
    if (behind < p->newest.lane_count) {
        p->next =
            href_with(u->arena, path, "from", str_format(u->arena, "%lld", (long long)behind));
    }
    return NULL;
}

// GET /admin/audit/verify?check=NO&from=
static err get_audit_check(struct unit *u, const struct request *rq, struct response *rs)
{
    audit_checks checks;
    TRY(audit_store_list_checks(u->db, u->arena, CHECKS_SHOWN, &checks));
    struct audit_check_page p = {
        .tabs = audit_tabs(u->arena, OPERATOR_PATH "/verify"),
        .any = checks.count > 0,
        .checks = {NEW_ARRAY(u->arena, checks.count + 1, struct audit_check_shown), checks.count},
        .empty = {.title = S("아직 검증한 적이 없습니다"),
                   .text = S("‘지금 검증’을 누르면 모든 사슬을 처음부터 끝까지 살핍니다.")                     },
    };
    public_no asked = NO_ID(public_no);
    (void)public_no_parse(request_query(rq, "check"), &asked); // unreadable: the newest
    size_t current = 0;
    for (size_t i = 0; i < checks.count; i++) {
        p.checks.items[i] = show_check(u->arena, &checks.items[i]);
        current = checks.items[i].no.value == asked.value ? i : current;
    }
    if (p.any) {
        p.checks.items[current].current = true;
        p.newest = p.checks.items[current];
        TRY(fill_lanes(u, rq, checks.items[current].no, &p));
    }
    frame_fill(u, rq, &p.frame, S("사슬 검증"));
    audit_check_page_render(&rs->body, &p);
    return NULL;
}

const struct route AUDIT_ROUTES[] = {
    ROUTE(GET, OPERATOR_PATH, get_audit, RIGHT_OPERATOR),
    ROUTE(GET, OPERATOR_PATH "/download", get_audit_download, RIGHT_OPERATOR),
    ROUTE_BEFORE(POST, OPERATOR_PATH "/download", session_before_confirm, post_audit_download,
                 RIGHT_OPERATOR),
    ROUTE(GET, OPERATOR_PATH "/verify", get_audit_check, RIGHT_OPERATOR),
    ROUTE_BEFORE(POST, OPERATOR_PATH "/verify", before_audit_check, post_audit_check,
                 RIGHT_OPERATOR),
    ROUTE(GET, TENANT_PATH, get_audit, RIGHT_ADMIN),
    ROUTE(GET, TENANT_PATH "/download", get_audit_download, RIGHT_ADMIN),
    ROUTE_BEFORE(POST, TENANT_PATH "/download", session_before_confirm, post_audit_download,
                 RIGHT_ADMIN),
};
const size_t AUDIT_ROUTE_COUNT = COUNT(AUDIT_ROUTES);
