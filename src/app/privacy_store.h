// 접속기록 as lines to read. Written by platform/unit/access.
#pragma once

#include "app/audit_store.h"

extern const struct fault PRIVACY_NO_SUCH_RECORD; // MISSING

// What is asked for; an empty field asks for everything.
struct privacy_filter {
    instant from; // first moment
    instant to;   // the moment after the last
    account_id viewer;
    account_id reviewer; // whose looks at these records are left out
    str kind;            // of the person seen: account or supplier
    int64_t subject;
};

struct privacy_entry {
    int64_t id;
    public_no no;
    instant at;
    account_id account; // 0: a visitor
    public_no account_no;
    str name;
    str role;
    str address;
    str act;
    str reason;
    int64_t subject_count;
};

struct privacy_subject {
    str kind;
    int64_t id;
    public_no no;
    str name;
};

struct privacy_viewer {
    account_id account;
    public_no no;
    str name;
    int64_t entry_count;
    int64_t person_count;
};

struct privacy_alarm {
    account_id account;
    public_no no;
    str name;
    date day;
    bool is_refused; // else unusual
    int64_t person_count;
};

struct privacy_review {
    instant at; // 0: not yet
    str name;
    str opinion;
};

typedef LIST(struct privacy_entry) privacy_entries;
typedef LIST(struct privacy_subject) privacy_subjects;
typedef LIST(struct privacy_alarm) privacy_alarms;

// Who saw the most, and the sums of all.
struct privacy_top {
    LIST(struct privacy_viewer) viewers;
    int64_t entry_count;
    int64_t person_count;
};

// At most `count` records before `key`, the newest first.
err privacy_store_list(struct db *db, struct arena *a, const struct privacy_filter *filter,
                       struct audit_key key, size_t count, privacy_entries *out);
// At most `count` viewers.
err privacy_store_top(struct db *db, struct arena *a, const struct privacy_filter *filter,
                      size_t count, struct privacy_top *out);
// At most `count`, the newest first.
err privacy_store_alarms(struct db *db, struct arena *a, const struct privacy_filter *filter,
                         size_t count, privacy_alarms *out);
// The person a text names. Fails with AUDIT_NO_SUCH_PERSON.
err privacy_store_find_subject(struct db *db, struct arena *a, str text,
                               struct privacy_filter *out);
// Fails with PRIVACY_NO_SUCH_RECORD.
err privacy_store_find(struct db *db, public_no no, struct privacy_entry *out);
err privacy_store_list_subjects(struct db *db, struct arena *a, int64_t id, size_t count,
                                privacy_subjects *out);
// `month` is 202611.
err privacy_store_find_review(struct db *db, int64_t month, struct privacy_review *out);
