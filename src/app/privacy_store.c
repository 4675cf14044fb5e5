#include "app/privacy_store.h"

#include <assert.h>

#include "app/privacy_store.sql.h"

const struct fault PRIVACY_NO_SUCH_RECORD = {
    .kind = FAULT_MISSING,
    .code = "privacy.no_such_record",
    .text = "그런 접속기록이 없습니다. 목록에서 다시 골라 주세요.",
};

static struct privacy_entry read_entry(struct query *q)
{
    return (struct privacy_entry){
        .id = read_i64(q, "id"),
        .no = {read_i64(q, "no")},
        .at = read_instant(q, "at"),
        .account = {read_i64(q, "account_id")},
        .account_no = {read_i64(q, "account_no")},
        .name = read_str(q, "name"),
        .role = read_str(q, "role"),
        .address = read_str(q, "address"),
        .act = read_str(q, "act"),
        .reason = read_str(q, "reason"),
        .subject_count = read_i64(q, "subject_count"),
    };
}

static void bind_span(struct query *q, const struct privacy_filter *f)
{
    bind_i64(q, "from_at", f->from.us);
    bind_i64(q, "to_at", f->to.us);
}

err privacy_store_list(struct db *db, struct arena *a, const struct privacy_filter *filter,
                       struct audit_key key, size_t count, privacy_entries *out)
{
    privacy_entries list = {.items = NEW_ARRAY(a, count, struct privacy_entry)};
    struct query *q = db_query(db, &SQL_PRIVACY_LIST);
    bind_span(q, filter);
    bind_i64(q, "key_at", key.at.us);
    bind_i64(q, "key_n", key.n);
    bind_id(q, "account", filter->viewer.value);
    bind_id(q, "reviewer", filter->reviewer.value);
    bind_text(q, "kind", filter->kind);
    bind_i64(q, "subject", filter->subject);
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q)) {
        assert(list.count < count);
        list.items[list.count++] = read_entry(q);
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err privacy_store_top(struct db *db, struct arena *a, const struct privacy_filter *filter,
                      size_t count, struct privacy_top *out)
{
    struct privacy_top top = {.viewers = {.items = NEW_ARRAY(a, count, struct privacy_viewer)}};
    struct query *q = db_query(db, &SQL_PRIVACY_TOP);
    bind_span(q, filter);
    bind_id(q, "reviewer", filter->reviewer.value);
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q)) {
        assert(top.viewers.count < count);
        top.entry_count = read_i64(q, "all_entries");
        top.person_count = read_i64(q, "all_persons");
        top.viewers.items[top.viewers.count++] = (struct privacy_viewer){
            .account = {read_i64(q, "id")},
            .no = {read_i64(q, "no")},
            .name = read_str(q, "name"),
            .entry_count = read_i64(q, "entry_count"),
            .person_count = read_i64(q, "person_count"),
        };
    }
    TRY(query_end(q));
    *out = top;
    return NULL;
}

err privacy_store_alarms(struct db *db, struct arena *a, const struct privacy_filter *filter,
                         size_t count, privacy_alarms *out)
{
    privacy_alarms list = {.items = NEW_ARRAY(a, count, struct privacy_alarm)};
    struct query *q = db_query(db, &SQL_PRIVACY_ALARMS);
    bind_span(q, filter);
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q)) {
        assert(list.count < count);
        list.items[list.count++] = (struct privacy_alarm){
            .account = {read_i64(q, "id")},
            .no = {read_i64(q, "no")},
            .name = read_str(q, "name"),
            .day = read_date(q, "day"),
            .is_refused = str_equals(read_str(q, "kind"), S("refused")),
            .person_count = read_i64(q, "person_count"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

// A business number is often typed with hyphens.
static str without_hyphens(struct arena *a, str text)
{
    char *p = arena_alloc(a, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != '-') {
            p[n++] = text.p[i];
        }
    }
    return (str){.p = p, .n = n};
}

err privacy_store_find_subject(struct db *db, struct arena *a, str text, struct privacy_filter *out)
{
    public_no no = NO_ID(public_no);
    (void)public_no_parse(text, &no); // not a number: a name
    struct query *q = db_query(db, &SQL_PRIVACY_SUBJECT_FIND);
    bind_str(q, "text", str_lower_ascii(a, text));
    bind_str(q, "digits", without_hyphens(a, text));
    bind_i64(q, "no", no.value);
    bool found = query_next(q);
    if (found) {
        out->kind = read_str(q, "kind");
        out->subject = read_i64(q, "id");
    }
    TRY(query_end(q));
    return found ? NULL : &AUDIT_NO_SUCH_PERSON;
}

err privacy_store_find(struct db *db, public_no no, struct privacy_entry *out)
{
    struct query *q = db_query(db, &SQL_PRIVACY_ENTRY_FIND);
    bind_i64(q, "no", no.value);
    if (!query_next(q)) {
        TRY(query_end(q));
        return &PRIVACY_NO_SUCH_RECORD;
    }
    struct privacy_entry e = read_entry(q);
    TRY(query_end(q));
    *out = e;
    return NULL;
}

err privacy_store_list_subjects(struct db *db, struct arena *a, int64_t id, size_t count,
                                privacy_subjects *out)
{
    privacy_subjects list = {.items = NEW_ARRAY(a, count, struct privacy_subject)};
    struct query *q = db_query(db, &SQL_PRIVACY_SUBJECTS);
    bind_i64(q, "id", id);
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q)) {
        assert(list.count < count);
        list.items[list.count++] = (struct privacy_subject){
            .kind = read_str(q, "kind"),
            .id = read_i64(q, "subject_id"),
            .no = {read_i64(q, "no")},
            .name = read_str(q, "name"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err privacy_store_find_review(struct db *db, int64_t month, struct privacy_review *out)
{
    struct privacy_review review = {.name = S("")};
    struct query *q = db_query(db, &SQL_PRIVACY_REVIEW_FIND);
    bind_i64(q, "month", month);
    if (query_next(q)) {
        review = (struct privacy_review){
            .at = read_instant(q, "at"),
            .name = read_str(q, "name"),
            .opinion = read_str(q, "reason"),
        };
    }
    TRY(query_end(q));
    *out = review;
    return NULL;
}
