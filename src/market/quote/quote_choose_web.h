// The officer's page of a request: the answer beside the list price, the market and the need.
#pragma once

#include "market/purchase/purchase_part_web.h"
#include "market/purchase/purchase_scope_web.h"
#include "market/quote/quote_part_web.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

struct quote_choose_row {
    str title;
    str unit;
    int64_t quantity;
    money list_price;
    money price; // answered; zero: none
    money amount;
    str change;       // of the unit price against the list price: "-3.8%"
    str change_class; // c-bad above it, c-ok below, or empty
    money market;     // the lowest of other suppliers; zero: nobody offers it
    str market_name;  // whose
    href market_path; // their offer
    bool is_dearer;   // than that
    money dearer_by;
    date by;
    bool is_late;
};

struct quote_choose_page {
    struct frame frame;
    struct crumb crumb;
    struct purchase_part part;
    bool is_live; // the case goes on with this request
    str title;
    public_no no;
    str state;
    str tone;
    str supplier_name;
    str officer_name;
    str message;
    str delivery_place;
    struct answers scope;
    date deliver_by;
    instant asked_at;
    instant closes_at;
    str note_tone;
    str note_icon;
    str note;
    bool has_quote;
    public_no quote; // the newest
    int64_t revision;
    money list;
    money list_supply; // 추정가격
    money price;
    money supply;
    money vat;
    str change_won; // "-110,000원"
    str change_bp;  // "-3.8%"
    str change_class;
    bool is_above_list;
    bool is_above_estimate;
    date last_day;
    bool any_late;
    date valid_until;
    str valid_left; // "D-16"
    bool is_expired;
    bool any_market;
    bool any_dearer;
    str remark;
    str given_by;
    instant given_at;
    str decline_reason;
    bool may_choose;
    bool may_ask;    // again
    bool may_revise; // back to the draft
    str reason;      // as typed
    LIST(struct quote_choose_row) lines;
    quote_given_rows given;
    href action;
    href ask;
    href revise;
    href goods;      // where others are looked for
    bool is_over;    // the firm will not or did not answer
    bool is_stuck;   // and nobody else sells the same
    bool may_change; // to another firm: this one does not sell it now, and somebody else does
    str other_name;  // who sells the first item of which that is true
    money other_price;
    href other; // their offer
    href case_path;
};

extern const struct route QUOTE_CHOOSE_ROUTES[];
extern const size_t QUOTE_CHOOSE_ROUTE_COUNT;
