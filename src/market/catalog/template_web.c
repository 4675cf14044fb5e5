#include "market/catalog/template_web.h"

#include <string.h>

#include "base/limits.h"
#include "market/catalog/normal_unit.h"
#include "market/catalog/template_action.h"
#include "market/catalog/template_list_page.html.h"
#include "market/catalog/template_page.html.h"
#include "market/party/right.h"
#include "platform/web/site.h"

#define ITEMS_SHOWN 100
#define CHANGES_SHOWN 30

static const struct {
    const char *word;
    const char *text;
} SAID[] = {
    {"done",    "바꾸었습니다. 새로 여는 화면부터 보입니다."     },
    {"planned", "시행일에 바꿉니다. 그 전에는 거둘 수 있습니다."},
    {"second",  "다른 운영자가 동의하면 시행일에 바꿉니다."      },
    {"agreed",  "동의했습니다. 시행일에 바꿉니다."                   },
    {"back",    "변경을 거두었습니다."                                    },
};

static const struct {
    const char *word;
    const char *label;
    const char *tone;
} STATES[] = {
    {"waiting",    "시행일 기다림",  "now"},
    {"done",       "시행",               "ok" },
    {"taken_back", "거둠",               "off"},
    {"failed",     "맞지 않아 멈춤", "bad"},
};

static href edit_path(struct arena *a, enum template_kind kind, str key, bool is_new)
{
    href to =
        href_with(a, href_to(a, TEMPLATE_PATH "/edit"), "kind", str_view(template_kind_word(kind)));
    to = href_with(a, to, "key", key);
    return is_new ? href_with(a, to, "new", S("1")) : to;
}

static struct template_line line_of(struct arena *a, const struct template_item *item)
{
    return (struct template_line){.kind = template_kind_label(item->kind),
                                  .name = item->name,
                                  .code = item->kind == TEMPLATE_CATEGORY ? item->key : S(""),
                                  .more = item->more,
                                  .path = edit_path(a, item->kind, item->key, false)};
}

// --- The list ------------------------------------------------------------------------------------

static struct template_change_line change_line(struct unit *u, const struct template_change *c)
{
    struct arena *a = u->arena;
    struct template_change_line line = {
        .kind = template_kind_label(c->kind),
        .key = c->key,
        .what = c->removes      ? S("없앰")
                : c->was.n == 0 ? S("새로")
                                : S("고침"),
        .reason = c->reason,
        .touched = c->touched,
        .from_day = c->from_day,
        .who = c->account_name,
        .second = c->agreed_name,
        .at = c->made_at,
        .waits = str_equals(c->state, S("waiting")),
        .back = href_to(a, TEMPLATE_PATH "/%lld/back", (long long)c->no.value),
        .agree = href_to(a, TEMPLATE_PATH "/%lld/agree", (long long)c->no.value),
    };
    bool needs_second = line.waits && template_needs_two(c->kind) && c->agreed_name.n == 0;
    line.may_agree = needs_second && c->account.value != u->actor->account.value;
    for (size_t i = 0; i < COUNT(STATES); i++) {
        if (str_equals(c->state, str_view(STATES[i].word))) {
            line.state = str_view(STATES[i].label);
            line.tone = str_view(STATES[i].tone);
        }
    }
    if (needs_second) {
        line.state = S("다른 운영자의 동의 기다림");
    }
    return line;
}

static str said_of(const struct request *rq)
{
    str was = request_query(rq, "was");
    for (size_t i = 0; i < COUNT(SAID); i++) {
        if (str_equals(was, str_view(SAID[i].word))) {
            return str_view(SAID[i].text);
        }
    }
    return S("");
}

// A unit of the program that is called so: something may be added to it.
static void add_built_in(struct arena *a, str q, const template_item_list *items,
                         struct template_list_page *p)
{
    str unit = S("");
    bool is_there = !normal_unit_find(a, NULL, q, &unit);
    for (size_t i = 0; i < items->count && !is_there; i++) {
        is_there = items->items[i].kind == TEMPLATE_UNIT && str_equals(items->items[i].key, unit);
    }
    if (!is_there) {
        p->rows.items[p->rows.count++] = (struct template_line){
            .kind = template_kind_label(TEMPLATE_UNIT),
            .name = unit,
            .more = str_join(a, S("프로그램에 있음: "), normal_unit_spellings(a, unit)),
            .path = edit_path(a, TEMPLATE_UNIT, unit, true)};
    }
}

