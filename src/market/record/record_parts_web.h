// What the pages of records are made of: figures by object, goals, months, districts. The desk and
// the public pages show the same figures; only the desk leads to the contracts behind them.
#pragma once

#include "market/record/record_store.h"
#include "platform/page/parts.h"
#include "platform/web/route.h"

struct record_object_row {
    str name;
    money price;
    int64_t count;
    basis_points share;
    href path; // the list behind it; empty in public
};

// A row of the law and how far it is reached.
struct record_goal_row {
    str name;
    str whole_name; // what it is a share of
    money whole;
    money part;
    int64_t count;
    href part_path;
    href whole_path;
    str share; // "5.02"; empty where the law names no ratio
    bool is_counted;
    bool has_share; // counted, and of something
    str goal;       // "5"; empty: none
    str goal_of;    // 법정 목표, 기관 목표
    str tone;       // of `result`
    str result;     // 달성, 부족, 목표 없음, 집계 안 함
    money missing;
    str report; // when and to whom
    str article;
    str caution; // how surely the row is known, when below the text itself
};

// Months as bars, their running sum as a line; drawn by record_chart.html.
struct record_month {
    str name; // 1월
    money price;
    money total; // from January on
    int64_t count;
    int64_t bar_x;
    int64_t bar_y;
    int64_t bar_height;
    int64_t x;
    int64_t y;
    href path;
    bool marked; // the month's name stands below it
};

struct record_chart {
    LIST(struct record_month) months;
    str line;
    str area;
    money top; // of the scale
    money middle;
    money sum;
    int64_t last_x;
    int64_t last_y;
    int64_t label_x;
    int64_t label_y;
};

struct record_figures {
    money price; // of the year
    int64_t count;
    money local;
    basis_points local_share;
    money sme;
    basis_points sme_share;
    int64_t aimed; // goals with a ratio that can be counted here
    int64_t reached;
    LIST(struct record_object_row) objects;
    struct record_chart chart;
    struct bullets bullets;
    LIST(struct record_goal_row) goals;
};

// How surely the row is known, when below the text itself; else empty.
str record_caution(const struct law_ratio *row);

// The figures of a year. `list` is where the rows behind them are shown; empty: nowhere.
void record_fill_figures(struct arena *a, record_sums sums, record_goals goals, int64_t year,
                         date today, href list, struct record_figures *out);
// The map; `list` as above.
void record_fill_map(struct arena *a, record_districts districts, href list, struct tile_map *out);

// "2026": a year that figures are shown of; else false.
bool record_year_parse(str text, int64_t *out);
// The year asked for by ?year=, else this one.
int64_t record_year_asked(const struct request *rq, date today);
// The day whose rows of the law a year is judged by: its last, or today within it.
date record_judging_day(int64_t year, date today);
// A link to each year there is something in, this one and the one asked for; the newest first.
void record_fill_years(struct arena *a, const struct record_years *years, int64_t asked, date today,
                       href here, struct tabs *out);
