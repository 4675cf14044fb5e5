#include "market/claim/claim_form_web.h"

#include "base/limits.h"
#include "market/claim/claim_form_page.html.h"
#include "platform/file/file.h"
#include "platform/form/form.h"
#include "platform/secret/secret.h"
#include "platform/web/site.h"

#define REASON_LENGTH 1000 // characters, as the page says
#define ACCOUNT_LENGTH 30  // characters of an account number; banks give out at most 16 digits

static const struct field_label LABELS[] = {
    {"asked_days",     "업체 책임이 아닌 날"},
    {"excuse_reason",  "까닭"                     },
    {"invoice_no",     "승인번호"               },
    {"written_on",     "작성일"                  },
    {"supply",         "공급가액"               },
    {"vat",            "세액"                     },
    {"way",            "내는 방법"              },
    {"certificate_no", "증명서 번호"           },
    {"issued_on",      "발급일"                  },
    {"valid_until",    "유효기간 마지막 날" },
    {"file",           "증명서 파일"           },
    {"bank_name",      "은행"                     },
    {"bank_account",   "계좌번호"               },
    {"bank_holder",    "예금주"                  },
};

void claim_fill_sum(struct arena *a, const struct claim_bill *bill, struct sum *out)
{
    claim_fill_amounts(a, S("청구액"), bill->amount, bill->delay.damages, bill->cut, out);
}

void claim_fill_crumb(struct arena *a, const struct contract *c, str here, struct crumb *out)
{
    crumb_add(a, out, S("계약"), href_to(a, "/supplier/contracts"));
    crumb_add(a, out, c->number, href_to(a, "/supplier/contracts/%lld", (long long)c->no.value));
    out->here = here;
}

// --- Showing -------------------------------------------------------------------------------------

static str won_or_nothing(struct arena *a, money m)
{
    return money_is_zero(m) ? S("") : money_format(a, m);
}

static str day_or_nothing(struct arena *a, date d)
{
    return date_is_none(d) ? S("") : date_format_iso(a, d);
}

// As it is kept.
static struct claim_form_row row_of(struct unit *u, const struct claim_case *k, int64_t key)
{
    const struct claim_proof *p = &k->proofs.items[key];
    bool given = p->state == CLAIM_PROOF_GIVEN;
    struct claim_form_row row = {
        .key = key,
        .label = p->label,
        .article = p->article,
        .reason = p->reason,
        .is_invoice = claim_proof_form_of(p->kind) == CLAIM_BY_INVOICE,
        .number = p->reference,
        .issued_on = day_or_nothing(u->arena, p->issued_on),
        .valid_until = day_or_nothing(u->arena, p->valid_until),
        .supply = won_or_nothing(u->arena, p->supply),
        .vat = won_or_nothing(u->arena, p->vat),
        .by_inquiry = given && p->by_inquiry,
        .by_certificate = given && !p->by_inquiry,
        .file_name = pdf_named(u->arena, p->file_name, p->looked),
    };
    claim_invoice_sums(&k->basis, p->kind, &row.supply_due, &row.vat_due);
    row.is_taxable = !money_is_zero(row.vat_due);
    if (row.is_invoice && !given) { // nobody types again what is known; the firm compares
        row.supply = won_or_nothing(u->arena, row.supply_due);
        row.vat = won_or_nothing(u->arena, row.vat_due);
    }
    return row;
}

// As it was typed just now.
static void type_over(const struct request *rq, struct arena *a, struct claim_form_row *row)
{
    str way = request_field_key(a, rq, "way", row->key);
    row->number =
        request_field_key(a, rq, row->is_invoice ? "invoice_no" : "certificate_no", row->key);
    row->issued_on =
        request_field_key(a, rq, row->is_invoice ? "written_on" : "issued_on", row->key);
    row->valid_until = request_field_key(a, rq, "valid_until", row->key);
    row->supply = request_field_key(a, rq, "supply", row->key);
    row->vat = request_field_key(a, rq, "vat", row->key);
    row->by_inquiry = str_equals(way, S("inquiry"));
    row->by_certificate = str_equals(way, S("certificate"));
}

static bool is_asked(const struct claim_proof *p)
{
    enum claim_proof_form form = claim_proof_form_of(p->kind);
    return p->state != CLAIM_PROOF_NOT_REQUIRED &&
           (form == CLAIM_BY_INVOICE || form == CLAIM_BY_CERTIFICATE);
}

