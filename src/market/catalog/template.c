#include "market/catalog/template.h"

#include <assert.h>
#include <string.h>

#include "base/canon.h"
#include "base/limits.h"
#include "market/catalog/listing.h"

#define CANON_MOST (16 * KIB) // every column at its longest, escaped
#define COUNT_MOST 100000     // of a number: the schema's
#define UNIT_LENGTH 10        // characters of a unit, as an offer's

const struct fault TEMPLATE_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "template.unknown",
    .text = "찾는 항목이 없습니다. 목록에서 다시 골라 주세요.",
};
const struct fault TEMPLATE_KNOWN = {
    .kind = FAULT_CONFLICT,
    .code = "template.known",
    .text = "이미 있는 항목입니다. 새로 만들지 말고 그 항목을 고쳐 주세요.",
};
const struct fault TEMPLATE_SAME = {
    .kind = FAULT_REFUSED,
    .code = "template.same",
    .text = "바뀐 내용이 없습니다. 고칠 칸을 고친 뒤 다시 해 주세요.",
    .source = FAULT_OWN_RULE,
};
const struct fault TEMPLATE_WAITS = {
    .kind = FAULT_REFUSED,
    .code = "template.waits",
    .text = "이 항목에는 시행일을 기다리는 변경이 이미 있습니다. 그 변경을 먼저 거두어 주세요.",
    .source = FAULT_OWN_RULE,
};
const struct fault TEMPLATE_CHANGED = {
    .kind = FAULT_CONFLICT,
    .code = "template.changed",
    .text = "그 사이 다른 사람이 이 항목을 고쳤습니다. 새로 고쳐 바뀐 내용을 본 뒤 다시 해 주세요.",
};
const struct fault TEMPLATE_NEEDS_REASON = {
    .kind = FAULT_INVALID,
    .code = "template.needs_reason",
    .text = "왜 바꾸는지 적어 주세요. 변경 기록에 남습니다.",
};
const struct fault TEMPLATE_PAST = {
    .kind = FAULT_INVALID,
    .code = "template.past",
    .text = "시행일이 지났습니다. 오늘이나 그 뒤의 날짜를 적어 주세요.",
};
const struct fault TEMPLATE_STAYS = {
    .kind = FAULT_REFUSED,
    .code = "template.stays",
    .text = "분류와 검토 까닭은 없앨 수 없습니다. 이름이나 점수를 고쳐 주세요.",
    .source = FAULT_OWN_RULE,
};
const struct fault TEMPLATE_NOT_WAITING = {
    .kind = FAULT_CONFLICT,
    .code = "template.not_waiting",
    .text = "이미 시행했거나 거둔 변경입니다. 되돌리려면 새로 고쳐 주세요.",
};
const struct fault TEMPLATE_OWN_HANDS = {
    .kind = FAULT_REFUSED,
    .code = "template.own_hands",
    .text = "살펴볼 말과 까닭은 두 사람이 정합니다. 올린 사람은 동의할 수 없으니 다른 운영자에게 "
            "확인을 부탁해 주세요.",
    .source = "두 사람 원칙(두레의 내부통제)",
};
const struct fault TEMPLATE_TOMORROW = {
    .kind = FAULT_INVALID,
    .code = "template.tomorrow",
    .text = "살펴볼 말과 까닭은 다른 운영자가 동의한 뒤 시행합니다. 내일이나 그 뒤의 날짜를 적어 "
            "주세요.",
};

