#include "market/party/party_org_store.h"

#include "market/party/party_org_store.sql.h"

static err read_flag(struct query *q, bool *out)
{
    *out = query_next(q) && read_i64(q, "count") > 0;
    return query_end(q);
}

// --- Departments ---------------------------------------------------------------------------------

static struct department read_department(struct query *q)
{
    return (struct department){
        .id = {read_i64(q, "id")},
        .no = {read_i64(q, "no")},
        .name = read_str(q, "name"),
        .is_closed = !str_equals(read_str(q, "state"), S("active")),
        .people = read_i64(q, "people"),
        .version = read_i64(q, "version"),
    };
}

err department_store_list(struct db *db, struct arena *a, institution_id institution, date today,
                          department_list *out)
{
    department_list list = {.items = NEW_ARRAY(a, ORG_ROWS_MAX, struct department)};
    struct query *q = db_query(db, &SQL_DEPARTMENT_LIST);
    bind_i64(q, "institution", institution.value);
    bind_date(q, "today", today);
    while (query_next(q) && list.count < ORG_ROWS_MAX) {
        list.items[list.count++] = read_department(q);
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err department_store_find(struct db *db, institution_id institution, public_no no, date today,
                          struct department *out)
{
    struct query *q = db_query(db, &SQL_DEPARTMENT_FIND);
    bind_i64(q, "institution", institution.value);
    bind_i64(q, "no", no.value);
    bind_date(q, "today", today);
    if (!query_next(q)) {
        TRY(query_end(q));
        return &PARTY_UNKNOWN;
    }
    struct department d = read_department(q);
    TRY(query_end(q));
    *out = d;
    return NULL;
}

err department_store_is_known(struct db *db, institution_id institution, const struct department *d,
                              bool *out)
{
    struct query *q = db_query(db, &SQL_DEPARTMENT_IS_KNOWN);
    bind_i64(q, "institution", institution.value);
    bind_str(q, "name", d->name);
    bind_i64(q, "id", d->id.value);
    return read_flag(q, out);
}

err department_store_add(struct db *db, institution_id institution, struct department *d)
{
    struct query *q = db_query(db, &SQL_DEPARTMENT_ADD);
    bind_i64(q, "no", d->no.value);
    bind_i64(q, "institution", institution.value);
    bind_str(q, "name", d->name);
    return query_run_id(q, &d->id.value);
}

err department_store_save(struct db *db, institution_id institution, const struct department *d)
{
    struct query *q = db_query(db, &SQL_DEPARTMENT_SAVE);
    bind_i64(q, "id", d->id.value);
    bind_i64(q, "version", d->version);
    bind_i64(q, "institution", institution.value);
    bind_str(q, "name", d->name);
    bind_str(q, "state", d->is_closed ? S("closed") : S("active"));
    return query_run_one(q, &PARTY_CHANGED);
}

// --- Lines ---------------------------------------------------------------------------------------

static err list_lines(struct db *db, struct arena *a, institution_id institution, public_no no,
                      date today, approval_line_list *out)
{
    approval_line_list list = {.items = NEW_ARRAY(a, ORG_ROWS_MAX, struct approval_line)};
    struct query *q = db_query(db, &SQL_LINE_LIST);
    bind_i64(q, "institution", institution.value);
    bind_id(q, "no", no.value);
    bind_date(q, "today", today);
    while (query_next(q) && list.count < ORG_ROWS_MAX) {
        list.items[list.count++] = (struct approval_line){
            .id = read_i64(q, "id"),
            .no = {read_i64(q, "no")},
            .department = {read_i64(q, "department_id")},
            .department_name = read_str(q, "department_name"),
            .step = read_i64(q, "step"),
            .account = {read_i64(q, "account_id")},
            .name = read_str(q, "name"),
            .from = read_money(q, "from_won"),
            .first_day = read_date(q, "first_day"),
            .last_day = read_date(q, "last_day"),
            .approves = read_bool(q, "approves"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err line_store_list(struct db *db, struct arena *a, institution_id institution, date today,
                    approval_line_list *out)
{
    return list_lines(db, a, institution, NO_ID(public_no), today, out);
}

err line_store_find(struct db *db, struct arena *a, institution_id institution, public_no no,
                    date today, struct approval_line *out)
{
    approval_line_list list;
    TRY(list_lines(db, a, institution, no, today, &list));
    if (list.count == 0) {
        return &LINE_UNKNOWN;
    }
    *out = list.items[0];
    return NULL;
}

static void bind_line(struct query *q, institution_id institution, const struct approval_line *l)
{
    bind_i64(q, "institution", institution.value);
    bind_id(q, "department", l->department.value);
    bind_i64(q, "step", l->step);
    bind_money(q, "from_won", l->from);
    bind_date(q, "first_day", l->first_day);
    bind_date(q, "last_day", l->last_day);
}

err line_store_is_taken(struct db *db, institution_id institution, const struct approval_line *l,
                        bool *out)
{
    struct query *q = db_query(db, &SQL_LINE_IS_TAKEN);
    bind_line(q, institution, l);
    return read_flag(q, out);
}

err line_store_add(struct db *db, institution_id institution, struct approval_line *l)
{
    struct query *q = db_query(db, &SQL_LINE_ADD);
    bind_line(q, institution, l);
    bind_i64(q, "no", l->no.value);
    bind_i64(q, "account", l->account.value);
    return query_run_id(q, &l->id);
}

err line_store_end(struct db *db, institution_id institution, const struct approval_line *l,
                   date last_day)
{
    struct query *q = db_query(db, &SQL_LINE_END);
    bind_i64(q, "id", l->id);
    bind_i64(q, "institution", institution.value);
    bind_date(q, "last_day", last_day);
    return query_run_one(q, &PARTY_CHANGED);
}

err approver_store_list(struct db *db, struct arena *a, institution_id institution, date today,
                        approver_list *out)
{
    approver_list list = {.items = NEW_ARRAY(a, ORG_ROWS_MAX, struct approver)};
    struct query *q = db_query(db, &SQL_APPROVER_LIST);
    bind_i64(q, "institution", institution.value);
    bind_date(q, "today", today);
    while (query_next(q) && list.count < ORG_ROWS_MAX) {
        list.items[list.count++] = (struct approver){
            .id = {read_i64(q, "id")},
            .no = {read_i64(q, "no")},
            .name = read_str(q, "name"),
            .email = read_str(q, "email"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

// --- Delegations ---------------------------------------------------------------------------------

static err list_delegations(struct db *db, struct arena *a, institution_id institution,
                            account_id account, public_no no, date today, delegation_list *out)
{
    delegation_list list = {.items = NEW_ARRAY(a, DELEGATION_ROWS_MAX, struct delegation)};
    struct query *q = db_query(db, &SQL_DELEGATION_LIST);
    bind_i64(q, "institution", institution.value);
    bind_id(q, "account", account.value);
    bind_id(q, "no", no.value);
    bind_date(q, "today", today);
    while (query_next(q) && list.count < DELEGATION_ROWS_MAX) {
        list.items[list.count++] = (struct delegation){
            .id = read_i64(q, "id"),
            .no = {read_i64(q, "no")},
            .from = {read_i64(q, "from_account_id")},
            .from_name = read_str(q, "from_name"),
            .to = {read_i64(q, "to_account_id")},
            .to_name = read_str(q, "to_name"),
            .first_day = read_date(q, "first_day"),
            .last_day = read_date(q, "last_day"),
            .reason = read_str(q, "reason"),
            .is_revoked = !read_is_null(q, "revoked_at"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err delegation_store_list(struct db *db, struct arena *a, institution_id institution,
                          account_id account, date today, delegation_list *out)
{
    return list_delegations(db, a, institution, account, NO_ID(public_no), today, out);
}

err delegation_store_find(struct db *db, struct arena *a, institution_id institution,
                          account_id account, public_no no, date today, struct delegation *out)
{
    delegation_list list;
    TRY(list_delegations(db, a, institution, account, no, today, &list));
    if (list.count == 0) {
        return &DELEGATION_UNKNOWN;
    }
    *out = list.items[0];
    return NULL;
}

err delegation_store_overlaps(struct db *db, institution_id institution, const struct delegation *d,
                              bool *out)
{
    struct query *q = db_query(db, &SQL_DELEGATION_OVERLAPS);
    bind_i64(q, "institution", institution.value);
    bind_i64(q, "account", d->from.value);
    bind_date(q, "first_day", d->first_day);
    bind_date(q, "last_day", d->last_day);
    return read_flag(q, out);
}

err delegation_store_add(struct db *db, institution_id institution, struct delegation *d,
                         instant now)
{
    struct query *q = db_query(db, &SQL_DELEGATION_ADD);
    bind_i64(q, "no", d->no.value);
    bind_i64(q, "institution", institution.value);
    bind_i64(q, "from", d->from.value);
    bind_i64(q, "to", d->to.value);
    bind_date(q, "first_day", d->first_day);
    bind_date(q, "last_day", d->last_day);
    bind_str(q, "reason", d->reason);
    bind_instant(q, "now", now);
    return query_run_id(q, &d->id);
}

err delegation_store_revoke(struct db *db, institution_id institution, const struct delegation *d,
                            instant now)
{
    struct query *q = db_query(db, &SQL_DELEGATION_REVOKE);
    bind_i64(q, "id", d->id);
    bind_i64(q, "institution", institution.value);
    bind_instant(q, "now", now);
    return query_run_one(q, &PARTY_CHANGED);
}
