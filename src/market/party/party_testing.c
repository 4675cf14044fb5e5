#include "market/party/party_testing.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/digest.h"
#include "base/limits.h"
#include "market/party/party_testing.sql.h"
#include "market/party/right.h"
#include "platform/file/file.h"
#include "platform/file/folder_testing.h"
#include "platform/secret/secret.h"

static void must(struct testing_db *t, err e)
{
    if (e != NULL) {
        (void)fprintf(stderr, "party_testing: %s: %s\n", e->code,
                      t == NULL ? "" : db_error(t->db).p);
        abort();
    }
}

static struct testing_folder folder;

void party_testing_begin(void)
{
    char key[300];
    secret_init();
    secret_spare();
    testing_folder_open_place(&folder);
    (void)snprintf(key, sizeof(key), "%s/key", folder.path);
    must(NULL, secret_load_key(str_view(key), true));
}

void party_testing_end(void)
{
    (void)testing_folder_close(&folder);
}

int party_testing_group_begin(void **state)
{
    (void)state;
    party_testing_begin();
    return 0;
}

int party_testing_group_end(void **state)
{
    (void)state;
    party_testing_end();
    return 0;
}

static struct testing_row add(struct testing_db *t, struct query *q, public_no no)
{
    struct testing_row row = {.no = no};
    bind_i64(q, "no", no.value);
    must(t, query_run_id(q, &row.id));
    must(t, db_commit(t->db));
    return row;
}

static struct query *begin(struct testing_db *t, const struct sql *sql)
{
    must(t, db_begin(t->db, DB_WRITE));
    return db_query(t->db, sql);
}

struct testing_row party_testing_institution(struct testing_db *t, const char *name,
                                             enum party_state state)
{
    struct query *q = begin(t, &SQL_PARTY_TESTING_INSTITUTION);
    bind_str(q, "name", str_view(name));
    bind_str(q, "state", str_view(party_state_word(state)));
    return add(t, q, secret_public_no());
}

struct testing_row party_testing_department(struct testing_db *t, struct testing_row institution,
                                            const char *name)
{
    struct query *q = begin(t, &SQL_PARTY_TESTING_DEPARTMENT);
    bind_i64(q, "institution", institution.id);
    bind_str(q, "name", str_view(name));
    return add(t, q, secret_public_no());
}

struct testing_row party_testing_supplier(struct testing_db *t, const char *name,
                                          const char *business_no, enum party_state state)
{
    struct query *q = begin(t, &SQL_PARTY_TESTING_SUPPLIER);
    bind_str(q, "name", str_view(name));
    bind_str(q, "business_no", str_view(business_no));
    bind_str(q, "state", str_view(party_state_word(state)));
    return add(t, q, secret_public_no());
}

struct testing_row party_testing_person(struct testing_db *t, const char *email, const char *name,
                                        const char *password, const char *totp)
{
    str hash = password == NULL
                   ? S("!")
                   : secret_hash_password(t->arena, str_view(password), SECRET_COST_LEAST);
    struct query *q = begin(t, &SQL_PARTY_TESTING_PERSON);
    bind_str(q, "email", str_view(email));
    bind_str(q, "name", str_view(name));
    bind_str(q, "hash", hash);
    struct testing_row row = add(t, q, secret_public_no());
    if (totp != NULL) {
        party_testing_factor(t, (account_id){row.id}, totp);
    }
    return row;
}

void party_testing_factor(struct testing_db *t, account_id account, const char *totp)
{
    struct query *q = begin(t, &SQL_PARTY_TESTING_FACTOR);
    bind_i64(q, "account", account.value);
    bind_str(q, "totp", secret_seal_row(t->arena, str_view(totp), "account.totp", account.value));
    must(t, query_run(q, NULL));
    must(t, db_commit(t->db));
}

struct testing_row party_testing_role(struct testing_db *t, struct testing_row person,
                                      const struct testing_row *institution,
                                      const struct testing_row *supplier, enum party_role role)
{
    struct query *q = begin(t, &SQL_PARTY_TESTING_ROLE);
    bind_i64(q, "account", person.id);
    bind_id(q, "institution", institution == NULL ? 0 : institution->id);
    bind_id(q, "supplier", supplier == NULL ? 0 : supplier->id);
    bind_null(q, "department");
    bind_str(q, "role", str_view(party_role_word(role)));
    return add(t, q, secret_public_no());
}

