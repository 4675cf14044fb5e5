#include "market/delivery/delivery_action.h"

#include <assert.h>

#include "base/digest.h"
#include "base/limits.h"
#include "market/party/right.h"
#include "platform/job/job.h"
#include "platform/secret/secret.h"

#define TASK_BRING "delivery.note"
#define TASK_INSPECT "delivery.inspect"

static str buyer_path(struct arena *a, public_no delivery)
{
    return str_format(a, "/buyer/deliveries/%lld", (long long)delivery.value);
}

static str supplier_path(struct arena *a, public_no delivery)
{
    return str_format(a, "/supplier/deliveries/%lld", (long long)delivery.value);
}

// The last places of a case are left to the proofs of its claims.
static err keep_files(struct unit *u, const struct delivery *d, const struct upload *files,
                      size_t count, bool of_inspection)
{
    if (count > LIMIT_DELIVERY_FILES) {
        return &DELIVERY_TOO_MANY_FILES;
    }
    if (count > 0) {
        TRY(contract_admit_files(u->db, d->contract, count, LIMIT_CASE_FILES - LIMIT_CLAIM_PROOFS));
    }
    for (size_t i = 0; i < count; i++) {
        struct kept_file kept;
        TRY(file_keep(u, &files[i], &kept));
        TRY(delivery_add_file(u->db, d->id, kept.id, of_inspection));
    }
    return NULL;
}

// --- Who is next ---------------------------------------------------------------------------------

// The inspectors of each part that waits. Those of `fresh` are told; the others know.
static err ask_inspectors(struct unit *u, const struct purchase *p, const struct contract *c,
                          public_no fresh)
{
    delivery_wait_list waits;
    TRY(delivery_list_waits(u->db, u->arena, c->id, &waits));
    for (size_t i = 0; i < waits.count; i++) {
        const struct delivery_wait *w = &waits.items[i];
        struct purchase_task task = purchase_task_at(
            p, RIGHT_INSPECT, S(TASK_INSPECT),
            str_format(u->arena, "%lld차 납품을 검사해 주세요", (long long)w->seq),
            str_format(u->arena, "/buyer/deliveries/%lld/inspect", (long long)w->no.value));
        task.due_at = instant_end_of(w->inspect_by);
        task.article = w->article;
        TRY(w->no.value == fresh.value ? purchase_ask(u, p, &task)
                                       : purchase_add_task(u->db, p->id, &task, u->now));
    }
    return NULL;
}

// "남은 수량(557권)을 납품하고 납품서를 내 주세요": how many, where it is of one line.
static str what_to_bring(struct arena *a, const struct contract *c, const delivery_line_list *lines,
                         bool any_refused)
{
    str count = S("");
    int open_lines = 0;
    for (size_t i = 0; i < lines->count; i++) {
        int64_t open = delivery_open(&lines->items[i]);
        if (open > 0) {
            open_lines++;
            count = str_format(a, "(%lld%.*s)", (long long)open, STR_ARG(lines->items[i].unit));
        }
    }
    if (open_lines != 1) {
        count = S("");
    }
    str paper = delivery_paper_label(c->object);
    return str_format(a, "%s남은 수량%.*s을 납품하고 %.*s를 내 주세요",
                      any_refused ? "불합격한 것을 포함해 " : "", STR_ARG(count), STR_ARG(paper));
}

// The supplier, while anything is open. Told when an inspector sent something back.
static err ask_supplier(struct unit *u, const struct purchase *p, const struct contract *c,
                        const delivery_line_list *lines, bool sent_back)
{
    if (!delivery_is_open(lines)) {
        return NULL;
    }
    bool any_refused = false;
    for (size_t i = 0; i < lines->count; i++) {
        any_refused =
            any_refused || (lines->items[i].refused > 0 && delivery_open(&lines->items[i]) > 0);
    }
    struct purchase_task task = purchase_task_of_supplier(
        p, S(TASK_BRING), what_to_bring(u->arena, c, lines, any_refused),
        str_format(u->arena, "/supplier/contracts/%lld/delivery", (long long)c->no.value));
    task.due_at = instant_end_of(delivery_due_on(u->calendar, c));
    return sent_back ? purchase_ask(u, p, &task) : purchase_add_task(u->db, p->id, &task, u->now);
}

// The tasks of a contract under way follow from its rows: after each deed they are made anew, since
// a step of the case closes them all.
static err ask_anew(struct unit *u, const struct purchase *p, const struct contract *c,
                    public_no fresh, bool sent_back)
{
    delivery_line_list lines;
    TRY(delivery_list_lines(u->db, u->arena, c->id, NO_ID(delivery_id), &lines));
    TRY(purchase_close_tasks(u->db, p->id, S(TASK_INSPECT), u->now));
    TRY(purchase_close_tasks(u->db, p->id, S(TASK_BRING), u->now));
    TRY(ask_inspectors(u, p, c, fresh));
    return ask_supplier(u, p, c, &lines, sent_back);
}

