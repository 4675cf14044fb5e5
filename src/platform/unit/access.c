#include "platform/unit/access.h"

#include <assert.h>

#include "base/digest.h"
#include "base/limits.h"
#include "platform/secret/secret.h"
#include "platform/unit/access.sql.h"
#include "platform/unit/audit.h"

const struct fault ACCESS_LIMITED = {
    .kind = FAULT_DENIED,
    .code = "access.limited",
    .text = "개인정보를 한 계정에 보여 주는 한도만큼 모두 보았습니다. 한 시간 뒤나 내일 다시 보고, "
            "업무에 더 필요하면 운영자에게 알려 주세요.",
    .source = FAULT_OWN_RULE,
};

static const char *const KINDS[] = {"account", "supplier"};
enum kind { ACCOUNT, SUPPLIER, KIND_COUNT };
static_assert(COUNT(KINDS) == KIND_COUNT, "a word for each kind of subject");

struct subject {
    struct subject *next;
    enum kind kind;
    int64_t id;
};

// Its subjects stand in order of kind and id, as they are hashed.
struct access {
    struct unit *unit;
    str act;
    str reason;
    struct subject *subjects;
    int64_t count;
};

// What is hashed of a record before its subjects.
struct entry {
    instant at;
    int64_t account;
    str role;
    str address;
    str act;
    str reason;
    str trace;
};

static void begin_text(struct out *o, struct arena *a, const struct entry *e)
{
    out_init(o, a, LIMIT_PAGE);
    canonical_number(o, e->at.us);
    canonical_number(o, e->account);
    canonical_text(o, e->role);
    canonical_text(o, e->address);
    canonical_text(o, e->act);
    canonical_text(o, e->reason);
    canonical_text(o, e->trace);
}

static void add_to_text(struct out *o, str kind, int64_t id)
{
    canonical_text(o, kind);
    canonical_number(o, id);
}

static str end_text(struct arena *a, const struct out *o)
{
    assert(!o->overflowed); // a page shows fewer persons
    return digest_sha256(a, out_view(o));
}

// --- Writing -------------------------------------------------------------------------------------

static str hash_of(struct arena *a, const struct entry *e, const struct access *access)
{
    struct out o;
    begin_text(&o, a, e);
    for (const struct subject *s = access->subjects; s != NULL; s = s->next) {
        add_to_text(&o, str_view(KINDS[s->kind]), s->id);
    }
    return end_text(a, &o);
}

static err add_entry(struct unit *u, const struct entry *e, const struct access *access, str hash,
                     int64_t *out_id)
{
    struct query *q = db_query(u->db, &SQL_ACCESS_ADD);
    bind_i64(q, "no", secret_public_no().value);
    bind_instant(q, "at", e->at);
    bind_id(q, "account", e->account);
    bind_str(q, "role", e->role);
    bind_str(q, "address", e->address);
    bind_str(q, "act", e->act);
    bind_str(q, "reason", e->reason);
    bind_str(q, "trace", e->trace);
    bind_i64(q, "subject_count", access->count);
    bind_str(q, "hash", hash);
    return query_run_id(q, out_id);
}

static err write_record(struct unit *u, const struct access *access)
{
    struct entry e = {
        .at = u->now,
        .account = u->actor->account.value,
        .role = u->actor->role_label,
        .address = u->actor->address,
        .act = access->act,
        .reason = access->reason,
        .trace = u->trace,
    };
    str hash = hash_of(u->arena, &e, access);
    int64_t id = 0;
    TRY(add_entry(u, &e, access, hash, &id));
    for (const struct subject *s = access->subjects; s != NULL; s = s->next) {
        struct query *q = db_query(u->db, &SQL_ACCESS_SUBJECT_ADD);
        bind_i64(q, "access", id);
        bind_str(q, "kind", str_view(KINDS[s->kind]));
        bind_i64(q, "subject", s->id);
        TRY(query_run(q, NULL));
    }
    audit_write_change(u, S("access.note"), S("access"), id, S(""), S(""), hash);
    return NULL;
}

// --- How much is shown ---------------------------------------------------------------------------

#define HOUR_S 3600

static struct access_watch watch_in_use;

void access_set_watch(const struct access_watch *watch)
{
    watch_in_use = *watch;
}

struct shown {
    int64_t hour;
    int64_t day;
};

static err count_shown(struct unit *u, struct shown *out)
{
    struct query *q = db_query(u->db, &SQL_ACCESS_SHOWN);
    instant hour = instant_add_s(u->now, -HOUR_S);
    instant day = instant_at(u->today, 0, 0);
    bind_i64(q, "account", u->actor->account.value);
    bind_instant(q, "hour", hour);
    bind_instant(q, "day", day);
    bind_instant(q, "since", instant_before(hour, day) ? hour : day);
    *out = (struct shown){0};
    if (query_next(q)) {
        *out = (struct shown){.hour = read_i64(q, "hour_count"), .day = read_i64(q, "day_count")};
    }
    return query_end(q);
}

static bool is_over(int64_t count, int64_t most)
{
    return most > 0 && count > most;
}

// A row, a line in the chain and a word to whoever is to know, the first time this day.
static err raise_alarm(struct unit *u, enum access_alarm alarm, int64_t person_count)
{
    static const char *const WORDS[] = {"unusual", "refused"};
    static_assert(COUNT(WORDS) == ACCESS_ALARM_COUNT, "a word for each alarm");
    struct query *q = db_query(u->db, &SQL_ACCESS_ALARM_ADD);
    bind_i64(q, "account", u->actor->account.value);
    bind_date(q, "day", u->today);
    bind_str(q, "kind", str_view(WORDS[alarm]));
    bind_i64(q, "person_count", person_count);
    bind_instant(q, "now", u->now);
    int64_t added = 0;
    TRY(query_run(q, &added));
    if (added == 0) {
        return NULL;
    }
    audit_write(u, alarm == ACCESS_UNUSUAL ? S("access.unusual") : S("access.refused"),
                S("account"), u->actor->account.value, S(""));
    return watch_in_use.tell == NULL ? NULL : watch_in_use.tell(u, alarm, person_count);
}

