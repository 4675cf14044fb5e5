#include "market/delivery/delivery.h"

#include <assert.h>

#include "base/canon.h"
#include "base/limits.h"

const struct fault DELIVERY_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "delivery.unknown",
    .text = "찾는 납품이 없습니다. 주소를 확인하거나 납품 목록에서 골라 주세요.",
};

const struct fault DELIVERY_CHANGED = {
    .kind = FAULT_CONFLICT,
    .code = "delivery.changed",
    .text = "다른 검사자가 이 납품을 먼저 검사했습니다. 새로 고쳐 결과를 확인해 주세요.",
};

const struct fault DELIVERY_NOT_SIGNED = {
    .kind = FAULT_REFUSED,
    .code = "delivery.not_signed",
    .text = "양쪽이 서명한 계약만 납품할 수 있습니다. 계약 화면에서 서명 상태를 확인해 주세요.",
    .source = "지방계약법 제14조제3항; 국가계약법 제11조제2항",
};

const struct fault DELIVERY_ALL_BROUGHT = {
    .kind = FAULT_REFUSED,
    .code = "delivery.all_brought",
    .text = "더 납품할 수량이 없습니다. 주문한 수량을 모두 납품했습니다. 납품 목록에서 검사 결과를 "
            "확인해 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault DELIVERY_NOTHING = {
    .kind = FAULT_INVALID,
    .code = "delivery.nothing",
    .text = "이번에 납품한 수량을 한 품목 이상 적어 주세요.",
};

const struct fault DELIVERY_TOO_MANY = {
    .kind = FAULT_INVALID,
    .code = "delivery.too_many",
    .text = "남은 수량 안에서 적어 주세요. 계약한 수량보다 많이 납품할 수 없습니다.",
};

const struct fault DELIVERY_IN_FUTURE = {
    .kind = FAULT_INVALID,
    .code = "delivery.in_future",
    .text = "오늘이나 지난 날을 적어 주세요. 납품은 마친 뒤에 알립니다.",
};

const struct fault DELIVERY_BEFORE_CONTRACT = {
    .kind = FAULT_INVALID,
    .code = "delivery.before_contract",
    .text = "계약한 날이나 그 뒤의 날을 적어 주세요. 계약하기 전에는 납품할 수 없습니다.",
};

const struct fault DELIVERY_NO_TERM = {
    .kind = FAULT_REFUSED,
    .code = "delivery.no_term",
    .text = "오늘 적용할 검사 기한이 규칙에 없어 납품을 받을 수 없습니다. 운영자에게 알려 주세요.",
    .source = "지방계약법 제17조, 시행령 제64조; 국가계약법 시행령 제55조",
};

const struct fault DELIVERY_TOO_MANY_FILES = {
    .kind = FAULT_INVALID,
    .code = "delivery.too_many_files",
    .text = "사진과 파일은 10개까지 올려 주세요.",
};

const struct fault INSPECTION_SUM = {
    .kind = FAULT_INVALID,
    .code = "inspection.sum",
    .text = "합격과 불합격을 더해 납품 수량이 되게 적어 주세요.",
};

const struct fault INSPECTION_NEEDS_REASON = {
    .kind = FAULT_INVALID,
    .code = "inspection.needs_reason",
    .text = "불합격한 까닭을 적어 주세요. 공급기업이 고쳐서 다시 납품하는 데 필요합니다.",
};

const struct fault INSPECTION_IN_FUTURE = {
    .kind = FAULT_INVALID,
    .code = "inspection.in_future",
    .text = "오늘이나 지난 날을 적어 주세요. 검사는 마친 뒤에 적습니다.",
};

const struct fault INSPECTION_TOO_EARLY = {
    .kind = FAULT_INVALID,
    .code = "inspection.too_early",
    .text = "검사한 날은 물건이 도착한 날이나 그 뒤여야 합니다. 두 날을 확인해 주세요.",
};

// --- Words ---------------------------------------------------------------------------------------

static const struct {
    const char *word;
    const char *label;
    const char *tone;
} STATES[] = {
    [DELIVERY_WAITING] = {"delivered",     "검사 대기", "now" },
    [DELIVERY_ACCEPTED] = {"accepted",      "합격",        "ok"  },
    [DELIVERY_PART_ACCEPTED] = {"part_accepted", "일부 합격", "warn"},
    [DELIVERY_REFUSED] = {"refused",       "불합격",     "bad" },
};
static_assert(COUNT(STATES) == DELIVERY_STATE_COUNT, "a state came or went: give it its words");

static const struct {
    const char *word;
    const char *label;
} METHODS[] = {
    [INSPECTION_FULL] = {"full",        "전수 검사"                    },
    [INSPECTION_SAMPLE] = {"sample",      "표본 검사"                    },
    [INSPECTION_CERTIFICATE] = {"certificate", "인증·시험성적서로 갈음"},
};
static_assert(COUNT(METHODS) == INSPECTION_METHOD_COUNT, "a method came or went");

const char *delivery_state_word(enum delivery_state state)
{
    assert(state < DELIVERY_STATE_COUNT);
    return STATES[state].word;
}

