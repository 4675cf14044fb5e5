// What people type into the fields of forms: it is read within its limits, or there is an issue.
#include <string.h>

#include "fuzz.h"

#include "market/certificate/certificate.h"
#include "market/claim/claim.h"
#include "market/law/law_pack.h"
#include "market/party/party_account.h"
#include "market/quote/quote.h"
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

// The number of an electronic tax invoice, by the row of the law that says what it is made of.
static err check_invoice_no(str text)
{
    static struct law *law;
    if (law == NULL) {
        str where;
        law = law_new(arena_open(LIMIT_ARENA_UNIT));
        err e = law_add_row(law, S("kr/identifiers"),
                            S("V-08.2,V-08,any,tax_invoice_no,24,,refuse,,,a,H,1,"), &where);
        assert(e == NULL);
    }
    return claim_check_invoice_no(law, text, date_from_ymd(2026, 11, 27));
}

static void check_words(struct arena *arena, str text)
{
    int hour;
    int minute;
    if (quote_parse_time(text, &hour, &minute)) {
        assert(hour >= 0 && hour < 24 && minute >= 0 && minute < 60);
        assert(quote_parse_time(str_format(arena, "%02d:%02d", hour, minute), &hour, &minute));
    }
    if (account_email_is_valid(text)) { // it goes to a program that sends
        for (size_t i = 0; i < text.n; i++) {
            assert(text.p[i] > ' ' && text.p[i] < 0x7F && strchr("\"<>,;", text.p[i]) == NULL);
        }
    }
    if (account_phone_is_valid(text)) {
        assert(text.n >= 9 && text.n <= 21 && text.p[0] == '0' && !str_ends(text, S("-")));
    }
    if (check_invoice_no(text) == NULL) {
        date day;
        assert(text.n == 24);
        assert(
            date_parse(str_format(arena, "%.4s-%.2s-%.2s", text.p, text.p + 4, text.p + 6), &day));
    }
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
    check_words(rq.arena, text);
    int64_t share = 0;
    assert(!certificate_parse_share(text, &share) || (share >= 0 && share <= 10000));
    assert(record_parse_percent(text, &share) != NULL || (share >= 0 && share <= 10000));
    return 0;
}
