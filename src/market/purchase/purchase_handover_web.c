#include "market/purchase/purchase_handover_web.h"

#include <assert.h>

#include "base/limits.h"
#include "market/law/law_pack.h"
#include "market/party/right.h"
#include "market/purchase/handover_page.html.h"
#include "platform/form/form.h"
#include "platform/web/site.h"

static const char *const OUTCOME_HINTS[] = {
    [HANDOVER_CONTRACTED] = "업체와 계약했습니다",
    [HANDOVER_FAILED] = "낸 곳이 없거나 알맞은 곳이 없습니다",
    [HANDOVER_STOPPED] = "공고를 거두었거나 사지 않기로 했습니다",
};
static_assert(COUNT(OUTCOME_HINTS) == HANDOVER_OUTCOME_COUNT, "a hint for each outcome");

struct handover_row handover_row_of(const struct handover_result *r)
{
    return (struct handover_row){
        .outcome = handover_outcome_label(r->outcome),
        .result = *r,
        .is_won = r->outcome == HANDOVER_CONTRACTED,
        .has_amount = !money_is_zero(r->amount),
    };
}

// The result that counts, and those that were corrected. The form begins with what counts.
static err fill_results(struct unit *u, const struct purchase *p, struct handover_page *page,
                        str *out_outcome)
{
    handover_result_list results;
    TRY(handover_results(u->db, u->arena, p->id, &results));
    if (results.count == 0) {
        return NULL;
    }
    page->has_result = true;
    page->newest = handover_row_of(&results.items[0]);
    page->corrected.items = NEW_ARRAY(u->arena, results.count, struct handover_row);
    for (size_t i = 1; i < results.count; i++) {
        page->corrected.items[page->corrected.count++] = handover_row_of(&results.items[i]);
    }
    const struct handover_result *newest = &results.items[0];
    *out_outcome = str_view(handover_outcome_word(newest->outcome));
    page->corrects = str_format(u->arena, "%lld", (long long)newest->id);
    page->number = newest->number;
    page->on = date_format_iso(u->arena, newest->on);
    page->name = newest->name;
    page->amount = money_is_zero(newest->amount) ? S("") : money_format(u->arena, newest->amount);
    return NULL;
}

static void fill_outcomes(struct arena *a, str chosen, struct handover_page *page)
{
    page->outcomes.items = NEW_ARRAY(a, HANDOVER_OUTCOME_COUNT, struct handover_choice);
    for (int i = 0; i < HANDOVER_OUTCOME_COUNT; i++) {
        str word = str_view(handover_outcome_word((enum handover_outcome)i));
        page->outcomes.items[page->outcomes.count++] = (struct handover_choice){
            .word = word,
            .label = handover_outcome_label((enum handover_outcome)i),
            .hint = str_view(OUTCOME_HINTS[i]),
            .chosen = str_equals(word, chosen),
        };
    }
}

// Of the law that binds the institution: Q-01 says it to some, T-N07 to the others.
static str designated_article(const struct unit *u, const struct purchase *p)
{
    const struct law_head *row = law_rule_find(u->law, LAW_FACTS, p->regime, S("Q-01"), u->today);
    if (row == NULL) {
        row = law_rule_find(u->law, LAW_FACTS, p->regime, S("T-N07"), u->today);
    }
    return row == NULL ? S("") : row->article;
}

static err render_handover(struct unit *u, const struct request *rq, struct response *rs,
                           const struct purchase *p, const struct issues *issues)
{
    struct handover_page page = {
        .title = p->title,
        .action = href_to(u->arena, "/buyer/purchases/%lld/hand-over", (long long)p->no.value),
        .case_path = href_to(u->arena, "/buyer/purchases/%lld", (long long)p->no.value),
        .print = href_to(u->arena, "/buyer/purchases/%lld/print", (long long)p->no.value),
        .supplier_name = p->supplier_name,
        .path_title = p->has_path ? str_view(law_path_label(p->path)) : S("확인 전"),
        .law = designated_article(u, p),
        .list = p->list,
        .estimated = p->estimated,
        .may_act = p->officer.value == u->actor->account.value,
        .system = S("나라장터"),
        .corrects = S("0"),
        .on = date_format_iso(u->arena, u->today),
    };
    str outcome = S("");
    TRY(handover_find(u->db, p->id, &page.is_handed, &page.handover));
    TRY(fill_results(u, p, &page, &outcome));
    if (issues != NULL) {
        page.system = request_field(rq, "system");
        outcome = request_field(rq, "outcome");
        page.number = request_field(rq, "number");
        page.on = request_field(rq, "on");
        page.name = request_field(rq, "name");
        page.amount = request_field(rq, "amount");
        page.note = request_field(rq, "note");
        page.corrects = request_field(rq, "corrects");
        rs->status = 422;
    }
    page.is_open = !page.has_result || issues != NULL;
    fill_outcomes(u->arena, outcome, &page);
    purchase_crumb_fill(u->arena, p, S("지정정보처리장치"), &page.crumb);
    TRY(purchase_part_fill(u, p, &page.part));
    frame_fill(u, rq, &page.frame,
               page.is_handed ? S("지정정보처리장치 결과") : S("지정정보처리장치로 넘기기"));
    page.frame.issues = issues;
    handover_page_render(&rs->body, &page);
    return NULL;
}

