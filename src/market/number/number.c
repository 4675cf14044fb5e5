#include "market/number/number.h"

#include <assert.h>

#include "base/limits.h"

static const char *const ITEMS[] = {"unread", "known", "unknown", "ended"};
static const char *const KINDS[] = {"whole", "changes"};
static const char *const STATES[] = {"reading", "done", "failed"};
static_assert(COUNT(ITEMS) == ITEM_NO_STATE_COUNT, "a word for each");
static_assert(COUNT(KINDS) == NUMBER_KIND_COUNT, "a word for each");
static_assert(COUNT(STATES) == NUMBER_STATE_COUNT, "a word for each");

const char *number_kind_word(enum number_kind kind)
{
    assert(kind < NUMBER_KIND_COUNT);
    return KINDS[kind];
}

const char *number_state_word(enum number_state state)
{
    assert(state < NUMBER_STATE_COUNT);
    return STATES[state];
}

static size_t place_of(const char *const *words, size_t count, str word)
{
    size_t i = 0;
    while (i < count && !str_equals(word, str_view(words[i]))) {
        i++;
    }
    assert(i < count); // the schema checks them
    return i;
}

enum number_kind number_kind_from(str word)
{
    return (enum number_kind)place_of(KINDS, COUNT(KINDS), word);
}

enum number_state number_state_from(str word)
{
    return (enum number_state)place_of(STATES, COUNT(STATES), word);
}

enum number_step number_step_of(const struct number_run *run, int64_t total, int64_t rows,
                                int64_t staged)
{
    int64_t before = (run->page - 1) * LIMIT_REGISTRY_ROWS;
    int64_t left = total > before ? total - before : 0;
    bool is_last = left <= LIMIT_REGISTRY_ROWS;
    bool is_whole = rows == (is_last ? left : LIMIT_REGISTRY_ROWS);
    bool has_moved = run->total >= 0 && total != run->total; // it changed while we read
    bool is_twice = run->kind == NUMBER_WHOLE && is_last && staged != total; // and another is lost
    if (has_moved || !is_whole || is_twice) {
        return NUMBER_AGAIN;
    }
    if (!is_last) {
        return NUMBER_NEXT_PAGE;
    }
    return run->digits < NUMBER_LAST_DIGITS ? NUMBER_NEXT_DIGITS : NUMBER_COMPLETE;
}

str number_trouble(struct arena *a, const struct number_word *w)
{
    switch (w->standing) {
    case NUMBER_UNKNOWN:
        return S("조달청 물품목록에 없는 세부품명번호입니다. 숫자를 다시 확인하거나 이름으로 찾아 "
                 "골라 주세요. 새로 생긴 번호는 하루 뒤에 알 수 있으니 그때까지 비워 두셔도 "
                 "됩니다.");
    case NUMBER_ENDED:
        return str_format(
            a, "조달청 물품목록에서 더 쓰지 않는 세부품명번호입니다(%.*s 확인). %s%.*s%s",
            STR_ARG(date_format(a, w->ended_on)),
            w->instead.n > 0 ? "같은 이름으로 지금 쓰는 번호 " : "이름으로 찾아 지금 쓰는 번호로 ",
            STR_ARG(w->instead), w->instead.n > 0 ? "로 바꿔 주세요." : "바꿔 주세요.");
    case NUMBER_UNJUDGED:
    case NUMBER_IN_USE:
    case NUMBER_STANDING_COUNT:
        break;
    }
    return S("");
}

const char *item_number_word(enum item_number_state state)
{
    assert(state < ITEM_NO_STATE_COUNT);
    return ITEMS[state];
}

enum item_number_state item_number_from(str word)
{
    return (enum item_number_state)place_of(ITEMS, COUNT(ITEMS), word);
}

str item_number_trouble(struct arena *a, const struct item_number *item, str detail_no)
{
    bool is_other =
        item->detail_no.n > 0 && detail_no.n > 0 && !str_equals(item->detail_no, detail_no);
    switch (item->state) {
    case ITEM_NO_UNKNOWN:
        return S("조달청 물품목록에 없는 물품식별번호입니다. 숫자를 다시 확인해 고쳐 주세요. 새로 "
                 "받은 번호면 하루 뒤에 다시 저장하면 다시 확인합니다.");
    case ITEM_NO_ENDED:
        return S("조달청 물품목록에서 더 쓰지 않는 물품식별번호입니다. 지금 쓰는 번호로 바꾸거나 "
                 "비워 주세요.");
    case ITEM_NO_KNOWN:
        return is_other
                   ? str_format(a,
                                "물품식별번호 %.*s의 세부품명번호는 %.*s인데 이 상품의 것은 "
                                "%.*s입니다. 둘 가운데 틀린 번호를 고쳐 주세요.",
                                STR_ARG(item->no), STR_ARG(item->detail_no), STR_ARG(detail_no))
                   : S("");
    case ITEM_NO_UNREAD:
    case ITEM_NO_STATE_COUNT:
        break;
    }
    return S("");
}

bool number_is_believable(int64_t in_use, int64_t would_end, int64_t read, int64_t percent)
{
    return read > 0 && would_end * 100 <= in_use * percent;
}
