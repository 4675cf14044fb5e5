#include "market/law/law_text.h"

#include "base/json_put.h"
#include "base/limits.h"

static void write_word(struct out *o, const char *key, const char *word)
{
    json_put_key(o, key);
    out_json(o, str_view(word));
}

// Nothing where no row in force was read.
static void write_rate(struct out *o, const char *key, int64_t ppm)
{
    json_put_key(o, key);
    if (ppm > 0) {
        out_i64(o, ppm);
    } else {
        out_str(o, S("null"));
    }
}

static void write_limit(struct out *o, const char *key, struct law_limit limit)
{
    json_put_key(o, key);
    if (limit.kind == LAW_LIMIT_WON) {
        out_i64(o, limit.won.won);
    } else {
        out_str(o, S("null"));
    }
}

static void write_list(struct out *o, const char *key, const str *items, size_t count)
{
    json_put_key(o, key);
    out_char(o, '[');
    for (size_t i = 0; i < count; i++) {
        out_str(o, i == 0 ? S("") : S(","));
        out_json(o, items[i]);
    }
    out_char(o, ']');
}

void law_answer_write(struct out *o, const struct law_answer *a)
{
    write_word(o, "path", law_path_word(a->path));
    write_word(o, "path_alone", law_path_word(a->path_alone));
    write_limit(o, "one_quote_max_won", a->one_quote_max);
    write_limit(o, "ceiling_won", a->ceiling);
    write_word(o, "contract_document", law_duty_word(a->contract_document));
    write_word(o, "performance_security", law_duty_word(a->performance_security));
    write_word(o, "inspection_report", law_duty_word(a->inspection_report));
    write_rate(o, "delay_ppm_per_day", a->delay_ppm);
    write_list(o, "needs", a->needs, a->need_count);
    write_list(o, "rules", a->rules, a->rule_count);
    write_list(o, "rows", a->rows, a->row_count);
    write_word(o, "confidence", law_confidence_word(a->confidence));
    json_put_flag(o, "officer_must_confirm", a->officer_must_confirm);
    json_put_text(o, "ground", a->ground);
    json_put_text(o, "article", a->article);
    json_put_text(o, "why", a->why);
}

str law_answer_text(struct arena *arena, const struct law_answer *answer)
{
    struct out o;
    out_init(&o, arena, LIMIT_CSV_FIELD);
    out_char(&o, '{');
    law_answer_write(&o, answer);
    out_char(&o, '}');
    return out_view(&o);
}

str law_question_text(struct arena *arena, const struct law_question *q)
{
    struct out o;
    out_init(&o, arena, LIMIT_CSV_FIELD);
    out_char(&o, '{');
    write_word(&o, "regime", law_regime_word(q->regime));
    write_word(&o, "object", law_object_word(q->object));
    json_put_number(&o, "estimated_price_won", q->estimated_price.won);
    json_put_number(&o, "similar_price_won", q->similar_price.won);
    json_put_number(&o, "contract_price_won", q->contract_price.won);
    str tags[LAW_TAG_COUNT];
    size_t tag_count = 0;
    for (int tag = 0; tag < LAW_TAG_COUNT; tag++) {
        if ((q->tags & LAW_TAG_BIT(tag)) != 0) {
            tags[tag_count++] = str_view(law_tag_word((enum law_tag)tag));
        }
    }
    write_list(&o, "supplier_tags", tags, tag_count);
    json_put_key(&o, "vulnerable_employment_bp");
    if (q->vulnerable_bp == LAW_VULNERABLE_UNKNOWN) {
        out_str(&o, S("null"));
    } else {
        out_i64(&o, q->vulnerable_bp);
    }
    json_put_text(&o, "on", date_format_iso(arena, q->on));
    if (q->one_quote_cap.won > 0) { // where there is none the text is what it always was
        json_put_number(&o, "one_quote_cap_won", q->one_quote_cap.won);
    }
    if (q->ceiling_cap.won > 0) {
        json_put_number(&o, "ceiling_cap_won", q->ceiling_cap.won);
    }
    if (q->delay_variant != LAW_DELAY_USUAL) {
        write_word(&o, "delay_variant", law_delay_variant_word(q->delay_variant));
    }
    out_char(&o, '}');
    return out_view(&o);
}

// --- Reading back --------------------------------------------------------------------------------

// What is left of the text; `broken` once it was not as written.
struct reader {
    str rest;
    bool broken;
};

