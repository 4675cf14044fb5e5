#include "market/catalog/import_web.h"

#include "base/limits.h"
#include "market/catalog/export_action.h"
#include "market/catalog/import_mend_action.h"
#include "market/catalog/import_page.html.h"
#include "market/catalog/import_start_page.html.h"
#include "market/catalog/import_template_action.h"
#include "market/catalog/listing_part_web.h"
#include "market/catalog/listing_store.h"
#include "market/catalog/photo_fetch_store.h"
#include "market/party/right.h"
#include "platform/form/form.h"
#include "platform/picture/picture.h"
#include "platform/sheet/sheet.h"
#include "platform/web/site.h"

static const char HEAD[] = "/supplier/products/import";

static const struct field_label LABELS[] = {
    {"file",     "파일"},
    {"category", "분류"},
};

static struct crumb crumb_to(struct arena *a, bool is_below, str here)
{
    struct crumb crumb = crumb_below(a, S("상품"), href_to(a, "/supplier/products"), here);
    if (is_below) {
        crumb_add(a, &crumb, S("상품 일괄 등록"), href_to(a, "%s", HEAD));
    }
    return crumb;
}

static err list_categories(struct unit *u, str chosen, import_option_list *out)
{
    listing_leaf_list leaves;
    TRY(listing_store_leaves(u->db, u->arena, &leaves));
    out->items = NEW_ARRAY(u->arena, leaves.count, struct import_option);
    for (size_t i = 0; i < leaves.count; i++) {
        const struct listing_leaf *l = &leaves.items[i];
        out->items[out->count++] = (struct import_option){
            .value = l->code,
            .text = str_format(u->arena, "%.*s › %.*s › %.*s", STR_ARG(l->top), STR_ARG(l->middle),
                               STR_ARG(l->name)),
            .selected = str_equals(l->code, chosen),
        };
    }
    return NULL;
}

// --- The start -----------------------------------------------------------------------------------

static str state_tone(enum import_state state)
{
    return import_state_is_at_work(state) ? S("now")
           : state == IMPORT_DONE         ? S("ok")
           : state == IMPORT_UNDONE       ? S("off")
                                          : S("soon");
}

// In which the firm lists most; empty: it lists nothing.
static err find_own_category(struct unit *u, str *out)
{
    listing_category_list list;
    int64_t most = 0;
    TRY(listing_store_categories(u->db, u->arena, u->actor->supplier, &list));
    for (size_t i = 0; i < list.count; i++) {
        *out = list.items[i].count > most ? list.items[i].code : *out;
        most = list.items[i].count > most ? list.items[i].count : most;
    }
    return NULL;
}

