#include "market/catalog/import_look_action.h"

#include <assert.h>

#include "market/catalog/listing_store.h"
#include "market/catalog/maker_store.h"
#include "market/catalog/normal.h"
#include "market/number/number_store.h"

// --- What a row goes by --------------------------------------------------------------------------

static err find_template(struct import_work *w, str category, const struct listing_template **out)
{
    for (size_t i = 0; i < w->template_count; i++) {
        if (str_equals(w->templates[i].code, category)) {
            *out = &w->templates[i];
            return NULL;
        }
    }
    assert(w->template_count < w->sheet.count); // each is a row's, as are numbers and categories
    struct listing_template *t = &w->templates[w->template_count];
    TRY(listing_store_template(w->unit->db, w->unit->arena, category, t));
    w->template_count++;
    *out = t;
    return NULL;
}

// What the public list says of the row's 세부품명번호, for the reading of it.
static err judge_number(struct import_work *w, const struct sheet_row *row)
{
    str no = import_cell(&w->plan, row, IMPORT_DETAIL_NO);
    for (size_t i = 0; i < w->number_count; i++) {
        if (str_equals(w->numbers[i].no, no)) {
            w->plan.number = w->numbers[i].word;
            return NULL;
        }
    }
    struct item_number none;
    TRY(number_store_judge(w->unit->db, no, S(""), &w->plan.number, &none));
    assert(w->number_count < w->sheet.count);
    w->numbers[w->number_count++] = (struct import_number){no, w->plan.number};
    return NULL;
}

static const struct import_maker *maker_of(const struct import_work *w, str text)
{
    for (size_t i = 0; i < w->maker_count; i++) {
        if (str_equals(w->makers[i].text, text)) {
            return &w->makers[i];
        }
    }
    return NULL;
}

// Ask once which of the rows' makers are known already.
static err find_makers(struct import_work *w, const struct sheet_row *const *rows, size_t count)
{
    str *keys = NEW_ARRAY(w->unit->arena, count, str);
    str *names = NEW_ARRAY(w->unit->arena, count, str);
    size_t fresh = 0;
    size_t before = w->maker_count;
    for (size_t i = 0; i < count; i++) {
        str text = import_cell(&w->plan, rows[i], IMPORT_MAKER);
        if (text.n > 0 && str_length(text) <= LIMIT_NAME && maker_of(w, text) == NULL) {
            assert(w->maker_count < w->sheet.count);
            w->makers[w->maker_count++] = (struct import_maker){text, S("")};
            keys[fresh++] = normal_maker_key(w->unit->arena, text);
        }
    }
    TRY(maker_store_known(w->unit->db, w->unit->arena, keys, fresh, names));
    for (size_t i = 0; i < fresh; i++) {
        w->makers[before + i].name = names[i];
    }
    return NULL;
}

// How the row's maker is known, for the reading of it.
static err judge_maker(struct import_work *w, const struct sheet_row *row)
{
    str text = import_cell(&w->plan, row, IMPORT_MAKER);
    const struct import_maker *m = maker_of(w, text);
    if (m == NULL && text.n > 0) { // of a row by itself
        TRY(find_makers(w, &row, 1));
        m = maker_of(w, text);
    }
    w->plan.maker = m == NULL ? S("") : m->name;
    return NULL;
}

// By what the row calls it.
static err find_category(struct import_work *w, str text, str *out)
{
    for (size_t i = 0; i < w->category_count; i++) {
        if (str_equals(w->categories[i].text, text)) {
            *out = w->categories[i].code;
            return NULL;
        }
    }
    TRY(import_store_category(w->unit->db, text, out));
    assert(w->category_count < w->sheet.count);
    w->categories[w->category_count++] = (struct import_category){text, *out};
    return NULL;
}

// The template a row goes by; NULL with words when its category is not known.
static err template_of(struct import_work *w, const struct sheet_row *row,
                       const struct listing_template **out, str *out_wrong)
{
    str text = import_cell(&w->plan, row, IMPORT_CATEGORY);
    str category = w->plan.category;
    *out = NULL;
    if (text.n > 0 && !str_equals(text, w->plan.category)) {
        TRY(find_category(w, text, &category));
    }
    if (category.n == 0) {
        *out_wrong =
            text.n == 0
                ? S("분류: 이 칸을 적어 주세요. 분류 코드나 소분류의 이름입니다.")
                : S("분류: 하나로 정해지는 소분류를 찾지 못했습니다. '허용 값' 시트의 분류 코드를 "
                    "적어 주세요.");
        return NULL;
    }
    err e = find_template(w, category, out);
    if (e == &LISTING_NO_CATEGORY) {
        *out_wrong = str_view(LISTING_NO_CATEGORY.text);
        return NULL;
    }
    return e;
}

static str join_words(struct arena *a, const import_word_list *list)
{
    struct out o;
    size_t size = 1;
    for (size_t i = 0; i < list->count; i++) {
        size += list->items[i].n + 1;
    }
    out_init(&o, a, size);
    for (size_t i = 0; i < list->count; i++) {
        out_str(&o, i > 0 ? S("\n") : S(""));
        out_str(&o, list->items[i]);
    }
    return out_view(&o);
}

// --- A row ---------------------------------------------------------------------------------------

static void take_words(struct import_work *w, struct looked *k, const import_word_list *wrong,
                       const import_word_list *otherwise)
{
    k->wrong = join_words(w->unit->arena, wrong);
    k->otherwise = join_words(w->unit->arena, otherwise);
}

