#include "market/law/law_web.h"

#include "base/csv.h"
#include "base/limits.h"
#include "market/law/law_kinds_page.html.h"
#include "market/law/law_part_web.h"
#include "market/law/law_row_page.html.h"
#include "market/law/law_rows_page.html.h"
#include "market/party/right.h"
#include "platform/web/site.h"

// --- Kinds ---------------------------------------------------------------------------------------

static struct law_kind_line count_kind(struct arena *a, const struct law *law, enum law_table table,
                                       const struct law_asked *asked)
{
    struct law_kind_line line = {
        .label = str_view(law_table_label(table)),
        .path = law_path_of(a, law_table_name(table), asked),
    };
    struct law_asked every = *asked;
    const enum law_standing *standings = law_standings_on(law, table, asked->on, a);
    every.all = true;
    for (size_t i = 0; i < law_count(law, table); i++) {
        if (law_is_asked(a, law, table, i, standings[i], &every)) {
            line.all++;
            line.in_force += standings[i] == LAW_IN_FORCE;
            line.off += standings[i] == LAW_OFF;
        }
    }
    return line;
}

// GET /admin/rules?on=&regime=&q=
static err get_kinds(struct unit *u, const struct request *rq, struct response *rs)
{
    struct law_asked asked = law_read_asked(u, rq);
    struct law_kinds_page p = {
        .asked = asked,
        .csv_path = law_path_with(u->arena, href_to(u->arena, RULES_PATH ".csv"), &asked),
        .kinds = {.items = NEW_ARRAY(u->arena, LAW_TABLE_COUNT,  struct law_kind_line)},
        .empty = {.title = S("찾는 규칙이 없습니다"),
                  .text = S("조문이나 내용을 줄이거나 다른 기관을 골라 보세요.")},
    };
    bool is_narrowed = asked.q.n > 0 || asked.regime.n > 0;
    for (int t = 0; t < LAW_TABLE_COUNT; t++) {
        struct law_kind_line line = count_kind(u->arena, u->law, (enum law_table)t, &asked);
        if (line.all > 0 || !is_narrowed) {
            p.kinds.items[p.kinds.count++] = line;
        }
    }
    law_fill_regimes(u->arena, &asked, &p.regimes);
    frame_fill(u, rq, &p.frame, S("규칙"));
    law_kinds_page_render(&rs->body, &p);
    return NULL;
}

// --- Rows of a kind ------------------------------------------------------------------------------

static void fill_rows(struct unit *u, enum law_table table, int64_t from, struct law_rows_page *p)
{
    const struct law *law = u->law;
    const enum law_standing *standings = law_standings_on(law, table, p->asked.on, u->arena);
    p->rows.items = NEW_ARRAY(u->arena, LIMIT_DESK_ROWS, struct law_row_line);
    for (size_t i = 0; i < law_count(law, table); i++) {
        if (!law_is_asked(u->arena, law, table, i, standings[i], &p->asked)) {
            continue;
        }
        if (p->pager.total >= from && p->rows.count < LIMIT_DESK_ROWS) {
            p->rows.items[p->rows.count++] =
                law_show_row(u->arena, law, table, i, standings[i], &p->asked);
        }
        p->pager.total++;
    }
    p->any = p->rows.count > 0;
}

// Rows never change while the program runs, so their pages may be counted.
static void fill_pager(struct arena *a, int64_t from, struct law_rows_page *p)
{
    int64_t behind = from + (int64_t)p->rows.count;
    int64_t newer = from > LIMIT_DESK_ROWS ? from - LIMIT_DESK_ROWS : 0;
    if (from > 0) {
        p->pager.previous = href_with(a, p->path, "from", str_format(a, "%lld", (long long)newer));
    }
    if (behind < p->pager.total) {
        p->pager.next = href_with(a, p->path, "from", str_format(a, "%lld", (long long)behind));
    }
}

// Where a change is proposed; the pages are of a later noun.
static href new_path_of(struct arena *a, enum law_table table, str from)
{
    href h = href_with(a, href_to(a, "/admin/rule-proposals/new"), "kind",
                       str_view(law_table_name(table)));
    return href_with(a, h, "from", from);
}

