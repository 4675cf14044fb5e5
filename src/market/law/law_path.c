#include <assert.h>

#include "base/limits.h"
#include "base/out.h"
#include "market/law/law_pack.h"

// One decision in the making: what was asked, and the answer so far.
struct decision {
    const struct law *law;
    const struct law_question *q;
    struct arena *arena;
    struct law_answer *a;
    money tested;                        // this purchase and the similar ones
    const struct law_regime_row *regime; // whose rows are taken
    const struct law_threshold *ground;  // NULL: none in force
    const struct law_threshold *waiting; // off until confirmed, and freer; NULL: none
    const struct law_grounds *grounds;   // of the question's object and day
    bool is_capped;                      // by a limit of the institution's own
};

bool law_limit_holds(struct law_limit limit, money amount)
{
    return limit.kind == LAW_LIMIT_UNLIMITED ||
           (limit.kind == LAW_LIMIT_WON && !money_less(limit.won, amount));
}

int law_limit_compare(struct law_limit a, struct law_limit b)
{
    if (a.kind != b.kind) {
        return a.kind < b.kind ? -1 : 1;
    }
    return money_less(a.won, b.won) ? -1 : (money_less(b.won, a.won) ? 1 : 0);
}

// --- What an answer rests on ---------------------------------------------------------------------

static void add_once(str *list, size_t *count, size_t max, str value)
{
    for (size_t i = 0; i < *count; i++) {
        if (str_equals(list[i], value)) {
            return;
        }
    }
    assert(*count < max);
    list[(*count)++] = value;
}

static void rest_on(struct law_answer *a, const struct law_head *row)
{
    add_once(a->rules, &a->rule_count, LAW_ROWS_MAX, row->rule);
    add_once(a->rows, &a->row_count, LAW_ROWS_MAX, row->id);
    a->confidence = row->confidence > a->confidence ? row->confidence : a->confidence;
}

// No row is in force: what was answered is the stricter duty, and nobody vouches for it.
static void rest_on_nothing(struct law_answer *a)
{
    a->confidence = LAW_UNCERTAIN;
}

static void add_needs(struct law_answer *a, str needs)
{
    while (!str_is_empty(needs)) {
        str need = str_cut(&needs, ' ');
        if (!str_is_empty(need)) {
            add_once(a->needs, &a->need_count, LAW_NEEDS_MAX, need);
        }
    }
}

// --- Thresholds ----------------------------------------------------------------------------------

static bool tag_applies(const struct law_question *q, const struct law_threshold *row)
{
    bool has_tag = row->tag == LAW_TAG_ANY || (q->tags & LAW_TAG_BIT(row->tag)) != 0;
    return has_tag && (row->vulnerable_min_bp == 0 || q->vulnerable_bp >= row->vulnerable_min_bp);
}

// One walk over the rows for all tags.
static void find_thresholds(const struct law *law, enum law_regime regime, enum law_object object,
                            date on, struct law_grounds *out)
{
    for (size_t i = 0; i < law_count(law, LAW_THRESHOLDS); i++) {
        const struct law_threshold *row =
            (const struct law_threshold *)law_row(law, LAW_THRESHOLDS, i);
        if (row->object != object && row->object != LAW_OBJECT_ANY) {
            continue;
        }
        const struct law_threshold **best = &out->by_tag[row->tag];
        if (law_row_beats(law, &row->head, *best == NULL ? NULL : &(*best)->head, regime, on)) {
            *best = row;
        }
    }
}

// 견적 생략 is for goods, services and leases; a row of another object is not found.
static const struct law_quote_waiver *find_waiver(const struct law *law, enum law_regime regime,
                                                  enum law_object object, date on)
{
    const struct law_quote_waiver *best = NULL;
    for (size_t i = 0; i < law_count(law, LAW_QUOTE_WAIVERS); i++) {
        const struct law_quote_waiver *row =
            (const struct law_quote_waiver *)law_row(law, LAW_QUOTE_WAIVERS, i);
        if (row->object == object &&
            law_row_beats(law, &row->head, best == NULL ? NULL : &best->head, regime, on)) {
            best = row;
        }
    }
    return best;
}

