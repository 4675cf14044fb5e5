#include "platform/file/folder_testing.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

#include "platform/file/file.h"

#define FOLDERS_OPEN 8 // at once, while one inside the other is read

void testing_folder_open(struct testing_folder *f)
{
    const char *temp = getenv("TMPDIR");
    (void)snprintf(f->path, sizeof(f->path), "%s/dure-test-XXXXXX", temp == NULL ? "/tmp" : temp);
    if (mkdtemp(f->path) == NULL) {
        perror(f->path);
        abort();
    }
}

void testing_folder_open_place(struct testing_folder *f)
{
    testing_folder_open(f);
    file_set_place(str_view(f->path));
}

static int remove_entry(const char *path, const struct stat *facts, int kind, struct FTW *at)
{
    (void)facts;
    (void)kind;
    (void)at;
    return remove(path);
}

bool testing_folder_close(const struct testing_folder *f)
{
    return nftw(f->path, remove_entry, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS) == 0;
}
