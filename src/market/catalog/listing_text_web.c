// The text of a product in a form: what was typed, what the normalisers would write instead.

#include "market/catalog/listing_text_web.h"

#include <string.h>

#include "base/limits.h"
#include "market/catalog/listing_store.h"
#include "market/catalog/maker_store.h"
#include "market/catalog/normal.h"
#include "market/catalog/title.h"
#include "market/number/number_store.h"

#define NUMBERS_SHOWN 10

static void fill_options(struct arena *a, str words, str value, listing_option_list *out)
{
    str rest = words;
    out->items = NEW_ARRAY(a, words.n + 1, struct listing_option);
    while (rest.n > 0) {
        str word = str_cut(&rest, '|');
        out->items[out->count++] = (struct listing_option){
            .value = word, .text = word, .selected = str_equals(word, value)};
    }
}

static void fill_cells(struct arena *a, const struct request *rq, const struct listing_template *t,
                       const struct product_text *was, struct listing_form_page *p)
{
    p->cells.items = NEW_ARRAY(a, t->attributes.count, struct listing_cell);
    p->cells.count = t->attributes.count;
    for (size_t i = 0; i < t->attributes.count; i++) {
        const struct attribute *x = &t->attributes.items[i];
        struct listing_cell *c = &p->cells.items[i];
        *c = (struct listing_cell){
            .key = (int64_t)i + 1,
            .name = x->name,
            .unit = x->unit,
            .is_required = x->is_required,
            .value = rq->method == POST ? request_field_key(a, rq, "value", (int64_t)i + 1)
                                        : listing_value_of(&was->values, x->key),
        };
        if (x->kind == ATTRIBUTE_ENUM) {
            fill_options(a, x->words, c->value, &c->options);
        } else if (x->kind == ATTRIBUTE_BOOL) {
            fill_options(a, S("예|아니오"), c->value, &c->options);
        }
        if (x->is_price && (i == 0 || !x[-1].is_price)) {
            c->head = S("단가 내역");
            c->hint =
                S("단가를 이루는 것마다 한 단위의 값을 적습니다. 단가에 들어 있으면 0을 적고, "
                  "하지 않으면 비워 둡니다. 기관이 같은 줄끼리 견줍니다.");
        }
    }
}

bool listing_takes_values(const struct request *rq)
{
    return rq->method == POST && str_equals(request_field(rq, "do"), S("take"));
}

static bool takes_title(const struct request *rq)
{
    return rq->method == POST && str_equals(request_field(rq, "do"), S("take_title"));
}

// The number that was chosen of those found, or empty.
static str taken_number(const struct request *rq)
{
    return rq->method == POST ? request_field(rq, "take_number") : S("");
}

static str words_to_find(const struct request *rq)
{
    return rq->method == POST ? str_trim(request_field(rq, "number_words")) : S("");
}

// Words that nothing was looked up by yet, or are to be again.
static bool finds_numbers(const struct request *rq)
{
    str words = words_to_find(rq);
    bool finds = str_equals(request_field(rq, "do"), S("find_number")) ||
                 !str_equals(words, str_trim(request_field(rq, "number_asked")));
    return words.n > 0 && finds;
}

bool listing_only_asks(const struct request *rq)
{
    return listing_takes_values(rq) || takes_title(rq) || taken_number(rq).n > 0 ||
           finds_numbers(rq);
}

// The title that the values give by the category's pattern stands below the typed one, or in its
// place once it was taken; with the values it is taken where nothing was typed.
static void fill_title(struct arena *a, const struct request *rq, const struct listing_template *t,
                       const struct normal_proposal *proposals, struct listing_form_page *p)
{
    listing_value_list values = {.items = NEW_ARRAY(a, p->cells.count, struct listing_value)};
    for (size_t i = 0; i < p->cells.count; i++) {
        if (proposals[i].state != NORMAL_UNFIT && proposals[i].value.n > 0) {
            values.items[values.count++] =
                (struct listing_value){t->attributes.items[i].key, proposals[i].value};
        }
    }
    str built = values.count > 0 ? title_of(a, t, &values, p->maker, p->model) : S("");
    bool is_other = built.n > 0 && !str_equals(built, str_trim(p->title));
    if (is_other && (takes_title(rq) || (listing_takes_values(rq) && str_trim(p->title).n == 0))) {
        p->title = built;
    } else if (is_other) {
        p->built_title = built;
    }
}

