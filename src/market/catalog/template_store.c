#include "market/catalog/template_store.h"

#include <assert.h>

#include "base/limits.h"
#include "base/out.h"
#include "market/catalog/guide_store.h"
#include "market/catalog/normal.h"
#include "market/catalog/template_store.sql.h"

#define VALUES_MAX 5000 // distinct values of an attribute, or of a spelling, that are looked at
#define ITEMS_MAX 200   // of a list

static const struct {
    const struct sql *read;
    const struct sql *write;
    const struct sql *remove; // NULL: it is not removed
} STATEMENTS[] = {
    [TEMPLATE_CATEGORY] = {&SQL_TEMPLATE_CATEGORY,  &SQL_TEMPLATE_CATEGORY_SET,  NULL                     },
    [TEMPLATE_ATTRIBUTE] = {&SQL_TEMPLATE_ATTRIBUTE, &SQL_TEMPLATE_ATTRIBUTE_SET,
                           &SQL_TEMPLATE_ATTRIBUTE_REMOVE                                                 },
    [TEMPLATE_SYNONYM] = {&SQL_TEMPLATE_SYNONYM,   &SQL_TEMPLATE_SYNONYM_SET,
                           &SQL_TEMPLATE_SYNONYM_REMOVE                                                   },
    [TEMPLATE_WORD] = {&SQL_TEMPLATE_WORD,      &SQL_TEMPLATE_WORD_SET,      &SQL_TEMPLATE_WORD_REMOVE},
    [TEMPLATE_REASON] = {&SQL_TEMPLATE_REASON,    &SQL_TEMPLATE_REASON_SET,    NULL                     },
    [TEMPLATE_UNIT] = {&SQL_TEMPLATE_UNIT,      &SQL_TEMPLATE_UNIT_SET,      &SQL_TEMPLATE_UNIT_REMOVE},
};
static_assert(COUNT(STATEMENTS) == TEMPLATE_KIND_COUNT, "a kind came or went: give it its rows");

// An attribute's key is its category's code, a stroke, and its own.
static str category_of(str key)
{
    return str_cut(&key, '/');
}

static str own_of(str key)
{
    (void)str_cut(&key, '/');
    return key;
}

static void bind_key(struct query *q, enum template_kind kind, str key)
{
    if (kind == TEMPLATE_ATTRIBUTE) {
        bind_str(q, "category", category_of(key));
        bind_str(q, "key", own_of(key));
    } else {
        bind_str(q, "key", key);
    }
}

err template_store_read(struct db *db, struct arena *a, enum template_kind kind, str key,
                        str *out_values, bool *out_there)
{
    const struct template_column *columns = NULL;
    size_t count = template_columns(kind, &columns);
    struct query *q = db_query(db, STATEMENTS[kind].read);
    bind_key(q, kind, key);
    *out_there = query_next(q);
    for (size_t c = 0; c < count; c++) {
        bool number = columns[c].type == TEMPLATE_COUNT || columns[c].type == TEMPLATE_FLAG;
        out_values[c] = !*out_there ? S("")
                        : number    ? str_format(a, "%lld", (long long)read_i64(q, columns[c].name))
                                    : read_str(q, columns[c].name);
    }
    return query_end(q);
}

static void bind_values(struct query *q, enum template_kind kind, const str *values)
{
    const struct template_column *columns = NULL;
    size_t count = template_columns(kind, &columns);
    for (size_t c = 0; c < count; c++) {
        if (kind == TEMPLATE_CATEGORY && c == CATEGORY_THINGS) {
            continue; // a row of its own
        }
        int64_t number = 0;
        // Numbers that are no amounts are nothing where nobody knows them.
        bool optional = kind == TEMPLATE_CATEGORY &&
                        (c == CATEGORY_PARENT || c == CATEGORY_CLASS_NO || c == CATEGORY_DETAIL_NO);
        if (columns[c].type == TEMPLATE_COUNT || columns[c].type == TEMPLATE_FLAG) {
            (void)str_parse_i64(values[c], &number); // it was checked
            bind_i64(q, columns[c].name, number);
        } else if (optional) {
            bind_text(q, columns[c].name, values[c]);
        } else {
            bind_str(q, columns[c].name, values[c]);
        }
    }
}

err template_store_write(struct db *db, enum template_kind kind, str key, const str *values)
{
    struct query *q = db_query(db, STATEMENTS[kind].write);
    bind_key(q, kind, key);
    bind_values(q, kind, values);
    TRY(query_run_one(q, &TEMPLATE_UNKNOWN));
    return kind == TEMPLATE_CATEGORY ? template_store_set_things(db, key, values[CATEGORY_THINGS])
                                     : NULL;
}

