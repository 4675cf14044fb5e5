#include "market/catalog/import_step_action.h"

#include <assert.h>

#include "base/canon.h"
#include "base/limits.h"
#include "market/catalog/listing_action.h"
#include "market/catalog/listing_store.h"
#include "market/catalog/photo_fetch_action.h"
#include "market/notice/notice_action.h"
#include "market/number/number_store.h"

#define TEMPLATES_MOST 64 // categories met in a chunk before the first are forgotten
#define NUMBERS_MOST 64   // likewise 세부품명번호

// A row as the firm's listings stand now.
struct looked {
    struct listing l;   // as the row says
    struct listing was; // that it changes
    bool is_known;
    bool is_example; // of our template
    str wrong;       // empty: it may stand
    str otherwise;   // what was read otherwise than it is written
    str difference;
};

// --- Looking at a row
// -----------------------------------------------------------------------------

static err find_template(struct import_work *w, str category, const struct listing_template **out)
{
    for (size_t i = 0; i < w->template_count; i++) {
        if (str_equals(w->templates[i].code, category)) {
            *out = &w->templates[i];
            return NULL;
        }
    }
    w->template_count = w->template_count == TEMPLATES_MOST ? 0 : w->template_count;
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
    w->number_count = w->number_count == NUMBERS_MOST ? 0 : w->number_count;
    w->numbers[w->number_count++] = (struct import_number){no, w->plan.number};
    return NULL;
}

