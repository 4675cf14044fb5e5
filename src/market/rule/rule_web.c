#include "market/rule/rule_web.h"

#include "base/limits.h"
#include "market/law/law_column.h"
#include "market/party/right.h"
#include "market/rule/rule_action.h"
#include "market/rule/rule_list_page.html.h"
#include "market/rule/rule_page.html.h"
#include "market/rule/rule_store.h"
#include "platform/web/site.h"

static const struct field_label LABELS[] = {
    {"checked", "확인"},
    {"word",    "의견"},
};

static str kind_label(str kind)
{
    enum law_table table;
    return law_table_from(kind, &table) ? str_view(law_table_label(table)) : kind;
}

static struct rule_line line_of(struct unit *u, const struct rule_proposal *p)
{
    return (struct rule_line){
        .path = href_to(u->arena, RULE_PATH "/%lld", (long long)p->no.value),
        .row_id = p->row_id,
        .act = p->act == LAW_ACT_END ? S("끝내기") : S("더하기"),
        .kind = kind_label(p->kind),
        .reason = p->reason,
        .proposer = p->proposer_name,
        .proposed_at = p->proposed_at,
        .state = rule_state_label(p->state),
        .tone = rule_state_tone(p->state),
        .decider = p->decider_name,
        .is_own = p->proposer.value == u->actor->account.value,
    };
}

// --- All of them ---------------------------------------------------------------------------------

static void fill_tabs(struct arena *a, bool waiting, struct tabs *out)
{
    static const struct {
        const char *text;
        const char *path;
    } TABS[] = {
        {"확인 기다림", RULE_PATH             },
        {"결정됨",        RULE_PATH "?decided=1"},
    };
    out->label = S("규칙 제안의 상태");
    out->items.items = NEW_ARRAY(a, COUNT(TABS), struct tab);
    for (size_t i = 0; i < COUNT(TABS); i++) {
        out->items.items[out->items.count++] = (struct tab){
            .text = str_view(TABS[i].text),
            .path = {str_view(TABS[i].path)},
            .current = (i == 0) == waiting,
        };
    }
}

// GET /admin/rule-proposals?decided=&before=
static err get_list(struct unit *u, const struct request *rq, struct response *rs)
{
    bool waiting = request_query(rq, "decided").n == 0;
    int64_t below = RULE_NEWEST;
    bool more = false;
    rule_list list;
    struct rule_list_page p = {
        .waiting = waiting,
        .empty = {.title =
                      waiting ? S("확인을 기다리는 제안이 없습니다") : S("결정된 제안이 없습니다"),
                  .text = S("규칙 화면에서 행을 고르면 새 판이나 끝내기를 제안할 수 있습니다."),
                  .button = S("규칙 보기"),
                  .path = {S("/admin/rules")}},
    };
    (void)str_parse_i64(request_query(rq, "before"), &below); // unreadable: the newest
    TRY(rule_store_list(u->db, u->arena, waiting, below, &list, &more));
    fill_tabs(u->arena, waiting, &p.tabs);
    p.rows.items = NEW_ARRAY(u->arena, list.count, struct rule_line);
    for (size_t i = 0; i < list.count; i++) {
        p.rows.items[p.rows.count++] = line_of(u, &list.items[i]);
    }
    if (more) {
        int64_t last = list.items[list.count - 1].id;
        p.next =
            href_with(u->arena, href_to(u->arena, RULE_PATH), "decided", waiting ? S("") : S("1"));
        p.next =
            href_with(u->arena, p.next, "before", str_format(u->arena, "%lld", (long long)last));
    }
    frame_fill(u, rq, &p.frame, S("규칙 제안"));
    rule_list_page_render(&rs->body, &p);
    return NULL;
}

// --- One -----------------------------------------------------------------------------------------

// The proposed row alone in a law of its own, to be told in words; NULL: no line, or unreadable.
static const struct law *law_of_line(struct arena *a, const struct rule_proposal *p)
{
    str where = S("");
    struct law *law = law_new(a);
    return p->line.n > 0 && law_add_row(law, p->kind, p->line, &where) == NULL ? law : NULL;
}

