// Support views as rows.
#pragma once

#include "market/party/party_support.h"
#include "platform/db/db.h"

typedef LIST(struct support_view) support_view_list;
typedef LIST(struct support_read) support_read_list;
typedef LIST(account_id) support_admin_list;

// What may be left out is NO_ID, or 0.
struct support_filter {
    institution_id institution;
    account_id account;
    public_no no;
    instant open_at;
};

err support_store_add(struct db *db, struct support_view *v);
// Fails with SUPPORT_NEEDED when it is over already.
err support_store_end(struct db *db, const struct support_view *v, instant now);
// At most LIMIT_DESK_ROWS, the newest first.
err support_store_list(struct db *db, struct arena *a, const struct support_filter *filter,
                       support_view_list *out);
err support_store_add_read(struct db *db, int64_t view, enum support_page page,
                           purchase_id purchase, instant now);
// At most LIMIT_SUPPORT_READS, the newest first.
err support_store_list_reads(struct db *db, struct arena *a, int64_t view, support_read_list *out);
// At most LIMIT_DESK_ROWS.
err support_store_admins(struct db *db, struct arena *a, institution_id institution, date today,
                         support_admin_list *out);
