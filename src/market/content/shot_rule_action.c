#include "market/content/shot_rule_action.h"

err shot_rule_action_set(struct unit *u, const struct shot_rules *was, int64_t seen,
                         const shot_list *shots, str reason)
{
    int64_t id = 0;
    if (shots->count == 0 && was->category.n == 0) {
        return &SHOT_RULE_ROOT;
    }
    TRY(shots->count > 0 ? shot_rules_check(shots) : NULL);
    if (was->revision != seen) {
        return &SHOT_RULE_CHANGED;
    }
    struct shot_revision r = {
        .content = shot_rules_show(u->arena, shots), .reason = reason, .made_at = u->now};
    TRY(shot_rule_store_set(u->db, was->category, shots));
    TRY(shot_rule_store_add_revision(u->db, was->category, &r, u->actor->account, &id));
    str said = str_format(u->arena, "%.*s: %.*s", STR_ARG(was->name), STR_ARG(reason));
    audit_write(u, shots->count > 0 ? S("shot_rule.set") : S("shot_rule.remove"), S("shot_rule"),
                id, said);
    return NULL;
}