struct law_grounds law_grounds_on(const struct law *law, enum law_regime regime,
                                  enum law_object object, date on)
{
    struct law_grounds found = {.waiver = find_waiver(law, regime, object, on)};
    find_thresholds(law, regime, object, on, &found);
    return found;
}

// The row of a tag; NULL when there is none or it asks for more than the supplier shows.
static const struct law_threshold *ground_of(const struct law_grounds *g,
                                             const struct law_question *q, int tag)
{
    const struct law_threshold *row = g->by_tag[tag];
    return row != NULL && tag_applies(q, row) ? row : NULL;
}

static bool names_need(str needs, str wanted)
{
    while (!str_is_empty(needs)) {
        if (str_equals(str_cut(&needs, ' '), wanted)) {
            return true;
        }
    }
    return false;
}

uint32_t law_grounds_makers(const struct law_grounds *g, const struct law_question *question,
                            str *out_article)
{
    uint32_t makers = 0;
    for (int tag = 0; tag < LAW_TAG_COUNT; tag++) {
        const struct law_threshold *row = ground_of(g, question, tag);
        if (row == NULL || !names_need(row->needs, S("own_production"))) {
            continue;
        }
        if (makers == 0) {
            *out_article = row->head.article;
        }
        makers |= LAW_TAG_BIT(tag);
    }
    return makers;
}

uint32_t law_tags_of_makers(const struct law *law, const struct law_question *question,
                            str *out_article)
{
    struct law_grounds g = law_grounds_on(law, question->regime, question->object, question->on);
    return law_grounds_makers(&g, question, out_article);
}

static enum law_path path_of(const struct law_threshold *row, const struct law_quote_waiver *waiver,
                             money amount)
{
    if (!law_limit_holds(row->ceiling, amount)) {
        return LAW_OPEN_BIDDING;
    }
    if (waiver != NULL && money_less(amount, waiver->below)) {
        return LAW_QUOTE_WAIVED;
    }
    return law_limit_holds(row->one_quote_max, amount) ? LAW_ONE_QUOTE : LAW_DESIGNATED_QUOTES;
}

// Is `row` the better ground for this amount: the shorter path, then the wider limits?
static bool is_better_ground(const struct law_threshold *row, const struct law_threshold *than,
                             const struct law_quote_waiver *waiver, money amount)
{
    enum law_path path = path_of(row, waiver, amount);
    enum law_path other = path_of(than, waiver, amount);
    if (path != other) {
        return path < other;
    }
    int by_quote = law_limit_compare(row->one_quote_max, than->one_quote_max);
    return by_quote != 0 ? by_quote > 0 : law_limit_compare(row->ceiling, than->ceiling) > 0;
}

// The best ground for an amount among all that the supplier may claim. Its two limits may come
// from different grounds: the ceiling follows the ground (시행령 제25조), the one quote follows
// the supplier (제30조).
static void judge_thresholds(struct decision *d)
{
    struct law_answer *a = d->a;
    const struct law_quote_waiver *waiver = d->grounds->waiver;
    const struct law_threshold *alone = NULL;
    const struct law_threshold *widest[2] = {NULL, NULL}; // one quote, ceiling
    for (int tag = 0; tag <= LAW_TAG_ANY; tag++) {
        const struct law_threshold *row = ground_of(d->grounds, d->q, tag);
        if (row == NULL) {
            continue;
        }
        if (d->ground == NULL || is_better_ground(row, d->ground, waiver, d->tested)) {
            d->ground = row;
        }
        if (alone == NULL || is_better_ground(row, alone, waiver, d->q->estimated_price)) {
            alone = row;
        }
        if (law_limit_compare(row->one_quote_max, a->one_quote_max) > 0) {
            a->one_quote_max = row->one_quote_max;
            widest[0] = row;
        }
        if (law_limit_compare(row->ceiling, a->ceiling) > 0) {
            a->ceiling = row->ceiling;
            widest[1] = row;
        }
    }
    if (d->ground == NULL) {
        rest_on_nothing(a);
        return;
    }
    a->path = path_of(d->ground, waiver, d->tested);
    a->path_alone = path_of(alone, waiver, d->q->estimated_price);
    rest_on(a, &d->ground->head);
    for (size_t i = 0; i < COUNT(widest); i++) {
        if (widest[i] != NULL) {
            rest_on(a, &widest[i]->head);
        }
    }
}

