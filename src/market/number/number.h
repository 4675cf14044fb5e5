// The public list of product numbers (물품목록정보), read into tables of our own.
//
// A run reads numbers of 2, 4, 6, 8 and 10 digits, page by page. What it read takes the place of
// what was known only when all pages fit together; what is gone is ended, never removed.
#pragma once

#include "gateway/registry/registry.h"

enum number_kind { NUMBER_WHOLE, NUMBER_CHANGES, NUMBER_KIND_COUNT };
enum number_state { NUMBER_READING, NUMBER_DONE, NUMBER_FAILED, NUMBER_STATE_COUNT };

struct number_run {
    int64_t id;
    enum number_kind kind;
    enum number_state state;
    str account_name; // who asked for it; empty: the night did
    date from;        // of changes; DATE_NONE: the whole list
    date until;
    int digits;
    int64_t page;
    int64_t total; // -1: not known yet
    int64_t restarts;
    int64_t tries;
    int64_t pages;
    int64_t added;
    int64_t changed;
    int64_t ended;
    str code;
    str sentence;
    instant started_at;
    instant moved_at;
    int64_t version;
};

// What comes of a page.
enum number_step {
    NUMBER_NEXT_PAGE,
    NUMBER_NEXT_DIGITS,
    NUMBER_COMPLETE, // that was the last page of all
    NUMBER_AGAIN,    // the pages do not fit together: these digits from their first page
    NUMBER_STEP_COUNT
};

const char *number_kind_word(enum number_kind kind);
const char *number_state_word(enum number_state state);
enum number_kind number_kind_from(str word);
enum number_state number_state_from(str word);

#define NUMBER_FIRST_DIGITS 2
#define NUMBER_LAST_DIGITS 10

// Where a run goes from a page with these rows, of `staged` different numbers of its digits so far,
// this page's among them. The whole list names a number once; what changed may name one each time
// it did, so there the rows of its full pages are what counts. Pure.
enum number_step number_step_of(const struct number_run *run, int64_t total, int64_t rows,
                                int64_t staged);

// What the list says of a number that somebody typed.
enum number_standing {
    NUMBER_UNJUDGED, // none was typed, or no list was read yet
    NUMBER_IN_USE,
    NUMBER_ENDED,
    NUMBER_UNKNOWN,
    NUMBER_STANDING_COUNT
};

struct number_word {
    enum number_standing standing;
    str name;
    date ended_on; // when its end was read
    str instead;   // in use under the same name, or empty
};

// What is wrong with it, and how to mend it; empty: nothing.
str number_trouble(struct arena *a, const struct number_word *word);

// What the list said of a 물품식별번호 when it was asked for it.
enum item_number_state {
    ITEM_NO_UNREAD,
    ITEM_NO_KNOWN,
    ITEM_NO_UNKNOWN,
    ITEM_NO_ENDED,
    ITEM_NO_STATE_COUNT
};

struct item_number {
    str no;
    enum item_number_state state;
    bool waits; // it is to be asked for
    int64_t tries;
    str name;
    str detail_no;
};

const char *item_number_word(enum item_number_state state);
enum item_number_state item_number_from(str word);

// What is wrong with it beside this 세부품명번호 (or none), and how to mend it; empty: nothing, or
// nothing is known yet.
str item_number_trouble(struct arena *a, const struct item_number *item, str detail_no);

// Whether a whole reading that would end so many of the numbers in use is believed: not when it
// has none, nor when more than `percent` of a hundred would go.
bool number_is_believable(int64_t in_use, int64_t would_end, int64_t read, int64_t percent);
