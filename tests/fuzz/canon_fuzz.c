// Canonical documents as they come back from the database: what is approved, what is signed, what
// an officer confirmed, what a product is called and what a service must be, prices by volume, a
// row of a template, the words a category is known by. Two halves of the input are compared as the
// text that was and the one that is.
#include "fuzz.h"

#include "base/canon.h"
#include "market/catalog/guide.h"
#include "market/catalog/listing.h"
#include "market/catalog/template.h"
#include "market/contract/contract_content.h"
#include "market/purchase/purchase_proof.h"
#include "market/purchase/purchase_scope.h"

// What was read is written, and read as the same again.
static void write_again(struct arena *arena, str text)
{
    struct out o;
    out_init(&o, arena, LIMIT_PAGE);
    str name;
    str value;
    for (str rest = text; canon_next(arena, &rest, &name, &value);) {
        canon_put(&o, str_to_c(arena, name), value);
    }
    str written = out_view(&o);
    str again = written;
    str name_again;
    str value_again;
    for (str rest = text; canon_next(arena, &rest, &name, &value);) {
        bool found = canon_next(arena, &again, &name_again, &value_again);
        assert(found && str_equals(name, name_again) && str_equals(value, value_again));
    }
    assert(!canon_next(arena, &again, &name_again, &value_again));
}

// Answers without a text are left out when they are written; what is written stays as it is.
static void read_scope(struct arena *arena, str text)
{
    scope_answer_list answers = scope_parse(arena, text);
    assert(answers.count <= LIMIT_SCOPE);
    str written = scope_format(arena, &answers);
    answers = scope_parse(arena, written);
    assert(str_equals(written, scope_format(arena, &answers)));
    for (size_t i = 0; i < answers.count; i++) {
        assert(answers.items[i].text.n > 0 && str_is_text(scope_shown(arena, &answers.items[i])));
    }
}

static void read_tiers(struct arena *arena, str text)
{
    offer_tier_list tiers;
    offer_tier_list again;
    if (offer_tiers_parse(arena, text, &tiers)) {
        str written = offer_tiers_format(arena, &tiers);
        assert(tiers.count <= LIMIT_TIERS && offer_tiers_parse(arena, written, &again));
        assert(str_equals(written, offer_tiers_format(arena, &again)));
        assert(again.count == tiers.count && str_is_text(offer_tiers_text(arena, &again, S("개"))));
    }
}

static void read_template(struct arena *arena, enum template_kind kind, str text)
{
    const struct template_column *columns = NULL;
    str values[TEMPLATE_COLUMNS_MAX];
    str again[TEMPLATE_COLUMNS_MAX];
    size_t count = template_columns(kind, &columns);
    template_parse(arena, kind, text, values);
    template_parse(arena, kind, template_format(arena, kind, values), again);
    for (size_t c = 0; c < count; c++) {
        assert(str_is_text(values[c]) && str_equals(values[c], again[c]));
    }
}

static void read_words(struct arena *arena, str text)
{
    struct guide_word words[LIMIT_GUIDE_WORDS];
    struct guide_word again[LIMIT_GUIDE_WORDS];
    size_t count = guide_words_parse(text, words, LIMIT_GUIDE_WORDS);
    assert(count <= LIMIT_GUIDE_WORDS);
    str written = guide_words_format(arena, words, count);
    assert(guide_words_parse(written, again, LIMIT_GUIDE_WORDS) == count);
    for (size_t i = 0; i < count; i++) {
        assert(words[i].count > 0 && words[i].count == again[i].count);
        assert(words[i].word.n > 0 && str_equals(words[i].word, again[i].word));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = fuzz_arena();
    str text = {.p = (const char *)data, .n = size};
    int64_t line = 0;
    if (!str_is_text(text)) {
        return 0;
    }
    write_again(arena, text);
    str half = str_slice(text, 0, size / 2);
    assert(str_is_empty(canon_difference(text, text, "line", &line)));
    (void)canon_difference(half, str_slice(text, size / 2, size), "line", &line);
    assert(line >= 0);
    (void)canon_find_i64(arena, text, "line");
    money price = canon_find_money(arena, text, "price_won");
    assert(price.won >= -LIMIT_WON && price.won <= LIMIT_WON);
    (void)canon_find_date(arena, text, "ends_on");

    struct purchase_proofs proofs;
    struct contract_clauses clauses;
    contract_line_list lines;
    contract_certificate_list certificates;
    purchase_proofs_read(arena, text, &proofs);
    assert(proofs.count <= LAW_NEEDS_MAX);
    contract_read_clauses(arena, text, &clauses);
    contract_read_lines(arena, text, &lines);
    contract_read_certificates(arena, text, &certificates);
    struct product_text product = product_text_parse(arena, text);
    assert(product.values.count <= LIMIT_ATTRIBUTES);
    read_scope(arena, text);
    read_tiers(arena, text);
    for (int kind = 0; kind < TEMPLATE_KIND_COUNT; kind++) {
        read_template(arena, (enum template_kind)kind, text);
    }
    read_words(arena, text);
    return 0;
}
