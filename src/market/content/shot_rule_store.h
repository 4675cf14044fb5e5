// Rows of the lists of shots by category.
#pragma once

#include "market/content/shot_rule.h"
#include "platform/db/db.h"

struct shot_rules {
    str category; // empty: all
    str name;     // of it
    str from;     // category whose list it is
    str from_name;
    shot_list shots;
    int64_t revision; // newest of the category; 0: as it was set up, or inherited
};

struct shot_rules_row {
    str category;
    str name;
    shot_list shots;
};
typedef LIST(struct shot_rules_row) shot_rules_row_list;

struct shot_category {
    str code;
    str name;
    int64_t level;
};
typedef LIST(struct shot_category) shot_category_list;

struct shot_revision {
    str content;
    str reason;
    str account_name;
    instant made_at;
};
typedef LIST(struct shot_revision) shot_revision_list;

// Every list of its own, by category.
err shot_rule_store_list(struct db *db, struct arena *a, shot_rules_row_list *out);
err shot_rule_store_categories(struct db *db, struct arena *a, shot_category_list *out);
// Its own or the inherited list. Fails with SHOT_RULE_UNKNOWN.
err shot_rule_store_find(struct db *db, struct arena *a, str category, struct shot_rules *out);
err shot_rule_store_revisions(struct db *db, struct arena *a, str category,
                              shot_revision_list *out);
// Its list becomes these; none: it has no list of its own any more.
err shot_rule_store_set(struct db *db, str category, const shot_list *shots);
err shot_rule_store_add_revision(struct db *db, str category, const struct shot_revision *r,
                                 account_id by, int64_t *out);
