#include "market/catalog/import_step_action.h"

#include <assert.h>

#include "base/canon.h"
#include "base/limits.h"
#include "market/catalog/listing_action.h"
#include "market/catalog/listing_store.h"
#include "market/catalog/photo_fetch_action.h"
#include "market/notice/notice_action.h"

// --- Seeing --------------------------------------------------------------------------------------

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

static err see(struct import_work *w, struct looked *k, struct import_row *out)
{
    struct arena *a = w->unit->arena;
    TRY(import_look_up(w, k));
    struct import_row seen = {
        .number = k->row->number,
        .position = w->import->position,
        .same_key = S(""),
        .title = clip(k->l.text.title, LIMIT_NAME),
        .words = S(""),
        .notes = S(""),
    };
    if (k->is_example) {
        seen.state = IMPORT_ROW_SAME;
        seen.words = S("예시 줄이라 넘깁니다.");
    } else if (k->wrong.n > 0) {
        seen.state = IMPORT_ROW_BAD;
        seen.words = k->wrong;
        seen.notes = k->otherwise;
    } else {
        seen.same_key = import_key(a, &k->l);
        seen.state = !k->is_known             ? IMPORT_ROW_NEW
                     : import_look_changes(k) ? IMPORT_ROW_CHANGE
                                              : IMPORT_ROW_SAME;
        seen.words = seen.state == IMPORT_ROW_CHANGE ? words_of_change(a, k) : S("");
        seen.notes = seen.state == IMPORT_ROW_SAME ? S("") : k->otherwise;
        TRY(tell_photos(w, k->row, &seen));
    }
    *out = seen;
    return NULL;
}

// Two rows of a sheet may not say the same listing.
static err tell_twins(struct import_work *w, struct import_row *seen, size_t count)
{
    struct arena *a = w->unit->arena;
    int64_t *twins = NEW_ARRAY(a, count, int64_t);
    TRY(import_store_twins(w->unit->db, a, w->import->id, seen, count, twins)); // of other chunks
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < i && twins[i] == 0 && seen[i].same_key.n > 0; k++) {
            twins[i] = str_equals(seen[k].same_key, seen[i].same_key) ? seen[k].number : 0;
        }
        if (twins[i] != 0) {
            seen[i].state = IMPORT_ROW_BAD;
            seen[i].notes = S("");
            seen[i].words = str_format(
                a, "%lld행과 같은 상품입니다. 한 줄만 남기거나 자체 상품코드를 다르게 적어 주세요.",
                (long long)twins[i]);
        }
    }
    return NULL;
}

err import_step_check(struct import_work *w)
{
    looked_list rows;
    import_look_unpack(w);
    size_t count = w->sheet.count;
    const struct sheet_row **sheet = NEW_ARRAY(w->unit->arena, count, const struct sheet_row *);
    struct import_row *seen = NEW_ARRAY(w->unit->arena, count, struct import_row);
    for (size_t i = 0; i < count; i++) {
        sheet[i] = &w->sheet.items[i];
    }
    TRY(import_look_read(w, sheet, count, &rows));
    for (size_t i = 0; i < count; i++) {
        TRY(see(w, &rows.items[i], &seen[i]));
    }
    TRY(tell_twins(w, seen, count));
    for (size_t i = 0; i < count; i++) {
        TRY(import_store_add_row(w->unit->db, w->unit->arena, w->import->id, &seen[i]));
    }
    return NULL;
}

// --- Listing -------------------------------------------------------------------------------------

// A chunk being listed. What is new waits until some can be put in at once: never past a row of
// the same code or title, nor past a change, so that all stands as it would row by row.
struct listing_work {
    struct import_work *work;
    struct listing **fresh;
    struct import_row **rows; // of these
    const struct sheet_row **sheet;
    size_t count;
};

// A refusal that stands in the row's own words; everything else is of the unit.
static bool is_of_row(err e)
{
    return e->kind == FAULT_INVALID || e->kind == FAULT_REFUSED || e == &LISTING_WRONG_STATE;
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
        TRY(import_look(w, sheet_row, &k));
        if (k.is_known) {
            offer = k.was.id;
        }
    }
    return offer.value == 0
               ? NULL
               : photo_fetch_action_add(w->unit, w->import->id, row->number, offer, addresses);
}

