// The operators' page of the public list of product numbers.
#pragma once

#include "market/number/number.h"
#include "platform/form/form.h"
#include "platform/page/frame.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

#define NUMBER_PATH "/admin/numbers"

extern const struct route NUMBER_ROUTES[];
extern const size_t NUMBER_ROUTE_COUNT;

// A number, and what names it.
struct number_line {
    str no;
    str kind; // 물품분류번호, 세부품명번호
    str name;
    str name_en;
    instant ended_at; // 0: in use
    str category;     // one that names it, or empty
    href category_path;
    str more;      // 외 2개
    str products;  // 상품 12건, or empty
    bool is_named; // by a category or a product
};

struct number_run_line {
    instant at;
    instant moved_at;
    str what; // 전부, 바뀐 것
    str days;
    str who;
    int64_t pages;
    int64_t added;
    int64_t changed;
    int64_t ended;
    str state;
    str tone;
    str sentence;
    href path; // of what it changed; empty: nothing
};

struct number_change_line {
    str no;
    str what; // 더함, 바뀜, 끝남
    str tone;
    str was;
    str now;
};

struct number_page {
    struct frame frame;
    str said;
    bool is_on;
    bool is_reading;
    str trouble; // the sentence of the last run that failed or waits, or empty
    str trouble_title;
    int64_t numbers; // in use
    int64_t calls;   // of today
    int64_t calls_most;
    str q;
    LIST(struct number_line) found;
    struct empty nothing;
    LIST(struct number_line) ended;
    LIST(struct number_run_line) runs;
    LIST(struct number_change_line) changes;
    instant changes_of; // when their run began
    str changes_note;   // that there are more
};
