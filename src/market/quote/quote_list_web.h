// The lists of requests: of a supplier, and of an institution.
#pragma once

#include "market/quote/quote_store.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

struct quote_list_row {
    href path;
    str title;
    str who;  // the other side
    str more; // its department, or who asks
    str state;
    str tone;
    str left; // "D-2"; empty unless an answer is awaited
    str left_tone;
    instant closes_at;
    money price;
    date valid_until;
    str wanted;  // 복사용지 A4 30상자 외 2가지
    money list;  // what the goods cost as they are listed, VAT included
    bool awaits; // the reader's answer
};

struct quote_list_page {
    struct frame frame;
    struct tabs tabs;
    bool is_supplier;
    bool is_waiting; // the list of those that wait
    str lead;        // what the list is, and its order
    struct empty empty;
    struct pager pager;
    LIST(struct quote_list_row) rows;
};

extern const struct route QUOTE_LIST_ROUTES[];
extern const size_t QUOTE_LIST_ROUTE_COUNT;