// GET /buyer/purchases/:no/hand-over
static err get_handover(struct unit *u, const struct request *rq, struct response *rs)
{
    struct purchase p;
    TRY(purchase_part_find(u, rq, &p));
    return render_handover(u, rq, rs, &p, NULL);
}

static const struct field_label HANDOVER_LABELS[] = {
    {"system",  "시스템"           },
    {"outcome", "결과"              },
    {"number",  "공고·계약번호"},
    {"on",      "결과가 난 날"   },
    {"name",    "계약 업체"       },
    {"amount",  "계약금액"        },
    {"note",    "적을 내용"       },
};

// Where a refusal of a result is shown.
static const char *field_of(err fault)
{
    if (fault == &HANDOVER_TOO_EARLY) {
        return "on";
    }
    if (fault == &HANDOVER_NOTHING_WON) {
        return "name";
    }
    return fault == &HANDOVER_NO_REASON ? "note" : "number";
}

static err take_result(struct unit *u, const struct request *rq, const struct purchase *p,
                       struct issues *is)
{
    const char *words[HANDOVER_OUTCOME_COUNT];
    for (int i = 0; i < HANDOVER_OUTCOME_COUNT; i++) {
        words[i] = handover_outcome_word((enum handover_outcome)i);
    }
    int outcome = form_choice(rq, is, "outcome", REQUIRED, words, COUNT(words));
    struct handover_result result = {
        .number = form_line(rq, is, "number", OPTIONAL, LIMIT_NAME),
        .on = form_date(rq, is, "on", REQUIRED),
        .name = form_line(rq, is, "name", OPTIONAL, LIMIT_NAME),
        .amount = form_money(rq, is, "amount", OPTIONAL, WON(LIMIT_WON)),
        .note = form_text(rq, is, "note", OPTIONAL, LIMIT_TEXT),
    };
    int64_t corrects = form_i64(rq, is, "corrects", OPTIONAL, 0, INT64_MAX);
    if (is->count > 0) {
        return NULL;
    }
    result.outcome = (enum handover_outcome)outcome;
    err fault = handover_action_take_result(u, p, corrects, &result);
    return fault == NULL ? NULL : issues_catch_at(is, field_of(fault), fault);
}

// POST /buyer/purchases/:no/hand-over – first the handing over, then its result
static err post_handover(struct unit *u, const struct request *rq, struct response *rs)
{
    struct purchase p;
    TRY(purchase_part_find(u, rq, &p));
    struct issues issues = {
        .labels = {.items = HANDOVER_LABELS, .count = COUNT(HANDOVER_LABELS)}
    };
    if (p.state != PURCHASE_HANDED_OVER) {
        str system = form_line(rq, &issues, "system", REQUIRED, LIMIT_NAME);
        if (issues.count == 0) {
            TRY(issues_catch(&issues, handover_action_hand_over(u, &p, system)));
        }
    } else {
        TRY(take_result(u, rq, &p, &issues));
    }
    return issues.count > 0
               ? render_handover(u, rq, rs, &p, &issues)
               : see_other(rs, "/buyer/purchases/%lld/hand-over", (long long)p.no.value);
}

const struct route HANDOVER_ROUTES[] = {
    ROUTE(GET, "/buyer/purchases/:no/hand-over", get_handover, RIGHT_BUYER),
    ROUTE(POST, "/buyer/purchases/:no/hand-over", post_handover, RIGHT_REQUEST),
};
const size_t HANDOVER_ROUTE_COUNT = COUNT(HANDOVER_ROUTES);
