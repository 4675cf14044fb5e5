#include "market/content/shot_rule_store.h"

#include <assert.h>

#include "base/limits.h"
#include "market/content/shot_rule.sql.h"

#define REVISIONS_MOST 20 // the statement's LIMIT

static struct shot read_shot(struct query *q)
{
    int role = picture_role_from(read_str(q, "role"));
    assert(role >= 0); // a CHECK of the table
    return (struct shot){
        .role = (enum picture_role)role,
        .is_required = read_bool(q, "is_required"),
        .hint = read_str(q, "hint"),
    };
}

err shot_rule_store_list(struct db *db, struct arena *a, shot_rules_row_list *out)
{
    shot_rules_row_list list = {.items = NEW_ARRAY(a, LIMIT_CATEGORIES + 1, struct shot_rules_row)};
    struct shot_rules_row *row = NULL;
    struct query *q = db_query(db, &SQL_SHOT_RULE_ALL);
    while (query_next(q)) {
        str category = read_str(q, "category");
        if (row == NULL || !str_equals(row->category, category)) {
            if (list.count > LIMIT_CATEGORIES) {
                break;
            }
            row = &list.items[list.count++];
            *row = (struct shot_rules_row){.category = category, .name = read_str(q, "name")};
            row->shots.items = NEW_ARRAY(a, PICTURE_ROLE_COUNT, struct shot);
        }
        assert(row->shots.count < PICTURE_ROLE_COUNT); // its primary key
        row->shots.items[row->shots.count++] = read_shot(q);
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err shot_rule_store_categories(struct db *db, struct arena *a, shot_category_list *out)
{
    shot_category_list list = {.items = NEW_ARRAY(a, 2 * LIMIT_CATEGORIES, struct shot_category)};
    struct query *q = db_query(db, &SQL_SHOT_RULE_CATEGORIES);
    while (query_next(q) && list.count < 2 * (size_t)LIMIT_CATEGORIES) {
        list.items[list.count++] = (struct shot_category){
            .code = read_str(q, "code"),
            .name = read_str(q, "name"),
            .level = read_i64(q, "level"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

static err find_name(struct db *db, struct shot_rules *r)
{
    bool is_all = r->category.n == 0;
    struct query *q = db_query(db, is_all ? &SQL_SHOT_RULE_ROOT : &SQL_SHOT_RULE_NAME);
    if (!is_all) {
        bind_str(q, "category", r->category);
    }
    if (!query_next(q)) {
        TRY(query_end(q));
        return &SHOT_RULE_UNKNOWN;
    }
    r->name = is_all ? S("모든 분류") : read_str(q, "name");
    r->revision = read_i64(q, "revision");
    return query_end(q);
}

err shot_rule_store_find(struct db *db, struct arena *a, str category, struct shot_rules *out)
{
    struct shot_rules r = {.category = category, .from = S(""), .from_name = S("")};
    TRY(find_name(db, &r));
    r.shots.items = NEW_ARRAY(a, PICTURE_ROLE_COUNT, struct shot);
    struct query *q = db_query(db, &SQL_SHOT_RULE_OF);
    bind_str(q, "category", category);
    while (query_next(q) && r.shots.count < PICTURE_ROLE_COUNT) {
        str of = read_str(q, "category");
        if (r.shots.count == 0) {
            r.from = of;
            r.from_name = read_str(q, "name");
        }
        if (str_equals(of, r.from)) {
            r.shots.items[r.shots.count++] = read_shot(q);
        }
    }
    TRY(query_end(q));
    *out = r;
    return NULL;
}

err shot_rule_store_revisions(struct db *db, struct arena *a, str category, shot_revision_list *out)
{
    shot_revision_list list = {.items = NEW_ARRAY(a, REVISIONS_MOST, struct shot_revision)};
    struct query *q = db_query(db, &SQL_SHOT_RULE_REVISIONS);
    bind_str(q, "category", category);
    while (query_next(q) && list.count < REVISIONS_MOST) {
        list.items[list.count++] = (struct shot_revision){
            .content = read_str(q, "content"),
            .reason = read_str(q, "reason"),
            .account_name = read_str(q, "account_name"),
            .made_at = read_instant(q, "made_at"),
        };
    }
    TRY(query_end(q));
    *out = list;
    return NULL;
}

err shot_rule_store_set(struct db *db, str category, const shot_list *shots)
{
    struct query *q = db_query(db, &SQL_SHOT_RULE_CLEAR);
    bind_str(q, "category", category);
    TRY(query_run(q, NULL));
    for (size_t i = 0; i < shots->count; i++) {
        q = db_query(db, &SQL_SHOT_RULE_ADD);
        bind_str(q, "category", category);
        bind_str(q, "role", str_view(picture_role_word(shots->items[i].role)));
        bind_bool(q, "is_required", shots->items[i].is_required);
        bind_str(q, "hint", shots->items[i].hint);
        TRY(query_run(q, NULL));
    }
    return NULL;
}

err shot_rule_store_add_revision(struct db *db, str category, const struct shot_revision *r,
                                 account_id by, int64_t *out)
{
    struct query *q = db_query(db, &SQL_SHOT_RULE_REVISION_ADD);
    bind_str(q, "category", category);
    bind_str(q, "content", r->content);
    bind_str(q, "reason", r->reason);
    bind_id(q, "by", by.value);
    bind_instant(q, "now", r->made_at);
    return query_run_id(q, out);
}
