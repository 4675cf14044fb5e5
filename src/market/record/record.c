#include "market/record/record.h"

#include <assert.h>

const struct fault RECORD_NO_CONTRACT = {
    .kind = FAULT_BROKEN,
    .code = "record.no_contract",
    .text = "구매실적을 만들 계약이 없습니다. 운영자가 작업 기록을 확인해야 합니다.",
};

const struct fault RECORD_TOO_MANY_KINDS = {
    .kind = FAULT_BROKEN,
    .code = "record.too_many_kinds",
    .text =
        "확인서의 종류가 프로그램이 세는 수보다 많아 구매실적을 만들 수 없습니다. 운영자가 작업 "
        "기록을 확인해야 합니다.",
};

const struct fault RECORD_NO_INSTITUTION = {
    .kind = FAULT_MISSING,
    .code = "record.no_institution",
    .text = "찾는 기관이 없습니다. 기관 목록에서 다시 골라 주세요.",
};

const struct fault RECORD_NO_CATEGORY = {
    .kind = FAULT_INVALID,
    .code = "record.no_category",
    .text = "목표를 정할 구분을 다시 골라 주세요. 지금 시행 중인 구분이 아닙니다.",
};

const struct fault RECORD_BAD_PERCENT = {
    .kind = FAULT_INVALID,
    .code = "record.bad_percent",
    .text = "비율을 0에서 100 사이, 소수점 아래 두 자리까지 적어 주세요. 예: 5, 1.1, 0.85",
};

const struct fault RECORD_TARGET_BELOW_LAW = {
    .kind = FAULT_REFUSED,
    .code = "record.target_below_law",
    .text = "법이 정한 목표보다 높게 적어 주세요. 기관의 목표는 법정 목표보다 낮출 수 없습니다.",
    .source = "중소기업제품 구매촉진 및 판로지원에 관한 법률 시행령 제4조 등 목표마다의 법령",
};

const struct fault RECORD_TOO_MANY_ROWS = {
    .kind = FAULT_REFUSED,
    .code = "record.too_many_rows",
    .text = "한 번에 내려받기에는 너무 많습니다. 월이나 구분으로 좁혀서 내려받아 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault RECORD_TIME_UNREAD = {
    .kind = FAULT_INVALID,
    .code = "record.time_unread",
    .text =
        "어느 해, 어느 달인지 읽을 수 없어 파일을 만들지 않았습니다. 해는 2000부터 2100까지, 달은 "
        "1부터 12까지의 수로 적어 주세요. 구매실적 계약 목록에서 고른 뒤 받아도 됩니다.",
};

const struct fault RECORD_OBJECT_UNREAD = {
    .kind = FAULT_INVALID,
    .code = "record.object_unread",
    .text = "물품·용역·공사 가운데 무엇인지 읽을 수 없어 파일을 만들지 않았습니다. 구매실적 계약 "
            "목록에서 고른 뒤 받아 주세요.",
};

const struct fault RECORD_WORDS_LONG = {
    .kind = FAULT_INVALID,
    .code = "record.words_long",
    .text = "찾는 말이 너무 길어 파일을 만들지 않았습니다. 짧게 줄여 다시 받아 주세요.",
};

static const struct {
    const char *word;
    const char *label;
} OBJECTS[] = {
    [LAW_RATIO_ANY] = {"",        "전체"},
    [LAW_RATIO_GOODS] = {"goods",   "물품"},
    [LAW_RATIO_SERVICE] = {"service", "용역"},
    [LAW_RATIO_WORKS] = {"works",   "공사"},
};
static_assert(COUNT(OBJECTS) == LAW_RATIO_OBJECT_COUNT, "an object came or went: give it its word");

// What a certificate says besides itself. Purchases from women's, disabled people's, start-up and
// technology firms are purchases of SME products as well (P-20).
static const struct {
    const char *certificate;
    const char *tag;
} IMPLIED[] = {
    {"small_micro",   "sme"    },
    {"women",         "sme"    },
    {"disabled",      "sme"    },
    {"startup",       "sme"    },
    {"youth_startup", "sme"    },
    {"youth_startup", "startup"},
    {"technology",    "sme"    },
};

