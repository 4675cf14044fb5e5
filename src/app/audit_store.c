#include "app/audit_store.h"

#include <assert.h>

#include "app/audit_store.sql.h"
#include "base/limits.h"
#include "base/out.h"

const struct fault AUDIT_NO_SUCH_PERSON = {
    .kind = FAULT_INVALID,
    .code = "audit.no_such_person",
    .text = "그런 사람이 없습니다. 아이디(전자우편)나 계정번호를 확인해 주세요.",
};

const struct fault AUDIT_NO_SUCH_PARTY = {
    .kind = FAULT_INVALID,
    .code = "audit.no_such_party",
    .text = "그런 기관이나 기업이 없습니다. 이름 전체나 번호를 적어 주세요.",
};

const struct fault AUDIT_NO_SUCH_OBJECT = {
    .kind = FAULT_INVALID,
    .code = "audit.no_such_object",
    .text = "그 번호의 대상이 없습니다. 대상의 종류와 번호를 확인해 주세요.",
};

// --- Lines ---------------------------------------------------------------------------------------

// "contract.%", with what LIKE would take for a pattern written out.
static str pattern_of(struct arena *a, str begins)
{
    struct out o;
    out_init(&o, a, LIMIT_REQUEST_HEAD);
    for (size_t i = 0; i < begins.n; i++) {
        char c = begins.p[i];
        if (c == '%' || c == '_' || c == '!') {
            out_char(&o, '!');
        }
        out_char(&o, c);
    }
    out_char(&o, '%');
    return out_view(&o);
}

// Which of the statement's ways finds the lines: the one whose index leaves the fewest to look at.
static str way_of(const struct audit_filter *f)
{
    if (f->object_id != 0) {
        return S("object");
    }
    if (f->lane.n > 0) {
        return S("lane");
    }
    if (f->person.value != 0) {
        return S("person");
    }
    if (f->is_platform) {
        return S("platform");
    }
    return f->act.n > 0 || f->object.n > 0 ? S("kind") : S("chain");
}

static int64_t day_end_us(const struct audit_filter *f)
{
    return date_is_none(f->day) ? INT64_MAX : instant_end_of(f->day).us + 1;
}

static void bind_filter(struct query *q, struct arena *a, const struct audit_filter *f)
{
    bind_str(q, "way", way_of(f));
    bind_text(q, "lane", f->lane);
    bind_bool(q, "platform", f->is_platform);
    bind_i64(q, "from_at", date_is_none(f->day) ? 0 : instant_at(f->day, 0, 0).us);
    bind_i64(q, "to_at", day_end_us(f));
    bind_text(q, "act", f->act.n == 0 ? S("") : pattern_of(a, f->act));
    bind_id(q, "account", f->person.value);
    bind_text(q, "object", f->object);
    bind_id(q, "object_id", f->object_id);
    bind_bool(q, "views", f->with_views);
}

// Before the key and before the end of the day asked for, in one: so an index is entered at the
// day's last line, whatever came after it.
static void bind_key(struct query *q, const struct audit_filter *f, struct audit_key key)
{
    int64_t end_us = day_end_us(f);
    bool within = key.at.us < end_us || date_is_none(f->day);
    bind_i64(q, "before_at", within ? key.at.us : end_us);
    bind_i64(q, "before_id", within ? key.n : 0); // no line has the number 0
    bind_i64(q, "before_seq", key.n);
}

static struct audit_line_read read_line(struct query *q)
{
    struct audit_line_read line = {
        .at = read_instant(q, "at"),
        .seq = read_i64(q, "seq"),
        .party = read_str(q, "party"),
        .account = {read_i64(q, "account_id")},
        .account_no = {read_i64(q, "account_no")},
        .account_name = read_str(q, "account_name"),
        .behalf = {read_i64(q, "behalf_id")},
        .behalf_name = read_str(q, "behalf_name"),
        .role = read_str(q, "role"),
        .address = read_str(q, "address"),
        .act = read_str(q, "act"),
        .object = read_str(q, "object"),
        .object_no = {read_i64(q, "object_no")},
        .reason = read_str(q, "reason"),
        .hash = read_str(q, "hash"),
    };
    line.key = (struct audit_key){.at = line.at, .n = read_i64(q, "key_n")};
    return line;
}

struct audit_key audit_key_parse(str text)
{
    struct audit_key key = AUDIT_NEWEST;
    str n = text;
    str at = str_cut(&n, '.');
    if (!str_parse_i64(at, &key.at.us) || !str_parse_i64(n, &key.n)) {
        return AUDIT_NEWEST;
    }
    return key;
}

