#include "market/rule/rule_reach.h"

#include <assert.h>

#include "market/law/law_text.h"

// A line each. What follows the answer is read by the day of the step or of the contract, whatever
// day the answer was judged by.
static const struct reach_reader READERS[] = {
  // clang-format off
    [LAW_REGIMES]           = {true,  PURCHASE_CLAIMED,     REACH_BY_REQUEST,  "계약과 그 뒤의 단계마다 어느 법의 규칙을 따를지 정할 때"},
    [LAW_THRESHOLDS]        = {true,  PURCHASE_CONTRACTING, REACH_BY_REQUEST,  "계약방법과 한도를 정할 때"},
    [LAW_QUOTE_WAIVERS]     = {true,  PURCHASE_CONTRACTING, REACH_BY_REQUEST,  "견적을 생략할 수 있는지 정할 때"},
    [LAW_DOCUMENTS]         = {true,  PURCHASE_DELIVERING,  REACH_BY_STEP,     "계약서와 검사조서를 만들고 검사할 사람을 정할 때"},
    [LAW_DELAY_RATES]       = {true,  PURCHASE_ACCEPTED,    REACH_BY_CONTRACT, "계약서를 쓰고 지연배상금을 셀 때"},
    [LAW_TERMS]             = {false, PURCHASE_CLAIMED,     REACH_BY_STEP,     "견적·검사·지급처럼 다음 단계의 기한을 셀 때"},
    [LAW_SHARES]            = {false, PURCHASE_CLAIMED,     REACH_BY_STEP,     "부가가치세·보증금·지연배상금 한도·지연이자를 셀 때"},
    [LAW_STAMP_BANDS]       = {false, PURCHASE_CONTRACTING, REACH_BY_STEP,     "계약서의 인지세를 셀 때"},
    [LAW_EXCLUSIONS]        = {false, PURCHASE_CONTRACTING, REACH_BY_STEP,     "나누어 사는지 살필 때와 계약 전에 제한 사유를 확인할 때"},
    [LAW_PLEDGES]           = {false, PURCHASE_CONTRACTING, REACH_BY_STEP,     "계약하며 서약할 때"},
    [LAW_PROOFS]            = {false, PURCHASE_CLAIMED,     REACH_BY_STEP,     "대금을 청구하며 내는 서류를 정할 때"},
    [LAW_GROUNDS]           = {false, PURCHASE_STATE_COUNT, REACH_BY_STEP,     "상품 화면에서 다른 수의계약 사유를 알릴 때"},
    [LAW_ROUNDINGS]         = {false, PURCHASE_CLAIMED,     REACH_BY_STEP,     "지급할 금액의 끝수를 버릴 때"},
    [LAW_RATIOS]            = {false, PURCHASE_CLAIMED,     REACH_BY_CONTRACT, "지급한 뒤 우선구매 실적으로 셀 때"},
    [LAW_CERTIFICATES]      = {false, PURCHASE_CLAIMED,     REACH_BY_STEP,     "계약하고 청구하며 확인서가 유효한지 볼 때"},
    [LAW_DISCLOSURE_FIELDS] = {false, PURCHASE_CLAIMED,     REACH_BY_CONTRACT, "계약을 공개할 때"},
    [LAW_IDENTIFIERS]       = {false, PURCHASE_CLAIMED,     REACH_BY_STEP,     "세금계산서 승인번호를 확인할 때"},
    [LAW_BONDS]             = {false, PURCHASE_CLAIMED,     REACH_BY_CONTRACT, "대금을 청구하며 살 공채를 셀 때"},
    [LAW_FACTS]             = {false, PURCHASE_CLAIMED,     REACH_BY_STEP,     "화면에서 조문을 설명할 때"},
  // clang-format on
};
static_assert(COUNT(READERS) == LAW_TABLE_COUNT, "a table came or went: say who reads it");

const struct reach_reader *reach_reader_of(enum law_table table)
{
    assert(table < LAW_TABLE_COUNT);
    return &READERS[table];
}

static bool is_bound(enum purchase_state state)
{
    return state >= PURCHASE_CONTRACTED;
}