int delivery_state_from(str word)
{
    for (int i = 0; i < DELIVERY_STATE_COUNT; i++) {
        if (str_equals(word, str_view(STATES[i].word))) {
            return i;
        }
    }
    return -1;
}

str delivery_state_label(enum delivery_state state)
{
    assert(state < DELIVERY_STATE_COUNT);
    return str_view(STATES[state].label);
}

str delivery_state_tone(enum delivery_state state)
{
    assert(state < DELIVERY_STATE_COUNT);
    return str_view(STATES[state].tone);
}

const char *inspection_method_word(enum inspection_method method)
{
    assert(method < INSPECTION_METHOD_COUNT);
    return METHODS[method].word;
}

int inspection_method_from(str word)
{
    for (int i = 0; i < INSPECTION_METHOD_COUNT; i++) {
        if (str_equals(word, str_view(METHODS[i].word))) {
            return i;
        }
    }
    return -1;
}

str inspection_method_label(enum inspection_method method)
{
    assert(method < INSPECTION_METHOD_COUNT);
    return str_view(METHODS[method].label);
}

str delivery_paper_label(enum law_object object)
{
    switch (object) {
    case LAW_GOODS:
    case LAW_LEASE:
        return S("납품서");
    case LAW_SERVICE:
        return S("완료계");
    case LAW_WORKS_GENERAL:
    case LAW_WORKS_SPECIAL:
    case LAW_WORKS_OTHER:
        return S("준공계");
    case LAW_OBJECT_COUNT:
        break;
    }
    assert(!"an object has its paper");
    return S("");
}

// --- Rules ---------------------------------------------------------------------------------------

int64_t delivery_open(const struct delivery_line *line)
{
    int64_t open = line->ordered - line->accepted - line->waiting;
    assert(open >= 0 && open <= line->ordered);
    return open;
}

bool delivery_is_open(const delivery_line_list *lines)
{
    for (size_t i = 0; i < lines->count; i++) {
        if (delivery_open(&lines->items[i]) > 0) {
            return true;
        }
    }
    return false;
}

err delivery_admit(const struct contract *c, const delivery_line_list *lines)
{
    if (c->state < CONTRACT_SIGNED || c->state == CONTRACT_VOID) {
        return &DELIVERY_NOT_SIGNED;
    }
    bool may = contract_may(c->state, CONTRACT_DELIVER) && delivery_is_open(lines);
    return may ? NULL : &DELIVERY_ALL_BROUGHT;
}

err delivery_check_day(const struct contract *c, date delivered_on, date today)
{
    if (date_before(today, delivered_on)) {
        return &DELIVERY_IN_FUTURE;
    }
    return date_before(delivered_on, c->contracted_on) ? &DELIVERY_BEFORE_CONTRACT : NULL;
}

err delivery_check_quantity(const struct delivery_line *line, int64_t quantity)
{
    return quantity > delivery_open(line) ? &DELIVERY_TOO_MANY : NULL;
}

err inspection_check_line(const struct delivery_line *line)
{
    // Compared without adding: what was typed may be large.
    if (line->passed < 0 || line->failed < 0 || line->passed > line->brought ||
        line->brought - line->passed != line->failed) {
        return &INSPECTION_SUM;
    }
    return line->failed > 0 && line->reason.n == 0 ? &INSPECTION_NEEDS_REASON : NULL;
}

err inspection_check_day(date arrived_on, date inspected_on, date today)
{
    if (date_before(today, inspected_on)) {
        return &INSPECTION_IN_FUTURE;
    }
    return date_before(inspected_on, arrived_on) ? &INSPECTION_TOO_EARLY : NULL;
}

date delivery_due_on(const struct calendar *calendar, const struct contract *c)
{
    return calendar_working_day_from(calendar, c->ends_on);
}

str delivery_moved_text(const struct calendar *calendar, struct arena *a, const struct contract *c)
{
    return calendar_moved_text(a, c->ends_on, delivery_due_on(calendar, c));
}

int32_t delivery_late_days(const struct calendar *calendar, const struct contract *c, date on)
{
    int32_t days = date_days_between(delivery_due_on(calendar, c), on);
    return days > 0 ? days : 0;
}

bool inspection_doubts_arrival(const struct calendar *calendar, const struct contract *c,
                               const struct delivery *d)
{
    return delivery_late_days(calendar, c, instant_date(d->noted_at)) > 0 &&
           delivery_late_days(calendar, c, d->delivered_on) == 0;
}

date delivery_claim_by(const struct law *law, const struct calendar *calendar,
                       const struct contract *c, date supplied_on, str *out_article)
{
    const struct law_term *term =
        law_term_find(law, c->regime, S("tax_invoice_month"), supplied_on);
    if (term == NULL) {
        *out_article = S("");
        return DATE_NONE;
    }
    date last_of_month = date_add_days(date_add_months(date_month_begin(supplied_on), 1), -1);
    *out_article = term->head.article;
    return law_term_ends(term, calendar, last_of_month);
}