err template_store_set_things(struct db *db, str category, str things)
{
    struct query *q = db_query(db, &SQL_TEMPLATE_THINGS_SET);
    bind_str(q, "category", category);
    bind_str(q, "things", things);
    return query_run(q, NULL);
}

err template_store_remove(struct db *db, enum template_kind kind, str key)
{
    assert(STATEMENTS[kind].remove != NULL);
    struct query *q = db_query(db, STATEMENTS[kind].remove);
    bind_key(q, kind, key);
    return query_run_one(q, &TEMPLATE_UNKNOWN);
}

err template_store_tell(struct db *db, enum template_kind kind, str key)
{
    TRY(guide_store_changed(db));
    if (kind == TEMPLATE_CATEGORY) {
        struct query *q = db_query(db, &SQL_TEMPLATE_TELL_OFFERS);
        bind_str(q, "key", key);
        TRY(query_run(q, NULL));
    }
    if (kind == TEMPLATE_CATEGORY || kind == TEMPLATE_SYNONYM || kind == TEMPLATE_UNIT) {
        return query_run(db_query(db, &SQL_TEMPLATE_TELL_WORDS), NULL);
    }
    return query_run(db_query(db, &SQL_TEMPLATE_TELL_QUEUE), NULL);
}

// --- What it touches -----------------------------------------------------------------------------

static err count_one(struct query *q, int64_t *out)
{
    if (query_next(q)) {
        *out = read_i64(q, "count");
    }
    return query_end(q);
}

static err count_titles(struct db *db, str word, int64_t *out)
{
    struct query *q = db_query(db, &SQL_TEMPLATE_TOUCH_TITLES);
    bind_like(q, "word", word);
    return count_one(q, out);
}

static err count_searches(struct db *db, str word, date since, int64_t *out)
{
    struct query *q = db_query(db, &SQL_TEMPLATE_TOUCH_SEARCHES);
    bind_like(q, "word", word);
    bind_date(q, "since", since);
    return count_one(q, out);
}

static err touch_category(struct db *db, struct arena *a, str key, struct template_touch *out)
{
    struct template_product *x = NULL;
    out->named.items = NEW_ARRAY(a, TEMPLATE_NAMED, struct template_product);
    struct query *q = db_query(db, &SQL_TEMPLATE_TOUCH_CATEGORY);
    bind_str(q, "key", key);
    bind_i64(q, "count", TEMPLATE_NAMED);
    while (query_next(q)) {
        int64_t id = read_i64(q, "id");
        if (x == NULL || x->id.value != id) {
            assert(out->named.count < TEMPLATE_NAMED); // the statement's limit
            x = &out->named.items[out->named.count++];
            *x = (struct template_product){
                .id = {id},
                .no = {read_i64(q, "no")},
                .title = read_str(q, "title"),
                .maker = read_str(q, "maker"),
                .model = read_str(q, "model"),
                .is_sold = read_i64(q, "is_sold") != 0,
            };
            x->values.items = NEW_ARRAY(a, LIMIT_ATTRIBUTES, struct listing_value);
        }
        out->products = read_i64(q, "products");
        out->offers = read_i64(q, "offers");
        str name = read_str(q, "key");
        if (name.n > 0 && x->values.count < LIMIT_ATTRIBUTES) {
            x->values.items[x->values.count++] =
                (struct listing_value){.key = name, .value = read_str(q, "value")};
        }
    }
    return query_end(q);
}

static err touch_attribute(struct db *db, struct arena *a, str key, const str *becomes,
                           struct template_touch *out)
{
    struct query *q = db_query(db, &SQL_TEMPLATE_TOUCH_VALUES);
    bind_key(q, TEMPLATE_ATTRIBUTE, key);
    bind_i64(q, "count", VALUES_MAX);
    while (query_next(q)) {
        int64_t count = read_i64(q, "count");
        out->products += count;
        if (becomes != NULL && !template_value_fits(a, becomes, read_str(q, "value"))) {
            out->unfit += count;
        }
    }
    TRY(query_end(q));
    if (becomes == NULL || !str_equals(becomes[ATTRIBUTE_COLUMN_REQUIRED], S("1"))) {
        return NULL;
    }
    q = db_query(db, &SQL_TEMPLATE_TOUCH_MISSING);
    bind_key(q, TEMPLATE_ATTRIBUTE, key);
    return count_one(q, &out->missing);
}

// --- What a unit touches -------------------------------------------------------------------------

