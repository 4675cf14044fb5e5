#include "market/contract/contract_draw_web.h"

#include <assert.h>

#include "base/limits.h"
#include "market/calendar/calendar.h"
#include "market/contract/contract_draw_page.html.h"
#include "market/contract/contract_store.h"
#include "market/party/right.h"
#include "platform/form/form.h"
#include "platform/web/site.h"

// Working days proposed for both signatures; the officer writes another day.
#define SIGN_WITHIN_DAYS 3

static const struct field_label LABELS[] = {
    {"kind",            "계약 문서"                 },
    {"kind_reason",     "그 문서를 고른 근거"   },
    {"security",        "계약보증"                  },
    {"security_reason", "그 보증을 고른 근거"   },
    {"reason",          "구체적 사유"              },
    {"sign_by",         "서명 기한"                 },
    {"confirm_reason",  "담당자가 확인한 내용" },
    {"ground",          "갖출 것을 확인한 내용"},
    {"document",        "문서번호나 이름"        },
};

static str duty_words(enum law_duty duty, str waived, str required)
{
    switch (duty) {
    case LAW_WAIVABLE:
        return waived;
    case LAW_OWN_RULE:
        return S("기관 자체 규정이 정합니다. 고르고 어느 규정에 따랐는지 적습니다.");
    case LAW_REQUIRED:
    case LAW_DUTY_COUNT:
        break;
    }
    return required;
}

static void fill_kinds(const struct unit *u, const struct request *rq, enum law_duty duty,
                       struct contract_draw_page *page)
{
    int chosen = contract_kind_from(request_field(rq, "kind"));
    bool may_waive = duty != LAW_REQUIRED;
    if (chosen < 0) {
        chosen = duty == LAW_WAIVABLE ? CONTRACT_ACCEPTANCE : CONTRACT_DOCUMENT;
    }
    page->kinds.items = NEW_ARRAY(u->arena, CONTRACT_KIND_COUNT, struct contract_choice);
    page->kinds.items[page->kinds.count++] = (struct contract_choice){
        .value = str_view(contract_kind_word(CONTRACT_DOCUMENT)),
        .text = S("계약서"),
        .more = S("표준계약서의 모든 조항을 담습니다."),
        .chosen = chosen == CONTRACT_DOCUMENT || !may_waive,
    };
    if (may_waive) {
        page->kinds.items[page->kinds.count++] = (struct contract_choice){
            .value = str_view(contract_kind_word(CONTRACT_ACCEPTANCE)),
            .text = S("승낙사항"),
            .more = S("계약서를 생략하고 공급기업의 승낙으로 갈음합니다."),
            .chosen = chosen == CONTRACT_ACCEPTANCE,
        };
    }
    page->kind_duty = duty_words(duty, S("이 금액은 계약서를 생략할 수 있습니다."),
                                 S("이 금액은 계약서를 써야 합니다."));
    page->asks_kind_reason = duty == LAW_OWN_RULE;
}

static void fill_securities(const struct unit *u, const struct request *rq, enum law_duty duty,
                            struct contract_draw_page *page)
{
    static const char *const MORE[] = {
        [CONTRACT_PROMISE] = "보증금을 면제하고 지급을 확약받습니다.",
        [CONTRACT_BOND] = "공급기업이 보증기관의 증권을 냅니다.",
        [CONTRACT_CASH] = "공급기업이 기관 계좌에 냅니다.",
    };
    int chosen = contract_security_from(request_field(rq, "security"));
    bool may_waive = duty != LAW_REQUIRED;
    if (chosen < 0) {
        chosen = may_waive ? CONTRACT_PROMISE : CONTRACT_BOND;
    }
    page->securities.items = NEW_ARRAY(u->arena, CONTRACT_SECURITY_COUNT, struct contract_choice);
    for (int i = may_waive ? CONTRACT_PROMISE : CONTRACT_BOND; i < CONTRACT_SECURITY_COUNT; i++) {
        enum contract_security security = (enum contract_security)i;
        page->securities.items[page->securities.count++] = (struct contract_choice){
            .value = str_view(contract_security_word(security)),
            .text = contract_security_label(security),
            .more = str_view(MORE[i]),
            .chosen = chosen == i,
        };
    }
    page->security_duty = duty_words(duty,
                                     S("이 금액은 계약보증금을 면제하고 지급각서를 받을 수 "
                                       "있습니다."),
                                     S("이 금액은 계약보증금을 받아야 합니다."));
    page->asks_security_reason = duty == LAW_OWN_RULE;
}

