#include "market/catalog/catalog_import_action.h"

#include "base/csv.h"
#include "base/fold.h"
#include "base/limits.h"
#include "market/catalog/catalog_import_action.sql.h"
#include "market/catalog/guide_store.h"
#include "market/catalog/listing_store.h"
#include "market/catalog/template_store.h"
#include "market/catalog/title.h"
#include "market/law/law.h"

#define PRICE_POSITION 100000 // behind every attribute of a template
#define UNIT_MAX 10           // characters, as of an offer's unit

const struct fault CATALOG_BAD_ROW = {
    .kind = FAULT_INVALID,
    .code = "catalog.bad_row",
    .text = "기초 자료의 한 줄을 읽을 수 없습니다. 파일과 줄 번호를 보고 고쳐 주세요.",
};

// A file being taken in: its rows, and where each named column stands.
struct source {
    struct csv csv;
    str name;
    str *sentence;
    const str *fields; // of the row at hand
    int64_t position;  // of the row, from 1
};

static err refuse(struct source *s, struct arena *a, const char *what, err fault)
{
    *s->sentence = str_format(a, "%.*s:%lld: %s", STR_ARG(s->name), (long long)s->csv.line, what);
    return fault;
}

static err source_init(struct source *s, struct unit *u, str name, str text, str *sentence)
{
    *s = (struct source){.name = name, .sentence = sentence};
    err e = csv_init(&s->csv, u->arena, text);
    return e == NULL ? NULL : refuse(s, u->arena, e->text, e);
}

// The value of a column; empty when the file has no such column: the row's own check tells.
static str field(const struct source *s, str column)
{
    size_t at = 0;
    return csv_column(&s->csv, column, &at) ? s->fields[at] : S("");
}

static str either(str value, str fallback)
{
    return str_is_empty(value) ? fallback : value;
}

static err take_rows(struct source *s, struct unit *u,
                     err (*take)(struct source *s, struct unit *u))
{
    for (;;) {
        err e = csv_next(&s->csv, &s->fields);
        if (e != NULL) {
            return refuse(s, u->arena, e->text, e);
        }
        if (s->fields == NULL) {
            return NULL;
        }
        s->position++;
        TRY(take(s, u));
    }
}

static err take_region(struct source *s, struct unit *u)
{
    str code = field(s, S("code"));
    if (code.n != 10) {
        return refuse(s, u->arena, "code: a region's code has ten digits", &CATALOG_BAD_ROW);
    }
    struct query *q = db_query(u->db, &SQL_REGION_SET);
    bind_str(q, "code", code);
    bind_str(q, "level", field(s, S("level")));
    bind_str(q, "name", field(s, S("name")));
    bind_str(q, "full_name", field(s, S("full_name")));
    bind_text(q, "parent", field(s, S("parent_code")));
    bind_bool(q, "in_city", str_equals(field(s, S("in_daegu")), S("1")));
    return query_run(q, NULL);
}

static err take_category(struct source *s, struct unit *u)
{
    int64_t level = 0;
    if (!str_parse_i64(field(s, S("level")), &level) || level < 1 || level > 3) {
        return refuse(s, u->arena, "level: a category stands on level 1, 2 or 3", &CATALOG_BAD_ROW);
    }
    enum law_delay_variant variant = LAW_DELAY_USUAL;
    if (!law_delay_variant_from(field(s, S("delay_variant")), &variant) ||
        (variant != LAW_DELAY_USUAL && !str_equals(field(s, S("object")), S("service")))) {
        return refuse(s, u->arena, "delay_variant: transport for a service, or empty",
                      &CATALOG_BAD_ROW);
    }
    str known = field(s, S("direct_production_required"));
    struct query *q = db_query(u->db, &SQL_CATEGORY_SET);
    bind_str(q, "code", field(s, S("code")));
    bind_text(q, "parent", field(s, S("parent_code")));
    bind_i64(q, "level", level);
    bind_i64(q, "position", s->position);
    bind_str(q, "name", field(s, S("name_ko")));
    bind_str(q, "object", field(s, S("object")));
    bind_text(q, "class_no", field(s, S("unspsc8")));
    bind_text(q, "detail_no", field(s, S("detail10")));
    bind_str(q, "detail_name", field(s, S("detail_name_ko")));
    bind_str(q, "vat", either(field(s, S("vat")), S("taxable")));
    bind_str(q, "unit", either(field(s, S("unit_default")), S("개")));
    bind_bool(q, "is_green", str_equals(field(s, S("green_related")), S("1")));
    bind_str(q, "direct_production",
             str_equals(known, S("1"))   ? S("yes")
             : str_equals(known, S("0")) ? S("no")
                                         : S("unknown"));
    bind_str(q, "delay_variant", str_view(law_delay_variant_word(variant)));
    return query_run(q, NULL);
}

