// The checklist: what the law asks for before a claim is paid, and whether what was given will do.
#include <assert.h>

#include "base/limits.h"
#include "market/claim/claim.h"
#include "market/law/law_amount.h"
#include "market/law/law_check.h"

#define INVOICE_DAY_LENGTH 8 // digits of the day of issue that an approval number begins with

const struct fault CLAIM_PROOF_LACKING = {
    .kind = FAULT_REFUSED,
    .code = "claim.proof_lacking",
    .text = "필요한 증빙이 빠졌습니다. 청구 내용을 고쳐 빠진 증빙을 적어 주세요.",
    .source = "지방자치단체 입찰 및 계약 집행기준 제1장 제2절 7(지방자치단체); 부가가치세법 "
              "제32조; 국민건강보험법 제81조의4",
};

const struct fault CLAIM_INVOICE_NO = {
    .kind = FAULT_INVALID,
    .code = "claim.invoice_no",
    .text = "승인번호 24자리를 적어 주세요. 발급일 8자리로 시작하고 나머지는 숫자와 영문입니다.",
    .source = "국세청 전자세금계산서 승인번호",
};

const struct fault CLAIM_INVOICE_DAY = {
    .kind = FAULT_INVALID,
    .code = "claim.invoice_day",
    .text = "작성일을 확인해 주세요. 계약일부터 오늘 사이의 날이어야 합니다.",
    .source = "부가가치세법 제32조·제34조",
};

const struct fault CLAIM_INVOICE_SUPPLY = {
    .kind = FAULT_INVALID,
    .code = "claim.invoice_supply",
    .text =
        "공급가액을 계약과 같게 적어 주세요. 계산서의 공급가액은 계약의 공급가액과 1원까지 같아야 "
        "합니다.",
    .source = "부가가치세법 제32조",
};

const struct fault CLAIM_INVOICE_VAT = {
    .kind = FAULT_INVALID,
    .code = "claim.invoice_vat",
    .text = "세액을 계약과 같게 적어 주세요. 세금계산서의 세액은 계약의 부가세와 1원까지 같아야 "
            "합니다.",
    .source = "부가가치세법 제32조",
};

const struct fault CLAIM_INVOICE_USED = {
    .kind = FAULT_REFUSED,
    .code = "claim.invoice_used",
    .text = "다른 청구에 쓴 승인번호입니다. 이 계약으로 발급한 계산서의 승인번호를 적어 주세요.",
    .source = "부가가치세법 제32조",
};

const struct fault CLAIM_CERTIFICATE_DAY = {
    .kind = FAULT_INVALID,
    .code = "claim.certificate_day",
    .text = "발급일을 확인해 주세요. 오늘까지의 날이어야 합니다.",
};

const struct fault CLAIM_CERTIFICATE_OVER = {
    .kind = FAULT_INVALID,
    .code = "claim.certificate_over",
    .text = "유효기간이 지난 증명서입니다. 새로 발급받아 적거나 조회에 동의해 주세요.",
};

enum claim_proof_form claim_proof_form_of(str kind)
{
    if (str_equals(kind, S("inspection"))) {
        return CLAIM_BY_INSPECTION;
    }
    if (str_equals(kind, S("bond_check"))) {
        return CLAIM_BY_INSTITUTION;
    }
    return str_ends(kind, S("_invoice")) ? CLAIM_BY_INVOICE : CLAIM_BY_CERTIFICATE;
}

bool claim_proof_asks(const struct claim_proof *p)
{
    return p->by_inquiry || (p->file.value != 0 && p->looked != PDF_FINE);
}

// --- The checklist -------------------------------------------------------------------------------

static struct claim_proof proof_of(const struct law_proof *row)
{
    return (struct claim_proof){
        .kind = row->proof,
        .label = row->label,
        .state = row->needed ? CLAIM_PROOF_MISSING : CLAIM_PROOF_NOT_REQUIRED,
        .article = row->head.article,
        .reason = row->reason,
        .issued_on = DATE_NONE,
        .valid_until = DATE_NONE,
    };
}

