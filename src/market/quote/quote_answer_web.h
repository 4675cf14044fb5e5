// The supplier's page of a request: what is asked, the form of the answer, and its confirmation.
#pragma once

#include "market/purchase/purchase_part_web.h"
#include "market/purchase/purchase_scope_web.h"
#include "market/quote/quote_part_web.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

struct quote_answer_row {
    int64_t seq;
    str title;
    href seen; // the offer as the institution saw it; none: it goes on without this request
    str unit;
    int64_t quantity;
    money list_price;
    bool is_exempt;
    str price_text; // as typed
    str by_text;
    money price; // as read
    money amount;
    date by;
    bool is_late; // promised after the needed day
};

struct quote_answer_page {
    struct frame frame;
    struct crumb crumb;
    struct purchase_part part;
    bool is_live; // the case goes on with this request
    str title;
    public_no no;
    str state;
    str tone;
    str institution_name;
    str department_name;
    str officer_name;
    str institution_phone;
    str supplier_name;
    str object;
    str message;
    str delivery_place;
    struct answers scope;
    date deliver_by;
    instant asked_at;
    instant closes_at;
    str note_tone; // of what is said on top; empty: nothing
    str note_icon;
    str note;
    bool may_answer;
    bool may_decline;
    bool is_again;    // an earlier answer is replaced
    bool shows_items; // what was asked, with what was offered of it
    bool is_folded;   // the form stands behind that answer
    money asked;      // what the form comes to, for who has no scripts; 0: not known yet
    str valid_text;
    str earliest;
    str remark;
    str decline_reason; // as typed
    money supply;
    money vat;
    money price;
    date valid_until;
    date last_day; // of the promised ones
    bool any_late;
    LIST(struct quote_answer_row) lines;
    quote_given_rows given;
    href action;
    href decline;
};

extern const struct route QUOTE_ANSWER_ROUTES[];
extern const size_t QUOTE_ANSWER_ROUTE_COUNT;
