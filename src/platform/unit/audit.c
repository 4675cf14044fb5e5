#include "platform/unit/audit.h"

#include <assert.h>

#include "base/digest.h"
#include "base/limits.h"
#include "base/out.h"
#include "platform/clock/clock.h"
#include "platform/unit/audit.sql.h"

#define PLATFORM_LANES 16 // so that operators and visitors do not wait for one another

struct entry {
    str lane;
    int64_t seq;
    instant at;
    int64_t account;
    int64_t behalf;
    str role;
    str address;
    struct audit_line line;
    str trace;
    str prev_hash;
};

str audit_lane(struct arena *a, const struct actor *actor)
{
    if (actor->institution.value != 0) {
        return str_format(a, "i:%lld", (long long)actor->institution.value);
    }
    if (actor->supplier.value != 0) {
        return str_format(a, "s:%lld", (long long)actor->supplier.value);
    }
    return str_format(a, "p:%lld", (long long)(actor->account.value % PLATFORM_LANES));
}

void canonical_text(struct out *o, str s)
{
    out_i64(o, (int64_t)s.n);
    out_char(o, ':');
    out_str(o, s);
}

void canonical_number(struct out *o, int64_t n)
{
    out_i64(o, n);
    out_char(o, ';');
}

// SHA-256 over the hash before and every field in the order of the table; README.md tells the form.
static str hash_of(struct arena *a, const struct entry *e)
{
    struct out o;
    out_init(&o, a, LIMIT_PAGE);
    canonical_text(&o, e->prev_hash);
    canonical_text(&o, e->lane);
    canonical_number(&o, e->seq);
    canonical_number(&o, e->at.us);
    canonical_number(&o, e->account);
    canonical_text(&o, e->role);
    canonical_text(&o, e->address);
    canonical_text(&o, e->line.act);
    canonical_text(&o, e->line.object);
    canonical_number(&o, e->line.object_id);
    canonical_text(&o, e->line.reason);
    canonical_text(&o, e->line.before);
    canonical_text(&o, e->line.after);
    canonical_text(&o, e->trace);
    if (e->behalf != 0) { // lines from before it was written have none
        canonical_number(&o, e->behalf);
    }
    assert(!o.overflowed); // the edge bounds every text of a line
    return digest_sha256(a, out_view(&o));
}

static err add_entry(struct unit *u, const struct entry *e, str hash)
{
    struct query *q = db_query(u->db, &SQL_AUDIT_ADD);
    bind_str(q, "lane", e->lane);
    bind_i64(q, "seq", e->seq);
    bind_instant(q, "at", e->at);
    bind_id(q, "account", e->account);
    bind_id(q, "behalf", e->behalf);
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
    // Another unit of this lane committed since our snapshot: PostgreSQL tells it by the place that
    // is taken sooner than by the head that moved. SQLite has one writer: there the head is wrong.
    return query_run_soon(q, db_engine(u->db) == DB_POSTGRES ? &DB_COLLISION : &DB_DUPLICATE);
}

// A line of its kind, in a place that the next one takes.
static err add_spare(struct unit *u, const struct entry *e, str hash)
{
    struct query *q = db_query(u->db, &SQL_AUDIT_SPARE);
    bind_i64(q, "slot", e->at.us % LIMIT_AUDIT_SPARE);
    bind_str(q, "lane", e->lane);
    bind_instant(q, "at", e->at);
    bind_str(q, "act", e->line.act);
    bind_str(q, "trace", e->trace);
    bind_str(q, "prev_hash", e->prev_hash);
    bind_str(q, "hash", hash);
    return query_run_soon(q, &DB_DUPLICATE);
}

