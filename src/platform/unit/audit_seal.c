#include "platform/unit/audit_seal.h"

#include <sodium.h>

#include "base/limits.h"
#include "platform/unit/audit_seal.sql.h"

#define HOUR_US INT64_C(3600000000)
#define UNSEALED_S (INT64_C(2) * 3600) // a line is sealed within the hour, or the job's next try

// --- The root ------------------------------------------------------------------------------------

static void add_text(crypto_hash_sha256_state *sum, str s)
{
    (void)crypto_hash_sha256_update(sum, (const unsigned char *)s.p, s.n); // always 0
}

static void begin_root(struct arena *a, crypto_hash_sha256_state *sum, str before, instant at)
{
    str moment = instant_format_iso(a, at);
    (void)crypto_hash_sha256_init(sum);
    add_text(sum, str_format(a, "%.*s %.*s\n", STR_ARG(before), STR_ARG(moment)));
}

static void add_head(struct arena *a, crypto_hash_sha256_state *sum, str lane, int64_t seq,
                     str hash)
{
    add_text(sum, str_format(a, "%.*s %lld %.*s\n", STR_ARG(lane), (long long)seq, STR_ARG(hash)));
}

static str end_root(struct arena *a, crypto_hash_sha256_state *sum)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    char *hex = arena_alloc(a, sizeof(hash) * 2 + 1);
    (void)crypto_hash_sha256_final(sum, hash); // always 0
    (void)sodium_bin2hex(hex, sizeof(hash) * 2 + 1, hash, sizeof(hash));
    return str_view(hex);
}

static str signed_text(struct arena *a, instant at, str root)
{
    str moment = instant_format_iso(a, at);
    return str_format(a, "dure-heads %.*s %.*s", STR_ARG(moment), STR_ARG(root));
}

// --- Writing -------------------------------------------------------------------------------------

// The seal before; id 0 when there is none.
struct last {
    int64_t id;
    int64_t hour;
    instant at;
    str root;
};

static err find_last(struct db *db, struct last *out)
{
    *out = (struct last){.root = S("")};
    struct query *q = db_query(db, &SQL_AUDIT_SEAL_LAST);
    if (query_next(q)) {
        *out = (struct last){
            .id = read_i64(q, "id"),
            .hour = read_i64(q, "hour"),
            .at = read_instant(q, "at"),
            .root = read_str(q, "root"),
        };
    }
    return query_end(q);
}

// The next heads after *lane, which moves on; *out_more is false behind the last.
static err add_moved(struct unit *u, crypto_hash_sha256_state *sum, str *lane, bool *out_more)
{
    struct query *q = db_query(u->db, &SQL_AUDIT_SEAL_MOVED);
    bind_str(q, "after", *lane);
    *out_more = false;
    while (query_next(q)) {
        *lane = read_str(q, "lane");
        add_head(u->arena, sum, *lane, read_i64(q, "seq"), read_str(q, "hash"));
        *out_more = true;
    }
    return query_end(q);
}

static err root_of_moved(struct unit *u, str before, str *out)
{
    crypto_hash_sha256_state sum;
    str lane = S("");
    begin_root(u->arena, &sum, before, u->now);
    for (bool more = true; more;) {
        TRY(add_moved(u, &sum, &lane, &more));
    }
    *out = end_root(u->arena, &sum);
    return NULL;
}

static err add_seal(struct unit *u, const struct audit_seal *s, int64_t hour)
{
    int64_t id = 0;
    struct query *q = db_query(u->db, &SQL_AUDIT_SEAL_ADD);
    bind_i64(q, "hour", hour);
    bind_instant(q, "at", s->at);
    bind_bool(q, "is_daily", s->is_daily);
    bind_str(q, "root", s->root);
    bind_str(q, "key", s->key);
    bind_str(q, "signature", s->signature);
    TRY(query_run_id(q, &id));
    q = db_query(u->db, &SQL_AUDIT_SEAL_ADD_HEADS);
    bind_i64(q, "seal", id);
    return query_run(q, NULL);
}

static err sign_seal(struct unit *u, str data_dir, struct audit_seal *s)
{
    struct sign_key key;
    char signature[SIGN_TEXT_DIGITS + 1];
    TRY(sign_key_open(u->arena, data_dir, u->now, &key));
    sign_text(&key, signed_text(u->arena, s->at, s->root), signature);
    s->key = str_copy(u->arena, str_view(key.public));
    s->signature = str_copy(u->arena, str_view(signature));
    sign_key_close(&key);
    return NULL;
}

err audit_seal_write(struct unit *u, str data_dir)
{
    struct last last;
    int64_t hour = u->now.us / HOUR_US;
    TRY(find_last(u->db, &last));
    if (last.id != 0 && last.hour >= hour) {
        return NULL; // also where the clock was turned back
    }
    struct audit_seal s = {
        .at = u->now,
        .is_daily = last.id == 0 || date_before(instant_date(last.at), instant_date(u->now)),
    };
    TRY(root_of_moved(u, last.root, &s.root));
    TRY(sign_seal(u, data_dir, &s));
    return add_seal(u, &s, hour);
}

// --- The walk ------------------------------------------------------------------------------------

struct walk {
    struct db *db;
    struct arena *kept;  // of the caller
    struct arena *batch; // emptied after every seal
    const sign_publics *signers;
    int64_t after; // the seal looked at last
    str root;      // its root, in `kept`
    instant at;    // and its moment
    int64_t count;
    str bad;
    str unlisted; // by a key that was taken out of the list: it says nothing of what came later
};