static void fill_fields(struct unit *u, const struct rule_proposal *proposal, struct rule_page *p)
{
    enum law_table table;
    enum law_table made_in;
    size_t at = 0;
    const struct law *after = law_of_line(u->arena, proposal);
    const struct law *law = u->law;
    bool is_made = proposal->made_of.n > 0 && law_find_id(law, proposal->made_of, &made_in, &at);
    if (!law_table_from(proposal->kind, &table)) {
        return;
    }
    p->made_of = is_made ? proposal->made_of : S("");
    if (is_made) {
        p->row_path = href_to(u->arena, "/admin/rules/%s/%.*s", law_table_name(table),
                              STR_ARG(proposal->made_of));
    }
    p->fields.items = NEW_ARRAY(u->arena, law_column_count(table), struct rule_field_line);
    for (size_t c = 1; c < law_column_count(table); c++) { // the id is the page's title
        struct rule_field_line f = {
            .label = str_view(law_column_label(law_column_name(table, c))),
            .before = is_made ? law_value_text(u->arena, law, table, at, c) : S(""),
            .after = after == NULL ? S("") : law_value_text(u->arena, after, table, 0, c),
        };
        f.differs = !str_equals(f.before, f.after);
        p->fields.items[p->fields.count++] = f;
    }
}

struct crumb rule_crumb(struct arena *a, str here)
{
    return crumb_below(a, S("규칙 제안"), href_to(a, RULE_PATH), here);
}

static err render_one(struct unit *u, const struct request *rq, struct response *rs, public_no no,
                      const struct issues *issues)
{
    struct rule_proposal proposal;
    TRY(rule_store_find(u->db, no, &proposal));
    struct rule_page p = {
        .line = line_of(u, &proposal),
        .is_end = proposal.act == LAW_ACT_END,
        .last_day = proposal.last_day,
        .first_day = rule_first_day(u->arena, &proposal),
        .source = proposal.source,
        .word = proposal.word,
        .decided_at = proposal.decided_at,
        .typed = request_field(rq, "word"),
    };
    p.waits = proposal.state == RULE_WAITING;
    p.is_past = p.waits && !date_is_none(p.first_day) && date_before(p.first_day, u->today);
    p.may_decide = p.waits && !p.line.is_own;
    p.may_withdraw = p.waits && p.line.is_own;
    p.cases = href_to(u->arena, RULE_PATH "/%lld/cases", (long long)no.value);
    p.action = href_to(u->arena, RULE_PATH "/%lld/verdict", (long long)no.value);
    fill_fields(u, &proposal, &p);
    p.crumb = rule_crumb(u->arena, proposal.row_id);
    frame_fill(u, rq, &p.frame, proposal.row_id);
    p.frame.issues = issues;
    rule_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /admin/rule-proposals/:no
static err get_one(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    return render_one(u, rq, rs, no, NULL);
}

// POST /admin/rule-proposals/:no/verdict
static err post_verdict(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    str where = S("");
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(path_no(rq, "no", &no));
    int verdict = rule_verdict_from(request_field(rq, "do"));
    str word = form_text(rq, &issues, "word", OPTIONAL, LIMIT_TEXT);
    if (verdict < 0) {
        issues_add(&issues, "", "승인, 거절, 거두기 가운데 하나를 골라 주세요.");
    }
    if (verdict == RULE_APPROVE && !form_flag(rq, "checked")) {
        issues_add(&issues, "checked", "출처에서 조문과 값을 확인한 뒤 표시해 주세요.");
    }
    if (issues.count == 0) {
        err e = rule_action_decide(u, no, (enum rule_verdict)verdict, word, &where);
        TRY(issues_catch_at(&issues, e == &RULE_NEEDS_WORD ? "word" : "", e));
    }
    return issues.count > 0 ? render_one(u, rq, rs, no, &issues)
                            : see_other(rs, RULE_PATH "/%lld", (long long)no.value);
}

const struct route RULE_ROUTES[] = {
    ROUTE(GET, RULE_PATH, get_list, RIGHT_OPERATOR),
    ROUTE(GET, RULE_PATH "/:no", get_one, RIGHT_OPERATOR),
    ROUTE(POST, RULE_PATH "/:no/verdict", post_verdict, RIGHT_OPERATOR),
};
const size_t RULE_ROUTE_COUNT = COUNT(RULE_ROUTES);
