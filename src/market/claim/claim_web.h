// The supplier's way to its money: the form, the page that asks before the claim is made, and the
// paper of the claim for both sides.
#pragma once

#include "market/claim/claim_action.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

extern const struct route CLAIM_ROUTES[];
extern const size_t CLAIM_ROUTE_COUNT;

// A proof as the form asks for it; what was typed stays as it was typed.
struct claim_form_row {
    int64_t key;
    str label;
    str article;
    str reason;
    bool is_invoice;
    bool is_taxable; // of an invoice
    money supply_due;
    money vat_due;
    str number;
    str issued_on;
    str valid_until;
    str supply;
    str vat;
    bool by_inquiry;
    bool by_certificate;
    str file_name; // kept before
};

struct claim_form_page {
    struct frame frame;
    struct crumb crumb;
    str title;
    str contract_number;
    str institution;
    href path;
    href contract_path;
    struct sum sum;
    bool is_late;
    int64_t late_days;
    str late_text; // how the damages come about, in a sentence
    str late_article;
    str asked_days;
    str excuse_reason;
    bool has_account; // registered: shown masked
    str own_name;
    str own_account;
    str own_holder;
    bool is_other; // the claim names another one
    str bank_name;
    str bank_account;
    str bank_holder;
    LIST(struct claim_form_row) rows;
    LIST(struct claim_form_row) waived; // what is not asked for, and why
    date returned_on;                   // the claim before this; DATE_NONE: none
    str return_reason;
    date pay_by;
    str pay_article;
};

// How delay damages come about, part by part.
struct claim_delay {
    LIST(struct law_delay_line) late;
    money damages; // of all of them
    str rate;      // "1일 0.08%"
    str rate_article;
    str counted;       // from which day to which, in a sentence
    str count_article; // of that; empty: the rate's says no more
};
// The list is the bill's.
void claim_fill_delay(struct arena *a, const struct claim_bill *bill, struct claim_delay *out);

// What was inspected, each delivery with its page under `desk` ("/buyer").
struct claim_report {
    int64_t seq;
    date inspected_on;
    href path;
};
typedef LIST(struct claim_report) claim_report_list;
void claim_fill_reports(struct arena *a, const delivery_came_list *came, const char *desk,
                        claim_report_list *out);

struct claim_proof_row {
    str label;
    str tone;
    str state;
    str given; // number, day and so on in words; or why it is not asked for
    str article;
    bool is_inspection; // shown by the reports of each part
};

struct claim_confirm_page {
    struct frame frame;
    struct crumb crumb;
    str title;
    str contract_number;
    str institution;
    href path;
    href form_path;
    struct sum sum;
    struct claim_delay delay;
    int64_t asked_days;
    str excuse_reason;
    str bank; // its name
    str account;
    str holder;
    LIST(struct claim_proof_row) proofs;
    claim_report_list reports;
    date pay_by;
    str pay_article;
};

// 대금청구서.
struct claim_print_page {
    struct frame frame;
    struct crumb crumb;
    struct claim claim;
    str moved;     // of a last day that is counted as another; or empty
    str addressee; // 대구광역시 중구청장
    href back;
    bool shows_account; // to the firm and to who pays; else masked
    str bank_account;
    LIST(struct claim_proof_row) proofs;
};

// What was accepted, less damages and what the treasury cuts; `word` is what the rest is called:
// 청구액, 지급액. With nothing taken off it is the taxed total.
void claim_fill_amounts(struct arena *a, str word, money amount, money delay, money cut,
                        struct sum *out);
// "1일 0.08%": a rate in millionths a day.
str claim_rate_text(struct arena *a, int64_t ppm);
// What was given, in words: "승인번호 2026… · 작성일 2026. 11. 24. · 공급가액 …원".
str claim_given_text(struct arena *a, const struct claim_proof *p);
