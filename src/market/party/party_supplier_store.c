#include "market/party/party_supplier_store.h"

#include <assert.h>

#include "base/limits.h"
#include "base/out.h"
#include "market/party/party_supplier_store.sql.h"

err supplier_store_is_known(struct db *db, str business_no, bool *out)
{
    struct query *q = db_query(db, &SQL_SUPPLIER_IS_KNOWN);
    bind_str(q, "business_no", business_no);
    *out = query_next(q) && read_i64(q, "count") > 0;
    return query_end(q);
}

static void bind_facts(struct query *q, const struct supplier_facts *f, file_id license)
{
    bind_str(q, "name", f->name);
    bind_text(q, "corporate_no", f->corporate_no);
    bind_str(q, "representative", f->representative);
    bind_bool(q, "is_corporation", f->is_corporation);
    bind_str(q, "business_type", f->business_type);
    bind_str(q, "business_item", f->business_item);
    bind_str(q, "district", f->district_code);
    bind_str(q, "address", f->address);
    bind_str(q, "phone", f->phone);
    bind_str(q, "email", f->email);
    bind_str(q, "introduction", f->introduction);
    bind_date(q, "opened_on", f->opened_on);
    bind_id(q, "license", license.value);
}

err supplier_store_add(struct db *db, const struct supplier_facts *facts, public_no no,
                       file_id license, instant now, supplier_id *out)
{
    struct query *q = db_query(db, &SQL_SUPPLIER_ADD);
    bind_facts(q, facts, license);
    bind_i64(q, "no", no.value);
    bind_str(q, "business_no", facts->business_no);
    bind_bool(q, "is_demo", false);
    bind_instant(q, "now", now);
    return query_run_id(q, &out->value);
}

static struct supplier_facts read_facts(struct query *q)
{
    return (struct supplier_facts){
        .name = read_str(q, "name"),
        .business_no = read_str(q, "business_no"),
        .corporate_no = read_str(q, "corporate_no"),
        .representative = read_str(q, "representative"),
        .is_corporation = read_bool(q, "is_corporation"),
        .business_type = read_str(q, "business_type"),
        .business_item = read_str(q, "business_item"),
        .district_code = read_str(q, "district_code"),
        .district_name = read_str(q, "district_name"),
        .address = read_str(q, "address"),
        .phone = read_str(q, "phone"),
        .email = read_str(q, "email"),
        .introduction = read_str(q, "introduction"),
        .opened_on = read_date(q, "opened_on"),
    };
}

// A firm that closed for good is shown as stopped.
static enum party_state read_state(struct query *q)
{
    int state = party_state_from(read_str(q, "state"));
    return state < 0 ? PARTY_SUSPENDED : (enum party_state)state;
}

static err find(struct query *q, struct supplier *out)
{
    if (!query_next(q)) {
        TRY(query_end(q));
        return &PARTY_UNKNOWN;
    }
    struct supplier s = {
        .id = {read_i64(q, "id")},
        .no = {read_i64(q, "no")},
        .facts = read_facts(q),
        .state = read_state(q),
        .sanctioned_until = read_date(q, "sanctioned_until"),
        .license = {read_i64(q, "license_file_id")},
        .bank_name = read_str(q, "bank_name"),
        .bank_account = read_str(q, "bank_account"),
        .bank_holder = read_str(q, "bank_holder"),
        .created_at = read_instant(q, "created_at"),
        .activated_at = read_instant(q, "activated_at"),
        .version = read_i64(q, "version"),
    };
    TRY(query_end(q));
    *out = s;
    return NULL;
}

err supplier_store_find(struct db *db, public_no no, struct supplier *out)
{
    struct query *q = db_query(db, &SQL_SUPPLIER_FIND);
    bind_i64(q, "no", no.value);
    bind_null(q, "id");
    return find(q, out);
}

err supplier_store_find_own(struct db *db, supplier_id id, struct supplier *out)
{
    struct query *q = db_query(db, &SQL_SUPPLIER_FIND);
    bind_null(q, "no");
    bind_i64(q, "id", id.value);
    return find(q, out);
}

static err save(struct query *q, struct supplier *s)
{
    bind_i64(q, "id", s->id.value);
    bind_i64(q, "version", s->version);
    TRY(query_run_one(q, &PARTY_CHANGED));
    s->version++;
    return NULL;
}