static err take_attribute(struct source *s, struct unit *u)
{
    struct query *q = db_query(u->db, &SQL_ATTRIBUTE_SET);
    bind_str(q, "category", field(s, S("category_code")));
    bind_str(q, "key", field(s, S("attr_key")));
    bind_i64(q, "position", s->position);
    bind_str(q, "name", field(s, S("name_ko")));
    bind_str(q, "kind", field(s, S("type")));
    bind_str(q, "unit", field(s, S("unit")));
    bind_str(q, "words", field(s, S("enum_values")));
    bind_bool(q, "is_required", str_equals(field(s, S("required")), S("1")));
    bind_bool(q, "is_comparable", str_equals(field(s, S("comparable")), S("1")));
    return query_run(q, NULL);
}

static err take_synonym(struct source *s, struct unit *u)
{
    struct query *q = db_query(u->db, &SQL_SYNONYM_SET);
    bind_str(q, "term", field(s, S("term")));
    bind_str(q, "canonical", field(s, S("canonical")));
    bind_str(q, "relation", field(s, S("relation")));
    return query_run(q, NULL);
}

static err take_vetting_word(struct source *s, struct unit *u)
{
    str kind = field(s, S("kind"));
    if (!str_equals(kind, S("forbidden")) && !str_equals(kind, S("watch"))) {
        return refuse(s, u->arena, "kind: forbidden or watch", &CATALOG_BAD_ROW);
    }
    struct query *q = db_query(u->db, &SQL_VETTING_WORD_SET);
    bind_str(q, "word", field(s, S("word")));
    bind_str(q, "kind", kind);
    bind_str(q, "reason", field(s, S("reason")));
    return query_run(q, NULL);
}

static err take_title(struct source *s, struct unit *u)
{
    struct listing_template t;
    str wrong = S("");
    str pattern = field(s, S("pattern"));
    err e = listing_store_template(u->db, u->arena, field(s, S("category_code")), &t);
    if (e == &LISTING_NO_CATEGORY) {
        return refuse(s, u->arena, "category_code: no category of the lowest level",
                      &CATALOG_BAD_ROW);
    }
    TRY(e);
    if (title_check(u->arena, pattern, &t.attributes, &wrong) != NULL) {
        return refuse(s, u->arena, str_to_c(u->arena, wrong), &CATALOG_BAD_ROW);
    }
    struct query *q = db_query(u->db, &SQL_CATEGORY_TITLE_SET);
    bind_str(q, "category", t.code);
    bind_str(q, "pattern", pattern);
    return query_run(q, NULL);
}

// Nouns that name a thing of it.
static err take_things(struct source *s, struct unit *u)
{
    struct listing_template t;
    str words = field(s, S("words"));
    err e = listing_store_template(u->db, u->arena, field(s, S("category_code")), &t);
    if (e == &LISTING_NO_CATEGORY) {
        return refuse(s, u->arena, "category_code: no category of the lowest level",
                      &CATALOG_BAD_ROW);
    }
    TRY(e);
    if (str_length(words) > LIMIT_CATEGORY_THINGS) {
        return refuse(s, u->arena, "words: too long", &CATALOG_BAD_ROW);
    }
    str rest = words;
    while (rest.n > 0) {
        if (str_length(fold_key(u->arena, str_cut(&rest, '|'))) < 2) {
            return refuse(s, u->arena, "words: nouns of two letters and more, parted by |",
                          &CATALOG_BAD_ROW);
        }
    }
    return template_store_set_things(u->db, t.code, words);
}

// One of its lines of price: the firm writes won for a unit, or a part of a hundred.
static err take_service_price(struct source *s, struct unit *u, str category, int64_t position)
{
    str unit = field(s, S("unit"));
    struct query *q = db_query(u->db, &SQL_SERVICE_PRICE_SET);
    bind_str(q, "category", category);
    bind_str(q, "key", str_join(u->arena, S("price_"), field(s, S("key"))));
    bind_i64(q, "position", PRICE_POSITION + position);
    bind_str(q, "name", field(s, S("label_ko")));
    bind_str(q, "unit", str_equals(unit, S("%")) ? unit : str_join(u->arena, S("원/"), unit));
    return query_run(q, NULL);
}

