// The chain of deeds as lines to read, and what its verifications found.
#pragma once

#include "base/id.h"
#include "platform/db/db.h"
#include "platform/unit/unit.h"

extern const struct fault AUDIT_NO_SUCH_PERSON; // INVALID
extern const struct fault AUDIT_NO_SUCH_PARTY;  // INVALID
extern const struct fault AUDIT_NO_SUCH_OBJECT; // INVALID

// What is asked for; an empty field asks for everything.
struct audit_filter {
    str lane;         // of the chain
    bool is_platform; // only the platform's own chains
    date day;
    str act; // or how it begins: "contract."
    account_id person;
    str object;
    int64_t object_id;
    bool with_views; // also that personal data was shown: 접속기록 has those
};

// Where a page goes on: before this line. AUDIT_NEWEST: from the top.
struct audit_key {
    instant at;
    int64_t n;
};
#define AUDIT_NEWEST ((struct audit_key){.at = {INT64_MAX}, .n = INT64_MAX})
// "AT.N" as an address carries it; AUDIT_NEWEST when it is none.
struct audit_key audit_key_parse(str text);

struct audit_line_read {
    struct audit_key key;
    instant at;
    int64_t seq;          // within its chain
    str party;            // whose chain
    account_id account;   // 0: a visitor or the machine
    public_no account_no; //
    str account_name;
    account_id behalf; // in whose place; 0: nobody's
    str behalf_name;
    str role;
    str address;
    str act;
    str object;
    public_no object_no; // 0: the object has none
    str reason;
    str hash;
};

typedef LIST(struct audit_line_read) audit_lines;

// At most `count` lines before `key`, the newest first.
err audit_store_list(struct db *db, struct arena *a, const struct audit_filter *filter,
                     struct audit_key key, size_t count, audit_lines *out);

// A person by log-in name or number. With `institution` only one who has or had a role there.
// Fails with AUDIT_NO_SUCH_PERSON.
err audit_store_find_person(struct db *db, str text, institution_id institution, account_id *out);
// The chain of a party, by number or whole name. Fails with AUDIT_NO_SUCH_PARTY.
err audit_store_find_party(struct db *db, str text, str *out_lane);
// A record by its kind and number. Fails with AUDIT_NO_SUCH_OBJECT.
err audit_store_find_object(struct db *db, str object, public_no no, int64_t *out_id);

// A verification of all chains.
struct audit_check {
    public_no no;
    str name; // who asked
    instant checked_at;
    int64_t took_us;
    int64_t row_count;
    int64_t lane_count;
    int64_t bad_count; // chains with a wrong row
};

struct audit_check_lane {
    struct audit_lane lane;
    str party;
};

typedef LIST(struct audit_lane) audit_lanes;
typedef LIST(struct audit_check) audit_checks;
typedef LIST(struct audit_check_lane) audit_check_lanes;

err audit_store_add_check(struct db *db, const struct audit_check *c, account_id by,
                          const audit_lanes *lanes);
// At most `count`, the newest first.
err audit_store_list_checks(struct db *db, struct arena *a, size_t count, audit_checks *out);
// At most `count` chains of a verification after the first `skipped`, the wrong ones first.
err audit_store_list_check_lanes(struct db *db, struct arena *a, public_no no, int64_t skipped,
                                 size_t count, audit_check_lanes *out);
