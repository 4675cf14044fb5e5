// The values of forms, addresses and names of backups: numbers, sums, days, instants, public and
// business numbers, where a list of the audit goes on. What is read is written and read as the same
// again.
#include "fuzz.h"

#include "app/audit_store.h"
#include "base/date.h"
#include "base/id.h"
#include "base/money.h"
#include "platform/backup/backup_folder.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = fuzz_arena();
    str text = {.p = (const char *)data, .n = size};
    money sum;
    money sum_again;
    date day;
    int64_t number;
    public_no no;
    if (money_parse(text, &sum)) {
        assert(sum.won >= 0 && sum.won <= LIMIT_WON);
        assert(money_parse(money_format(arena, sum), &sum_again));
        assert(money_equals(sum, sum_again));
        assert(money_words(arena, sum).n > 0);
    }
    if (date_parse(text, &day)) {
        assert(str_equals(date_format_iso(arena, day), text));
    }
    if (date_parse_month(text, &day)) {
        assert(str_equals(date_format_month(arena, day), text));
        assert(date_equals(date_month_begin(day), day));
        assert(date_before(date_add_months(day, -1), date_add_months(day, 1)));
    }
    if (str_parse_i64(text, &number)) {
        int64_t again;
        assert(str_parse_i64(str_format(arena, "%lld", (long long)number), &again));
        assert(number == again);
    }
    instant at;
    if (backup_name_parse(text, &at)) {
        assert(str_equals(backup_name_of(arena, at), text));
    }
    (void)public_no_parse(text, &no);
    struct audit_key key = audit_key_parse(text);
    struct audit_key key_again =
        audit_key_parse(str_format(arena, "%lld.%lld", (long long)key.at.us, (long long)key.n));
    assert(key.at.us == key_again.at.us && key.n == key_again.n);
    if (size == 10) {
        (void)business_no_is_valid(text);
    }
    return 0;
}
