#include "market/record/record_target_web.h"

#include "base/limits.h"
#include "market/party/right.h"
#include "market/record/record_action.h"
#include "market/record/record_target_page.html.h"
#include "platform/form/form.h"
#include "platform/web/site.h"

#define PERCENT_MAX 8 // characters: "100.00%" and a blank

struct target_form {
    int64_t year;
    struct record_institution institution;
    record_targets standing;
    record_goals goals; // of no sums: the rows and what is aimed at
    struct issues issues;
    bool posted;
};

static err read_form(struct unit *u, int64_t year, struct target_form *f)
{
    institution_id id = u->actor->institution;
    f->year = year;
    TRY(record_store_find_institution(u->db, id, &f->institution));
    TRY(record_store_list_targets(u->db, u->arena, id, year, &f->standing));
    record_sums none = {NULL, 0};
    f->goals = record_goals_of(u->law, f->institution.regime, record_judging_day(year, u->today),
                               none, f->standing, u->arena);
    return NULL;
}

// --- The page ------------------------------------------------------------------------------------

// "물품 5%, 용역 5%, 공사 3%" for a category split by object, else "1.1%".
static str say_law(struct arena *a, record_goals goals, str category)
{
    struct out o;
    out_init(&o, a, LIMIT_LINE * 4);
    for (size_t i = 0; i < goals.count; i++) {
        const struct law_ratio *row = goals.items[i].row;
        if (!str_equals(row->category, category) || row->target_bp == 0) {
            continue;
        }
        str percent = record_format_percent(a, row->target_bp);
        str object = row->denominator == LAW_OF_OBJECT ? record_object_label(row->object) : S("");
        out_format(&o, "%s%.*s%s%.*s%%", o.n > 0 ? ", " : "", STR_ARG(object),
                   object.n > 0 ? " " : "", STR_ARG(percent));
    }
    return out_view(&o);
}

static int64_t standing_of(record_targets standing, str category)
{
    for (size_t i = 0; i < standing.count; i++) {
        if (str_equals(standing.items[i].category, category)) {
            return standing.items[i].bp;
        }
    }
    return 0;
}

static bool is_listed(const struct record_target_page *p, str category)
{
    for (size_t i = 0; i < p->rows.count; i++) {
        if (str_equals(p->rows.items[i].category, category)) {
            return true;
        }
    }
    return false;
}

static str typed_of(struct unit *u, const struct request *rq, const struct target_form *f,
                    str category, int64_t key)
{
    if (f->posted) {
        return request_field_key(u->arena, rq, "target", key);
    }
    int64_t bp = standing_of(f->standing, category);
    return bp == 0 ? S("") : record_format_percent(u->arena, bp);
}

static void fill_rows(struct unit *u, const struct request *rq, const struct target_form *f,
                      struct record_target_page *p)
{
    p->rows.items = NEW_ARRAY(u->arena, f->goals.count, struct record_target_row);
    for (size_t i = 0; i < f->goals.count; i++) {
        const struct law_ratio *row = f->goals.items[i].row;
        if (row->denominator == LAW_OF_NOTHING || is_listed(p, row->category)) {
            continue;
        }
        int64_t key = (int64_t)p->rows.count;
        p->rows.items[p->rows.count++] = (struct record_target_row){
            .key = key,
            .category = row->category,
            .label = row->label,
            .law = say_law(u->arena, f->goals, row->category),
            .caution = record_caution(row),
            .typed = typed_of(u, rq, f, row->category, key),
        };
    }
}

// A mistake is named after the row it stands in.
static const struct issues *name_rows(struct arena *a, const struct issues *is,
                                      const struct record_target_page *p)
{
    struct issues *named = NEW(a, struct issues);
    struct field_label *labels = NEW_ARRAY(a, p->rows.count, struct field_label);
    for (size_t i = 0; i < p->rows.count; i++) {
        const struct record_target_row *row = &p->rows.items[i];
        labels[i].field = str_to_c(a, str_format(a, "target_%lld", (long long)row->key));
        labels[i].label = str_to_c(a, row->label);
    }
    *named = *is;
    named->labels.items = labels;
    named->labels.count = p->rows.count;
    return named;
}

static void render(struct unit *u, const struct request *rq, const struct target_form *f,
                   struct response *rs)
{
    struct arena *a = u->arena;
    struct record_target_page p = {.year = f->year};
    int64_t this_year = date_fiscal_year(u->today);
    struct record_years next = {.items = {this_year + 1}, .count = 1};
    record_fill_years(a, &next, f->year, u->today, href_to(a, "/buyer/records/targets"), &p.years);
    fill_rows(u, rq, f, &p);
    p.crumb = crumb_below(a, S("구매실적"), href_to(a, "/buyer/records"), S("기관 목표"));
    frame_fill(u, rq, &p.frame, S("기관 목표"));
    p.frame.issues = name_rows(a, &f->issues, &p);
    record_target_page_render(&rs->body, &p);
}

// Targets are set beforehand: for this year or the next.
static int64_t year_to_set(int64_t asked, date today)
{
    int64_t this_year = date_fiscal_year(today);
    return asked == this_year + 1 ? asked : this_year;
}

// GET /buyer/records/targets?year=
static err get_targets(struct unit *u, const struct request *rq, struct response *rs)
{
    struct target_form f = {0};
    TRY(read_form(u, year_to_set(record_year_asked(rq, u->today), u->today), &f));
    render(u, rq, &f, rs);
    return NULL;
}

// --- Setting them --------------------------------------------------------------------------------

static err set_one(struct unit *u, const struct request *rq, struct target_form *f, int64_t key)
{
    str category = request_field_key(u->arena, rq, "category", key);
    str typed = str_trim(request_field_key(u->arena, rq, "target", key));
    int64_t bp = 0;
    err refused = str_length(typed) > PERCENT_MAX ? &RECORD_BAD_PERCENT : NULL;
    if (refused == NULL && typed.n > 0) {
        refused = record_parse_percent(typed, &bp);
    }
    if (refused == NULL) {
        refused = record_action_set_target(u, f->year, category, bp, f->goals, f->standing);
    }
    str field = str_format(u->arena, "target_%lld", (long long)key);
    return issues_catch_at(&f->issues, str_to_c(u->arena, field), refused);
}

// POST /buyer/records/targets
static err post_targets(struct unit *u, const struct request *rq, struct response *rs)
{
    struct target_form f = {.posted = true};
    int64_t asked = 0;
    (void)str_parse_i64(request_field(rq, "year"), &asked); // unreadable: this year
    TRY(read_form(u, year_to_set(asked, u->today), &f));
    for (int64_t key = 0; key < (int64_t)f.goals.count; key++) {
        if (request_field_key(u->arena, rq, "category", key).n > 0) {
            TRY(set_one(u, rq, &f, key));
        }
    }
    if (f.issues.count > 0) {
        rs->status = 422;
        render(u, rq, &f, rs);
        return NULL;
    }
    return see_other(rs, "/buyer/records?year=%lld", (long long)f.year);
}

const struct route RECORD_TARGET_ROUTES[] = {
    ROUTE(GET, "/buyer/records/targets", get_targets, RIGHT_BUYER | RIGHT_ADMIN),
    ROUTE(POST, "/buyer/records/targets", post_targets, RIGHT_BUYER | RIGHT_ADMIN),
};
const size_t RECORD_TARGET_ROUTE_COUNT = COUNT(RECORD_TARGET_ROUTES);