static void fill_rows(struct unit *u, const struct request *rq, const struct claim_case *k,
                      struct claim_form_page *p)
{
    p->rows.items = NEW_ARRAY(u->arena, k->proofs.count + 1, struct claim_form_row);
    p->waived.items = NEW_ARRAY(u->arena, k->proofs.count + 1, struct claim_form_row);
    for (size_t i = 0; i < k->proofs.count; i++) {
        struct claim_form_row row = row_of(u, k, (int64_t)i);
        if (is_asked(&k->proofs.items[i])) {
            if (rq->method == POST) {
                type_over(rq, u->arena, &row);
            }
            p->rows.items[p->rows.count++] = row;
        } else if (k->proofs.items[i].state == CLAIM_PROOF_NOT_REQUIRED) {
            p->waived.items[p->waived.count++] = row;
        }
    }
}

static void fill_late(struct arena *a, const struct claim_case *k, struct claim_form_page *p)
{
    const struct claim_bill *bill = &k->bill;
    p->is_late = bill->delay.late.count > 0;
    p->late_days = bill->delay.late_days;
    if (!p->is_late) {
        return;
    }
    str due = date_format(a, k->basis.due_on);
    bool is_moved = !date_equals(k->basis.due_on, k->basis.ends_on);
    str base = money_format(a, bill->delay.base);
    str rate = claim_rate_text(a, bill->delay.ppm);
    str damages = money_format(a, bill->delay.damages);
    p->late_text = str_format(a,
                              "납품기한 %.*s보다 %d일 늦었습니다. 늦게 납품한 부분 %.*s원에 %.*s의 "
                              "지연배상금 %.*s원을 뺍니다.%s",
                              STR_ARG(due), bill->delay.late_days, STR_ARG(base), STR_ARG(rate),
                              STR_ARG(damages),
                              is_moved ? " 계약의 기한이 토요일이나 공휴일이어서 다음 근무일까지를 "
                                         "기한으로 봅니다(민법 제161조)."
                                       : "");
    p->late_article = bill->delay.rate == NULL ? S("") : bill->delay.rate->head.article;
}

// The registered account, and another one as it is kept or was typed just now.
static err fill_bank(struct unit *u, const struct request *rq, const struct claim_case *k,
                     struct claim_form_page *p)
{
    const struct claim_bank *kept = &k->draft.bank;
    p->has_account = k->profile.account.n > 0;
    p->own_name = k->profile.name;
    p->own_holder = k->profile.holder;
    if (p->has_account) {
        TRY(secret_open_row(u->arena, k->profile.account, CLAIM_SEAL_SUPPLIER,
                            k->contract.supplier.value, &p->own_account));
    }
    if (rq->method == POST) {
        p->is_other = str_equals(request_field(rq, "bank"), S("other"));
        p->bank_name = request_field(rq, "bank_name");
        p->bank_account = request_field(rq, "bank_account");
        p->bank_holder = request_field(rq, "bank_holder");
        return NULL;
    }
    p->is_other = kept->account.n > 0;
    p->bank_name = kept->name;
    p->bank_holder = kept->holder;
    return p->is_other ? secret_open_row(u->arena, kept->account, CLAIM_SEAL_CLAIM,
                                         k->contract.no.value, &p->bank_account)
                       : NULL;
}

static err render_form(struct unit *u, const struct request *rq, struct response *rs,
                       const struct claim_case *k, const struct issues *issues)
{
    long long no = (long long)k->contract.no.value;
    bool typed = rq->method == POST;
    struct claim_term term;
    struct claim_form_page p = {
        .title = k->contract.title,
        .contract_number = k->contract.number,
        .institution = k->contract.institution_name,
        .path = href_to(u->arena, "/supplier/contracts/%lld/claim", no),
        .contract_path = href_to(u->arena, "/supplier/contracts/%lld", no),
        .asked_days = typed ? request_field(rq, "asked_days")
                            : str_format(u->arena, "%lld", (long long)k->draft.asked_days),
        .excuse_reason = typed ? request_field(rq, "excuse_reason") : k->draft.excuse_reason,
    };
    TRY(claim_find_term(u, &k->contract, &term));
    p.pay_by = term.pay_by;
    p.pay_article = term.article;
    p.returned_on = term.returned_on;
    p.return_reason = term.return_reason;
    TRY(fill_bank(u, rq, k, &p));
    fill_rows(u, rq, k, &p);
    fill_late(u->arena, k, &p);
    claim_fill_sum(u->arena, &k->bill, &p.sum);
    claim_fill_crumb(u->arena, &k->contract, S("대금 청구"), &p.crumb);
    frame_fill(u, rq, &p.frame, S("대금 청구"));
    p.frame.issues = issues;
    claim_form_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /supplier/contracts/:no/claim
err get_claim_form(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    struct claim_case k;
    TRY(path_no(rq, "no", &no));
    TRY(claim_prepare(u, no, &k));
    return render_form(u, rq, rs, &k, NULL);
}

// --- Reading -------------------------------------------------------------------------------------

struct reading {
    struct unit *unit;
    const struct request *rq;
    const struct claim_case *k;
    struct issues issues;
};

static const char *field_at(const struct reading *r, const char *name, int64_t key)
{
    return str_to_c(r->unit->arena, str_format(r->unit->arena, "%s_%lld", name, (long long)key));
}

// An approval number as people copy it, 20261124-41000000-12345678, without its hyphens.
static str without_hyphens(struct arena *a, str s)
{
    char *p = arena_alloc(a, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '-') {
            p[n++] = s.p[i];
        }
    }
    return (str){.p = p, .n = n};
}

