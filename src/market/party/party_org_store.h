// Departments, approval lines and delegations as rows: every statement names the institution.
#pragma once

#include "market/party/party_org.h"
#include "platform/db/db.h"

#define ORG_ROWS_MAX 300        // departments, lines or approvers of one institution
#define DELEGATION_ROWS_MAX 100 // shown of the newest

typedef LIST(struct department) department_list;
typedef LIST(struct approval_line) approval_line_list;
typedef LIST(struct delegation) delegation_list;

struct approver {
    account_id id;
    public_no no;
    str name;
    str email;
};
typedef LIST(struct approver) approver_list;

err department_store_list(struct db *db, struct arena *a, institution_id institution, date today,
                          department_list *out);
// Fails with PARTY_UNKNOWN, also when it is another's.
err department_store_find(struct db *db, institution_id institution, public_no no, date today,
                          struct department *out);
// Is there another than d of its name?
err department_store_is_known(struct db *db, institution_id institution, const struct department *d,
                              bool *out);
err department_store_add(struct db *db, institution_id institution, struct department *d);
// Name and state. Fails with PARTY_CHANGED.
err department_store_save(struct db *db, institution_id institution, const struct department *d);

err line_store_list(struct db *db, struct arena *a, institution_id institution, date today,
                    approval_line_list *out);
// Fails with LINE_UNKNOWN.
err line_store_find(struct db *db, struct arena *a, institution_id institution, public_no no,
                    date today, struct approval_line *out);
err line_store_is_taken(struct db *db, institution_id institution, const struct approval_line *l,
                        bool *out);
err line_store_add(struct db *db, institution_id institution, struct approval_line *l);
// Fails with PARTY_CHANGED when it ends that day or earlier already.
err line_store_end(struct db *db, institution_id institution, const struct approval_line *l,
                   date last_day);
// Who may be named in a line or act for somebody, by name.
err approver_store_list(struct db *db, struct arena *a, institution_id institution, date today,
                        approver_list *out);

// Of one person, or (NO_ID) of everybody.
err delegation_store_list(struct db *db, struct arena *a, institution_id institution,
                          account_id account, date today, delegation_list *out);
// Fails with DELEGATION_UNKNOWN, also when it is not of `account` (NO_ID: whoever's).
err delegation_store_find(struct db *db, struct arena *a, institution_id institution,
                          account_id account, public_no no, date today, struct delegation *out);
err delegation_store_overlaps(struct db *db, institution_id institution, const struct delegation *d,
                              bool *out);
err delegation_store_add(struct db *db, institution_id institution, struct delegation *d,
                         instant now);
// Fails with PARTY_CHANGED when it was revoked already.
err delegation_store_revoke(struct db *db, institution_id institution, const struct delegation *d,
                            instant now);
