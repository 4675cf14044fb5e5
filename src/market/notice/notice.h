// A notice: a line in a person's inbox that leads to what happened, and the message that carries it
// to the phone.
//
// Pure: no clock, no database, no HTTP. The words used are in README.md.
#pragma once

#include "base/date.h"
#include "base/fault.h"
#include "base/id.h"
#include "base/str.h"

extern const struct fault NOTICE_UNKNOWN; // MISSING: no such notice, or another's

struct notice {
    public_no no;
    str kind;  // quote.asked
    str title; // at most LIMIT_NAME characters
    str text;
    str path; // local: where it leads
    instant created_at;
    instant read_at; // 0: unread
};

// Where the message of a notice stands at the dealer's.
enum message_state {
    NOTICE_MESSAGE_INTENDED, // written down, perhaps not yet sent
    NOTICE_MESSAGE_ACCEPTED,
    NOTICE_MESSAGE_REFUSED, // for good; the inbox still has it
    NOTICE_MESSAGE_UNKNOWN, // perhaps accepted: ask before sending again
    NOTICE_MESSAGE_STATE_COUNT
};

const char *notice_message_word(enum message_state state);
int notice_message_from(str word); // -1: no such word

// The text as the phone shows it: the name of the site, the title, the text.
// Cut after `length_max` characters.
str notice_message_text(struct arena *a, str title, str text, size_t length_max);