// An amount that has to be `due` to the won.
static money read_sum(struct reading *r, const char *field, money due, err otherwise)
{
    size_t count = r->issues.count;
    money typed = form_money(r->rq, &r->issues, field, REQUIRED, WON(LIMIT_WON));
    bool readable = r->issues.count == count;
    (void)issues_catch_at(&r->issues, field,
                          readable && !money_equals(typed, due) ? otherwise : NULL);
    return typed;
}

// Its number is this firm's and of this contract alone.
static err check_number(struct reading *r, const char *field, str number)
{
    bool used = false;
    TRY(issues_catch_at(&r->issues, field,
                        claim_check_invoice_no(r->unit->law, number, r->unit->today)));
    TRY(claim_is_invoice_used(r->unit->db, &r->k->contract, number, &used));
    return issues_catch_at(&r->issues, field, used ? &CLAIM_INVOICE_USED : NULL);
}

static err read_invoice(struct reading *r, int64_t key, struct claim_proof *p)
{
    const char *number = field_at(r, "invoice_no", key);
    const char *day = field_at(r, "written_on", key);
    money supply = WON(0);
    money vat = WON(0);
    claim_invoice_sums(&r->k->basis, p->kind, &supply, &vat);
    str typed = form_line(r->rq, &r->issues, number, REQUIRED, LIMIT_LINE);
    p->reference = without_hyphens(r->unit->arena, typed);
    if (p->reference.n > 0) {
        TRY(check_number(r, number, p->reference));
    }
    p->issued_on = form_date(r->rq, &r->issues, day, REQUIRED);
    if (!date_is_none(p->issued_on)) {
        TRY(issues_catch_at(&r->issues, day,
                            claim_check_invoice_day(&r->k->basis, p->issued_on, r->unit->today)));
    }
    p->supply = read_sum(r, field_at(r, "supply", key), supply, &CLAIM_INVOICE_SUPPLY);
    p->vat = WON(0);
    if (!money_is_zero(vat)) {
        p->vat = read_sum(r, field_at(r, "vat", key), vat, &CLAIM_INVOICE_VAT);
    }
    return NULL;
}

static err read_certificate(struct reading *r, int64_t key, struct claim_proof *p)
{
    static const char *const WAYS[] = {"inquiry", "certificate"};
    const char *issued = field_at(r, "issued_on", key);
    int way = form_choice(r->rq, &r->issues, field_at(r, "way", key), REQUIRED, WAYS, COUNT(WAYS));
    if (way != 1) {
        *p = (struct claim_proof){.kind = p->kind,
                                  .by_inquiry = way == 0,
                                  .issued_on = DATE_NONE,
                                  .valid_until = DATE_NONE};
        return NULL;
    }
    p->by_inquiry = false;
    p->reference =
        form_line(r->rq, &r->issues, field_at(r, "certificate_no", key), REQUIRED, LIMIT_NAME);
    p->issued_on = form_date(r->rq, &r->issues, issued, REQUIRED);
    p->valid_until = form_date(r->rq, &r->issues, field_at(r, "valid_until", key), OPTIONAL);
    return date_is_none(p->issued_on)
               ? NULL
               : issues_catch_at(&r->issues, issued,
                                 claim_check_certificate(r->unit->law, p, r->unit->today));
}

