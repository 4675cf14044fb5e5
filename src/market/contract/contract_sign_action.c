#include "market/contract/contract_sign_action.h"

#include <assert.h>

#include "base/canon.h"
#include "base/digest.h"
#include "market/calendar/calendar.h"
#include "market/catalog/catalog_buyer_store.h"
#include "market/catalog/listing_action.h"
#include "market/contract/contract_frozen_action.h"
#include "market/contract/contract_store.h"
#include "market/law/law_text.h"
#include "market/party/right.h"
#include "market/purchase/purchase_path_store.h"
#include "platform/job/job.h"

const struct fault CONTRACT_UNCHECKED = {
    .kind = FAULT_INVALID,
    .code = "contract.unchecked",
    .text = "계약을 맺는 날을 기준으로 배제사유와 제한 관계를 확인하고 표시해 주세요.",
    .source = "공직자의 이해충돌 방지법 제12조; 지방자치단체는 지방계약법 제33조도",
};

const struct fault CONTRACT_NOT_SIGNED_SO = {
    .kind = FAULT_REFUSED,
    .code = "contract.not_signed_so",
    .text = "공급기업이 서명한 내용과 지금 내용이 다릅니다. 서명할 수 없습니다. 운영자에게 알려 "
            "주세요.",
    .source = "지방계약법 제14조제3항; 국가계약법 제11조제2항",
};

// --- What both sides look at ---------------------------------------------------------------------

// Do the rows still say what the text says, and is the text what was hashed?
static err admit_unaltered(struct unit *u, const struct contract *c,
                           const contract_line_list *lines, str *out_altered)
{
    int64_t line = 0;
    str field = contract_find_altered(u->arena, c, lines, &line);
    bool same_text = str_equals(digest_sha256(u->arena, c->content), c->content_hash);
    if (field.n == 0 && same_text) {
        return NULL;
    }
    *out_altered = contract_field_label(u->arena, field, line);
    return &CONTRACT_ALTERED;
}

// Refused like any other, and the audit keeps that there was something to refuse.
static void remember_altered(struct unit *u, const struct contract *c, err fault, str altered)
{
    if (fault == &CONTRACT_ALTERED || fault == &CONTRACT_NOT_SIGNED_SO) {
        contract_remember_altered(u, S("contract"), c->id.value, altered);
    }
}

static err sign(struct unit *u, const struct contract *c, enum contract_signer side,
                const char *method)
{
    struct contract_signature signature = {
        .account = u->actor->account,
        .name = u->actor->name,
        .method = str_view(method),
        .content_hash = c->content_hash,
        .signed_at = u->now,
    };
    return contract_add_signature(u->db, c->id, side, &signature);
}

// --- The supplier --------------------------------------------------------------------------------

err contract_look_supplier(struct unit *u, const struct contract *c)
{
    if (!contract_may(c->state, CONTRACT_SIGN_SUPPLIER)) {
        return &CONTRACT_WRONG_STATE;
    }
    contract_line_list lines;
    str altered = S("");
    TRY(contract_list_lines(u->db, u->arena, c->id, &lines));
    TRY(admit_unaltered(u, c, &lines, &altered));
    TRY(contract_admit_supplier(c->supplier_is_active, c->sanctioned_until, u->today));
    return contract_admit_term(c->ends_on, u->today);
}

static err add_pledges(struct unit *u, const struct contract *c,
                       const struct contract_answers *answers)
{
    for (int kind = 0; kind < CONTRACT_PLEDGE_COUNT; kind++) {
        enum contract_pledge_kind k = (enum contract_pledge_kind)kind;
        struct law_pledges rows = contract_pledge_rows(u->law, c, k, u->today, u->arena);
        if (rows.count == 0) {
            continue;
        }
        str content = contract_pledge_content(u->arena, k, c, &rows, answers->of[kind]);
        TRY(contract_add_pledge(u->db, c->id, k, content, digest_sha256(u->arena, content),
                                u->actor->account, u->now));
    }
    return NULL;
}

