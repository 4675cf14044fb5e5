#include "market/party/party_member_store.h"

#include <assert.h>

#include "market/party/party_member_store.sql.h"
#include "market/party/party_supplier_store.h"

static void bind_place(struct query *q, struct party_place place)
{
    assert((place.institution.value == 0) != (place.supplier.value == 0));
    bind_id(q, "institution", place.institution.value);
    bind_id(q, "supplier", place.supplier.value);
}

// Where a role is given: an operator's is of the platform, which is no party.
static void bind_given_place(struct query *q, const struct new_member *m)
{
    if (party_role_side(m->role) != PARTY_AT_PLATFORM) {
        bind_place(q, m->place);
        return;
    }
    assert(m->place.institution.value == 0 && m->place.supplier.value == 0);
    bind_null(q, "institution");
    bind_null(q, "supplier");
}

err member_store_add(struct db *db, const struct new_member *m, instant now, membership_id *out)
{
    struct query *q = db_query(db, &SQL_MEMBER_ADD);
    bind_given_place(q, m);
    bind_i64(q, "no", m->no.value);
    bind_i64(q, "account", m->account.value);
    bind_id(q, "department", m->department.value);
    bind_str(q, "role", str_view(party_role_word(m->role)));
    bind_str(q, "title", m->title);
    bind_date(q, "first_day", m->first_day);
    bind_date(q, "last_day", m->last_day);
    bind_id(q, "granted_by", m->given_by.value);
    bind_str(q, "reason", m->reason);
    bind_instant(q, "now", now);
    return query_run_id(q, &out->value);
}

static struct member read_member(struct query *q)
{
    int role = party_role_from(read_str(q, "role"));
    assert(role >= 0); // the schema's CHECK
    return (struct member){
        .no = {read_i64(q, "no")},
        .account = {read_i64(q, "account_id")},
        .name = read_str(q, "name"),
        .email = read_str(q, "email"),
        .phone = read_str(q, "phone"),
        .is_active = str_equals(read_str(q, "account_state"), S("active")),
        .has_second_factor = read_bool(q, "has_second_factor"),
        .role = (enum party_role)role,
        .title = read_str(q, "title"),
        .department_name = read_str(q, "department_name"),
        .first_day = read_date(q, "first_day"),
        .last_day = read_date(q, "last_day"),
        .grant_reason = read_str(q, "grant_reason"),
        .end_reason = read_str(q, "end_reason"),
        .has_ended = read_bool(q, "turn"),
    };
}

err member_store_list(struct db *db, struct arena *a, struct party_place place, str text,
                      public_no after, date today, size_t count, member_list *out)
{
    member_list list = {.items = NEW_ARRAY(a, count, struct member)};
    struct query *q = db_query(db, &SQL_MEMBER_LIST);
    bind_place(q, place);
    bind_text(q, "name", party_like_words(a, text));
    bind_id(q, "after", after.value);
    bind_date(q, "today", today);
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q)) {
        assert(list.count < count);
        list.items[list.count++] = read_member(q);
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

static err read_count(struct query *q, int64_t *out)
{
    int64_t count = query_next(q) ? read_i64(q, "count") : 0;
    TRY(query_end(q));
    *out = count;
    return NULL;
}

err member_store_count(struct db *db, struct party_place place, date today, int64_t *out)
{
    struct query *q = db_query(db, &SQL_MEMBER_COUNT);
    bind_place(q, place);
    bind_date(q, "today", today);
    return read_count(q, out);
}

err member_store_find(struct db *db, struct party_place place, public_no no, date today,
                      struct member *out)
{
    struct query *q = db_query(db, &SQL_MEMBER_FIND);
    bind_place(q, place);
    bind_i64(q, "no", no.value);
    bind_date(q, "today", today);
    if (!query_next(q)) {
        TRY(query_end(q));
        return &PARTY_UNKNOWN;
    }
    struct member m = read_member(q);
    m.id.value = read_i64(q, "id");
    TRY(query_end(q));
    *out = m;
    return NULL;
}

err member_store_overlaps(struct db *db, const struct new_member *m, bool *out)
{
    struct query *q = db_query(db, &SQL_MEMBER_OVERLAPS);
    bind_given_place(q, m);
    bind_i64(q, "account", m->account.value);
    bind_str(q, "role", str_view(party_role_word(m->role)));
    bind_date(q, "first_day", m->first_day);
    bind_date(q, "last_day", m->last_day);
    int64_t count = 0;
    TRY(read_count(q, &count));
    *out = count > 0;
    return NULL;
}

err member_store_others(struct db *db, struct party_place place, const struct member *m, date today,
                        int64_t *out)
{
    struct query *q = db_query(db, &SQL_MEMBER_OTHERS);
    bind_place(q, place);
    bind_str(q, "role", str_view(party_role_word(m->role)));
    bind_i64(q, "member", m->id.value);
    bind_date(q, "today", today);
    return read_count(q, out);
}

err member_store_end(struct db *db, const struct member *m, date last_day, account_id by,
                     str reason, instant now)
{
    struct query *q = db_query(db, &SQL_MEMBER_END);
    bind_i64(q, "member", m->id.value);
    bind_date(q, "last_day", last_day);
    bind_id(q, "ended_by", by.value);
    bind_str(q, "reason", reason);
    bind_instant(q, "now", now);
    return query_run_one(q, &PARTY_CHANGED);
}

err member_store_end_all(struct db *db, struct party_place place, date last_day, str reason,
                         instant now)
{
    struct query *q = db_query(db, &SQL_MEMBER_END_ALL);
    bind_place(q, place);
    bind_date(q, "last_day", last_day);
    bind_str(q, "reason", reason);
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}

err member_store_end_sessions(struct db *db, struct party_place place, account_id account,
                              instant now)
{
    struct query *q = db_query(db, &SQL_MEMBER_END_SESSIONS);
    bind_place(q, place);
    bind_i64(q, "account", account.value);
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}

err member_store_end_party_sessions(struct db *db, struct party_place place, instant now)
{
    struct query *q = db_query(db, &SQL_MEMBER_END_PARTY_SESSIONS);
    bind_place(q, place);
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}