// GET /admin/rules/:kind?on=&regime=&all=&from=
static err get_rows(struct unit *u, const struct request *rq, struct response *rs)
{
    enum law_table table;
    int64_t from = 0;
    TRY(law_find_table(rq, &table));
    if (!str_parse_i64(request_query(rq, "from"), &from) || from < 0) {
        from = 0;
    }
    struct law_rows_page p = {
        .label = str_view(law_table_label(table)),
        .asked = law_read_asked(u, rq),
        .empty = {.title = S("이 날의 규칙이 없습니다"),
                  .text = S("다른 날이나 다른 기관을 고르거나 모든 판을 보세요.")},
    };
    p.path = law_path_of(u->arena, law_table_name(table), &p.asked);
    p.csv_path =
        href_with(u->arena, law_path_with(u->arena, href_to(u->arena, RULES_PATH ".csv"), &p.asked),
                  "kind", str_view(law_table_name(table)));
    p.new_path = new_path_of(u->arena, table, S(""));
    p.crumb.here = p.label;
    law_fill_crumb(u->arena, table, &p.asked, false, &p.crumb);
    law_fill_regimes(u->arena, &p.asked, &p.regimes);
    p.columns = law_cells_of(u->arena, u->law, table, 0); // law_finish: no table is empty
    fill_rows(u, table, from, &p);
    fill_pager(u->arena, from, &p);
    frame_fill(u, rq, &p.frame, p.label);
    law_rows_page_render(&rs->body, &p);
    return NULL;
}

// --- One row -------------------------------------------------------------------------------------

static void fill_facts(struct arena *a, const struct law *law, enum law_table table, size_t i,
                       struct kv *facts)
{
    size_t count = law_column_count(table);
    facts->items.items = NEW_ARRAY(a, count, struct fact);
    for (size_t c = 0; c < count; c++) {
        str value = law_value_text(a, law, table, i, c);
        if (law_column_is_own(table, c)) {
            facts->items.items[facts->items.count++] =
                (struct fact){.name = str_view(law_column_label(law_column_name(table, c))),
                              .value = value.n == 0 ? S("–") : value,
                              .more = S("")};
        }
    }
}

static href proposal_path_of(struct arena *a, public_no no)
{
    return no.value == 0 ? (href){0}
                         : href_to(a, "/admin/rule-proposals/%lld", (long long)no.value);
}

static void fill_deeds(struct arena *a, enum law_table table, const struct law_head *h,
                       struct law_row_page *p)
{
    p->added_at = h->added_at;
    p->proposal_path = proposal_path_of(a, h->proposal);
    p->end_proposal_path = proposal_path_of(a, h->end_proposal);
    p->new_path = new_path_of(a, table, h->id);
    p->is_off = !h->active;
    if (date_is_none(h->last_day) && h->active) {
        p->end_path = href_with(a, href_to(a, "/admin/rule-proposals/end"), "row", h->id);
    }
}

// GET /admin/rules/:kind/:id?on=
static err get_row(struct unit *u, const struct request *rq, struct response *rs)
{
    enum law_table table;
    size_t at = 0;
    const struct law *law = u->law;
    TRY(law_find_table(rq, &table));
    TRY(law_find_row(law, table, request_path(rq, "id"), &at));
    struct law_asked asked = law_read_asked(u, rq);
    const enum law_standing *standings = law_standings_on(law, table, asked.on, u->arena);
    const struct law_head *h = law_row(law, table, at);
    struct law_row_page p = {
        .row = law_show_row(u->arena, law, table, at, standings[at], &asked),
        .note = h->note,
        .source = h->source,
        .on = asked.on,
        .versions = {.items = NEW_ARRAY(u->arena, law_count(law, table), struct law_row_line)},
    };
    fill_facts(u->arena, law, table, at, &p.facts);
    p.columns = p.row.cells;
    for (size_t i = 0; i < law_count(law, table); i++) {
        if (law_is_version(table, law_row(law, table, i), h)) {
            p.versions.items[p.versions.count++] =
                law_show_row(u->arena, law, table, i, standings[i], &asked);
        }
    }
    fill_deeds(u->arena, table, h, &p);
    p.crumb.here = h->id;
    law_fill_crumb(u->arena, table, &asked, true, &p.crumb);
    frame_fill(u, rq, &p.frame, h->id);
    law_row_page_render(&rs->body, &p);
    return NULL;
}