static void expect(struct reader *r, str text)
{
    if (!str_starts(r->rest, text)) {
        r->broken = true;
        return;
    }
    r->rest = str_slice(r->rest, text.n, r->rest.n);
}

static void expect_key(struct reader *r, const char *key)
{
    expect(r, S("\""));
    expect(r, str_view(key));
    expect(r, S("\":"));
}

static str read_word(struct reader *r)
{
    expect(r, S("\""));
    size_t n = str_index(r->rest, S("\""));
    str word = str_slice(r->rest, 0, n);
    r->rest = str_slice(r->rest, n, r->rest.n);
    expect(r, S("\""));
    return word;
}

static int64_t read_number(struct reader *r)
{
    size_t n = 0;
    while (n < r->rest.n && r->rest.p[n] >= '0' && r->rest.p[n] <= '9') {
        n++;
    }
    int64_t value = 0;
    if (!str_parse_i64(str_slice(r->rest, 0, n), &value) || value > (int64_t)LIMIT_WON) {
        r->broken = true;
        value = 0;
    }
    r->rest = str_slice(r->rest, n, r->rest.n);
    return value;
}

static uint32_t read_tags(struct reader *r)
{
    uint32_t tags = 0;
    expect(r, S("["));
    while (!r->broken && !str_starts(r->rest, S("]"))) {
        enum law_tag tag = LAW_TAG_ANY;
        if (tags != 0) {
            expect(r, S(","));
        }
        if (!law_tag_from(read_word(r), &tag)) {
            r->broken = true;
        } else {
            tags |= LAW_TAG_BIT(tag);
        }
    }
    expect(r, S("]"));
    return tags;
}

// A limit that may be absent; one that is written is above zero.
static money read_cap(struct reader *r, const char *key)
{
    struct reader ahead = *r;
    expect(&ahead, S(","));
    expect_key(&ahead, key);
    if (ahead.broken) {
        return WON(0);
    }
    int64_t won = read_number(&ahead);
    ahead.broken = ahead.broken || won == 0;
    *r = ahead;
    return WON(won);
}

// Likewise: the usual one is never written.
static enum law_delay_variant read_delay_variant(struct reader *r)
{
    enum law_delay_variant variant = LAW_DELAY_USUAL;
    struct reader ahead = *r;
    expect(&ahead, S(","));
    expect_key(&ahead, "delay_variant");
    if (ahead.broken) {
        return LAW_DELAY_USUAL;
    }
    bool known = law_delay_variant_from(read_word(&ahead), &variant);
    ahead.broken = ahead.broken || !known || variant == LAW_DELAY_USUAL;
    *r = ahead;
    return variant;
}

bool law_question_read(str text, struct law_question *out_question)
{
    struct law_question q = {.vulnerable_bp = LAW_VULNERABLE_UNKNOWN};
    struct reader r = {.rest = text};
    expect(&r, S("{"));
    expect_key(&r, "regime");
    r.broken = !law_regime_from(read_word(&r), &q.regime) || r.broken;
    expect(&r, S(","));
    expect_key(&r, "object");
    r.broken = !law_object_from(read_word(&r), &q.object) || r.broken;
    expect(&r, S(","));
    expect_key(&r, "estimated_price_won");
    q.estimated_price = WON(read_number(&r));
    expect(&r, S(","));
    expect_key(&r, "similar_price_won");
    q.similar_price = WON(read_number(&r));
    expect(&r, S(","));
    expect_key(&r, "contract_price_won");
    q.contract_price = WON(read_number(&r));
    expect(&r, S(","));
    expect_key(&r, "supplier_tags");
    q.tags = read_tags(&r);
    expect(&r, S(","));
    expect_key(&r, "vulnerable_employment_bp");
    if (str_starts(r.rest, S("null"))) {
        expect(&r, S("null"));
    } else {
        q.vulnerable_bp = read_number(&r);
    }
    expect(&r, S(","));
    expect_key(&r, "on");
    r.broken = !date_parse(read_word(&r), &q.on) || r.broken;
    q.one_quote_cap = r.broken ? WON(0) : read_cap(&r, "one_quote_cap_won");
    q.ceiling_cap = r.broken ? WON(0) : read_cap(&r, "ceiling_cap_won");
    q.delay_variant = r.broken ? LAW_DELAY_USUAL : read_delay_variant(&r);
    expect(&r, S("}"));
    if (r.broken || !str_is_empty(r.rest)) {
        return false;
    }
    *out_question = q;
    return true;
}