static err lodge(struct unit *u, const struct contract *c, const struct contract_lodged *lodged)
{
    if (c->security == CONTRACT_PROMISE) {
        return NULL;
    }
    TRY(contract_admit_lodged(c, lodged, u->today));
    return contract_add_lodged(u->db, c->id, lodged, u->actor->account, u->now);
}

// The day both should have signed by; a day that is past gives way to today.
static instant sign_by(struct unit *u, const struct contract *c)
{
    date day = canon_find_date(u->arena, c->content, "sign_by");
    return instant_end_of(date_is_none(day) || date_before(day, u->today) ? u->today : day);
}

static err ask_officer(struct unit *u, const struct contract *c, const struct purchase *p)
{
    struct purchase_task task = purchase_task_at(
        p, RIGHT_REQUEST, S("contract.sign_institution"),
        S("공급기업이 서명했습니다. 확인하고 계약을 확정해 주세요"),
        str_format(u->arena, "/buyer/contracts/%lld/sign", (long long)c->no.value));
    task.person = p->officer;
    task.due_at = sign_by(u, c);
    return purchase_ask(u, p, &task);
}

err contract_sign_supplier(struct unit *u, public_no no, const struct contract_signing *signing)
{
    assert((u->actor->rights & RIGHT_OWNER) != 0);
    struct contract c;
    TRY(contract_find(u->db, purchase_side_of(u), no, &c));
    TRY(purchase_admit_side(u, c.purchase));
    err fault = contract_look_supplier(u, &c);
    remember_altered(u, &c, fault, S(""));
    TRY(fault);
    enum contract_pledge_kind kind;
    size_t item;
    TRY(contract_pledge_judge_all(u->law, &c, u->today, &signing->answers, u->arena, &kind, &item));
    TRY(add_pledges(u, &c, &signing->answers));
    TRY(lodge(u, &c, &signing->lodged));
    TRY(sign(u, &c, CONTRACT_BY_SUPPLIER, signing->method));
    struct contract_step step = {
        .event = CONTRACT_SIGN_SUPPLIER,
        .text = S("공급기업이 서약하고 서명했습니다."),
        .path = str_format(u->arena, "/buyer/contracts/%lld", (long long)c.no.value),
    };
    struct purchase p;
    TRY(contract_step(u, &c, &step, &p));
    return ask_officer(u, &c, &p);
}

err contract_decline(struct unit *u, public_no no, str reason)
{
    struct contract c;
    TRY(contract_find(u->db, purchase_side_of(u), no, &c));
    if (c.state != CONTRACT_OFFERED) {
        return &CONTRACT_WRONG_STATE; // it has given its word
    }
    struct contract_step step = {
        .event = CONTRACT_CANCEL,
        .text = str_format(u->arena, "공급기업이 계약을 거절했습니다. 사유: %.*s", STR_ARG(reason)),
        .reason = reason,
        .path = str_format(u->arena, "/buyer/contracts/%lld", (long long)c.no.value),
    };
    struct purchase p;
    TRY(contract_step(u, &c, &step, &p));
    return purchase_notify_officer(u, &p, S("contract.declined"),
                                   S("공급기업이 계약을 거절했습니다"), step.path);
}

// --- The institution -----------------------------------------------------------------------------

// What the supplier signed is this text, and each pledge is the text that was hashed: those that
// were asked on that day, and any other that is kept.
static err admit_signed(struct unit *u, const struct contract_review *r)
{
    const struct contract *c = &r->contract;
    const struct contract_signature *theirs = &r->papers.signatures[CONTRACT_BY_SUPPLIER];
    date on = instant_date(theirs->signed_at);
    bool same = str_equals(theirs->content_hash, c->content_hash);
    for (int kind = 0; kind < CONTRACT_PLEDGE_COUNT; kind++) {
        const struct contract_pledge *k = &r->papers.pledges[kind];
        struct law_pledges rows =
            contract_pledge_rows(u->law, c, (enum contract_pledge_kind)kind, on, u->arena);
        if (rows.count > 0 || k->signed_at.us != 0) {
            same = same && str_equals(digest_sha256(u->arena, k->content), k->content_hash) &&
                   str_equals(canon_find(u->arena, k->content, "contract_hash"), c->content_hash);
        }
    }
    return same ? NULL : &CONTRACT_NOT_SIGNED_SO;
}