static err render_start(struct unit *u, const struct request *rq, struct response *rs,
                        const struct issues *issues)
{
    struct import_start_page p = {.crumb = crumb_to(u->arena, false, S("상품 일괄 등록"))};
    import_list list;
    str own = S("");
    TRY(find_own_category(u, &own));
    TRY(list_categories(u, own, &p.categories));
    TRY(import_store_list(u->db, u->arena, u->actor->supplier, &list));
    p.lines.items = NEW_ARRAY(u->arena, list.count, struct import_line);
    for (size_t i = 0; i < list.count; i++) {
        const struct import *k = &list.items[i];
        p.lines.items[p.lines.count++] = (struct import_line){
            .path = href_to(u->arena, "%s/%lld", HEAD, (long long)k->no.value),
            .name = k->name,
            .state = import_state_label(k->state),
            .tone = state_tone(k->state),
            .row_count = k->row_count,
            .created_at = k->created_at,
            .who = k->account_name,
        };
    }
    frame_fill(u, rq, &p.frame, S("상품 일괄 등록"));
    p.frame.issues = issues;
    import_start_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /supplier/products/import
static err get_start(struct unit *u, const struct request *rq, struct response *rs)
{
    return render_start(u, rq, rs, NULL);
}

// What came of the file before the unit that keeps it.
struct read_file {
    struct import_sheet sheet;
    err fault;
    str sentence;
};

static err read_upload(struct unit *u, struct request *rq)
{
    struct read_file *r = NEW(u->arena, struct read_file);
    const struct upload *up = request_upload(rq, "file");
    if (up == NULL) {
        r->fault = &SHEET_EMPTY;
        r->sentence = S("올릴 파일을 골라 주세요.");
    } else {
        r->fault = import_read_sheet(u->arena, up->name, up->bytes, &r->sheet, &r->sentence);
    }
    rq->prepared = r;
    return r->fault == NULL || r->fault->kind == FAULT_INVALID ? NULL : r->fault;
}

// POST /upload/supplier/products/import
static err post_upload(struct unit *u, const struct request *rq, struct response *rs)
{
    const struct read_file *r = rq->prepared;
    struct import made;
    if (r->fault != NULL) {
        struct issues issues = {
            .labels = {LABELS, COUNT(LABELS)}
        };
        issues_add(&issues, "file", str_to_c(u->arena, r->sentence));
        return render_start(u, rq, rs, &issues);
    }
    struct issues refused = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(issues_catch_at(&refused, "file", import_action_add(u, &r->sheet, &made)));
    if (refused.count > 0) {
        return render_start(u, rq, rs, &refused);
    }
    return see_other(rs, "%s/%lld", HEAD, (long long)made.no.value);
}

// GET /supplier/products/import/template?category=&as=
static err get_template(struct unit *u, const struct request *rq, struct response *rs)
{
    struct listing_template t;
    struct import_plan plan = {.today = u->today};
    struct sheet_writer *w = NULL;
    enum sheet_form form = sheet_form_from(request_query(rq, "as"));
    TRY(listing_store_template(u->db, u->arena, request_query(rq, "category"), &t));
    TRY(import_store_districts(u->db, u->arena, &plan));
    TRY(sheet_write_open(u->arena, form, NULL, &w));
    TRY(import_template_write(u->arena, w, &t, &plan));
    TRY(sheet_write_close(w, &rs->body));
    response_attachment(
        rs, sheet_media_type(form),
        str_format(u->arena, "상품_양식_%.*s.%.*s", STR_ARG(t.name), STR_ARG(sheet_ending(form))));
    return NULL;
}

// --- One of them ---------------------------------------------------------------------------------

static err find_own(struct unit *u, const struct request *rq, struct import *out)
{
    public_no no;
    TRY(path_no(rq, "no", &no));
    return import_store_find(u->db, u->actor->supplier, no, out);
}

static void add_option(import_option_list *list, str value, str text, str chosen)
{
    list->items[list->count++] =
        (struct import_option){.value = value, .text = text, .selected = str_equals(value, chosen)};
}

// What a column may say: nothing, a common field, an attribute of the category, or the one that is
// called as it is.
static import_option_list options_of(struct arena *a, const struct import_column *c,
                                     const struct listing_template *t)
{
    import_option_list list = {
        .items = NEW_ARRAY(a, IMPORT_FIELD_COUNT + LIMIT_ATTRIBUTES + 2, struct import_option)};
    add_option(&list, S(""), S("쓰지 않음"), c->target);
    for (int i = 0; i < IMPORT_FIELD_COUNT; i++) {
        const struct import_field_facts *f = import_field_of((enum import_field)i);
        add_option(&list, str_view(f->word), str_view(f->name), c->target);
    }
    add_option(&list, S("a"), S("이름이 같은 규격 칸에 넣기"), c->target);
    for (size_t i = 0; t != NULL && i < t->attributes.count; i++) {
        const struct attribute *x = &t->attributes.items[i];
        add_option(&list, str_join(a, S("a."), x->key),
                   str_format(a, "규격: %.*s", STR_ARG(x->name)), c->target);
    }
    return list;
}

static str column_field(struct arena *a, size_t column)
{
    return str_format(a, "column_%zu", column);
}

#define SAMPLES 2      // values shown of a column
#define SAMPLE_MOST 20 // characters of one

static str shorten(struct arena *a, str text)
{
    size_t at = 0;
    for (size_t count = 0; at < text.n && count < SAMPLE_MOST; count++) {
        (void)str_next(text, &at);
    }
    str head = str_slice(text, 0, at);
    return at < text.n ? str_join(a, head, S("…")) : head;
}

static str sample_of(struct arena *a, const struct sheet_row *rows, size_t count, size_t column)
{
    str sample = S("");
    for (size_t i = 0; i < count; i++) {
        str text = column < rows[i].count ? str_trim(rows[i].cells[column].text) : S("");
        if (text.n > 0) {
            str value = shorten(a, text);
            sample = str_format(a, "%.*s%s%.*s", STR_ARG(sample), sample.n > 0 ? " · " : "",
                                STR_ARG(value));
        }
    }
    return sample;
}

static err fill_columns(struct unit *u, const struct import *i, const struct import_plan *plan,
                        struct import_page *p)
{
    struct sheet_row first[SAMPLES];
    size_t row_count = 0;
    str rows = S("");
    struct listing_template t;
    bool has_template =
        plan->category.n > 0 && listing_store_template(u->db, u->arena, plan->category, &t) == NULL;
    TRY(import_store_chunk(u->db, i->id, 0, &rows));
    while (row_count < SAMPLES && import_unpack(u->arena, &rows, &first[row_count])) {
        row_count++;
    }
    p->asks_columns = true;
    TRY(list_categories(u, plan->category, &p->categories));
    p->columns.items = NEW_ARRAY(u->arena, plan->columns.count, struct import_column_line);
    for (size_t k = 0; k < plan->columns.count; k++) {
        const struct import_column *c = &plan->columns.items[k];
        p->columns.items[p->columns.count++] = (struct import_column_line){
            .letters = sheet_column_letters(u->arena, k),
            .name = c->name,
            .sample = sample_of(u->arena, first, row_count, k),
            .field = column_field(u->arena, k),
            .options = options_of(u->arena, c, has_template ? &t : NULL),
        };
    }
    return NULL;
}

#define ALL_ROWS "all"        // for whoever asks for them; else what is wrong comes first
#define OTHERWISE "otherwise" // then what is to be looked at before it is listed

static bool wants_otherwise(str asked)
{
    return str_equals(asked, S(OTHERWISE));
}

static void fill_tabs(struct unit *u, href here, str asked, int state, const int64_t *counts,
                      struct import_page *p)
{
    bool looks = wants_otherwise(asked);
    p->otherwise_path = href_with(u->arena, here, "state", S(OTHERWISE));
    p->tabs.label = S("결과");
    p->tabs.items.items = NEW_ARRAY(u->arena, IMPORT_ROW_STATE_COUNT + 2, struct tab);
    p->sums.items = NEW_ARRAY(u->arena, IMPORT_ROW_STATE_COUNT, struct import_sum);
    p->tabs.items.items[p->tabs.items.count++] =
        (struct tab){.text = S("전체"),
                     .path = href_with(u->arena, here, "state", S(ALL_ROWS)),
                     .current = state < 0 && !looks};
    if (p->otherwise_count > 0) {
        p->tabs.items.items[p->tabs.items.count++] = (struct tab){.text = S("확인할 것"),
                                                                  .path = p->otherwise_path,
                                                                  .count = p->otherwise_count,
                                                                  .current = looks};
    }
    for (int i = 0; i < IMPORT_ROW_STATE_COUNT; i++) {
        if (counts[i] > 0) {
            enum import_row_state s = (enum import_row_state)i;
            p->tabs.items.items[p->tabs.items.count++] = (struct tab){
                .text = import_row_label(s),
                .path = href_with(u->arena, here, "state", str_view(import_row_word(s))),
                .count = counts[i],
                .current = state == i,
            };
            p->sums.items[p->sums.count++] =
                (struct import_sum){.name = import_row_label(s), .count = counts[i]};
        }
    }
}

#define LINES_MOST (IMPORT_WORDS_MOST + IMPORT_OTHERWISE_MOST + LIMIT_ROW_ADDRESSES + 1)

static void add_lines(str words, struct import_row_line *line)
{
    while (words.n > 0 && line->words.count < LINES_MOST) {
        line->words.items[line->words.count++] = str_cut(&words, '\n');
    }
}

static err fill_rows(struct unit *u, const struct request *rq, const struct import *i, href here,
                     str asked, int state, struct import_page *p)
{
    bool looks = wants_otherwise(asked);
    import_row_list rows;
    int64_t after = 0;
    if (!str_parse_i64(request_query(rq, "after"), &after) || after < 0) {
        after = 0;
    }
    TRY(looks
            ? import_store_rows_otherwise(u->db, u->arena, i->id, after, LIMIT_DESK_ROWS + 1, &rows)
            : import_store_rows(u->db, u->arena, i->id, state, after, LIMIT_DESK_ROWS + 1, &rows));
    size_t count = rows.count > LIMIT_DESK_ROWS ? LIMIT_DESK_ROWS : rows.count;
    p->rows.items = NEW_ARRAY(u->arena, count, struct import_row_line);
    for (size_t k = 0; k < count; k++) {
        const struct import_row *r = &rows.items[k];
        struct import_row_line *line = &p->rows.items[p->rows.count++];
        *line = (struct import_row_line){
            .number = r->number,
            .title = r->title,
            .state = import_row_label(r->state),
            .tone = import_row_tone(r->state),
        };
        line->words.items = NEW_ARRAY(u->arena, LINES_MOST, str);
        add_lines(r->words, line);
        add_lines(r->notes, line);
        if (r->offer_no.value != 0) {
            line->path = href_to(u->arena, "/supplier/products/%lld", (long long)r->offer_no.value);
        }
    }
    str word = looks       ? S(OTHERWISE)
               : state < 0 ? S(ALL_ROWS)
                           : str_view(import_row_word((enum import_row_state)state));
    href first = href_with(u->arena, here, "state", word);
    p->pager.counter = S("줄");
    p->pager.previous = after > 0 ? first : (href){0};
    p->pager.next =
        rows.count > count
            ? href_with(u->arena, first, "after",
                        str_format(u->arena, "%lld", (long long)rows.items[count - 1].number))
            : (href){0};
    return NULL;
}

// A photo that came may yet turn out to be none.
static struct import_photo_line show_photo(struct arena *a, const struct photo_fetch_row *r)
{
    struct import_photo_line line = {
        .number = r->number,
        .url = r->url,
        .state = photo_fetch_label(r->state),
        .tone = photo_fetch_tone(r->state),
        .words = r->words,
        .path = href_to(a, "/supplier/products/%lld/pictures", (long long)r->offer_no.value),
    };
    if (str_equals(r->picture_state, S("waiting"))) {
        line.words = S("다듬는 중입니다.");
    } else if (str_equals(r->picture_state, S("refused"))) {
        line.state = S("쓸 수 없음");
        line.tone = S("bad");
        line.words = picture_verdict_sentence(picture_verdict_from(r->verdict));
    }
    return line;
}

static err fill_photos(struct unit *u, const struct import *i, struct import_page *p)
{
    photo_fetch_row_list list;
    int64_t counts[PHOTO_FETCH_STATE_COUNT];
    TRY(photo_fetch_store_counts(u->db, i->id, counts));
    TRY(photo_fetch_store_list(u->db, u->arena, i->id, &list));
    p->photos_waiting = counts[PHOTO_FETCH_WAITING];
    p->photos_kept = counts[PHOTO_FETCH_KEPT];
    p->photos_refused = counts[PHOTO_FETCH_REFUSED];
    p->photos.items = NEW_ARRAY(u->arena, list.count, struct import_photo_line);
    for (size_t k = 0; k < list.count; k++) {
        p->photos.items[p->photos.count++] = show_photo(u->arena, &list.items[k]);
    }
    return NULL;
}

// What is to be mended, then what is to be looked at; or all.
static str first_to_see(const struct import *i, const int64_t *counts, int64_t otherwise)
{
    return i->state == IMPORT_CHECKED && counts[IMPORT_ROW_BAD] > 0
               ? str_view(import_row_word(IMPORT_ROW_BAD))
           : i->state == IMPORT_DONE && counts[IMPORT_ROW_FAILED] > 0
               ? str_view(import_row_word(IMPORT_ROW_FAILED))
           : otherwise > 0 ? S(OTHERWISE)
                           : S(ALL_ROWS);
}

static err fill_result(struct unit *u, const struct request *rq, const struct import *i, href here,
                       struct import_page *p)
{
    int64_t counts[IMPORT_ROW_STATE_COUNT];
    str asked = request_query(rq, "state");
    TRY(import_store_counts(u->db, i->id, counts));
    p->may_commit = i->state == IMPORT_CHECKED;
    if (p->may_commit) {
        TRY(import_store_count_otherwise(u->db, i->id, &p->otherwise_count));
    }
    if (asked.n == 0) {
        asked = first_to_see(i, counts, p->otherwise_count);
    }
    int state = import_row_state_from(asked);
    fill_tabs(u, here, asked, state, counts, p);
    p->may_list = counts[IMPORT_ROW_NEW] + counts[IMPORT_ROW_CHANGE];
    p->may_undo =
        i->state == IMPORT_DONE && counts[IMPORT_ROW_MADE] + counts[IMPORT_ROW_CHANGED] > 0;
    p->wrong_count = counts[IMPORT_ROW_BAD] + counts[IMPORT_ROW_FAILED];
    if (p->may_undo) {
        TRY(import_store_bought(u->db, i->id, &p->bought_count));
    }
    TRY(fill_photos(u, i, p));
    return fill_rows(u, rq, i, here, asked, state, p);
}

static struct import_page begin_page(struct unit *u, const struct import *i, href here)
{
    return (struct import_page){
        .crumb = crumb_to(u->arena, true, i->name),
        .name = i->name,
        .state = import_state_label(i->state),
        .created_at = i->created_at,
        .who = i->account_name,
        .row_count = i->row_count,
        .columns_path = here,
        .commit_path = href_to(u->arena, "%s/commit", here.path.p),
        .undo_path = href_to(u->arena, "%s/undo", here.path.p),
        .mend_path = href_to(u->arena, "%s/mend", here.path.p),
        .again_path = href_with(u->arena, here, "columns", S("1")),
    };
}

static void render_one(struct unit *u, const struct request *rq, struct response *rs,
                       struct import_page *p, const struct issues *issues)
{
    frame_fill(u, rq, &p->frame, p->name);
    p->frame.issues = issues;
    import_page_render(&rs->body, p);
    rs->status = issues == NULL ? 200 : 422;
}

// GET /supplier/products/import/:no
static err get_one(struct unit *u, const struct request *rq, struct response *rs)
{
    struct import i;
    struct import_plan plan;
    TRY(find_own(u, rq, &i));
    href here = href_to(u->arena, "%s/%lld", HEAD, (long long)i.no.value);
    struct import_page p = begin_page(u, &i, here);
    bool wants_columns = request_query(rq, "columns").n > 0;
    if (i.state == IMPORT_WAITING || (i.state == IMPORT_CHECKED && wants_columns)) {
        TRY(import_action_plan(u, &i, &plan));
        TRY(fill_columns(u, &i, &plan, &p));
    } else if (import_state_is_at_work(i.state)) {
        p.is_at_work = true;
        p.done_count = i.row_count * i.position / i.chunk_count;
        p.may_resume = import_stands_still(&i, u->now);
    } else {
        TRY(fill_result(u, rq, &i, here, &p));
    }
    render_one(u, rq, rs, &p, NULL);
    return NULL;
}

// A word of the form's choices, or nothing.
static str read_target(struct unit *u, const struct request *rq, size_t column)
{
    str typed = request_field(rq, str_to_c(u->arena, column_field(u->arena, column)));
    bool is_known = import_field_from(typed) >= 0 || str_equals(typed, S("a")) ||
                    (str_starts(typed, S("a.")) && typed.n < LIMIT_NAME);
    return is_known ? typed : S("");
}

// POST /supplier/products/import/:no/columns
static err post_columns(struct unit *u, const struct request *rq, struct response *rs)
{
    struct import i;
    struct import_plan plan;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(find_own(u, rq, &i));
    TRY(import_action_plan(u, &i, &plan));
    for (size_t k = 0; k < plan.columns.count; k++) {
        plan.columns.items[k].target = read_target(u, rq, k);
    }
    plan.category = form_line(rq, &issues, "category", OPTIONAL, LIMIT_NAME);
    err e = import_action_check(u, &i, &plan);
    if (e != &IMPORT_MOVED) {
        TRY(issues_catch_at(&issues, e == &IMPORT_TWICE ? "" : "category", e));
    } else {
        return e;
    }
    href here = href_to(u->arena, "%s/%lld", HEAD, (long long)i.no.value);
    if (issues.count > 0) {
        struct import_page p = begin_page(u, &i, here);
        TRY(fill_columns(u, &i, &plan, &p));
        render_one(u, rq, rs, &p, &issues);
        return NULL;
    }
    return see_other(rs, "%s", here.path.p);
}

// POST /supplier/products/import/:no/commit
static err post_commit(struct unit *u, const struct request *rq, struct response *rs)
{
    struct import i;
    TRY(find_own(u, rq, &i));
    TRY(import_action_commit(u, &i));
    return see_other(rs, "%s/%lld", HEAD, (long long)i.no.value);
}

// POST /supplier/products/import/:no/undo
static err post_undo(struct unit *u, const struct request *rq, struct response *rs)
{
    struct import i;
    TRY(find_own(u, rq, &i));
    TRY(import_action_undo(u, &i));
    return see_other(rs, "%s/%lld", HEAD, (long long)i.no.value);
}

// POST /supplier/products/import/:no/resume
static err post_resume(struct unit *u, const struct request *rq, struct response *rs)
{
    struct import i;
    TRY(find_own(u, rq, &i));
    TRY(import_action_resume(u, &i));
    return see_other(rs, "%s/%lld", HEAD, (long long)i.no.value);
}

// GET /supplier/products/import/:no/mend
static err get_mend(struct unit *u, const struct request *rq, struct response *rs)
{
    struct import i;
    TRY(find_own(u, rq, &i));
    TRY(import_mend_write(u, &i, &rs->body));
    response_attachment(rs, sheet_media_type(SHEET_XLSX), S("고칠_줄.xlsx"));
    return NULL;
}

// GET /supplier/products/export?state=&category=&q=&as=
static err get_export(struct unit *u, const struct request *rq, struct response *rs)
{
    struct sheet_writer *w = NULL;
    int64_t count = 0;
    enum sheet_form form = sheet_form_from(request_query(rq, "as"));
    struct export_filter f = {
        .supplier = u->actor->supplier,
        .list = listing_filter_of(request_query(rq, "state"), request_query(rq, "category"),
                                  request_query(rq, "q")),
    };
    TRY(sheet_write_open(u->arena, form, NULL, &w));
    TRY(export_action_write(u, w, &f, LIMIT_ANSWER_ROWS, &count));
    TRY(sheet_write_close(w, &rs->body));
    response_attachment(rs, sheet_media_type(form),
                        str_join(u->arena, S("상품."), sheet_ending(form)));
    return NULL;
}

const struct route IMPORT_ROUTES[] = {
    ROUTE_SLOW(GET, "/supplier/products/export", get_export, RIGHT_SUPPLIER),
    ROUTE(GET, "/supplier/products/import", get_start, RIGHT_SUPPLIER),
    ROUTE_SLOW(GET, "/supplier/products/import/template", get_template, RIGHT_SUPPLIER),
    ROUTE_BEFORE(POST, "/upload/supplier/products/import", read_upload, post_upload,
                 RIGHT_SUPPLIER),
    ROUTE(GET, "/supplier/products/import/:no", get_one, RIGHT_SUPPLIER),
    ROUTE(POST, "/supplier/products/import/:no/columns", post_columns, RIGHT_SUPPLIER),
    ROUTE(POST, "/supplier/products/import/:no/commit", post_commit, RIGHT_SUPPLIER),
    ROUTE(POST, "/supplier/products/import/:no/undo", post_undo, RIGHT_SUPPLIER),
    ROUTE(POST, "/supplier/products/import/:no/resume", post_resume, RIGHT_SUPPLIER),
    ROUTE_SLOW(GET, "/supplier/products/import/:no/mend", get_mend, RIGHT_SUPPLIER),
};
const size_t IMPORT_ROUTE_COUNT = COUNT(IMPORT_ROUTES);