// States of a contract that both sides have signed and nobody undid.
static const char *const COUNTED[] = {"signed", "delivered", "accepted", "claimed", "paid"};

// The nine districts of Daegu as a stranger would sketch them.
static const struct {
    const char *code;
    struct record_place place;
} PLACES[] = {
    {"2772000000", {2, 0}}, // 군위군
    {"2723000000", {1, 1}}, // 북구
    {"2714000000", {2, 1}}, // 동구
    {"2717000000", {0, 2}}, // 서구
    {"2711000000", {1, 2}}, // 중구
    {"2726000000", {2, 2}}, // 수성구
    {"2771000000", {0, 3}}, // 달성군
    {"2729000000", {1, 3}}, // 달서구
    {"2720000000", {2, 3}}, // 남구
};
#define PLACE_COLUMNS 3
#define PLACE_ROWS 4

const char *record_object_word(enum law_ratio_object object)
{
    assert(object < LAW_RATIO_OBJECT_COUNT);
    return OBJECTS[object].word;
}

int record_object_from(str word)
{
    for (int i = LAW_RATIO_GOODS; i < LAW_RATIO_OBJECT_COUNT; i++) {
        if (str_equals(word, str_view(OBJECTS[i].word))) {
            return i;
        }
    }
    return -1;
}

str record_object_label(enum law_ratio_object object)
{
    assert(object < LAW_RATIO_OBJECT_COUNT);
    return str_view(OBJECTS[object].label);
}

// --- What a purchase counts for ------------------------------------------------------------------

static struct record_tag *find_tag(struct record_tags *tags, str tag)
{
    for (size_t i = 0; i < tags->count; i++) {
        if (str_equals(tags->items[i].tag, tag)) {
            return &tags->items[i];
        }
    }
    return NULL;
}

bool record_has_tag(const struct record_tags *tags, str tag)
{
    for (size_t i = 0; i < tags->count; i++) {
        if (str_equals(tags->items[i].tag, tag)) {
            return true;
        }
    }
    return false;
}

static void add_tag(struct record_tags *tags, struct record_tag tag)
{
    if (tags->count == RECORD_TAGS_MAX) {
        tags->is_cut = true;
        return;
    }
    tags->items[tags->count++] = tag;
}

static void add_derived(struct record_tags *tags, str tag)
{
    if (find_tag(tags, tag) == NULL) {
        add_tag(tags,
                (struct record_tag){.tag = tag, .valid_from = DATE_NONE, .valid_until = DATE_NONE});
    }
}

static bool lasts_longer(date until, date than)
{
    return !date_is_none(than) && (date_is_none(until) || date_before(than, until));
}

// Of two certificates of one kind in force the one that lasts longer is kept.
static void add_certificates(record_certificates list, date on, struct record_tags *tags)
{
    for (size_t i = 0; i < list.count; i++) {
        const struct record_certificate *c = &list.items[i];
        if (!certificate_holds(c->state, c->valid_from, c->valid_until, on)) {
            continue;
        }
        struct record_tag tag = {.tag = c->kind,
                                 .number = c->number,
                                 .valid_from = c->valid_from,
                                 .valid_until = c->valid_until};
        struct record_tag *kept = find_tag(tags, c->kind);
        if (kept == NULL) {
            add_tag(tags, tag);
        } else if (lasts_longer(tag.valid_until, kept->valid_until)) {
            *kept = tag;
        }
    }
}

static void add_implied(struct record_tags *tags)
{
    for (size_t i = 0; i < COUNT(IMPLIED); i++) {
        if (record_has_tag(tags, str_view(IMPLIED[i].certificate))) {
            add_derived(tags, str_view(IMPLIED[i].tag));
        }
    }
}