// --- The institution's own limits ----------------------------------------------------------------

static enum law_path longer_path(const struct law_question *q, enum law_path path, money amount)
{
    enum law_path least = LAW_QUOTE_WAIVED;
    if (q->one_quote_cap.won > 0 && money_less(q->one_quote_cap, amount)) {
        least = LAW_DESIGNATED_QUOTES;
    }
    if (q->ceiling_cap.won > 0 && money_less(q->ceiling_cap, amount)) {
        least = LAW_OPEN_BIDDING;
    }
    return path < least ? least : path;
}

static bool lower(struct law_limit *limit, money cap)
{
    struct law_limit own = {.kind = LAW_LIMIT_WON, .won = cap};
    bool is_lower = cap.won > 0 && law_limit_compare(own, *limit) < 0;
    if (is_lower) {
        *limit = own;
    }
    return is_lower;
}

static void judge_caps(struct decision *d)
{
    struct law_answer *a = d->a;
    a->path = longer_path(d->q, a->path, d->tested);
    a->path_alone = longer_path(d->q, a->path_alone, d->q->estimated_price);
    bool quote = lower(&a->one_quote_max, d->q->one_quote_cap);
    bool ceiling = lower(&a->ceiling, d->q->ceiling_cap);
    d->is_capped = quote || ceiling;
}

// --- Rows that are off ---------------------------------------------------------------------------

// Has an operator answered for the row's supplier and object on that day? Then what is off stays
// so.
static bool is_answered(const struct decision *d, const struct law_threshold *row)
{
    const struct law_threshold *in_force = d->grounds->by_tag[row->tag];
    return in_force != NULL && in_force->head.proposal.value != 0;
}

// A stricter path is not taken silently where a row that nobody has confirmed yet would open a
// shorter one; the first that does so is named.
static void look_for_waiting(struct decision *d)
{
    for (size_t i = 0; d->waiting == NULL && i < law_count(d->law, LAW_THRESHOLDS); i++) {
        const struct law_threshold *row =
            (const struct law_threshold *)law_row(d->law, LAW_THRESHOLDS, i);
        if ((row->object == d->q->object || row->object == LAW_OBJECT_ANY) &&
            law_row_waits(d->law, &row->head, d->q->regime, d->q->on) && tag_applies(d->q, row) &&
            longer_path(d->q, path_of(row, NULL, d->tested), d->tested) < d->a->path &&
            !is_answered(d, row)) {
            d->waiting = row;
        }
    }
}

enum law_path law_grounds_path(const struct law_grounds *g, const struct law_question *question)
{
    struct law_answer a = {.path = LAW_OPEN_BIDDING, .path_alone = LAW_OPEN_BIDDING};
    struct decision d = {
        .q = question,
        .a = &a,
        .tested = money_add(question->estimated_price, question->similar_price),
        .grounds = g,
    };
    judge_thresholds(&d);
    judge_caps(&d);
    return a.path;
}

// Certificates and papers the ground asks for. Without a quote nobody is preferred, so nothing is
// to be proved; at a bidding its own rules ask.
static void judge_needs(struct decision *d)
{
    if (d->a->path == LAW_OPEN_BIDDING) {
        return;
    }
    if (d->a->path == LAW_QUOTE_WAIVED) {
        rest_on(d->a, &d->grounds->waiver->head);
    } else {
        add_needs(d->a, d->ground->needs);
    }
    add_needs(d->a, d->regime->needs);
}

