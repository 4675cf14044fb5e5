// The list of what a backup holds, as it comes back from another machine.
#include "fuzz.h"

#include "platform/backup/manifest.h"

static err look(void *data, str word, str value)
{
    size_t *lines = data;
    assert(word.n + value.n < LIMIT_BACKUP_LINE);
    (*lines)++;
    return NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *path = fuzz_file(data, size);
    size_t lines = 0;
    char signer[SIGN_KEY_DIGITS + 1];
    // Hardly ever by chance; what is not whole is read here all the same.
    FILE *copy = NULL;
    enum manifest_state state = manifest_take(path, signer, &copy);
    assert(state != MANIFEST_MISSING && state == manifest_look(path));
    FILE *f = copy != NULL ? copy : fopen(path, "re");
    assert(f != NULL && manifest_read(f, look, &lines) == NULL);
    assert(fclose(f) == 0);
    assert(lines <= size);
    return 0;
}
