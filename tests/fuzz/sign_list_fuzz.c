// The list of public keys, which people edit and which comes along with what was kept elsewhere.
#include "fuzz.h"

#include "platform/secret/sign.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sign_publics list;
    FILE *f = fopen(fuzz_file(data, size), "re");
    assert(f != NULL);
    err e = sign_list_read(fuzz_arena(), f, &list);
    assert(fclose(f) == 0 && list.count <= LIMIT_SIGN_KEYS);
    for (size_t i = 0; i < list.count; i++) {
        assert(list.items[i].key.n == SIGN_KEY_DIGITS && str_is_text(list.items[i].since));
        assert(list.items[i].since.n > 0 && sign_is_listed(&list, list.items[i].key));
    }
    assert(e == NULL || list.count <= size);
    return 0;
}
