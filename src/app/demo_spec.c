#include "app/demo_spec.h"

#include "app/setup.h"
#include "base/limits.h"

#define TEMPLATE_ROWS_MAX 2048
#define SAMPLE_ROWS_MAX 1024
#define SYLLABLE_BYTES 3 // of a Hangul syllable in UTF-8
#define WHOLE_WORD 100   // a word found whole is likelier than any likeness

struct attribute {
    str category;
    str key;
    str name;
    str kind; // text, number, enum, bool
    str unit;
    str values; // parted by '|'
};

struct sample {
    str category; // a beginning of the code; empty: any
    str name;
    str unit;
    str values;
};

struct demo_specs {
    LIST(struct attribute) attributes; // those of one category stand together
    LIST(struct sample) samples;
};

static err load_samples(struct demo *d, struct demo_specs *s)
{
    struct csv c;
    TRY(demo_open_csv(d, "samples.csv", &c));
    s->samples.items = NEW_ARRAY(d->u->arena, SAMPLE_ROWS_MAX, struct sample);
    const str *row = NULL;
    for (;;) {
        TRY(csv_next(&c, &row));
        if (row == NULL || s->samples.count == SAMPLE_ROWS_MAX) {
            return NULL;
        }
        s->samples.items[s->samples.count++] =
            (struct sample){.category = setup_cell(&c, row, "category_code"),
                            .name = setup_cell(&c, row, "name_ko"),
                            .unit = setup_cell(&c, row, "unit"),
                            .values = setup_cell(&c, row, "values")};
    }
}

// The samples of the closest category that has any.
static str find_samples(const struct demo_specs *s, str category, str name, str unit)
{
    str values = {0};
    size_t closest = 0;
    for (size_t i = 0; i < s->samples.count; i++) {
        const struct sample *x = &s->samples.items[i];
        if (str_equals(x->name, name) && str_equals(x->unit, unit) &&
            str_starts(category, x->category) && (values.n == 0 || x->category.n > closest)) {
            values = x->values;
            closest = x->category.n;
        }
    }
    return values;
}

err demo_open_specs(struct demo *d, struct demo_specs **out)
{
    struct demo_specs *s = NEW(d->u->arena, struct demo_specs);
    TRY(load_samples(d, s));
    struct csv c;
    TRY(demo_open_csv(d, "attributes.csv", &c));
    s->attributes.items = NEW_ARRAY(d->u->arena, TEMPLATE_ROWS_MAX, struct attribute);
    const str *row = NULL;
    for (;;) {
        TRY(csv_next(&c, &row));
        if (row == NULL || s->attributes.count == TEMPLATE_ROWS_MAX) {
            break;
        }
        struct attribute a = {.category = setup_cell(&c, row, "category_code"),
                              .key = setup_cell(&c, row, "attr_key"),
                              .name = setup_cell(&c, row, "name_ko"),
                              .kind = setup_cell(&c, row, "type"),
                              .unit = setup_cell(&c, row, "unit"),
                              .values = setup_cell(&c, row, "enum_values")};
        if (a.values.n == 0) {
            a.values = find_samples(s, a.category, a.name, a.unit);
        }
        s->attributes.items[s->attributes.count++] = a;
    }
    *out = s;
    return NULL;
}

