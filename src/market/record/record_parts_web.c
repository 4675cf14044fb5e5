#include "market/record/record_parts_web.h"

#include <assert.h>

#include "base/out.h"

// The chart's field within its 760 × 280.
#define CHART_LEFT 84
#define CHART_SLOT 55 // a month
#define CHART_FOOT 250
#define CHART_HEIGHT 220
#define CHART_BAR 24
#define CHART_LABEL_LEAST 200 // a label that ends further left would leave the field

#define YEAR_LEAST 2000
#define YEAR_MOST 2100

static href list_of(struct arena *a, href list, str tag, str object)
{
    if (!is_set_href(list)) {
        return list;
    }
    return href_with(a, href_with(a, list, "tag", tag), "object", object);
}

// --- Sums ----------------------------------------------------------------------------------------

static money sum_of(record_sums sums, str tag, enum law_ratio_object object, int64_t *out_count)
{
    money sum = WON(0);
    int64_t count = 0;
    for (size_t i = 0; i < sums.count; i++) {
        const struct record_sum *s = &sums.items[i];
        if (str_equals(s->tag, tag) && (object == LAW_RATIO_ANY || s->object == object)) {
            sum = money_add(sum, s->price);
            count += s->count;
        }
    }
    if (out_count != NULL) {
        *out_count = count;
    }
    return sum;
}

static void fill_objects(struct arena *a, record_sums sums, href list, struct record_figures *f)
{
    f->objects.items = NEW_ARRAY(a, LAW_RATIO_OBJECT_COUNT, struct record_object_row);
    for (int i = LAW_RATIO_GOODS; i < LAW_RATIO_OBJECT_COUNT; i++) {
        enum law_ratio_object object = (enum law_ratio_object)i;
        struct record_object_row *row = &f->objects.items[f->objects.count++];
        row->name = record_object_label(object);
        row->price = sum_of(sums, S(""), object, &row->count);
        row->share.bp = money_basis_points(row->price, f->price);
        row->path = list_of(a, list, S(""), str_view(record_object_word(object)));
    }
}

// --- Goals ---------------------------------------------------------------------------------------

static void fill_result(const struct record_goal *g, struct record_goal_row *row)
{
    if (!g->is_counted) {
        row->tone = S("off");
        row->result = S("집계 안 함");
    } else if (g->goal_bp == 0) {
        row->tone = S("off");
        row->result = S("목표 없음");
    } else if (g->whole.won == 0) {
        row->tone = S("off");
        row->result = S("구매 없음");
    } else if (g->result.is_reached) {
        row->tone = S("ok");
        row->result = S("달성");
    } else {
        row->tone = S("bad");
        row->result = S("부족");
        row->missing = g->result.missing;
    }
}

str record_caution(const struct law_ratio *row)
{
    static const char *const CAUTIONS[] = {
        [LAW_HIGH] = "",
        [LAW_MEDIUM] = "법령을 다시 확인해 주세요",
        [LAW_LOW] = "근거가 약하니 법령을 확인해 주세요",
        [LAW_UNCERTAIN] = "확인하지 못했으니 법령을 확인해 주세요",
    };
    static_assert(COUNT(CAUTIONS) == LAW_CONFIDENCE_COUNT, "words for each confidence");
    return str_view(CAUTIONS[row->head.confidence]);
}

static struct record_goal_row goal_row(struct arena *a, const struct record_goal *g, href list)
{
    bool has_ratio = g->row->denominator != LAW_OF_NOTHING;
    bool of_sme = g->row->denominator == LAW_OF_SME_GOODS;
    struct record_goal_row row = {
        .name = g->name,
        .whole_name = record_whole_label(g->row),
        .whole = g->whole,
        .part = g->part,
        .count = g->count,
        .part_path = list_of(a, list, g->row->category, record_filter_of(g->row)),
        .report = g->row->report,
        .article = g->row->head.article,
        .caution = record_caution(g->row),
        .is_counted = g->is_counted,
    };
    if (has_ratio) {
        row.whole_path = list_of(a, list, of_sme ? S("sme") : S(""), record_filter_of(g->row));
        row.has_share = g->is_counted && g->whole.won > 0;
        row.share = record_format_percent(a, g->result.reached_bp);
    }
    if (g->goal_bp > 0) {
        row.goal = record_format_percent(a, g->goal_bp);
        row.goal_of = g->is_own ? S("기관 목표") : S("법정 목표");
    }
    fill_result(g, &row);
    return row;
}