// --- The supplier notes a part -------------------------------------------------------------------

static err check_note(struct unit *u, const struct contract *c, const delivery_line_list *lines,
                      const struct delivery_note *note)
{
    TRY(delivery_admit(c, lines));
    bool any = false;
    for (size_t i = 0; i < lines->count; i++) {
        assert(lines->items[i].brought >= 0); // the form's bound
        TRY(delivery_check_quantity(&lines->items[i], lines->items[i].brought));
        any = any || lines->items[i].brought > 0;
    }
    if (!any) {
        return &DELIVERY_NOTHING;
    }
    TRY(delivery_check_day(c, note->delivered_on, u->today));
    return note->file_count > LIMIT_DELIVERY_FILES ? &DELIVERY_TOO_MANY_FILES : NULL;
}

err delivery_action_note(struct unit *u, struct contract *c, const delivery_line_list *lines,
                         const struct delivery_note *note, public_no *out_no)
{
    TRY(purchase_admit_side(u, c->purchase));
    TRY(check_note(u, c, lines, note));
    const struct law_term *term = law_term_find(u->law, c->regime, S("inspection"), u->today);
    if (term == NULL) {
        return &DELIVERY_NO_TERM;
    }
    struct delivery d = {
        .no = secret_public_no(),
        .contract = c->id,
        .delivered_on = note->delivered_on,
        .place = note->place,
        .remark = note->remark,
        .inspect_by = law_term_ends(term, u->calendar, u->today),
        .inspect_article = term->head.article,
        .account = u->actor->account,
        .noted_at = u->now,
    };
    TRY(delivery_add(u->db, &d, lines));
    TRY(keep_files(u, &d, note->files, note->file_count, false));
    audit_write(u, S("delivery.note"), S("delivery"), d.id.value, note->remark);

    str paper = delivery_paper_label(c->object);
    struct contract_step step = {
        .event = CONTRACT_DELIVER,
        .text = str_format(u->arena, "%lld차 %.*s를 냈습니다.", (long long)d.seq, STR_ARG(paper)),
        .path = buyer_path(u->arena, d.no),
    };
    struct purchase p;
    TRY(contract_step(u, c, &step, &p));
    TRY(ask_anew(u, &p, c, d.no, false));
    TRY(purchase_notify_officer(u, &p, S("delivery.note"), step.text, step.path));
    *out_no = d.no;
    return NULL;
}

// --- The inspector settles it --------------------------------------------------------------------

static err check_inspection(struct unit *u, const struct contract *c, const struct delivery *d,
                            const delivery_line_list *lines, const struct inspection_note *note)
{
    if (d->state != DELIVERY_WAITING) {
        return &DELIVERY_CHANGED;
    }
    for (size_t i = 0; i < lines->count; i++) {
        if (lines->items[i].row != 0) {
            TRY(inspection_check_line(&lines->items[i]));
        }
    }
    TRY(delivery_check_day(c, note->arrived_on, u->today));
    TRY(inspection_check_day(note->arrived_on, note->inspected_on, u->today));
    return note->file_count > LIMIT_DELIVERY_FILES ? &DELIVERY_TOO_MANY_FILES : NULL;
}

static err save(struct unit *u, struct delivery *d, const delivery_line_list *lines,
                const struct inspection_note *note)
{
    struct inspection *i = &d->inspection;
    *i = (struct inspection){
        .no = secret_public_no(),
        .inspector = u->actor->account,
        .inspector_name = u->actor->name,
        .arrived_on = note->arrived_on,
        .inspected_on = note->inspected_on,
        .method = note->method,
        .result = inspection_result(lines),
        .opinion = note->opinion,
        .noted_at = u->now,
    };
    i->content = inspection_content(u->arena, d, i, lines);
    i->content_hash = digest_sha256(u->arena, i->content);
    TRY(delivery_save_inspection(u->db, d, lines, note->confirmed_with));
    TRY(keep_files(u, d, note->files, note->file_count, true));
    audit_write_change(u, S("inspection.finish"), S("inspection"), i->id.value, note->opinion,
                       S(""), i->content_hash);
    return NULL;
}

// "책상: 합격 556개, 불합격 1개(흠집)"; of several lines the first that failed stands for all.
static str what_failed(struct arena *a, const delivery_line_list *lines)
{
    str text = S("");
    int more = 0;
    for (size_t i = 0; i < lines->count; i++) {
        const struct delivery_line *l = &lines->items[i];
        if (l->row == 0 || l->failed == 0) {
            continue;
        }
        if (text.n > 0) {
            more++;
            continue;
        }
        text = str_format(a, "%.*s: 합격 %lld%.*s, 불합격 %lld%.*s(%.*s)", STR_ARG(l->title),
                          (long long)l->passed, STR_ARG(l->unit), (long long)l->failed,
                          STR_ARG(l->unit), STR_ARG(l->reason));
    }
    if (more > 0) {
        text = str_format(a, "%.*s 외 %d가지 품목", STR_ARG(text), more);
    }
    return text.n == 0 ? text : str_format(a, "%.*s.", STR_ARG(text));
}