err supplier_store_set_facts(struct db *db, struct supplier *s)
{
    struct query *q = db_query(db, &SQL_SUPPLIER_SET_FACTS);
    bind_facts(q, &s->facts, s->license);
    return save(q, s);
}

err supplier_store_set_bank(struct db *db, struct supplier *s)
{
    struct query *q = db_query(db, &SQL_SUPPLIER_SET_BANK);
    bind_str(q, "bank", s->bank_name);
    bind_str(q, "account", s->bank_account);
    bind_str(q, "holder", s->bank_holder);
    return save(q, s);
}

err supplier_store_set_state(struct db *db, struct supplier *s, enum party_state state, instant now)
{
    struct query *q = db_query(db, &SQL_SUPPLIER_SET_STATE);
    bind_str(q, "state", str_view(party_state_word(state)));
    bind_instant(q, "now", now);
    TRY(save(q, s));
    s->state = state;
    return NULL;
}

// The digits of `text` as "…%", or something no number is when it holds none.
static str like_digits(struct arena *a, str text)
{
    struct out o;
    out_init(&o, a, text.n + 2);
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] >= '0' && text.p[i] <= '9') {
            out_char(&o, text.p[i]);
        }
    }
    if (o.n == 0) {
        return S("-"); // no number is that
    }
    out_char(&o, '%');
    return out_view(&o);
}

err supplier_store_list(struct db *db, struct arena *a, const struct party_filter *filter,
                        size_t count, supplier_line_list *out)
{
    supplier_line_list list = {.items = NEW_ARRAY(a, count, struct supplier_line)};
    struct query *q = db_query(db, &SQL_SUPPLIER_LIST);
    bind_text(q, "state",
              filter->state < 0 ? S("")
                                : str_view(party_state_word((enum party_state)filter->state)));
    bind_text(q, "name", party_like_words(a, filter->text));
    bind_text(q, "digits", like_digits(a, filter->text));
    bind_id(q, "after", filter->after.value);
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q)) {
        assert(list.count < count);
        list.items[list.count++] = (struct supplier_line){
            .id = {read_i64(q, "id")},
            .no = {read_i64(q, "no")},
            .name = read_str(q, "name"),
            .business_no = read_str(q, "business_no"),
            .representative = read_str(q, "representative"),
            .district_name = read_str(q, "district_name"),
            .state = read_state(q),
            .applied_at = read_is_null(q, "applied_at") ? read_instant(q, "created_at")
                                                        : read_instant(q, "applied_at"),
            .waiting_certificates = read_i64(q, "waiting_certificates"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err supplier_store_counts(struct db *db, struct arena *a, str text, int64_t *out)
{
    struct query *q = db_query(db, &SQL_SUPPLIER_COUNTS);
    bind_text(q, "name", party_like_words(a, text));
    bind_text(q, "digits", like_digits(a, text));
    for (int s = 0; s < PARTY_STATE_COUNT; s++) {
        out[s] = 0;
    }
    while (query_next(q)) {
        out[read_state(q)] += read_i64(q, "count");
    }
    return query_end(q);
}

err supplier_store_reindex(struct db *db, supplier_id id)
{
    struct query *q = db_query(db, &SQL_SUPPLIER_REINDEX);
    bind_i64(q, "supplier", id.value);
    return query_run(q, NULL);
}

err party_store_districts(struct db *db, struct arena *a, district_list *out)
{
    district_list list = {.items = NEW_ARRAY(a, LIMIT_DISTRICTS, struct district)};
    struct query *q = db_query(db, &SQL_PARTY_DISTRICTS);
    while (query_next(q) && list.count < LIMIT_DISTRICTS) {
        list.items[list.count++] =
            (struct district){.code = read_str(q, "code"), .name = read_str(q, "name")};
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

str party_like_words(struct arena *a, str text)
{
    if (text.n == 0) {
        return S("");
    }
    struct out o;
    out_init(&o, a, 2 * text.n + 2);
    out_char(&o, '%');
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '%' || c == '_' || c == '!') {
            out_char(&o, '!');
        }
        out_char(&o, c);
    }
    out_char(&o, '%');
    return out_view(&o);
}