// Categories are counted by what is certain, not by one another; a share of what SMEs sell by what
// an SME sells (P-02): a product's certificate does not say that its firm is one.
static void add_categories(struct law_ratios rows, bool is_sme, struct record_tags *tags)
{
    size_t certain = tags->count;
    for (size_t r = 0; r < rows.count; r++) {
        const struct law_ratio *row = rows.items[r];
        for (size_t i = 0; i < certain; i++) {
            if (law_ratio_counts_tag(row, tags->items[i].tag) &&
                (is_sme || row->denominator != LAW_OF_SME_GOODS)) {
                add_derived(tags, row->category);
            }
        }
    }
}

// A line more under a word, with the certificate that lasts longest.
static void add_line(struct record_tags *tags, const struct record_tag *tag, money amount)
{
    struct record_tag *kept = find_tag(tags, tag->tag);
    if (kept == NULL) {
        struct record_tag first = *tag;
        first.is_of_lines = true;
        first.amount = amount;
        add_tag(tags, first);
        return;
    }
    kept->amount = money_add(kept->amount, amount);
    if (lasts_longer(tag->valid_until, kept->valid_until)) {
        kept->number = tag->number;
        kept->valid_from = tag->valid_from;
        kept->valid_until = tag->valid_until;
    }
}

static bool is_whole(const struct record_tags *tags, str tag)
{
    for (size_t i = 0; i < tags->count; i++) {
        if (str_equals(tags->items[i].tag, tag)) {
            return !tags->items[i].is_of_lines;
        }
    }
    return false;
}

// Under what the firm does not count as a whole already.
static void add_item(const struct record_item *item, const struct record_question *q,
                     struct law_ratios rows, struct arena *arena, struct record_tags *tags)
{
    struct record_tags own = {.count = 0};
    add_certificates(item->certificates, q->contracted_on, &own);
    add_implied(&own);
    add_categories(rows, is_whole(tags, S("sme")), &own);
    struct record_item_tags *line = &tags->lines.items[tags->lines.count];
    *line = (struct record_item_tags){
        .item = item->id,
        .tags.items = NEW_ARRAY(arena, own.count + 1, struct record_tag),
    };
    for (size_t i = 0; i < own.count; i++) {
        if (!is_whole(tags, own.items[i].tag)) {
            line->tags.items[line->tags.count++] = own.items[i];
            add_line(tags, &own.items[i], item->amount);
        }
    }
    tags->lines.count += line->tags.count > 0;
    tags->is_cut = tags->is_cut || own.is_cut;
}

void record_tags_of(const struct law *law, const struct record_question *question,
                    struct arena *arena, struct record_tags *out)
{
    struct law_ratios rows = law_ratios_on(law, question->regime, question->contracted_on, arena);
    struct record_tags tags = {
        .lines.items = NEW_ARRAY(arena, question->items.count + 1, struct record_item_tags)};
    add_certificates(question->certificates, question->contracted_on, &tags);
    add_implied(&tags);
    if (question->is_local) {
        add_derived(&tags, S("local"));
    }
    add_categories(rows, record_has_tag(&tags, S("sme")), &tags);
    for (size_t i = 0; i < question->items.count; i++) {
        add_item(&question->items.items[i], question, rows, arena, &tags);
    }
    *out = tags;
}

static bool is_implied_for(const struct law_ratio *row, str certificate)
{
    for (size_t i = 0; i < COUNT(IMPLIED); i++) {
        if (str_equals(certificate, str_view(IMPLIED[i].certificate)) &&
            law_ratio_counts_tag(row, str_view(IMPLIED[i].tag))) {
            return true;
        }
    }
    return false;
}

const struct record_tag *record_find_proof(const struct law_ratio *row,
                                           const struct record_tag *tags, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct record_tag *t = &tags[i];
        if (t->number.n > 0 && (law_ratio_counts_tag(row, t->tag) || is_implied_for(row, t->tag))) {
            return t;
        }
    }
    return NULL;
}

