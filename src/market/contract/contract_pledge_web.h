// The supplier signs: pledges item by item, then the page that says what the signature does.
#pragma once

#include "market/contract/contract_sign_action.h"
#include "market/contract/contract_web.h"

struct pledge_answer {
    str value;
    str text;
    bool chosen;
};
typedef LIST(struct pledge_answer) pledge_answer_list;

struct pledge_item {
    int64_t key; // of its input: pledge_101
    int64_t number;
    str text;
    str applies; // to whom or what, or empty
    pledge_answer_list answers;
};
typedef LIST(struct pledge_item) pledge_item_list;

struct pledge_part {
    str label;
    str intro;
    str article;
    pledge_item_list items;
};

struct contract_pledge_page {
    struct frame frame;
    struct crumb crumb;
    struct purchase_part part;
    str title;
    str number;
    str institution_name;
    str kind;
    href print;
    href action;
    href back;
    href end;
    bool is_blocked;
    str obstacle;
    str obstacle_source;
    money price;
    date ends_on;
    str place;
    struct answers scope;
    str delay_name;
    str delay;
    money security_amount;
    str security;
    bool asks_lodged;  // a bond or cash
    bool asks_days;    // a bond
    str lodged_issuer; // as typed
    str lodged_number;
    str lodged_amount;
    str lodged_from;
    str lodged_until;
    int64_t total; // items of all parts
    int64_t answered;
    bool is_returned; // with something missing or wrong
    LIST(struct pledge_part) parts;
};

struct confirm_field {
    str name;
    str value;
};

struct confirm_answer {
    int64_t number;
    str text;
    str answer;
};
typedef LIST(struct confirm_answer) confirm_answer_list;

struct confirm_pledge {
    str label;
    str answers; // "예 10개"
    confirm_answer_list items;
};

struct contract_confirm_page {
    struct frame frame;
    struct crumb crumb;
    struct purchase_part part;
    str title;
    str number;
    str institution_name;
    str supplier_name;
    str kind;
    bool is_acceptance; // given to the institution, which signs after it
    str name;           // who signs
    href print;
    href action;
    href back;
    money price;
    date ends_on;
    str hash;
    str hash_short; // what people compare by eye
    str lodged;     // in words, or empty
    LIST(struct confirm_field) fields;
    LIST(struct confirm_pledge) pledges;
};

extern const struct route CONTRACT_PLEDGE_ROUTES[];
extern const size_t CONTRACT_PLEDGE_ROUTE_COUNT;