static void add(claim_proof_list *list, struct claim_proof p)
{
    if (list->count < LIMIT_CLAIM_PROOFS) {
        list->items[list->count++] = p;
    }
}

// The newest report stands for all of them; the page shows each delivery.
static void add_inspection(claim_proof_list *list, struct claim_proof p, struct arena *a,
                           const delivery_came_list *came)
{
    if (came->count > 0) {
        const struct delivery_came *last = &came->items[came->count - 1];
        p.state = CLAIM_PROOF_GIVEN;
        p.issued_on = last->part.checked_on;
        p.reference = str_format(a, "%lld", (long long)last->inspection.value);
    }
    add(list, p);
}

// Taxable and exempt lines are invoiced apart (V-07).
static void add_invoices(claim_proof_list *list, struct claim_proof p, const struct claim_basis *b)
{
    struct claim_proof taxable = p;
    taxable.label = S("전자세금계산서");
    struct claim_proof exempt = p;
    exempt.kind = S("plain_invoice");
    exempt.label = S("전자계산서(면세)");
    if (money_less(b->exempt, b->price)) {
        add(list, taxable);
    }
    if (!money_is_zero(b->exempt)) {
        add(list, exempt);
    }
}

// The rule with a known rate that is in force (B-07 … B-09); NULL: none is on record.
static const struct law_bond *find_bond(const struct law *law, const struct claim_basis *b)
{
    for (size_t i = 0; i < law_count(law, LAW_BONDS); i++) {
        const struct law_bond *row = (const struct law_bond *)law_row(law, LAW_BONDS, i);
        const struct law_bond *found =
            law_bond_find(law, b->regime, row->issuer, b->object, b->price, b->contracted_on);
        if (found != NULL) {
            return found;
        }
    }
    return NULL;
}

// No rate on record is no leave not to buy: whether the ordinance asks for a bond is then for the
// institution to look up, and for nobody to hand in.
static void add_bond(claim_proof_list *list, const struct law *law, const struct claim_basis *b)
{
    const struct law_bond *bond = find_bond(law, b);
    struct claim_proof p = {
        .kind = S("bond_check"),
        .label = S("공채 매입 대상인지"),
        .state = CLAIM_PROOF_GIVEN,
        .article = S("도시철도법 제21조; 지방공기업법 제19조"),
        .reason =
            S("두레에 등록된 공채 요율이 없습니다. 조례에 따라 공채를 사야 하는 계약인지 기관이 "
              "확인합니다."),
        .issued_on = DATE_NONE,
        .valid_until = DATE_NONE,
    };
    if (bond != NULL) {
        p.kind = S("bond");
        p.label = S("공채 매입확인증");
        p.state = CLAIM_PROOF_MISSING;
        p.article = bond->head.article;
        p.reason = S("계약에 따라 사야 하는 공채입니다.");
    }
    add(list, p);
}

void claim_list_proofs(const struct law *law, struct arena *a, const struct claim_basis *b, date on,
                       claim_proof_list *out)
{
    struct law_proofs rows = law_proofs_on(law, b->regime, b->path, on, a);
    claim_proof_list list = {.items = NEW_ARRAY(a, LIMIT_CLAIM_PROOFS, struct claim_proof)};
    for (int needed = 1; needed >= 0; needed--) { // what is not asked for comes last
        for (size_t i = 0; i < rows.count; i++) {
            if (rows.items[i]->needed != (needed == 1)) {
                continue;
            }
            struct claim_proof p = proof_of(rows.items[i]);
            if (str_equals(p.kind, S("inspection"))) {
                add_inspection(&list, p, a, &b->came);
            } else if (str_equals(p.kind, S("tax_invoice"))) {
                add_invoices(&list, p, b);
            } else {
                add(&list, p);
            }
        }
    }
    add_bond(&list, law, b);
    *out = list;
}