err audit_store_list(struct db *db, struct arena *a, const struct audit_filter *filter,
                     struct audit_key key, size_t count, audit_lines *out)
{
    audit_lines list = {.items = NEW_ARRAY(a, count, struct audit_line_read)};
    struct query *q = db_query(db, &SQL_AUDIT_LIST);
    bind_filter(q, a, filter);
    bind_key(q, filter, key);
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q)) {
        assert(list.count < count);
        list.items[list.count++] = read_line(q);
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

// --- What a filter names -------------------------------------------------------------------------

static int64_t number_of(str text)
{
    public_no no = NO_ID(public_no);
    (void)public_no_parse(text, &no); // not a number: a name
    return no.value;
}

err audit_store_find_person(struct db *db, str text, institution_id institution, account_id *out)
{
    struct query *q = db_query(db, &SQL_AUDIT_PERSON_FIND);
    bind_str(q, "text", text);
    bind_i64(q, "no", number_of(text));
    bind_id(q, "institution", institution.value);
    int64_t id = query_next(q) ? read_i64(q, "id") : 0;
    TRY(query_end(q));
    if (id == 0) {
        return &AUDIT_NO_SUCH_PERSON;
    }
    out->value = id;
    return NULL;
}

err audit_store_find_party(struct db *db, str text, str *out_lane)
{
    struct query *q = db_query(db, &SQL_AUDIT_PARTY_FIND);
    bind_str(q, "text", text);
    bind_i64(q, "no", number_of(text));
    str lane = query_next(q) ? read_str(q, "lane") : S("");
    TRY(query_end(q));
    if (lane.n == 0) {
        return &AUDIT_NO_SUCH_PARTY;
    }
    *out_lane = lane;
    return NULL;
}

err audit_store_find_object(struct db *db, str object, public_no no, int64_t *out_id)
{
    struct query *q = db_query(db, &SQL_AUDIT_OBJECT_FIND);
    bind_str(q, "object", object);
    bind_i64(q, "no", no.value);
    int64_t id = query_next(q) ? read_i64(q, "id") : 0;
    TRY(query_end(q));
    if (id == 0) {
        return &AUDIT_NO_SUCH_OBJECT;
    }
    *out_id = id;
    return NULL;
}

// --- Verifications -------------------------------------------------------------------------------

err audit_store_add_check(struct db *db, const struct audit_check *c, account_id by,
                          const audit_lanes *lanes)
{
    struct query *q = db_query(db, &SQL_AUDIT_CHECK_ADD);
    bind_i64(q, "no", c->no.value);
    bind_i64(q, "account", by.value);
    bind_instant(q, "now", c->checked_at);
    bind_i64(q, "took", c->took_us);
    bind_i64(q, "row_count", c->row_count);
    bind_i64(q, "lane_count", c->lane_count);
    bind_i64(q, "bad_count", c->bad_count);
    int64_t id = 0;
    TRY(query_run_id(q, &id));
    for (size_t i = 0; i < lanes->count; i++) {
        const struct audit_lane *lane = &lanes->items[i];
        q = db_query(db, &SQL_AUDIT_CHECK_LANE_ADD);
        bind_i64(q, "check", id);
        bind_str(q, "lane", lane->lane);
        bind_i64(q, "row_count", lane->rows);
        bind_i64(q, "took", lane->took_us);
        bind_i64(q, "bad_seq", lane->bad_seq);
        TRY(query_run(q, NULL));
    }
    return NULL;
}

err audit_store_list_checks(struct db *db, struct arena *a, size_t count, audit_checks *out)
{
    audit_checks list = {.items = NEW_ARRAY(a, count, struct audit_check)};
    struct query *q = db_query(db, &SQL_AUDIT_CHECK_LIST);
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q)) {
        assert(list.count < count);
        list.items[list.count++] = (struct audit_check){
            .no = {read_i64(q, "no")},
            .name = read_str(q, "name"),
            .checked_at = read_instant(q, "checked_at"),
            .took_us = read_i64(q, "took_us"),
            .row_count = read_i64(q, "row_count"),
            .lane_count = read_i64(q, "lane_count"),
            .bad_count = read_i64(q, "bad_count"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err audit_store_list_check_lanes(struct db *db, struct arena *a, public_no no, int64_t skipped,
                                 size_t count, audit_check_lanes *out)
{
    audit_check_lanes list = {.items = NEW_ARRAY(a, count, struct audit_check_lane)};
    struct query *q = db_query(db, &SQL_AUDIT_CHECK_LANES);
    bind_i64(q, "no", no.value);
    bind_i64(q, "count", (int64_t)count);
    bind_i64(q, "skipped", skipped);
    while (query_next(q)) {
        assert(list.count < count);
        list.items[list.count++] = (struct audit_check_lane){
            .lane = {.lane = read_str(q, "lane"),
                     .rows = read_i64(q, "row_count"),
                     .took_us = read_i64(q, "took_us"),
                     .bad_seq = read_i64(q, "bad_seq")},
            .party = read_str(q, "party"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}
