#include "market/quote/quote.h"

#include <assert.h>

#include "base/canon.h"
#include "base/limits.h"

const struct fault QUOTE_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "quote.unknown",
    .text = "찾는 견적요청이 없습니다. 주소를 확인하거나 견적요청 목록에서 골라 주세요.",
};

const struct fault QUOTE_CHANGED = {
    .kind = FAULT_CONFLICT,
    .code = "quote.changed",
    .text = "그 사이에 이 견적요청이 바뀌었습니다. 새로 고쳐 바뀐 내용을 확인해 주세요.",
};

const struct fault QUOTE_WRONG_STATE = {
    .kind = FAULT_CONFLICT,
    .code = "quote.wrong_state",
    .text = "지금 상태의 견적요청으로는 할 수 없는 일입니다. 새로 고쳐 상태를 확인해 주세요.",
};

const struct fault QUOTE_OVER = {
    .kind = FAULT_CONFLICT,
    .code = "quote.over",
    .text = "이미 끝난 견적요청이라 답할 수 없습니다. 기관이 거두었거나 견적을 골랐습니다.",
};

const struct fault QUOTE_TOO_LATE = {
    .kind = FAULT_REFUSED,
    .code = "quote.too_late",
    .text = "마감이 지나 견적을 받을 수 없습니다. 기관에 다시 요청해 달라고 알려 주세요.",
    .source = "전자문서 및 전자거래 기본법 제6조제2항",
};

const struct fault QUOTE_CLOSES_PAST = {
    .kind = FAULT_INVALID,
    .code = "quote.closes_past",
    .text = "마감은 지금보다 뒤여야 합니다. 기업이 답할 시간을 두고 정해 주세요.",
};

const struct fault QUOTE_CLOSES_LATE = {
    .kind = FAULT_INVALID,
    .code = "quote.closes_late",
    .text = "마감은 납품 기한까지여야 합니다. 날짜를 앞당겨 주세요.",
};

const struct fault QUOTE_NO_PRICE = {
    .kind = FAULT_INVALID,
    .code = "quote.no_price",
    .text = "단가를 1원 이상으로 적어 주세요.",
};

const struct fault QUOTE_DAY_PAST = {
    .kind = FAULT_INVALID,
    .code = "quote.day_past",
    .text = "납품할 날을 오늘이나 그 뒤로 적어 주세요.",
};

const struct fault QUOTE_VALID_SHORT = {
    .kind = FAULT_INVALID,
    .code = "quote.valid_short",
    .text = "유효기간은 견적 마감일이나 그 뒤까지로 적어 주세요. 그 전에 끝나면 기관이 고를 수 "
            "없습니다.",
};

const struct fault QUOTE_NEEDS_REASON = {
    .kind = FAULT_INVALID,
    .code = "quote.needs_reason",
    .text = "까닭을 적어 주세요. 나중에 누구나 알 수 있어야 합니다.",
    .source = "지방계약법 시행령 제30조; 국가계약법 시행령 제30조",
};

const struct fault QUOTE_REPLACED = {
    .kind = FAULT_CONFLICT,
    .code = "quote.replaced",
    .text = "기업이 그 사이에 견적을 다시 냈습니다. 새로 고쳐 새 견적을 확인해 주세요.",
};

const struct fault QUOTE_NOT_VALID = {
    .kind = FAULT_REFUSED,
    .code = "quote.not_valid",
    .text = "유효기간이 지난 견적은 고를 수 없습니다. 같은 내용으로 다시 요청해 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault QUOTE_ALTERED = {
    .kind = FAULT_REFUSED,
    .code = "quote.altered",
    .text = "저장된 견적이 기업이 낸 것과 다릅니다. 고르지 말고 운영자에게 알려 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault QUOTE_DESIGNATED = {
    .kind = FAULT_REFUSED,
    .code = "quote.designated",
    .text = "이 금액은 지정정보처리장치에서 2인 이상 견적을 받아야 합니다. 여기서는 요청할 수 "
            "없으니 계약방법 화면에서 외부 시스템으로 넘겨 주세요.",
    .source = "지방계약법 시행령 제6조의2·제30조제2항; 국가계약법 시행령 제30조제2항",
};

