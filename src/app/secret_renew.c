#include "app/secret_renew.h"

#include <inttypes.h>

#include "app/secret_column.h"
#include "app/secret_renew.sql.h"
#include "base/digest.h"
#include "base/limits.h"
#include "market/claim/claim_store.h"
#include "platform/secret/secret.h"
#include "platform/unit/unit.h"

const struct fault SECRET_NOT_MIGRATED = {
    .kind = FAULT_REFUSED,
    .code = "secret.not_migrated",
    .text = "자료 구조가 이 판의 것이 아닙니다. dure migrate를 먼저 실행하세요.",
};

#define PASSES 3 // a worker that sealed a moment before the key was replaced is met by the second

static const struct actor TERMINAL = {
    .name = {.p = "서버 터미널", .n = sizeof "서버 터미널" - 1},
    .role_label = {.p = "시스템",        .n = sizeof "시스템" - 1       }
};

// A page of a column: what to do, and what was done.
struct page {
    const struct secret_column *column;
    int64_t after;
    int64_t last; // row id of its last; `after` when it is empty
    int64_t renewed;
    int64_t shut;
};

// The chain of deeds keeps the hash of a claim with its account as it lies sealed: another line
// says what the hash is now. *out_is_right is false for one that is not as it was claimed.
static err note_claim(struct unit *u, int64_t id, str fresh, bool *out_is_right)
{
    struct claim c;
    TRY(claim_find_id(u->db, u->arena, (claim_id){id}, &c));
    *out_is_right = claim_is_as_claimed(u->arena, &c);
    if (!*out_is_right || c.claimed_hash.n == 0) {
        return NULL;
    }
    c.bank_account = fresh;
    audit_write_change(u, S("claim.reseal"), S("claim"), id, S(""), c.claimed_hash,
                       digest_sha256(u->arena, claim_content(u->arena, &c)));
    return NULL;
}

static err renew_one(struct unit *u, struct page *p, const struct secret_row *row)
{
    str fresh = S("");
    bool is_right =
        secret_renew_row(u->arena, row->sealed, p->column->name, row->row, &fresh) == NULL;
    if (is_right && fresh.n > 0 && p->column->is_claimed) {
        TRY(note_claim(u, row->id, fresh, &is_right));
    }
    if (!is_right) {
        p->shut++;
        return NULL;
    }
    if (fresh.n == 0) {
        return NULL;
    }
    p->renewed++;
    return secret_column_save(u->db, p->column, row->id, fresh);
}

static err renew_page(struct unit *u, void *data)
{
    struct page *p = data;
    struct secret_row rows[SECRET_PAGE];
    size_t count = 0;
    p->last = p->after; // as it was, for another try
    p->renewed = 0;
    p->shut = 0;
    TRY(secret_column_list(u->db, p->column, p->after, rows, &count));
    for (size_t i = 0; i < count; i++) {
        TRY(renew_one(u, p, &rows[i]));
        p->last = rows[i].id;
    }
    return NULL;
}

static void tell_progress(FILE *to, const struct secret_renewed *r)
{
    fprintf(to, "  다시 봉함 · sealed anew %" PRId64 "\n", r->renewed);
    (void)fflush(to);
}

static err renew_column(struct unit *u, const struct secret_column *column, FILE *to,
                        struct secret_renewed *r)
{
    struct page p = {.column = column};
    for (bool more = true; more;) {
        TRY(unit_run(u, unit_clock_system, renew_page, &p));
        r->renewed += p.renewed;
        r->shut += p.shut;
        if (p.renewed > 0) {
            tell_progress(to, r);
        }
        more = p.last != p.after;
        p.after = p.last;
        arena_reset(u->arena);
    }
    return NULL;
}

static err renew_all(struct unit *u, FILE *to, struct secret_renewed *out)
{
    bool more = true;
    for (int pass = 0; pass < PASSES && more; pass++) {
        int64_t before = out->renewed;
        out->shut = 0;
        for (size_t i = 0; i < SECRET_COLUMN_COUNT; i++) {
            TRY(renew_column(u, &SECRET_COLUMNS[i], to, out));
        }
        more = out->renewed > before;
    }
    return NULL;
}

// --- The key and the moment ----------------------------------------------------------------------

static str step_name(struct arena *a)
{
    secret_keys keys;
    secret_list_keys(a, &keys);
    return str_format(a, "renewed:%.*s", STR_ARG(keys.items[0].id));
}

static err note_done(struct unit *u, void *data)
{
    struct secret_renewed *r = data;
    str name = step_name(u->arena);
    struct query *q = db_query(u->db, &SQL_SECRET_RENEW_NOTE);
    bind_str(q, "name", name);
    bind_instant(q, "now", u->now);
    bind_i64(q, "moved", r->renewed > 0 ? 1 : 0);
    TRY(query_run(q, NULL));
    q = db_query(u->db, &SQL_SECRET_RENEW_DONE);
    bind_str(q, "name", name);
    if (query_next(q)) {
        r->done_at = read_instant(q, "done_at");
    }
    return query_end(q);
}

static err note_key(struct unit *u, void *data)
{
    (void)data;
    secret_keys keys;
    secret_list_keys(u->arena, &keys);
    audit_write(u, S("key.replace"), S("key"), 0, keys.items[0].id);
    return NULL;
}

static err check_schema(struct unit *u)
{
    int version = 0;
    TRY(db_begin(u->db, DB_READ));
    err e = db_schema_version(u->db, &version);
    db_rollback(u->db);
    TRY(e);
    return version == MIGRATIONS[MIGRATION_COUNT - 1].number ? NULL : &SECRET_NOT_MIGRATED;
}

static err renew_in(struct unit *u, bool replaces, FILE *to, struct secret_renewed *out)
{
    TRY(check_schema(u));
    if (replaces) {
        TRY(secret_replace_key());
        TRY(unit_run(u, unit_clock_system, note_key, NULL));
    }
    TRY(renew_all(u, to, out));
    return unit_run(u, unit_clock_system, note_done, out);
}

err secret_renew(struct app *app, bool replaces, FILE *to, struct secret_renewed *out)
{
    struct db *db = NULL;
    *out = (struct secret_renewed){0};
    TRY(db_open(app->settings.db, &db));
    struct arena *a = arena_open(LIMIT_ARENA_UNIT);
    struct unit u = {.arena = a, .db = db, .actor = &TERMINAL, .trace = S("secret")};
    db_set_arena(db, a);
    err e = renew_in(&u, replaces, to, out);
    db_close(db);
    arena_close(a);
    return e;
}