// Certificates are judged on the day of the contract, which is today.
static err judge_ground(struct unit *u, struct contract_review *r)
{
    bool found = false;
    struct purchase_decision decision;
    struct law_question asked;
    struct purchase_tags tags;
    TRY(purchase_path_find(u->db, r->purchase.id, &found, &decision));
    if (!found || !law_question_read(decision.question, &asked)) {
        return &CONTRACT_CERTIFICATE; // nothing says what it rests on
    }
    TRY(purchase_path_tags(u->db, &r->purchase, u->today, &tags));
    contract_judge_standing(u->law, &asked, tags.tags, tags.vulnerable_bp, u->today, u->arena,
                            &r->standing);
    return r->standing.stands ? NULL : &CONTRACT_CERTIFICATE;
}

static err admit_lodged(struct unit *u, const struct contract_review *r)
{
    return r->contract.security == CONTRACT_PROMISE
               ? NULL
               : contract_admit_lodged(&r->contract, &r->papers.lodged, u->today);
}

// The gravest first.
static err find_obstacle(struct unit *u, struct contract_review *r)
{
    err ground = judge_ground(u, r); // also for the page, whatever else there is
    if (ground != NULL && ground != &CONTRACT_CERTIFICATE) {
        return ground;
    }
    TRY(admit_unaltered(u, &r->contract, &r->lines, &r->altered));
    TRY(admit_signed(u, r));
    TRY(contract_admit_supplier(r->contract.supplier_is_active, r->contract.sanctioned_until,
                                u->today));
    TRY(contract_admit_term(r->contract.ends_on, u->today));
    TRY(admit_lodged(u, r));
    return ground;
}

err contract_look_institution(struct unit *u, public_no no, struct contract_review *out)
{
    struct contract_review r = {0};
    TRY(contract_find(u->db, purchase_side_of(u), no, &r.contract));
    TRY(purchase_find_id(u->db, purchase_side_of(u), r.contract.purchase, &r.purchase));
    TRY(purchase_admit_officer(&r.purchase, u->actor->account));
    if (!contract_may(r.contract.state, CONTRACT_SIGN_INSTITUTION)) {
        return &CONTRACT_WRONG_STATE;
    }
    TRY(contract_list_lines(u->db, u->arena, r.contract.id, &r.lines));
    TRY(contract_find_papers(u->db, r.contract.id, &r.papers));
    err obstacle = find_obstacle(u, &r);
    if (obstacle != NULL && obstacle->kind != FAULT_REFUSED && obstacle->kind != FAULT_INVALID) {
        return obstacle;
    }
    r.obstacle = obstacle;
    *out = r;
    return NULL;
}

// Goods of a binding contract count as bought, once a contract however many lines name them.
static err count_buyers(struct unit *u, const struct contract_review *r)
{
    if (r->contract.is_training) {
        return NULL; // training counts in no figure
    }
    for (size_t i = 0; i < r->lines.count; i++) {
        bool seen = false;
        for (size_t k = 0; k < i; k++) {
            seen = seen || r->lines.items[k].product.value == r->lines.items[i].product.value;
        }
        if (!seen) {
            TRY(catalog_buyer_add(u->db, r->lines.items[i].product, r->contract.institution,
                                  u->today));
        }
    }
    return NULL;
}

