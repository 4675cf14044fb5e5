// What people type into the fields of forms: it is read within its limits, or there is an issue.
#include "fuzz.h"

#include "market/certificate/certificate.h"
#include "market/record/record.h"
#include "platform/form/form.h"

static size_t issues_of(const struct request *rq)
{
    static const char *const WORDS[] = {"approve", "return"};
    struct arena *arena = rq->arena;
    struct issues is = {0};
    str line = form_line(rq, &is, "f", REQUIRED, 100);
    assert(str_is_text(line) && str_length(line) <= 100);
    str text = form_text(rq, &is, "f", REQUIRED, 2000);
    assert(str_is_text(text) && str_length(text) <= 2000);
    int64_t number = form_i64(rq, &is, "f", REQUIRED, -5, 1000000);
    assert(number >= -5 && number <= 1000000);
    money sum = form_money(rq, &is, "f", REQUIRED, (money){LIMIT_WON});
    assert(sum.won >= 0 && sum.won <= LIMIT_WON);
    date day = form_date(rq, &is, "f", REQUIRED);
    date again;
    assert(date_is_none(day) || date_parse(date_format_iso(arena, day), &again));
    int choice = form_choice(rq, &is, "f", REQUIRED, WORDS, 2);
    assert(choice >= -1 && choice < 2);
    (void)form_no(rq, &is, "f", REQUIRED);
    str business = form_business_no(rq, &is, "f", REQUIRED, arena);
    assert(business.n == 0 || business.n == 10);
    for (size_t i = 0; i < is.count; i++) {
        assert(str_is_text(is.items[i].text) && is.items[i].text.n > 0);
    }
    return is.count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str text = {.p = (const char *)data, .n = size};
    if (!str_is_text(text)) { // refused before it gets here
        return 0;
    }
    struct pair field = {S("f"), text};
    struct request rq = {.arena = fuzz_arena(), .method = POST};
    rq.fields.items = &field;
    rq.fields.count = 1;
    assert(issues_of(&rq) > 0); // nothing is all of these at once
    int64_t share = 0;
    assert(!certificate_parse_share(text, &share) || (share >= 0 && share <= 10000));
    assert(record_parse_percent(text, &share) != NULL || (share >= 0 && share <= 10000));
    return 0;
}