// Of which kind rows are wanted, TEMPLATE_KIND_COUNT for all: what is not said is the tree, and
// where something is looked for by name, all.
static enum template_kind kind_wanted(const struct request *rq, str q)
{
    str word = request_query(rq, "kind");
    int kind = template_kind_from(word);
    if (kind >= 0 && kind != TEMPLATE_ATTRIBUTE) {
        return (enum template_kind)kind;
    }
    return q.n == 0 ? TEMPLATE_CATEGORY : TEMPLATE_KIND_COUNT;
}

static void fill_kinds(struct arena *a, str q, enum template_kind wanted, struct tabs *out)
{
    static const enum template_kind SHOWN[] = {TEMPLATE_KIND_COUNT, TEMPLATE_CATEGORY,
                                               TEMPLATE_SYNONYM,    TEMPLATE_WORD,
                                               TEMPLATE_REASON,     TEMPLATE_UNIT};
    out->label = S("종류로 좁히기");
    out->items.items = NEW_ARRAY(a, COUNT(SHOWN), struct tab);
    for (size_t i = q.n == 0 ? 1 : 0; i < COUNT(SHOWN); i++) { // all only of what is looked for
        enum template_kind kind = SHOWN[i];
        href to = href_with(a, href_to(a, TEMPLATE_PATH), "q", q);
        bool is_all = kind == TEMPLATE_KIND_COUNT;
        out->items.items[out->items.count++] = (struct tab){
            .text = is_all ? S("모두") : template_kind_label(kind),
            .path = is_all ? to : href_with(a, to, "kind", str_view(template_kind_word(kind))),
            .current = kind == wanted,
        };
    }
}

// GET /admin/templates?q=&kind=&was=
static err get_list(struct unit *u, const struct request *rq, struct response *rs)
{
    template_item_list items;
    template_change_list changes;
    str q = str_trim(request_query(rq, "q"));
    struct template_list_page p = {
        .said = said_of(rq),
        .q = str_length(q) > LIMIT_QUERY ? S("") : q,
        .empty = {.title = S("그런 이름의 항목이 없습니다"),
                  .text = S("분류 이름이나 코드, 같은 말, 살펴볼 말, 단위로 찾을 수 있습니다.")},
        .new_synonym = edit_path(u->arena, TEMPLATE_SYNONYM, S(""), true),
        .new_word = edit_path(u->arena, TEMPLATE_WORD, S(""), true),
        .new_unit = edit_path(u->arena, TEMPLATE_UNIT, S(""), true),
    };
    enum template_kind kind = kind_wanted(rq, p.q);
    p.of_all = kind == TEMPLATE_KIND_COUNT;
    fill_kinds(u->arena, p.q, kind, &p.kinds);
    TRY(template_store_search(u->db, u->arena, p.q, kind, ITEMS_SHOWN + 1, &items));
    p.is_cut = items.count > ITEMS_SHOWN;
    items.count = p.is_cut ? ITEMS_SHOWN : items.count;
    TRY(template_store_changes(u->db, u->arena, CHANGES_SHOWN, &changes));
    p.rows.items = NEW_ARRAY(u->arena, items.count + 1, struct template_line);
    for (size_t i = 0; i < items.count; i++) {
        p.rows.items[p.rows.count++] = line_of(u->arena, &items.items[i]);
    }
    if (p.of_all || kind == TEMPLATE_UNIT) {
        add_built_in(u->arena, p.q, &items, &p);
    }
    p.changes.items = NEW_ARRAY(u->arena, changes.count, struct template_change_line);
    for (size_t i = 0; i < changes.count; i++) {
        p.changes.items[p.changes.count] = change_line(u, &changes.items[i]);
        p.waiting_count += p.changes.items[p.changes.count++].waits ? 1 : 0;
    }
    frame_fill(u, rq, &p.frame, S("분류·속성·같은 말"));
    template_list_page_render(&rs->body, &p);
    return NULL;
}

// POST /admin/templates/:no/back
static err post_back(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    TRY(template_action_take_back(u, no));
    return see_other(rs, TEMPLATE_PATH "?was=back");
}

// POST /admin/templates/:no/agree
static err post_agree(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    TRY(template_action_agree(u, no));
    return see_other(rs, TEMPLATE_PATH "?was=agreed");
}

// --- One -----------------------------------------------------------------------------------------