static const struct template_column CATEGORY[] = {
    {"name",              "분류 이름",                 NULL,                                                                         TEMPLATE_LINE,   NULL,                                                       true },
    {"parent",            "상위 분류",                 "코드로 적습니다. 예: paper.copy",                                    TEMPLATE_LINE,   NULL,                                                       false},
    {"object",            "종류",                        NULL,                                                                         TEMPLATE_CHOICE, "goods:물품|service:용역|works:공사|lease:임대차",
     true                                                                                                                                                                                                                  },
    {"unit",              "기본 단위",                 "예: 상자, 회, m²",                                                      TEMPLATE_LINE,   NULL,                                                       true },
    {"vat",               "부가가치세",               NULL,                                                                         TEMPLATE_CHOICE, "taxable:과세|exempt:면세|mixed:품목마다 다름",
     true                                                                                                                                                                                                                  },
    {"class_no",          "물품분류번호",            "숫자 8자리, 확인하지 못했으면 비웁니다",                     TEMPLATE_LINE,   NULL,
     false                                                                                                                                                                                                                 },
    {"detail_no",         "세부품명번호",            "숫자 10자리, 확인하지 못했으면 비웁니다",                    TEMPLATE_LINE,   NULL,
     false                                                                                                                                                                                                                 },
    {"detail_name",       "세부품명",                  NULL,                                                                         TEMPLATE_LINE,   NULL,                                                       false},
    {"is_green",          "녹색제품이 있는 분류", NULL,                                                                         TEMPLATE_FLAG,   NULL,                                                       true },
    {"direct_production", "직접생산확인 대상",     NULL,                                                                         TEMPLATE_CHOICE,
     "yes:대상|no:대상 아님|unknown:확인하지 못함",                                                                                                                                                       true },
    {"title_pattern",     "상품명 틀",                 "예: {@name} {size} {weight:g}. 비우면 필수 속성으로 만듭니다",
     TEMPLATE_LINE,                                                                                                                                       NULL,                                                       false},
    {"things",            "물건의 이름",
     "이 분류의 물건을 부르는 말, 세로줄(|)로 나눕니다. 상품명에서 분류를 짐작할 때만 씁니다",
     TEMPLATE_LIST,                                                                                                                                       NULL,                                                       false},
    {"delay_variant",     "지연배상금률",
     "운송·보관과 양곡가공은 요율이 따로 있습니다(지방계약법·국가계약법 시행규칙 제75조). 물품을 "
     "실어다 주는 것은 물품입니다",                                                                                          TEMPLATE_CHOICE, ":종류에 따름|transport:운송·보관·양곡가공", false},
};
static const struct template_column ATTRIBUTE[] = {
    {"name",          "속성 이름",               NULL,                                                TEMPLATE_LINE,   NULL,                                                     true },
    {"kind",          "적는 방법",               NULL,                                                TEMPLATE_CHOICE, "text:글|number:수|enum:고르기|bool:예·아니오",
     true                                                                                                                                                                                 },
    {"unit",          "단위",                      "수일 때만",                                     TEMPLATE_LINE,   NULL,                                                     false},
    {"words",         "고를 말",                  "고르기일 때만, 세로줄(|)로 나눕니다", TEMPLATE_LINE,   NULL,                                                     false},
    {"is_required",   "꼭 적는 칸",              NULL,                                                TEMPLATE_FLAG,   NULL,                                                     true },
    {"is_comparable", "견적 비교에 쓰는 칸", NULL,                                                TEMPLATE_FLAG,   NULL,                                                     true },
    {"position",      "차례",                      "작은 수가 먼저 나옵니다",                 TEMPLATE_COUNT,  NULL,                                                     true },
};
static const struct template_column SYNONYM[] = {
    {"canonical", "같은 뜻으로 찾을 말", NULL, TEMPLATE_LINE,   NULL,            true},
    {"relation",  "관계",                      NULL, TEMPLATE_CHOICE,
     "synonym:같은 말|loanword:외래어|abbrev:줄임말|typo:자주 틀리는 말", true},
};
static const struct template_column WORD[] = {
    {"kind",   "다루는 법", NULL,                                      TEMPLATE_CHOICE, "forbidden:쓸 수 없음|watch:근거를 봄", true},
    {"reason", "까닭",        "조문이 있으면 함께 적습니다", TEMPLATE_LINE,   NULL,                                           true},
};
static const struct template_column REASON[] = {
    {"label",       "까닭의 이름",      NULL,                                                                   TEMPLATE_LINE,  NULL, true},
    {"points",      "점수",                "0이고 두 사람이 볼 것도 아니면 살펴보지 않습니다", TEMPLATE_COUNT, NULL,
     true                                                                                                                                      },
    {"limit_value", "기준값",             "까닭에 따라 배수, 퍼센트, 날수",                           TEMPLATE_COUNT, NULL, true},
    {"needs_two",   "두 사람이 볼 것", NULL,                                                                   TEMPLATE_FLAG,  NULL, true},
};

