// What docs/operations/security.md says of the program is so.
#include <assert.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "app/secret_column.h"
#include "base/fault.h"
#include "base/limits.h"
#include "market/certificate/certificate.h"
#include "market/claim/claim.h"
#include "market/contract/contract_terms.h"
#include "market/delivery/delivery_action.h"
#include "market/party/party.h"
#include "market/party/party_org.h"
#include "market/party/party_org_action.h"
#include "market/party/party_password.h"
#include "market/party/party_session_web.h"
#include "market/party/right.h"
#include "market/payment/payment.h"
#include "market/purchase/purchase_approval_action.h"
#include "market/purchase/purchase_scope.h"
#include "market/quote/quote.h"
#include "platform/conf/settings.h"
#include "platform/file/folder.h"
#include "platform/secret/secret.h"

#define SECURITY "docs/operations/security.md"

static struct arena *arena;
static str page;

static int open_page(void **state)
{
    (void)state;
    str sentence = {0};
    arena = arena_open(LIMIT_ARENA_STARTUP);
    return folder_read_file(arena, S(SECURITY), &page, &sentence) != NULL;
}

static int close_page(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

// The part below this heading.
static str part(const char *heading)
{
    str head = str_format(arena, "\n## %s\n", heading);
    size_t at = str_index(page, head);
    if (at == page.n) {
        fail_msg(SECURITY " has no part %s", heading);
    }
    str rest = str_slice(page, at + head.n, page.n);
    return str_slice(rest, 0, str_index(rest, S("\n## ")));
}

static void check_says(str text, str words)
{
    if (!str_contains(text, words)) {
        fail_msg(SECURITY " does not say: %.*s", STR_ARG(words));
    }
}

#define SAYS(text, ...) check_says((text), str_format(arena, __VA_ARGS__))

static long long minutes(int64_t seconds)
{
    assert_int_equal(seconds % 60, 0);
    return (long long)seconds / 60;
}

static void the_ways_in_are_written_down(void **state)
{
    (void)state;
    str text = part("Getting in");
    SAYS(text, "| 8 to %d characters", LIMIT_PASSWORD);
    int64_t free = 0;
    while (party_backoff_s(free + 1) == 0) {
        free++;
    }
    SAYS(text, "From the %lldth on each waits longer, %lld minutes at most", (long long)free + 1,
         minutes(party_backoff_s(1000)));
    SAYS(text, "%d wrong tries in %lld minutes", LIMIT_LOGIN_ADDRESS_TRIES,
         minutes(LIMIT_LOGIN_ADDRESS_S));
    SAYS(text,
         "%d digits, %lld minutes, %d wrong tries, %d an hour; the first of a new person %d days",
         LIMIT_CODE_DIGITS, minutes(LIMIT_CODE_S), LIMIT_CODE_TRIES, LIMIT_CODES_AN_HOUR,
         LIMIT_FIRST_CODE_S / 86400);
    static const uint64_t ASKED[] = {RIGHT_APPROVE, RIGHT_INSPECT, RIGHT_PAY, RIGHT_OPERATOR};
    for (size_t i = 0; i < COUNT(ASKED); i++) {
        assert_true(party_needs_second_factor(ASKED[i]));
    }
    SAYS(text, "Needed by 결재·검사·지출·운영");
}

static void the_ends_of_a_session_are_written_down(void **state)
{
    (void)state;
    str text = part("Sessions");
    SAYS(text, "| after %lld minutes; an operator's after %lld |",
         minutes(party_idle_s(RIGHT_BUYER)), minutes(party_idle_s(RIGHT_OPERATOR)));
    SAYS(text, "| Ends at the latest | after %lld hours |", (long long)SESSION_LONGEST_S / 3600);
    SAYS(text, "unless it was within %lld minutes", minutes(SESSION_CONFIRM_S));
    SAYS(text, "| How many at once | as many as devices");
    SAYS(text, "for %d days |", LIMIT_SESSION_KEPT_S / 86400);
}

static void what_may_be_typed_and_handed_in_is_written_down(void **state)
{
    (void)state;
    str text = part("What may be typed and handed in");
    SAYS(text, "%d headers, %d cookies", LIMIT_REQUEST_HEADERS, LIMIT_COOKIES);
    SAYS(text, "| %d MiB, 1,000 fields, %d brackets deep", LIMIT_REQUEST_BODY / MIB,
         LIMIT_JSON_DEPTH);
    static_assert(LIMIT_FIELDS == 1000, "as the page says");
    SAYS(text, "a name %d, a line %d, a reason 4,000 characters", LIMIT_NAME, LIMIT_LINE);
    static_assert(LIMIT_TEXT == 4000, "as the page says");
    static_assert(LIMIT_WON == 1000000000000000, "10^15, as the page says");
    SAYS(text, "| One upload | %d MiB", LIMIT_UPLOAD / MIB);
    SAYS(text, "| Photos | %d megapixels, 12,000 a side; %d a product",
         LIMIT_PICTURE_PIXELS / 1000000, LIMIT_PRODUCT_PICTURES);
    static_assert(LIMIT_PICTURE_SIDE == 12000, "as the page says");
    SAYS(text, "| %d MiB, 2,000 entries, %d MiB unpacked |", LIMIT_ZIP / MIB,
         LIMIT_ARCHIVE_UNPACKED / MIB);
    static_assert(LIMIT_ARCHIVE_ENTRIES == 2000, "as the page says");
    SAYS(text, "200,000 rows, %d columns, %d MiB unpacked", LIMIT_SHEET_COLUMNS,
         LIMIT_SHEET_UNPACKED / MIB);
    static_assert(LIMIT_SHEET_ROWS == 200000, "as the page says");
    SAYS(text, "| %lld GiB; %d |", (long long)LIMIT_FILES_DAY / KIB / MIB, LIMIT_CASE_FILES);
}

static void what_belongs_together_is_written_down(void **state)
{
    (void)state;
    const struct fault *const together[] = {
        &PARTY_TERM_REVERSED,      &CERTIFICATE_TERM_REVERSED,
        &DELEGATION_OVERLAPS,      &QUOTE_CLOSES_PAST,
        &SCOPE_UNANSWERED,         &CONTRACT_LODGED_TERM,
        &DELIVERY_BEFORE_CONTRACT, &INSPECTION_SUM,
        &CLAIM_INVOICE_SUPPLY,     &CLAIM_INVOICE_VAT,
        &PAYMENT_AMOUNT,           &PAYMENT_ALTERED,
        &CONTRACT_ALTERED,         &PAYMENT_NOT_AS_SIGNED,
        &APPROVAL_OWN_STEP,
    };
    str text = part("What may be typed and handed in");
    for (size_t i = 0; i < COUNT(together); i++) {
        SAYS(text, "`%s`", together[i]->code);
    }
}

static void data_is_sorted_by_how_secret_it_is(void **state)
{
    (void)state;
    str text = part("Data, by how secret it is");
    for (size_t i = 0; i < SECRET_COLUMN_COUNT; i++) {
        SAYS(text, "`%s`", SECRET_COLUMNS[i].name);
    }
    SAYS(text, "codes %d days after their end, sessions %d days", LIMIT_CODE_KEPT_S / 86400,
         LIMIT_SESSION_KEPT_S / 86400);
}

// What is said of quotes is shown by quote_choose_web_test.c and quote_support_test.c.
static void who_sees_which_field_is_written_down(void **state)
{
    (void)state;
    str text = part("Who sees which field");
    SAYS(text, "`dure routes`");
    SAYS(text,
         "| Quotes of firms | the firm | 계약담당 of the institution, as soon as one is given: "
         "none is sealed here");
    SAYS(text, "| no, in a support view neither |");
    str doctor = {0};
    str sentence = {0};
    assert_null(folder_read_file(arena, S("docs/operations/doctor.md"), &doctor, &sentence));
    assert_true(
        str_contains(doctor, S("No quote is sealed here: what is opened at an hour is handed "
                               "over to a designated system")));
    SAYS(text, "what is opened at an hour is handed over to a designated system");
}

static void keys_and_algorithms_are_written_down(void **state)
{
    (void)state;
    str text = part("Keys, algorithms, certificates");
    str hash = secret_hash_password(arena, S("quiet maple river"), SECRET_COST_FULL);
    SAYS(text, "argon2id, 64 MiB, 2 passes");
    assert_true(str_starts(hash, S("$argon2id$v=19$m=65536,t=2,")));
    static const char *const NAMED[] = {
        "`seal.key`",
        "`sign.key`",
        "`dure key --new-seal`",
        "`dure key --replace`",
        "Ed25519",
        "XChaCha20-Poly1305",
        "`gateway.message_key_file`",
        "`gateway.registry_key_file`",
        "SHA-256",
        "TOTP, RFC 6238: SHA-1",
    };
    for (size_t i = 0; i < COUNT(NAMED); i++) {
        SAYS(text, "%s", NAMED[i]);
    }
}

static void every_address_of_the_outside_is_written_down(void **state)
{
    (void)state;
    str text = part("Ways out");
    size_t count = 0;
    str all = {0};
    str sentence = {0};
    assert_null(folder_read_file(arena, S("src/app/settings.def"), &all, &sentence));
    while (!str_is_empty(all)) { // SETTING(message_url, "gateway.message_url", …
        str line = str_cut(&all, '\n');
        (void)str_cut(&line, '"');
        str key = str_cut(&line, '"');
        if (str_starts(key, S("gateway.")) && str_ends(key, S("_url"))) {
            SAYS(text, "`%.*s`", STR_ARG(key));
            count++;
        }
    }
    assert_true(count >= 2);
    SAYS(text, "%d s to connect, %d s in all", LIMIT_DEALER_CONNECT_MS / 1000,
         LIMIT_DEALER_TOTAL_MS / 1000);
    SAYS(text, "%d MiB, %d s", LIMIT_FETCH_BODY / MIB, LIMIT_FETCH_TOTAL_MS / 1000);
}

static void what_is_costly_is_written_down(void **state)
{
    (void)state;
    str text = part("What is costly");
    SAYS(text, "%d seconds; a unit holds %d MiB at most, an answer %d MiB, an export 100,000 rows",
         LIMIT_SLOW_DEADLINE_S, LIMIT_ARENA_UNIT / MIB, LIMIT_PAGE / MIB);
    static_assert(LIMIT_EXPORT_ROWS == 100000, "as the page says");
}

static void when_parts_are_renewed_is_written_down(void **state)
{
    (void)state;
    str text = part("Parts and their renewal");
    SAYS(text, "is renewed within 3 days, any other within 30");
}

// Where each lies, who reads it, and when it goes.
static void the_logs_are_written_down(void **state)
{
    (void)state;
    str watch = {0};
    str rotation = {0};
    str sentence = {0};
    assert_null(folder_read_file(arena, S("docs/operations/watch.md"), &watch, &sentence));
    assert_null(folder_read_file(arena, S("packaging/site/logrotate"), &rotation, &sentence));
    assert_true(str_contains(rotation, S("/var/log/dure/*.log")));
    assert_true(str_contains(rotation, S("weekly\n    rotate 12\n")));
    static const char *const NAMED[] = {
        "| workers | `journalctl -u dure` |",
        "| nginx | `/var/log/dure/access.log`, rotated weekly, twelve kept |",
        "| nginx's troubles | `journalctl -u dure-edge` |",
        "| deeds | the database: `/admin/audit` |",
        "| 접속기록 | the database: `/admin/privacy` |",
    };
    for (size_t i = 0; i < COUNT(NAMED); i++) {
        check_says(watch, str_view(NAMED[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ways_in_are_written_down),
        cmocka_unit_test(the_ends_of_a_session_are_written_down),
        cmocka_unit_test(what_may_be_typed_and_handed_in_is_written_down),
        cmocka_unit_test(what_belongs_together_is_written_down),
        cmocka_unit_test(data_is_sorted_by_how_secret_it_is),
        cmocka_unit_test(who_sees_which_field_is_written_down),
        cmocka_unit_test(keys_and_algorithms_are_written_down),
        cmocka_unit_test(every_address_of_the_outside_is_written_down),
        cmocka_unit_test(what_is_costly_is_written_down),
        cmocka_unit_test(when_parts_are_renewed_is_written_down),
        cmocka_unit_test(the_logs_are_written_down),
    };
    secret_init();
    return cmocka_run_group_tests(tests, open_page, close_page);
}