static str what_happened(struct arena *a, const struct delivery *d, const delivery_line_list *lines)
{
    str failed = what_failed(a, lines);
    switch (d->state) {
    case DELIVERY_ACCEPTED:
        return str_format(a, "%lld차 납품이 검사에 합격했습니다.", (long long)d->seq);
    case DELIVERY_PART_ACCEPTED:
        return str_format(a, "%lld차 납품이 일부만 합격했습니다. %.*s", (long long)d->seq,
                          STR_ARG(failed));
    case DELIVERY_REFUSED:
        return str_format(a, "%lld차 납품이 불합격했습니다. %.*s", (long long)d->seq,
                          STR_ARG(failed));
    case DELIVERY_WAITING:
    case DELIVERY_STATE_COUNT:
        break;
    }
    assert(!"it was inspected");
    return S("");
}

// The same, and which day counts where the inspector does not follow the supplier.
static str what_was_found(struct arena *a, const struct delivery *d,
                          const delivery_line_list *lines)
{
    str text = what_happened(a, d, lines);
    if (date_equals(d->inspection.arrived_on, d->delivered_on)) {
        return text;
    }
    str came_on = date_format_iso(a, d->inspection.arrived_on);
    str said = date_format_iso(a, d->delivered_on);
    return str_format(a, "%.*s 도착한 날은 %.*s입니다(공급기업이 적은 날 %.*s).", STR_ARG(text),
                      STR_ARG(came_on), STR_ARG(said));
}

// All that was ordered has passed: the contract moves on, the supplier may claim.
static err accept_contract(struct unit *u, const struct delivery *d, struct contract *c, str text)
{
    struct contract_step step = {
        .event = CONTRACT_ACCEPT,
        .text = str_format(u->arena, "%.*s 주문한 수량을 모두 받았습니다.", STR_ARG(text)),
        .reason = d->inspection.opinion,
        .path = buyer_path(u->arena, d->no),
    };
    struct purchase p;
    TRY(contract_step(u, c, &step, &p));
    struct purchase_task claim = purchase_task_of_supplier(
        &p, S("claim.make"), S("검사에 합격했습니다. 이제 대금을 청구해 주세요"),
        str_format(u->arena, "/supplier/contracts/%lld/claim", (long long)c->no.value));
    date claim_by =
        delivery_claim_by(u->law, u->calendar, c, d->inspection.arrived_on, &claim.article);
    claim.due_at = date_is_none(claim_by) ? (instant){0} : instant_end_of(claim_by);
    TRY(purchase_ask(u, &p, &claim));
    TRY(purchase_notify_officer(u, &p, S("inspection.accepted"), step.text, step.path));
    return job_add(u, "record.refresh", c->id.value, S(""), (instant){0});
}

// Some is still missing, or was sent back.
static err go_on(struct unit *u, const struct delivery *d, const struct contract *c,
                 const struct purchase *p, str text)
{
    str kind = str_format(u->arena, "inspection.%s", delivery_state_word(d->state));
    str path = buyer_path(u->arena, d->no);
    bool sent_back = d->state != DELIVERY_ACCEPTED;
    TRY(purchase_tell(u, p, kind, text, path, false));
    TRY(ask_anew(u, p, c, NO_ID(public_no), sent_back));
    TRY(purchase_notify_officer(u, p, kind, text, path));
    return sent_back ? NULL
                     : purchase_notify_supplier(u, p, kind, text, supplier_path(u->arena, d->no));
}

err delivery_action_inspect(struct unit *u, struct delivery *d, const delivery_line_list *lines,
                            const struct inspection_note *note)
{
    struct purchase p;
    struct contract c;
    struct purchase_side side = purchase_side_of(u);
    TRY(contract_find_id(u->db, side, d->contract, &c));
    TRY(purchase_find_id(u->db, side, d->purchase, &p));
    TRY(purchase_admit_other(&p, u->actor->account));
    TRY(purchase_admit_inspection(u, p.id));
    TRY(check_inspection(u, &c, d, lines, note));
    TRY(save(u, d, lines, note));

    struct delivery_sum sum;
    TRY(delivery_sum(u->db, u->arena, c.id, &sum));
    str text = what_was_found(u->arena, d, lines);
    return sum.all_accepted ? accept_contract(u, d, &c, text) : go_on(u, d, &c, &p, text);
}