static void fill_obstacle(const struct contract_outlook *o, struct contract_draw_page *page)
{
    page->is_blocked = o->obstacle != NULL;
    if (page->is_blocked) {
        page->obstacle = str_view(o->obstacle->text);
        page->obstacle_source = str_view(o->obstacle->source);
        page->altered = o->altered;
    }
}

static void fill_law(const struct unit *u, const struct contract_outlook *o,
                     struct contract_draw_page *page)
{
    page->has_new_ground = !o->standing.stands;
    page->ground = o->standing.stands ? o->decision.ground : o->standing.answer.ground;
    page->why = o->standing.answer.why;
    if (page->has_new_ground) {
        page->needs = path_needs_of(u->arena, &o->standing.answer, &o->word.proofs);
        page->must_confirm = o->standing.answer.officer_must_confirm;
        page->confirm_reason = o->word.confirm_reason;
    }
    page->proofs.items = NEW_ARRAY(u->arena, LAW_NEEDS_MAX, struct contract_proof_row);
    for (size_t i = 0; i < o->standing.proof_count; i++) {
        page->proofs.items[page->proofs.count++] = (struct contract_proof_row){
            .label = o->standing.proofs[i].label, .holds = o->standing.proofs[i].holds};
    }
    if (o->stamp != NULL) {
        page->stamp = money_format(u->arena, o->stamp->duty);
        page->stamp_article = o->stamp->head.article;
    }
}

static void fill_items(struct arena *a, const purchase_line_list *lines, contract_item_list *out)
{
    out->items = NEW_ARRAY(a, lines->count + 1, struct contract_item_row);
    for (size_t i = 0; i < lines->count; i++) {
        const struct purchase_line *l = &lines->items[i];
        struct contract_item_row *shown = &out->items[out->count++];
        *shown = (struct contract_item_row){
            .seq = l->seq,
            .title = l->title,
            .unit = l->unit,
            .quantity = l->quantity,
            .price = l->price,
        };
        (void)money_times(l->price, l->quantity, &shown->amount);
    }
}

// The last day proposed for signing: in a few working days, or the last day of performance.
static date proposed_day(const struct unit *u, date ends_on)
{
    date day = calendar_add_working_days(u->calendar, u->today, SIGN_WITHIN_DAYS);
    return date_before(ends_on, day) ? ends_on : day;
}

static str typed_or(const struct request *rq, const char *field, str otherwise)
{
    return rq->method == POST ? request_field(rq, field) : otherwise;
}

// What the law rests on and what it is for: where the officer begins to write.
static str proposed_reason(struct arena *a, str ground, str need)
{
    str text = str_format(a, "%.*s. %.*s", STR_ARG(ground), STR_ARG(need));
    return ground.n > 0 && str_length(text) <= LIMIT_TEXT ? text : need;
}

static err render(struct unit *u, const struct request *rq, struct response *rs,
                  const struct contract_outlook *o, const struct issues *issues)
{
    const struct purchase *p = &o->purchase;
    long long no = (long long)p->no.value;
    struct contract_draw_page page = {
        .title = p->title,
        .supplier_name = p->supplier_name,
        .action = href_to(u->arena, "/buyer/purchases/%lld/contract", no),
        .case_path = href_to(u->arena, "/buyer/purchases/%lld", no),
        .price = p->price,
        .supply = p->supply,
        .vat = p->vat,
        .estimated = p->estimated,
        .security_amount = o->security_amount,
        .delay = contract_delay_words(u->arena, o->duties.delay_ppm),
        .ends_on = p->deliver_by,
        .place = p->delivery_place,
        .scope = scope_view_of(u->arena, p->scope, S("계약서에 그대로 실립니다")),
        .kind_reason = request_field(rq, "kind_reason"),
        .security_reason = request_field(rq, "security_reason"),
        .choice_reason = p->choice_reason,
        .sign_by =
            typed_or(rq, "sign_by", date_format_iso(u->arena, proposed_day(u, p->deliver_by))),
        .earliest = u->today,
    };
    fill_obstacle(o, &page);
    fill_law(u, o, &page);
    page.reason = typed_or(rq, "reason", proposed_reason(u->arena, page.ground, p->need));
    fill_kinds(u, rq, o->duties.contract_document, &page);
    fill_securities(u, rq, o->duties.performance_security, &page);
    fill_items(u->arena, &o->lines, &page.items);
    crumb_add(u->arena, &page.crumb, S("구매 건"), href_to(u->arena, "/buyer/purchases"));
    crumb_add(u->arena, &page.crumb, p->title, page.case_path);
    page.crumb.here = S("계약 문서 작성");
    frame_fill(u, rq, &page.frame, S("계약 문서 작성"));
    page.frame.issues = issues;
    rs->status = issues == NULL ? 200 : 422;
    contract_draw_page_render(&rs->body, &page);
    return NULL;
}

