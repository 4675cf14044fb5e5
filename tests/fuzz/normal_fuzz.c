// What firms type into a template: every proposal is text, says why, and stays when it is taken.
#include "fuzz.h"

#include "market/catalog/guide.h"
#include "market/catalog/normal.h"
#include "market/catalog/title.h"

// A str in a table: S is no constant.
#define T(literal)                                                                                 \
    {                                                                                              \
        "" literal "", sizeof(literal) - 1                                                         \
    }

static struct attribute ROWS[] = {
    {T("t"), T("규격"),        ATTRIBUTE_TEXT,   T(""),        T(""),                        false, false, NULL},
    {T("n"), T("평량"),        ATTRIBUTE_NUMBER, T("g/m²"),   T(""),                        true,  false, NULL},
    {T("w"), T("가로"),        ATTRIBUTE_NUMBER, T("mm"),      T(""),                        true,  false, NULL},
    {T("d"), T("세로"),        ATTRIBUTE_NUMBER, T("mm"),      T(""),                        true,  false, NULL},
    {T("r"), T("주 횟수"),    ATTRIBUTE_NUMBER, T("회/주"), T(""),                        true,  false, NULL},
    {T("o"), T("기간"),        ATTRIBUTE_NUMBER, T("일"),     T(""),                        true,  false, NULL},
    {T("e"), T("종류"),        ATTRIBUTE_ENUM,   T(""),        T("볼펜|형광펜|A4|면"), true,  false, NULL},
    {T("b"), T("설치 포함"), ATTRIBUTE_BOOL,   T(""),        T(""),                        true,  false, NULL},
};
static const attribute_list TEMPLATE = {ROWS, COUNT(ROWS)};

static void check(const struct normal_proposal *p)
{
    assert(str_is_text(p->value));
    assert(str_is_text(p->why));
    assert((p->why.n > 0) == (p->state == NORMAL_PROPOSED || p->state == NORMAL_UNFIT));
    assert(p->state == NORMAL_PROPOSED || p->state == NORMAL_EMPTY ||
           str_equals(p->typed, p->value));
}

static void check_again(struct arena *arena, const struct attribute *row,
                        const struct normal_proposal *p)
{
    struct normal_proposal again;
    if (p->state == NORMAL_PROPOSED && str_length(p->value) <= LIMIT_LINE) {
        normal_propose(arena, row, p->value, &again);
        assert(again.state == NORMAL_FITS);
        assert(str_equals(again.value, p->value));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = fuzz_arena();
    str text = {.p = (const char *)data, .n = size};
    if (size > 4 * LIMIT_LINE || !str_is_text(text)) { // refused before it gets here
        return 0;
    }
    struct normal_proposal out[COUNT(ROWS)];
    struct normal_proposal p;
    str typed[COUNT(ROWS)] = {{0}};
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        normal_propose(arena, &ROWS[i], text, &p);
        check(&p);
        check_again(arena, &ROWS[i], &p);
    }
    str known[] = {S("한결문구"), S("㈜늘푸른나눔")};
    const normal_words makers = {known, COUNT(known)};
    normal_propose_maker(arena, text, &makers, &p);
    check(&p);
    normal_propose_maker(arena, p.value, &makers, &p);
    assert(p.state == NORMAL_FITS || p.state == NORMAL_EMPTY);
    normal_propose_model(arena, text, &p);
    check(&p);
    normal_propose_model(arena, p.value, &p);
    assert(p.state == NORMAL_FITS || p.state == NORMAL_EMPTY);
    normal_read_maker(arena, text, &makers, &p);
    normal_read_model(arena, text, &p);
    normal_propose_all(arena, &TEMPLATE, text, typed, out);
    typed[2] = text; // a size typed into one of its sides
    normal_propose_all(arena, &TEMPLATE, text, typed, out);
    for (size_t i = 0; i < COUNT(ROWS); i++) {
        check(&out[i]);
        check_again(arena, &ROWS[i], &out[i]);
    }
    // The same text as a pattern, and as a title to be placed.
    str sentence;
    listing_value_list none = {0};
    struct title_facts facts = {.name = S("펜"), .rows = &TEMPLATE, .values = &none};
    assert(str_length(title_build(arena, text, &facts)) <= LIMIT_NAME);
    (void)title_check(arena, text, &TEMPLATE, &sentence);
    str words[8];
    (void)guide_words(arena, text, words, COUNT(words));
    return 0;
}