static void put_unit(struct arena *a, struct normal_units *to, str name, const str *values)
{
    struct normal_unit unit = {
        .name = name,
        .base = values[UNIT_BASE],
        .is_counted = str_equals(values[UNIT_COUNTED], S("1")),
    };
    (void)str_parse_i64(values[UNIT_TIMES], &unit.times); // they were checked
    (void)str_parse_i64(values[UNIT_PARTS], &unit.by);
    normal_units_add(a, to, &unit, values[UNIT_SPELLINGS]);
}

static void add_unit(struct query *q, struct arena *a, struct normal_units *to)
{
    struct normal_unit unit = {.name = read_str(q, "name"),
                               .base = read_str(q, "base"),
                               .times = read_i64(q, "times"),
                               .by = read_i64(q, "parts"),
                               .is_counted = read_bool(q, "is_counted")};
    normal_units_add(a, to, &unit, read_str(q, "spellings"));
}

// All of them to `all`, and those but one to `others`.
static err read_units(struct db *db, struct arena *a, str but, struct normal_units *all,
                      struct normal_units *others)
{
    struct query *q = db_query(db, &SQL_TEMPLATE_UNITS);
    bind_i64(q, "count", LIMIT_UNITS);
    while (query_next(q)) {
        add_unit(q, a, all);
        if (!str_equals(read_str(q, "name"), but)) {
            add_unit(q, a, others);
        }
    }
    return query_end(q);
}

err template_store_units(struct db *db, struct arena *a, str key, const str *values,
                         struct normal_units **out_others, struct unit_clash *out_clash)
{
    struct query *q = db_query(db, &SQL_TEMPLATE_UNITS_KNOWN);
    *out_others = normal_units_new(a);
    *out_clash = (struct unit_clash){.word = S("")};
    while (query_next(q)) {
        str name = read_str(q, "name");
        if (!read_bool(q, "is_past")) {
            if (!str_equals(name, key)) {
                add_unit(q, a, *out_others);
            }
        } else if (out_clash->word.n == 0) {
            template_parse(a, TEMPLATE_UNIT, read_str(q, "becomes"), out_clash->past);
            out_clash->word = template_unit_clash(key, values, name, out_clash->past);
        }
    }
    return query_end(q);
}

#define FORM_LENGTH 32 // characters a pattern is filled up to; the statement's
#define FORMS_MAX (2 * (2 * LIMIT_UNIT_SPELLINGS + UNIT_SPELLINGS_MOST + 1))

// What a value that is read otherwise holds one of.
struct forms {
    LIST(str) list;
    struct out text;
};

static void out_form(struct out *o, str form)
{
    size_t length = str_length(form);
    for (size_t i = 0; i < form.n; i++) {
        if (form.p[i] == '%' || form.p[i] == '_' || form.p[i] == '!') {
            out_char(o, '!');
            length++;
        }
        out_char(o, form.p[i]);
    }
    for (; length < FORM_LENGTH; length++) {
        out_char(o, ' ');
    }
}

static void add_form(struct forms *f, str form)
{
    bool is_new = form.n > 0 && f->list.count < FORMS_MAX && str_length(form) < FORM_LENGTH / 2;
    for (size_t i = 0; i < f->list.count && is_new; i++) {
        is_new = !str_equals(f->list.items[i], form);
    }
    if (is_new) {
        f->list.items[f->list.count++] = form;
        out_form(&f->text, form);
    }
}

