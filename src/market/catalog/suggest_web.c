#include "market/catalog/suggest_web.h"

#include <assert.h>

#include "base/limits.h"
#include "market/catalog/guide_store.h"
#include "market/catalog/listing_store.h"
#include "market/catalog/listing_text_web.h"
#include "market/catalog/normal.h"
#include "market/catalog/suggest_page.html.h"
#include "market/catalog/title.h"
#include "market/number/number_store.h"
#include "market/party/right.h"
#include "platform/web/site.h"

#define NUMBERS_SHOWN 10

// What was asked, and what is said.
struct asked {
    str title;
    str number;
    str category;
    struct guide_guess guesses[GUIDE_GUESSES];
    size_t guess_count;
    const struct guide_leaf *numbers[NUMBERS_SHOWN];
    size_t number_count;
    number_item_list listed;   // in the public list
    str places[NUMBERS_SHOWN]; // their categories: code of the one that has it, or is guessed
    str place_names[NUMBERS_SHOWN];
    struct listing_template template;
    struct normal_proposal *proposals; // a place for each attribute
    struct normal_proposal maker;
    struct normal_proposal model;
    str built;
};

static const struct {
    const char *word;
    const char *label;
    const char *tone;
} STATES[] = {
    [NORMAL_EMPTY] = {"empty",    "비어 있음", "off"},
    [NORMAL_FITS] = {"fits",     "그대로",     "ok" },
    [NORMAL_PROPOSED] = {"proposed", "제안",        "now"},
    [NORMAL_UNFIT] = {"unfit",    "고쳐 적기", "bad"},
};

static str line_of(const struct request *rq, const char *name)
{
    str typed = str_trim(request_query(rq, name));
    return str_length(typed) > LIMIT_LINE ? S("") : typed;
}

// The values as they would be stored give the title.
static str build(struct unit *u, const struct asked *k)
{
    listing_value_list values = {
        .items = NEW_ARRAY(u->arena, k->template.attributes.count, struct listing_value)};
    for (size_t i = 0; i < k->template.attributes.count; i++) {
        if (k->proposals[i].state != NORMAL_UNFIT) {
            values.items[values.count++] =
                (struct listing_value){k->template.attributes.items[i].key, k->proposals[i].value};
        }
    }
    return title_of(u->arena, &k->template, &values, S(""), S(""));
}

static err read_values(struct unit *u, const struct request *rq, struct asked *k)
{
    err e = listing_store_template(u->db, u->arena, k->category, &k->template);
    if (e == &LISTING_NO_CATEGORY) {
        k->category = S("");
        return NULL;
    }
    TRY(e);
    size_t count = k->template.attributes.count;
    str *typed = NEW_ARRAY(u->arena, count, str);
    k->proposals = NEW_ARRAY(u->arena, count, struct normal_proposal);
    for (size_t i = 0; i < count; i++) {
        str name = str_join(u->arena, S("a."), k->template.attributes.items[i].key);
        typed[i] = request_query(rq, str_to_c(u->arena, name));
    }
    normal_propose_all(u->arena, &k->template.attributes, k->title, typed, k->proposals);
    TRY(listing_make_propose(u, listing_object_is_deed(k->template.object) ? S("") : k->title,
                             line_of(rq, "maker"), line_of(rq, "model"), &k->maker, &k->model));
    k->built = build(u, k);
    return NULL;
}

// The category that has the number, else the one its name points to.
static void place_listed(struct arena *a, const struct guide *g, struct asked *k)
{
    struct guide_guess guesses[GUIDE_GUESSES];
    for (size_t i = 0; i < k->listed.count; i++) {
        const struct number_item *n = &k->listed.items[i];
        size_t count = 0;
        category_suggest(a, g, n->name, guesses, &count);
        bool is_guessed = n->category_count == 0 && count > 0;
        k->places[i] = is_guessed ? guesses[0].leaf->code : n->category_code;
        k->place_names[i] = is_guessed ? guesses[0].leaf->name : n->category_name;
    }
}