// Every proof that is asked for, in the order of the checklist.
static err read_proofs(struct reading *r, claim_proof_list *out)
{
    const claim_proof_list *asked = &r->k->proofs;
    out->items = NEW_ARRAY(r->unit->arena, asked->count + 1, struct claim_proof);
    for (size_t i = 0; i < asked->count; i++) {
        struct claim_proof p = asked->items[i];
        if (!is_asked(&p)) {
            continue;
        }
        if (claim_proof_form_of(p.kind) == CLAIM_BY_INVOICE) {
            TRY(read_invoice(r, (int64_t)i, &p));
        } else {
            TRY(read_certificate(r, (int64_t)i, &p));
        }
        out->items[out->count++] = p;
    }
    return NULL;
}

static bool is_account_number(str s)
{
    size_t digits = 0;
    for (size_t i = 0; i < s.n; i++) {
        bool digit = s.p[i] >= '0' && s.p[i] <= '9';
        digits += digit;
        if (!digit && s.p[i] != '-') {
            return false;
        }
    }
    return digits >= 8;
}

static void read_bank(struct reading *r, struct claim_bank *out)
{
    bool other = str_equals(request_field(r->rq, "bank"), S("other"));
    if (r->k->profile.account.n > 0 && !other) {
        return; // the registered one
    }
    out->name = form_line(r->rq, &r->issues, "bank_name", REQUIRED, LIMIT_NAME);
    out->holder = form_line(r->rq, &r->issues, "bank_holder", REQUIRED, LIMIT_NAME);
    str account = form_line(r->rq, &r->issues, "bank_account", REQUIRED, ACCOUNT_LENGTH);
    if (account.n > 0 && !is_account_number(account)) {
        issues_add(&r->issues, "bank_account",
                   "계좌번호를 숫자와 붙임표로 적어 주세요. 숫자가 8자리 이상이어야 합니다.");
    }
    out->account = account.n == 0 ? S("")
                                  : secret_seal_row(r->unit->arena, account, CLAIM_SEAL_CLAIM,
                                                    r->k->contract.no.value);
}

static err read_excuse(struct reading *r, struct claim_draft *d)
{
    if (r->k->bill.delay.late_days == 0) {
        return NULL;
    }
    d->asked_days = form_i64(r->rq, &r->issues, "asked_days", OPTIONAL, 0, INT32_MAX);
    d->excuse_reason = form_text(r->rq, &r->issues, "excuse_reason", OPTIONAL, REASON_LENGTH);
    err fault = claim_check_excuse(d->asked_days, r->k->bill.delay.late_days, d->excuse_reason);
    return issues_catch_at(
        &r->issues, fault == &CLAIM_EXCUSE_NO_REASON ? "excuse_reason" : "asked_days", fault);
}

// The files of certificates; one that was kept before stays until another is chosen.
static err keep_files(struct reading *r, claim_proof_list *proofs)
{
    size_t at = 0;
    for (size_t i = 0; i < r->k->proofs.count; i++) {
        if (!is_asked(&r->k->proofs.items[i])) {
            continue;
        }
        struct claim_proof *p = &proofs->items[at++];
        const char *field = field_at(r, "file", (int64_t)i);
        const struct upload *up = request_upload(r->rq, field);
        if (up == NULL || up->bytes.n == 0 || p->by_inquiry) {
            continue;
        }
        struct kept_file file = {0};
        TRY(issues_catch_at(&r->issues, field, file_keep(r->unit, up, &file)));
        p->file = file.id;
    }
    return NULL;
}

// POST /supplier/contracts/:no/claim
err post_claim_form(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    struct claim_case k;
    struct claim_draft d = {0};
    TRY(path_no(rq, "no", &no));
    TRY(claim_prepare(u, no, &k));
    struct reading r = {
        .unit = u, .rq = rq, .k = &k, .issues = {.labels = {LABELS, COUNT(LABELS)}}};
    TRY(read_excuse(&r, &d));
    TRY(read_proofs(&r, &d.proofs));
    read_bank(&r, &d.bank);
    if (r.issues.count == 0) {
        TRY(keep_files(&r, &d.proofs));
    }
    if (r.issues.count > 0) {
        return render_form(u, rq, rs, &k, &r.issues);
    }
    err fault = claim_action_save_draft(u, &k, &d);
    if (fault == &CONTRACT_FILES_FULL) {
        TRY(issues_catch(&r.issues, fault));
        return render_form(u, rq, rs, &k, &r.issues);
    }
    TRY(fault);
    return see_other(rs, "/supplier/contracts/%lld/claim/confirm", (long long)no.value);
}