// --- What a title says ---------------------------------------------------------------------------

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_number_part(char c)
{
    return is_digit(c) || c == '.' || c == ',';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static str without_commas(struct arena *a, str number)
{
    char *p = arena_alloc(a, number.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < number.n; i++) {
        if (number.p[i] != ',') {
            p[n++] = number.p[i];
        }
    }
    return (str){.p = p, .n = n};
}

// The number that stands directly before `unit`; empty when there is none. 50m is no 50mm, 3개월 no
// 3개.
static str number_before(struct arena *a, str title, str unit)
{
    for (size_t from = 0; unit.n > 0 && from < title.n;) {
        size_t at = from + str_index(str_slice(title, from, title.n), unit);
        if (at >= title.n) {
            break;
        }
        size_t end = at + unit.n;
        size_t begin = at;
        while (begin > 0 && is_number_part(title.p[begin - 1])) {
            begin--;
        }
        bool longer = end < title.n && ((is_letter(title.p[end]) && is_letter(title.p[end - 1])) ||
                                        str_starts(str_slice(title, end, title.n), S("월")));
        if (begin < at && is_digit(title.p[begin]) && !longer) {
            return without_commas(a, str_slice(title, begin, at - begin));
        }
        from = at + unit.n;
    }
    return S("");
}

// Of a size like 1200×700 or 5m×0.9m: the first or the second number.
static str side_of(struct arena *a, str title, bool second)
{
    str times = S("×");
    size_t at = str_index(title, times);
    if (at >= title.n) {
        return S("");
    }
    size_t begin = second ? at + times.n : at;
    size_t end = begin;
    if (second) {
        while (end < title.n && is_number_part(title.p[end])) {
            end++;
        }
    } else {
        while (end > 0 && is_letter(title.p[end - 1])) {
            end--;
        }
        begin = end;
        while (begin > 0 && is_number_part(title.p[begin - 1])) {
            begin--;
        }
    }
    return without_commas(a, str_slice(title, begin, end - begin));
}

// What follows a capital H: H1800, H0.3.
static str height_of(struct arena *a, str title)
{
    for (size_t i = 0; i + 1 < title.n; i++) {
        if (title.p[i] == 'H' && is_digit(title.p[i + 1])) {
            size_t end = i + 1;
            while (end < title.n && is_number_part(title.p[end])) {
                end++;
            }
            return without_commas(a, str_slice(title, i + 1, end - i - 1));
        }
    }
    return S("");
}

// Other ways to write a unit.
static const struct {
    const char *unit;
    const char *written;
} WRITTEN[] = {
    {"g/m²",  "g"  },
    {"m²",    "㎡"},
    {"명",    "인"},
    {"인",    "명"},
    {"시간", "h"  },
    {"명",    "석"},
};

// Of a weight in kg or a volume in L, the thousandfold.
static str thousandfold(struct arena *a, str title, str unit)
{
    str large = str_equals(unit, S("g")) ? S("kg") : str_equals(unit, S("mL")) ? S("L") : S("");
    int64_t said = 0;
    return large.n > 0 && str_parse_i64(number_before(a, title, large), &said)
               ? str_format(a, "%lld", (long long)said * 1000)
               : S("");
}

static str number_said(struct arena *a, const struct attribute *x, str title)
{
    bool millimetres = str_equals(x->unit, S("mm"));
    bool metres = str_equals(x->unit, S("m"));
    if (millimetres || metres) {
        str said = S("");
        if (str_equals(x->name, S("가로"))) {
            str wide = number_before(a, title, S("폭"));
            said = wide.n > 0 ? wide : side_of(a, title, false);
        } else if (str_equals(x->name, S("세로"))) {
            said = side_of(a, title, true);
        } else if (str_equals(x->name, S("높이")) || str_equals(x->name, S("수고"))) {
            said = height_of(a, title);
        }
        if (said.n > 0) {
            return said;
        }
    }
    str said = number_before(a, title, x->unit);
    said = said.n > 0 ? said : thousandfold(a, title, x->unit);
    for (size_t i = 0; said.n == 0 && i < COUNT(WRITTEN); i++) {
        if (str_equals(x->unit, str_view(WRITTEN[i].unit))) {
            said = number_before(a, title, str_view(WRITTEN[i].written));
        }
    }
    return said;
}

// The longest run of bytes both have, in whole syllables.
static size_t likeness(str word, str title)
{
    size_t best = 0;
    for (size_t i = 0; i < word.n; i++) {
        for (size_t n = word.n - i; n > best; n--) {
            if (str_contains(title, str_slice(word, i, n))) {
                best = n;
            }
        }
    }
    return best / SYLLABLE_BYTES;
}

static bool stands_alone(str word, str title)
{
    size_t at = str_index(title, word);
    size_t end = at + word.n;
    return at < title.n && (at == 0 || title.p[at - 1] == ' ') &&
           (end == title.n || title.p[end] == ' ');
}

// Does the attribute say what the thing is? Then a value the title does not support is a lie.
static bool is_kind(str name)
{
    static const char *const KINDS[] = {"종류", "품목", "품종", "수종", "메뉴", "과정",
                                        "장르", "직무", "차종", "유형", "서식", "부위"};
    for (size_t i = 0; i < COUNT(KINDS); i++) {
        if (str_contains(name, str_view(KINDS[i]))) {
            return true;
        }
    }
    return false;
}

static str choose_word(struct demo *d, const struct attribute *x, str title)
{
    str best = {0};
    size_t most = 0;
    str rest = x->values;
    while (rest.n > 0) {
        str word = str_cut(&rest, '|');
        size_t like = likeness(word, title);
        if (word.n <= SYLLABLE_BYTES) {
            like = stands_alone(word, title) || (is_kind(x->name) && like > 0) ? WHOLE_WORD : 0;
        } else if (str_contains(title, word)) {
            like += WHOLE_WORD;
        }
        if (like > most) {
            most = like;
            best = word;
        }
    }
    if (most >= 2) {
        return best;
    }
    return is_kind(x->name) ? S("") : demo_pick(d, x->values);
}

// Green and genuine are claims: only what the title says. The rest is more often yes than no.
static str choose_flag(struct demo *d, const struct attribute *x, str title)
{
    bool yes = demo_below(d, 3) > 0;
    if (str_contains(x->name, S("환경표지")) || str_contains(x->name, S("친환경"))) {
        yes = str_contains(title, S("환경표지")) || str_contains(title, S("친환경"));
    } else if (str_contains(x->name, S("정품"))) {
        yes = !str_contains(title, S("재제조")) && !str_contains(title, S("무한"));
    } else if (str_contains(x->name, S("팔걸이"))) {
        yes = !str_contains(title, S("팔걸이 없음"));
    } else {
        str first = x->name;
        str word = str_cut(&first, ' ');
        yes = yes || str_contains(title, word);
    }
    return yes ? S("예") : S("아니오");
}

// A number the title says belongs to the first attribute of its unit: of 500인 the guests are 500,
// the helpers are not. Sizes have their own places.
static bool is_taken(const struct attribute *x, const struct attribute *first)
{
    for (; first != x; first++) {
        if (str_equals(first->unit, x->unit) && str_equals(first->category, x->category) &&
            !str_starts(x->unit, S("m"))) {
            return true;
        }
    }
    return false;
}

static str choose_value(struct demo *d, const struct attribute *x, const struct attribute *first,
                        str title)
{
    if (str_equals(x->kind, S("bool"))) {
        return choose_flag(d, x, title);
    }
    if (str_equals(x->kind, S("number"))) {
        str said = is_taken(x, first) ? S("") : number_said(d->u->arena, x, title);
        return said.n > 0 ? said : demo_pick(d, x->values);
    }
    return choose_word(d, x, title);
}

size_t demo_list_values(struct demo *d, const struct demo_specs *specs, str category, str title,
                        struct demo_value *out)
{
    size_t count = 0;
    const struct attribute *first = NULL;
    for (size_t i = 0; i < specs->attributes.count && count < DEMO_VALUES_MAX; i++) {
        const struct attribute *x = &specs->attributes.items[i];
        if (!str_equals(x->category, category)) {
            continue;
        }
        first = first == NULL ? x : first;
        str value = choose_value(d, x, first, title);
        if (value.n > 0) {
            out[count++] = (struct demo_value){.key = x->key, .name = x->name, .value = value};
        }
    }
    return count;
}
