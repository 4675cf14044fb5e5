#include "market/party/party_account_store.h"

#include <assert.h>

#include "base/limits.h"
#include "market/party/party.h"
#include "market/party/party_account_store.sql.h"

static err read_account(struct query *q, struct account *out)
{
    if (!query_next(q)) {
        TRY(query_end(q));
        return &ACCOUNT_UNKNOWN;
    }
    struct account found = {
        .id = {read_i64(q, "id")},
        .no = {read_i64(q, "no")},
        .email = read_str(q, "email"),
        .name = read_str(q, "name"),
        .phone = read_str(q, "phone"),
        .has_second_factor = read_bool(q, "has_second_factor"),
        .is_active = str_equals(read_str(q, "state"), S("active")),
        .version = read_i64(q, "version"),
    };
    TRY(query_end(q));
    *out = found;
    return NULL;
}

err account_store_find(struct db *db, account_id id, struct account *out)
{
    struct query *q = db_query(db, &SQL_ACCOUNT_FIND);
    bind_i64(q, "account", id.value);
    return read_account(q, out);
}

err account_store_find_by_email(struct db *db, str email, struct account *out)
{
    struct query *q = db_query(db, &SQL_ACCOUNT_FIND_BY_EMAIL);
    bind_str(q, "email", email);
    return read_account(q, out);
}

err account_store_add(struct db *db, const struct new_account *n, instant now, account_id *out)
{
    struct query *q = db_query(db, &SQL_ACCOUNT_ADD);
    bind_i64(q, "no", n->no.value);
    bind_str(q, "email", n->email);
    bind_str(q, "name", n->name);
    bind_str(q, "phone", n->phone);
    bind_str(q, "hash", n->password_hash);
    bind_text(q, "totp", n->totp_secret);
    bind_bool(q, "is_demo", n->is_demo);
    bind_instant(q, "now", now);
    return query_run_id(q, &out->value);
}

err account_store_set_password(struct db *db, account_id id, str hash, instant now)
{
    struct query *q = db_query(db, &SQL_ACCOUNT_SET_PASSWORD);
    bind_i64(q, "account", id.value);
    bind_str(q, "hash", hash);
    bind_instant(q, "now", now);
    return query_run_one(q, &ACCOUNT_UNKNOWN);
}

err account_store_set_factor(struct db *db, account_id id, str sealed, int64_t step)
{
    struct query *q = db_query(db, &SQL_ACCOUNT_SET_FACTOR);
    bind_i64(q, "account", id.value);
    bind_text(q, "secret", sealed);
    bind_i64(q, "step", step);
    return query_run_one(q, &ACCOUNT_UNKNOWN);
}

err account_store_set_contact(struct db *db, account_id id, int64_t version, str name, str phone)
{
    struct query *q = db_query(db, &SQL_ACCOUNT_SET_CONTACT);
    bind_i64(q, "account", id.value);
    bind_i64(q, "version", version);
    bind_str(q, "name", name);
    bind_str(q, "phone", phone);
    return query_run_one(q, &PARTY_CHANGED);
}

err account_store_set_state(struct db *db, account_id id, str state)
{
    struct query *q = db_query(db, &SQL_ACCOUNT_SET_STATE);
    bind_i64(q, "account", id.value);
    bind_str(q, "state", state);
    return query_run_one(q, &ACCOUNT_UNKNOWN);
}

