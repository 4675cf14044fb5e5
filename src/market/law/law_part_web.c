#include "market/law/law_part_web.h"

#include "base/limits.h"

#define CELLS_SHOWN 5 // of a row in a list

const struct fault LAW_ROW_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "law.row_unknown",
    .text = "그런 규칙이 없습니다. 규칙 목록에서 다시 골라 주세요.",
};

const struct fault LAW_DAY_UNREAD = {
    .kind = FAULT_INVALID,
    .code = "law.day_unread",
    .text = "어느 날의 규칙인지 읽을 수 없어 파일을 만들지 않았습니다. 날짜를 2026-01-31 꼴로 적어 "
            "주세요. 규칙 화면에서 날짜를 고른 뒤 받아도 됩니다.",
};

// --- What is asked for ---------------------------------------------------------------------------

struct law_asked law_read_asked(const struct unit *u, const struct request *rq)
{
    struct law_asked asked = {.on = u->today, .all = request_query(rq, "all").n > 0};
    enum law_regime regime;
    str word = request_query(rq, "regime");
    str on = request_query(rq, "on");
    asked.is_misread = !date_parse(on, &asked.on) && on.n > 0; // today's are shown then
    asked.regime = law_regime_from(word, &regime) ? word : S("");
    asked.q = str_slice(str_trim(request_query(rq, "q")), 0, LIMIT_QUERY * 4);
    asked.is_today = date_equals(asked.on, u->today);
    return asked;
}

// A path that keeps the day.
static href path_on(struct arena *a, href path, const struct law_asked *asked)
{
    return asked->is_today ? path : href_with(a, path, "on", date_format_iso(a, asked->on));
}

href law_path_with(struct arena *a, href path, const struct law_asked *asked)
{
    href h = path_on(a, path, asked);
    h = href_with(a, h, "q", asked->q);
    h = href_with(a, h, "regime", asked->regime);
    return href_with(a, h, "all", asked->all ? S("1") : S(""));
}

href law_path_of(struct arena *a, const char *kind, const struct law_asked *asked)
{
    return law_path_with(a, href_to(a, RULES_PATH "/%s", kind), asked);
}

err law_find_table(const struct request *rq, enum law_table *out)
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
law_cells law_cells_of(struct arena *a, const struct law *law, enum law_table table, size_t i)
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

struct law_row_line law_show_row(struct arena *a, const struct law *law, enum law_table table,
                                 size_t i, enum law_standing standing,
                                 const struct law_asked *asked)
{
    static const char *const CONFIDENCE_TONES[] = {"ok", "warn", "bad", "bad"};
    static const char *const STANDING_TONES[] = {"ok", "now", "off", "bad"};
    const struct law_head *h = law_row(law, table, i);
    href path = href_to(a, RULES_PATH "/%s/%.*s", law_table_name(table), STR_ARG(h->id));
    return (struct law_row_line){
        .id = h->id,
        .path = path_on(a, path, asked),
        .cells = law_cells_of(a, law, table, i),
        .regime = str_view(law_regime_label(h->regime)),
        .first_day = h->first_day,
        .last_day = h->last_day,
        .followed_from = law_followed_from(law, table, i),
        .article = h->article,
        .confidence = str_view(law_confidence_label(h->confidence)),
        .confidence_tone = str_view(CONFIDENCE_TONES[h->confidence]),
        .standing = str_view(law_standing_label(standing)),
        .note = h->note,
        .standing_tone = str_view(STANDING_TONES[standing]),
    };
}

// Does the row say the word: in its number, article, note, or in a value as it is shown?
static bool says(struct arena *a, const struct law *law, enum law_table table, size_t i, str word)
{
    for (size_t c = 0; c < law_column_count(table); c++) {
        if (str_contains(str_lower_ascii(a, law_value_text(a, law, table, i, c)), word)) {
            return true;
        }
    }
    return false;
}

static bool says_all(struct arena *a, const struct law *law, enum law_table table, size_t i, str q)
{
    for (str rest = str_lower_ascii(a, q); rest.n > 0;) {
        str word = str_cut(&rest, ' ');
        if (word.n > 0 && !says(a, law, table, i, word)) {
            return false;
        }
    }
    return true;
}

bool law_is_asked(struct arena *a, const struct law *law, enum law_table table, size_t i,
                  enum law_standing standing, const struct law_asked *asked)
{
    const struct law_head *h = law_row(law, table, i);
    enum law_regime regime;
    bool is_past = !date_is_none(h->last_day) && date_before(h->last_day, asked->on);
    if (!asked->all && (is_past || standing == LAW_OVER || standing == LAW_TO_COME)) {
        return false;
    }
    if (law_regime_from(asked->regime, &regime) && h->regime != LAW_REGIME_ANY &&
        h->regime != regime && h->regime != law_regime_base(law, regime, asked->on)) {
        return false;
    }
    return says_all(a, law, table, i, asked->q);
}

void law_fill_crumb(struct arena *a, enum law_table table, const struct law_asked *asked,
                    bool with_kind, struct crumb *out)
{
    crumb_add(a, out, S("규칙"), path_on(a, href_to(a, RULES_PATH), asked));
    if (with_kind) {
        crumb_add(a, out, str_view(law_table_label(table)),
                  law_path_of(a, law_table_name(table), asked));
    }
}

err law_find_row(const struct law *law, enum law_table table, str id, size_t *out)
{
    for (size_t i = 0; i < law_count(law, table); i++) {
        if (str_equals(law_row(law, table, i)->id, id)) {
            *out = i;
            return NULL;
        }
    }
    return &LAW_ROW_UNKNOWN;
}

void law_fill_regimes(struct arena *a, const struct law_asked *asked, law_choices *out)
{
    out->items = NEW_ARRAY(a, LAW_REGIME_COUNT, struct law_choice);
    for (int r = 0; r < LAW_REGIME_COUNT; r++) {
        str word = str_view(law_regime_word((enum law_regime)r));
        out->items[out->count++] = (struct law_choice){
            .value = word,
            .text = str_view(law_regime_label((enum law_regime)r)),
            .chosen = str_equals(word, asked->regime),
        };
    }
}