err audit_append(struct unit *u)
{
    if (u->audit_first == NULL) {
        return NULL;
    }
    struct entry e = {.lane = audit_lane(u->arena, u->actor),
                      .at = u->now,
                      .account = u->actor->account.value,
                      .behalf = u->behalf.value,
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
        e.line = *line;
        if (line->is_spare && e.seq > 0) { // a lane that has a head has a line
            TRY(add_spare(u, &e, hash_of(u->arena, &e)));
            continue;
        }
        e.seq++;
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

// --- Deeds of the past ---------------------------------------------------------------------------

static void keep_hash(struct audit_pen *pen, str hash)
{
    assert(hash.n < sizeof(pen->hash));
    for (size_t i = 0; i < hash.n; i++) {
        pen->hash[i] = hash.p[i];
    }
    pen->hash[hash.n] = '\0';
}

err audit_pen_open(struct db *db, str lane, struct audit_pen *out)
{
    *out = (struct audit_pen){.lane = lane};
    struct query *q = db_query(db, &SQL_AUDIT_HEAD_FIND);
    bind_str(q, "lane", lane);
    if (query_next(q)) {
        out->seq = read_i64(q, "seq");
        keep_hash(out, read_str(q, "hash"));
    }
    return query_end(q);
}

err audit_pen_write(struct unit *u, struct audit_pen *pen, const struct actor *actor, instant at,
                    const struct audit_line *line)
{
    struct entry e = {.lane = pen->lane,
                      .seq = pen->seq + 1,
                      .at = at,
                      .account = actor->account.value,
                      .role = actor->role_label,
                      .address = actor->address,
                      .line = *line,
                      .trace = u->trace,
                      .prev_hash = str_view(pen->hash)};
    str hash = hash_of(u->arena, &e);
    TRY(add_entry(u, &e, hash));
    pen->seq++;
    keep_hash(pen, hash);
    return NULL;
}

err audit_pen_close(struct db *db, const struct audit_pen *pen)
{
    if (pen->seq == 0) {
        return NULL; // nothing was ever written
    }
    struct query *q = db_query(db, &SQL_AUDIT_HEAD_SET);
    bind_str(q, "lane", pen->lane);
    bind_i64(q, "seq", pen->seq);
    bind_str(q, "hash", str_view(pen->hash));
    return query_run(q, NULL);
}

// --- The walk ------------------------------------------------------------------------------------

static struct entry read_entry(struct query *q)
{
    return (struct entry){
        .lane = read_str(q, "lane"),
        .seq = read_i64(q, "seq"),
        .at = read_instant(q, "at"),
        .account = read_i64(q, "account_id"),
        .behalf = read_i64(q, "on_behalf_of"),
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

// Where the walk stands: the lane and the last row of it that was seen.
struct walk {
    struct db *db;
    struct arena *arena; // of the caller, for what outlives a batch
    struct arena *batch;
    str hash;              // of the last row seen
    int64_t seq;           // of the last row seen
    struct audit_lane now; // the lane the walk is in; its name is empty before the first
    int64_t began_us;
    void (*tell)(void *data, const struct audit_lane *lane);
    void *data;
};

static void note_bad(struct walk *w, int64_t seq)
{
    if (w->now.bad_seq == 0) {
        w->now.bad_seq = seq;
    }
}

static void enter_lane(struct walk *w, str lane)
{
    w->now = (struct audit_lane){.lane = lane};
    w->seq = 0;
    w->hash = S("");
    w->began_us = clock_us();
}

// The lane is over: its head must name the last row seen, or a tail was cut off or put on.
static err leave_lane(struct walk *w)
{
    if (str_is_empty(w->now.lane)) {
        return NULL; // none was entered yet
    }
    int64_t head_seq = 0;
    str head_hash = S("");
    struct query *q = db_query(w->db, &SQL_AUDIT_HEAD_FIND);
    bind_str(q, "lane", w->now.lane);
    if (query_next(q)) {
        head_seq = read_i64(q, "seq");
        head_hash = read_str(q, "hash");
    }
    TRY(query_end(q));
    if (head_seq != w->seq) {
        note_bad(w, 1 + (head_seq < w->seq ? head_seq : w->seq));
    } else if (!str_equals(head_hash, w->hash)) {
        note_bad(w, w->seq);
    }
    w->now.took_us = clock_us() - w->began_us;
    w->tell(w->data, &w->now);
    return NULL;
}

static err visit(struct walk *w, const struct entry *e, str written_hash)
{
    if (!str_equals(w->now.lane, e->lane)) {
        TRY(leave_lane(w));
        enter_lane(w, str_copy(w->arena, e->lane));
    }
    bool right = e->seq == w->seq + 1 && str_equals(e->prev_hash, w->hash) &&
                 str_equals(hash_of(w->batch, e), written_hash);
    if (!right) {
        note_bad(w, w->seq + 1);
    }
    w->seq = e->seq;
    w->hash = written_hash;
    w->now.rows++;
    return NULL;
}

// The next rows of the walk; *out_more is false behind the last.
static err walk_batch(struct walk *w, bool *out_more)
{
    *out_more = false;
    struct query *q = db_query(w->db, &SQL_AUDIT_WALK);
    bind_str(q, "lane", w->now.lane);
    bind_i64(q, "seq", w->seq);
    while (query_next(q)) {
        struct entry e = read_entry(q);
        TRY(visit(w, &e, read_str(q, "hash")));
        *out_more = true;
    }
    TRY(query_end(q));
    w->hash = str_copy(w->arena, w->hash);
    return NULL;
}

// Lanes whose rows are all gone are seen by their heads alone.
static err tell_empty_lanes(struct walk *w)
{
    struct query *q = db_query(w->db, &SQL_AUDIT_HEAD_ALONE);
    while (query_next(q)) {
        struct audit_lane lane = {.lane = str_copy(w->arena, read_str(q, "lane")), .bad_seq = 1};
        w->tell(w->data, &lane);
    }
    return query_end(q);
}

static err walk_all(struct walk *w)
{
    for (bool more = true; more;) {
        TRY(walk_batch(w, &more));
        arena_reset(w->batch);
    }
    TRY(leave_lane(w));
    return tell_empty_lanes(w);
}

err audit_verify_lanes(struct db *db, struct arena *arena,
                       void (*tell)(void *data, const struct audit_lane *lane), void *data)
{
    struct walk w = {
        .db = db,
        .arena = arena,
        .batch = arena_open_below(arena, LIMIT_ARENA_UNIT),
        .tell = tell,
        .data = data,
    };
    enter_lane(&w, S(""));
    db_set_arena(db, w.batch);
    err e = walk_all(&w);
    db_set_arena(db, arena);
    arena_close(w.batch);
    return e;
}

// All lanes as one: their rows, and the first wrong one.
struct whole {
    struct arena *arena;
    int64_t rows;
    str bad;
};

static void add_lane(void *data, const struct audit_lane *lane)
{
    struct whole *whole = data;
    whole->rows += lane->rows;
    if (lane->bad_seq != 0 && str_is_empty(whole->bad)) {
        whole->bad =
            str_format(whole->arena, "%.*s/%lld", STR_ARG(lane->lane), (long long)lane->bad_seq);
    }
}

err audit_verify(struct db *db, struct arena *arena, int64_t *out_rows, str *out_bad)
{
    struct whole whole = {.arena = arena, .bad = S("")};
    TRY(audit_verify_lanes(db, arena, add_lane, &whole));
    *out_rows = whole.rows;
    *out_bad = whole.bad;
    return NULL;
}