static const struct template_column UNIT[] = {
    {"spellings",  "적는 말",                  "세로줄(|)로 나눕니다. 예: 말통|통말",                       TEMPLATE_LINE,  NULL, false},
    {"base",       "환산할 단위",            "프로그램에 있는 단위. 예: L, kg, 개. 없으면 비웁니다", TEMPLATE_LINE,
     NULL,                                                                                                                                        false},
    {"times",      "하나가 그 단위로 몇", "예: 1말통이 18L이면 18",                                           TEMPLATE_COUNT, NULL, true },
    {"parts",      "나누는 수",               "보통 1. 1개가 1/12다스이면 12",                                  TEMPLATE_COUNT, NULL, true },
    {"is_counted", "하나씩 세는 단위",     "도시락 80개처럼 검색에서 수량으로 읽습니다",           TEMPLATE_FLAG,
     NULL,                                                                                                                                        true },
};

static const struct {
    const char *word;
    const char *label;
    const struct template_column *columns;
    size_t count;
    bool may_add;
    bool may_remove;
    const char *key; // what a row is known by, and how that is typed
    const char *key_hint;
} KINDS[] = {
    [TEMPLATE_CATEGORY] = {"category",  "분류",        CATEGORY,  COUNT(CATEGORY),  true,  false, "분류 코드",
                           "상위 분류의 코드에 점을 찍고 이어 적습니다. 예: paper.copy.a4"                                                                                               },
    [TEMPLATE_ATTRIBUTE] = {"attribute", "속성",        ATTRIBUTE, COUNT(ATTRIBUTE), true,  true,
                           "속성 코드",                                                                             "분류 코드 뒤에 빗금을 긋고 이어 적습니다. 예: paper.copy.a4/size"},
    [TEMPLATE_SYNONYM] = {"synonym",   "같은 말",    SYNONYM,   COUNT(SYNONYM),   true,  true,  "찾는 말",
                           "사람들이 찾을 때 적는 말입니다. 예: 플래카드"                                                                                                                 },
    [TEMPLATE_WORD] = {"word",      "살펴볼 말", WORD,      COUNT(WORD),      true,  true,  "살펴볼 말",
                           "상품명이나 설명에 있으면 운영자가 살펴볼 말입니다. 예: 최저가"                                                                                        },
    [TEMPLATE_REASON] = {"reason",    "검토 까닭", REASON,    COUNT(REASON),    false, false, "까닭의 코드",
                           "프로그램에 정해져 있습니다."                                                                                                                                        },
    [TEMPLATE_UNIT] = {"unit",      "단위",        UNIT,      COUNT(UNIT),      true,  true,  "단위",
                           "상품에 보이는 이름을 수와 빈칸 없이 10자 안으로 적습니다. 예: 상자"                                                                                   },
};
static_assert(COUNT(KINDS) == TEMPLATE_KIND_COUNT, "a kind came or went: give it its row");
static_assert(COUNT(CATEGORY) <= TEMPLATE_COLUMNS_MAX, "room for the longest");

const char *template_kind_word(enum template_kind kind)
{
    assert(kind < TEMPLATE_KIND_COUNT);
    return KINDS[kind].word;
}

int template_kind_from(str word)
{
    for (int i = 0; i < TEMPLATE_KIND_COUNT; i++) {
        if (str_equals(word, str_view(KINDS[i].word))) {
            return i;
        }
    }
    return -1;
}

str template_kind_label(enum template_kind kind)
{
    assert(kind < TEMPLATE_KIND_COUNT);
    return str_view(KINDS[kind].label);
}

str template_key_label(enum template_kind kind)
{
    assert(kind < TEMPLATE_KIND_COUNT);
    return str_view(KINDS[kind].key);
}

