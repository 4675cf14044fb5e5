#include "market/search/search_crowd_testing.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/csv.h"
#include "base/limits.h"
#include "market/catalog/catalog_import_action.h"
#include "market/search/search_column_store.sql.h"
#include "market/search/search_copy_store.sql.h"
#include "market/search/search_crowd_testing.sql.h"
#include "market/search/search_token.h"
#include "platform/file/folder.h"

#define BATCH 20000                   // offers a transaction
#define FIRST_OPENED 1700000000000000 // microseconds UTC
#define TODAY date_from_ymd(2026, 11, 24)

static const struct actor MACHINE = {0};

static const char FIRST[] =
    "가온|나래|다솜|한결|두루|늘봄|미르|바로|사랑|아름|온새|푸른|하늘|해든|달구벌|팔공|금호|수성";
static const char SECOND[] =
    "상사|산업|종합|나눔|기획|물산|테크|푸드|환경|디자인|서비스|협동조합|공방|유통|문화";
static const char SERIES[] =
    "데일리|베이직|플러스|에코|프로|라이트|네오|모던|클래식|프라임|스마트|안심|정성|신속|알뜰|튼튼";
static const char DISTRICTS[] = "2711000000|2714000000|2717000000|2720000000|2723000000|2726000000|"
                                "2729000000|2771000000|2772000000";

// A line of data/names.csv.
struct sample {
    str category;
    str pattern;
    str spec;
    int64_t least;
    int64_t most;
    str unit;
};

struct crowd {
    struct arena *a;
    uint64_t chance;
    LIST(struct sample) samples;
};

static void must(err e, const char *what)
{
    if (e != NULL) {
        fprintf(stderr, "crowd: %s: %s\n", what, e->code);
        exit(1);
    }
}

static int64_t below(struct crowd *c, int64_t n)
{
    c->chance ^= c->chance << 13;
    c->chance ^= c->chance >> 7;
    c->chance ^= c->chance << 17;
    return (int64_t)(c->chance % (uint64_t)n);
}

static str pick(struct crowd *c, str words)
{
    int64_t count = 1;
    for (size_t i = 0; i < words.n; i++) {
        count += words.p[i] == '|';
    }
    for (int64_t i = below(c, count); i > 0; i--) {
        (void)str_cut(&words, '|');
    }
    return str_cut(&words, '|');
}

static str read_data(struct arena *a, const char *name)
{
    str text = {0};
    str sentence = {0};
    must(folder_read_file(a, str_format(a, "data/%s", name), &text, &sentence), name);
    return text;
}

// --- The site ------------------------------------------------------------------------------------

static err load_set_up(struct unit *u, void *data)
{
    struct arena *a = data;
    str sentence = {0};
    TRY(catalog_import_regions(u, S("regions"), read_data(a, "regions.csv"), &sentence));
    TRY(catalog_import_categories(u, S("categories"), read_data(a, "categories.csv"), &sentence));
    TRY(catalog_import_synonyms(u, S("synonyms"), read_data(a, "synonyms.csv"), &sentence));
    return catalog_import_things(u, S("things"), read_data(a, "category_things.csv"), &sentence);
}

static str firm_name(struct crowd *c, struct arena *a, int64_t id)
{
    str first = pick(c, str_view(FIRST));
    str second = pick(c, str_view(SECOND));
    return str_format(a, "%.*s%.*s %lld", STR_ARG(first), STR_ARG(second), (long long)id);
}

static void add_firms(struct testing_db *t, int64_t firms)
{
    struct crowd c = {.chance = 1234567};
    struct arena *a = t->arena;
    must(db_begin(t->db, DB_WRITE), "begin");
    for (int64_t id = 1; id <= firms; id++) {
        struct query *q = db_query(t->db, &SQL_SEARCH_CROWD_FIRM);
        bind_i64(q, "id", id);
        bind_str(q, "name", firm_name(&c, a, id));
        bind_str(q, "business_no", str_format(a, "%010lld", (long long)id));
        bind_str(q, "district", pick(&c, str_view(DISTRICTS)));
        must(query_run(q, NULL), "firm");
        for (int k = 0; k < CERTIFICATE_KIND_COUNT; k++) {
            if (below(&c, 6) == 0) {
                q = db_query(t->db, &SQL_SEARCH_CROWD_CERTIFICATE);
                bind_i64(q, "no", id * CERTIFICATE_KIND_COUNT + k);
                bind_i64(q, "supplier", id);
                bind_str(q, "kind", str_view(certificate_kind_word((enum certificate_kind)k)));
                must(query_run(q, NULL), "certificate");
            }
        }
        arena_reset(a);
    }
    must(query_run(db_query(t->db, &SQL_SEARCH_CROWD_CHANGE), NULL), "change");
    must(db_commit(t->db), "commit");
}

