#include "market/purchase/purchase_proof.h"

#include "base/canon.h"
#include "base/limits.h"

const struct fault PURCHASE_PROOF_OWN = {
    .kind = FAULT_INVALID,
    .code = "purchase.proof_own",
    .text =
        "공급기업이 직접 생산하거나 직접 수행하는지 확인한 내용을 적어 주세요. 확인하지 않고는 이 "
        "근거로 계약할 수 없습니다.",
    .source = "지방계약법 시행령 제25조제2항; 국가계약법 시행령 제26조제1항제4호",
};

const struct fault PURCHASE_PROOF_REASON = {
    .kind = FAULT_INVALID,
    .code = "purchase.proof_reason",
    .text = "수의계약을 요청한 사유를 적어 주세요. 금액이 아닌 사유의 수의계약은 사업부서의 요청 "
            "사유서가 있어야 합니다.",
    .source = "지방자치단체 입찰 및 계약 집행기준 제5장 별지 5(지방자치단체); 그 밖의 기관은 "
              "두레의 이용 규칙",
};

const struct fault PURCHASE_PROOF_REASON_NO = {
    .kind = FAULT_INVALID,
    .code = "purchase.proof_reason_no",
    .text =
        "수의계약 요청 사유서의 문서번호나 이름을 적어 주세요. 부서장이 확인한 문서여야 합니다.",
    .source = "지방자치단체 입찰 및 계약 집행기준 제5장 별지 5(지방자치단체); 그 밖의 기관은 "
              "두레의 이용 규칙",
};

const struct fault PURCHASE_PROOF_MINISTRY = {
    .kind = FAULT_INVALID,
    .code = "purchase.proof_ministry",
    .text = "기획재정부장관이 정한 요건을 갖추었는지 확인한 내용을 적어 주세요.",
    .source = "국가계약법 시행령 제26조제1항제5호가목5)다)",
};

const struct fault PURCHASE_PROOF_OFFICERS = {
    .kind = FAULT_INVALID,
    .code = "purchase.proof_officers",
    .text =
        "임원 명단에서 퇴직한 지 2년이 지나지 않은 우리 기관 퇴직자가 있는지 확인한 내용을 적어 "
        "주세요.",
    .source = "공기업ㆍ준정부기관 계약사무규칙 제8조제3항·제4항",
};

const struct fault PURCHASE_PROOF_OFFICER_NO = {
    .kind = FAULT_INVALID,
    .code = "purchase.proof_officer_no",
    .text = "받은 임원 명단의 문서번호나 이름을 적어 주세요.",
    .source = "공기업ㆍ준정부기관 계약사무규칙 제8조제4항",
};

const struct fault PURCHASE_PROOF_OTHER = {
    .kind = FAULT_INVALID,
    .code = "purchase.proof_other",
    .text = "이 근거가 요구하는 것을 갖추었는지 확인한 내용을 적어 주세요.",
    .source = "지방계약법 시행령 제25조; 국가계약법 시행령 제26조",
};

// The last row is for every need that has none of its own.
static const struct asked {
    const char *need;
    const struct fault *no_ground;
    const struct fault *no_document; // NULL: the rule asks for no paper
    const char *hint;
} ASKED[] = {
    {"own_production",      &PURCHASE_PROOF_OWN,      NULL,
     "지정서나 직접생산확인증명서에 이 품목이 있는지, 사거나 하도급하지 않는지 확인합니다."  },
    {"reason_document",     &PURCHASE_PROOF_REASON,   &PURCHASE_PROOF_REASON_NO,
     "사업부서가 쓰고 부서장이 확인한 사유를 옮겨 적습니다."                                               },
    {"ministry_conditions", &PURCHASE_PROOF_MINISTRY, NULL,
     "어느 고시의 어느 요건을 무엇으로 확인했는지 적습니다."                                               },
    {"officer_list",        &PURCHASE_PROOF_OFFICERS, &PURCHASE_PROOF_OFFICER_NO,
     "받은 명단을 퇴직자 명부와 견주어 본 결과를 적습니다."                                                 },
    {NULL,                  &PURCHASE_PROOF_OTHER,    NULL,                       "무엇을 보고 확인했는지 적습니다."},
};

static const struct asked *find_asked(str need)
{
    size_t i = 0;
    while (ASKED[i].need != NULL && !str_equals(need, str_view(ASKED[i].need))) {
        i++;
    }
    return &ASKED[i];
}

bool purchase_proof_is_asked(str need)
{
    return !str_starts(need, S("certificate:"));
}

bool purchase_proof_wants_document(str need)
{
    return find_asked(need)->no_document != NULL;
}

str purchase_proof_hint(str need)
{
    return str_view(find_asked(need)->hint);
}

int64_t purchase_proof_key(str need)
{
    return find_asked(need) - ASKED + 1;
}

static const struct purchase_proof *find_proof(const struct purchase_proofs *proofs, str need)
{
    for (size_t i = 0; i < proofs->count; i++) {
        if (str_equals(proofs->items[i].need, need)) {
            return &proofs->items[i];
        }
    }
    return NULL;
}

err purchase_proof_admit(str need, const struct purchase_proofs *proofs)
{
    if (!purchase_proof_is_asked(need)) {
        return NULL;
    }
    const struct asked *asked = find_asked(need);
    const struct purchase_proof *proof = find_proof(proofs, need);
    if (proof == NULL || proof->ground.n == 0) {
        return asked->no_ground;
    }
    return asked->no_document != NULL && proof->document.n == 0 ? asked->no_document : NULL;
}

err purchase_proofs_admit(const struct law_answer *answer, const struct purchase_proofs *proofs)
{
    for (size_t i = 0; i < answer->need_count; i++) {
        TRY(purchase_proof_admit(answer->needs[i], proofs));
    }
    return NULL;
}

str purchase_proofs_text(struct arena *a, const struct law_answer *answer,
                         const struct purchase_proofs *proofs)
{
    struct out o;
    out_init(&o, a, LIMIT_PAGE);
    for (size_t i = 0; i < answer->need_count; i++) {
        const struct purchase_proof *proof = find_proof(proofs, answer->needs[i]);
        if (proof != NULL && purchase_proof_is_asked(proof->need)) {
            canon_put(&o, "need", proof->need);
            canon_put(&o, "ground", proof->ground);
            canon_put(&o, "document", proof->document);
        }
    }
    return out_view(&o);
}

void purchase_proofs_read(struct arena *a, str text, struct purchase_proofs *out)
{
    struct purchase_proofs proofs = {.count = 0};
    str name;
    str value;
    while (canon_next(a, &text, &name, &value)) {
        if (str_equals(name, S("need"))) {
            if (proofs.count == LAW_NEEDS_MAX) {
                break;
            }
            proofs.items[proofs.count++] = (struct purchase_proof){.need = value};
        } else if (proofs.count > 0 && str_equals(name, S("ground"))) {
            proofs.items[proofs.count - 1].ground = value;
        } else if (proofs.count > 0 && str_equals(name, S("document"))) {
            proofs.items[proofs.count - 1].document = value;
        }
    }
    *out = proofs;
}
