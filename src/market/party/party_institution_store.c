#include "market/party/party_institution_store.h"

#include <assert.h>

#include "market/party/party_institution_store.sql.h"

static enum party_state read_state(struct query *q)
{
    int state = party_state_from(read_str(q, "state"));
    assert(state >= 0); // the schema's CHECK
    return (enum party_state)state;
}

err institution_store_search(struct db *db, struct arena *a, str text, public_no after,
                             size_t count, institution_line_list *out, int64_t *out_total)
{
    struct query *q = db_query(db, &SQL_INSTITUTION_SEARCH_TOTAL);
    bind_str(q, "name", party_like_words(a, text));
    *out_total = query_next(q) ? read_i64(q, "total") : 0;
    TRY(query_end(q));
    institution_line_list list = {.items = NEW_ARRAY(a, count, struct institution_line)};
    q = db_query(db, &SQL_INSTITUTION_SEARCH);
    bind_str(q, "name", party_like_words(a, text));
    bind_str(q, "text", text);
    bind_id(q, "after", after.value);
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q)) {
        assert(list.count < count);
        list.items[list.count++] = (struct institution_line){
            .no = {read_i64(q, "no")},
            .name = read_str(q, "name"),
            .kind = read_str(q, "kind"),
            .district_name = read_str(q, "district_name"),
            .parent_name = read_str(q, "parent_name"),
            .state = read_state(q),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

static struct institution_facts read_facts(struct query *q)
{
    return (struct institution_facts){
        .business_no = read_str(q, "business_no"),
        .address = read_str(q, "address"),
        .phone = read_str(q, "phone"),
        .head_title = read_str(q, "head_title"),
    };
}

static err find(struct query *q, struct institution *out)
{
    if (!query_next(q)) {
        TRY(query_end(q));
        return &PARTY_UNKNOWN;
    }
    struct institution i = {
        .id = {read_i64(q, "id")},
        .no = {read_i64(q, "no")},
        .code = read_str(q, "code"),
        .name = read_str(q, "name"),
        .kind = read_str(q, "kind"),
        .regime = read_str(q, "regime"),
        .district_name = read_str(q, "district_name"),
        .parent_name = read_str(q, "parent_name"),
        .facts = read_facts(q),
        .state = read_state(q),
        .created_at = read_instant(q, "created_at"),
        .version = read_i64(q, "version"),
    };
    TRY(query_end(q));
    *out = i;
    return NULL;
}

err institution_store_find(struct db *db, public_no no, struct institution *out)
{
    struct query *q = db_query(db, &SQL_INSTITUTION_FIND);
    bind_i64(q, "no", no.value);
    bind_null(q, "id");
    return find(q, out);
}

err institution_store_find_own(struct db *db, institution_id id, struct institution *out)
{
    struct query *q = db_query(db, &SQL_INSTITUTION_FIND);
    bind_null(q, "no");
    bind_i64(q, "id", id.value);
    return find(q, out);
}

static err save(struct query *q, struct institution *i)
{
    bind_i64(q, "id", i->id.value);
    bind_i64(q, "version", i->version);
    TRY(query_run_one(q, &PARTY_CHANGED));
    i->version++;
    return NULL;
}

err institution_store_set_facts(struct db *db, struct institution *i)
{
    struct query *q = db_query(db, &SQL_INSTITUTION_SET_FACTS);
    bind_text(q, "business_no", i->facts.business_no);
    bind_str(q, "address", i->facts.address);
    bind_str(q, "phone", i->facts.phone);
    bind_str(q, "head_title", i->facts.head_title);
    return save(q, i);
}

err institution_store_set_state(struct db *db, struct institution *i, enum party_state state)
{
    struct query *q = db_query(db, &SQL_INSTITUTION_SET_STATE);
    bind_str(q, "state", str_view(party_state_word(state)));
    TRY(save(q, i));
    i->state = state;
    return NULL;
}

err institution_store_set_regime(struct db *db, struct institution *i, str regime)
{
    struct query *q = db_query(db, &SQL_INSTITUTION_SET_REGIME);
    bind_str(q, "regime", regime);
    TRY(save(q, i));
    i->regime = regime;
    return NULL;
}

err institution_store_list(struct db *db, struct arena *a, const struct party_filter *filter,
                           size_t count, institution_line_list *out)
{
    institution_line_list list = {.items = NEW_ARRAY(a, count, struct institution_line)};
    struct query *q = db_query(db, &SQL_INSTITUTION_LIST);
    bind_text(q, "state",
              filter->state < 0 ? S("")
                                : str_view(party_state_word((enum party_state)filter->state)));
    bind_text(q, "name", party_like_words(a, filter->text));
    bind_id(q, "after", filter->after.value);
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q)) {
        assert(list.count < count);
        list.items[list.count++] = (struct institution_line){
            .no = {read_i64(q, "no")},
            .name = read_str(q, "name"),
            .kind = read_str(q, "kind"),
            .regime = read_str(q, "regime"),
            .district_name = read_str(q, "district_name"),
            .state = read_state(q),
            .applied_at = read_instant(q, "applied_at"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err institution_store_add_department(struct db *db, institution_id id, public_no no, str name)
{
    struct query *q = db_query(db, &SQL_DEPARTMENT_ADD_FIRST);
    bind_i64(q, "institution", id.value);
    bind_i64(q, "no", no.value);
    bind_str(q, "name", name);
    return query_run(q, NULL);
}

err institution_store_counts(struct db *db, struct arena *a, str text, int64_t *out)
{
    struct query *q = db_query(db, &SQL_INSTITUTION_COUNTS);
    bind_text(q, "name", party_like_words(a, text));
    for (int s = 0; s < PARTY_STATE_COUNT; s++) {
        out[s] = 0;
    }
    while (query_next(q)) {
        out[read_state(q)] += read_i64(q, "count");
    }
    return query_end(q);
}