static err put_in(struct listing_work *lw)
{
    struct import_work *w = lw->work;
    if (lw->count == 0) {
        return NULL;
    }
    TRY(listing_action_add_all(w->unit, lw->fresh, lw->count, w->reason));
    for (size_t i = 0; i < lw->count; i++) {
        struct import_row *row = lw->rows[i];
        row->state = IMPORT_ROW_MADE;
        row->offer = lw->fresh[i]->id;
        row->is_revision = lw->fresh[i]->revision;
        TRY(ask_photos(w, lw->sheet[i], row));
    }
    lw->count = 0;
    return NULL;
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

static void fail(struct import_row *row, str words)
{
    row->state = IMPORT_ROW_FAILED;
    row->words = words;
    row->notes = S("");
    row->offer = NO_ID(offer_id);
    row->was_revision = 0;
    row->is_revision = 0;
}

// The photos of a row that is not new, behind those of the rows before it.
static err after(struct listing_work *lw, const struct sheet_row *sheet_row,
                 const struct import_row *row)
{
    if (import_cell(&lw->work->plan, sheet_row, IMPORT_PHOTOS).n > 0) {
        TRY(put_in(lw));
    }
    return ask_photos(lw->work, sheet_row, row);
}

// What becomes of a row that is not new.
static err settle(struct listing_work *lw, struct looked *k, struct import_row *row)
{
    if (k->wrong.n > 0) {
        fail(row, k->wrong);
        return NULL;
    }
    if (!import_look_changes(k)) {
        row->state = IMPORT_ROW_KEPT;
        return NULL;
    }
    TRY(put_in(lw));
    err e = change(lw->work, k, row);
    if (e != NULL && is_of_row(e)) {
        fail(row, str_view(e->text));
        return NULL;
    }
    return e;
}

static err list(struct listing_work *lw, struct looked *k, struct import_row *row)
{
    struct import_work *w = lw->work;
    if (k->has_namesake) {
        TRY(put_in(lw));
        k->name.may_be_listed = k->template != NULL;
    }
    TRY(import_look_up(w, k));
    if (k->is_known || k->wrong.n > 0) {
        TRY(settle(lw, k, row));
        return after(lw, k->row, row);
    }
    if (listing_check(w->unit->arena, k->template, &k->l, w->unit->today).count > 0) {
        fail(row, str_view(LISTING_INVALID.text));
        return NULL;
    }
    lw->fresh[lw->count] = &k->l;
    lw->rows[lw->count] = row;
    lw->sheet[lw->count++] = k->row;
    return NULL;
}

static bool is_to_be_listed(const struct import_row *row)
{
    return row->state == IMPORT_ROW_NEW || row->state == IMPORT_ROW_CHANGE;
}

static err list_all(struct import_work *w, const import_row_list *seen)
{
    struct arena *a = w->unit->arena;
    size_t most = w->sheet.count;
    const struct sheet_row **sheet = NEW_ARRAY(a, most, const struct sheet_row *);
    struct listing_work lw = {
        .work = w,
        .fresh = NEW_ARRAY(a, most, struct listing *),
        .rows = NEW_ARRAY(a, most, struct import_row *),
        .sheet = NEW_ARRAY(a, most, const struct sheet_row *),
    };
    looked_list looked;
    size_t count = 0;
    for (size_t i = 0; i < most; i++) {
        assert(i < seen->count && seen->items[i].number == w->sheet.items[i].number); // in order
        sheet[count] = &w->sheet.items[i];
        count += is_to_be_listed(&seen->items[i]);
    }
    TRY(import_look_read(w, sheet, count, &looked));
    count = 0;
    for (size_t i = 0; i < most; i++) {
        struct import_row *row = &seen->items[i];
        if (is_to_be_listed(row)) {
            TRY(list(&lw, &looked.items[count++], row));
        } else if (row->state == IMPORT_ROW_SAME) {
            row->state = IMPORT_ROW_KEPT;
            TRY(after(&lw, &w->sheet.items[i], row));
        }
    }
    return put_in(&lw);
}

// What was listed is kept as listings; of the sheet stays what is to be mended.
err import_step_commit(struct import_work *w)
{
    import_row_list seen;
    struct out left;
    out_init(&left, w->unit->arena, LIMIT_IMPORT_CHUNK);
    TRY(import_store_rows_of_chunk(w->unit->db, w->unit->arena, w->import->id, w->import->position,
                                   &seen));
    import_look_unpack(w);
    TRY(list_all(w, &seen));
    for (size_t i = 0; i < w->sheet.count; i++) {
        const struct import_row *row = &seen.items[i];
        if (row->state != IMPORT_ROW_BAD) {
            TRY(import_store_set_row(w->unit->db, w->unit->arena, w->import->id, row));
        }
        if (row->state == IMPORT_ROW_BAD || row->state == IMPORT_ROW_FAILED) {
            import_pack(&left, &w->sheet.items[i]);
        }
    }
    assert(!left.overflowed); // no more than there was
    return import_store_set_chunk(w->unit->db, w->import->id, w->import->position, out_view(&left));
}

// --- Undoing -------------------------------------------------------------------------------------

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
        TRY(import_store_set_row(w->unit->db, w->unit->arena, w->import->id, row));
    }
    return NULL;
}

// --- A step --------------------------------------------------------------------------------------

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
    TRY(db_plan_anew(u->db)); // a new site's were made before its first listing
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
