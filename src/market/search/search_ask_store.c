#include "market/search/search_ask_store.h"

#include "base/limits.h"

static str place;             // of the index
static struct search *opened; // this process's copy; opened after the fork, with the first use

void search_set_place(str index_url)
{
    search_leave();
    place = index_url;
}

err search_here(struct unit *u, struct search **out)
{
    if (opened == NULL) {
        TRY(search_open(place, &opened));
        search_set_cache(opened, LIMIT_WEB_CACHE); // who fills the copy holds more
    }
    TRY(search_catch_up(opened, u->db, u->arena, u->today));
    *out = opened;
    return NULL;
}

bool search_is_due(void)
{
    return opened != NULL && search_hits_are_due(opened);
}

err search_tend(struct arena *a)
{
    return search_hits_tend(opened, a);
}

void search_leave(void)
{
    search_close(opened);
    opened = NULL;
}

// The nth (0 first) value of a name; false past the last.
static bool value_at(const search_field_list *fields, const char *name, size_t nth, str *out)
{
    for (size_t i = 0; i < fields->count; i++) {
        if (str_equals(fields->items[i].name, str_view(name)) && nth-- == 0) {
            *out = fields->items[i].value;
            return true;
        }
    }
    return false;
}

// The first value of a name, or empty.
static str value_of(const search_field_list *fields, const char *name)
{
    str value = {0};
    (void)value_at(fields, name, 0, &value);
    return value;
}

// A figure of the address; 0 when it is none or out of bounds.
static int64_t read_figure(const search_field_list *fields, const char *name, int64_t max)
{
    int64_t value = 0;
    bool known = str_parse_i64(value_of(fields, name), &value);
    return known && value > 0 && value <= max ? value : 0;
}

// The values of a field that may come more than once, parted by '|'.
static str read_list(struct arena *a, const search_field_list *fields, const char *name)
{
    str list = {0};
    str value = {0};
    for (size_t i = 0; i < LIMIT_SEARCH_CHOSEN && value_at(fields, name, i, &value); i++) {
        value = str_trim(value);
        bool is_value = str_length(value) <= LIMIT_QUERY && str_index(value, S("|")) == value.n;
        if (is_value) {
            list = search_list_with(a, list, value);
        }
    }
    return list;
}

static struct search_query read_query(struct arena *a, const search_field_list *fields)
{
    struct search_query q = {
        .category = str_trim(value_of(fields, "category")),
        .subs = read_list(a, fields, "sub"),
        .districts = read_list(a, fields, "district"),
        .deliveries = read_list(a, fields, "delivery"),
        .units = read_list(a, fields, "unit"),
        .green = str_equals(value_of(fields, "green"), S("1")),
        .quantity = read_figure(fields, "quantity", LIMIT_QUANTITY),
        .budget = WON(read_figure(fields, "budget", LIMIT_WON)),
        .each = WON(read_figure(fields, "each", LIMIT_WON)),
        .after = value_of(fields, "after"),
        .before = value_of(fields, "before"),
    };
    int sort = search_sort_from(value_of(fields, "sort"));
    q.sort = sort < 0 ? SEARCH_RELEVANT : (enum search_sort)sort;
    str value = {0};
    for (size_t i = 0; value_at(fields, "cert", i, &value); i++) {
        int kind = certificate_any_kind_from(value);
        q.tags |= kind < 0 ? 0 : UINT64_C(1) << kind;
    }
    for (size_t i = 0; value_at(fields, "band", i, &value); i++) {
        int64_t band = 0;
        bool known = str_parse_i64(value, &band) && band >= 0 && band < SEARCH_BANDS;
        q.bands |= known ? 1U << band : 0;
    }
    q.lead = read_figure(fields, "lead", SEARCH_LEADS);
    return q;
}

// What the words mean, in the filters the address leaves open.
static void take_meaning(struct asked *k)
{
    const struct search_meaning *x = &k->meaning;
    struct search_query *q = &k->query;
    q->text = x->text;
    q->also = x->also;
    if (x->mend == SEARCH_BY_SENTENCE) {
        k->kept = x->text;
        q->category = q->category.n > 0 ? q->category : x->category;
        q->districts = q->districts.n > 0 ? q->districts : x->districts;
        q->deliveries = q->deliveries.n > 0 ? q->deliveries : x->deliveries;
        q->tags = q->tags != 0 ? q->tags : x->tags;
        q->green = q->green || x->green;
        q->quantity = q->quantity > 0 ? q->quantity : x->quantity;
        q->budget = q->budget.won > 0 ? q->budget : x->budget;
        q->each = q->each.won > 0 ? q->each : x->each;
    }
}

err search_ask(struct search *s, struct arena *a, const search_field_list *fields,
               struct asked *out)
{
    *out = (struct asked){
        .typed = str_trim(value_of(fields, "q")),
        .exact = str_equals(value_of(fields, "exact"), S("1")),
        .query = read_query(a, fields),
    };
    if (str_length(out->typed) > LIMIT_QUERY) {
        out->typed = S(""); // nobody types that: show everything rather than an error
    }
    out->meaning = (struct search_meaning){.text = out->typed};
    if (!out->exact) {
        TRY(search_understand(s, a, out->typed, &out->meaning));
    }
    out->kept = out->typed;
    take_meaning(out);
    return NULL;
}