void search_crowd_found(struct testing_db *t, int64_t firms)
{
    struct unit u = {.arena = t->arena, .db = t->db, .actor = &MACHINE, .trace = S("crowd")};
    must(unit_run(&u, unit_clock_system, load_set_up, t->arena), "set-up data");
    arena_reset(t->arena);
    add_firms(t, firms);
}

err search_crowd_catch_up(struct search *s, struct testing_db *t)
{
    TRY(db_begin(t->db, DB_READ));
    err e = search_catch_up(s, t->db, t->arena, TODAY);
    db_rollback(t->db);
    return e;
}

// --- What it sells -------------------------------------------------------------------------------

static str cell(const struct csv *csv, const str *row, const char *column)
{
    size_t at = 0;
    return csv_column(csv, str_view(column), &at) ? row[at] : S("");
}

static void load_samples(struct crowd *c)
{
    struct csv csv;
    must(csv_init(&csv, c->a, read_data(c->a, "names.csv")), "names.csv");
    c->samples.items = NEW_ARRAY(c->a, 4096, struct sample);
    const str *row = NULL;
    must(csv_next(&csv, &row), "names.csv");
    while (row != NULL && c->samples.count < 4096) {
        struct sample x = {.category = cell(&csv, row, "category_code"),
                           .pattern = cell(&csv, row, "name_pattern"),
                           .spec = cell(&csv, row, "spec"),
                           .unit = cell(&csv, row, "unit")};
        if (!str_parse_i64(cell(&csv, row, "price_min"), &x.least) ||
            !str_parse_i64(cell(&csv, row, "price_max"), &x.most)) {
            must(&CSV_UNEQUAL_WIDTH, "names.csv: a price");
        }
        c->samples.items[c->samples.count++] = x;
        must(csv_next(&csv, &row), "names.csv");
    }
}

// One of {a|b|c} at each place, the specification behind; of some, a series in front.
static str make_title(struct crowd *c, struct arena *a, const struct sample *x)
{
    struct out o;
    out_init(&o, a, LIMIT_PAGE);
    if (below(c, 2) == 0) {
        out_str(&o, pick(c, str_view(SERIES)));
        out_char(&o, ' ');
    }
    str rest = x->pattern;
    while (rest.n > 0) {
        size_t open = str_index(rest, S("{"));
        out_str(&o, str_slice(rest, 0, open));
        rest = str_slice(rest, open + 1, rest.n);
        size_t close = str_index(rest, S("}"));
        out_str(&o, close > 0 ? pick(c, str_slice(rest, 0, close)) : S(""));
        rest = str_slice(rest, close + 1, rest.n);
    }
    if (x->spec.n > 0) {
        out_format(&o, " (%.*s)", STR_ARG(x->spec));
    }
    return out_view(&o);
}

static str make_districts(struct crowd *c, struct arena *a)
{
    str list = {0};
    for (int64_t i = below(c, 7) == 0 ? 1 + below(c, 4) : 0; i > 0; i--) {
        list = search_list_with(a, list, pick(c, str_view(DISTRICTS)));
    }
    return list;
}

static str name_above(const struct search *s, str code, int levels)
{
    for (size_t i = code.n; i > 0 && levels > 0; i--) {
        if (code.p[i - 1] == '.' && --levels == 0) {
            return search_category_name(s, str_slice(code, 0, i - 1));
        }
    }
    return S("");
}