const struct fault QUOTE_BIDDING = {
    .kind = FAULT_REFUSED,
    .code = "quote.bidding",
    .text = "수의계약을 할 수 없는 금액이라 입찰해야 합니다. 계약방법 화면에서 외부 시스템으로 "
            "넘겨 주세요.",
    .source = "지방계약법 제9조, 시행령 제25조; 국가계약법 시행령 제26조",
};

const struct fault QUOTE_NOT_WAIVABLE = {
    .kind = FAULT_REFUSED,
    .code = "quote.not_waivable",
    .text = "견적을 생략할 수 있는 구매가 아닙니다. 기업에 견적을 요청해 주세요.",
    .source = "지방계약법 시행규칙 제33조; 국가계약법 시행규칙 제33조제3항",
};

const struct fault QUOTE_OFFER_MOVED = {
    .kind = FAULT_REFUSED,
    .code = "quote.offer_moved",
    .text = "담은 뒤에 기업이 가격이나 판매를 바꾼 상품이 있습니다. 구매 내용을 고쳐 새 가격으로 "
            "하거나 견적을 요청해 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault QUOTE_FIRM_AWAY = {
    .kind = FAULT_REFUSED,
    .code = "quote.firm_away",
    .text = "지금은 거래할 수 없는 기업입니다. 다른 기업의 상품으로 구매 건을 만들어 주세요.",
    .source = FAULT_OWN_RULE,
};

static const struct {
    const char *word;
    const char *labels[2]; // by enum quote_reader
    const char *tones[2];
} STATES[] = {
    [QUOTE_OPEN] = {"open",        {"견적 기다림", "답할 요청"},           {"now", "warn"}},
    [QUOTE_ANSWERED] = {"answered",    {"견적 받음", "견적 냄"},                 {"warn", "now"}},
    [QUOTE_DECLINED] = {"declined",    {"기업이 거절", "견적을 내지 않음"}, {"bad", "off"} },
    [QUOTE_CHOSEN] = {"chosen",      {"선정", "선정됨"},                         {"ok", "ok"}   },
    [QUOTE_PASSED_OVER] = {"passed_over", {"고르지 않음", "선정되지 않음"},     {"off", "off"} },
    [QUOTE_EXPIRED] = {"expired",     {"답 없이 마감", "답 없이 마감"},      {"bad", "off"} },
    [QUOTE_WITHDRAWN] = {"withdrawn",   {"요청 거둠", "요청 거둠"},              {"off", "off"} },
};
static_assert(COUNT(STATES) == QUOTE_STATE_COUNT, "a state came or went: give it its words");

// Every move there is. What is not listed cannot happen.
static const struct move {
    enum quote_state from;
    enum quote_event event;
    enum quote_state to;
} MOVES[] = {
    {QUOTE_OPEN,     QUOTE_ANSWER,    QUOTE_ANSWERED   },
    {QUOTE_OPEN,     QUOTE_DECLINE,   QUOTE_DECLINED   },
    {QUOTE_OPEN,     QUOTE_EXPIRE,    QUOTE_EXPIRED    },
    {QUOTE_OPEN,     QUOTE_WITHDRAW,  QUOTE_WITHDRAWN  },
    {QUOTE_ANSWERED, QUOTE_ANSWER,    QUOTE_ANSWERED   },
    {QUOTE_ANSWERED, QUOTE_CHOOSE,    QUOTE_CHOSEN     },
    {QUOTE_ANSWERED, QUOTE_PASS_OVER, QUOTE_PASSED_OVER},
    {QUOTE_CHOSEN,   QUOTE_PASS_OVER, QUOTE_PASSED_OVER},
};
static_assert(COUNT(MOVES) == 8, "a move came or went: redraw the picture in README.md");

