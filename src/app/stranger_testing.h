// Forms as somebody would fill them who knows the number of a thing that is not theirs, and whether
// the answer is the one that nothing gets.
#pragma once

#include "platform/web/web_testing.h"

// Ids that the stranger may name; NULL: none.
struct stranger_own {
    const char *account;   // approves
    const char *colleague; // approves too
    const char *department;
    const char *supplier; // whose offer lies in their basket
    const char *seen;     // the field that says which revision of that they saw, …
    const char *revision; // … and which
    const char *request;  // of a quote they got
    const char *draft;    // of a purchase
    const char *wanted;   // they may answer
};

// Forms that take whatever they name when it is the stranger's own: stranger_test shows it.
#define STRANGER_OWN_FORMS                                                                         \
    "/buyer/org/lines", "/buyer/org/people", "/buyer/org/delegations", "/buyer/purchases"
bool stranger_takes_own(str path);

// What is compared of an answer: as if no number had been named, and without the keys of forms.
struct stranger_seen {
    int status;
    str location;
    str body;
};

const char *stranger_number(const struct web_test *web, int64_t no);
// Post every field a form of the site may have, filled so that its reader is content; `first` goes
// before them, since of a name the first counts. `no`: where a form names the thing once more.
struct web_answer stranger_post(struct web_test *web, const struct stranger_own *own,
                                const char *path, const struct web_field *first, int64_t no);
struct stranger_seen stranger_see(const struct web_test *web, struct web_answer a, int64_t no);
// Fails the test unless both are the same to the letter.
void stranger_check_same(const char *path, const char *noun, struct stranger_seen mine,
                         struct stranger_seen nobodys);
