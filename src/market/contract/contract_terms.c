#include "market/contract/contract_terms.h"

#include <assert.h>

#include "market/law/law_amount.h"
#include "market/law/law_check.h"

const struct fault CONTRACT_NEEDS_DOCUMENT = {
    .kind = FAULT_REFUSED,
    .code = "contract.needs_document",
    .text = "이 금액은 계약서를 생략할 수 없습니다. 승낙사항 대신 계약서를 골라 주세요.",
    .source = "지방계약법 시행령 제50조; 국가계약법 시행령 제49조",
};

const struct fault CONTRACT_NEEDS_SECURITY = {
    .kind = FAULT_REFUSED,
    .code = "contract.needs_security",
    .text = "이 금액은 계약보증금을 면제할 수 없습니다. 지급각서 대신 보증보험증권이나 현금을 골라 "
            "주세요.",
    .source = "지방계약법 시행령 제51조·제53조; 국가계약법 시행령 제50조",
};

const struct fault CONTRACT_NEEDS_WHY = {
    .kind = FAULT_INVALID,
    .code = "contract.needs_why",
    .text = "기관 자체 규정이 정하는 일입니다. 어느 규정에 따라 골랐는지 적어 주세요.",
    .source = "지방공기업법 시행령 제57조의8; 지방출자출연법 시행령 제12조",
};

const struct fault CONTRACT_TERM_OVER = {
    .kind = FAULT_REFUSED,
    .code = "contract.term_over",
    .text =
        "이행기한이 이미 지나 계약할 수 없습니다. 이 건을 취소하고 기한을 새로 정해 다시 진행해 "
        "주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault CONTRACT_SIGN_BY = {
    .kind = FAULT_INVALID,
    .code = "contract.sign_by",
    .text = "서명 기한은 오늘부터 이행기한까지의 날로 정해 주세요.",
};

const struct fault CONTRACT_SANCTIONED = {
    .kind = FAULT_REFUSED,
    .code = "contract.sanctioned",
    .text = "부정당업자 제재기간 중인 업체와는 수의계약할 수 없습니다.",
    .source =
        "지방계약법 제31조제5항, 시행령 제92조; 지방계약법을 따르지 않는 기관은 두레의 이용 규칙",
};

const struct fault CONTRACT_SUPPLIER_AWAY = {
    .kind = FAULT_REFUSED,
    .code = "contract.supplier_away",
    .text = "이용이 정지되었거나 탈퇴한 업체와는 계약할 수 없습니다. 운영자에게 확인해 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault CONTRACT_NO_DELAY_RATE = {
    .kind = FAULT_REFUSED,
    .code = "contract.no_delay_rate",
    .text =
        "오늘 적용할 지연배상금률이 없어 계약서를 만들 수 없습니다. 운영자가 규칙을 확인해 넣은 "
        "뒤 다시 해 주세요.",
    .source = "지방계약법 시행령 제90조; 국가계약법 시행령 제74조",
};

const struct fault CONTRACT_CERTIFICATE = {
    .kind = FAULT_REFUSED,
    .code = "contract.certificate",
    .text = "수의계약의 근거가 되는 확인서가 오늘 유효하지 않습니다. 확인서는 계약을 맺는 날을 "
            "기준으로 합니다. 업체가 새 확인서를 올려 검증받기 전에는 계약할 수 없습니다.",
    .source = "지방계약법 시행령 제25조제1항제5호·제30조; 국가계약법 시행령 제26조·제30조",
};

const struct fault CONTRACT_LODGED_SHORT = {
    .kind = FAULT_INVALID,
    .code = "contract.lodged_short",
    .text = "보증금액이 계약보증금보다 적습니다. 계약보증금 이상으로 보증받아 주세요.",
    .source = "지방계약법 시행령 제51조; 국가계약법 시행령 제50조",
};

const struct fault CONTRACT_LODGED_TERM = {
    .kind = FAULT_INVALID,
    .code = "contract.lodged_term",
    .text = "보증기간이 계약기간을 덮지 않습니다. 계약일까지 시작하고 이행기한 뒤에 끝나야 합니다.",
    .source = "지방계약법 시행규칙 제53조(지방계약법을 따르는 기관)",
};

static err admit_choice(bool is_lesser, enum law_duty duty, str why, err refusal)
{
    switch (duty) {
    case LAW_REQUIRED:
        return is_lesser ? refusal : NULL;
    case LAW_WAIVABLE:
        return NULL;
    case LAW_OWN_RULE:
        return why.n == 0 ? &CONTRACT_NEEDS_WHY : NULL;
    case LAW_DUTY_COUNT:
        break;
    }
    assert(!"a duty has its answer");
    return refusal;
}

