#include "market/purchase/purchase_support_store.h"

#include <assert.h>

#include "base/limits.h"
#include "market/purchase/purchase_support_store.sql.h"

err support_store_cases(struct db *db, struct arena *a, institution_id institution, int64_t before,
                        support_case_list *out, bool *out_more)
{
    support_case_list list = {.items = NEW_ARRAY(a, LIMIT_DESK_ROWS, struct support_case)};
    struct query *q = db_query(db, &SQL_SUPPORT_CASES);
    bind_i64(q, "institution", institution.value);
    bind_i64(q, "before", before);
    bool more = query_next(q);
    while (more && list.count < LIMIT_DESK_ROWS) {
        int state = purchase_state_from(read_str(q, "state"));
        assert(state >= 0); // the schema's CHECK
        list.items[list.count++] = (struct support_case){
            .id = read_i64(q, "id"),
            .no = {read_i64(q, "no")},
            .title = read_str(q, "title"),
            .state = (enum purchase_state)state,
            .moved_at = read_instant(q, "moved_at"),
            .officer = {read_i64(q, "officer_id")},
            .officer_name = read_str(q, "officer_name"),
            .department_name = read_str(q, "department_name"),
        };
        more = query_next(q);
    }
    TRY(query_end(q));
    *out = list;
    *out_more = more;
    return NULL;
}

err support_store_happenings(struct db *db, struct arena *a, const struct purchase *p,
                             support_happening_list *out)
{
    support_happening_list list = {.items =
                                       NEW_ARRAY(a, LIMIT_SUPPORT_READS, struct support_happening)};
    struct query *q = db_query(db, &SQL_SUPPORT_HAPPENINGS);
    bind_i64(q, "institution", p->institution.value);
    bind_i64(q, "purchase", p->id.value);
    while (query_next(q) && list.count < LIMIT_SUPPORT_READS) {
        list.items[list.count++] = (struct support_happening){
            .at = read_instant(q, "at"),
            .account = {read_i64(q, "account_id")},
            .actor = read_str(q, "actor"),
            .organisation = read_str(q, "organisation"),
            .kind = read_str(q, "kind"),
            .text = read_str(q, "text"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}