static void fill_choices(struct arena *a, const struct template_column *column, str value,
                         struct template_input *in)
{
    str rest = column->type == TEMPLATE_FLAG ? S("0:아니오|1:예") : str_view(column->choices);
    in->choices.items = NEW_ARRAY(a, TEMPLATE_COLUMNS_MAX, struct template_choice);
    while (rest.n > 0 && in->choices.count < TEMPLATE_COLUMNS_MAX) {
        str label = str_cut(&rest, '|');
        str word = str_cut(&label, ':');
        in->choices.items[in->choices.count++] =
            (struct template_choice){word, label, str_equals(word, value)};
    }
}

static void fill_inputs(struct unit *u, enum template_kind kind, const str *was, const str *values,
                        struct template_page *p)
{
    const struct template_column *columns = NULL;
    size_t count = template_columns(kind, &columns);
    p->inputs.items = NEW_ARRAY(u->arena, count, struct template_input);
    for (size_t c = 0; c < count; c++) {
        struct template_input *in = &p->inputs.items[p->inputs.count++];
        *in = (struct template_input){
            .key = (int64_t)c,
            .label = str_view(columns[c].label),
            .hint = str_view(columns[c].hint),
            .value = values[c],
            .before = template_shown(u->arena, &columns[c], was[c]),
            .after = p->removes ? S("") : template_shown(u->arena, &columns[c], values[c]),
            .differs = p->removes || !str_equals(was[c], values[c]),
            .is_needed = columns[c].is_needed,
            .is_line = columns[c].type == TEMPLATE_LINE || columns[c].type == TEMPLATE_COUNT,
            .is_list = columns[c].type == TEMPLATE_LIST,
            .is_choice = columns[c].type == TEMPLATE_FLAG || columns[c].type == TEMPLATE_CHOICE,
        };
        if (in->is_choice) {
            fill_choices(u->arena, &columns[c], values[c], in);
        }
    }
}

static err fill_below(struct unit *u, str key, struct template_page *p)
{
    template_item_list list;
    TRY(template_store_children(u->db, u->arena, key, &list));
    p->children.items = NEW_ARRAY(u->arena, list.count, struct template_line);
    for (size_t i = 0; i < list.count; i++) {
        p->children.items[p->children.count++] = line_of(u->arena, &list.items[i]);
    }
    TRY(template_store_attributes(u->db, u->arena, key, &list));
    p->attributes.items = NEW_ARRAY(u->arena, list.count, struct template_line);
    for (size_t i = 0; i < list.count; i++) {
        p->attributes.items[p->attributes.count++] = line_of(u->arena, &list.items[i]);
    }
    p->new_child = edit_path(u->arena, TEMPLATE_CATEGORY, str_join(u->arena, key, S(".")), true);
    p->new_attribute =
        edit_path(u->arena, TEMPLATE_ATTRIBUTE, str_join(u->arena, key, S("/")), true);
    p->is_leaf = p->children.count == 0;
    return NULL;
}

// The products that a change of a category touches, by name.
static void fill_touched(struct arena *a, const struct template_outlook *look,
                         struct template_page *p)
{
    p->has_more_touched = look->has_more;
    p->touched_products.items = NEW_ARRAY(a, look->named.count, struct template_line);
    for (size_t i = 0; i < look->named.count; i++) {
        const struct template_product *x = &look->named.items[i];
        p->touched_products.items[p->touched_products.count++] = (struct template_line){
            .name = x->title,
            .becomes = x->becomes,
            .more = x->is_sold ? S("판매 중") : S("팔지 않음"),
            .path = href_to(a, "/admin/products/%lld/edit", (long long)x->no.value)};
        p->has_titles = p->has_titles || x->becomes.n > 0;
    }
}

// Categories, attributes and reasons have a name beside their code, the first of their columns.
static bool has_name(const struct template_wish *w, const struct template_outlook *look)
{
    return look->was[0].n > 0 && (w->kind == TEMPLATE_CATEGORY || w->kind == TEMPLATE_ATTRIBUTE ||
                                  w->kind == TEMPLATE_REASON);
}

// Where one comes from: the category above a new one or around an attribute, else the list.
static href way_back(struct arena *a, const struct template_wish *w)
{
    size_t n = w->key.n;
    char sign = w->kind == TEMPLATE_ATTRIBUTE ? '/' : '.';
    bool is_below = w->kind == TEMPLATE_ATTRIBUTE || (w->kind == TEMPLATE_CATEGORY && w->is_new);
    while (is_below && n > 0 && w->key.p[n - 1] != sign) {
        n--;
    }
    return is_below && n > 1 ? edit_path(a, TEMPLATE_CATEGORY, str_slice(w->key, 0, n - 1), false)
                             : href_with(a, href_to(a, TEMPLATE_PATH), "kind",
                                         str_view(template_kind_word(w->kind)));
}

