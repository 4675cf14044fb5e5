// Contracts on both desks: the lists, and one contract with its papers, sums, rules and way.
#pragma once

#include "market/contract/contract_paper_store.h"
#include "market/contract/contract_store.h"
#include "market/purchase/purchase_part_web.h"
#include "market/purchase/purchase_scope_web.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

struct contract_list_row {
    href path;
    str deed; // what is for who reads to do next, or empty
    href deed_path;
    str title;
    str number;
    str other; // the party across: the firm, or the institution and its department
    str kind;
    str state;
    str tone;
    money price;
    date ends_on;
    str moved;         // while nothing is delivered: of a last day that is counted as another
    int64_t late_days; // since ends_on while nothing is delivered; else 0
    money damages;     // what that costs so far
};

struct contract_list_page {
    struct frame frame;
    bool is_buyer;
    href action;
    struct tabs tabs;
    str q;
    str state; // kept when searching
    struct empty empty;
    struct pager pager;
    LIST(struct contract_list_row) rows;
};

struct contract_paper_row {
    str label;
    str maker; // who makes or brings it
    str state;
    str tone;
    str more; // who, how; or empty
    instant at;
    href path; // its print, or empty
};

struct contract_item_row {
    int64_t seq;
    str title;
    href seen; // the offer as it was when it was put into the case; of the contract's page
    str unit;
    int64_t quantity;
    money price;
    money amount;
};
typedef LIST(struct contract_item_row) contract_item_list;

struct contract_page {
    struct frame frame;
    struct crumb crumb;
    struct purchase_part part;
    bool is_buyer;
    str number;
    str title;
    str other;
    str kind;
    str object;
    str state;
    str tone;
    href print;
    str hash; // 문서 확인값 of the contract
    str hash_short;
    href case_path; // of the purchase; empty on the supplier's side
    money price;
    money supply;
    money vat;
    money estimated;
    str security;
    bool is_promised; // a promise to pay stands for it
    money security_amount;
    str delay_name; // 지연배상금률, 지체상금률
    str delay;
    date contracted_on;
    date starts_on;
    date ends_on;
    str place;
    struct answers scope; // as the text has it, on every page of a contract
    str department;
    str officer;
    str phone; // of the institution, on the day the contract was drawn
    str ground;
    str reason;
    str doubt; // of the least certain rule; empty: all articles were read
    LIST(struct contract_paper_row) papers;
    contract_item_list items;
    struct purchase_rules rules;
    str deed;      // what the reader may do now, in words; empty: nothing
    str sign_text; // empty: no such button
    href sign;
    str end_text;
    href end;
};

extern const struct route CONTRACT_ROUTES[];
extern const size_t CONTRACT_ROUTE_COUNT;

// --- For the other pages of a contract

// "/buyer/contracts/…" or "/supplier/contracts/…" of the reader, with `more` behind.
href contract_path(const struct unit *u, public_no no, const char *more);
// 과업 내용 as the text that is signed has it; nothing in one of an older form.
struct answers contract_scope_view(struct arena *a, str content);
void contract_fill_items(struct arena *a, const contract_line_list *lines, contract_item_list *out);
// 계약 › 2026-1187 › here
void contract_fill_crumb(const struct unit *u, const struct contract *c, str here,
                         struct crumb *out);