// By what the row calls it; most rows of a sheet say what the one before said.
static err find_category(struct import_work *w, str text)
{
    if (!str_equals(text, w->category_text)) {
        TRY(import_store_category(w->unit->db, text, &w->category));
        w->category_text = text;
    }
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
        TRY(find_category(w, text));
        category = w->category;
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

static err look_at_known(struct import_work *w, const struct sheet_row *row,
                         const struct listing_template *t, public_no no, struct looked *k)
{
    struct arena *a = w->unit->arena;
    import_word_list wrong;
    import_word_list otherwise;
    TRY(listing_store_find(w->unit->db, a, w->import->supplier, no, &k->was));
    k->is_known = true;
    k->l = k->was;
    import_read_row(a, &w->plan, t, row, &k->l, &wrong, &otherwise);
    k->wrong = join_words(a, &wrong);
    k->otherwise = join_words(a, &otherwise);
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

static err look(struct import_work *w, const struct sheet_row *row, struct looked *k)
{
    struct arena *a = w->unit->arena;
    const struct listing_template *t = NULL;
    import_word_list wrong;
    import_word_list otherwise;
    public_no no;
    *k = (struct looked){.wrong = S(""), .otherwise = S("")};
    k->l.text.title = import_cell(&w->plan, row, IMPORT_TITLE);
    k->is_example = str_equals(import_cell(&w->plan, row, IMPORT_CODE), S(IMPORT_EXAMPLE));
    if (k->is_example) {
        return NULL;
    }
    TRY(template_of(w, row, &t, &k->wrong));
    if (t == NULL) {
        return NULL;
    }
    TRY(judge_number(w, row));
    k->l = import_blank(t);
    import_read_row(a, &w->plan, t, row, &k->l, &wrong, &otherwise);
    k->wrong = join_words(a, &wrong);
    k->otherwise = join_words(a, &otherwise);
    TRY(import_store_listing(w->unit->db, w->import->supplier, &k->l, &no));
    return no.value == 0 ? NULL : look_at_known(w, row, t, no, k);
}

static bool changes(const struct looked *k)
{
    return !k->is_known || k->difference.n > 0 || k->was.state == LISTING_ENDED ||
           k->was.state == LISTING_RETURNED;
}

// --- Seeing
// ---------------------------------------------------------------------------------------

static str clip(str text, size_t most)
{
    size_t at = 0;
    for (size_t count = 0; at < text.n && count < most; count++) {
        (void)str_next(text, &at);
    }
    return str_slice(text, 0, at);
}

static str words_of_change(struct arena *a, const struct looked *k)
{
    if (k->was.state == LISTING_ENDED) {
        return str_format(a, "판매를 끝낸 상품을 다시 냅니다%s%.*s",
                          k->difference.n > 0 ? ". " : "", STR_ARG(k->difference));
    }
    if (k->was.state == LISTING_RETURNED && k->difference.n == 0) {
        return S("보완을 요청받은 상품을 다시 검토에 냅니다");
    }
    return k->difference;
}

// Two rows of a sheet may not say the same listing.
static err tell_twin(struct import_work *w, struct import_row *seen)
{
    int64_t twin = 0;
    TRY(import_store_row_by_key(w->unit->db, w->import->id, seen->same_key, &twin));
    if (twin != 0) {
        seen->state = IMPORT_ROW_BAD;
        seen->words =
            str_format(w->unit->arena,
                       "%lld행과 같은 상품입니다. 한 줄만 남기거나 자체 상품코드를 다르게 "
                       "적어 주세요.",
                       (long long)twin);
    }
    return NULL;
}

static void add_words(struct arena *a, struct import_row *seen, str words)
{
    if (words.n > 0) {
        const char *between = seen->words.n > 0 ? "\n" : "";
        seen->words = str_format(a, "%.*s%s%.*s", STR_ARG(seen->words), between, STR_ARG(words));
    }
}

// Which of its photos will be fetched; words of a row alone, which is listed all the same.
static err tell_photos(struct import_work *w, const struct sheet_row *row, struct import_row *seen)
{
    str words = S("");
    str addresses = import_cell(&w->plan, row, IMPORT_PHOTOS);
    TRY(photo_fetch_action_tell(w->unit, addresses, &words));
    add_words(w->unit->arena, seen, words);
    return NULL;
}

static err see(struct import_work *w, const struct sheet_row *row)
{
    struct looked k;
    struct arena *a = w->unit->arena;
    TRY(look(w, row, &k));
    struct import_row seen = {
        .number = row->number,
        .position = w->import->position,
        .same_key = S(""),
        .title = clip(k.l.text.title, LIMIT_NAME),
        .words = S(""),
    };
    if (k.is_example) {
        seen.state = IMPORT_ROW_SAME;
        seen.words = S("예시 줄이라 넘깁니다.");
    } else if (k.wrong.n > 0) {
        seen.state = IMPORT_ROW_BAD;
        seen.words = k.wrong;
        add_words(a, &seen, k.otherwise);
    } else {
        seen.same_key = import_key(a, &k.l);
        seen.state = !k.is_known   ? IMPORT_ROW_NEW
                     : changes(&k) ? IMPORT_ROW_CHANGE
                                   : IMPORT_ROW_SAME;
        seen.words = seen.state == IMPORT_ROW_CHANGE ? words_of_change(a, &k) : S("");
        add_words(a, &seen, seen.state == IMPORT_ROW_SAME ? S("") : k.otherwise);
        TRY(tell_photos(w, row, &seen));
        TRY(tell_twin(w, &seen));
    }
    return import_store_add_row(w->unit->db, w->import->id, &seen);
}

err import_step_check(struct import_work *w)
{
    struct sheet_row row;
    while (import_unpack(w->unit->arena, &w->rows, &row)) {
        TRY(see(w, &row));
    }
    return NULL;
}

// --- Listing
// --------------------------------------------------------------------------------------

// A refusal that stands in the row's own words; everything else is of the unit.
static bool is_of_row(err e)
{
    return e->kind == FAULT_INVALID || e->kind == FAULT_REFUSED || e == &LISTING_WRONG_STATE;
}

static err find_again(struct import_work *w, struct looked *k)
{
    return listing_store_find(w->unit->db, w->unit->arena, w->import->supplier, k->was.no, &k->was);
}

static err change(struct import_work *w, struct looked *k, struct import_row *row)
{
    row->offer = k->was.id;
    row->was_revision = k->was.revision;
    if (k->was.state == LISTING_ENDED) {
        TRY(listing_action_move(w->unit, &k->was, LISTING_SUBMIT, S("")));
        TRY(find_again(w, k));
    }
    if (k->difference.n > 0 || k->was.state == LISTING_RETURNED) {
        TRY(listing_action_revise(w->unit, &k->was, &k->l.text, &k->l.terms, w->reason));
        TRY(find_again(w, k));
    }
    row->is_revision = k->was.revision;
    row->state = IMPORT_ROW_CHANGED;
    return NULL;
}

static err list(struct import_work *w, const struct sheet_row *sheet_row, struct import_row *row)
{
    struct looked k;
    TRY(look(w, sheet_row, &k));
    if (k.wrong.n > 0) {
        row->state = IMPORT_ROW_FAILED;
        row->words = k.wrong;
        return NULL;
    }
    if (!changes(&k)) {
        row->state = IMPORT_ROW_KEPT;
        return NULL;
    }
    if (k.is_known) {
        return change(w, &k, row);
    }
    TRY(listing_action_add(w->unit, &k.l, w->reason));
    row->state = IMPORT_ROW_MADE;
    row->offer = k.l.id;
    row->is_revision = k.l.revision;
    return NULL;
}

// The photos it names, of what was listed or stays as it was.
static err ask_photos(struct import_work *w, const struct sheet_row *sheet_row,
                      const struct import_row *row)
{
    str addresses = import_cell(&w->plan, sheet_row, IMPORT_PHOTOS);
    offer_id offer = row->offer;
    bool stands = row->state == IMPORT_ROW_MADE || row->state == IMPORT_ROW_CHANGED ||
                  row->state == IMPORT_ROW_KEPT;
    if (addresses.n == 0 || !stands) {
        return NULL;
    }
    if (offer.value == 0) {
        struct looked k;
        TRY(look(w, sheet_row, &k));
        offer = k.is_known ? k.was.id : offer;
    }
    return offer.value == 0
               ? NULL
               : photo_fetch_action_add(w->unit, w->import->id, row->number, offer, addresses);
}

static err list_or_tell(struct import_work *w, const struct sheet_row *sheet_row,
                        struct import_row *row)
{
    if (row->state == IMPORT_ROW_SAME) {
        row->state = IMPORT_ROW_KEPT;
    } else {
        err e = list(w, sheet_row, row);
        if (e != NULL && !is_of_row(e)) {
            return e;
        }
        if (e != NULL) {
            row->state = IMPORT_ROW_FAILED;
            row->words = str_view(e->text);
            row->offer = NO_ID(offer_id);
            row->was_revision = 0;
            row->is_revision = 0;
        }
    }
    return import_store_set_row(w->unit->db, w->import->id, row);
}

// What was listed is kept as listings; of the sheet stays what is to be mended.
err import_step_commit(struct import_work *w)
{
    import_row_list seen;
    struct sheet_row row;
    struct out left;
    size_t at = 0;
    out_init(&left, w->unit->arena, LIMIT_IMPORT_CHUNK);
    TRY(import_store_rows_of_chunk(w->unit->db, w->unit->arena, w->import->id, w->import->position,
                                   &seen));
    while (import_unpack(w->unit->arena, &w->rows, &row)) {
        assert(at < seen.count && seen.items[at].number == row.number); // both by their numbers
        struct import_row *r = &seen.items[at++];
        if (r->state != IMPORT_ROW_BAD) {
            TRY(list_or_tell(w, &row, r));
            TRY(ask_photos(w, &row, r));
        }
        if (r->state == IMPORT_ROW_BAD || r->state == IMPORT_ROW_FAILED) {
            import_pack(&left, &row);
        }
    }
    assert(!left.overflowed); // no more than there was
    return import_store_set_chunk(w->unit->db, w->import->id, w->import->position, out_view(&left));
}

// --- Undoing
// --------------------------------------------------------------------------------------

// A product as a revision kept it.
static struct product_text text_of(struct arena *a, str canon, const struct product_text *now)
{
    if (canon.n == 0) {
        return *now; // it is as it was
    }
    struct product_text t = {
        .category = canon_find(a, canon, "category"),
        .title = canon_find(a, canon, "title"),
        .maker = canon_find(a, canon, "maker"),
        .model = canon_find(a, canon, "model"),
        .origin = canon_find(a, canon, "origin"),
        .description = canon_find(a, canon, "description"),
        .detail_no = canon_find(a, canon, "detail_no"),
        .item_no = canon_find(a, canon, "item_no"),
        .values = {.items = NEW_ARRAY(a, LIMIT_ATTRIBUTES, struct listing_value)},
    };
    str name = S("");
    str value = S("");
    for (str rest = canon; canon_next(a, &rest, &name, &value);) {
        if (str_starts(name, S("a.")) && t.values.count < LIMIT_ATTRIBUTES) {
            t.values.items[t.values.count++] =
                (struct listing_value){.key = str_slice(name, 2, name.n), .value = value};
        }
    }
    return t;
}

static err put_back(struct import_work *w, const struct listing *l, const struct import_row *row)
{
    struct arena *a = w->unit->arena;
    listing_revision_list history;
    TRY(listing_store_history(w->unit->db, a, l->id, row->was_revision + 1, 1, &history));
    if (history.count == 0) {
        return &LISTING_UNKNOWN;
    }
    const struct listing_revision *was = &history.items[0];
    if (was->state == LISTING_ENDED) {
        return listing_action_move(w->unit, l, LISTING_END, w->reason);
    }
    struct product_text text = text_of(a, was->product, &l->text);
    struct offer_terms terms = was->terms;
    terms.own_code = l->terms.own_code;
    err e = listing_action_revise(w->unit, l, &text, &terms, w->reason);
    return e == &LISTING_SAME ? NULL : e;
}

static err undo(struct import_work *w, struct import_row *row)
{
    struct listing l;
    public_no no;
    bool was_bought = false;
    TRY(import_store_offer_no(w->unit->db, row->offer, &no));
    TRY(listing_store_find(w->unit->db, w->unit->arena, w->import->supplier, no, &l));
    TRY(import_store_was_bought(w->unit->db, row->offer, &was_bought));
    if (was_bought) {
        row->state = IMPORT_ROW_STAYS;
        row->words =
            S("이미 팔린 상품이라 그대로 둡니다. 더 팔지 않으려면 상품 화면에서 멈춰 주세요.");
        return NULL;
    }
    if (row->was_revision > 0 && l.revision != row->is_revision) {
        row->state = IMPORT_ROW_STAYS;
        row->words = S("등록한 뒤에 다시 바뀐 상품이라 그대로 둡니다. 상품 화면에서 고쳐 주세요.");
        return NULL;
    }
    if (row->was_revision > 0) {
        TRY(put_back(w, &l, row));
    } else if (l.state != LISTING_ENDED) {
        TRY(listing_action_move(w->unit, &l, LISTING_END, w->reason));
    }
    row->state = IMPORT_ROW_UNDONE;
    return NULL;
}

err import_step_undo(struct import_work *w)
{
    import_row_list rows;
    TRY(import_store_rows_of_chunk(w->unit->db, w->unit->arena, w->import->id, w->import->position,
                                   &rows));
    for (size_t i = 0; i < rows.count; i++) {
        struct import_row *row = &rows.items[i];
        if (row->state != IMPORT_ROW_MADE && row->state != IMPORT_ROW_CHANGED) {
            continue;
        }
        err e = undo(w, row);
        if (e != NULL && !is_of_row(e)) {
            return e;
        }
        if (e != NULL) {
            row->state = IMPORT_ROW_STAYS;
            row->words = str_view(e->text);
        }
        TRY(import_store_set_row(w->unit->db, w->import->id, row));
    }
    return NULL;
}

// --- A step
// ---------------------------------------------------------------------------------------

static enum import_state end_of(enum import_state state)
{
    return state == IMPORT_CHECKING  ? IMPORT_CHECKED
           : state == IMPORT_RUNNING ? IMPORT_DONE
                                     : IMPORT_UNDONE;
}

// Of a sheet of some length nobody waits before the screen.
static err tell_end(struct unit *u, const struct import *i, enum import_state state)
{
    static const char *const TITLES[IMPORT_STATE_COUNT] = {
        [IMPORT_CHECKED] = "올린 상품을 다 살펴봤습니다",
        [IMPORT_DONE] = "올린 상품을 등록했습니다",
        [IMPORT_UNDONE] = "올린 상품을 되돌렸습니다",
    };
    if (i->chunk_count < 2 || i->account.value == 0) {
        return NULL;
    }
    str text = str_format(u->arena, "%.*s, %lld줄", STR_ARG(i->name), (long long)i->row_count);
    str path = str_format(u->arena, "/supplier/products/import/%lld", (long long)i->no.value);
    return notice_add(u, i->account, S("import.ended"), str_view(TITLES[state]), text, path);
}

// Everything that the job does is done in the name of who handed the sheet in.
static void act_for(struct unit *u, const struct import *i)
{
    struct actor *who = NEW(u->arena, struct actor);
    *who = (struct actor){
        .account = i->account,
        .supplier = i->supplier,
        .name = i->account_name,
        .role_label = S("공급기업"),
        .demo = i->is_demo,
    };
    u->actor = who;
}

static err work_on(struct unit *u, const struct import *i)
{
    struct import_work w = {.unit = u, .import = i};
    w.templates = NEW_ARRAY(u->arena, TEMPLATES_MOST, struct listing_template);
    w.numbers = NEW_ARRAY(u->arena, NUMBERS_MOST, struct import_number);
    w.reason = str_format(u->arena, "일괄 등록%s: %.*s",
                          i->state == IMPORT_UNDOING ? "을 되돌림" : "", STR_ARG(i->name));
    TRY(import_action_plan(u, i, &w.plan));
    TRY(import_store_chunk(u->db, i->id, i->position, &w.rows));
    if (i->state == IMPORT_CHECKING) {
        return import_step_check(&w);
    }
    return i->state == IMPORT_RUNNING ? import_step_commit(&w) : import_step_undo(&w);
}

err import_action_step(struct unit *u, import_id id, bool *out_more)
{
    struct import i;
    TRY(import_store_load(u->db, id, &i));
    *out_more = false;
    if (!import_state_is_at_work(i.state)) {
        return NULL; // a step that was asked for twice
    }
    act_for(u, &i);
    TRY(work_on(u, &i));
    TRY(import_store_step(u->db, &i, u->now));
    i.position++;
    i.version++;
    *out_more = i.position < i.chunk_count;
    if (*out_more) {
        return NULL;
    }
    TRY(import_store_move(u->db, &i, end_of(i.state), u->now));
    return tell_end(u, &i, end_of(i.state));
}
