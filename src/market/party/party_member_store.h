// Roles as rows: who holds which at a party, from a day to a day. Nothing is removed.
#pragma once

#include "market/party/party.h"
#include "platform/db/db.h"

// A party as rows name it: one of the two.
struct party_place {
    institution_id institution;
    supplier_id supplier;
};

struct member {
    membership_id id; // not of a list
    public_no no;
    account_id account;
    str name;
    str email;
    str phone;
    bool is_active; // the account
    bool has_second_factor;
    enum party_role role;
    str title;
    str department_name;
    date first_day;
    date last_day; // DATE_NONE: open
    str grant_reason;
    str end_reason;
    bool has_ended; // before today
};
typedef LIST(struct member) member_list;

struct new_member {
    public_no no;
    account_id account;
    struct party_place place;
    department_id department; // or NO_ID
    enum party_role role;
    str title;
    date first_day;
    date last_day;       // DATE_NONE: open
    account_id given_by; // NO_ID: an applicant's own
    str reason;
};

err member_store_add(struct db *db, const struct new_member *m, instant now, membership_id *out);
// At most `count` whose name or log-in name holds `text`, those that hold first, going on after a
// row.
err member_store_list(struct db *db, struct arena *a, struct party_place place, str text,
                      public_no after, date today, size_t count, member_list *out);
err member_store_count(struct db *db, struct party_place place, date today, int64_t *out);
// Fails with PARTY_UNKNOWN, also when it is another party's.
err member_store_find(struct db *db, struct party_place place, public_no no, date today,
                      struct member *out);
// Does the person hold the role on any day of m's time already?
err member_store_overlaps(struct db *db, const struct new_member *m, bool *out);
// How many others hold the role today without a last day.
err member_store_others(struct db *db, struct party_place place, const struct member *m, date today,
                        int64_t *out);
// Fails with PARTY_CHANGED when it has that last day or an earlier one already.
err member_store_end(struct db *db, const struct member *m, date last_day, account_id by,
                     str reason, instant now);
err member_store_end_all(struct db *db, struct party_place place, date last_day, str reason,
                         instant now);
err member_store_end_sessions(struct db *db, struct party_place place, account_id account,
                              instant now);
err member_store_end_party_sessions(struct db *db, struct party_place place, instant now);