// Units are typed in small letters and in capitals.
static void add_forms(struct arena *a, struct forms *f, str spelling)
{
    str small = str_lower_ascii(a, spelling);
    char *capitals = arena_array(a, spelling.n + 1, 1);
    for (size_t i = 0; i < spelling.n; i++) {
        char c = small.p[i];
        capitals[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    add_form(f, small);
    add_form(f, (str){capitals, spelling.n});
}

static void list_forms(struct arena *a, struct forms *f, str key, const str *was,
                       const str *becomes)
{
    str rows[] = {was[UNIT_SPELLINGS], becomes != NULL ? becomes[UNIT_SPELLINGS] : S("")};
    f->list.items = NEW_ARRAY(a, FORMS_MAX, str);
    out_init(&f->text, a, LIMIT_TEXT * 4);
    add_forms(a, f, key);
    for (size_t r = 0; r < COUNT(rows); r++) {
        while (rows[r].n > 0) {
            add_forms(a, f, str_cut(&rows[r], '|'));
        }
    }
    str rest = normal_unit_spellings(a, key); // what is built in comes to something else as well
    while (rest.n > 0) {
        add_forms(a, f, str_cut(&rest, ' '));
    }
}

static bool is_read_otherwise(struct arena *a, struct query *q, const struct normal_units *before,
                              const struct normal_units *after)
{
    bool is_number = str_equals(read_str(q, "kind"), S("number"));
    struct attribute row = {.name = read_str(q, "name"),
                            .kind = is_number ? ATTRIBUTE_NUMBER : ATTRIBUTE_TEXT,
                            .unit = read_str(q, "unit"),
                            .units = before};
    struct normal_proposal was;
    struct normal_proposal is;
    normal_propose(a, &row, read_str(q, "value"), &was);
    row.units = after;
    normal_propose(a, &row, read_str(q, "value"), &is);
    return was.state != is.state || !str_equals(was.value, is.value);
}

static err touch_unit(struct db *db, struct arena *a, str key, const str *was, const str *becomes,
                      struct template_touch *out)
{
    struct normal_units *before = normal_units_new(a);
    struct normal_units *after = normal_units_new(a);
    struct forms f;
    if (becomes != NULL) {
        put_unit(a, after, key, becomes);
    }
    TRY(read_units(db, a, key, before, after));
    list_forms(a, &f, key, was, becomes);
    struct query *q = db_query(db, &SQL_TEMPLATE_TOUCH_UNIT);
    bind_str(q, "forms", out_view(&f.text));
    bind_i64(q, "form_count", (int64_t)f.list.count);
    bind_i64(q, "count", VALUES_MAX);
    while (query_next(q)) {
        str value = read_str(q, "value");
        int64_t count = read_i64(q, "count");
        if (read_i64(q, "part") == 0) {
            bool stays =
                str_equals(normal_unit_name(a, before, value), normal_unit_name(a, after, value));
            out->offers += stays ? 0 : count;
        } else {
            out->values += is_read_otherwise(a, q, before, after) ? count : 0;
        }
    }
    return query_end(q);
}

err template_store_touch(struct db *db, struct arena *a, enum template_kind kind, str key,
                         const str *was, const str *becomes, date since, struct template_touch *out)
{
    *out = (struct template_touch){0};
    switch (kind) {
    case TEMPLATE_CATEGORY:
        TRY(touch_category(db, a, key, out));
        return count_searches(db, becomes != NULL ? becomes[CATEGORY_NAME] : was[CATEGORY_NAME],
                              since, &out->searches);
    case TEMPLATE_ATTRIBUTE:
        return touch_attribute(db, a, key, becomes, out);
    case TEMPLATE_SYNONYM:
        TRY(count_titles(db, becomes != NULL ? becomes[0] : was[0], &out->products));
        return count_searches(db, key, since, &out->searches);
    case TEMPLATE_WORD:
        TRY(count_titles(db, key, &out->products));
        return count_one(db_query(db, &SQL_TEMPLATE_TOUCH_WAITING), &out->waiting);
    case TEMPLATE_UNIT:
        TRY(touch_unit(db, a, key, was, becomes, out));
        return count_searches(db, key, since, &out->searches);
    case TEMPLATE_REASON:
    case TEMPLATE_KIND_COUNT:
        return count_one(db_query(db, &SQL_TEMPLATE_TOUCH_WAITING), &out->waiting);
    }
    return NULL;
}

// --- Lists ---------------------------------------------------------------------------------------

err template_store_search(struct db *db, struct arena *a, str words, enum template_kind kind,
                          size_t count, template_item_list *out)
{
    *out = (template_item_list){.items = NEW_ARRAY(a, count, struct template_item)};
    struct query *q = db_query(db, &SQL_TEMPLATE_SEARCH);
    bind_like(q, "words", words);
    bind_str(q, "kind", kind == TEMPLATE_KIND_COUNT ? S("") : str_view(template_kind_word(kind)));
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q) && out->count < count) {
        int is = template_kind_from(read_str(q, "kind"));
        if (is >= 0) {
            out->items[out->count++] =
                (struct template_item){(enum template_kind)is, read_str(q, "key"),
                                       read_str(q, "name"), read_str(q, "more")};
        }
    }
    return query_end(q);
}

static err list_below(struct db *db, struct arena *a, const struct sql *sql, str category,
                      enum template_kind kind, template_item_list *out)
{
    *out = (template_item_list){.items = NEW_ARRAY(a, ITEMS_MAX, struct template_item)};
    struct query *q = db_query(db, sql);
    bind_str(q, "category", category);
    bind_i64(q, "count", ITEMS_MAX);
    while (query_next(q) && out->count < ITEMS_MAX) {
        out->items[out->count++] = (struct template_item){kind, read_str(q, "key"),
                                                          read_str(q, "name"), read_str(q, "more")};
    }
    return query_end(q);
}

