#include "market/purchase/purchase_path_action.h"

#include "base/digest.h"
#include "market/law/law_layer.h"
#include "market/law/law_text.h"
#include "market/party/right.h"

const struct fault PURCHASE_PATH_MISSING = {
    .kind = FAULT_REFUSED,
    .code = "purchase.path_missing",
    .text = "계약방법을 먼저 확인해 주세요. 확인하지 않고는 견적을 요청하거나 계약할 수 없습니다.",
    .source = "지방계약법 시행령 제25조·제30조; 국가계약법 시행령 제26조·제30조",
};

const struct fault PURCHASE_PATH_STALE = {
    .kind = FAULT_REFUSED,
    .code = "purchase.path_stale",
    .text = "계약방법을 확인한 뒤 금액이나 비슷한 구매, 확인서가 바뀌어 결과가 달라졌습니다. "
            "계약방법을 다시 확인해 주세요.",
    .source = "지방계약법 시행령 제7조·제25조·제30조; 국가계약법 시행령 제26조·제30조",
};

const struct fault PURCHASE_SANCTIONED = {
    .kind = FAULT_REFUSED,
    .code = "purchase.sanctioned",
    .text =
        "부정당업자 제재기간 중인 업체와는 수의계약할 수 없습니다. 다른 업체의 상품으로 구매 건을 "
        "만들어 주세요.",
    .source =
        "지방계약법 제31조제5항, 시행령 제92조; 지방계약법을 따르지 않는 기관은 두레의 이용 규칙",
};

const struct fault PURCHASE_SUPPLIER_AWAY = {
    .kind = FAULT_REFUSED,
    .code = "purchase.supplier_away",
    .text = "이용이 정지되었거나 탈퇴한 업체입니다. 다른 업체의 상품으로 구매 건을 만들어 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault PURCHASE_CONFIRM_REASON = {
    .kind = FAULT_INVALID,
    .code = "purchase.confirm_reason",
    .text = "확실하지 않은 규정에 따른 결과입니다. 담당자가 확인한 내용을 적어 주세요.",
};

static err admit_sanction(const struct purchase_tags *supplier, enum law_path path, date on)
{
    bool is_barred =
        !date_is_none(supplier->sanctioned_until) && !date_before(supplier->sanctioned_until, on);
    return is_barred && path <= LAW_ONE_QUOTE ? &PURCHASE_SANCTIONED : NULL;
}

err purchase_supplier_admit(const struct purchase_tags *supplier, enum law_path path, date on)
{
    if (!supplier->is_active && path <= LAW_ONE_QUOTE) {
        return &PURCHASE_SUPPLIER_AWAY;
    }
    return admit_sanction(supplier, path, on);
}

err purchase_path_admit_supplier(struct unit *u, const struct purchase *p)
{
    struct purchase_tags supplier;
    TRY(purchase_path_tags(u->db, p, u->today, &supplier));
    return purchase_supplier_admit(&supplier, p->path, u->today);
}

// Goods that the supplier resells do not carry its tags of a maker.
static void leave_makers_out(const struct unit *u, const struct purchase_tags *tags,
                             struct purchase_judgement *j)
{
    if (tags->resells) {
        j->left_out = law_tags_of_makers(u->law, &j->question, &j->left_out_article);
        j->question.tags &= ~j->left_out;
    }
}

err purchase_path_judge(struct unit *u, const struct purchase *p, money estimated, money price,
                        struct purchase_judgement *out)
{
    struct purchase_tags tags;
    TRY(purchase_path_tags(u->db, p, u->today, &tags));
    *out = (struct purchase_judgement){
        .question =
            {
                       .regime = p->regime,
                       .object = p->object,
                       .estimated_price = estimated,
                       .contract_price = price,
                       .tags = tags.tags,
                       .vulnerable_bp = tags.vulnerable_bp,
                       .one_quote_cap = tags.one_quote_cap,
                       .ceiling_cap = tags.ceiling_cap,
                       .on = u->today,
                       .delay_variant = tags.delay_variant,
                       },
    };
    out->supplier = tags;
    leave_makers_out(u, &tags, out);
    TRY(purchase_path_list_similar(u->db, u->arena, p, u->today, &out->similar_cases));
    law_similar_judge(u->law, &out->question, out->similar_cases.year, out->similar_cases.twelve,
                      u->arena, &out->similar);
    out->question.similar_price = out->similar.sum;
    law_decide(u->law, &out->question, u->arena, &out->answer);
    return NULL;
}

static str rules_of(struct arena *a, const struct law_answer *answer)
{
    str all = S("");
    for (size_t i = 0; i < answer->row_count; i++) {
        all =
            str_format(a, "%.*s%s%.*s", STR_ARG(all), i == 0 ? "" : " ", STR_ARG(answer->rows[i]));
    }
    return all;
}

static err store(struct unit *u, const struct purchase *p, const struct purchase_judgement *j,
                 const struct purchase_word *word)
{
    struct purchase_decision decision = {
        .judged_on = j->question.on,
        .question = law_question_text(u->arena, &j->question),
        .answer = law_answer_text(u->arena, &j->answer),
        .path = j->answer.path,
        .rule_ids = rules_of(u->arena, &j->answer),
        .ground = j->answer.ground,
        .confidence = j->answer.confidence,
        .similar = j->similar.sum,
        .split_reason = j->similar.looks_split ? word->split_reason : S(""),
        .confirm_reason = j->answer.officer_must_confirm ? word->confirm_reason : S(""),
        .proofs = purchase_proofs_text(u->arena, &j->answer, &word->proofs),
        .law_version = law_version(u->law),
    };
    TRY(purchase_path_add(u->db, p->id, &decision, u->actor->account, u->now));
    audit_write_change(u, S("purchase.judge"), S("purchase"), p->id.value, word->split_reason,
                       S(""),
                       digest_sha256(u->arena, purchase_decision_content(u->arena, &decision)));
    return NULL;
}