static bool is_aimed_at(const struct record_goal *g)
{
    return g->is_counted && g->goal_bp > 0 && g->whole.won > 0;
}

static void fill_goals(struct arena *a, record_goals goals, href list, struct record_figures *f)
{
    f->goals.items = NEW_ARRAY(a, goals.count, struct record_goal_row);
    f->bullets.items.items = NEW_ARRAY(a, goals.count, struct bullet);
    for (size_t i = 0; i < goals.count; i++) {
        const struct record_goal *g = &goals.items[i];
        f->goals.items[f->goals.count++] = goal_row(a, g, list);
        if (!is_aimed_at(g)) {
            continue;
        }
        f->aimed++;
        f->reached += g->result.is_reached;
        f->bullets.items.items[f->bullets.items.count++] = (struct bullet){
            .name = g->name,
            .share = {g->result.reached_bp},
            .goal = {g->goal_bp},
            .bought = g->part,
            .reached = g->result.is_reached,
        };
    }
    bullets_place_to_goal(&f->bullets);
}

// --- Months --------------------------------------------------------------------------------------

// The next 1, 2 or 5 with zeros behind it.
static int64_t round_scale(int64_t value)
{
    int64_t step = 1;
    while (step * 10 < value) {
        step *= 10;
    }
    static const int64_t STEPS[] = {1, 2, 5, 10};
    for (size_t i = 0; i < COUNT(STEPS); i++) {
        if (step * STEPS[i] >= value) {
            return step * STEPS[i];
        }
    }
    assert(false); // ten steps reach it
    return value;
}

static int64_t height_of(money m, int64_t scale)
{
    return money_share(m, (ratio){.part = CHART_HEIGHT, .whole = scale}, ROUND_DOWN).won;
}

// Months to come are not drawn.
static size_t month_count(int64_t year, date today)
{
    int this_year;
    int month;
    int day;
    date_to_ymd(today, &this_year, &month, &day);
    return year == this_year ? (size_t)month : 12;
}

static void place_months(struct arena *a, struct record_chart *c, int64_t scale)
{
    struct out line;
    struct out area;
    out_init(&line, a, 1024);
    out_init(&area, a, 1024);
    for (size_t i = 0; i < c->months.count; i++) {
        struct record_month *m = &c->months.items[i];
        m->x = CHART_LEFT + CHART_SLOT / 2 + CHART_SLOT * (int64_t)i;
        m->y = CHART_FOOT - height_of(m->total, scale);
        m->bar_x = m->x - CHART_BAR / 2;
        m->bar_height = height_of(m->price, scale);
        m->bar_y = CHART_FOOT - m->bar_height;
        out_format(&line, "%s%lld %lld", i == 0 ? "M" : " ", (long long)m->x, (long long)m->y);
        out_format(&area, "%s%lld %lld", i == 0 ? "M" : " ", (long long)m->x, (long long)m->y);
        c->last_x = m->x;
        c->last_y = m->y;
    }
    out_format(&area, "V%d H%d Z", CHART_FOOT, CHART_LEFT + CHART_SLOT / 2);
    assert(!line.overflowed && !area.overflowed);
    c->line = out_view(&line);
    c->area = out_view(&area);
    c->label_x = c->last_x < CHART_LABEL_LEAST ? CHART_LABEL_LEAST : c->last_x;
    c->label_y = c->last_y - 12;
}

static void fill_chart(struct arena *a, record_sums sums, int64_t year, date today, href list,
                       struct record_chart *c)
{
    size_t count = month_count(year, today);
    c->months.items = NEW_ARRAY(a, count, struct record_month);
    c->months.count = count;
    for (size_t i = 0; i < sums.count; i++) {
        const struct record_sum *s = &sums.items[i];
        if (s->tag.n == 0 && (size_t)s->month <= count) {
            struct record_month *m = &c->months.items[s->month - 1];
            m->price = money_add(m->price, s->price);
            m->count += s->count;
        }
    }
    for (size_t i = 0; i < count; i++) {
        struct record_month *m = &c->months.items[i];
        c->sum = money_add(c->sum, m->price);
        m->total = c->sum;
        m->name = str_format(a, "%zu월", i + 1);
        m->marked = count <= 6 || i % 2 == 0;
        m->path =
            is_set_href(list) ? href_with(a, list, "month", str_format(a, "%zu", i + 1)) : list;
    }
    int64_t scale = round_scale(c->sum.won > 0 ? c->sum.won : 1);
    c->top = WON(scale);
    c->middle = WON(scale / 2);
    place_months(a, c, scale);
}