err contract_admit_kind(enum contract_kind kind, enum law_duty duty, str why)
{
    return admit_choice(kind == CONTRACT_ACCEPTANCE, duty, why, &CONTRACT_NEEDS_DOCUMENT);
}

err contract_admit_security(enum contract_security security, enum law_duty duty, str why)
{
    return admit_choice(security == CONTRACT_PROMISE, duty, why, &CONTRACT_NEEDS_SECURITY);
}

err contract_admit_term(date ends_on, date today)
{
    return date_before(ends_on, today) ? &CONTRACT_TERM_OVER : NULL;
}

err contract_admit_sign_by(date sign_by, date ends_on, date today)
{
    bool within =
        !date_is_none(sign_by) && !date_before(sign_by, today) && !date_before(ends_on, sign_by);
    return within ? NULL : &CONTRACT_SIGN_BY;
}

err contract_admit_delay(int64_t delay_ppm)
{
    return delay_ppm > 0 ? NULL : &CONTRACT_NO_DELAY_RATE;
}

err contract_admit_supplier(bool is_active, date sanctioned_until, date today)
{
    if (!is_active) {
        return &CONTRACT_SUPPLIER_AWAY;
    }
    bool barred = !date_is_none(sanctioned_until) && !date_before(sanctioned_until, today);
    return barred ? &CONTRACT_SANCTIONED : NULL;
}

// "certificate:women" names a paper of the supplier; other needs are no certificates.
static bool is_certificate(str need, str *out_kind)
{
    str prefix = S("certificate:");
    *out_kind = str_slice(need, prefix.n, need.n);
    return str_starts(need, prefix);
}

// 취약계층 고용비율 is a share, not a tag: as long as it is what was shown, its paper holds.
static bool has_certificate(str kind, const struct law_question *asked,
                            const struct law_question *left)
{
    enum law_tag tag;
    return law_tag_from(kind, &tag) ? (left->tags & LAW_TAG_BIT(tag)) != 0
                                    : left->vulnerable_bp == asked->vulnerable_bp;
}

static str label_of(const struct law *law, str kind, date on)
{
    const struct law_certificate *row = law_certificate_find(law, kind, on);
    return row == NULL ? kind : row->label;
}

void contract_judge_standing(const struct law *law, const struct law_question *asked, uint32_t tags,
                             int64_t vulnerable_bp, date today, struct arena *arena,
                             struct contract_standing *out)
{
    struct law_answer then;
    struct contract_standing s = {.left = *asked};
    s.left.tags &= tags;
    if (vulnerable_bp < asked->vulnerable_bp) {
        s.left.vulnerable_bp = vulnerable_bp;
    }
    law_decide(law, asked, arena, &then);
    law_decide(law, &s.left, arena, &s.answer);
    s.stands = s.answer.path == then.path && str_equals(s.answer.ground, then.ground);
    for (size_t i = 0; i < then.need_count; i++) {
        str kind = S("");
        if (is_certificate(then.needs[i], &kind)) {
            s.proofs[s.proof_count++] = (struct contract_proof){
                .label = label_of(law, kind, today),
                .holds = s.stands || has_certificate(kind, asked, &s.left),
            };
        }
    }
    *out = s;
}

err contract_admit_lodged(const struct contract *c, const struct contract_lodged *lodged,
                          date starts_on)
{
    assert(c->security != CONTRACT_PROMISE);
    if (money_less(lodged->amount, c->security_amount)) {
        return &CONTRACT_LODGED_SHORT;
    }
    if (c->security == CONTRACT_CASH) {
        return NULL;
    }
    bool spans = !date_is_none(lodged->valid_from) && !date_is_none(lodged->valid_until) &&
                 !date_before(starts_on, lodged->valid_from) &&
                 !date_before(lodged->valid_until, c->ends_on);
    return spans ? NULL : &CONTRACT_LODGED_TERM;
}

const struct law_stamp_band *contract_find_stamp(const struct law *law, enum law_object object,
                                                 money price, date on)
{
    bool is_work = object != LAW_GOODS && object != LAW_LEASE; // 도급 (인지세법 시행령 제2조의3)
    const struct law_stamp_band *band = is_work ? law_stamp_find(law, price, on) : NULL;
    return band == NULL || money_is_zero(band->duty) ? NULL : band;
}