// --- All of it as a file -------------------------------------------------------------------------

static void write_head(struct out *o)
{
    static const char *const COLUMNS[] = {
        "종류",           "판",   "규칙",      "적용 기관", "내용",   "시행일", "마지막 날",
        "다음 판 시행일", "조문", "확인 수준", "상태",      "덧붙임", "적힌 곳"};
    csv_write_mark(o);
    for (size_t i = 0; i < COUNT(COLUMNS); i++) {
        csv_write_text(o, str_view(COLUMNS[i]));
    }
    csv_end_row(o);
}

// What the row says, "한도(원): 2,000만원; …": kinds have columns of their own.
static str said_by(struct arena *a, const struct law *law, enum law_table table, size_t i)
{
    struct out o;
    out_init(&o, a, LIMIT_CSV_FIELD);
    for (size_t c = 0; c < law_column_count(table); c++) {
        str value = law_value_text(a, law, table, i, c);
        if (law_column_is_own(table, c) && value.n > 0) {
            out_str(&o, o.n == 0 ? S("") : S("; "));
            out_str(&o, str_view(law_column_label(law_column_name(table, c))));
            out_str(&o, S(": "));
            out_str(&o, value);
        }
    }
    return out_view(&o);
}

static void write_row(struct out *o, const struct law *law, enum law_table table, size_t i,
                      enum law_standing standing)
{
    const struct law_head *h = law_row(law, table, i);
    csv_write_text(o, str_view(law_table_label(table)));
    csv_write_text(o, h->id);
    csv_write_text(o, h->rule);
    csv_write_text(o, str_view(law_regime_label(h->regime)));
    csv_write_text(o, said_by(o->arena, law, table, i));
    csv_write_date(o, h->first_day);
    csv_write_date(o, h->last_day);
    csv_write_date(o, law_followed_from(law, table, i));
    csv_write_text(o, h->article);
    csv_write_text(o, str_view(law_confidence_label(h->confidence)));
    csv_write_text(o, str_view(law_standing_label(standing)));
    csv_write_text(o, h->note);
    csv_write_text(o, h->source);
    csv_end_row(o);
}

// GET /admin/rules.csv?kind=&on=&regime=&q=&all=: what the pages show, all kinds where none is
// asked for. Fails with LAW_DAY_UNREAD.
static err get_csv(struct unit *u, const struct request *rq, struct response *rs)
{
    struct law_asked asked = law_read_asked(u, rq);
    str kind = request_query(rq, "kind");
    if (asked.is_misread) {
        return &LAW_DAY_UNREAD;
    }
    write_head(&rs->body);
    for (int t = 0; t < LAW_TABLE_COUNT; t++) {
        enum law_table table = (enum law_table)t;
        if (kind.n > 0 && !str_equals(kind, str_view(law_table_name(table)))) {
            continue;
        }
        const enum law_standing *standings = law_standings_on(u->law, table, asked.on, u->arena);
        for (size_t i = 0; i < law_count(u->law, table); i++) {
            if (law_is_asked(u->arena, u->law, table, i, standings[i], &asked)) {
                write_row(&rs->body, u->law, table, i, standings[i]);
            }
        }
    }
    str day = date_format_iso(u->arena, asked.on);
    response_attachment(rs, S("text/csv; charset=utf-8"),
                        str_format(u->arena, "규칙_%.*s.csv", STR_ARG(day)));
    return NULL;
}

const struct route LAW_ROUTES[] = {
    ROUTE(GET, RULES_PATH, get_kinds, RIGHT_OPERATOR),
    ROUTE_SLOW(GET, RULES_PATH ".csv", get_csv, RIGHT_OPERATOR),
    ROUTE(GET, RULES_PATH "/:kind", get_rows, RIGHT_OPERATOR),
    ROUTE(GET, RULES_PATH "/:kind/:id", get_row, RIGHT_OPERATOR),
};
const size_t LAW_ROUTE_COUNT = COUNT(LAW_ROUTES);