static struct search_doc make_doc(struct crowd *c, const struct search *s, struct arena *a,
                                  int64_t id, int64_t firms)
{
    const struct sample *x = &c->samples.items[below(c, (int64_t)c->samples.count)];
    const struct search_category *k = search_category_find(s, x->category);
    must(k == NULL ? &CSV_UNEQUAL_WIDTH : NULL, "names.csv: a category");
    struct search_doc d = {
        .offer_id = id,
        .offer_no = id,
        .product_no = id,
        .title = make_title(c, a, x),
        .picture = S("/assets/art/paper-1.svg"),
        .category = x->category,
        .category_name = k->name,
        .middle_name = name_above(s, x->category, 1),
        .top_name = name_above(s, x->category, 2),
        .object = k->object,
        .supplier_id = 1 + below(c, firms),
        .vat = S("taxable"),
        .unit = x->unit,
        .districts = make_districts(c, a),
        .quantity_min = below(c, 5) == 0 ? 10 : 1,
        .lead_days = 1 + below(c, 21),
        .own_production = below(c, 2) == 0,
        .buyer_count = below(c, 3) == 0 ? below(c, 40) : 0,
        .opened_at = {FIRST_OPENED + id * 1000000}, // a second apart
    };
    // A firm has one name and one place, whichever of its offers is made first.
    struct crowd of_firm = {.chance = (uint64_t)d.supplier_id * 2654435761U + 1};
    d.supplier = firm_name(&of_firm, a, d.supplier_id);
    d.district = pick(&of_firm, str_view(DISTRICTS));
    d.supplier_no = d.supplier_id;
    d.maker = d.supplier;
    d.model = str_format(a, "%c%c-%lld", x->category.p[0] - 'a' + 'A', x->category.p[1] - 'a' + 'A',
                         1000LL + (long long)below(c, 9000));
    d.price = WON(x->least + below(c, x->most - x->least + 1));
    d.contract_count = d.buyer_count;
    return d;
}

void search_crowd_settle(struct search *s, struct testing_db *t)
{
    int64_t newest = 0;
    must(db_begin(t->db, DB_READ), "begin");
    struct query *q = db_query(t->db, &SQL_SEARCH_NEWEST_CHANGE);
    bind_i64(q, "after", 0);
    newest = query_next(q) ? read_i64(q, "change_id") : 0;
    must(query_end(q), "newest");
    db_rollback(t->db);
    db_set_arena(s->index, t->arena);
    must(db_begin(s->index, DB_WRITE), "begin");
    q = db_query(s->index, &SQL_SEARCH_POSITION_SET);
    bind_i64(q, "change_id", newest);
    bind_bool(q, "words_changed", true);
    must(query_run(q, NULL), "position");
    must(db_commit(s->index), "commit");
}

struct search_crowd_offer *search_crowd_fill(struct search *s, struct testing_db *t, int64_t count,
                                             int64_t firms, struct arena *keep)
{
    struct crowd c = {.a = arena_open(LIMIT_ARENA_STARTUP), .chance = 88172645463325252};
    load_samples(&c);
    struct arena *a = t->arena;
    struct search_crowd_offer *made = NEW_ARRAY(keep, (size_t)count, struct search_crowd_offer);
    db_set_arena(s->index, a);
    for (int64_t i = 0; i < count; i++) {
        if (i % BATCH == 0) {
            must(db_begin(s->index, DB_WRITE), "begin");
            search_tally_begin(s);
        }
        struct search_doc d = make_doc(&c, s, a, i + 1, firms);
        must(search_copy_file(s, a, &d), "offer");
        made[i] = (struct search_crowd_offer){.category = str_copy(keep, d.category),
                                              .key = str_copy(keep, search_key(a, d.title)),
                                              .price = d.price,
                                              .quantity_min = d.quantity_min,
                                              .district = d.district}; // one of DISTRICTS
        arena_reset(a);
        if (i % BATCH == BATCH - 1 || i == count - 1) {
            must(search_tally_file(s), "words");
            must(db_commit(s->index), "commit");
        }
    }
    must(search_copy_merge(s), "merge");
    search_crowd_settle(s, t);
    arena_close(c.a);
    return made;
}
