// A refusal, declared once: its kind, its code, its words and the law behind it.
//
// NULL is success. Faults are constants compared by address; TRY returns one upwards.
#pragma once

enum fault_kind {
    FAULT_INVALID,  // what was typed cannot be read: 422
    FAULT_MISSING,  // no such thing, or another's: 404
    FAULT_REFUSED,  // a rule says no: 422
    FAULT_DENIED,   // this role may not knock here: 403
    FAULT_CONFLICT, // somebody else was first: 409
    FAULT_BUSY,     // try again in a moment: 503
    FAULT_BROKEN,   // machinery failed: 500
    FAULT_KIND_COUNT
};

struct fault {
    enum fault_kind kind;
    const char *code;   // "contract.bond_too_small": for logs, tests and the outside; never changes
    const char *text;   // what the person reads: what, why, how to mend
    const char *source; // the article that says so, or NULL
};

// The source of a refusal in market/ that no article stands behind: the house says so, or sense. It
// shows as nothing. tools/lint asks that one of the two be said.
#define FAULT_OWN_RULE NULL

typedef const struct fault *err; // NULL: it worked

// Return the fault upwards. Arena and unit leave nothing to clean.
#define TRY(call)                                                                                  \
    do {                                                                                           \
        err try_err_ = (call);                                                                     \
        if (try_err_ != NULL) {                                                                    \
            return try_err_;                                                                       \
        }                                                                                          \
    } while (0)

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

// A counted list inside a struct: items may be NULL when count is 0.
#define LIST(type)                                                                                 \
    struct {                                                                                       \
        type *items;                                                                               \
        size_t count;                                                                              \
    }