// --- Papers and delay ----------------------------------------------------------------------------

const struct law_document_row *law_document_find(const struct law *law, enum law_document document,
                                                 enum law_regime regime, enum law_object object,
                                                 date on)
{
    const struct law_document_row *best = NULL;
    for (size_t i = 0; i < law_count(law, LAW_DOCUMENTS); i++) {
        const struct law_document_row *row =
            (const struct law_document_row *)law_row(law, LAW_DOCUMENTS, i);
        if (row->document == document && (row->object == object || row->object == LAW_OBJECT_ANY) &&
            law_row_beats(law, &row->head, best == NULL ? NULL : &best->head, regime, on)) {
            best = row;
        }
    }
    return best;
}

enum law_duty law_document_duty(const struct law_document_row *row, money contract_price)
{
    switch (row->comparison) {
    case LAW_BYLAWS:
        return LAW_OWN_RULE;
    case LAW_BELOW:
        return money_less(contract_price, row->limit) ? LAW_WAIVABLE : LAW_REQUIRED;
    case LAW_AT_MOST:
        return money_less(row->limit, contract_price) ? LAW_REQUIRED : LAW_WAIVABLE;
    case LAW_COMPARISON_COUNT:
        break;
    }
    assert(false);
    return LAW_REQUIRED;
}

static enum law_duty judge_document(struct decision *d, enum law_document document)
{
    const struct law_document_row *row =
        law_document_find(d->law, document, d->q->regime, d->q->object, d->q->on);
    if (row == NULL) {
        rest_on_nothing(d->a);
        return LAW_REQUIRED;
    }
    rest_on(d->a, &row->head);
    return law_document_duty(row, d->q->contract_price);
}

const struct law_delay_rate *law_delay_find(const struct law *law, enum law_regime regime,
                                            enum law_object object, str variant, date on)
{
    const struct law_delay_rate *best = NULL;
    for (size_t i = 0; i < law_count(law, LAW_DELAY_RATES); i++) {
        const struct law_delay_rate *row =
            (const struct law_delay_rate *)law_row(law, LAW_DELAY_RATES, i);
        if ((row->object == object || row->object == LAW_OBJECT_ANY) &&
            str_equals(row->variant, variant) &&
            law_row_beats(law, &row->head, best == NULL ? NULL : &best->head, regime, on)) {
            best = row;
        }
    }
    return best;
}

static void judge_delay(struct decision *d)
{
    str variant = str_view(law_delay_variant_word(d->q->delay_variant));
    const struct law_delay_rate *row =
        law_delay_find(d->law, d->q->regime, d->q->object, variant, d->q->on);
    if (row == NULL) {
        rest_on_nothing(d->a);
        return;
    }
    rest_on(d->a, &row->head);
    d->a->delay_ppm = row->ppm;
}

// --- Words ---------------------------------------------------------------------------------------

static const char *path_sentence(enum law_path path)
{
    switch (path) {
    case LAW_QUOTE_WAIVED:
        return "견적서를 받지 않고 수의계약할 수 있습니다";
    case LAW_ONE_QUOTE:
        return "한 곳의 견적서로 수의계약할 수 있습니다";
    case LAW_DESIGNATED_QUOTES:
        return "지정정보처리장치에서 2인 이상의 견적서를 받아 수의계약해야 합니다";
    case LAW_OPEN_BIDDING:
        return "수의계약 한도를 넘어 입찰에 부쳐야 합니다";
    case LAW_PATH_COUNT:
        break;
    }
    assert(false);
    return "";
}