static err ask(struct unit *u, const struct request *rq, struct asked *k)
{
    const struct guide *g = NULL;
    *k = (struct asked){.title = line_of(rq, "title"),
                        .number = line_of(rq, "number"),
                        .category = line_of(rq, "category")};
    TRY(guide_store_take(u->db, u->arena, u->guide_shelf, &g));
    category_suggest(u->arena, g, k->title, k->guesses, &k->guess_count);
    if (k->number.n > 0) {
        k->number_count = guide_find_number(u->arena, g, k->number, k->numbers, COUNT(k->numbers));
        TRY(number_store_search_details(u->db, u->arena, k->number, NUMBERS_SHOWN, &k->listed));
        place_listed(u->arena, g, k);
    }
    return k->category.n > 0 ? read_values(u, rq, k) : NULL;
}

// --- JSON ----------------------------------------------------------------------------------------

static void out_field(struct out *o, const char *name, str value)
{
    out_format(o, "\"%s\":", name);
    out_json(o, value);
}

static void out_leaf(struct out *o, const struct guide_leaf *leaf)
{
    out_char(o, '{');
    out_field(o, "code", leaf->code);
    out_char(o, ',');
    out_field(o, "name", leaf->name);
    out_char(o, ',');
    out_field(o, "path", leaf->path);
    out_char(o, ',');
    out_field(o, "class_no", leaf->class_no);
    out_char(o, ',');
    out_field(o, "detail_no", leaf->detail_no);
    out_char(o, ',');
    out_field(o, "detail_name", leaf->detail_name);
}

static void out_proposal(struct out *o, const struct normal_proposal *p)
{
    out_field(o, "state", str_view(STATES[p->state].word));
    out_char(o, ',');
    out_field(o, "typed", p->typed);
    out_char(o, ',');
    out_field(o, "value", p->value);
    out_char(o, ',');
    out_field(o, "why", p->why);
    out_char(o, '}');
}

static void out_values(struct out *o, const struct asked *k)
{
    for (size_t i = 0; i < k->template.attributes.count; i++) {
        out_str(o, i == 0 ? S("{") : S(",{"));
        out_field(o, "key", k->template.attributes.items[i].key);
        out_char(o, ',');
        out_proposal(o, &k->proposals[i]);
    }
}

static err answer_json(const struct asked *k, struct response *rs)
{
    struct out *o = &rs->body;
    rs->media_type = S("application/json");
    out_str(o, S("{\"categories\":["));
    for (size_t i = 0; i < k->guess_count; i++) {
        out_str(o, i == 0 ? S("") : S(","));
        out_leaf(o, k->guesses[i].leaf);
        out_format(o, ",\"points\":%lld,", (long long)k->guesses[i].points);
        out_field(o, "why", k->guesses[i].why);
        out_char(o, '}');
    }
    out_str(o, S("],\"numbers\":["));
    for (size_t i = 0; i < k->number_count; i++) {
        out_str(o, i == 0 ? S("") : S(","));
        out_leaf(o, k->numbers[i]);
        out_char(o, '}');
    }
    out_str(o, S("],\"listed\":["));
    for (size_t i = 0; i < k->listed.count; i++) {
        const struct number_item *n = &k->listed.items[i];
        out_str(o, i == 0 ? S("{") : S(",{"));
        out_field(o, "detail_no", n->no);
        out_char(o, ',');
        out_field(o, "detail_name", n->name);
        out_char(o, ',');
        out_field(o, "code", k->places[i]);
        out_format(o, ",\"ended\":%s}", n->ended_at.us == 0 ? "false" : "true");
    }
    out_str(o, S("],\"values\":["));
    out_values(o, k);
    out_str(o, S("],"));
    out_field(o, "title", k->built);
    out_str(o, S(",\"maker\":{"));
    out_proposal(o, &k->maker);
    out_str(o, S(",\"model\":{"));
    out_proposal(o, &k->model);
    out_char(o, '}');
    return NULL;
}

// --- The page ------------------------------------------------------------------------------------

static href use_of(struct arena *a, str title, str category)
{
    href to = href_with(a, href_to(a, "/supplier/products/new"), "category", category);
    return href_with(a, to, "title", title);
}

static struct suggest_leaf show_leaf(struct unit *u, const struct asked *k,
                                     const struct guide_leaf *leaf, str why)
{
    return (struct suggest_leaf){.code = leaf->code,
                                 .name = leaf->name,
                                 .path = leaf->path,
                                 .why = why,
                                 .use = use_of(u->arena, k->title, leaf->code)};
}

