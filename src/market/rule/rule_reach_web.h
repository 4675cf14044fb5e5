// The open cases that a proposed change of the law would touch.
#pragma once

#include "market/rule/rule_reach.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

extern const struct route REACH_ROUTES[];
extern const size_t REACH_ROUTE_COUNT;

struct reach_line {
    public_no no;
    href replay; // the operators' page of its answers
    str state;
    bool is_asked;
    str now;  // "1인 견적 수의계약"
    str then; // empty: the same way
    str what; // "계약방법, 1인 견적 한도"; or for what a later step reads the row
};

struct reach_page {
    struct frame frame;
    struct crumb crumb;
    str row_id;
    date first_day;   // from which it speaks; DATE_NONE: since ever
    date coming;      // by which steps to come are judged here
    bool is_compared; // cases were asked
    bool by_request;  // of those, who asked for quotes by that day
    bool is_read;     // later steps read rows like this one
    bool is_bound;    // … those of cases under contract too
    str what;         // for what
    int64_t seen;     // open cases that were looked at
    int64_t asked;    // of those
    int64_t read;     // of those: not touched, and a later step reads the row
    bool is_cut;      // there are more of them than are looked at at once
    int64_t touched;  // of those asked
    int64_t moved;    // of those touched: another way of buying
    int64_t kept;     // of those touched: the same way, on another ground or other terms
    int64_t unread;   // of them with a question that cannot be read
    LIST(struct reach_line) rows; // LIMIT_DESK_ROWS of those touched or read
    href next;                    // to the older ones; empty: no more
};
