// What may not stand in a public text, in the many ways people write it, and what may.
#include "market/disclosure/disclosure_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_open(MIB);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_close(arena);
    return 0;
}

static void check(const char *text, err want)
{
    err got = disclosure_check_text(arena, str_view(text));
    if (got != want) {
        fail_msg("%s: %s, not %s", text, got == NULL ? "fine" : got->code,
                 want == NULL ? "fine" : want->code);
    }
}

static void check_all(const char *const *texts, size_t count, err want)
{
    for (size_t i = 0; i < count; i++) {
        check(texts[i], want);
    }
}

static void resident_numbers_are_found(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {
        "홍길동(900101-1234567)",
        "9001011234567",
        "생년 900101 - 2234567",
        "９００１０１－１２３４５６７",
        "900101‐1234567",
        "000229-8234567",
        "900101/1234567",
        "900101ㅡ1234567",
        "전화 010-1234-5678, 900101-1234567", // the graver one is told
    };
    check_all(TEXTS, COUNT(TEXTS), &DISCLOSURE_HAS_RESIDENT_NO);
}

static void telephones_are_found(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {
        "담당 010-1234-5678",
        "01012345678",
        "010.123.4567",
        "010 1234 5678",
        "(053)123-4567",
        "053) 123-4567",
        "053-1234-5678",
        "02-123-4567",
        "0531234567",
        "+82-10-1234-5678",
        "+82 10 12345678",
        "1588-1234",
        "０１０－１２３４－５６７８",
        "010 - 1234 - 5678",
        "070-1234-5678로 문의",
        "0505-123-4567",
        "010·1234·5678",
        "010ㆍ1234ㆍ5678",
        "010ㅡ1234ㅡ5678",
        "010/1234/5678",
        "010_1234_5678",
    };
    check_all(TEXTS, COUNT(TEXTS), &DISCLOSURE_HAS_PHONE);
}

static void accounts_are_found(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {
        "iM뱅크 504-10-123456-7", "110-123-456789",   "123456-04-123456",
        "계좌 12345678901",       "301-0123-4567-81",
        "502-81-12346", // like a business number, but its check digit is wrong
    };
    check_all(TEXTS, COUNT(TEXTS), &DISCLOSURE_HAS_ACCOUNT);
}

static void mail_addresses_are_found(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {
        "hong@example.kr",
        "문의: a.b+c@mail.example.co.kr)",
        "hong＠example.com",
    };
    check_all(TEXTS, COUNT(TEXTS), &DISCLOSURE_HAS_EMAIL);
}

static void what_contracts_are_made_of_is_let_through(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {
        "",
        "추정가격이 2천만원 이하인 물품 구매",
        "지방계약법 시행령 제25조제1항제5호나목",
        "2026-11-23부터 2026. 12. 31.까지",
        "계약번호 2026-1187",
        "재공고 입찰 20231012345-00이 유찰됨",
        "문서 2026-0012-123456",
        "13,860,000원 (금 일천삼백팔십육만원정)",
        "사업자등록번호 120-81-47521",
        "물품목록번호 43211503-25370757",
        "세부품명번호 4321150301",
        "A4 80g 2,500매 40상자 1500-2000매",
        "14:05에서 18:30까지, 3층 301호",
        "0.5mm 12자루, 1.5-2.0 kg",
        "규격 600×400×1200, 220V 60Hz",
        "@ 기준, 단가@100",
        "x@y",
        "2026-01-02 2026-03-04",
        "2026/01/02, 2025·2026년 제25조·제30조",
        "A4/80/2500, 1/2/3호기, B_2026_0012",
    };
    check_all(TEXTS, COUNT(TEXTS), NULL);
}

// Whatever stands between digits, a text of any length is read to its end.
static void any_text_is_read(void **state)
{
    (void)state;
    char text[400];
    for (int seed = 0; seed < 2000; seed++) {
        unsigned chance = (unsigned)seed * 2654435761U;
        size_t n = chance % (sizeof(text) - 1);
        for (size_t i = 0; i < n; i++) {
            chance = chance * 1664525U + 1013904223U;
            text[i] = "0123456789-.) +@ax"[(chance >> 16) % 18];
        }
        (void)disclosure_check_text(arena, (str){.p = text, .n = n});
        arena_reset(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(resident_numbers_are_found),
        cmocka_unit_test(telephones_are_found),
        cmocka_unit_test(accounts_are_found),
        cmocka_unit_test(mail_addresses_are_found),
        cmocka_unit_test(what_contracts_are_made_of_is_let_through),
        cmocka_unit_test(any_text_is_read),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