err template_store_attributes(struct db *db, struct arena *a, str category, template_item_list *out)
{
    return list_below(db, a, &SQL_TEMPLATE_ATTRIBUTES, category, TEMPLATE_ATTRIBUTE, out);
}

err template_store_children(struct db *db, struct arena *a, str category, template_item_list *out)
{
    return list_below(db, a, &SQL_TEMPLATE_CHILDREN, category, TEMPLATE_CATEGORY, out);
}

// --- Changes -------------------------------------------------------------------------------------

err template_store_add(struct db *db, const struct template_change *c, account_id by, instant now,
                       int64_t *out_id)
{
    struct query *q = db_query(db, &SQL_TEMPLATE_ADD);
    bind_i64(q, "no", c->no.value);
    bind_str(q, "kind", str_view(template_kind_word(c->kind)));
    bind_str(q, "key", c->key);
    bind_str(q, "act", c->removes ? S("remove") : S("set"));
    bind_str(q, "was", c->was);
    bind_str(q, "becomes", c->becomes);
    bind_str(q, "reason", c->reason);
    bind_str(q, "touched", c->touched);
    bind_date(q, "from_day", c->from_day);
    bind_i64(q, "account", by.value);
    bind_instant(q, "now", now);
    return query_run_id(q, out_id);
}

static err list_changes(struct db *db, struct arena *a, public_no no, date due, size_t count,
                        template_change_list *out)
{
    *out = (template_change_list){.items = NEW_ARRAY(a, count, struct template_change)};
    struct query *q = db_query(db, &SQL_TEMPLATE_CHANGES);
    bind_i64(q, "no", no.value);
    bind_date(q, "due", due);
    bind_i64(q, "count", (int64_t)count);
    while (query_next(q) && out->count < count) {
        int kind = template_kind_from(read_str(q, "kind"));
        assert(kind >= 0); // the schema's
        out->items[out->count++] = (struct template_change){
            .id = read_i64(q, "id"),
            .no = {.value = read_i64(q, "no")},
            .kind = (enum template_kind)kind,
            .key = read_str(q, "key"),
            .removes = str_equals(read_str(q, "act"), S("remove")),
            .was = read_str(q, "was"),
            .becomes = read_str(q, "becomes"),
            .reason = read_str(q, "reason"),
            .touched = read_str(q, "touched"),
            .from_day = read_date(q, "from_day"),
            .account = {.value = read_i64(q, "account_id")},
            .agreed_name = read_str(q, "agreed_name"),
            .account_name = read_str(q, "account_name"),
            .made_at = read_instant(q, "made_at"),
            .state = read_str(q, "state"),
        };
    }
    return query_end(q);
}

err template_store_changes(struct db *db, struct arena *a, size_t count, template_change_list *out)
{
    return list_changes(db, a, NO_ID(public_no), DATE_NONE, count, out);
}

err template_store_due(struct db *db, struct arena *a, date today, size_t count,
                       template_change_list *out)
{
    return list_changes(db, a, NO_ID(public_no), today, count, out);
}

err template_store_find(struct db *db, struct arena *a, public_no no, struct template_change *out)
{
    template_change_list list;
    TRY(list_changes(db, a, no, DATE_NONE, 1, &list));
    if (list.count == 0) {
        return &TEMPLATE_UNKNOWN;
    }
    *out = list.items[0];
    return NULL;
}

err template_store_set_state(struct db *db, int64_t change, str state, instant now)
{
    struct query *q = db_query(db, &SQL_TEMPLATE_STATE_SET);
    bind_i64(q, "change", change);
    bind_str(q, "state", state);
    bind_instant(q, "now", now);
    return query_run_one(q, &TEMPLATE_NOT_WAITING);
}

err template_store_agree(struct db *db, int64_t change, account_id by)
{
    struct query *q = db_query(db, &SQL_TEMPLATE_AGREE);
    bind_i64(q, "change", change);
    bind_i64(q, "account", by.value);
    return query_run_one(q, &TEMPLATE_NOT_WAITING);
}

err template_store_has_waiting(struct db *db, enum template_kind kind, str key, bool *out)
{
    int64_t count = 0;
    struct query *q = db_query(db, &SQL_TEMPLATE_HAS_WAITING);
    bind_str(q, "kind", str_view(template_kind_word(kind)));
    bind_str(q, "key", key);
    TRY(count_one(q, &count));
    *out = count > 0;
    return NULL;
}
