// What a title says of a product: by the rows of its category's template, its maker, its model.
#include <assert.h>
#include <string.h>

#include "base/fold.h"
#include "base/limits.h"
#include "market/catalog/normal_number.h"
#include "market/catalog/normal_text.h"
#include "market/catalog/normal_unit.h"
#include "market/catalog/normal_word.h"

#define SAID_MAX 24 // quantities of a title; the longest have five

// A quantity that stands in the title.
struct said {
    struct normal_number number;
    str unit;
    str text;
    size_t at;
};

struct title {
    struct arena *a;
    const struct normal_units *added;
    str text; // wide and squeezed
    str key;
    struct said said[SAID_MAX];
    size_t said_count;
    struct normal_size size;
    bool has_size;
};

static void read_title(struct arena *a, const struct normal_units *added, str typed,
                       struct title *out)
{
    *out = (struct title){.a = a, .added = added};
    struct normal_why why;
    normal_why_init(&why, a);
    out->text = str_length(typed) > LIMIT_LINE ? S("") : normal_spell(a, added, typed, &why);
    out->key = fold_key(a, out->text);
    for (size_t i = 0; i < out->text.n;) {
        size_t end = i;
        struct normal_size size;
        struct normal_reading r;
        if (normal_read_size(a, added, out->text, &end, &size)) {
            out->has_size = !out->has_size;
            out->size = size;
            i = end;
            continue;
        }
        bool starts = normal_begins(out->text, i) && out->text.p[i] >= '0' && out->text.p[i] <= '9';
        if (!starts || !normal_read_number(out->text, &end, &r)) {
            (void)str_next(out->text, &i);
            continue;
        }
        size_t unit_at = normal_over_blanks(out->text, end);
        str unit = normal_read_unit(a, added, out->text, &unit_at);
        if (unit.n > 0 && out->said_count < SAID_MAX) {
            out->said[out->said_count++] =
                (struct said){r.number, unit, str_slice(out->text, i, unit_at - i), i};
        }
        i = unit.n > 0 ? unit_at : end;
    }
}

static void from_title(struct title *t, str value, str said, struct normal_proposal *out)
{
    out->state = NORMAL_PROPOSED;
    out->value = value;
    out->why = str_format(t->a, "상품명의 ‘%.*s’에서 읽었습니다.", STR_ARG(said));
}

// How many rows of the template take a quantity of this unit.
static size_t rows_of_unit(struct title *t, const attribute_list *rows, str unit)
{
    size_t count = 0;
    for (size_t i = 0; i < rows->count; i++) {
        int64_t times = 1;
        int64_t by = 1;
        str own = normal_unit_name(t->a, t->added, rows->items[i].unit);
        count += rows->items[i].kind == ATTRIBUTE_NUMBER && own.n > 0 &&
                 normal_unit_ratio(t->added, unit, own, &times, &by);
    }
    return count;
}

// Does the row's name stand right in front: 입수 20매?
static bool is_named(const struct title *t, const struct said *s, str name)
{
    str before = str_trim(str_slice(t->text, 0, s->at));
    return name.n > 0 && str_ends(before, name);
}

static void read_number(struct title *t, const attribute_list *rows, size_t at,
                        struct normal_proposal *out)
{
    const struct attribute *row = &rows->items[at];
    str own = normal_unit_name(t->a, t->added, row->unit);
    const struct said *found = NULL;
    bool named = false;
    for (size_t i = 0; i < t->said_count; i++) {
        int64_t times = 1;
        int64_t by = 1;
        const struct said *s = &t->said[i];
        if (own.n == 0 || !normal_unit_ratio(t->added, s->unit, own, &times, &by)) {
            continue;
        }
        bool is = is_named(t, s, row->name);
        if (found != NULL && named == is) {
            return; // two quantities: nobody knows which
        }
        if (found == NULL || is) {
            found = s;
            named = is;
        }
    }
    if (found == NULL || (!named && rows_of_unit(t, rows, found->unit) > 1)) {
        return;
    }
    struct normal_number number;
    int64_t times = 1;
    int64_t by = 1;
    bool exact = true;
    if (normal_unit_ratio(t->added, found->unit, own, &times, &by) &&
        normal_number_convert(found->number, times, by, &number, &exact)) {
        from_title(t, normal_number_text(t->a, number), found->text, out);
    }
}

static const struct {
    const char *name;
    int side;
} SIDE_NAMES[] = {
    {"가로", 0},
    {"폭",    0},
    {"너비", 0},
    {"세로", 1},
    {"깊이", 1},
    {"높이", 2},
};

static int side_of(str name)
{
    for (size_t i = 0; i < COUNT(SIDE_NAMES); i++) {
        if (str_equals(name, str_view(SIDE_NAMES[i].name))) {
            return SIDE_NAMES[i].side;
        }
    }
    return -1;
}

