#include "platform/db/db_role.h"

#include "base/limits.h"
#include "base/out.h"
#include "platform/db/db_engine.h"
#include "platform/db/db_role.sql.h"

const struct fault DB_ROLE_ENGINE = {
    .kind = FAULT_REFUSED,
    .code = "db.role_engine",
    .text =
        "SQLite에는 역할이 없습니다. PostgreSQL의 주소를 적어 주세요. · SQLite has no roles: give "
        "an address of PostgreSQL.",
};

const struct fault DB_ROLE_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "db.role_unknown",
    .text =
        "서버에 그런 역할이 없습니다. createuser로 먼저 만들어 주세요. · The server has no such "
        "role: make it first, by createuser.",
};

const struct fault DB_ROLE_OWNS = {
    .kind = FAULT_REFUSED,
    .code = "db.role_owns",
    .text =
        "표의 주인이거나 슈퍼유저인 역할입니다. 사이트에는 다른 역할을 만들어 주세요. · That role "
        "owns the tables or may do everything: make another one for the site.",
};

const struct fault DB_ROLE_NOT_OWNER = {
    .kind = FAULT_REFUSED,
    .code = "db.role_not_owner",
    .text =
        "이 역할은 표의 주인이 아니어서 자료 구조를 올릴 수 없습니다. · This role does not own the "
        "tables, so it cannot bring them up to this version.",
};

const struct fault DB_ROLE_LACKS = {
    .kind = FAULT_REFUSED,
    .code = "db.role_lacks",
    .text =
        "사이트의 역할이 읽을 수 없는 표가 있습니다. · There is a table that the site's role may "
        "not read.",
};

static err check_role(struct db *db, str role)
{
    int64_t count = 0;
    int64_t may_all = 0;
    struct query *q = db_query(db, &SQL_DB_ROLE_FIND);
    bind_str(q, "role", role);
    if (query_next(q)) {
        count = read_i64(q, "role_count");
        may_all = read_i64(q, "may_all");
    }
    TRY(query_end(q));
    if (count == 0) {
        return &DB_ROLE_UNKNOWN;
    }
    return may_all != 0 ? &DB_ROLE_OWNS : NULL;
}

// The server has put the statements together and quoted the names in them.
static err grant(struct db *db, str role)
{
    struct out script;
    TRY(check_role(db, role));
    out_init(&script, db->arena, MIB);
    struct query *q = db_query(db, &SQL_DB_ROLE_GRANTS);
    bind_str(q, "role", role);
    while (query_next(q)) {
        out_str(&script, read_str(q, "text"));
        out_str(&script, S(";\n"));
    }
    TRY(query_end(q));
    return db->engine->script(db, str_to_c(db->arena, out_view(&script)));
}

err db_role_grant(struct db *db, str role)
{
    if (db_engine(db) != DB_POSTGRES) {
        return &DB_ROLE_ENGINE;
    }
    TRY(db_begin(db, DB_WRITE));
    err e = grant(db, role);
    if (e != NULL) {
        db_rollback(db);
        return e;
    }
    return db_commit(db);
}

static err grant_known(struct db *db, int64_t *out_count)
{
    str roles[LIMIT_SITE_ROLES];
    size_t count = 0;
    struct query *q = db_query(db, &SQL_DB_ROLE_LIST);
    while (query_next(q) && count < COUNT(roles)) {
        roles[count++] = read_str(q, "role");
    }
    TRY(query_end(q));
    for (size_t i = 0; i < count; i++) {
        TRY(grant(db, roles[i]));
    }
    *out_count = (int64_t)count;
    return NULL;
}

err db_role_grant_again(struct db *db, int64_t *out_count)
{
    *out_count = 0;
    if (db_engine(db) != DB_POSTGRES) {
        return NULL;
    }
    TRY(db_begin(db, DB_WRITE));
    err e = grant_known(db, out_count);
    if (e != NULL) {
        db_rollback(db);
        return e;
    }
    return db_commit(db);
}

static err check_owner(struct db *db)
{
    int version = 0;
    TRY(db_schema_version(db, &version));
    if (version == MIGRATIONS[MIGRATION_COUNT - 1].number) {
        return NULL;
    }
    struct query *q = db_query(db, version == 0 ? &SQL_DB_ROLE_MAKES : &SQL_DB_ROLE_OWNS);
    bool may = query_next(q) && read_i64(q, version == 0 ? "makes" : "owns") == 1;
    TRY(query_end(q));
    return may ? NULL : &DB_ROLE_NOT_OWNER;
}

err db_role_check_migrate(struct db *db)
{
    if (db_engine(db) != DB_POSTGRES) {
        return NULL;
    }
    TRY(db_begin(db, DB_READ));
    err e = check_owner(db);
    db_rollback(db);
    return e;
}

err db_role_check_reads(struct db *db, str *out_table)
{
    if (db_engine(db) != DB_POSTGRES) {
        return NULL;
    }
    TRY(db_begin(db, DB_READ));
    struct query *q = db_query(db, &SQL_DB_ROLE_UNREAD);
    bool lacks = query_next(q);
    if (lacks) {
        *out_table = read_str(q, "name");
    }
    err e = query_end(q);
    db_rollback(db);
    return e == NULL && lacks ? &DB_ROLE_LACKS : e;
}

err db_role_may_change(struct db *db, bool *out)
{
    *out = false;
    if (db_engine(db) != DB_POSTGRES) {
        return NULL;
    }
    TRY(db_begin(db, DB_READ));
    struct query *q = db_query(db, &SQL_DB_ROLE_MAY_CHANGE);
    *out = query_next(q) && read_i64(q, "table_count") > 0;
    err e = query_end(q);
    db_rollback(db);
    return e;
}
