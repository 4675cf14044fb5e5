// Support view: an operator looks at the cases of one institution, for a reason and a time, and the
// institution sees who looked when, why and at what.
//
// Pure. There is no other way for an operator to an institution's cases, and none to quotes.
#pragma once

#include "base/date.h"
#include "base/fault.h"
#include "base/id.h"
#include "base/str.h"

extern const struct fault SUPPORT_UNKNOWN; // MISSING: none, or another operator's
extern const struct fault SUPPORT_NEEDED;  // DENIED: none was begun, or its time is over
extern const struct fault SUPPORT_OPEN;    // CONFLICT: one of this institution is open already

struct support_view {
    int64_t id;
    public_no no;
    institution_id institution;
    public_no institution_no;
    str institution_name;
    account_id account; // the operator
    str by_name;
    str reason;
    instant begun_at;
    instant ends_at; // by itself, or sooner by hand
    int64_t read_count;
};

enum support_page { SUPPORT_CASES, SUPPORT_CASE, SUPPORT_REPLAY, SUPPORT_PAGE_COUNT };

// What was looked at.
struct support_read {
    instant read_at;
    enum support_page page;
    public_no case_no; // NO_ID: the list
    str case_title;
};

const char *support_page_word(enum support_page page);
int support_page_from(str word); // -1: unknown
str support_page_label(enum support_page page);
bool support_is_open(const struct support_view *v, instant now);