session_id party_testing_session_at(struct testing_db *t, struct testing_row person,
                                    const struct testing_row *institution,
                                    const struct testing_row *supplier, instant now)
{
    struct query *q = begin(t, &SQL_PARTY_TESTING_SESSION_ADD);
    bind_str(q, "token_hash", digest_sha256(t->arena, secret_token(t->arena)));
    bind_i64(q, "account", person.id);
    bind_id(q, "institution", institution == NULL ? 0 : institution->id);
    bind_id(q, "supplier", supplier == NULL ? 0 : supplier->id);
    bind_instant(q, "now", now);
    session_id id;
    must(t, query_run_id(q, &id.value));
    must(t, db_commit(t->db));
    return id;
}

session_id party_testing_session(struct testing_db *t, struct testing_row person, instant now)
{
    return party_testing_session_at(t, person, NULL, NULL, now);
}

struct actor party_testing_actor(struct testing_db *t, struct testing_row person,
                                 const struct testing_row *institution,
                                 const struct testing_row *supplier, enum party_role role,
                                 instant now)
{
    return (struct actor){
        .account = {person.id},
        .session = party_testing_session(t, person, now),
        .institution = {institution == NULL ? 0 : institution->id},
        .supplier = {supplier == NULL ? 0 : supplier->id},
        .rights = party_role_rights(role),
        .role_label = party_role_label(role),
        .name = S("시험"),
        .confirmed_at = now,
        .address = S("192.0.2.7"),
    };
}

static int64_t count(struct testing_db *t, struct query *q)
{
    int64_t n = query_next(q) ? read_i64(q, "count") : 0;
    must(t, query_end(q));
    db_rollback(t->db);
    return n;
}

static struct query *ask(struct testing_db *t, const struct sql *sql)
{
    must(t, db_begin(t->db, DB_READ));
    return db_query(t->db, sql);
}

int64_t party_testing_count_audit(struct testing_db *t, const char *act)
{
    struct query *q = ask(t, &SQL_PARTY_TESTING_AUDIT);
    bind_str(q, "act", str_view(act));
    return count(t, q);
}

int64_t party_testing_count_notices(struct testing_db *t, struct testing_row person,
                                    const char *kind)
{
    struct query *q = ask(t, &SQL_PARTY_TESTING_NOTICE);
    bind_i64(q, "account", person.id);
    bind_str(q, "kind", str_view(kind));
    return count(t, q);
}

int64_t party_testing_count_changes(struct testing_db *t)
{
    return count(t, ask(t, &SQL_PARTY_TESTING_CHANGES));
}

int64_t party_testing_count_sessions(struct testing_db *t, struct testing_row person)
{
    struct query *q = ask(t, &SQL_PARTY_TESTING_SESSIONS);
    bind_i64(q, "account", person.id);
    return count(t, q);
}

str party_testing_code(struct testing_db *t, struct testing_row person)
{
    struct query *q = ask(t, &SQL_PARTY_TESTING_SECRET_TEXT);
    bind_i64(q, "account", person.id);
    str text = query_next(q) ? read_str(q, "text") : S("");
    must(t, query_end(q));
    db_rollback(t->db);
    for (size_t i = 0; i + LIMIT_CODE_DIGITS <= text.n; i++) {
        size_t n = 0;
        while (n < LIMIT_CODE_DIGITS && text.p[i + n] >= '0' && text.p[i + n] <= '9') {
            n++;
        }
        if (n == LIMIT_CODE_DIGITS) {
            return str_slice(text, i, n);
        }
    }
    return S("");
}

void party_testing_district(struct testing_db *t, const char *code, const char *name)
{
    struct query *q = begin(t, &SQL_PARTY_TESTING_DISTRICT);
    bind_str(q, "code", str_view(code));
    bind_str(q, "name", str_view(name));
    must(t, query_run(q, NULL));
    must(t, db_commit(t->db));
}

void party_testing_offer(struct testing_db *t, struct testing_row supplier)
{
    must(t, db_begin(t->db, DB_WRITE));
    must(t, query_run(db_query(t->db, &SQL_PARTY_TESTING_CATEGORY), NULL));
    struct query *q = db_query(t->db, &SQL_PARTY_TESTING_PRODUCT);
    bind_i64(q, "no", secret_public_no().value);
    int64_t product = 0;
    must(t, query_run_id(q, &product));
    q = db_query(t->db, &SQL_PARTY_TESTING_OFFER);
    bind_i64(q, "no", secret_public_no().value);
    bind_i64(q, "product", product);
    bind_i64(q, "supplier", supplier.id);
    must(t, query_run(q, NULL));
    must(t, db_commit(t->db));
}
