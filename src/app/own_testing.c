#include "app/own_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "app/own_testing.sql.h"
#include "platform/web/web_testing.h"

bool own_testing_names_a_thing(const char *path)
{
    static const char *const WORDS[] = {"code", "kind", "id", "size", "paper", "seq"};
    for (const char *p = strchr(path, ':'); p != NULL; p = strchr(p + 1, ':')) {
        size_t n = strcspn(p + 1, "/");
        bool is_word = false;
        for (size_t i = 0; i < COUNT(WORDS); i++) {
            is_word = is_word || (strlen(WORDS[i]) == n && strncmp(p + 1, WORDS[i], n) == 0);
        }
        if (!is_word) {
            return true;
        }
    }
    return false;
}

// What others may see of a party's things, and why. What begins with a path goes on below it.
static const struct {
    const char *route;
    const char *noun;
    const char *why;
} FOR_ALL[] = {
    {"/supplier/wanted/",         "wanted",      "every firm is asked"                     },
    {"/companies/",               "supplier",    "firms introduce themselves"              },
    {"/api/v1/suppliers/",        "supplier",    "firms introduce themselves"              },
    {"/products/",                "product",     "the catalogue is public"                 },
    {"/products/",                "offer",       "the catalogue is public"                 },
    {"/api/v1/products/",         "offer",       "the catalogue is public"                 },
    {"/pictures/",                "picture",     "the catalogue is public"                 },
    {"/api/v1/products/",         "product",     "the catalogue is public"                 },
    {"/buyer/cart/",              "offer",       "whoever buys may choose any offer"       },
    {"/performance/",             "institution", "what institutions buy is made public"    },
    {"/disclosure/",              "disclosure",  "contracts are made public by law"        },
    {"/join/institution/",        "institution", "who signs up chooses theirs"             },
    {"/upload/join/institution/", "institution", "who signs up chooses theirs"             },
    {"/admin/institutions/",      "institution", "operators look after institutions"       },
    {"/admin/suppliers/",         "supplier",    "operators look after firms"              },
    {"/admin/certificates/",      "certificate", "operators check what firms hand in"      },
    {"/admin/listings/",          "offer",       "operators check what is offered"         },
    {"/admin/products/",          "product",     "operators mend the text of the catalogue"},
    {"/admin/shoots/",            "shoot",       "operators take the pictures"             },
    {"/admin/rule-replays/",      "purchase",    "without a view they are led to begin one"},
    {"/upload/admin/shoots/",     "shoot",       "operators take the pictures"             },
};

bool own_testing_is_for_all(const char *path, const char *noun)
{
    for (size_t i = 0; i < COUNT(FOR_ALL); i++) {
        if (strncmp(path, FOR_ALL[i].route, strlen(FOR_ALL[i].route)) == 0 &&
            strcmp(noun, FOR_ALL[i].noun) == 0) {
            return true;
        }
    }
    return false;
}

#define PICTURE 77 // public_no_from these
#define ORIGINAL 79

public_no own_testing_picture_no(void)
{
    return public_no_from(PICTURE);
}

public_no own_testing_original_no(void)
{
    return public_no_from(ORIGINAL);
}

void own_testing_make(struct testing_db *t)
{
    static const struct {
        const struct sql *statement;
        int64_t no; // 0: it makes nothing that has one
        bool tells; // when
    } MISSING[] = {
        {&SQL_OWN_TESTING_IMPORT,          71,       true },
        {&SQL_OWN_TESTING_PHOTO_ZIP,       72,       true },
        {&SQL_OWN_TESTING_POLICY,          73,       true },
        {&SQL_OWN_TESTING_SEARCH,          74,       true },
        {&SQL_OWN_TESTING_SUPPORT,         75,       true },
        {&SQL_OWN_TESTING_PROPOSAL,        76,       true },
        {&SQL_OWN_TESTING_FILE,            78,       true },
        {&SQL_OWN_TESTING_ORIGINAL,        ORIGINAL, true },
        {&SQL_OWN_TESTING_PICTURE,         PICTURE,  true },
        {&SQL_OWN_TESTING_PRODUCT_PICTURE, 0,        true },
        {&SQL_OWN_TESTING_APPLICATION,     0,        true },
        {&SQL_OWN_TESTING_DELIVERY_FILE,   0,        false},
        {&SQL_OWN_TESTING_PROOF,           0,        false},
        {&SQL_OWN_TESTING_CHECKED,         0,        false},
        {&SQL_OWN_TESTING_CLAIM_DRAFT,     0,        true },
        {&SQL_OWN_TESTING_WAIVABLE,        0,        false},
        {&SQL_OWN_TESTING_HALF_SIGNED,     0,        false},
        {&SQL_OWN_TESTING_REFUSAL,         0,        true },
        {&SQL_OWN_TESTING_DELEGATION,      80,       true },
        {&SQL_OWN_TESTING_MERGE,           81,       true },
        {&SQL_OWN_TESTING_TEMPLATE,        82,       true },
    };
    assert_null(db_begin(t->db, DB_WRITE));
    for (size_t i = 0; i < COUNT(MISSING); i++) {
        int64_t changed = 0;
        struct query *q = db_query(t->db, MISSING[i].statement);
        if (MISSING[i].no != 0) {
            bind_i64(q, "no", public_no_from((uint64_t)MISSING[i].no).value);
        }
        if (MISSING[i].tells) {
            bind_instant(q, "now", web_test_now);
        }
        if (query_run(q, &changed) != NULL) {
            fail_msg("%zu: %s", i, str_to_c(t->arena, db_error(t->db)));
        }
        assert_true(changed > 0);
    }
    assert_null(db_commit(t->db));
}