// Over nothing that is known yet.
static err read_row(struct import_work *w, const struct sheet_row *row, struct looked *k)
{
    import_word_list wrong;
    import_word_list otherwise;
    *k = (struct looked){.row = row, .wrong = S(""), .otherwise = S("")};
    k->l.text.title = import_cell(&w->plan, row, IMPORT_TITLE);
    k->is_example = str_equals(import_cell(&w->plan, row, IMPORT_CODE), S(IMPORT_EXAMPLE));
    if (k->is_example) {
        return NULL;
    }
    TRY(template_of(w, row, &k->template, &k->wrong));
    if (k->template == NULL) {
        return NULL;
    }
    TRY(judge_number(w, row));
    TRY(judge_maker(w, row));
    k->l = import_blank(k->template);
    import_read_row(w->unit->arena, &w->plan, k->template, row, &k->l, &wrong, &otherwise);
    take_words(w, k, &wrong, &otherwise);
    k->name.may_be_listed = true;
    return NULL;
}

static err look_at_known(struct import_work *w, public_no no, struct looked *k)
{
    struct arena *a = w->unit->arena;
    import_word_list wrong;
    import_word_list otherwise;
    TRY(listing_store_find(w->unit->db, a, w->import->supplier, no, &k->was));
    TRY(judge_number(w, k->row));
    TRY(judge_maker(w, k->row));
    k->is_known = true;
    k->l = k->was;
    import_read_row(a, &w->plan, k->template, k->row, &k->l, &wrong, &otherwise);
    take_words(w, k, &wrong, &otherwise);
    k->difference = import_difference(a, &k->was, &k->l);
    bool has_new_text =
        !str_equals(product_text_canon(a, &k->was.text), product_text_canon(a, &k->l.text));
    if (k->wrong.n == 0 && has_new_text && k->was.offer_count > 1) {
        k->wrong = str_view(LISTING_SHARED.text);
    }
    if (k->was.is_merged) {
        k->wrong = str_view(LISTING_MERGED.text);
    }
    return NULL;
}

// A listing stands under the maker and the model as the row is read now, or as it is written, or as
// it was read before the maker was known.
static err find_listing(struct import_work *w, struct looked *k, public_no *out)
{
    const normal_words none = {0};
    struct normal_proposal spelled;
    struct listing other = k->l;
    TRY(import_store_listing(w->unit->db, w->import->supplier, &k->l, out));
    other.text.maker = import_cell(&w->plan, k->row, IMPORT_MAKER);
    other.text.model = import_cell(&w->plan, k->row, IMPORT_MODEL);
    bool is_otherwise = !str_equals(other.text.maker, k->l.text.maker) ||
                        !str_equals(other.text.model, k->l.text.model);
    if (out->value != 0 || !is_otherwise) {
        return NULL;
    }
    TRY(import_store_listing(w->unit->db, w->import->supplier, &other, out));
    normal_propose_maker(w->unit->arena, other.text.maker, &none, &spelled);
    if (out->value != 0 || str_equals(spelled.value, k->l.text.maker)) {
        return NULL;
    }
    other.text.maker = spelled.value;
    other.text.model = k->l.text.model;
    return import_store_listing(w->unit->db, w->import->supplier, &other, out);
}

err import_look_up(struct import_work *w, struct looked *k)
{
    public_no no = NO_ID(public_no);
    if (k->name.may_be_listed) {
        TRY(find_listing(w, k, &no));
    }
    return no.value == 0 ? NULL : look_at_known(w, no, k);
}

err import_look(struct import_work *w, const struct sheet_row *row, struct looked *k)
{
    TRY(read_row(w, row, k));
    return import_look_up(w, k);
}

// --- A chunk -------------------------------------------------------------------------------------

void import_look_unpack(struct import_work *w)
{
    struct arena *a = w->unit->arena;
    w->sheet.items = NEW_ARRAY(a, IMPORT_CHUNK_ROWS_MOST, struct sheet_row);
    while (w->sheet.count < IMPORT_CHUNK_ROWS_MOST &&
           import_unpack(a, &w->rows, &w->sheet.items[w->sheet.count])) {
        w->sheet.count++;
    }
    assert(w->rows.n == 0);
    w->templates = NEW_ARRAY(a, w->sheet.count, struct listing_template);
    w->numbers = NEW_ARRAY(a, w->sheet.count, struct import_number);
    w->categories = NEW_ARRAY(a, w->sheet.count, struct import_category);
    w->makers = NEW_ARRAY(a, w->sheet.count, struct import_maker);
}

// Whether a row before it goes by its code or its title as well, so that what becomes of that one
// matters to it.
static bool has_namesake(const looked_list *list, size_t at)
{
    const struct import_name *n = &list->items[at].name;
    for (size_t i = 0; i < at; i++) {
        const struct import_name *x = &list->items[i].name;
        if ((n->code.n > 0 && str_equals(n->code, x->code)) || str_equals(n->title, x->title)) {
            return true;
        }
    }
    return false;
}

err import_look_read(struct import_work *w, const struct sheet_row *const *rows, size_t count,
                     looked_list *out)
{
    looked_list list = {.items = NEW_ARRAY(w->unit->arena, count, struct looked)};
    struct import_name **names = NEW_ARRAY(w->unit->arena, count, struct import_name *);
    TRY(find_makers(w, rows, count));
    for (; list.count < count; list.count++) {
        struct looked *k = &list.items[list.count];
        TRY(read_row(w, rows[list.count], k));
        k->name.code = k->l.terms.own_code;
        k->name.title = k->l.text.title;
        k->has_namesake = has_namesake(&list, list.count);
        names[list.count] = &k->name;
    }
    *out = list;
    return import_store_names(w->unit->db, w->unit->arena, w->import->supplier, names, count);
}

bool import_look_changes(const struct looked *k)
{
    return !k->is_known || k->difference.n > 0 || k->was.state == LISTING_ENDED ||
           k->was.state == LISTING_RETURNED;
}
