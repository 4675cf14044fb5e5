#include "market/content/shot_rule.h"

#include "base/limits.h"
#include "base/out.h"

const struct fault SHOT_RULE_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "shot_rule.unknown",
    .text = "찾으시는 분류가 없습니다.",
};

const struct fault SHOT_RULE_CHANGED = {
    .kind = FAULT_CONFLICT,
    .code = "shot_rule.changed",
    .text = "그사이 다른 사람이 이 목록을 바꾸었습니다. 화면을 새로 열어 다시 해 주세요.",
};

const struct fault SHOT_RULE_NONE = {
    .kind = FAULT_REFUSED,
    .code = "shot_rule.none",
    .text = "꼭 찍을 것을 하나 이상 고르고, 찍을 것마다 어떻게 찍는지 적어 주세요.",
    .source = FAULT_OWN_RULE,
};

const struct fault SHOT_RULE_ROOT = {
    .kind = FAULT_REFUSED,
    .code = "shot_rule.root",
    .text = "모든 분류의 목록은 없앨 수 없습니다. 고쳐 주세요.",
    .source = FAULT_OWN_RULE,
};

err shot_rules_check(const shot_list *shots)
{
    bool any = false;
    for (size_t i = 0; i < shots->count; i++) {
        any = any || shots->items[i].is_required;
        if (shots->items[i].hint.n == 0) {
            return &SHOT_RULE_NONE;
        }
    }
    return any ? NULL : &SHOT_RULE_NONE;
}

str shot_rules_show(struct arena *a, const shot_list *shots)
{
    struct out o;
    out_init(&o, a, 8 * KIB);
    for (size_t i = 0; i < shots->count; i++) {
        const struct shot *s = &shots->items[i];
        out_str(&o, i > 0 ? S(" · ") : S(""));
        out_str(&o, picture_role_label(s->role));
        out_str(&o, s->is_required ? S("(꼭): ") : S(": "));
        out_str(&o, s->hint);
    }
    return out_view(&o);
}