err account_store_roles(struct db *db, struct arena *a, account_id id, date today,
                        account_role_list *out)
{
    account_role_list list = {.items = NEW_ARRAY(a, LIMIT_DESK_ROWS, struct account_role)};
    struct query *q = db_query(db, &SQL_ACCOUNT_ROLES);
    bind_i64(q, "account", id.value);
    bind_date(q, "today", today);
    while (query_next(q) && list.count < LIMIT_DESK_ROWS) {
        int role = party_role_from(read_str(q, "role"));
        assert(role >= 0); // the schema's CHECK
        list.items[list.count++] = (struct account_role){
            .organisation = read_str(q, "organisation"),
            .role = party_role_label((enum party_role)role),
            .title = read_str(q, "title"),
            .first_day = read_date(q, "first_day"),
            .last_day = read_date(q, "last_day"),
            .holds = read_bool(q, "holds"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err account_store_list(struct db *db, date today,
                       void (*tell)(void *data, const struct account_line *line), void *data)
{
    struct query *q = db_query(db, &SQL_ACCOUNT_LIST);
    bind_date(q, "today", today);
    while (query_next(q)) {
        int role = party_role_from(read_str(q, "role")); // none: an account without a role
        struct account_line line = {
            .email = read_str(q, "email"),
            .is_active = str_equals(read_str(q, "state"), S("active")),
            .has_second_factor = read_bool(q, "has_second_factor"),
            .role = role < 0 ? S("") : party_role_label((enum party_role)role),
            .organisation = read_str(q, "organisation"),
        };
        tell(data, &line);
    }
    return query_end(q);
}

err account_store_operators(struct db *db, date today, account_id *out, size_t *out_count)
{
    struct query *q = db_query(db, &SQL_ACCOUNT_OPERATORS);
    bind_date(q, "today", today);
    size_t count = 0;
    while (query_next(q) && count < LIMIT_OPERATORS_TOLD) {
        out[count++].value = read_i64(q, "account_id");
    }
    *out_count = count;
    return query_end(q);
}

err account_store_end_sessions(struct db *db, account_id id, session_id spared, instant now)
{
    struct query *q = db_query(db, &SQL_ACCOUNT_END_SESSIONS);
    bind_i64(q, "account", id.value);
    bind_i64(q, "spared", spared.value);
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}

err recovery_store_add(struct db *db, account_id account, str hash, instant expires_at, instant now)
{
    struct query *q = db_query(db, &SQL_RECOVERY_CLOSE);
    bind_i64(q, "account", account.value);
    bind_instant(q, "now", now);
    TRY(query_run(q, NULL));
    q = db_query(db, &SQL_RECOVERY_ADD);
    bind_i64(q, "account", account.value);
    bind_str(q, "hash", hash);
    bind_instant(q, "expires_at", expires_at);
    bind_instant(q, "now", now);
    return query_run(q, NULL);
}

err recovery_store_count(struct db *db, account_id account, instant since, int64_t *out)
{
    struct query *q = db_query(db, &SQL_RECOVERY_COUNT);
    bind_i64(q, "account", account.value);
    bind_instant(q, "since", since);
    int64_t count = query_next(q) ? read_i64(q, "count") : 0;
    TRY(query_end(q));
    *out = count;
    return NULL;
}

err recovery_store_find(struct db *db, account_id account, instant now, struct recovery *out)
{
    struct query *q = db_query(db, &SQL_RECOVERY_FIND);
    bind_i64(q, "account", account.value);
    bind_instant(q, "now", now);
    bind_i64(q, "tries_max", LIMIT_CODE_TRIES);
    struct recovery found = {0};
    if (query_next(q)) {
        found = (struct recovery){.id = read_i64(q, "id"), .hash = read_str(q, "code_hash")};
    }
    TRY(query_end(q));
    *out = found;
    return NULL;
}

err recovery_store_try(struct db *db, int64_t code)
{
    struct query *q = db_query(db, &SQL_RECOVERY_TRY);
    bind_i64(q, "code", code);
    return query_run(q, NULL);
}

err recovery_store_use(struct db *db, int64_t code, instant now)
{
    struct query *q = db_query(db, &SQL_RECOVERY_USE);
    bind_i64(q, "code", code);
    bind_instant(q, "now", now);
    bind_i64(q, "tries_max", LIMIT_CODE_TRIES);
    return query_run_one(q, &ACCOUNT_CODE_UNFIT);
}