bool record_counts_state(str contract_state)
{
    for (size_t i = 0; i < COUNT(COUNTED); i++) {
        if (str_equals(contract_state, str_view(COUNTED[i]))) {
            return true;
        }
    }
    return false;
}

// --- Sums and goals ------------------------------------------------------------------------------

static bool is_in_part(const struct law_ratio *row, const struct record_sum *s)
{
    bool object_counts =
        row->denominator == LAW_OF_NOTHING || law_ratio_counts_object(row, s->object);
    return object_counts && str_equals(s->tag, row->category);
}

static bool is_in_whole(const struct law_ratio *row, const struct record_sum *s)
{
    str tag = row->denominator == LAW_OF_SME_GOODS ? S("sme") : S("");
    return law_ratio_counts_object(row, s->object) && str_equals(s->tag, tag);
}

static bool can_be_registered(str tag)
{
    if (certificate_any_kind_from(tag) >= 0 || str_equals(tag, S("local"))) {
        return true;
    }
    for (size_t i = 0; i < COUNT(IMPLIED); i++) {
        if (str_equals(tag, str_view(IMPLIED[i].tag)) &&
            certificate_any_kind_from(str_view(IMPLIED[i].certificate)) >= 0) {
            return true;
        }
    }
    return false;
}

static bool is_counted(const struct law_ratio *row)
{
    str tags = row->tags;
    while (tags.n > 0) {
        if (can_be_registered(str_cut(&tags, ' '))) {
            return true;
        }
    }
    return false;
}

static int64_t own_target(record_targets targets, str category)
{
    for (size_t i = 0; i < targets.count; i++) {
        if (str_equals(targets.items[i].category, category)) {
            return targets.items[i].bp;
        }
    }
    return 0;
}

static struct record_goal goal_of(const struct law_ratio *row, record_sums sums,
                                  record_targets targets, struct arena *arena)
{
    struct record_goal g = {
        .row = row,
        .name = row->label,
        .goal_bp = row->target_bp,
        .is_counted = is_counted(row),
    };
    if (row->denominator == LAW_OF_OBJECT) {
        str object = record_object_label(row->object);
        g.name = str_format(arena, "%.*s(%.*s)", STR_ARG(row->label), STR_ARG(object));
    }
    for (size_t i = 0; i < sums.count; i++) {
        const struct record_sum *s = &sums.items[i];
        if (is_in_part(row, s)) {
            g.part = money_add(g.part, s->price);
            g.count += s->count;
        }
        if (is_in_whole(row, s)) {
            g.whole = money_add(g.whole, s->price);
        }
    }
    int64_t own = own_target(targets, row->category);
    if (own > g.goal_bp && row->denominator != LAW_OF_NOTHING) {
        g.goal_bp = own;
        g.is_own = true;
    }
    if (row->denominator != LAW_OF_NOTHING) {
        struct law_ratio aimed = *row;
        aimed.target_bp = g.goal_bp;
        g.result = law_ratio_judge(&aimed, g.part, g.whole);
    }
    return g;
}

record_goals record_goals_of(const struct law *law, enum law_regime regime, date on,
                             record_sums sums, record_targets targets, struct arena *arena)
{
    struct law_ratios rows = law_ratios_on(law, regime, on, arena);
    record_goals list = {.items = NEW_ARRAY(arena, rows.count, struct record_goal)};
    for (int without = 0; without <= 1; without++) {
        for (size_t i = 0; i < rows.count; i++) {
            if ((rows.items[i]->target_bp == 0) == without) {
                list.items[list.count++] = goal_of(rows.items[i], sums, targets, arena);
            }
        }
    }
    assert(list.count == rows.count);
    return list;
}

