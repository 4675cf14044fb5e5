#include "market/purchase/purchase_submit_web.h"

#include <assert.h>

#include "base/digest.h"
#include "market/party/right.h"
#include "market/purchase/approval_submit_page.html.h"
#include "market/purchase/approval_withdraw_page.html.h"
#include "market/purchase/purchase_approval_action.h"
#include "market/purchase/purchase_path_store.h"
#include "platform/form/form.h"
#include "platform/web/site.h"

static void fill_lines(struct arena *a, const purchase_line_list *lines, struct submit_page *out)
{
    out->lines.items = NEW_ARRAY(a, lines->count + 1, struct submit_line);
    out->lines.count = lines->count;
    for (size_t i = 0; i < lines->count; i++) {
        const struct purchase_line *l = &lines->items[i];
        out->lines.items[i] = (struct submit_line){
            .title = l->title,
            .unit = l->unit,
            .quantity = l->quantity,
            .list_price = l->list_price,
            .price = l->price,
            .differs = !money_equals(l->price, l->list_price),
        };
        (void)money_times(l->price, l->quantity, &out->lines.items[i].amount);
    }
}

static err fill_law(struct unit *u, const struct purchase *p, struct submit_page *out)
{
    bool found = false;
    struct purchase_decision decision;
    TRY(purchase_path_find(u->db, p->id, &found, &decision));
    if (found) {
        out->ground = decision.ground;
        out->split_reason = decision.split_reason;
        out->similar_sum = decision.similar;
    }
    return NULL;
}

// The case of this officer, and the page about it. Six statements.
static err load(struct unit *u, const struct request *rq, str here, struct purchase *p,
                struct submit_page *out)
{
    purchase_line_list lines;
    TRY(purchase_part_find(u, rq, p));
    TRY(purchase_admit_officer(p, u->actor->account));
    TRY(purchase_list_lines(u->db, u->arena, p->id, &lines));
    str content = purchase_content(u->arena, p, lines.items, lines.count);
    str hash = digest_sha256(u->arena, content);
    *out = (struct submit_page){
        .title = p->title,
        .supplier_name = p->supplier_name,
        .department_name = p->department_name,
        .need = p->need,
        .budget_line = p->budget_line,
        .object = str_view(law_object_label(p->object)),
        .delivery_place = p->delivery_place,
        .deliver_by = p->deliver_by,
        .path_title = p->has_path ? str_view(law_path_label(p->path)) : S(""),
        .choice_reason = p->choice_reason,
        .list = p->list,
        .estimated = p->estimated,
        .price = p->price,
        .supply = p->supply,
        .vat = p->vat,
        .hash = hash,
        .hash_short = purchase_hash_short(hash),
        .action = href_local(rq->path),
        .back = href_to(u->arena, "/buyer/purchases/%lld", (long long)p->no.value),
        .revise = href_to(u->arena, "/buyer/purchases/%lld/revise", (long long)p->no.value),
    };
    fill_lines(u->arena, &lines, out);
    purchase_crumb_fill(u->arena, p, here, &out->crumb);
    TRY(fill_law(u, p, out));
    TRY(purchase_part_fill(u, p, &out->part));
    if (p->state == PURCHASE_RETURNED) { // the newest that happened
        assert(out->part.timeline.items.count > 0);
        out->returned = out->part.timeline.items.items[0].text;
    }
    return NULL;
}

// --- Submitting ----------------------------------------------------------------------------------