static bool has_side(const attribute_list *rows, int side)
{
    for (size_t i = 0; i < rows->count; i++) {
        if (rows->items[i].kind == ATTRIBUTE_NUMBER && side_of(rows->items[i].name) == side) {
            return true;
        }
    }
    return false;
}

// A side of a size, in the row's unit. Two sides are 가로 and 세로 only where the template has
// both.
static bool side_value(struct arena *a, const attribute_list *rows, const struct normal_size *size,
                       const struct attribute *row, str *out)
{
    int side = side_of(row->name);
    int64_t times = 1;
    int64_t by = 1;
    bool exact = true;
    size_t at = 0;
    struct normal_reading r;
    str own = normal_unit_name(a, row->units, row->unit);
    str unit = size->unit.n > 0 ? size->unit : own;
    if (row->kind != ATTRIBUTE_NUMBER || side < 0 || size->sides[side].n == 0 ||
        (size->sides[2].n == 0 && !has_side(rows, 1)) ||
        !normal_read_number(size->sides[side], &at, &r) ||
        !normal_unit_ratio(row->units, unit, own, &times, &by) ||
        !normal_number_convert(r.number, times, by, &r.number, &exact)) {
        return false;
    }
    *out = normal_number_text(a, r.number);
    return true;
}

static void read_enum(struct title *t, const struct attribute *row, struct normal_proposal *out)
{
    str word = normal_word_in(t->a, row->words, t->key, false);
    if (word.n > 0) {
        from_title(t, word, word, out);
    }
}

// 설치 포함, HACCP, 점자 없음.
static void read_bool(struct title *t, const struct attribute *row, struct normal_proposal *out)
{
    static const char *const NOT[] = {"없음", "미포함", "불포함", "별도", "제외", "불가", "미인증"};
    str name = fold_key(t->a, row->name);
    str stem = normal_flag_stem(t->a, row->name);
    size_t at = str_index(t->key, stem);
    if (at == t->key.n || str_length(stem) < 2) {
        return;
    }
    str rest = str_slice(t->key, at + stem.n, t->key.n);
    for (size_t i = 0; i < COUNT(NOT); i++) {
        if (str_starts(rest, str_view(NOT[i]))) {
            from_title(t, S("아니오"), row->name, out);
            return;
        }
    }
    if (str_contains(t->key, name)) {
        from_title(t, S("예"), row->name, out);
    }
}

static bool is_size_name(str name)
{
    return str_equals(name, S("크기")) || str_equals(name, S("규격")) ||
           str_equals(name, S("치수"));
}

// A4, B5 as a word of its own; or the size that stands in the title.
static void read_text(struct title *t, const struct attribute *row, struct normal_proposal *out)
{
    if (!is_size_name(row->name)) {
        return;
    }
    if (t->has_size) {
        str size = normal_size_text(t->a, &t->size);
        if (size.n > 0) {
            from_title(t, size, size, out);
        }
        return;
    }
    str found = S("");
    for (size_t i = 0; i + 1 < t->text.n; i++) {
        bool paper = (t->text.p[i] == 'A' || t->text.p[i] == 'B') && t->text.p[i + 1] >= '0' &&
                     t->text.p[i + 1] <= '9' && normal_begins(t->text, i) &&
                     (i + 2 == t->text.n || t->text.p[i + 2] == ' ');
        if (paper && found.n > 0) {
            return;
        }
        found = paper ? str_slice(t->text, i, 2) : found;
    }
    if (found.n > 0) {
        from_title(t, found, found, out);
    }
}

static void read_row(struct title *t, const attribute_list *rows, size_t at,
                     struct normal_proposal *out)
{
    const struct attribute *row = &rows->items[at];
    str side = S("");
    switch (row->kind) {
    case ATTRIBUTE_NUMBER:
        if (t->has_size && side_value(t->a, rows, &t->size, row, &side)) {
            from_title(t, side, normal_size_text(t->a, &t->size), out);
        } else {
            read_number(t, rows, at, out);
        }
        return;
    case ATTRIBUTE_ENUM:
        read_enum(t, row, out);
        return;
    case ATTRIBUTE_BOOL:
        read_bool(t, row, out);
        return;
    case ATTRIBUTE_TEXT:
        read_text(t, row, out);
    }
}

// A size typed into one of the sides' rows: its own part stays, the others go where nothing stands.
static void spread_size(struct arena *a, const attribute_list *rows, const str *typed, size_t at,
                        struct normal_proposal *out)
{
    struct normal_size size;
    str wide = normal_squeeze(a, fold_width(a, typed[at]));
    size_t end = 0;
    str own;
    if (rows->items[at].kind != ATTRIBUTE_NUMBER || side_of(rows->items[at].name) < 0 ||
        str_length(typed[at]) > LIMIT_LINE ||
        !normal_read_size(a, rows->items[at].units, wide, &end, &size) || end != wide.n ||
        !side_value(a, rows, &size, &rows->items[at], &own)) {
        return;
    }
    for (size_t i = 0; i < rows->count; i++) {
        str value;
        bool free = i == at || str_trim(typed[i]).n == 0;
        if (free && side_value(a, rows, &size, &rows->items[i], &value)) {
            out[i].state = NORMAL_PROPOSED;
            out[i].value = value;
            out[i].why = str_format(a, "‘%.*s’ 칸에 적은 크기 %.*s에서 나누었습니다.",
                                    STR_ARG(rows->items[at].name), STR_ARG(wide));
        }
    }
}

