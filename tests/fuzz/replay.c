// Give each file of a folder to the fuzz target this is linked with: the kept corpus, in ./test.
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"

static bool replay(const char *folder, const char *name)
{
    char path[1024];
    (void)snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *f = fopen(path, "rb");
    uint8_t *bytes = malloc(LIMIT_REQUEST_BODY);
    if (f == NULL || bytes == NULL) {
        perror(path);
        return false;
    }
    size_t n = fread(bytes, 1, LIMIT_REQUEST_BODY, f);
    (void)fclose(f);
    // Exactly as large as the input, so that the sanitizer sees a step beyond it.
    uint8_t *exact = realloc(bytes, n + (n == 0));
    (void)LLVMFuzzerTestOneInput(exact, n);
    free(exact);
    return true;
}

int main(int argc, char **argv)
{
    DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
    if (folder == NULL) {
        fprintf(stderr, "usage: %s CORPUS\n", argv[0]);
        return 2;
    }
    int count = 0;
    bool fine = true;
    for (struct dirent *d = readdir(folder); d != NULL; d = readdir(folder)) {
        if (d->d_name[0] != '.') {
            fine = replay(argv[1], d->d_name) && fine;
            count++;
        }
    }
    (void)closedir(folder);
    if (!fine || count == 0) {
        fprintf(stderr, "%s: an input cannot be read, or there is none\n", argv[1]);
        return 1;
    }
    printf("proof {\"name\":\"replay\",\"database\":\"\",\"tried\":%d,\"targets\":1}\n", count);
    return 0;
}