static void fill_listed(struct unit *u, const struct asked *k, struct suggest_page *p)
{
    p->listed.items = NEW_ARRAY(u->arena, NUMBERS_SHOWN, struct suggest_number);
    for (size_t i = 0; i < k->listed.count; i++) {
        const struct number_item *n = &k->listed.items[i];
        struct suggest_number *line = &p->listed.items[p->listed.count++];
        *line = (struct suggest_number){
            .no = n->no,
            .name = n->name,
            .name_en = n->name_en,
            .category = k->place_names[i],
            .is_ended = n->ended_at.us != 0,
        };
        if (!line->is_ended && k->places[i].n > 0) {
            line->use =
                href_with(u->arena, use_of(u->arena, k->title, k->places[i]), "detail_no", n->no);
        }
    }
}

static void add_row(struct suggest_page *p, str key, str name, const struct normal_proposal *x)
{
    p->rows.items[p->rows.count++] = (struct suggest_row){
        .key = key,
        .name = name,
        .typed = x->typed,
        .value = x->state == NORMAL_UNFIT ? S("") : x->value,
        .why = x->why,
        .state = str_view(STATES[x->state].label),
        .tone = str_view(STATES[x->state].tone),
    };
}

static void fill_rows(struct unit *u, const struct asked *k, struct suggest_page *p)
{
    size_t count = k->template.attributes.count;
    p->rows.items = NEW_ARRAY(u->arena, count + 2, struct suggest_row);
    if (k->template.code.n > 0 && !listing_object_is_deed(k->template.object)) {
        add_row(p, S("maker"), S("제조사"), &k->maker);
        add_row(p, S("model"), S("모델명"), &k->model);
    }
    for (size_t i = 0; i < count; i++) {
        const struct attribute *row = &k->template.attributes.items[i];
        add_row(p, row->key,
                row->unit.n == 0
                    ? row->name
                    : str_format(u->arena, "%.*s(%.*s)", STR_ARG(row->name), STR_ARG(row->unit)),
                &k->proposals[i]);
    }
}

static err answer_page(struct unit *u, const struct request *rq, const struct asked *k,
                       struct response *rs)
{
    struct suggest_page p = {
        .title = k->title,
        .number = k->number,
        .category = k->category,
        .category_name = k->template.name,
        .asked = k->title.n > 0 || k->number.n > 0,
        .built = k->built,
        .use = use_of(u->arena, k->built.n > 0 ? k->built : k->title, k->category),
    };
    p.guesses.items = NEW_ARRAY(u->arena, GUIDE_GUESSES, struct suggest_leaf);
    for (size_t i = 0; i < k->guess_count; i++) {
        p.guesses.items[p.guesses.count++] = show_leaf(u, k, k->guesses[i].leaf, k->guesses[i].why);
    }
    p.numbers.items = NEW_ARRAY(u->arena, NUMBERS_SHOWN, struct suggest_leaf);
    for (size_t i = 0; i < k->number_count; i++) {
        const struct guide_leaf *leaf = k->numbers[i];
        str why =
            str_format(u->arena, "%.*s %.*s", STR_ARG(leaf->detail_no), STR_ARG(leaf->detail_name));
        p.numbers.items[p.numbers.count++] = show_leaf(u, k, leaf, why);
    }
    fill_listed(u, k, &p);
    fill_rows(u, k, &p);
    p.back = href_with(u->arena, href_to(u->arena, "/supplier/products/new"), "title", p.title);
    p.crumb = crumb_below(u->arena, S("상품"), href_to(u->arena, "/supplier/products"),
                          S("분류와 속성 찾기"));
    frame_fill(u, rq, &p.frame, p.crumb.here);
    suggest_page_render(&rs->body, &p);
    return NULL;
}

// GET /supplier/products/suggest?title=&category=&number=&maker=&model=&a.KEY=
static err get_suggest(struct unit *u, const struct request *rq, struct response *rs)
{
    struct asked k;
    TRY(ask(u, rq, &k));
    return str_contains(rq->accept, S("application/json")) ? answer_json(&k, rs)
                                                           : answer_page(u, rq, &k, rs);
}

const struct route SUGGEST_ROUTES[] = {
    ROUTE(GET, "/supplier/products/suggest", get_suggest, RIGHT_SUPPLIER),
};
const size_t SUGGEST_ROUTE_COUNT = COUNT(SUGGEST_ROUTES);