void purchase_path_hear(struct unit *u, str split_reason, struct purchase_judgement *j)
{
    if (j->similar.looks_split && split_reason.n > 0) {
        j->question.similar_price = WON(0);
        law_decide(u->law, &j->question, u->arena, &j->answer);
    }
}

// What the officer does next on each path.
static err ask_to_go_on(struct unit *u, const struct purchase *p)
{
    static const struct {
        const char *text;
        const char *page;
    } NEXT[] = {
        [LAW_QUOTE_WAIVED] = {"견적을 요청하거나 견적 없이 진행해 주세요", "path"     },
        [LAW_ONE_QUOTE] = {"견적을 요청해 주세요",                               "quote"    },
        [LAW_DESIGNATED_QUOTES] = {"지정정보처리장치로 넘겨 주세요",                "hand-over"},
        [LAW_OPEN_BIDDING] = {"지정정보처리장치로 넘겨 주세요",                "hand-over"},
    };
    struct purchase_task task =
        purchase_task_at(p, RIGHT_REQUEST, S("purchase.go_on"), str_view(NEXT[p->path].text),
                         str_format(u->arena, "/buyer/purchases/%lld/%s", (long long)p->no.value,
                                    NEXT[p->path].page));
    task.person = p->officer;
    return purchase_ask(u, p, &task);
}

err purchase_path_action_take(struct unit *u, struct purchase *p, const struct purchase_word *word)
{
    TRY(purchase_admit_officer(p, u->actor->account));
    if (p->state != PURCHASE_DRAFT) {
        return &PURCHASE_WRONG_STATE;
    }
    struct purchase_judgement j;
    TRY(purchase_path_judge(u, p, p->estimated, p->list, &j));
    purchase_path_hear(u, word->split_reason, &j);
    TRY(purchase_supplier_admit(&j.supplier, j.answer.path, u->today));
    if (j.answer.officer_must_confirm && word->confirm_reason.n == 0) {
        return &PURCHASE_CONFIRM_REASON;
    }
    TRY(purchase_proofs_admit(&j.answer, &word->proofs));
    TRY(store(u, p, &j, word));
    p->has_path = true;
    p->path = j.answer.path;
    TRY(purchase_save(u->db, p));
    TRY(purchase_tell(
        u, p, S("purchase.judge"),
        str_format(u->arena, "계약방법을 확인했습니다: %s", law_path_label(j.answer.path)), S(""),
        true));
    TRY(purchase_close_tasks(u->db, p->id, S(""), u->now));
    return ask_to_go_on(u, p);
}

struct purchase_word purchase_word_of(struct arena *a, const struct purchase_decision *stored)
{
    struct purchase_word word = {
        .split_reason = stored->split_reason,
        .confirm_reason = stored->confirm_reason,
    };
    purchase_proofs_read(a, stored->proofs, &word.proofs);
    return word;
}

err purchase_path_judge_again(struct unit *u, const struct purchase *p, money estimated,
                              money price, const struct purchase_decision *stored,
                              struct purchase_judgement *out)
{
    TRY(purchase_path_judge(u, p, estimated, price, out));
    if (money_equals(out->similar.sum, stored->similar)) {
        purchase_path_hear(u, stored->split_reason, out);
    }
    return NULL;
}

// Does the stored answer rest on a tag that the goods do not carry by now: of a maker, while they
// are resold; of a facility, while they are not on its designation?
static bool rests_on_goods(const struct purchase_decision *stored,
                           const struct purchase_judgement *j)
{
    struct law_question asked;
    uint32_t gone = j->left_out;
    gone |= j->supplier.is_undesignated ? LAW_TAG_BIT(LAW_TAG_SEVERE_DISABILITY_FACILITY) : 0;
    return law_question_read(stored->question, &asked) && (asked.tags & gone) != 0;
}

err purchase_path_compare(struct unit *u, const struct purchase *p,
                          const struct purchase_decision *stored,
                          const struct purchase_judgement *j)
{
    if (j->answer.path != p->path || rests_on_goods(stored, j)) {
        return &PURCHASE_PATH_STALE;
    }
    TRY(admit_sanction(&j->supplier, p->path, u->today));
    struct purchase_word word = purchase_word_of(u->arena, stored);
    return purchase_proofs_admit(&j->answer, &word.proofs);
}

err purchase_path_admit(struct unit *u, const struct purchase *p)
{
    bool found = false;
    struct purchase_decision stored;
    TRY(purchase_path_find(u->db, p->id, &found, &stored));
    if (!found || !p->has_path) {
        return &PURCHASE_PATH_MISSING;
    }
    struct purchase_judgement j;
    TRY(purchase_path_judge_again(u, p, p->estimated, p->list, &stored, &j));
    return purchase_path_compare(u, p, &stored, &j);
}

err purchase_path_follow(struct unit *u, struct purchase *p)
{
    TRY(purchase_path_admit_supplier(u, p));
    if (!money_less(p->estimated, p->supply)) {
        return NULL; // within what was judged
    }
    bool found = false;
    struct purchase_decision stored;
    TRY(purchase_path_find(u->db, p->id, &found, &stored));
    if (!found) {
        return &PURCHASE_PATH_MISSING;
    }
    struct purchase_judgement j;
    TRY(purchase_path_judge_again(u, p, p->supply, p->price, &stored, &j));
    if (j.answer.path > p->path) {
        return &PURCHASE_PATH_STALE;
    }
    struct purchase_word word = purchase_word_of(u->arena, &stored);
    TRY(purchase_proofs_admit(&j.answer, &word.proofs));
    return store(u, p, &j, &word);
}