str template_key_hint(enum template_kind kind)
{
    assert(kind < TEMPLATE_KIND_COUNT);
    return str_view(KINDS[kind].key_hint);
}

bool template_may_remove(enum template_kind kind)
{
    assert(kind < TEMPLATE_KIND_COUNT);
    return KINDS[kind].may_remove;
}

bool template_may_add(enum template_kind kind)
{
    assert(kind < TEMPLATE_KIND_COUNT);
    return KINDS[kind].may_add;
}

bool template_needs_two(enum template_kind kind)
{
    return kind == TEMPLATE_WORD || kind == TEMPLATE_REASON;
}

size_t template_columns(enum template_kind kind, const struct template_column **out)
{
    assert(kind < TEMPLATE_KIND_COUNT);
    *out = KINDS[kind].columns;
    return KINDS[kind].count;
}

// --- Checking ------------------------------------------------------------------------------------

// The label of a choice's word, or empty.
static str choice_label(const struct template_column *column, str value)
{
    str rest = str_view(column->choices);
    while (rest.n > 0) {
        str label = str_cut(&rest, '|');
        str word = str_cut(&label, ':');
        if (str_equals(word, value)) {
            return label;
        }
    }
    return S("");
}

static str wrong_with(const struct template_column *column, str value)
{
    int64_t number = 0;
    if (value.n == 0) {
        bool is_chosen = column->type == TEMPLATE_CHOICE || column->type == TEMPLATE_FLAG;
        return !column->is_needed
                   ? S("")
                   : (is_chosen ? S("하나를 골라 주세요.") : S("이 칸을 적어 주세요."));
    }
    switch (column->type) {
    case TEMPLATE_LINE:
        return str_length(value) > LIMIT_LINE ? S("200자 안으로 적어 주세요.") : S("");
    case TEMPLATE_LIST:
        return str_length(value) > LIMIT_CATEGORY_THINGS ? S("1,000자 안으로 적어 주세요.") : S("");
    case TEMPLATE_COUNT:
        return !str_parse_i64(value, &number) || number < 0 || number > COUNT_MOST
                   ? S("0에서 100,000까지 숫자로 적어 주세요.")
                   : S("");
    case TEMPLATE_FLAG:
        return str_equals(value, S("0")) || str_equals(value, S("1")) ? S("")
                                                                      : S("다시 골라 주세요.");
    case TEMPLATE_CHOICE:
        return choice_label(column, value).n == 0 ? S("하나를 골라 주세요.") : S("");
    }
    return S("");
}

static bool is_number_of(str value, size_t digits)
{
    bool fits = value.n == digits;
    for (size_t i = 0; fits && i < value.n; i++) {
        fits = value.p[i] >= '0' && value.p[i] <= '9';
    }
    return fits;
}

bool template_unit_reads(str text)
{
    static const char NOT[] = " \t0123456789.,|/~-:=()[]\"'*+%_!";
    bool reads = text.n > 0 && str_length(text) <= UNIT_LENGTH;
    for (size_t i = 0; reads && i < text.n; i++) {
        reads = strchr(NOT, text.p[i]) == NULL; // a NUL as well
    }
    return reads;
}

// One of it is as many of the same unit: 18/1 as 36/2.
static bool comes_to_the_same(const str *values, const str *past)
{
    int64_t times[2] = {0};
    int64_t parts[2] = {0};
    const str *rows[] = {values, past};
    for (size_t i = 0; i < COUNT(rows); i++) {
        (void)str_parse_i64(rows[i][UNIT_TIMES], &times[i]);
        (void)str_parse_i64(rows[i][UNIT_PARTS], &parts[i]);
    }
    return str_equals(values[UNIT_BASE], past[UNIT_BASE]) &&
           times[0] * parts[1] == times[1] * parts[0]; // each at most NORMAL_UNIT_TIMES_MOST
}

static bool is_word_of(str word, str key, str spellings)
{
    bool is_one = str_equals(word, key);
    while (spellings.n > 0 && !is_one) {
        is_one = str_equals(word, str_cut(&spellings, '|'));
    }
    return is_one;
}

