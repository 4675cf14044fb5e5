#include "market/contract/contract_draw_action.h"

#include <assert.h>

#include "base/digest.h"
#include "market/contract/contract_frozen_action.h"
#include "market/contract/contract_store.h"
#include "market/law/law_amount.h"
#include "market/law/law_text.h"
#include "market/party/right.h"
#include "market/purchase/purchase_approval_store.h"
#include "platform/secret/secret.h"

// --- What it would be ----------------------------------------------------------------------------

// The stored question, and what is left of its ground today.
static err judge_ground(struct unit *u, struct contract_outlook *o)
{
    bool found = false;
    struct law_question asked;
    TRY(purchase_path_find(u->db, o->purchase.id, &found, &o->decision));
    if (!found || !o->purchase.has_path || o->purchase.path > LAW_ONE_QUOTE ||
        !law_question_read(o->decision.question, &asked)) {
        return &PURCHASE_PATH_MISSING;
    }
    o->word = purchase_word_of(u->arena, &o->decision);
    struct purchase_tags tags;
    TRY(purchase_path_tags(u->db, &o->purchase, u->today, &tags));
    o->delay_variant = tags.delay_variant;
    contract_judge_standing(u->law, &asked, tags.tags, tags.vulnerable_bp, u->today, u->arena,
                            &o->standing);
    return NULL;
}

// Papers, delay rate, security and stamp duty follow the agreed price and the day of the contract.
static void judge_duties(struct unit *u, struct contract_outlook *o)
{
    const struct purchase *p = &o->purchase;
    struct law_question q = o->standing.left;
    q.contract_price = p->price;
    q.on = u->today;
    q.delay_variant = o->delay_variant; // what was judged before anybody could say so, too
    law_decide(u->law, &q, u->arena, &o->duties);
    if (!law_security_amount(u->law, p->regime, p->object, p->price, u->today,
                             &o->security_amount)) {
        o->security_amount = WON(0);
    }
    o->stamp = contract_find_stamp(u->law, p->object, p->price, u->today);
}

static err find_obstacle(struct unit *u, const struct contract_outlook *o)
{
    TRY(contract_admit_supplier(o->seller.is_active, o->seller.sanctioned_until, u->today));
    TRY(contract_admit_term(o->purchase.deliver_by, u->today));
    TRY(contract_admit_delay(o->duties.delay_ppm));
    bool longer = o->standing.answer.path > o->purchase.path;
    return longer ? &CONTRACT_CERTIFICATE : NULL;
}

static void foresee_look(struct unit *u, const struct purchase *p)
{
    purchase_foresee_lines(u->db, p->id);
    purchase_path_foresee(u->db, p->id);
    purchase_path_foresee_tags(u->db, p, u->today);
    contract_foresee_parties(u->db, purchase_side_of(u), p->id);
    approval_foresee_kept(u->db, p);
}

err contract_draw_look(struct unit *u, public_no purchase, struct contract_outlook *out)
{
    struct contract_outlook o = {0};
    TRY(purchase_find(u->db, purchase_side_of(u), purchase, &o.purchase));
    TRY(purchase_admit_officer(&o.purchase, u->actor->account));
    if (!purchase_may(o.purchase.state, PURCHASE_DRAW)) {
        return &PURCHASE_WRONG_STATE;
    }
    foresee_look(u, &o.purchase);
    TRY(purchase_list_lines(u->db, u->arena, o.purchase.id, &o.lines));
    TRY(judge_ground(u, &o));
    judge_duties(u, &o);
    TRY(contract_find_parties(u->db, purchase_side_of(u), o.purchase.id, &o.buyer, &o.seller));
    o.obstacle = find_obstacle(u, &o);
    TRY(contract_compare_case(u, &o.purchase, &o.lines, &o.altered));
    if (o.altered.n > 0) {
        o.obstacle = &CONTRACT_ALTERED; // the gravest
    }
    *out = o;
    return NULL;
}

// --- The deed ------------------------------------------------------------------------------------

static void copy_lines(struct unit *u, const struct contract_outlook *o, contract_line_list *out)
{
    out->items = NEW_ARRAY(u->arena, o->lines.count, struct contract_line);
    for (size_t i = 0; i < o->lines.count; i++) {
        out->items[out->count++] = contract_line_of(&o->lines.items[i]);
    }
}

// The ground that is left is written down as an answer of its own before the contract rests on it.
static err store_ground(struct unit *u, struct contract_outlook *o,
                        const struct purchase_word *word)
{
    if (o->standing.stands) {
        return NULL;
    }
    const struct law_answer *answer = &o->standing.answer;
    struct contract_clauses rows = {0};
    for (size_t i = 0; i < answer->row_count; i++) {
        rows.rules[rows.rule_count++] = answer->rows[i];
    }
    o->decision.question = law_question_text(u->arena, &o->standing.left);
    o->decision.answer = law_answer_text(u->arena, answer);
    o->decision.path = answer->path;
    o->decision.rule_ids = contract_join_rules(u->arena, S(""), &rows);
    o->decision.ground = answer->ground;
    o->decision.confidence = answer->confidence;
    o->decision.confirm_reason = answer->officer_must_confirm ? word->confirm_reason : S("");
    o->decision.proofs = purchase_proofs_text(u->arena, answer, &word->proofs);
    return purchase_path_add(u->db, o->purchase.id, &o->decision, u->actor->account, u->now);
}