// What a binding contract buys is in stock no more.
static err take_stock(struct unit *u, const struct contract_review *r)
{
    purchase_line_list lines;
    if (r->contract.is_training) {
        return NULL;
    }
    TRY(purchase_list_lines(u->db, u->arena, r->purchase.id, &lines));
    for (size_t i = 0; i < lines.count; i++) {
        const struct purchase_line *l = &lines.items[i];
        if (l->stock != LISTING_MADE_TO_ORDER) {
            TRY(listing_action_take(u, l->offer, l->title, l->quantity));
        }
    }
    return NULL;
}

static err ask_delivery(struct unit *u, const struct contract *c, const struct purchase *p)
{
    str text = c->object == LAW_GOODS ? S("기한까지 납품하고 납품서를 적어 주세요")
                                      : S("기한까지 이행하고 완료를 알려 주세요");
    struct purchase_task task = purchase_task_of_supplier(
        p, S("delivery.note"), text,
        str_format(u->arena, "/supplier/contracts/%lld/delivery", (long long)c->no.value));
    task.due_at = instant_end_of(calendar_working_day_from(u->calendar, c->ends_on));
    return purchase_ask(u, p, &task);
}

// What binds is still what was approved. Asked with the deed alone: the page has no statement left.
static err admit_approved(struct unit *u, struct contract_review *r)
{
    purchase_line_list lines;
    TRY(purchase_list_lines(u->db, u->arena, r->purchase.id, &lines));
    TRY(contract_compare_case(u, &r->purchase, &lines, &r->altered));
    return r->altered.n == 0 ? NULL : &CONTRACT_ALTERED;
}

err contract_sign_institution(struct unit *u, public_no no, const char *method, bool is_checked)
{
    struct contract_review r;
    TRY(contract_look_institution(u, no, &r));
    TRY(purchase_admit_side(u, r.purchase.id));
    if (!is_checked) {
        return &CONTRACT_UNCHECKED;
    }
    err obstacle = r.obstacle == NULL ? admit_approved(u, &r) : r.obstacle;
    remember_altered(u, &r.contract, obstacle, r.altered);
    TRY(obstacle);
    struct contract *c = &r.contract;
    c->contracted_on = c->starts_on = u->today;
    TRY(sign(u, c, CONTRACT_BY_INSTITUTION, method));
    struct contract_step step = {
        .event = CONTRACT_SIGN_INSTITUTION,
        .text = str_format(u->arena, "계약을 맺었습니다(계약번호 %.*s).", STR_ARG(c->number)),
        .reason = S("배제사유와 제한 관계를 확인함"),
        .path = str_format(u->arena, "/buyer/contracts/%lld", (long long)c->no.value),
    };
    struct purchase p;
    TRY(contract_step(u, c, &step, &p));
    TRY(contract_keep_counted(u->db, c->id));
    TRY(count_buyers(u, &r));
    TRY(take_stock(u, &r));
    TRY(job_add(u, "record.refresh", c->id.value, S(""), (instant){0}));
    return ask_delivery(u, c, &p);
}

err contract_cancel(struct unit *u, public_no no, str reason)
{
    struct contract c;
    struct purchase p;
    TRY(contract_find(u->db, purchase_side_of(u), no, &c));
    TRY(purchase_find_id(u->db, purchase_side_of(u), c.purchase, &p));
    TRY(purchase_admit_officer(&p, u->actor->account));
    struct contract_step step = {
        .event = CONTRACT_CANCEL,
        .text = str_format(u->arena, "기관이 계약을 취소했습니다. 사유: %.*s", STR_ARG(reason)),
        .reason = reason,
        .path = str_format(u->arena, "/buyer/contracts/%lld", (long long)c.no.value),
    };
    TRY(contract_step(u, &c, &step, &p));
    return purchase_notify_supplier(
        u, &p, S("contract.cancelled"), S("기관이 계약을 취소했습니다"),
        str_format(u->arena, "/supplier/contracts/%lld", (long long)c.no.value));
}
