#include "market/content/shot_rule_web.h"

#include "base/limits.h"
#include "market/content/shot_rule_action.h"
#include "market/content/shot_rule_page.html.h"
#include "market/content/shot_rules_page.html.h"
#include "market/party/right.h"
#include "platform/form/form.h"
#include "platform/web/site.h"

static const char HEAD[] = "/admin/shot-rules";

static const struct field_label LABELS[] = {
    {"reason", "까닭"},
};

static struct crumb crumb_to(struct arena *a, bool is_below, str here)
{
    struct crumb crumb = {.here = here};
    crumb_add(a, &crumb, S("상품 촬영"), href_to(a, "/admin/shoots"));
    if (is_below) {
        crumb_add(a, &crumb, S("찍을 것"), href_to(a, "%s", HEAD));
    }
    return crumb;
}

static href edit_path(struct arena *a, str category)
{
    return href_with(a, href_to(a, "%s/edit", HEAD), "category", category);
}

// GET /admin/shot-rules
static err get_list(struct unit *u, const struct request *rq, struct response *rs)
{
    struct arena *a = u->arena;
    struct shot_rules_page p = {.crumb = crumb_to(a, false, S("찍을 것"))};
    shot_rules_row_list rows;
    shot_category_list categories;
    TRY(shot_rule_store_list(u->db, a, &rows));
    TRY(shot_rule_store_categories(u->db, a, &categories));
    p.lines.items = NEW_ARRAY(a, rows.count, struct shot_rules_line);
    for (size_t i = 0; i < rows.count; i++) {
        const struct shot_rules_row *r = &rows.items[i];
        p.lines.items[p.lines.count++] = (struct shot_rules_line){
            .name = r->name,
            .code = r->category,
            .content = shot_rules_show(a, &r->shots),
            .path = edit_path(a, r->category),
        };
    }
    p.categories.items = NEW_ARRAY(a, categories.count, struct shot_option);
    for (size_t i = 0; i < categories.count; i++) {
        static const char *const STEPS[] = {"", "", "– ", "–– "};
        const struct shot_category *c = &categories.items[i];
        p.categories.items[p.categories.count++] = (struct shot_option){
            .value = c->code,
            .text = str_format(a, "%s%.*s", STEPS[c->level], STR_ARG(c->name)),
        };
    }
    frame_fill(u, rq, &p.frame, S("분류별로 찍을 것"));
    shot_rules_page_render(&rs->body, &p);
    return NULL;
}

// --- One category --------------------------------------------------------------------------------

static const char *const USES[] = {"none", "free", "must"};

static const struct shot *shot_of(const shot_list *shots, enum picture_role role)
{
    for (size_t i = 0; i < shots->count; i++) {
        if (shots->items[i].role == role) {
            return &shots->items[i];
        }
    }
    return NULL;
}

static str field_of(struct arena *a, const char *head, enum picture_role role)
{
    return str_format(a, "%s_%s", head, picture_role_word(role));
}

// `typed`: the form that comes back, shown as it was filled in; or NULL.
static void fill_inputs(struct arena *a, const shot_list *shots, const struct request *typed,
                        struct shot_rule_page *p)
{
    static const char *const TEXTS[] = {"찍지 않음", "있으면 좋음", "꼭 찍음"};
    p->inputs.items = NEW_ARRAY(a, PICTURE_ROLE_COUNT, struct shot_input);
    for (int r = 0; r < PICTURE_ROLE_COUNT; r++) {
        enum picture_role role = (enum picture_role)r;
        const struct shot *s = shot_of(shots, role);
        size_t use = s == NULL ? 0 : s->is_required ? 2 : 1;
        struct shot_input in = {
            .label = picture_role_label(role),
            .use_field = field_of(a, "use", role),
            .hint_field = field_of(a, "hint", role),
            .hint = s == NULL ? S("") : s->hint,
        };
        if (typed != NULL) {
            in.hint = request_field(typed, in.hint_field.p);
        }
        in.uses.items = NEW_ARRAY(a, COUNT(USES), struct shot_option);
        for (size_t i = 0; i < COUNT(USES); i++) {
            in.uses.items[in.uses.count++] =
                (struct shot_option){str_view(USES[i]), str_view(TEXTS[i]), i == use};
        }
        p->inputs.items[p->inputs.count++] = in;
    }
}