// Who will be asked today, or why the case cannot be submitted.
static err fill_steps(struct unit *u, const struct purchase *p, struct submit_page *page)
{
    approval_row_list rows;
    struct approval_row steps[APPROVAL_STEPS_MAX];
    size_t count = 0;
    TRY(approval_list_rows(u->db, u->arena, p->institution, p->department, u->today, &rows));
    err trouble = approval_pick(&rows, p->price, steps, &count);
    if (trouble == NULL) {
        trouble = approval_admit_steps(steps, count, p->officer);
    }
    page->steps.items = NEW_ARRAY(u->arena, APPROVAL_STEPS_MAX, struct submit_step);
    page->steps.count = count;
    for (size_t i = 0; i < count; i++) {
        account_id actor = approval_actor(&steps[i], p->officer);
        bool own = steps[i].account.value == p->officer.value;
        page->steps.items[i] = (struct submit_step){
            .step = (int64_t)i + 1,
            .name = steps[i].name,
            .delegate = actor.value != 0 && actor.value != steps[i].account.value
                            ? steps[i].delegate_name
                            : S(""),
            .acts = actor.value != 0,
            .trouble = own ? S("요청한 본인") : S("오늘 결재할 수 없음"),
        };
    }
    page->may_submit = trouble == NULL;
    page->trouble = trouble == NULL ? S("") : str_view(trouble->text);
    page->trouble_source = trouble == NULL ? S("") : str_view(trouble->source);
    return NULL;
}

static err render_submit(struct unit *u, const struct request *rq, struct response *rs,
                         const struct purchase *p, struct submit_page *page,
                         const struct issues *issues)
{
    TRY(fill_steps(u, p, page));
    frame_fill(u, rq, &page->frame, S("결재 올리기"));
    page->frame.issues = issues;
    rs->status = issues == NULL ? 200 : 422;
    approval_submit_page_render(&rs->body, page);
    return NULL;
}

// GET /buyer/purchases/:no/submit: what will be frozen, and who will be asked
static err get_submit(struct unit *u, const struct request *rq, struct response *rs)
{
    struct purchase p;
    struct submit_page page;
    TRY(load(u, rq, S("결재 올리기"), &p, &page));
    return purchase_may(p.state, PURCHASE_SUBMIT) ? render_submit(u, rq, rs, &p, &page, NULL)
                                                  : &PURCHASE_WRONG_STATE;
}

// POST /buyer/purchases/:no/submit
static err post_submit(struct unit *u, const struct request *rq, struct response *rs)
{
    struct purchase p;
    struct submit_page page;
    struct issues issues = {0};
    TRY(load(u, rq, S("결재 올리기"), &p, &page));
    err fault = purchase_approval_action_submit(u, &p, request_field(rq, "hash"));
    if (fault == &PURCHASE_WRONG_STATE) {
        return fault;
    }
    TRY(issues_catch(&issues, fault));
    if (issues.count > 0) {
        return render_submit(u, rq, rs, &p, &page, &issues);
    }
    return see_other(rs, "/buyer/purchases/%lld", (long long)p.no.value);
}

// --- Taking back ---------------------------------------------------------------------------------

// GET /buyer/purchases/:no/withdraw
static err get_withdraw(struct unit *u, const struct request *rq, struct response *rs)
{
    struct purchase p;
    struct submit_page page;
    TRY(load(u, rq, S("결재 회수"), &p, &page));
    if (!purchase_may(p.state, PURCHASE_WITHDRAW)) {
        return &PURCHASE_WRONG_STATE;
    }
    frame_fill(u, rq, &page.frame, S("결재 회수"));
    approval_withdraw_page_render(&rs->body, &page);
    return NULL;
}

// POST /buyer/purchases/:no/withdraw
static err post_withdraw(struct unit *u, const struct request *rq, struct response *rs)
{
    struct purchase p;
    TRY(purchase_part_find(u, rq, &p));
    TRY(purchase_approval_action_withdraw(u, &p));
    return see_other(rs, "/buyer/purchases/%lld", (long long)p.no.value);
}

const struct route SUBMIT_ROUTES[] = {
    ROUTE(GET, "/buyer/purchases/:no/submit", get_submit, RIGHT_REQUEST),
    ROUTE(POST, "/buyer/purchases/:no/submit", post_submit, RIGHT_REQUEST),
    ROUTE(GET, "/buyer/purchases/:no/withdraw", get_withdraw, RIGHT_REQUEST),
    ROUTE(POST, "/buyer/purchases/:no/withdraw", post_withdraw, RIGHT_REQUEST),
};
const size_t SUBMIT_ROUTE_COUNT = COUNT(SUBMIT_ROUTES);