str template_unit_clash(str key, const str *values, str past_key, const str *past)
{
    if (values[UNIT_BASE].n == 0 || past[UNIT_BASE].n == 0 || comes_to_the_same(values, past)) {
        return S("");
    }
    if (is_word_of(key, past_key, past[UNIT_SPELLINGS])) {
        return key;
    }
    str rest = values[UNIT_SPELLINGS];
    while (rest.n > 0) {
        str word = str_cut(&rest, '|');
        if (is_word_of(word, past_key, past[UNIT_SPELLINGS])) {
            return word;
        }
    }
    return S("");
}

template_wrong_list template_wrongs(struct arena *a)
{
    return (template_wrong_list){.items =
                                     NEW_ARRAY(a, TEMPLATE_COLUMNS_MAX + 1, struct template_wrong)};
}

static void add_wrong(template_wrong_list *list, struct template_wrong wrong)
{
    bool is_told = wrong.text.n == 0;
    for (size_t i = 0; i < list->count && !is_told; i++) {
        const struct template_wrong *x = &list->items[i];
        is_told = x->is_key == wrong.is_key && x->column == wrong.column;
    }
    if (!is_told) {
        list->items[list->count++] = wrong;
    }
}

void template_wrong_key(template_wrong_list *list, str text)
{
    add_wrong(list, (struct template_wrong){.is_key = true, .text = text});
}

void template_wrong_column(template_wrong_list *list, size_t column, str text)
{
    assert(column < TEMPLATE_COLUMNS_MAX);
    add_wrong(list, (struct template_wrong){.column = column, .text = text});
}

bool template_is_wrong(const template_wrong_list *list, size_t column)
{
    for (size_t i = 0; i < list->count; i++) {
        if (!list->items[i].is_key && list->items[i].column == column) {
            return true;
        }
    }
    return false;
}

static str wrong_part(str value)
{
    int64_t number = 0;
    return str_parse_i64(value, &number) && number >= 1
               ? S("")
               : S("1에서 100,000까지 숫자로 적어 주세요.");
}

static void check_unit(const str *values, template_wrong_list *list)
{
    int64_t times = 0;
    int64_t parts = 0;
    size_t count = 0;
    for (str rest = values[UNIT_SPELLINGS]; rest.n > 0; count++) {
        if (count == LIMIT_UNIT_SPELLINGS || !template_unit_reads(str_cut(&rest, '|'))) {
            template_wrong_column(
                list, UNIT_SPELLINGS,
                S("수와 빈칸, 기호 없이 10자 안의 말을 여덟 개까지 적어 주세요."));
            break;
        }
    }
    template_wrong_column(list, UNIT_TIMES, wrong_part(values[UNIT_TIMES]));
    template_wrong_column(list, UNIT_PARTS, wrong_part(values[UNIT_PARTS]));
    bool are_read = !template_is_wrong(list, UNIT_TIMES) && !template_is_wrong(list, UNIT_PARTS) &&
                    str_parse_i64(values[UNIT_TIMES], &times) &&
                    str_parse_i64(values[UNIT_PARTS], &parts);
    if (are_read && values[UNIT_BASE].n == 0 && times != parts) {
        template_wrong_column(list, UNIT_BASE, S("어느 단위로 환산하는지 적어 주세요."));
    }
}

static void check_category(const str *values, template_wrong_list *list)
{
    if (values[CATEGORY_CLASS_NO].n > 0 && !is_number_of(values[CATEGORY_CLASS_NO], 8)) {
        template_wrong_column(list, CATEGORY_CLASS_NO, S("숫자 8자리로 적어 주세요."));
    }
    bool begins = template_is_wrong(list, CATEGORY_CLASS_NO) ||
                  str_starts(values[CATEGORY_DETAIL_NO], values[CATEGORY_CLASS_NO]);
    if (values[CATEGORY_DETAIL_NO].n > 0 &&
        (!begins || !is_number_of(values[CATEGORY_DETAIL_NO], 10))) {
        template_wrong_column(list, CATEGORY_DETAIL_NO,
                              S("물품분류번호로 시작하는 숫자 10자리로 적어 주세요."));
    }
    bool is_service = str_equals(values[CATEGORY_OBJECT], S("service"));
    if (values[CATEGORY_DELAY_VARIANT].n > 0 && !is_service) {
        template_wrong_column(list, CATEGORY_DELAY_VARIANT,
                              S("운송·보관·양곡가공은 종류가 용역일 때만 고를 수 있습니다."));
    }
}

