#include "market/party/party_store.h"

#include <assert.h>

#include "market/party/party_store.sql.h"

err party_list_holders(struct db *db, struct arena *a, institution_id institution,
                       supplier_id supplier, uint64_t rights, date today, account_list *out)
{
    struct query *q = db_query(db, &SQL_PARTY_HOLDERS);
    bind_id(q, "institution", institution.value);
    bind_id(q, "supplier", supplier.value);
    bind_date(q, "today", today);
    account_list list = {.items = NEW_ARRAY(a, PARTY_HOLDERS_MAX, account_id)};
    while (query_next(q) && list.count < PARTY_HOLDERS_MAX) {
        int role = party_role_from(read_str(q, "role"));
        account_id account = {read_i64(q, "account_id")};
        assert(role >= 0); // the schema's CHECK
        bool listed = list.count > 0 && list.items[list.count - 1].value == account.value;
        if (!listed && (party_role_rights((enum party_role)role) & rights) != 0) {
            list.items[list.count++] = account;
        }
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}
