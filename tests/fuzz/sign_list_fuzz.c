// What people keep in files of keys: the list of public keys, which comes along with what was kept
// elsewhere as well, and the key that somebody gave us for a site of theirs.
#include "fuzz.h"

#include "platform/secret/key_text.h"
#include "platform/secret/sign.h"

static void read_key(struct arena *arena, const char *path)
{
    str key;
    str sentence = S("");
    err e = key_text_read(arena, "gateway.message_key_file", str_view(path), &key, &sentence);
    assert((e == NULL) == (key.n > 0) && (e == NULL) == (sentence.n == 0));
    assert(key.n <= LIMIT_KEY_TEXT && str_is_text(key) && str_is_text(sentence));
    assert(!str_contains(key, S("\n")) && str_equals(str_trim(key), key));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    sign_publics list;
    const char *path = fuzz_file(data, size);
    FILE *f = fopen(path, "re");
    assert(f != NULL);
    struct arena *arena = fuzz_arena();
    read_key(arena, path);
    err e = sign_list_read(arena, f, &list);
    assert(fclose(f) == 0 && list.count <= LIMIT_SIGN_KEYS);
    for (size_t i = 0; i < list.count; i++) {
        assert(list.items[i].key.n == SIGN_KEY_DIGITS && str_is_text(list.items[i].since));
        assert(list.items[i].since.n > 0 && sign_is_listed(&list, list.items[i].key));
    }
    assert(e == NULL || list.count <= size);
    return 0;
}
