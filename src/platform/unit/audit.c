#include "platform/unit/audit.h"

#include "base/digest.h"
#include "base/limits.h"
#include "base/out.h"
#include "platform/unit/audit.sql.h"

#define PLATFORM_LANES 16 // so that operators and visitors do not wait for one another

struct entry {
    str lane;
    int64_t seq;
    instant at;
    int64_t account;
    str role;
    str address;
    struct audit_line line;
    str trace;
    str prev_hash;
};

static str lane_of(struct arena *a, const struct actor *actor)
{
    if (actor->institution.value != 0) {
        return str_format(a, "i:%lld", (long long)actor->institution.value);
    }
    if (actor->supplier.value != 0) {
        return str_format(a, "s:%lld", (long long)actor->supplier.value);
    }
    return str_format(a, "p:%lld", (long long)(actor->account.value % PLATFORM_LANES));
}

// length:text, so that no two rows have the same canonical text.
static void add_field(struct out *o, str s)
{
    out_i64(o, (int64_t)s.n);
    out_char(o, ':');
    out_str(o, s);
}

static void add_number(struct out *o, int64_t n)
{
    out_i64(o, n);
    out_char(o, ';');
}

// SHA-256 over the hash before and every field in the order of the table.
static str hash_of(struct arena *a, const struct entry *e)
{
    struct out o;
    out_init(&o, a, LIMIT_PAGE);
    add_field(&o, e->prev_hash);
    add_field(&o, e->lane);
    add_number(&o, e->seq);
    add_number(&o, e->at.us);
    add_number(&o, e->account);
    add_field(&o, e->role);
    add_field(&o, e->address);
    add_field(&o, e->line.act);
    add_field(&o, e->line.object);
    add_number(&o, e->line.object_id);
    add_field(&o, e->line.reason);
    add_field(&o, e->line.before);
    add_field(&o, e->line.after);
    add_field(&o, e->trace);
    return digest_sha256(a, out_view(&o));
}

static err add_entry(struct unit *u, const struct entry *e, str hash)
{
    struct query *q = db_query(u->db, &SQL_AUDIT_ADD);
    bind_str(q, "lane", e->lane);
    bind_i64(q, "seq", e->seq);
    bind_instant(q, "at", e->at);
    bind_id(q, "account", e->account);
    bind_str(q, "role", e->role);
    bind_str(q, "address", e->address);
    bind_str(q, "act", e->line.act);
    bind_str(q, "object", e->line.object);
    bind_i64(q, "object_id", e->line.object_id);
    bind_str(q, "reason", e->line.reason);
    bind_str(q, "before", e->line.before);
    bind_str(q, "after", e->line.after);
    bind_str(q, "trace", e->trace);
    bind_str(q, "prev_hash", e->prev_hash);
    bind_str(q, "hash", hash);
    return query_run(q, NULL);
}

err audit_append(struct unit *u)
{
    if (u->audit_first == NULL) {
        return NULL;
    }
    struct entry e = {.lane = lane_of(u->arena, u->actor),
                      .at = u->now,
                      .account = u->actor->account.value,
                      .role = u->actor->role_label,
                      .address = u->actor->address,
                      .trace = u->trace};
    struct query *q = db_query(u->db, &SQL_AUDIT_HEAD_FIND);
    bind_str(q, "lane", e.lane);
    if (query_next(q)) {
        e.seq = read_i64(q, "seq");
        e.prev_hash = read_str(q, "hash");
    }
    TRY(query_end(q));
    for (const struct audit_line *line = u->audit_first; line != NULL; line = line->next) {
        e.seq++;
        e.line = *line;
        str hash = hash_of(u->arena, &e);
        TRY(add_entry(u, &e, hash));
        e.prev_hash = hash;
    }
    q = db_query(u->db, &SQL_AUDIT_HEAD_SET);
    bind_str(q, "lane", e.lane);
    bind_i64(q, "seq", e.seq);
    bind_str(q, "hash", e.prev_hash);
    return query_run(q, NULL);
}

static struct entry read_entry(struct query *q)
{
    return (struct entry){
        .lane = read_str(q, "lane"),
        .seq = read_i64(q, "seq"),
        .at = read_instant(q, "at"),
        .account = read_i64(q, "account_id"),
        .role = read_str(q, "role"),
        .address = read_str(q, "address"),
        .line = {.act = read_str(q, "act"),
                 .object = read_str(q, "object"),
                 .object_id = read_i64(q, "object_id"),
                 .reason = read_str(q, "reason"),
                 .before = read_str(q, "before_hash"),
                 .after = read_str(q, "after_hash")},
        .trace = read_str(q, "trace"),
        .prev_hash = read_str(q, "prev_hash")
    };
}

// Where the walk stands: the lane and its last row seen.
struct walk {
    str lane;
    int64_t seq;
    str hash;
    int64_t rows;
    str bad; // "lane/seq" of the first wrong row
};

static void step(struct arena *a, struct walk *w, const struct entry *e, str written_hash)
{
    bool same_lane = str_equals(w->lane, e->lane);
    int64_t seq_due = same_lane ? w->seq + 1 : 1;
    str prev_due = same_lane ? w->hash : S("");
    bool right = e->seq == seq_due && str_equals(e->prev_hash, prev_due) &&
                 str_equals(hash_of(a, e), written_hash);
    if (!right && str_is_empty(w->bad)) {
        w->bad = str_format(a, "%.*s/%lld", STR_ARG(e->lane), (long long)seq_due);
    }
    w->lane = e->lane;
    w->seq = e->seq;
    w->hash = written_hash;
    w->rows++;
}

// The last row of each lane is the one its head names: a tail cut off shows here.
static err compare_heads(struct db *db, struct arena *a, str *bad)
{
    struct query *heads = db_query(db, &SQL_AUDIT_HEAD_LIST);
    while (query_next(heads) && str_is_empty(*bad)) {
        str lane = read_str(heads, "lane");
        int64_t seq = read_i64(heads, "seq");
        struct query *q = db_query(db, &SQL_AUDIT_WALK);
        bind_str(q, "lane", lane);
        bind_i64(q, "seq", seq - 1);
        bool there = query_next(q) && str_equals(read_str(q, "lane"), lane) &&
                     read_i64(q, "seq") == seq &&
                     str_equals(read_str(q, "hash"), read_str(heads, "hash"));
        there = there && (!query_next(q) || !str_equals(read_str(q, "lane"), lane));
        TRY(query_end(q));
        if (!there) {
            *bad = str_format(a, "%.*s/%lld", STR_ARG(lane), (long long)seq);
        }
    }
    return query_end(heads);
}

err audit_verify(struct db *db, struct arena *arena, int64_t *out_rows, str *out_bad)
{
    struct walk w = {.lane = S(""), .bad = S("")};
    int64_t before = -1;
    while (w.rows != before) {
        before = w.rows;
        struct query *q = db_query(db, &SQL_AUDIT_WALK);
        bind_str(q, "lane", w.lane);
        bind_i64(q, "seq", w.seq);
        while (query_next(q)) {
            struct entry e = read_entry(q);
            step(arena, &w, &e, read_str(q, "hash"));
        }
        TRY(query_end(q));
    }
    TRY(compare_heads(db, arena, &w.bad));
    *out_rows = w.rows;
    *out_bad = w.bad;
    return NULL;
}