void normal_propose_all(struct arena *a, const attribute_list *rows, str title, const str *typed,
                        struct normal_proposal *out)
{
    struct title t;
    read_title(a, rows->count > 0 ? rows->items[0].units : NULL, title, &t);
    for (size_t i = 0; i < rows->count; i++) {
        normal_propose(a, &rows->items[i], typed[i], &out[i]);
    }
    for (size_t i = 0; i < rows->count; i++) {
        spread_size(a, rows, typed, i, out);
    }
    for (size_t i = 0; i < rows->count; i++) {
        if (out[i].state == NORMAL_EMPTY) {
            read_row(&t, rows, i, &out[i]);
        }
    }
}

// --- Makers and models ---------------------------------------------------------------------------

void normal_read_maker(struct arena *a, str title, const normal_words *known,
                       struct normal_proposal *out)
{
    *out = (struct normal_proposal){0};
    struct title t;
    read_title(a, NULL, title, &t);
    str found = S("");
    str found_key = S("");
    for (size_t i = 0; i < known->count; i++) {
        str key = fold_key(a, normal_maker_key(a, known->items[i]));
        if (str_length(key) < 2 || !str_contains(t.key, key) || str_contains(found_key, key)) {
            continue;
        }
        if (found.n > 0 && !str_contains(key, found_key)) {
            return; // two makers
        }
        found = known->items[i];
        found_key = key;
    }
    if (found.n > 0) {
        from_title(&t, found, found, out);
    }
}

// What parts words: blanks and marks.
static bool is_between(uint32_t c)
{
    return c <= ' ' || c == 0xB7 || c == 0x3000 ||
           (c < 0x80 && strchr("[](){}<>,;:/|+", (int)c) != NULL);
}

// The next word of a title; false after the last.
static bool next_word(str title, size_t *at, str *out)
{
    size_t from = *at;
    size_t to = *at;
    while (to < title.n) {
        size_t next = to;
        if (!is_between(str_next(title, &next))) {
            to = next;
        } else if (to > from) {
            break;
        } else {
            from = next;
            to = next;
        }
    }
    *at = to;
    *out = str_slice(title, from, to - from);
    return to > from;
}

static void add_key(struct arena *a, str text, str *out, size_t *count)
{
    str key = normal_maker_key(a, text);
    bool is_known = str_length(key) < 2 || *count == NORMAL_TITLE_KEYS;
    for (size_t i = 0; !is_known && i < *count; i++) {
        is_known = str_equals(out[i], key);
    }
    if (!is_known) {
        out[(*count)++] = key;
    }
}

size_t normal_title_keys(struct arena *a, str title, str *out)
{
    size_t count = 0;
    str wide = fold_width(a, title);
    str before = S("");
    str word;
    for (size_t at = 0; next_word(wide, &at, &word) && count < NORMAL_TITLE_KEYS;) {
        add_key(a, word, out, &count);
        if (before.n > 0) {
            add_key(a, str_join(a, before, word), out, &count);
        }
        before = word;
    }
    return count;
}

// Letters and figures in one word, neither a size, a quantity nor paper.
static bool is_model(struct arena *a, str word)
{
    size_t letters = 0;
    size_t figures = 0;
    for (size_t i = 0; i < word.n; i++) {
        char c = word.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        bool figure = c >= '0' && c <= '9';
        letters += letter;
        figures += figure;
        if (!letter && !figure && c != '-' && c != '/') {
            return false;
        }
    }
    bool quantity = word.n > 0 && word.p[0] >= '0' && word.p[0] <= '9';
    size_t at = 0;
    struct normal_reading r;
    if (quantity && normal_read_number(word, &at, &r)) {
        quantity = at == word.n || normal_read_unit(a, NULL, word, &at).n > 0;
    }
    return letters > 0 && figures > 0 && word.n >= 4 && !quantity;
}

void normal_read_model(struct arena *a, str title, struct normal_proposal *out)
{
    *out = (struct normal_proposal){0};
    struct title t;
    read_title(a, NULL, title, &t);
    str rest = t.text;
    str found = S("");
    while (rest.n > 0) {
        str word = str_cut(&rest, ' ');
        if (!is_model(a, word)) {
            continue;
        }
        if (found.n > 0) {
            return;
        }
        found = word;
    }
    if (found.n > 0) {
        struct normal_proposal spelled;
        normal_propose_model(a, found, &spelled);
        from_title(&t, spelled.value, found, out);
    }
}