// --- All of them ---------------------------------------------------------------------------------

void record_fill_figures(struct arena *a, record_sums sums, record_goals goals, int64_t year,
                         date today, href list, struct record_figures *out)
{
    *out = (struct record_figures){0};
    out->price = sum_of(sums, S(""), LAW_RATIO_ANY, &out->count);
    out->local = sum_of(sums, S("local"), LAW_RATIO_ANY, NULL);
    out->local_share.bp = money_basis_points(out->local, out->price);
    out->sme = sum_of(sums, S("sme"), LAW_RATIO_ANY, NULL);
    out->sme_share.bp = money_basis_points(out->sme, out->price);
    fill_objects(a, sums, list, out);
    fill_goals(a, goals, list, out);
    fill_chart(a, sums, year, today, list, &out->chart);
    out->bullets.title = S("목표와 실적");
    out->bullets.note = S("막대는 목표에 얼마나 다가갔는지를 나타냅니다.");
}

void record_fill_map(struct arena *a, record_districts districts, href list, struct tile_map *out)
{
    *out = (struct tile_map){
        .title = S("공급기업이 있는 구·군별 계약금액"),
        .items = {NEW_ARRAY(a, districts.count, struct tile), districts.count},
    };
    money whole = WON(0);
    for (size_t i = 0; i < districts.count; i++) {
        whole = money_add(whole, districts.items[i].price);
    }
    int64_t strangers = 0;
    for (size_t i = 0; i < districts.count; i++) {
        const struct record_district *d = &districts.items[i];
        struct record_place place = record_place_of(d->code, strangers);
        strangers += !record_place_is_drawn(d->code);
        out->items.items[i] = (struct tile){
            .name = d->name,
            .column = place.column,
            .row = place.row,
            .share = {money_basis_points(d->price, whole)},
            .amount = d->price,
            .path = is_set_href(list) ? href_with(a, list, "district", d->code) : list,
        };
    }
    tiles_place(out);
}

// --- Years ---------------------------------------------------------------------------------------

bool record_year_parse(str text, int64_t *out)
{
    int64_t year = 0;
    if (!str_parse_i64(text, &year) || year < YEAR_LEAST || year > YEAR_MOST) {
        return false;
    }
    *out = year;
    return true;
}

int64_t record_year_asked(const struct request *rq, date today)
{
    int64_t year = date_fiscal_year(today);
    (void)record_year_parse(request_query(rq, "year"), &year);
    return year;
}

date record_judging_day(int64_t year, date today)
{
    date last = date_from_ymd((int)year, 12, 31);
    return year == date_fiscal_year(today) ? today : last;
}

static bool is_among(const struct record_years *years, int64_t year)
{
    for (size_t i = 0; i < years->count; i++) {
        if (years->items[i] == year) {
            return true;
        }
    }
    return false;
}

static void add_year(struct record_years *list, int64_t year)
{
    if (list->count == RECORD_YEARS_MAX || is_among(list, year)) {
        return;
    }
    size_t at = list->count++;
    while (at > 0 && list->items[at - 1] < year) {
        list->items[at] = list->items[at - 1];
        at--;
    }
    list->items[at] = year;
}

void record_fill_years(struct arena *a, const struct record_years *years, int64_t asked, date today,
                       href here, struct tabs *out)
{
    struct record_years all = {.count = 0};
    add_year(&all, asked);
    add_year(&all, date_fiscal_year(today));
    for (size_t i = 0; i < years->count; i++) {
        add_year(&all, years->items[i]);
    }
    *out = (struct tabs){
        .label = S("회계연도"), .items = {NEW_ARRAY(a, all.count, struct tab), 0}
    };
    for (size_t i = 0; i < all.count; i++) {
        str year = str_format(a, "%lld", (long long)all.items[i]);
        out->items.items[out->items.count++] = (struct tab){
            .text = str_join(a, year, S("년")),
            .path = href_with(a, here, "year", year),
            .current = all.items[i] == asked,
        };
    }
}