enum delivery_state inspection_result(const delivery_line_list *lines)
{
    bool any_passed = false;
    bool any_failed = false;
    for (size_t i = 0; i < lines->count; i++) {
        any_passed = any_passed || lines->items[i].passed > 0;
        any_failed = any_failed || lines->items[i].failed > 0;
    }
    assert(any_passed || any_failed); // a delivery without a quantity is not noted
    if (!any_failed) {
        return DELIVERY_ACCEPTED;
    }
    return any_passed ? DELIVERY_PART_ACCEPTED : DELIVERY_REFUSED;
}

// --- The document that is signed -----------------------------------------------------------------

str inspection_content(struct arena *a, const struct delivery *d, const struct inspection *i,
                       const delivery_line_list *lines)
{
    struct out o;
    out_init(&o, a, LIMIT_PAGE);
    canon_put_i64(&o, "inspection", i->no.value);
    canon_put_i64(&o, "delivery", d->no.value);
    canon_put(&o, "contract", d->contract_number);
    canon_put_i64(&o, "part", d->seq);
    canon_put_date(&o, "delivered_on", d->delivered_on);
    canon_put_date(&o, "inspect_by", d->inspect_by);
    canon_put_i64(&o, "inspector", i->inspector.value);
    canon_put(&o, "inspector_name", i->inspector_name);
    canon_put_date(&o, "arrived_on", i->arrived_on);
    canon_put_date(&o, "inspected_on", i->inspected_on);
    canon_put(&o, "method", str_view(inspection_method_word(i->method)));
    canon_put(&o, "result", str_view(delivery_state_word(i->result)));
    canon_put(&o, "opinion", i->opinion);
    for (size_t k = 0; k < lines->count; k++) {
        const struct delivery_line *l = &lines->items[k];
        if (l->row == 0) {
            continue; // not part of this delivery
        }
        canon_put_i64(&o, "line", l->seq);
        canon_put(&o, "title", l->title);
        canon_put(&o, "unit", l->unit);
        canon_put_i64(&o, "delivered", l->brought);
        canon_put_i64(&o, "accepted", l->passed);
        canon_put_i64(&o, "refused", l->failed);
        canon_put(&o, "reason", l->reason);
    }
    assert(!o.overflowed); // LIMIT_PURCHASE_LINES lines of bounded texts
    return out_view(&o);
}

// --- The sum -------------------------------------------------------------------------------------

date delivery_later(date a, date b)
{
    return date_is_none(a) || (!date_is_none(b) && date_before(a, b)) ? b : a;
}

static money amount_of(const struct delivery_line *line, int64_t quantity)
{
    money amount = WON(0);
    bool within = money_times(line->price, quantity, &amount);
    assert(within); // at most the line of a contract, which was checked
    (void)within;
    return amount;
}

void delivery_add_up(const delivery_line_list *lines, struct delivery_sum *out)
{
    struct delivery_sum s = {
        .all_brought = lines->count > 0 && !delivery_is_open(lines),
        .all_accepted = lines->count > 0,
        .brought_on = DATE_NONE,
        .completed_on = DATE_NONE,
        .passed_on = DATE_NONE,
    };
    date accepted_on = DATE_NONE;
    date passed_on = DATE_NONE;
    for (size_t i = 0; i < lines->count; i++) {
        const struct delivery_line *l = &lines->items[i];
        s.all_accepted = s.all_accepted && l->accepted == l->ordered;
        s.accepted = money_add(s.accepted, amount_of(l, l->accepted));
        accepted_on = delivery_later(accepted_on, l->accepted_on);
        passed_on = delivery_later(passed_on, l->passed_on);
        s.brought_on = delivery_later(s.brought_on, delivery_later(l->accepted_on, l->waiting_on));
    }
    if (s.all_accepted) {
        s.completed_on = accepted_on;
        s.passed_on = passed_on;
    }
    *out = s;
}

void delivery_judge_delay(const struct law *law, const struct calendar *calendar,
                          struct arena *arena, const struct contract *c,
                          const delivery_came_list *came, date today, struct law_delay_sum *out)
{
    struct law_delay_question contract = {
        .regime = c->regime,
        .object = c->object,
        .variant = str_view(law_delay_variant_word(c->delay_variant)),
        .contracted_on = c->contracted_on,
        .ppm = c->delay_ppm,
        .due_on = delivery_due_on(calendar, c),
        .count_row = law_delay_count_row_of(law, c->rule_ids),
        .contract_price = c->price,
    };
    struct law_delay_part *parts = NEW_ARRAY(arena, came->count + 1, struct law_delay_part);
    size_t count = 0;
    money open = c->price;
    for (size_t i = 0; i < came->count; i++) {
        struct law_delay_part *part = &parts[count++];
        *part = came->items[i].part;
        part->on = part->seq == 0 ? today : part->on;
        part->checked_on = date_is_none(part->checked_on) ? today : part->checked_on;
        open = money_subtract(open, part->amount);
    }
    if (!money_is_zero(open)) {
        parts[count++] = (struct law_delay_part){.on = today, .amount = open};
    }
    law_delay_add_up(law, arena, &contract, parts, count, today, out);
}