const char *quote_state_word(enum quote_state state)
{
    assert(state < QUOTE_STATE_COUNT);
    return STATES[state].word;
}

int quote_state_from(str word)
{
    for (int i = 0; i < QUOTE_STATE_COUNT; i++) {
        if (str_equals(word, str_view(STATES[i].word))) {
            return i;
        }
    }
    return -1;
}

str quote_state_label(enum quote_state state, enum quote_reader reader)
{
    assert(state < QUOTE_STATE_COUNT);
    return str_view(STATES[state].labels[reader]);
}

str quote_state_tone(enum quote_state state, enum quote_reader reader)
{
    assert(state < QUOTE_STATE_COUNT);
    return str_view(STATES[state].tones[reader]);
}

err quote_move(enum quote_state *state, enum quote_event event)
{
    assert(*state < QUOTE_STATE_COUNT && event < QUOTE_EVENT_COUNT);
    for (size_t i = 0; i < COUNT(MOVES); i++) {
        if (MOVES[i].from == *state && MOVES[i].event == event) {
            *state = MOVES[i].to;
            return NULL;
        }
    }
    return &QUOTE_WRONG_STATE;
}

enum quote_state quote_state_at(const struct quote_request *r, instant now)
{
    if (r->purchase_state == PURCHASE_CANCELLED) {
        if (r->state == QUOTE_OPEN) {
            return QUOTE_WITHDRAWN;
        }
        if (r->state == QUOTE_ANSWERED || r->state == QUOTE_CHOSEN) {
            return QUOTE_PASSED_OVER;
        }
    }
    bool late = !instant_before(now, r->closes_at);
    return r->state == QUOTE_OPEN && late ? QUOTE_EXPIRED : r->state;
}

err quote_admit_answer(const struct quote_request *r, instant now)
{
    enum quote_state state = quote_state_at(r, now);
    if (r->state == QUOTE_EXPIRED || state == QUOTE_EXPIRED) {
        return &QUOTE_TOO_LATE;
    }
    if (state != QUOTE_OPEN && state != QUOTE_ANSWERED) {
        return &QUOTE_OVER;
    }
    return instant_before(now, r->closes_at) ? NULL : &QUOTE_TOO_LATE;
}

bool quote_parse_time(str typed, int *out_hour, int *out_minute)
{
    str rest = typed;
    str first = str_cut(&rest, ':');
    int64_t h = 0;
    int64_t m = 0;
    if (!str_parse_i64(first, &h) || !str_parse_i64(rest, &m) || h < 0 || h > 23 || m < 0 ||
        m > 59) {
        return false;
    }
    *out_hour = (int)h;
    *out_minute = (int)m;
    return true;
}

err quote_admit_closing(instant closes_at, date deliver_by, instant now)
{
    if (!instant_before(now, closes_at)) {
        return &QUOTE_CLOSES_PAST;
    }
    return date_before(deliver_by, instant_date(closes_at)) ? &QUOTE_CLOSES_LATE : NULL;
}