// What the normalisers would write instead stands below each cell, or in it once it was taken.
static void fill_proposals(struct arena *a, const struct request *rq,
                           const struct listing_template *t, struct listing_form_page *p)
{
    size_t count = p->cells.count;
    str *typed = NEW_ARRAY(a, count, str);
    struct normal_proposal *proposals = NEW_ARRAY(a, count, struct normal_proposal);
    for (size_t i = 0; i < count; i++) {
        typed[i] = p->cells.items[i].value;
    }
    normal_propose_all(a, &t->attributes, p->title, typed, proposals);
    for (size_t i = 0; i < count; i++) {
        struct listing_cell *c = &p->cells.items[i];
        bool is_other = proposals[i].state == NORMAL_PROPOSED;
        if (is_other && listing_takes_values(rq)) {
            c->value = proposals[i].value;
            for (size_t k = 0; k < c->options.count; k++) {
                struct listing_option *option = &c->options.items[k];
                option->selected = str_equals(option->value, c->value);
            }
        } else if (is_other) {
            c->proposed = proposals[i].value;
            c->why = proposals[i].why;
            p->has_proposals = true;
        }
    }
    fill_title(a, rq, t, proposals, p);
}

err listing_make_propose(struct unit *u, str title, str maker, str model,
                         struct normal_proposal *out_maker, struct normal_proposal *out_model)
{
    struct arena *a = u->arena;
    str keys[NORMAL_TITLE_KEYS];
    str names[NORMAL_TITLE_KEYS];
    size_t count = 0;
    normal_words known = {.items = names};
    if (str_trim(maker).n > 0) {
        keys[count++] = normal_maker_key(a, maker);
    } else {
        count = normal_title_keys(a, title, keys);
    }
    TRY(maker_store_known(u->db, a, keys, count, names));
    for (size_t i = 0; i < count; i++) {
        if (names[i].n > 0) {
            names[known.count++] = names[i];
        }
    }
    normal_propose_maker(a, maker, &known, out_maker);
    normal_propose_model(a, model, out_model);
    if (str_trim(maker).n == 0) {
        normal_read_maker(a, title, &known, out_maker);
    }
    if (str_trim(model).n == 0) {
        normal_read_model(a, title, out_model);
    }
    return NULL;
}

static bool is_other(const struct normal_proposal *p)
{
    return p->state == NORMAL_PROPOSED && str_length(p->value) <= LIMIT_NAME;
}

static void fill_proposed(const struct request *rq, const struct normal_proposal *n, str *cell,
                          struct listing_form_page *p, struct listing_proposed *out)
{
    if (is_other(n) && listing_takes_values(rq)) {
        *cell = n->value;
    } else if (is_other(n)) {
        *out = (struct listing_proposed){n->value, n->why};
        p->has_proposals = true;
        p->asks_make |= str_trim(n->typed).n > 0;
    }
}

static str make_of(struct arena *a, str maker, str model)
{
    return str_format(a, "%.*s|%.*s", STR_ARG(maker), STR_ARG(model));
}

// Makers and models by one spelling, or as the title says them; a service has neither of itself.
static err fill_make(struct unit *u, const struct request *rq, struct listing_form_page *p)
{
    struct normal_proposal maker;
    struct normal_proposal model;
    if (finds_numbers(rq)) { // the page has its statements to ask
        p->make_asked = request_field(rq, "make_asked");
        return NULL;
    }
    if (p->hides_make || str_length(p->title) > LIMIT_NAME || str_length(p->maker) > LIMIT_NAME ||
        str_length(p->model) > LIMIT_NAME) {
        return NULL;
    }
    TRY(listing_make_propose(u, p->is_deed ? S("") : p->title, p->maker, p->model, &maker, &model));
    fill_proposed(rq, &maker, &p->maker, p, &p->proposed_maker);
    fill_proposed(rq, &model, &p->model, p, &p->proposed_model);
    p->make_asked = make_of(u->arena, str_trim(p->maker), str_trim(p->model));
    return NULL;
}

