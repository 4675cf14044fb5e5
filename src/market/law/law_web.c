#include "market/law/law_web.h"

#include "base/limits.h"
#include "market/law/law_kinds_page.html.h"
#include "market/law/law_row_page.html.h"
#include "market/law/law_rows_page.html.h"
#include "market/party/right.h"
#include "platform/web/site.h"

#define RULES_PATH "/admin/rules"
#define CELLS_SHOWN 5 // of a row in a list

const struct fault LAW_ROW_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "law.row_unknown",
    .text = "그런 규칙이 없습니다. 규칙 목록에서 다시 골라 주세요.",
};

// --- What is asked for ---------------------------------------------------------------------------

static struct law_asked read_asked(const struct unit *u, const struct request *rq)
{
    struct law_asked asked = {.on = u->today, .all = request_query(rq, "all").n > 0};
    enum law_regime regime;
    str word = request_query(rq, "regime");
    (void)date_parse(request_query(rq, "on"), &asked.on); // unreadable: today
    asked.regime = law_regime_from(word, &regime) ? word : S("");
    asked.is_today = date_equals(asked.on, u->today);
    return asked;
}

static href with_day(struct arena *a, href path, const struct law_asked *asked)
{
    return asked->is_today ? path : href_with(a, path, "on", date_format_iso(a, asked->on));
}

static href address_of(struct arena *a, const char *kind, const struct law_asked *asked)
{
    href h = with_day(a, href_to(a, RULES_PATH "/%s", kind), asked);
    h = href_with(a, h, "regime", asked->regime);
    return href_with(a, h, "all", asked->all ? S("1") : S(""));
}

static err find_table(const struct request *rq, enum law_table *out)
{
    for (int t = 0; t < LAW_TABLE_COUNT; t++) {
        if (str_equals(request_path(rq, "kind"), str_view(law_table_name((enum law_table)t)))) {
            *out = (enum law_table)t;
            return NULL;
        }
    }
    return &LAW_ROW_UNKNOWN;
}

// --- A row in words ------------------------------------------------------------------------------

// The first own columns of a table, of row `i` in words; as many as a list has room for.
static law_cells cells_of(struct arena *a, const struct law *law, enum law_table table, size_t i)
{
    law_cells cells = {.items = NEW_ARRAY(a, CELLS_SHOWN, struct law_cell)};
    for (size_t c = 0; c < law_column_count(table) && cells.count < CELLS_SHOWN; c++) {
        if (law_column_is_own(table, c)) {
            cells.items[cells.count++] = (struct law_cell){
                .name = str_view(law_column_label(law_column_name(table, c))),
                .value = law_value_text(a, law, table, i, c),
                .is_figure = law_column_is_figure(table, c),
            };
        }
    }
    return cells;
}

static struct law_row_line show_row(struct arena *a, const struct law *law, enum law_table table,
                                    size_t i, enum law_standing standing,
                                    const struct law_asked *asked)
{
    static const char *const CONFIDENCE_TONES[] = {"ok", "warn", "bad", "bad"};
    static const char *const STANDING_TONES[] = {"ok", "now", "off", "bad"};
    const struct law_head *h = law_row(law, table, i);
    href path = href_to(a, RULES_PATH "/%s/%.*s", law_table_name(table), STR_ARG(h->id));
    return (struct law_row_line){
        .id = h->id,
        .path = with_day(a, path, asked),
        .cells = cells_of(a, law, table, i),
        .regime = str_view(law_regime_label(h->regime)),
        .first_day = h->first_day,
        .last_day = h->last_day,
        .article = h->article,
        .confidence = str_view(law_confidence_label(h->confidence)),
        .confidence_tone = str_view(CONFIDENCE_TONES[h->confidence]),
        .standing = str_view(law_standing_label(standing)),
        .standing_tone = str_view(STANDING_TONES[standing]),
    };
}

// --- Kinds ---------------------------------------------------------------------------------------

static struct law_kind_line count_kind(struct arena *a, const struct law *law, enum law_table table,
                                       const struct law_asked *asked)
{
    struct law_kind_line line = {
        .label = str_view(law_table_label(table)),
        .path = address_of(a, law_table_name(table), asked),
        .all = (int64_t)law_count(law, table),
    };
    const enum law_standing *standings = law_standings_on(law, table, asked->on, a);
    for (int64_t i = 0; i < line.all; i++) {
        line.in_force += standings[i] == LAW_IN_FORCE;
        line.off += standings[i] == LAW_OFF;
    }
    return line;
}

// GET /admin/rules?on=
static err get_kinds(struct unit *u, const struct request *rq, struct response *rs)
{
    struct law_asked asked = read_asked(u, rq);
    struct law_kinds_page p = {
        .on = asked.on,
        .kinds = {NEW_ARRAY(u->arena, LAW_TABLE_COUNT, struct law_kind_line), LAW_TABLE_COUNT},
    };
    for (int t = 0; t < LAW_TABLE_COUNT; t++) {
        p.kinds.items[t] = count_kind(u->arena, u->law, (enum law_table)t, &asked);
    }
    frame_fill(u, rq, &p.frame, S("규칙"));
    law_kinds_page_render(&rs->body, &p);
    return NULL;
}

// --- Rows of a kind ------------------------------------------------------------------------------