static void name_bad(struct walk *w, str *bad, instant at, str line)
{
    if (bad->n == 0) {
        str moment = instant_format_iso(w->batch, at);
        *bad = str_format(w->kept, "%.*s%s%.*s", STR_ARG(line), line.n > 0 ? ", " : "",
                          STR_ARG(moment));
    }
}

// The next heads of the seal after *lane, as add_moved tells them.
static err compare_heads(struct walk *w, const struct audit_seal *s, crypto_hash_sha256_state *sum,
                         str *lane, bool *out_more)
{
    struct query *q = db_query(w->db, &SQL_AUDIT_SEAL_HEADS);
    bind_i64(q, "seal", s->id);
    bind_str(q, "after", *lane);
    *out_more = false;
    while (query_next(q)) {
        *lane = read_str(q, "lane");
        int64_t seq = read_i64(q, "seq");
        str hash = read_str(q, "hash");
        add_head(w->batch, sum, *lane, seq, hash);
        if (!str_equals(hash, read_str(q, "now_hash"))) {
            name_bad(w, &w->bad, s->at,
                     str_format(w->batch, "%.*s/%lld", STR_ARG(*lane), (long long)seq));
        }
        *out_more = true;
    }
    return query_end(q);
}

static err compare_seal(struct walk *w, const struct audit_seal *s)
{
    crypto_hash_sha256_state sum;
    str lane = S("");
    begin_root(w->batch, &sum, w->root, s->at);
    for (bool more = true; more;) {
        TRY(compare_heads(w, s, &sum, &lane, &more));
    }
    bool whole = str_equals(end_root(w->batch, &sum), s->root) &&
                 sign_fits(s->key, signed_text(w->batch, s->at, s->root), s->signature);
    if (!whole) {
        name_bad(w, &w->bad, s->at, S(""));
    } else if (!sign_is_listed(w->signers, s->key)) {
        name_bad(w, &w->unlisted, s->at, S(""));
    }
    w->root = str_copy(w->kept, s->root);
    w->at = s->at;
    w->after = s->id;
    w->count++;
    return NULL;
}

static err walk_next(struct walk *w, bool *out_more)
{
    struct audit_seal s = {0};
    struct query *q = db_query(w->db, &SQL_AUDIT_SEAL_NEXT);
    bind_i64(q, "after", w->after);
    *out_more = query_next(q);
    if (*out_more) {
        s = (struct audit_seal){
            .id = read_i64(q, "id"),
            .at = read_instant(q, "at"),
            .root = read_str(q, "root"),
            .key = read_str(q, "key"),
            .signature = read_str(q, "signature"),
        };
    }
    TRY(query_end(q));
    return *out_more ? compare_seal(w, &s) : NULL;
}

static err walk_all(struct walk *w)
{
    for (bool more = true; more && w->bad.n == 0;) {
        TRY(walk_next(w, &more));
        arena_reset(w->batch);
    }
    return NULL;
}

// Whoever takes away the newest seals leaves lines that none knows. A site that stood still has
// none of these, nor has a backup, which ends within the hour of its newest seal.
static err find_unsealed(struct walk *w, instant now)
{
    if (w->count == 0 || w->bad.n > 0) {
        return NULL;
    }
    struct query *q = db_query(w->db, &SQL_AUDIT_SEAL_UNSEALED);
    bind_instant(q, "after", instant_add_s(w->at, UNSEALED_S));
    bind_instant(q, "before", instant_add_s(now, -UNSEALED_S));
    if (query_next(q)) {
        str lane = read_str(q, "lane");
        name_bad(w, &w->bad, read_instant(q, "at"),
                 str_format(w->batch, "%.*s/%lld", STR_ARG(lane), (long long)read_i64(q, "seq")));
    }
    return query_end(q);
}

err audit_seal_verify(struct db *db, struct arena *a, const sign_publics *signers, instant now,
                      int64_t *out_count, str *out_bad)
{
    struct walk w = {.db = db,
                     .kept = a,
                     .batch = arena_open_below(a, LIMIT_ARENA_UNIT),
                     .signers = signers,
                     .root = S(""),
                     .bad = S(""),
                     .unlisted = S("")};
    db_set_arena(db, w.batch);
    err e = walk_all(&w);
    e = e != NULL ? e : find_unsealed(&w, now);
    db_set_arena(db, a);
    arena_close(w.batch);
    TRY(e);
    *out_count = w.count;
    *out_bad = w.bad.n > 0 ? w.bad : w.unlisted;
    return NULL;
}

// --- Lists ---------------------------------------------------------------------------------------

err audit_seal_list(struct db *db, struct arena *a, enum audit_seal_kind kind, int64_t below,
                    size_t most, audit_seals *out)
{
    *out = (audit_seals){.items = NEW_ARRAY(a, most, struct audit_seal)};
    struct query *q =
        db_query(db, kind == AUDIT_SEAL_DAILY ? &SQL_AUDIT_SEAL_LIST_DAILY : &SQL_AUDIT_SEAL_LIST);
    bind_i64(q, "below", below);
    bind_i64(q, "most", (int64_t)most);
    while (out->count < most && query_next(q)) {
        out->items[out->count++] = (struct audit_seal){
            .id = read_i64(q, "id"),
            .at = read_instant(q, "at"),
            .is_daily = read_bool(q, "is_daily"),
            .root = read_str(q, "root"),
            .key = read_str(q, "key"),
            .signature = read_str(q, "signature"),
        };
    }
    return query_end(q);
}