static err write_access(struct unit *u, const void *data)
{
    const struct access *access = data;
    const struct access_watch *w = &watch_in_use;
    struct shown shown = {0};
    bool is_watched = w->hour_most > 0 || w->day_most > 0 || w->day_unusual > 0;
    if (access->count == 0) {
        return NULL;
    }
    if (u->actor->account.value == 0 || !is_watched) {
        return write_record(u, access);
    }
    TRY(count_shown(u, &shown));
    if (is_over(shown.hour + access->count, w->hour_most) ||
        is_over(shown.day + access->count, w->day_most)) {
        u->withheld = &ACCESS_LIMITED;
        return raise_alarm(u, ACCESS_REFUSED, shown.day);
    }
    TRY(write_record(u, access));
    int64_t now = shown.day + access->count;
    return w->day_unusual > 0 && now >= w->day_unusual ? raise_alarm(u, ACCESS_UNUSUAL, now) : NULL;
}

struct access *access_begin(struct unit *u, str act, str reason)
{
    assert(act.n > 0);
    struct access *access = NEW(u->arena, struct access);
    *access = (struct access){.unit = u, .act = act, .reason = reason};
    unit_note(u, write_access, access);
    return access;
}

static void add_subject(struct access *a, enum kind kind, int64_t id)
{
    if (id == 0) {
        return;
    }
    struct subject **at = &a->subjects;
    while (*at != NULL && ((*at)->kind < kind || ((*at)->kind == kind && (*at)->id < id))) {
        at = &(*at)->next;
    }
    if (*at != NULL && (*at)->kind == kind && (*at)->id == id) {
        return;
    }
    struct subject *s = NEW(a->unit->arena, struct subject);
    *s = (struct subject){.next = *at, .kind = kind, .id = id};
    *at = s;
    a->count++;
}

void access_add_account(struct access *a, account_id account)
{
    if (account.value != a->unit->actor->account.value) {
        add_subject(a, ACCOUNT, account.value);
    }
}

void access_add_supplier(struct access *a, supplier_id supplier)
{
    if (supplier.value != a->unit->actor->supplier.value) {
        add_subject(a, SUPPLIER, supplier.value);
    }
}

// --- Verifying -----------------------------------------------------------------------------------

// The record the walk is in.
struct walk {
    struct arena *batch;
    struct out text;
    int64_t id; // 0: before the first
    int64_t no;
    int64_t subjects_due;
    int64_t subjects_seen;
    str hash; // as written
    bool in_chain;
    int64_t rows;
    int64_t bad_no;
};

static void leave_record(struct walk *w)
{
    if (w->id == 0) {
        return;
    }
    bool holds = w->in_chain && w->subjects_seen == w->subjects_due &&
                 str_equals(w->hash, end_text(w->batch, &w->text));
    if (!holds && w->bad_no == 0) {
        w->bad_no = w->no;
    }
    w->rows++;
}

static void enter_record(struct walk *w, struct query *q)
{
    struct entry e = {
        .at = read_instant(q, "at"),
        .account = read_i64(q, "account_id"),
        .role = read_str(q, "role"),
        .address = read_str(q, "address"),
        .act = read_str(q, "act"),
        .reason = read_str(q, "reason"),
        .trace = read_str(q, "trace"),
    };
    w->id = read_i64(q, "id");
    w->no = read_i64(q, "no");
    w->subjects_due = read_i64(q, "subject_count");
    w->subjects_seen = 0;
    w->hash = read_str(q, "hash");
    w->in_chain = read_i64(q, "line_count") == 1;
    begin_text(&w->text, w->batch, &e);
}

// The next records; *out_after moves on to the last of them, or stays behind the last of all.
static err walk_batch(struct db *db, struct walk *w, int64_t *out_after)
{
    w->id = 0;
    struct query *q = db_query(db, &SQL_ACCESS_WALK);
    bind_i64(q, "after", *out_after);
    while (query_next(q)) {
        if (read_i64(q, "id") != w->id) {
            leave_record(w);
            enter_record(w, q);
        }
        if (read_i64(q, "subject_id") != 0) {
            add_to_text(&w->text, read_str(q, "kind"), read_i64(q, "subject_id"));
            w->subjects_seen++;
        }
    }
    TRY(query_end(q));
    leave_record(w);
    *out_after = w->id == 0 ? *out_after : w->id;
    return NULL;
}

static err walk_all(struct db *db, struct walk *w)
{
    int64_t after = 0;
    for (int64_t before = -1; before != after;) {
        before = after;
        TRY(walk_batch(db, w, &after));
        arena_reset(w->batch);
    }
    return NULL;
}

err access_verify(struct db *db, struct arena *arena, int64_t *out_rows, str *out_bad)
{
    struct walk w = {.batch = arena_open_below(arena, LIMIT_ARENA_UNIT)};
    db_set_arena(db, w.batch);
    err e = walk_all(db, &w);
    db_set_arena(db, arena);
    arena_close(w.batch);
    TRY(e);
    *out_rows = w.rows;
    *out_bad = w.bad_no == 0 ? S("") : str_format(arena, "%lld", (long long)w.bad_no);
    struct query *q = db_query(db, &SQL_ACCESS_GAP);
    if (query_next(q) && str_is_empty(*out_bad)) {
        *out_bad = str_format(arena, "access/%.*s", STR_ARG(read_str(q, "said")));
    }
    return query_end(q);
}