static bool is_asked(const struct law *law, const struct law_head *h, enum law_standing standing,
                     const struct law_asked *asked)
{
    enum law_regime regime;
    if (!asked->all && (standing == LAW_OVER || standing == LAW_TO_COME)) {
        return false;
    }
    return !law_regime_from(asked->regime, &regime) || h->regime == LAW_REGIME_ANY ||
           h->regime == regime || h->regime == law_regime_base(law, regime, asked->on);
}

static void fill_rows(struct unit *u, enum law_table table, int64_t from, struct law_rows_page *p)
{
    const struct law *law = u->law;
    const enum law_standing *standings = law_standings_on(law, table, p->asked.on, u->arena);
    p->rows.items = NEW_ARRAY(u->arena, LIMIT_DESK_ROWS, struct law_row_line);
    for (size_t i = 0; i < law_count(law, table); i++) {
        if (!is_asked(law, law_row(law, table, i), standings[i], &p->asked)) {
            continue;
        }
        if (p->pager.total >= from && p->rows.count < LIMIT_DESK_ROWS) {
            p->rows.items[p->rows.count++] =
                show_row(u->arena, law, table, i, standings[i], &p->asked);
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

static void fill_regimes(struct arena *a, struct law_rows_page *p)
{
    p->regimes.items = NEW_ARRAY(a, LAW_REGIME_COUNT, struct law_choice);
    for (int r = 0; r < LAW_REGIME_COUNT; r++) {
        str word = str_view(law_regime_word((enum law_regime)r));
        p->regimes.items[p->regimes.count++] =
            (struct law_choice){.value = word,
                                .text = str_view(law_regime_label((enum law_regime)r)),
                                .chosen = str_equals(word, p->asked.regime)};
    }
}

static void fill_crumb(struct arena *a, enum law_table table, const struct law_asked *asked,
                       bool with_kind, struct crumb *out)
{
    out->links.items = NEW_ARRAY(a, 2, struct crumb_link);
    out->links.items[out->links.count++] =
        (struct crumb_link){S("규칙"), with_day(a, href_to(a, RULES_PATH), asked)};
    if (with_kind) {
        out->links.items[out->links.count++] = (struct crumb_link){
            str_view(law_table_label(table)), address_of(a, law_table_name(table), asked)};
    }
}

// GET /admin/rules/:kind?on=&regime=&all=&from=
static err get_rows(struct unit *u, const struct request *rq, struct response *rs)
{
    enum law_table table;
    int64_t from = 0;
    TRY(find_table(rq, &table));
    if (!str_parse_i64(request_query(rq, "from"), &from) || from < 0) {
        from = 0;
    }
    struct law_rows_page p = {
        .label = str_view(law_table_label(table)),
        .asked = read_asked(u, rq),
        .empty = {.title = S("이 날의 규칙이 없습니다"),
                  .text = S("다른 날이나 다른 기관을 고르거나 모든 판을 보세요.")},
    };
    p.path = address_of(u->arena, law_table_name(table), &p.asked);
    p.crumb.here = p.label;
    fill_crumb(u->arena, table, &p.asked, false, &p.crumb);
    fill_regimes(u->arena, &p);
    p.columns = cells_of(u->arena, u->law, table, 0); // law_finish: no table is empty
    fill_rows(u, table, from, &p);
    fill_pager(u->arena, from, &p);
    frame_fill(u, rq, &p.frame, p.label);
    law_rows_page_render(&rs->body, &p);
    return NULL;
}

// --- One row -------------------------------------------------------------------------------------

static err find_row(const struct law *law, enum law_table table, str id, size_t *out)
{
    for (size_t i = 0; i < law_count(law, table); i++) {
        if (str_equals(law_row(law, table, i)->id, id)) {
            *out = i;
            return NULL;
        }
    }
    return &LAW_ROW_UNKNOWN;
}

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

// GET /admin/rules/:kind/:id?on=
static err get_row(struct unit *u, const struct request *rq, struct response *rs)
{
    enum law_table table;
    size_t at = 0;
    const struct law *law = u->law;
    TRY(find_table(rq, &table));
    TRY(find_row(law, table, request_path(rq, "id"), &at));
    struct law_asked asked = read_asked(u, rq);
    const enum law_standing *standings = law_standings_on(law, table, asked.on, u->arena);
    const struct law_head *h = law_row(law, table, at);
    struct law_row_page p = {
        .row = show_row(u->arena, law, table, at, standings[at], &asked),
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
                show_row(u->arena, law, table, i, standings[i], &asked);
        }
    }
    p.crumb.here = h->id;
    fill_crumb(u->arena, table, &asked, true, &p.crumb);
    frame_fill(u, rq, &p.frame, h->id);
    law_row_page_render(&rs->body, &p);
    return NULL;
}

const struct route LAW_ROUTES[] = {
    ROUTE(GET, RULES_PATH, get_kinds, RIGHT_OPERATOR),
    ROUTE(GET, RULES_PATH "/:kind", get_rows, RIGHT_OPERATOR),
    ROUTE(GET, RULES_PATH "/:kind/:id", get_row, RIGHT_OPERATOR),
};
const size_t LAW_ROUTE_COUNT = COUNT(LAW_ROUTES);
