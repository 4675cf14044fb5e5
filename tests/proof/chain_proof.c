// The chain of deeds is verified from its first line to its last in the time that is promised, and
// one line that was changed in the middle is named.
//
//   chain_proof [LINES]    20,000 unless said otherwise; the time counts from a million on
#include <stdio.h>

#include "base/digest.h"
#include "base/limits.h"
#include "tests/proof/deed.h"

#define LANES 40           // as many institutions
#define LINES_A_UNIT 10000 // written and forgotten at once
#define PROMISED_LINES 1000000
#define PROMISED_MS 10000 // security.md 11 of the house

#define ALTER_TEXT "UPDATE audit_entry SET account_id = 4 WHERE lane = "
static const struct sql ALTER = {
    .name = "proof_alter",
    .file = __FILE__,
    .line = __LINE__,
    .sqlite = ALTER_TEXT "?1 AND seq = ?2",
    .postgres = ALTER_TEXT "$1 AND seq = $2",
    .params = (const char *const[]){"lane", "seq"},
    .param_count = 2,
    .writes = true,
};

// Of the usual length: a person, an address, a record that was changed, a reason.
static err write_line(struct unit *u, struct audit_pen *pen, int64_t n)
{
    struct actor actor = {.account = {3 + n % 7},
                          .institution = {1 + n % LANES},
                          .role_label = S("계약담당"),
                          .address = S("203.0.113.201")};
    struct audit_line line = {
        .act = S("purchase.submit"),
        .object = S("purchase"),
        .object_id = n,
        .reason = S("사업 부서가 요구한 날까지 받을 수 있는 곳이 이 기업뿐입니다."),
        .before = str_view(pen->hash),
        .after = digest_sha256(u->arena, S("구매 건")),
    };
    return audit_pen_write(u, pen, &actor, (instant){1700000000000000 + n * 1000000}, &line);
}

// The next lines of every lane, in one transaction.
static err write_some(struct unit *u, int64_t from, int64_t to)
{
    for (int64_t lane = 1; lane <= LANES; lane++) {
        struct audit_pen pen;
        TRY(audit_pen_open(u->db, str_format(u->arena, "i:%lld", (long long)lane), &pen));
        for (int64_t n = from; n < to; n++) {
            if (1 + n % LANES == lane) {
                TRY(write_line(u, &pen, n));
            }
        }
        TRY(audit_pen_close(u->db, &pen));
    }
    return NULL;
}

static err write_all(struct unit *u, int64_t lines)
{
    for (int64_t n = 0; n < lines; n += LINES_A_UNIT) {
        int64_t to = n + LINES_A_UNIT < lines ? n + LINES_A_UNIT : lines;
        TRY(db_begin(u->db, DB_WRITE));
        TRY(write_some(u, n, to));
        TRY(db_commit(u->db));
        arena_reset(u->arena);
    }
    return NULL;
}

static err alter_one(struct db *db, int64_t seq)
{
    struct query *q = db_query(db, &ALTER);
    bind_str(q, "lane", S("i:7"));
    bind_i64(q, "seq", seq);
    return query_run_one(q, &DB_BROKEN);
}

static err look(struct unit *u, int64_t *out_rows, str *out_bad)
{
    TRY(db_begin(u->db, DB_READ));
    err e = audit_verify(u->db, u->arena, out_rows, out_bad);
    db_rollback(u->db);
    return e;
}

// One line of the seventh lane, in its middle.
static err look_at_altered(struct unit *u, int64_t lines, str *out_due, str *out_bad)
{
    int64_t rows = 0;
    int64_t seq = lines / LANES / 2 + 1;
    *out_due = str_format(u->arena, "i:7/%lld", (long long)seq);
    TRY(db_begin(u->db, DB_WRITE));
    testing_db_forge(u->db);
    TRY(alter_one(u->db, seq));
    TRY(audit_verify(u->db, u->arena, &rows, out_bad));
    db_rollback(u->db);
    return NULL;
}

static int64_t prove(struct testing_db *t, int64_t lines)
{
    int64_t rows = 0;
    str bad = S("?");
    str due = S("");
    str named = S("");
    struct unit u = {.arena = t->arena, .db = t->db, .trace = S("0123456789abcdef")};
    err e = write_all(&u, lines);
    int64_t began_ms = proof_now_ms();
    if (e == NULL) {
        e = look(&u, &rows, &bad);
    }
    int64_t took_ms = proof_now_ms() - began_ms;
    if (e == NULL) {
        e = look_at_altered(&u, lines, &due, &named);
    }
    bool in_time = lines < PROMISED_LINES || took_ms * PROMISED_LINES <= PROMISED_MS * lines;
    bool found = str_equals(named, due);
    int64_t failures = e == NULL && rows == lines && bad.n == 0 && found && in_time ? 0 : 1;
    if (failures > 0) {
        fprintf(stderr, "%s: %lld rows, '%.*s', '%.*s' for '%.*s', %lld ms\n",
                e == NULL ? "chain" : e->code, (long long)rows, STR_ARG(bad), STR_ARG(named),
                STR_ARG(due), (long long)took_ms);
    }
    proof_tell("chain", db_engine(t->db), lines, failures, proof_now_ms() - took_ms,
               found ? ",\"altered_lines_named\":1" : "");
    return failures;
}

int main(int argc, char **argv)
{
    int64_t lines = proof_count(argc, argv, 20000);
    int64_t failures = 0;
    FOR_EACH_ENGINE(t)
    {
        failures += prove(&t, lines);
    }
    return failures == 0 ? 0 : 1;
}