err quote_admit_terms(const struct quote_request *r, const struct quote_line *lines, size_t count,
                      date valid_until, date today)
{
    for (size_t i = 0; i < count; i++) {
        if (lines[i].price.won < 1) {
            return &QUOTE_NO_PRICE;
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (date_is_none(lines[i].deliver_by) || date_before(lines[i].deliver_by, today)) {
            return &QUOTE_DAY_PAST;
        }
    }
    bool is_short =
        date_is_none(valid_until) || date_before(valid_until, instant_date(r->closes_at));
    return is_short ? &QUOTE_VALID_SHORT : NULL;
}

err quote_admit_choice(const struct quote_request *r, const struct quote *newest, public_no seen,
                       instant now, date today)
{
    if (quote_state_at(r, now) != QUOTE_ANSWERED) {
        return &QUOTE_WRONG_STATE;
    }
    if (newest->no.value != seen.value) {
        return &QUOTE_REPLACED;
    }
    return date_before(newest->valid_until, today) ? &QUOTE_NOT_VALID : NULL;
}

date quote_agreed_day(const struct quote_request *r, const struct quote *q)
{
    return date_before(r->deliver_by, q->deliver_by) ? q->deliver_by : r->deliver_by;
}

err quote_admit_path(enum law_path path)
{
    switch (path) {
    case LAW_QUOTE_WAIVED:
    case LAW_ONE_QUOTE:
        return NULL;
    case LAW_DESIGNATED_QUOTES:
        return &QUOTE_DESIGNATED;
    case LAW_OPEN_BIDDING:
    case LAW_PATH_COUNT:
        break;
    }
    return &QUOTE_BIDDING;
}

err quote_sum(struct arena *a, const quote_item_list *items, const struct quote_line *lines,
              ratio vat_rate, struct purchase_totals *out)
{
    struct purchase_line *priced = NEW_ARRAY(a, items->count + 1, struct purchase_line);
    for (size_t i = 0; i < items->count; i++) {
        if (lines[i].price.won < 1) {
            return &QUOTE_NO_PRICE;
        }
        priced[i] = (struct purchase_line){
            .quantity = items->items[i].quantity,
            .price = lines[i].price,
            .is_exempt = items->items[i].is_exempt,
        };
    }
    return purchase_sum(priced, items->count, vat_rate, out);
}

static void put_line(struct out *o, const struct quote_item *item, const struct quote_line *line)
{
    canon_put_i64(o, "line", item->seq);
    canon_put(o, "title", item->title);
    canon_put(o, "unit", item->unit);
    canon_put(o, "vat", item->is_exempt ? S("exempt") : S("taxable"));
    canon_put_i64(o, "quantity", item->quantity);
    canon_put_i64(o, "unit_price_won", line->price.won);
    canon_put_date(o, "line_deliver_by", line->deliver_by);
}

str quote_content(struct arena *a, const struct quote_request *r, const quote_item_list *items,
                  const struct quote *q, const struct quote_line *lines)
{
    struct out o;
    out_init(&o, a, LIMIT_PAGE);
    if (q->form >= QUOTE_FORM_2) {
        canon_put(&o, "form", str_format(a, "quote.%d", (int)q->form));
    }
    canon_put_i64(&o, "request", r->no.value);
    canon_put_i64(&o, "quote", q->no.value);
    canon_put_i64(&o, "revision", q->revision);
    canon_put_i64(&o, "institution", r->institution.value);
    canon_put_i64(&o, "supplier", r->supplier.value);
    canon_put(&o, "title", r->title);
    canon_put(&o, "object", str_view(law_object_word(r->object)));
    canon_put(&o, "delivery_place", r->delivery_place);
    canon_put_date(&o, "needed_by", r->deliver_by);
    if (q->form >= QUOTE_FORM_2) {
        canon_put(&o, "scope", r->scope);
    }
    canon_put_i64(&o, "price_won", q->price.won);
    canon_put_i64(&o, "supply_won", q->supply.won);
    canon_put_i64(&o, "vat_won", q->vat.won);
    canon_put_date(&o, "deliver_by", q->deliver_by);
    canon_put_date(&o, "valid_until", q->valid_until);
    canon_put(&o, "remark", q->remark);
    canon_put_i64(&o, "account", q->account.value);
    canon_put(&o, "given_at", instant_format_iso(a, q->given_at));
    for (size_t i = 0; i < items->count; i++) {
        put_line(&o, &items->items[i], &lines[i]);
    }
    assert(!o.overflowed); // LIMIT_PURCHASE_LINES lines of bounded texts
    return out_view(&o);
}