// What the first ground asked for was confirmed at the path; another asks for its own.
static err admit_ground(const struct contract_outlook *o, const struct contract_draw *d)
{
    const struct law_answer *answer = &o->standing.answer;
    if (o->standing.stands) {
        return NULL;
    }
    if (answer->officer_must_confirm && d->word.confirm_reason.n == 0) {
        return &PURCHASE_CONFIRM_REASON;
    }
    return purchase_proofs_admit(answer, &d->word.proofs);
}

static err admit(struct unit *u, const struct contract_outlook *o, const struct contract_draw *d)
{
    TRY(purchase_admit_side(u, o->purchase.id));
    if (o->obstacle == &CONTRACT_ALTERED) {
        contract_remember_altered(u, S("purchase"), o->purchase.id.value, o->altered);
    }
    TRY(o->obstacle);
    TRY(contract_admit_kind(d->kind, o->duties.contract_document, d->kind_reason));
    TRY(contract_admit_security(d->security, o->duties.performance_security, d->security_reason));
    TRY(contract_admit_sign_by(d->sign_by, o->purchase.deliver_by, u->today));
    return admit_ground(o, d);
}

static struct contract contract_of(const struct contract_outlook *o, const struct contract_draw *d)
{
    const struct purchase *p = &o->purchase;
    return (struct contract){
        .no = secret_public_no(),
        .purchase = p->id,
        .purchase_no = p->no,
        .institution = p->institution,
        .institution_name = p->institution_name,
        .regime = p->regime,
        .supplier = p->supplier,
        .supplier_name = p->supplier_name,
        .kind = d->kind,
        .title = p->title,
        .object = p->object,
        .price = p->price,
        .supply = p->supply,
        .vat = p->vat,
        .estimated = p->estimated,
        .security = d->security,
        .security_amount = o->security_amount,
        .delay_ppm = o->duties.delay_ppm,
        .delay_variant = o->delay_variant,
        .delivery_place = p->delivery_place,
        .scope = p->scope,
        .contracted_on = DATE_NONE,
        .starts_on = DATE_NONE,
        .ends_on = p->deliver_by,
        .ground = o->decision.ground,
        .reason = d->reason,
        .state = CONTRACT_OFFERED,
        .is_training = p->is_training,
        .is_demo = p->is_demo,
    };
}

// Content and hash come last: they say everything else.
static err write(struct unit *u, const struct contract_outlook *o, const struct contract_draw *d,
                 struct contract *c)
{
    contract_line_list lines = {0};
    copy_lines(u, o, &lines);
    struct contract_parts parts = {
        .buyer = o->buyer,
        .seller = o->seller,
        .kind_reason = d->kind_reason,
        .security_reason = d->security_reason,
        .sign_by = d->sign_by,
    };
    TRY(contract_list_certificates(u->db, u->arena, u->law, c->supplier, u->today,
                                   &parts.certificates));
    contract_write_clauses(u->law, c, u->today, u->arena, &parts.clauses);
    c->rule_ids = contract_join_rules(u->arena, o->decision.rule_ids, &parts.clauses);
    TRY(contract_next_number(u->db, u->arena, c->institution, date_fiscal_year(u->today),
                             &c->number));
    c->content = contract_write_content(u->arena, c, &lines, &parts);
    c->content_hash = digest_sha256(u->arena, c->content);
    return contract_add(u->db, c, &lines, u->now);
}

static err hand_on(struct unit *u, struct purchase *p, const struct contract *c, date sign_by)
{
    struct purchase_step step = {
        .event = PURCHASE_DRAW,
        .text = str_format(u->arena, "%s 보냈습니다(계약번호 %.*s). 양쪽이 서명하면 확정됩니다.",
                           c->kind == CONTRACT_DOCUMENT ? "계약서를" : "승낙사항을",
                           STR_ARG(c->number)),
        .reason = c->reason,
        .path = str_format(u->arena, "/buyer/contracts/%lld", (long long)c->no.value),
    };
    TRY(purchase_step(u, p, &step));
    audit_write_change(u, S("contract.draw"), S("contract"), c->id.value, c->reason,
                       p->content_hash, c->content_hash);
    struct purchase_task task = purchase_task_of_supplier(
        p, S("contract.sign_supplier"), S("계약 내용을 확인하고 서명해 주세요"),
        str_format(u->arena, "/supplier/contracts/%lld/sign", (long long)c->no.value));
    task.rights = RIGHT_OWNER;
    task.due_at = instant_end_of(sign_by);
    return purchase_ask(u, p, &task);
}

err contract_draw(struct unit *u, struct contract_outlook *outlook,
                  const struct contract_draw *draw, public_no *out_no)
{
    contract_foresee_certificates(u->db, outlook->purchase.supplier, u->today);
    TRY(admit(u, outlook, draw));
    TRY(store_ground(u, outlook, &draw->word));
    struct contract c = contract_of(outlook, draw);
    TRY(write(u, outlook, draw, &c));
    TRY(hand_on(u, &outlook->purchase, &c, draw->sign_by));
    *out_no = c.no;
    return NULL;
}