bool reach_is_read_bound(const struct reach_reader *reader)
{
    return reader->last != PURCHASE_STATE_COUNT && is_bound(reader->last);
}

bool reach_is_read_later(const struct reach_reader *reader)
{
    return reach_is_read_bound(reader) ||
           (!reader->is_compared && reader->last != PURCHASE_STATE_COUNT);
}

static enum law_object object_of(const struct law *law, enum law_table table, size_t row,
                                 struct arena *arena)
{
    enum law_object object = LAW_OBJECT_ANY;
    for (size_t c = 0; c < law_column_count(table); c++) {
        if (str_equals(str_view(law_column_name(table, c)), S("object"))) {
            (void)law_object_from(law_field_text(arena, law, table, row, c), &object);
        }
    }
    return object; // works of every kind are no object of a case: each may be one
}

struct reach_change reach_change_of(const struct law *now, const struct law *would, str row_id,
                                    date coming, struct arena *arena)
{
    enum law_table table;
    size_t at;
    bool is_there = law_find_id(would, row_id, &table, &at);
    assert(is_there); // law_try put it there
    struct reach_change change = {
        .now = now,
        .would = would,
        .reader = reach_reader_of(table),
        .row_then = law_row(would, table, at),
        .object = object_of(would, table, at, arena),
        .coming = coming,
    };
    if (table == LAW_DELAY_RATES) {
        change.rate = (const struct law_delay_rate *)change.row_then;
    }
    if (law_find_id(now, row_id, &table, &at)) {
        change.row_now = law_row(now, table, at);
    }
    return change;
}

static date day_of(const struct reach_change *change, const struct open_case *c)
{
    switch (change->reader->day) {
    case REACH_BY_REQUEST:
        return is_bound(c->state) || date_is_none(c->requested_on) ? change->coming
                                                                   : c->requested_on;
    case REACH_BY_CONTRACT:
        return date_is_none(c->contracted_on) ? change->coming : c->contracted_on;
    case REACH_BY_STEP:
        break;
    }
    return change->coming;
}

// Is the row about such work at all?
static bool speaks_of(const struct reach_change *change, const struct law_question *q)
{
    bool is_object = change->object == LAW_OBJECT_ANY || change->object == q->object;
    str variant = str_view(law_delay_variant_word(q->delay_variant));
    return is_object && (change->rate == NULL || str_equals(change->rate->variant, variant));
}

// Does the row bind it in one of the two laws alone?
static bool binds(const struct reach_change *change, const struct law_question *q, date on)
{
    if (!speaks_of(change, q)) {
        return false;
    }
    bool now =
        change->row_now != NULL && law_row_fits(change->now, change->row_now, q->regime, on) > 0;
    return now != (law_row_fits(change->would, change->row_then, q->regime, on) > 0);
}

static void compare(const struct reach_change *change, const struct law_question *q,
                    struct arena *arena, struct reach *r)
{
    struct law_answer now;
    struct law_answer then;
    law_decide(change->now, q, arena, &now);
    law_decide(change->would, q, arena, &then);
    r->is_asked = true;
    r->path_now = now.path;
    r->path_then = then.path;
    // A new version of a row that says the same has another id, and touches nobody.
    then.row_count = now.row_count;
    for (size_t i = 0; i < now.row_count; i++) {
        then.rows[i] = now.rows[i];
    }
    r->differences =
        replay_compare(arena, law_answer_text(arena, &now), law_answer_text(arena, &then));
    r->is_touched = r->differences.count > 0;
}

struct reach reach_ask(const struct reach_change *change, const struct open_case *c,
                       struct arena *arena)
{
    struct reach r = {0};
    struct law_question q;
    const struct reach_reader *reader = change->reader;
    if (!law_question_read(c->question, &q)) {
        return r;
    }
    r.is_readable = true;
    q.on = day_of(change, c);
    if (reader->is_compared && !is_bound(c->state)) {
        compare(change, &q, arena, &r);
    }
    r.is_read = !r.is_touched && reach_is_read_later(reader) && c->state <= reader->last &&
                binds(change, &q, q.on);
    return r;
}
