// Applications and the operator's decisions as rows.
#pragma once

#include "base/pdf_verdict.h"
#include "market/party/party_member_store.h"

// What happened to a sign-up.
struct review_line {
    instant at;
    str decision; // applied, approved, returned, suspended, restored
    str reason;
    str name;      // who applied or decided
    str file_name; // of an application
};
typedef LIST(struct review_line) review_line_list;

struct application {
    account_id account; // NO_ID: nobody applied
    str name;
    str email;
    str phone;
    str title;
    str department_name;
    file_id file;
    str file_name;
    enum pdf_verdict looked; // of the file
    str terms_version;
    instant applied_at;
};

err review_store_add(struct db *db, struct party_place place, str decision, str reason,
                     account_id by, instant now);
// At most LIMIT_DESK_ROWS, the newest first.
err review_store_list(struct db *db, struct arena *a, struct party_place place,
                      review_line_list *out);
err application_store_add(struct db *db, struct party_place place, const struct application *p,
                          instant now);
// The newest; one of nobody when there is none.
err application_store_newest(struct db *db, struct party_place place, struct application *out);