err listing_make_asks(struct unit *u, const struct request *rq, const struct product_text *was,
                      const struct product_text *is, bool *out)
{
    struct normal_proposal maker;
    struct normal_proposal model;
    bool asked =
        str_equals(request_field(rq, "make_asked"), make_of(u->arena, is->maker, is->model));
    bool stays = str_equals(was->maker, is->maker) && str_equals(was->model, is->model);
    *out = false;
    if (asked || stays) {
        return NULL;
    }
    TRY(listing_make_propose(u, S(""), is->maker, is->model, &maker, &model));
    *out = is_other(&maker) || is_other(&model);
    return NULL;
}

err listing_text_fill(struct unit *u, const struct request *rq, const struct listing_template *t,
                      const struct product_text *was, struct listing_form_page *p)
{
    struct arena *a = u->arena;
    bool typed = rq->method == POST;
    p->title = typed ? request_field(rq, "title") : was->title;
    p->maker = typed ? request_field(rq, "maker") : was->maker;
    p->model = typed ? request_field(rq, "model") : was->model;
    p->origin = typed ? request_field(rq, "origin") : was->origin;
    p->is_deed = listing_object_is_deed(t->object);
    p->hides_make = p->is_deed && p->maker.n == 0 && p->model.n == 0 && p->origin.n == 0;
    p->description = typed ? request_field(rq, "description") : was->description;
    str taken = taken_number(rq);
    p->detail_no = taken.n > 0 ? taken : typed ? request_field(rq, "detail_no") : was->detail_no;
    p->item_no = typed ? request_field(rq, "item_no") : was->item_no;
    fill_cells(a, rq, t, was, p);
    TRY(fill_make(u, rq, p));
    fill_proposals(a, rq, t, p);
    return NULL;
}

static err find_numbers(struct unit *u, struct number_word word, bool is_asked_now,
                        struct listing_form_page *p)
{
    number_item_list found;
    struct item_number none;
    TRY(number_store_search_details(u->db, u->arena, p->number_words, NUMBERS_SHOWN, &found));
    p->numbers.items = NEW_ARRAY(u->arena, found.count, struct listing_number);
    for (size_t i = 0; i < found.count; i++) {
        p->numbers.items[p->numbers.count++] = (struct listing_number){
            .no = found.items[i].no,
            .name = found.items[i].name,
            .category = found.items[i].category_name,
            .is_ended = found.items[i].ended_at.us != 0,
        };
    }
    if (found.count > 0 || !is_asked_now) {
        return NULL;
    }
    if (str_trim(p->detail_no).n == 0) { // else it was judged
        TRY(number_store_judge(u->db, p->number_words, S(""), &word, &none));
    }
    p->number_none =
        word.standing == NUMBER_UNJUDGED
            ? S("조달청 물품목록을 아직 읽어 두지 못해 찾을 수 없습니다. 번호를 아시면 그대로 적어 "
                "주세요.")
            : S("그런 번호나 이름이 없습니다. 번호는 앞자리부터, 이름은 일부만 적어도 찾습니다.");
    return NULL;
}

