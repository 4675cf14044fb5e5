#include "market/search/saved.h"

#include "base/limits.h"
#include "base/out.h"

#define TOLD_BY_NAME 3 // searches a notice names; the page has them all

const struct fault SAVED_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "saved.unknown",
    .text = "그런 저장한 검색이 없습니다. 목록에서 다시 골라 주세요.",
};

const struct fault SAVED_NOTHING = {
    .kind = FAULT_REFUSED,
    .code = "saved.nothing",
    .text = "찾는 말이나 조건을 하나 이상 정한 뒤에 저장해 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault SAVED_KNOWN = {
    .kind = FAULT_REFUSED,
    .code = "saved.known",
    .text = "같은 조건의 검색을 이미 저장했습니다. 저장한 검색 목록에서 확인해 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault SAVED_FULL = {
    .kind = FAULT_REFUSED,
    .code = "saved.full",
    .text = "검색은 한 사람이 " TEXT_OF(
        LIMIT_SAVED_SEARCHES) "개까지 저장할 수 있습니다. 쓰지 않는 것을 지운 뒤에 저장해 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault SAVED_TOO_LONG = {
    .kind = FAULT_REFUSED,
    .code = "saved.too_long",
    .text = "조건이 너무 많아 저장할 수 없습니다. 조건을 줄여 주세요.",
    .source = FAULT_OWN_RULE,
};

err saved_check(str question)
{
    if (question.n == 0) {
        return &SAVED_NOTHING;
    }
    return question.n > LIMIT_SAVED_QUESTION ? &SAVED_TOO_LONG : NULL;
}

str saved_tell(struct arena *a, const saved_list *found)
{
    struct out o;
    out_init(&o, a, LIMIT_PAGE);
    size_t named = found->count < TOLD_BY_NAME ? found->count : TOLD_BY_NAME;
    for (size_t i = 0; i < named; i++) {
        out_format(&o, "%s‘%.*s’ %lld건", i == 0 ? "" : ", ", STR_ARG(found->items[i].name),
                   (long long)found->items[i].new_count);
    }
    if (found->count > named) {
        out_format(&o, " 외 검색 %zu개", found->count - named);
    }
    return out_view(&o);
}
