// Papers of a contract for printing: the contract or the acceptance, and each pledge. Written from
// what was signed, so a reprint says the same.
#pragma once

#include "market/contract/contract_content.h"
#include "market/contract/contract_web.h"

struct print_signature {
    str side; // 발주기관, 계약상대자
    str party;
    str name;
    str method;
    instant at; // 0: not yet
};

struct print_parties {
    struct contract_buyer buyer;
    struct contract_seller seller;
    str addressee; // 대구광역시 중구청장
    str signs_for; // … 의 위임을 받은 계약담당자: who signs for it
};

struct contract_print_page {
    struct frame frame;
    struct crumb crumb;
    href back;
    bool is_acceptance;
    bool is_intact; // the text is what was hashed
    str heading;
    str number;
    str title;
    struct print_parties parties;
    money price;
    money supply;
    money vat;
    money security_amount;
    str security;
    str delay_name;
    str delay;
    str place;
    struct answers scope;
    date contracted_on;
    date ends_on;
    str ground;
    str reason;
    str hash_short;
    contract_item_list items;
    LIST(struct contract_certificate) certificates;
    LIST(struct contract_clause) clauses;
    LIST(struct print_signature) signatures;
};

struct print_item {
    str number;
    str text;
    str answer;
};

struct pledge_print_page {
    struct frame frame;
    struct crumb crumb;
    href back;
    bool is_intact;
    str heading;
    str intro;
    str closing;
    str article;
    str number;
    str title;
    struct print_parties parties;
    bool is_security; // with the amount that is promised
    money price;
    money security_amount;
    str signer;
    instant signed_at;
    str hash_short;
    LIST(struct print_item) items;
};

extern const struct route CONTRACT_PRINT_ROUTES[];
extern const size_t CONTRACT_PRINT_ROUTE_COUNT;
