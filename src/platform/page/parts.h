// What the shared partials of a page show: plain rows, filled by handlers, drawn by the .html file
// of the same name beside this header.
//
// A `tone` is a class of the style sheet, named at its field; web/README.md shows each part.
#pragma once

#include "base/date.h"
#include "base/fault.h"
#include "base/money.h"
#include "base/str.h"
#include "platform/page/put.h"

// Where am I.
struct crumb_link {
    str text;
    href path;
};

struct crumb {
    LIST(struct crumb_link) links;
    str here; // this page
};

#define CRUMB_LINKS_MOST 5 // the first page, and four of a tree

// One more page above this one.
void crumb_add(struct arena *a, struct crumb *c, str text, href path);
// Of a page right below that one.
struct crumb crumb_below(struct arena *a, str text, href path, str here);

// Sides of one record, each with its own address.
struct tab {
    str text;
    href path;
    int64_t count; // shown when not 0
    bool current;
};

struct tabs {
    str label; // for screen readers
    LIST(struct tab) items;
};

// The way of a purchase: 요청·결재, 견적·선정, 계약, 이행·납품, 검사, 대금 지급, 실적.
struct step {
    int64_t number;
    str text;
    str when; // day, term or "자동"
    str who;  // acts here; empty once done
    bool done;
    bool current;
    bool stopped; // refused, cancelled
};

struct steps {
    LIST(struct step) items;
};

// Who does what by when: the first thing read on a record.
struct duty {
    str tone; // "" the reader acts · "wait" another acts · "late" · "done"
    str who;
    str what;
    instant due_at; // 0: no term
    str due_name;   // what this day is called, or empty: the day to do it by
    str left;       // "D-1", "2일 지남", "기한 없음"; empty: nothing is left to do
    str missing;    // what is still missing, or empty
    str said;       // what somebody wrote who sent it back, or empty
    str source;     // the article of the term, or empty
    str button;     // empty: nothing to press
    href path;
    str other; // a second way, or empty
    href other_path;
};

struct todo_item {
    str tone; // of the term: "" today or late · "soon" · "far"
    str left; // "오늘", "D-2"
    str text;
    str more; // supplier, amount
    str button;
    href path;
};

struct todo {
    LIST(struct todo_item) items;
    str none; // said when there is nothing
};

struct happening {
    str tone; // "" · "now" · "ok" · "bad"
    instant at;
    str text;
    str who;
    str said;  // opinion or reason, or empty
    href path; // of the record it speaks of, or empty
};

struct timeline {
    LIST(struct happening) items; // the newest first
};

struct fact {
    str name;
    str value;
    str more; // small print under the value, or empty
};

struct kv {
    LIST(struct fact) items;
};

// Photos before and after a change, side by side.
struct small_photo {
    href small; // none: it was not made, or not yet
    href large;
    str text;       // what it shows
    str mark;       // what parts it from the other side, or empty
    str marked;     // the tone of that
    str hidden_why; // an operator hid it, or empty
    date hidden_on;
};
typedef LIST(struct small_photo) small_photo_list;

struct photo_pair {
    str before_label;
    str after_label;
    small_photo_list before;
    small_photo_list after;
};

// A box of what was asked and answered, line by line as it was typed; nothing where nothing was.
struct answers {
    str heading;
    str note; // what they are for whoever reads
    LIST(struct fact) items;
};

struct sum_line {
    str name;
    money amount;
    bool less; // taken off
};

struct sum {
    LIST(struct sum_line) items;
    str total_name; // says whether VAT is inside
    money total;
    str note; // what is to be said of the total, or empty
};

// Nothing here yet, and what to do about it.
struct empty {
    str title;
    str text;
    str button; // empty: nothing to press
    href path;
};

// An error page's words; the dispatcher fills it from a fault.
struct trouble {
    int64_t status;
    str title;
    str text;
    str source; // the article behind a refusal, or empty
    str trace;  // for the phone call, or empty
    href back;
};

// Lists are paged by key: no page numbers.
struct pager {
    int64_t total;
    str counter;   // what the total is counted in: 곳, 명; empty: 건
    href previous; // empty: first page
    href next;     // empty: last page
};

// Shares against their goals. bullet_place fills bar and tick.
struct bullet {
    str name;
    basis_points share;
    basis_points goal;
    money bought;
    bool reached;
    int64_t bar;  // of 1000
    int64_t tick; // of 1000
};

struct bullets {
    str title; // of the table
    str note;  // "2026. 10. 31. 집계"
    LIST(struct bullet) items;
};

// Lengths on one common scale, so that bars can be compared by eye.
void bullets_place(struct bullets *b);
// Each on the scale of its own goal, all ticks in one place: how far each has come, where goals are
// too unlike to share a scale. `reached` is left as the caller judged it.
void bullets_place_to_goal(struct bullets *b);

// Districts as tiles in their rough places. tiles_place fills x, y, level and the size.
struct tile {
    str name;
    int64_t column; // 0 leftmost
    int64_t row;    // 0 topmost
    basis_points share;
    money amount;
    href path; // empty: no link
    int64_t x;
    int64_t y;
    int64_t text_x;
    int64_t name_y;
    int64_t value_y;
    int64_t level; // 0 … 4, the darker the larger
};

struct tile_map {
    str title;
    LIST(struct tile) items;
    int64_t width;
    int64_t height;
};

void tiles_place(struct tile_map *map);