static err render_one(struct unit *u, const struct request *rq, struct response *rs,
                      const struct template_wish *w, const struct template_outlook *look,
                      bool is_preview, const struct issues *issues)
{
    date first = template_needs_two(w->kind) ? date_add_days(u->today, 1) : u->today;
    struct template_page p = {
        .kind = str_view(template_kind_word(w->kind)),
        .kind_label = template_kind_label(w->kind),
        .key = w->key,
        .key_label = template_key_label(w->kind),
        .key_hint = template_key_hint(w->kind),
        .name = has_name(w, look) ? look->was[0] : w->key,
        .has_name = has_name(w, look),
        .is_new = w->is_new,
        .removes = w->removes,
        .was = w->was,
        .reason = rq->method == POST ? request_field(rq, "reason") : S(""),
        .from_day =
            rq->method == POST ? request_field(rq, "from_day") : date_format_iso(u->arena, first),
        .back = way_back(u->arena, w),
        .is_preview = is_preview,
        .touched = look->touched,
        .may_remove = !w->is_new && template_may_remove(w->kind),
        .needs_two = template_needs_two(w->kind),
        .is_category = w->kind == TEMPLATE_CATEGORY && !w->is_new && !is_preview,
    };
    fill_inputs(u, w->kind, look->was, w->values, &p);
    if (p.is_category) {
        TRY(fill_below(u, w->key, &p));
    }
    fill_touched(u->arena, look, &p);
    p.crumb = crumb_below(u->arena, S("분류·속성·같은 말"), href_to(u->arena, TEMPLATE_PATH),
                          w->is_new ? S("새로 만들기") : p.name);
    frame_fill(u, rq, &p.frame,
               str_format(u->arena, "%.*s %.*s", STR_ARG(p.kind_label), STR_ARG(p.crumb.here)));
    p.frame.issues = issues;
    template_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    rs->asks_back = is_preview && issues == NULL;
    return NULL;
}

// A new row begins with the first of each choice.
static void begin(struct template_wish *w)
{
    const struct template_column *columns = NULL;
    size_t count = template_columns(w->kind, &columns);
    for (size_t c = 0; c < count; c++) {
        w->values[c] = S("");
        if (columns[c].type == TEMPLATE_FLAG || columns[c].type == TEMPLATE_COUNT) {
            bool is_ratio = w->kind == TEMPLATE_UNIT && columns[c].type == TEMPLATE_COUNT;
            w->values[c] = is_ratio ? S("1") : S("0");
        } else if (columns[c].type == TEMPLATE_CHOICE) {
            str rest = str_view(columns[c].choices);
            w->values[c] = str_cut(&rest, ':');
        }
    }
    if (w->kind == TEMPLATE_CATEGORY && str_ends(w->key, S("."))) {
        w->values[CATEGORY_PARENT] = str_slice(w->key, 0, w->key.n - 1);
    }
}

// GET /admin/templates/edit?kind=&key=&new=
static err get_one(struct unit *u, const struct request *rq, struct response *rs)
{
    int kind = template_kind_from(request_query(rq, "kind"));
    struct template_outlook look = {0};
    if (kind < 0) {
        return &TEMPLATE_UNKNOWN;
    }
    struct template_wish w = {
        .kind = (enum template_kind)kind,
        .key = request_query(rq, "key"),
        .is_new = request_query(rq, "new").n > 0 && template_may_add((enum template_kind)kind),
    };
    if (w.is_new) {
        begin(&w);
        return render_one(u, rq, rs, &w, &look, false, NULL);
    }
    TRY(template_store_read(u->db, u->arena, w.kind, w.key, look.was, &look.is_there));
    if (!look.is_there) {
        return &TEMPLATE_UNKNOWN;
    }
    memcpy(w.values, look.was, sizeof(w.values));
    w.was = template_format(u->arena, w.kind, w.values);
    return render_one(u, rq, rs, &w, &look, false, NULL);
}

static void read_values(const struct request *rq, struct template_wish *w)
{
    const struct template_column *columns = NULL;
    size_t count = template_columns(w->kind, &columns);
    for (size_t c = 0; c < count; c++) {
        w->values[c] = str_trim(request_field_key(rq->arena, rq, "field", (int64_t)c));
    }
}