// GET /buyer/purchases/:no/contract; a case that has its contract leads to it.
static err get_draw(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no = NO_ID(public_no);
    struct contract_outlook o;
    TRY(path_no(rq, "no", &no));
    err fault = contract_draw_look(u, no, &o);
    if (fault == &PURCHASE_WRONG_STATE) {
        struct purchase p;
        public_no drawn = NO_ID(public_no);
        TRY(purchase_find(u->db, purchase_side_of(u), no, &p));
        TRY(contract_find_of_purchase(u->db, p.institution, p.id, &drawn));
        return drawn.value == 0 ? fault
                                : see_other(rs, "/buyer/contracts/%lld", (long long)drawn.value);
    }
    TRY(fault);
    return render(u, rq, rs, &o, NULL);
}

static struct contract_draw read_draw(const struct request *rq, struct issues *issues)
{
    static const char *const KINDS[] = {"document", "acceptance"};
    static const char *const SECURITIES[] = {"promise", "bond", "cash"};
    static_assert(COUNT(KINDS) == CONTRACT_KIND_COUNT && CONTRACT_DOCUMENT == 0, "in their order");
    static_assert(COUNT(SECURITIES) == CONTRACT_SECURITY_COUNT && CONTRACT_PROMISE == 0,
                  "in their order");
    int kind = form_choice(rq, issues, "kind", REQUIRED, KINDS, COUNT(KINDS));
    int security = form_choice(rq, issues, "security", REQUIRED, SECURITIES, COUNT(SECURITIES));
    return (struct contract_draw){
        .kind = (enum contract_kind)(kind < 0 ? 0 : kind),
        .security = (enum contract_security)(security < 0 ? 0 : security),
        .kind_reason = form_line(rq, issues, "kind_reason", OPTIONAL, LIMIT_LINE),
        .security_reason = form_line(rq, issues, "security_reason", OPTIONAL, LIMIT_LINE),
        .reason = form_text(rq, issues, "reason", REQUIRED, LIMIT_TEXT),
        .sign_by = form_date(rq, issues, "sign_by", REQUIRED),
    };
}

// Where a refusal of the deed is shown.
static const char *field_of(err fault, const struct contract_outlook *o,
                            const struct contract_draw *d)
{
    if (fault == &CONTRACT_NEEDS_DOCUMENT) {
        return "kind";
    }
    if (fault == &CONTRACT_NEEDS_SECURITY) {
        return "security";
    }
    if (fault == &PURCHASE_CONFIRM_REASON) {
        return "confirm_reason";
    }
    if (fault == &CONTRACT_NEEDS_WHY) {
        bool kind = o->duties.contract_document == LAW_OWN_RULE && d->kind_reason.n == 0;
        return kind ? "kind_reason" : "security_reason";
    }
    return fault == &CONTRACT_SIGN_BY ? "sign_by" : "";
}

// POST /buyer/purchases/:no/contract
static err post_draw(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no = NO_ID(public_no);
    public_no drawn = NO_ID(public_no);
    struct contract_outlook o;
    struct issues issues = {
        .labels = {.items = LABELS, .count = COUNT(LABELS)}
    };
    TRY(path_no(rq, "no", &no));
    TRY(contract_draw_look(u, no, &o));
    struct contract_draw draw = read_draw(rq, &issues);
    if (!o.standing.stands) {
        draw.word.confirm_reason = form_text(rq, &issues, "confirm_reason", OPTIONAL, LIMIT_TEXT);
        TRY(path_read_proofs(u, rq, &o.standing.answer, &issues, &draw.word.proofs));
        o.word = draw.word; // as typed
    }
    if (issues.count == 0) {
        err fault = contract_draw(u, &o, &draw, &drawn);
        TRY(fault == NULL ? NULL : issues_catch_at(&issues, field_of(fault, &o, &draw), fault));
    }
    return issues.count > 0 ? render(u, rq, rs, &o, &issues)
                            : see_other(rs, "/buyer/contracts/%lld", (long long)drawn.value);
}

const struct route CONTRACT_DRAW_ROUTES[] = {
    ROUTE(GET, "/buyer/purchases/:no/contract", get_draw, RIGHT_REQUEST),
    ROUTE(POST, "/buyer/purchases/:no/contract", post_draw, RIGHT_REQUEST),
};
const size_t CONTRACT_DRAW_ROUTE_COUNT = COUNT(CONTRACT_DRAW_ROUTES);