static bool is_kind(str kind)
{
    static const char *const KINDS[] = {"text", "number",   "enum",      "multi", "bool",
                                        "date", "datetime", "daterange", "table"};
    for (size_t i = 0; i < COUNT(KINDS); i++) {
        if (str_equals(kind, str_view(KINDS[i]))) {
            return true;
        }
    }
    return false;
}

static err take_service_question(struct source *s, struct unit *u, str category, int64_t position)
{
    str kind = field(s, S("answer_type"));
    str words = field(s, S("options"));
    bool is_chosen = str_equals(kind, S("enum")) || str_equals(kind, S("multi"));
    if (!is_kind(kind)) {
        return refuse(s, u->arena, "answer_type: none that is known", &CATALOG_BAD_ROW);
    }
    if (is_chosen != (words.n > 0) || str_length(words) > LIMIT_LINE) {
        return refuse(s, u->arena, "options: for enum and multi, and short enough",
                      &CATALOG_BAD_ROW);
    }
    struct query *q = db_query(u->db, &SQL_SERVICE_QUESTION_SET);
    bind_str(q, "category", category);
    bind_str(q, "key", field(s, S("key")));
    bind_i64(q, "position", position);
    bind_str(q, "label", field(s, S("label_ko")));
    bind_str(q, "kind", kind);
    bind_str(q, "unit", field(s, S("unit")));
    bind_str(q, "words", words);
    bind_bool(q, "is_required", str_equals(field(s, S("required")), S("1")));
    return query_run(q, NULL);
}

static err take_service(struct source *s, struct unit *u)
{
    struct listing_template t;
    int64_t position = 0;
    str type = field(s, S("row_type"));
    str label = field(s, S("label_ko"));
    err e = listing_store_template(u->db, u->arena, field(s, S("category_code")), &t);
    if (e == &LISTING_NO_CATEGORY) {
        return refuse(s, u->arena, "category_code: no category of the lowest level",
                      &CATALOG_BAD_ROW);
    }
    TRY(e);
    if (!str_parse_i64(field(s, S("seq")), &position) || position < 1 || position > LIMIT_SPECS) {
        return refuse(s, u->arena, "seq: its place, from 1", &CATALOG_BAD_ROW);
    }
    if (field(s, S("key")).n == 0 || label.n == 0 || str_length(label) > LIMIT_NAME ||
        str_length(field(s, S("unit"))) > UNIT_MAX) {
        return refuse(s, u->arena, "key, label_ko, unit: missing or too long", &CATALOG_BAD_ROW);
    }
    if (str_equals(type, S("price_line"))) {
        return take_service_price(s, u, t.code, position);
    }
    return str_equals(type, S("question"))
               ? take_service_question(s, u, t.code, position)
               : refuse(s, u->arena, "row_type: question or price_line", &CATALOG_BAD_ROW);
}

static err import(struct unit *u, str name, str text, str *sentence,
                  err (*take)(struct source *s, struct unit *u))
{
    struct source s;
    TRY(source_init(&s, u, name, text, sentence));
    TRY(take_rows(&s, u, take));
    return guide_store_changed(u->db);
}

err catalog_import_regions(struct unit *u, str name, str text, str *out_sentence)
{
    return import(u, name, text, out_sentence, take_region);
}

err catalog_import_categories(struct unit *u, str name, str text, str *out_sentence)
{
    return import(u, name, text, out_sentence, take_category);
}

err catalog_import_attributes(struct unit *u, str name, str text, str *out_sentence)
{
    return import(u, name, text, out_sentence, take_attribute);
}

err catalog_import_synonyms(struct unit *u, str name, str text, str *out_sentence)
{
    return import(u, name, text, out_sentence, take_synonym);
}

err catalog_import_things(struct unit *u, str name, str text, str *out_sentence)
{
    return import(u, name, text, out_sentence, take_things);
}

err catalog_import_services(struct unit *u, str name, str text, str *out_sentence)
{
    return import(u, name, text, out_sentence, take_service);
}

err catalog_import_titles(struct unit *u, str name, str text, str *out_sentence)
{
    return import(u, name, text, out_sentence, take_title);
}

err catalog_import_vetting_words(struct unit *u, str name, str text, str *out_sentence)
{
    return import(u, name, text, out_sentence, take_vetting_word);
}