static err fill_revisions(struct unit *u, str category, struct shot_rule_page *p)
{
    shot_revision_list list;
    TRY(shot_rule_store_revisions(u->db, u->arena, category, &list));
    p->revisions.items = NEW_ARRAY(u->arena, list.count, struct shot_revision_line);
    for (size_t i = 0; i < list.count; i++) {
        const struct shot_revision *r = &list.items[i];
        p->revisions.items[p->revisions.count++] = (struct shot_revision_line){
            .content = r->content.n > 0 ? r->content : S("윗분류의 목록을 따름"),
            .reason = r->reason,
            .who = r->account_name,
            .made_at = r->made_at,
        };
    }
    return NULL;
}

static err render_one(struct unit *u, const struct request *rq, struct response *rs,
                      const struct shot_rules *r, const shot_list *shots,
                      const struct issues *issues)
{
    struct arena *a = u->arena;
    bool is_own = str_equals(r->from, r->category) && r->shots.count > 0;
    struct shot_rule_page p = {
        .crumb = crumb_to(a, true, r->name),
        .name = r->name,
        .category = r->category,
        .version = str_format(a, "%lld", (long long)r->revision),
        .reason = issues == NULL ? S("") : request_field(rq, "reason"),
        .is_own = is_own,
        .may_remove = is_own && r->category.n > 0,
        .from_name = r->from_name,
    };
    fill_inputs(a, shots, issues == NULL ? NULL : rq, &p);
    TRY(fill_revisions(u, r->category, &p));
    frame_fill(u, rq, &p.frame, str_format(a, "%.*s에서 찍을 것", STR_ARG(r->name)));
    p.frame.issues = issues;
    shot_rule_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /admin/shot-rules/edit?category=
static err get_one(struct unit *u, const struct request *rq, struct response *rs)
{
    struct shot_rules r;
    TRY(shot_rule_store_find(u->db, u->arena, request_query(rq, "category"), &r));
    return render_one(u, rq, rs, &r, &r.shots, NULL);
}

static shot_list read_shots(struct unit *u, const struct request *rq, struct issues *is)
{
    shot_list shots = {.items = NEW_ARRAY(u->arena, PICTURE_ROLE_COUNT, struct shot)};
    for (int r = 0; r < PICTURE_ROLE_COUNT; r++) {
        enum picture_role role = (enum picture_role)r;
        const char *use_field = field_of(u->arena, "use", role).p;
        const char *hint_field = field_of(u->arena, "hint", role).p;
        int use = form_choice(rq, is, use_field, REQUIRED, USES, COUNT(USES));
        str hint = form_line(rq, is, hint_field, OPTIONAL, LIMIT_NAME);
        if (use > 0) {
            shots.items[shots.count++] =
                (struct shot){.role = role, .is_required = use == 2, .hint = hint};
        }
    }
    return shots;
}

// POST /admin/shot-rules/edit
static err post_one(struct unit *u, const struct request *rq, struct response *rs)
{
    struct shot_rules r;
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(shot_rule_store_find(u->db, u->arena, request_field(rq, "category"), &r));
    shot_list shots = read_shots(u, rq, &issues);
    const shot_list none = {0};
    bool removes = form_flag(rq, "remove");
    int64_t seen = form_i64(rq, &issues, "version", REQUIRED, 0, INT64_MAX);
    str reason = form_line(rq, &issues, "reason", REQUIRED, LIMIT_LINE);
    if (issues.count == 0 && !removes && shots.count == 0) {
        issues_add(&issues, "", SHOT_RULE_NONE.text);
    }
    if (issues.count == 0) {
        err e = shot_rule_action_set(u, &r, seen, removes ? &none : &shots, reason);
        TRY(issues_catch(&issues, e));
    }
    if (issues.count > 0) {
        return render_one(u, rq, rs, &r, &shots, &issues);
    }
    return see_other(rs, "%s", HEAD);
}

const struct route SHOT_RULE_ROUTES[] = {
    ROUTE(GET, "/admin/shot-rules", get_list, RIGHT_OPERATOR),
    ROUTE(GET, "/admin/shot-rules/edit", get_one, RIGHT_OPERATOR),
    ROUTE(POST, "/admin/shot-rules/edit", post_one, RIGHT_OPERATOR),
};
const size_t SHOT_RULE_ROUTE_COUNT = COUNT(SHOT_RULE_ROUTES);