void claim_invoice_sums(const struct claim_basis *b, str kind, money *out_supply, money *out_vat)
{
    bool exempt = str_equals(kind, S("plain_invoice"));
    *out_vat = exempt ? WON(0) : b->vat;
    *out_supply = exempt ? b->exempt : money_subtract(money_subtract(b->price, b->exempt), b->vat);
}

// --- Will it do? ---------------------------------------------------------------------------------

static bool is_letter_or_digit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// 20261124 as a day that has come.
static bool begins_with_past_day(str number, date today)
{
    int64_t day = 0;
    if (!str_parse_i64(str_slice(number, 0, INVOICE_DAY_LENGTH), &day) || day < 10000101) {
        return false;
    }
    int year = (int)(day / 10000);
    int month = (int)(day / 100 % 100);
    int of_month = (int)(day % 100);
    return date_ymd_is_valid(year, month, of_month) &&
           !date_before(today, date_from_ymd(year, month, of_month));
}

err claim_check_invoice_no(const struct law *law, str number, date today)
{
    const struct law_identifier *row = law_identifier_find(law, S("tax_invoice_no"), today);
    if (row == NULL || !str_equals(row->severity, S("refuse"))) {
        return NULL;
    }
    for (size_t i = 0; i < number.n; i++) {
        if (!is_letter_or_digit(number.p[i])) {
            return &CLAIM_INVOICE_NO;
        }
    }
    bool right = (int64_t)number.n == row->digits && begins_with_past_day(number, today);
    return right ? NULL : &CLAIM_INVOICE_NO;
}

err claim_check_invoice_day(const struct claim_basis *b, date written_on, date today)
{
    bool right = !date_before(written_on, b->contracted_on) && !date_before(today, written_on);
    return right ? NULL : &CLAIM_INVOICE_DAY;
}

err claim_check_certificate(const struct law *law, const struct claim_proof *p, date today)
{
    if (date_before(today, p->issued_on)) {
        return &CLAIM_CERTIFICATE_DAY;
    }
    if (!date_is_none(p->valid_until) && date_before(p->valid_until, today)) {
        return &CLAIM_CERTIFICATE_OVER;
    }
    const struct law_certificate *row = law_certificate_find(law, p->kind, today);
    if (row != NULL && !law_certificate_holds(row, p->issued_on, p->valid_until, today)) {
        return &CLAIM_CERTIFICATE_OVER;
    }
    return NULL;
}

static err check_invoice(const struct law *law, const struct claim_basis *b,
                         const struct claim_proof *p, date today)
{
    money supply = WON(0);
    money vat = WON(0);
    claim_invoice_sums(b, p->kind, &supply, &vat);
    TRY(claim_check_invoice_no(law, p->reference, today));
    TRY(claim_check_invoice_day(b, p->issued_on, today));
    if (!money_equals(p->supply, supply)) {
        return &CLAIM_INVOICE_SUPPLY;
    }
    return money_equals(p->vat, vat) ? NULL : &CLAIM_INVOICE_VAT;
}

err claim_check_proofs(const struct law *law, const struct claim_basis *b,
                       const claim_proof_list *proofs, date today)
{
    for (size_t i = 0; i < proofs->count; i++) {
        const struct claim_proof *p = &proofs->items[i];
        if (p->state == CLAIM_PROOF_MISSING) {
            return &CLAIM_PROOF_LACKING;
        }
        if (p->state == CLAIM_PROOF_NOT_REQUIRED) {
            continue;
        }
        enum claim_proof_form form = claim_proof_form_of(p->kind);
        if (form == CLAIM_BY_INVOICE) {
            TRY(check_invoice(law, b, p, today));
        } else if (form == CLAIM_BY_CERTIFICATE && !p->by_inquiry) {
            TRY(claim_check_certificate(law, p, today));
        }
    }
    return NULL;
}
