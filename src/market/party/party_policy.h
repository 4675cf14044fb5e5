// What an institution asks of itself beyond the law: lower limits, hands kept apart, and rules for
// its people's passwords.
//
// Pure. A policy holds from its first day to its last; it is never edited, only ended. It can make
// the law, and what the site asks of a password, stricter and nothing else.
#pragma once

#include "market/law/law_pack.h"
#include "market/party/party.h"

enum policy_kind {
    POLICY_ONE_QUOTE,       // 1인 견적 자체 한도
    POLICY_CEILING,         // 수의계약 자체 한도
    POLICY_APART,           // who approved does not inspect
    POLICY_PASSWORD_LENGTH, // characters at least
    POLICY_PASSWORD_KINDS,  // kinds of characters at least
    POLICY_PASSWORD_DAYS,   // days a password lasts
    POLICY_PASSWORD_LAST,   // the last so many do not come again
    POLICY_KIND_COUNT
};

struct policy {
    int64_t id;
    public_no no;
    enum policy_kind kind;
    money value;   // without VAT; of a limit, else zero
    int64_t count; // of a rule for passwords, else 0
    date first_day;
    date last_day; // the earlier of the one set at first and the one set later; DATE_NONE: open
    str reason;
    str by_name;
    str end_reason; // empty: not ended by hand
};

extern const struct fault POLICY_UNKNOWN;      // MISSING
extern const struct fault POLICY_NEEDS_LIMIT;  // INVALID: a limit without a sum
extern const struct fault POLICY_NOT_STRICTER; // REFUSED: not below the law's own limit
extern const struct fault POLICY_COUNT_OUT;    // INVALID: no number that a password rule may have
extern const struct fault POLICY_BEGINS_PAST;  // INVALID
extern const struct fault POLICY_SAME;         // REFUSED: one that holds as long says the same
extern const struct fault POLICY_ENDED;        // CONFLICT: its last day was set already
extern const struct fault POLICY_END_LATER;    // INVALID: behind the last day that it has

const char *policy_kind_word(enum policy_kind kind);
int policy_kind_from(str word); // -1: unknown
str policy_kind_label(enum policy_kind kind);
bool policy_is_limit(enum policy_kind kind);
bool policy_is_password(enum policy_kind kind);
// "12자 이상", "90일마다"; of a rule for passwords.
str policy_count_words(struct arena *a, enum policy_kind kind, int64_t count);

// What the chain of deeds keeps the hash of: as it was added, and as it was ended.
str policy_content(struct arena *a, const struct policy *p);

// Where a limit lies beside those of the law on a day.
enum policy_bite {
    POLICY_BITES,           // below one of its sums
    POLICY_BITES_UNLIMITED, // only below what the law sets no limit to
    POLICY_BITES_NOTHING,
};
enum policy_bite policy_bite_on(const struct law *law, enum law_regime regime,
                                const struct policy *p, date on, struct arena *arena);

// Does the older one say the same as `p`, on every day that `p` would hold?
bool policy_is_same(const struct policy *older, const struct policy *p);

// Does it make the law or the site stricter? A limit has to lie below the widest that the law gives
// anybody of this regime on its first day, a rule for passwords beyond what the site asks of all.
// Fails with POLICY_COUNT_OUT, POLICY_NEEDS_LIMIT, POLICY_NOT_STRICTER.
err policy_check(const struct law *law, enum law_regime regime, const struct policy *p,
                 struct arena *arena);
