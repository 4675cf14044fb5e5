#include "base/limits.h"
#include "market/law/law_column.h"
#include "market/party/right.h"
#include "market/rule/rule_action.h"
#include "market/rule/rule_end_page.html.h"
#include "market/rule/rule_field.h"
#include "market/rule/rule_new_page.html.h"
#include "market/rule/rule_web.h"
#include "platform/web/site.h"

#define FIELD_MAX 1000 // characters of a field of a row

static const struct field_label LABELS[] = {
    {"field",    "규칙의 값"},
    {"last_day", "마지막 날"},
    {"reason",   "사유"       },
    {"source",   "출처"       },
};

static bool is_named(enum law_table table, size_t c, const char *name)
{
    return str_equals(str_view(law_column_name(table, c)), str_view(name));
}

// The id is given by the deed, and a row that is proposed is on.
static bool is_asked(enum law_table table, size_t c)
{
    return c > 0 && !is_named(table, c, "active");
}

// --- A new row -----------------------------------------------------------------------------------

struct draft {
    enum law_table table;
    bool is_made; // of a row that there is
    size_t at;    // that row
};

// The kind and the row it is made of. Fails with LAW_ROW_UNKNOWN.
static err find_draft(struct unit *u, str kind, str from, struct draft *out)
{
    enum law_table found;
    if (!law_table_from(kind, &out->table)) {
        return &LAW_ROW_UNKNOWN;
    }
    out->is_made = from.n > 0;
    if (out->is_made && (!law_find_id(u->law, from, &found, &out->at) || found != out->table)) {
        return &LAW_ROW_UNKNOWN;
    }
    return NULL;
}

static bool is_off(struct unit *u, const struct draft *d)
{
    return d->is_made && !law_row(u->law, d->table, d->at)->active;
}

// A new row begins some day; one that is turned on may have held since ever.
static bool needs_day(struct unit *u, const struct draft *d, size_t c)
{
    return is_named(d->table, c, "first_day") && !is_off(u, d);
}

// What a field holds before anybody typed: of the row it is made of, but for the days of a new
// version.
static str first_value(struct unit *u, const struct draft *d, size_t c)
{
    bool is_day = is_named(d->table, c, "first_day") || is_named(d->table, c, "last_day");
    if (!d->is_made || (is_day && !is_off(u, d))) {
        return S("");
    }
    return law_field_text(u->arena, u->law, d->table, d->at, c);
}

static void add_option(law_choices *options, str value, str text, str chosen)
{
    options->items[options->count++] =
        (struct law_choice){.value = value, .text = text, .chosen = str_equals(value, chosen)};
}

static void fill_options(struct unit *u, enum law_table table, size_t c, struct rule_input *in)
{
    const struct law_column *column = &LAW_TABLES[table].columns[c];
    rule_words words = rule_field_words(u->arena, u->law, table, c);
    size_t count = 0;
    if (words.count > 0) {
        in->options.items = NEW_ARRAY(u->arena, words.count + 1, struct law_choice);
        if (!column->needed || in->value.n == 0) {
            add_option(&in->options, S(""), column->needed ? S("고르세요") : S("없음"), in->value);
        }
        for (size_t i = 0; i < words.count; i++) {
            str text = law_word_label(u->arena, column->name, words.items[i]);
            add_option(&in->options, words.items[i], text, in->value);
        }
        return;
    }
    if (column->kind == LAW_FLAG) {
        in->options.items = NEW_ARRAY(u->arena, 2, struct law_choice);
        add_option(&in->options, S("0"), S("아니요"), in->value);
        add_option(&in->options, S("1"), S("예"), in->value);
        return;
    }
    while (column->words[count] != NULL) {
        count++;
    }
    in->options.items = NEW_ARRAY(u->arena, count + 1, struct law_choice);
    if (in->value.n == 0) {
        add_option(&in->options, S(""), S("고르세요"), S(""));
    }
    for (size_t i = 0; i < count; i++) {
        str word = str_view(column->words[i]);
        str text = is_named(table, c, "confidence")
                       ? str_view(law_confidence_label((enum law_confidence)i))
                       : law_word_label(u->arena, column->name, word);
        add_option(&in->options, word, text, in->value);
    }
}