err listing_number_fill(struct unit *u, const struct request *rq, const struct product_text *was,
                        struct listing_form_page *p)
{
    struct product_text now = {.detail_no = str_trim(p->detail_no),
                               .item_no = str_trim(p->item_no)};
    TRY(listing_store_judge(u->db, p->is_new ? S("") : was->detail_no, &now));
    p->number_said = listing_number_warning(u->arena, &now);
    p->item_said = item_number_trouble(u->arena, &now.item,
                                       now.detail_no.n > 0 ? now.detail_no : p->known_detail_no);
    p->item_name = now.item.name;
    p->number_name = now.number.standing == NUMBER_IN_USE ? now.number.name : S("");
    p->number_words = words_to_find(rq);
    p->number_words = str_length(p->number_words) > LIMIT_QUERY ? S("") : p->number_words;
    if (p->number_words.n > 0 && taken_number(rq).n == 0) {
        TRY(find_numbers(u, now.number, finds_numbers(rq), p));
    }
    p->finds_number = listing_only_asks(rq) && (p->number_words.n > 0 || taken_number(rq).n > 0);
    p->shows_numbers = rq->method == POST || p->number_said.n > 0 || p->item_said.n > 0;
    return NULL;
}

static void read_values(const struct request *rq, struct issues *is, struct arena *a,
                        const struct listing_template *t, listing_value_list *out)
{
    out->items = NEW_ARRAY(a, t->attributes.count, struct listing_value);
    out->count = t->attributes.count;
    for (size_t i = 0; i < t->attributes.count; i++) {
        out->items[i] = (struct listing_value){
            .key = t->attributes.items[i].key,
            .value = form_line_at(rq, is, a, "value", (int64_t)i + 1, OPTIONAL, LIMIT_LINE),
        };
    }
}

void listing_text_read(const struct request *rq, struct issues *is, struct arena *a,
                       const struct listing_template *t, struct product_text *out)
{
    *out = (struct product_text){
        .category = t->code,
        .title = form_line(rq, is, "title", REQUIRED, LIMIT_NAME),
        .maker = form_line(rq, is, "maker", OPTIONAL, LIMIT_NAME),
        .model = form_line(rq, is, "model", OPTIONAL, LIMIT_NAME),
        .origin = form_line(rq, is, "origin", OPTIONAL, LIMIT_NAME),
        .description = form_text(rq, is, "description", OPTIONAL, LIMIT_TEXT),
        .detail_no = form_line(rq, is, "detail_no", OPTIONAL, 10),
        .item_no = form_line(rq, is, "item_no", OPTIONAL, 8),
    };
    read_values(rq, is, a, t, &out->values);
}

// Each cell of the template is called in the summary what it is called in the form, and stands
// where the form has them all.
static void name_cells(struct arena *a, struct issues *is, const struct listing_template *t)
{
    size_t n = t->attributes.count;
    size_t at = 0;
    while (at < is->labels.count && strcmp(is->labels.items[at].field, "value") != 0) {
        at++;
    }
    struct field_label *labels = NEW_ARRAY(a, n + is->labels.count, struct field_label);
    for (size_t k = 0; k < n; k++) {
        labels[at + k].field = str_to_c(a, str_format(a, "value_%zu", k + 1));
        labels[at + k].label = str_to_c(a, t->attributes.items[k].name);
    }
    for (size_t k = 0; k < is->labels.count; k++) {
        labels[k < at ? k : k + n] = is->labels.items[k];
    }
    is->labels.items = labels;
    is->labels.count += n;
}

// The cell of an attribute, numbered on the page from one.
static void add_at_value(struct unit *u, struct issues *is, const struct listing_template *t,
                         str key, const char *text)
{
    for (size_t k = 0; k < t->attributes.count; k++) {
        if (str_equals(key, t->attributes.items[k].key)) {
            issues_add_at(is, u->arena, "value", (int64_t)k + 1, text);
        }
    }
}

// What the listing's own check finds joins what could not be read, each cell once, down the page.
void listing_join_check(struct unit *u, struct issues *is, const struct listing_template *t,
                        listing_issue_list wrong)
{
    name_cells(u->arena, is, t);
    for (size_t i = 0; i < wrong.count; i++) {
        const struct listing_issue *w = &wrong.items[i];
        const char *text = str_to_c(u->arena, w->text);
        if (str_starts(w->field, S("a."))) {
            add_at_value(u, is, t, str_slice(w->field, 2, w->field.n), text);
        } else if (!issues_has(is, w->field)) {
            issues_add(is, str_to_c(u->arena, w->field), text);
        }
    }
    issues_sort(is);
}
