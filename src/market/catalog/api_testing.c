#include "market/catalog/api_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

const char *api_testing_address(struct catalog_scene *s, const char *head, public_no no)
{
    return str_format(s->database->arena, "%s%lld", head, (long long)no.value).p;
}

json_t *api_testing_read(struct web_answer a)
{
    json_error_t trouble;
    json_t *root = json_loadb(a.body.p, a.body.n, JSON_REJECT_DUPLICATES, &trouble);
    if (root == NULL) {
        fail_msg("%s at %d: %.*s", trouble.text, trouble.position, STR_ARG(a.body));
    }
    return root;
}

json_t *api_testing_ask(struct catalog_scene *s, const char *address)
{
    struct web_answer a = web_get(&s->web, address);
    assert_int_equal(a.status, 200);
    assert_true(str_contains(a.bytes, S("Content-Type: application/json")));
    return api_testing_read(a);
}