static struct rule_input input_of(struct unit *u, const struct request *rq, const struct draft *d,
                                  size_t c)
{
    const struct law_column *column = &LAW_TABLES[d->table].columns[c];
    struct rule_input in = {
        .key = (int64_t)c,
        .label = str_view(law_column_label(column->name)),
        .hint = rule_field_hint(u->arena, u->law, d->table, c),
        .value = rq->method == POST ? request_field_key(u->arena, rq, "field", (int64_t)c)
                                    : rule_field_show(u->arena, column, first_value(u, d, c)),
        .needed = column->needed || needs_day(u, d, c),
        .is_day = column->kind == LAW_DAY,
        .is_choice = column->kind == LAW_WORD || column->kind == LAW_FLAG ||
                     rule_field_words(u->arena, u->law, d->table, c).count > 0,
        .is_fixed = is_named(d->table, c, "rule") && d->is_made,
    };
    in.is_long = !in.is_day && !in.is_choice && !in.is_fixed;
    if (in.is_choice) {
        fill_options(u, d->table, c, &in);
    }
    return in;
}

static err render_new(struct unit *u, const struct request *rq, struct response *rs, str kind,
                      str from, const struct issues *issues)
{
    struct draft d;
    TRY(find_draft(u, kind, from, &d));
    struct rule_new_page p = {
        .kind = kind,
        .label = str_view(law_table_label(d.table)),
        .made_of = from,
        .turns_on = is_off(u, &d),
        .reason = request_field(rq, "reason"),
        .source = request_field(rq, "source"),
    };
    p.inputs.items = NEW_ARRAY(u->arena, law_column_count(d.table), struct rule_input);
    for (size_t c = 0; c < law_column_count(d.table); c++) {
        if (is_asked(d.table, c)) {
            p.inputs.items[p.inputs.count++] = input_of(u, rq, &d, c);
        }
    }
    p.crumb = rule_crumb(u->arena, S("행 더하기"));
    frame_fill(u, rq, &p.frame, S("규칙 더하기 제안"));
    p.frame.issues = issues;
    rule_new_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /admin/rule-proposals/new?kind=&from=
static err get_new(struct unit *u, const struct request *rq, struct response *rs)
{
    return render_new(u, rq, rs, request_query(rq, "kind"), request_query(rq, "from"), NULL);
}

// Each field by its column; what cannot be read is told at its place.
static str *read_fields(struct unit *u, const struct request *rq, const struct draft *d,
                        struct issues *is)
{
    size_t count = law_column_count(d->table);
    str *fields = NEW_ARRAY(u->arena, count, str);
    void *row = arena_alloc(u->arena, LAW_TABLES[d->table].row_size);
    for (size_t c = 0; c < count; c++) {
        const struct law_column *column = &LAW_TABLES[d->table].columns[c];
        fields[c] = S("1"); // on; the id is given later
        if (!is_asked(d->table, c)) {
            continue;
        }
        str typed = form_line_at(rq, is, u->arena, "field", (int64_t)c, OPTIONAL, FIELD_MAX);
        fields[c] = typed;
        const char *wanted = rule_field_read(u->arena, u->law, d->table, c, typed, &fields[c]);
        wanted = wanted != NULL ? wanted : law_field_parse(column, fields[c], row);
        if (wanted != NULL) {
            str text = str_format(u->arena, "%s: %s.", law_column_label(column->name), wanted);
            issues_add_at(is, u->arena, "field", (int64_t)c, str_to_c(u->arena, text));
        } else if (fields[c].n == 0 && needs_day(u, d, c)) {
            issues_add_at(is, u->arena, "field", (int64_t)c,
                          "시행일을 적어 주세요. 이날부터 이 규칙으로 판단합니다.");
        }
    }
    return fields;
}

// A refusal of the law says in `where` what is wrong with the row.
static err catch_law(struct unit *u, struct issues *is, const char *field, err e, str where)
{
    if (e != NULL && where.n > 0 && e->kind == FAULT_INVALID) {
        str text = str_format(u->arena, "%s %.*s", e->text, STR_ARG(where));
        issues_add(is, field, str_to_c(u->arena, text));
        return NULL;
    }
    return issues_catch_at(is, field, e);
}

// A text that must not be missing, with the words that say what to write.
static str read_text(const struct request *rq, struct issues *is, const char *field,
                     const char *wanted)
{
    str text = form_text(rq, is, field, OPTIONAL, LIMIT_TEXT);
    if (str_is_empty(str_trim(request_field(rq, field)))) {
        issues_add(is, field, wanted);
    }
    return text;
}

// POST /admin/rule-proposals
static err post_new(struct unit *u, const struct request *rq, struct response *rs)
{
    struct draft d;
    str where = S("");
    str kind = request_field(rq, "kind");
    str from = request_field(rq, "from");
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    TRY(find_draft(u, kind, from, &d));
    str *fields = read_fields(u, rq, &d, &issues);
    struct rule_proposal p = {
        .made_of = from,
        .reason = read_text(rq, &issues, "reason", "왜 바꾸어야 하는지 사유를 적어 주세요."),
        .source = read_text(rq, &issues, "source",
                            "관보 호수나 법령 주소처럼 찾아볼 수 있는 출처를 적어 주세요."),
    };
    if (d.is_made && !str_equals(fields[1], law_row(u->law, d.table, d.at)->rule)) {
        fields[1] = law_row(u->law, d.table, d.at)->rule; // shown, not asked
    }
    if (issues.count == 0) {
        err e = rule_action_propose_row(u, d.table, fields, &p, &where);
        TRY(catch_law(u, &issues, "", e, where));
    }
    return issues.count > 0 ? render_new(u, rq, rs, kind, from, &issues)
                            : see_other(rs, RULE_PATH "/%lld", (long long)p.no.value);
}

// --- The end of one ------------------------------------------------------------------------------

static str says_of(struct unit *u, enum law_table table, size_t at)
{
    str says = S("");
    for (size_t c = 0; c < law_column_count(table); c++) {
        str value = law_value_text(u->arena, u->law, table, at, c);
        if (law_column_is_own(table, c) && value.n > 0) {
            says = str_format(u->arena, "%.*s%s%s %.*s", STR_ARG(says), says.n > 0 ? ", " : "",
                              law_column_label(law_column_name(table, c)), STR_ARG(value));
        }
    }
    return str_format(u->arena, "%.*s.", STR_ARG(says));
}

static err render_end(struct unit *u, const struct request *rq, struct response *rs, str row,
                      const struct issues *issues)
{
    enum law_table table;
    size_t at = 0;
    if (!law_find_id(u->law, row, &table, &at)) {
        return &LAW_ROW_UNKNOWN;
    }
    const struct law_head *h = law_row(u->law, table, at);
    struct rule_end_page p = {
        .kind = str_view(law_table_label(table)),
        .row_id = row,
        .says = says_of(u, table, at),
        .article = h->article,
        .first_day = h->first_day,
        .last_day = request_field(rq, "last_day"),
        .reason = request_field(rq, "reason"),
        .source = request_field(rq, "source"),
    };
    p.crumb = rule_crumb(u->arena, S("끝내기"));
    frame_fill(u, rq, &p.frame, S("규칙 끝내기 제안"));
    p.frame.issues = issues;
    rule_end_page_render(&rs->body, &p);
    rs->status = issues == NULL ? 200 : 422;
    return NULL;
}

// GET /admin/rule-proposals/end?row=
static err get_end(struct unit *u, const struct request *rq, struct response *rs)
{
    return render_end(u, rq, rs, request_query(rq, "row"), NULL);
}

// POST /admin/rule-proposals/end
static err post_end(struct unit *u, const struct request *rq, struct response *rs)
{
    enum law_table table;
    size_t at = 0;
    str where = S("");
    str row = request_field(rq, "row");
    struct issues issues = {
        .labels = {LABELS, COUNT(LABELS)}
    };
    if (!law_find_id(u->law, row, &table, &at)) {
        return &LAW_ROW_UNKNOWN;
    }
    struct rule_proposal p = {
        .kind = str_view(law_table_name(table)),
        .row_id = row,
        .last_day = form_date(rq, &issues, "last_day", REQUIRED),
        .reason = form_text(rq, &issues, "reason", REQUIRED, LIMIT_TEXT),
        .source = form_text(rq, &issues, "source", REQUIRED, LIMIT_TEXT),
    };
    if (issues.count == 0) {
        err e = rule_action_propose_end(u, &p, &where);
        TRY(catch_law(u, &issues, "last_day", e, where));
    }
    return issues.count > 0 ? render_end(u, rq, rs, row, &issues)
                            : see_other(rs, RULE_PATH "/%lld", (long long)p.no.value);
}

const struct route RULE_FORM_ROUTES[] = {
    ROUTE(GET, RULE_PATH "/new", get_new, RIGHT_OPERATOR),
    ROUTE(POST, RULE_PATH, post_new, RIGHT_OPERATOR),
    ROUTE(GET, RULE_PATH "/end", get_end, RIGHT_OPERATOR),
    ROUTE(POST, RULE_PATH "/end", post_end, RIGHT_OPERATOR),
};
const size_t RULE_FORM_ROUTE_COUNT = COUNT(RULE_FORM_ROUTES);