str record_whole_label(const struct law_ratio *row)
{
    switch (row->denominator) {
    case LAW_OF_TOTAL:
        return S("총 구매액");
    case LAW_OF_OBJECT:
        return row->object == LAW_RATIO_GOODS     ? S("물품 구매액")
               : row->object == LAW_RATIO_SERVICE ? S("용역 구매액")
                                                  : S("공사 구매액");
    case LAW_OF_GOODS_SERVICE:
        return S("물품·용역 구매액(공사 제외)");
    case LAW_OF_SME_GOODS:
        return S("중소기업 물품 구매액");
    case LAW_OF_NOTHING:
    case LAW_DENOMINATOR_COUNT:
        break;
    }
    return S("비율 없음");
}

str record_filter_of(const struct law_ratio *row)
{
    switch (row->denominator) {
    case LAW_OF_OBJECT:
        return str_view(record_object_word(row->object));
    case LAW_OF_GOODS_SERVICE:
        return S("goods_service");
    case LAW_OF_SME_GOODS:
        return str_view(record_object_word(LAW_RATIO_GOODS));
    case LAW_OF_TOTAL:
    case LAW_OF_NOTHING:
    case LAW_DENOMINATOR_COUNT:
        break;
    }
    return S("");
}

// Up to two digits behind the point as hundredths; -1: unreadable.
static int64_t parse_fraction(str digits)
{
    int64_t value = 0;
    if (digits.n > 2 || !str_parse_i64(digits, &value) || digits.p[0] == '-') {
        return -1;
    }
    return digits.n == 1 ? value * 10 : value;
}

err record_parse_percent(str text, int64_t *out_bp)
{
    str rest = str_trim(text);
    if (str_ends(rest, S("%"))) {
        rest = str_trim(str_slice(rest, 0, rest.n - 1));
    }
    bool has_point = str_contains(rest, S("."));
    int64_t whole = 0;
    str before = str_cut(&rest, '.');
    if (!str_parse_i64(before, &whole) || before.p[0] == '-' || whole > 100) {
        return &RECORD_BAD_PERCENT;
    }
    int64_t fraction = has_point ? parse_fraction(rest) : 0;
    if (fraction < 0 || whole * 100 + fraction > 10000) {
        return &RECORD_BAD_PERCENT;
    }
    *out_bp = whole * 100 + fraction;
    return NULL;
}

str record_format_percent(struct arena *arena, int64_t bp)
{
    assert(bp >= 0);
    long long whole = bp / 100;
    long long fraction = bp % 100;
    if (fraction == 0) {
        return str_format(arena, "%lld", whole);
    }
    return fraction % 10 == 0 ? str_format(arena, "%lld.%lld", whole, fraction / 10)
                              : str_format(arena, "%lld.%02lld", whole, fraction);
}

err record_admit_target(record_goals goals, str category, int64_t bp)
{
    assert(bp >= 0 && bp <= 10000);
    bool known = false;
    int64_t least = INT64_MAX;
    for (size_t i = 0; i < goals.count; i++) {
        const struct law_ratio *row = goals.items[i].row;
        if (str_equals(row->category, category) && row->denominator != LAW_OF_NOTHING) {
            known = true;
            least = row->target_bp < least ? row->target_bp : least;
        }
    }
    if (!known) {
        return &RECORD_NO_CATEGORY;
    }
    return bp > 0 && bp < least ? &RECORD_TARGET_BELOW_LAW : NULL;
}

enum law_regime record_regime_from(str word)
{
    enum law_regime regime = LAW_STATE;
    return law_regime_from(word, &regime) ? regime : LAW_STATE;
}

// --- Districts in their rough places -------------------------------------------------------------

bool record_place_is_drawn(str district_code)
{
    for (size_t i = 0; i < COUNT(PLACES); i++) {
        if (str_equals(district_code, str_view(PLACES[i].code))) {
            return true;
        }
    }
    return false;
}

struct record_place record_place_of(str district_code, int64_t stranger)
{
    for (size_t i = 0; i < COUNT(PLACES); i++) {
        if (str_equals(district_code, str_view(PLACES[i].code))) {
            return PLACES[i].place;
        }
    }
    return (struct record_place){stranger % PLACE_COLUMNS, PLACE_ROWS + stranger / PLACE_COLUMNS};
}