static void check_attribute(const str *values, template_wrong_list *list)
{
    bool is_enum = str_equals(values[ATTRIBUTE_COLUMN_KIND], S("enum"));
    if (template_is_wrong(list, ATTRIBUTE_COLUMN_KIND)) {
        return; // what the others should be is open
    }
    if (is_enum != (values[ATTRIBUTE_COLUMN_WORDS].n > 0)) {
        template_wrong_column(list, ATTRIBUTE_COLUMN_WORDS,
                              is_enum ? S("고를 말을 세로줄(|)로 나누어 적어 주세요.")
                                      : S("고르기가 아니면 비워 주세요."));
    }
    if (values[ATTRIBUTE_COLUMN_UNIT].n > 0 &&
        !str_equals(values[ATTRIBUTE_COLUMN_KIND], S("number"))) {
        template_wrong_column(list, ATTRIBUTE_COLUMN_UNIT, S("수가 아니면 비워 주세요."));
    }
}

void template_check(enum template_kind kind, const str *values, template_wrong_list *list)
{
    const struct template_column *columns = NULL;
    size_t count = template_columns(kind, &columns);
    for (size_t c = 0; c < count; c++) {
        template_wrong_column(list, c, wrong_with(&columns[c], values[c]));
    }
    if (kind == TEMPLATE_CATEGORY) {
        check_category(values, list);
    } else if (kind == TEMPLATE_ATTRIBUTE) {
        check_attribute(values, list);
    } else if (kind == TEMPLATE_UNIT) {
        check_unit(values, list);
    }
}

// --- Text ----------------------------------------------------------------------------------------

str template_format(struct arena *a, enum template_kind kind, const str *values)
{
    const struct template_column *columns = NULL;
    size_t count = template_columns(kind, &columns);
    struct out o;
    out_init(&o, a, CANON_MOST);
    for (size_t c = 0; c < count; c++) {
        bool is_free = columns[c].type == TEMPLATE_CHOICE && !columns[c].is_needed;
        if (!is_free || values[c].n > 0) {
            canon_put(&o, columns[c].name, values[c]);
        }
    }
    return out_view(&o);
}

void template_parse(struct arena *a, enum template_kind kind, str text, str *out_values)
{
    const struct template_column *columns = NULL;
    size_t count = template_columns(kind, &columns);
    for (size_t c = 0; c < count; c++) {
        out_values[c] = canon_find(a, text, columns[c].name);
    }
}

str template_shown(struct arena *a, const struct template_column *column, str value)
{
    (void)a;
    switch (column->type) {
    case TEMPLATE_FLAG:
        return value.n == 0 ? S("") : str_equals(value, S("1")) ? S("예") : S("아니오");
    case TEMPLATE_CHOICE: {
        str label = choice_label(column, value);
        return label.n > 0 ? label : value;
    }
    case TEMPLATE_LINE:
    case TEMPLATE_LIST:
    case TEMPLATE_COUNT:
        return value;
    }
    return value;
}

bool template_value_fits(struct arena *a, const str *attribute, str value)
{
    (void)a;
    str kind = attribute[ATTRIBUTE_COLUMN_KIND];
    if (str_equals(kind, S("number"))) {
        return attribute_number_reads(value);
    }
    if (str_equals(kind, S("enum"))) {
        return attribute_words_hold(attribute[ATTRIBUTE_COLUMN_WORDS], value);
    }
    return !str_equals(kind, S("bool")) || str_equals(value, S("예")) ||
           str_equals(value, S("아니오"));
}