// What was compared with the limits, up to what is said of it in brackets. 추정가격 is this
// purchase's alone.
static void say_amount(struct decision *d, struct out *o)
{
    str own = money_format(d->arena, d->q->estimated_price);
    if (money_is_zero(d->q->similar_price)) {
        out_format(o, "추정가격 %.*s원(", STR_ARG(own));
        return;
    }
    out_format(o, "판단 금액 %.*s원(추정가격 %.*s원 + 비슷한 구매 %.*s원, ",
               STR_ARG(money_format(d->arena, d->tested)), STR_ARG(own),
               STR_ARG(money_format(d->arena, d->q->similar_price)));
}

static str say_why(struct decision *d)
{
    struct law_answer *a = d->a;
    struct out o;
    out_init(&o, d->arena, 8 * KIB);
    if (d->ground == NULL) {
        out_str(&o,
                S("이 날짜에 이 계약에 적용할 금액 기준이 규칙 자료에 없습니다. 수의계약 근거를 "
                  "확인할 수 없으므로 입찰을 원칙으로 합니다."));
        return out_view(&o);
    }
    say_amount(d, &o);
    out_format(&o, "부가가치세 제외, %s, %s): %s.", law_object_label(d->q->object),
               law_tag_label(d->ground->tag), path_sentence(a->path));
    if (d->is_capped) {
        out_str(&o, S(" 법의 한도보다 낮은 기관 자체 한도를 따랐습니다."));
    }
    if (d->waiting != NULL) {
        out_format(&o,
                   " 아직 확인되지 않은 규정(%.*s, %.*s)이 더 쉬운 길을 말하므로 담당자가 확인하고 "
                   "그 내용을 적어야 합니다.",
                   STR_ARG(d->waiting->head.id), STR_ARG(d->waiting->head.article));
    } else if (a->officer_must_confirm) {
        out_str(&o, S(" 확실하지 않은 규정이 있어 담당자가 확인하고 그 내용을 적어야 합니다."));
    }
    return out_view(&o);
}

static str say_ground(struct decision *d)
{
    str ground = d->ground->ground;
    if (d->a->path == LAW_QUOTE_WAIVED) {
        ground = str_format(d->arena, "%.*s, %.*s", STR_ARG(ground),
                            STR_ARG(d->grounds->waiver->ground));
    }
    str prefix = d->regime->prefix;
    return str_is_empty(prefix)
               ? ground
               : str_format(d->arena, "%.*s %.*s", STR_ARG(prefix), STR_ARG(ground));
}

void law_decide(const struct law *law, const struct law_question *question, struct arena *arena,
                struct law_answer *out_answer)
{
    assert(question->regime < LAW_REGIME_COUNT && question->object < LAW_OBJECT_COUNT);
    assert(question->estimated_price.won >= 0 && question->similar_price.won >= 0);
    struct law_answer a = {.path = LAW_OPEN_BIDDING, .path_alone = LAW_OPEN_BIDDING};
    struct law_grounds g = law_grounds_on(law, question->regime, question->object, question->on);
    struct decision d = {
        .law = law,
        .q = question,
        .arena = arena,
        .a = &a,
        .tested = money_add(question->estimated_price, question->similar_price),
        .regime = law_regime_find(law, question->regime, question->on),
        .grounds = &g,
    };
    judge_thresholds(&d);
    judge_caps(&d);
    look_for_waiting(&d);
    judge_needs(&d);
    a.contract_document = judge_document(&d, LAW_CONTRACT_DOCUMENT);
    a.performance_security = judge_document(&d, LAW_PERFORMANCE_SECURITY);
    a.inspection_report = judge_document(&d, LAW_INSPECTION_REPORT);
    judge_delay(&d);
    rest_on(&a, &d.regime->head);
    a.officer_must_confirm = a.confidence > LAW_HIGH || d.waiting != NULL;
    if (d.ground != NULL) {
        a.article = d.ground->head.article;
        a.ground = a.path == LAW_OPEN_BIDDING ? S("") : say_ground(&d);
    }
    a.why = say_why(&d);
    *out_answer = a;
}