// What its fields are called, down the page.
static void name_fields(struct arena *a, enum template_kind kind, struct issues *is)
{
    const struct template_column *columns = NULL;
    size_t count = template_columns(kind, &columns);
    size_t n = 0;
    struct field_label *labels = NEW_ARRAY(a, count + 3, struct field_label);
    labels[n++] = (struct field_label){"key", str_to_c(a, template_key_label(kind))};
    for (size_t c = 0; c < count; c++) {
        labels[n++] = (struct field_label){str_format(a, "field_%zu", c).p, columns[c].label};
    }
    labels[n++] = (struct field_label){"from_day", "시행일"};
    labels[n++] = (struct field_label){"reason", "까닭"};
    is->labels.items = labels;
    is->labels.count = n;
}

static void tell_wrongs(struct arena *a, const template_wrong_list *wrongs, struct issues *is)
{
    for (size_t i = 0; i < wrongs->count; i++) {
        const struct template_wrong *w = &wrongs->items[i];
        const char *sentence = str_to_c(a, w->text);
        if (w->is_key) {
            issues_add(is, "key", sentence);
        } else {
            issues_add_at(is, a, "field", (int64_t)w->column, sentence);
        }
    }
}

// All that is wrong is told at once, down the page; nothing is done then.
static err do_it(struct unit *u, const struct template_wish *w, bool save,
                 struct template_outlook *look, struct issues *issues)
{
    if (save && !issues_has(issues, S("from_day"))) {
        TRY(issues_catch_at(issues, "from_day", template_admit_day(u, w)));
    }
    if (save && !issues_has(issues, S("reason"))) {
        TRY(issues_catch_at(issues, "reason", template_admit_reason(w)));
    }
    bool does = save && issues->count == 0;
    TRY(issues_catch(issues, (does ? template_action_change : template_action_look)(u, w, look)));
    tell_wrongs(u->arena, &look->wrongs, issues);
    issues_sort(issues);
    return NULL;
}

// POST /admin/templates/edit: do=look or remove shows what it would touch, do=save does it.
static err post_one(struct unit *u, const struct request *rq, struct response *rs)
{
    int kind = template_kind_from(request_field(rq, "kind"));
    struct issues issues = {0};
    struct template_outlook look = {0};
    str what = request_field(rq, "do");
    bool save = str_equals(what, S("save"));
    if (kind < 0) {
        return &TEMPLATE_UNKNOWN;
    }
    name_fields(u->arena, (enum template_kind)kind, &issues);
    struct template_wish w = {
        .kind = (enum template_kind)kind,
        .key = str_trim(request_field(rq, "key")),
        .is_new = form_flag(rq, "is_new"),
        .removes = str_equals(what, S("remove")) || (save && form_flag(rq, "removes")),
        .was = form_text(rq, &issues, "was", OPTIONAL, LIMIT_TEXT), // a browser sends CR LF
        .reason = form_text(rq, &issues, "reason", OPTIONAL, LIMIT_TEXT),
        .from_day = form_date(rq, &issues, "from_day", REQUIRED),
    };
    read_values(rq, &w);
    TRY(do_it(u, &w, save, &look, &issues));
    if (issues.count > 0) {
        // What it would touch stays in view where only the day or the reason is to be mended.
        bool is_preview = save && look.touched.n > 0;
        w.removes = w.removes && is_preview;
        return render_one(u, rq, rs, &w, &look, is_preview, &issues);
    }
    if (!save) {
        return render_one(u, rq, rs, &w, &look, true, NULL);
    }
    return see_other(rs, TEMPLATE_PATH "?was=%s",
                     template_needs_two(w.kind)          ? "second"
                     : date_equals(w.from_day, u->today) ? "done"
                                                         : "planned");
}

const struct route TEMPLATE_ROUTES[] = {
    ROUTE(GET, TEMPLATE_PATH, get_list, RIGHT_OPERATOR),
    ROUTE(GET, TEMPLATE_PATH "/edit", get_one, RIGHT_OPERATOR),
    ROUTE(POST, TEMPLATE_PATH "/edit", post_one, RIGHT_OPERATOR),
    ROUTE(POST, TEMPLATE_PATH "/:no/agree", post_agree, RIGHT_OPERATOR),
    ROUTE(POST, TEMPLATE_PATH "/:no/back", post_back, RIGHT_OPERATOR),
};
const size_t TEMPLATE_ROUTE_COUNT = COUNT(TEMPLATE_ROUTES);
