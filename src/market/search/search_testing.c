#include "market/search/search_testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void search_testing_place(const struct testing_db *t, struct search_place *out)
{
    *out = (struct search_place){0};
    if (db_engine(t->db) == DB_SQLITE) {
        (void)snprintf(out->url, sizeof(out->url), "%s", t->url);
        return;
    }
    const char *temp = getenv("TMPDIR");
    (void)snprintf(out->file, sizeof(out->file), "%s/dure-search-XXXXXX",
                   temp == NULL ? "/tmp" : temp);
    int fd = mkstemp(out->file);
    if (fd < 0) {
        perror(out->file);
        exit(1);
    }
    (void)close(fd);
    testing_db_copy_migrated(out->file); // as an index finds it that was there before
    (void)snprintf(out->url, sizeof(out->url), "sqlite:%s", out->file);
}

void search_testing_leave(struct search_place *place)
{
    static const char *const TAILS[] = {"", "-wal", "-shm", "-columns", "-columns-turn"};
    for (size_t i = 0; i < COUNT(TAILS) && place->file[0] != '\0'; i++) {
        char file[sizeof(place->file) + 20];
        (void)snprintf(file, sizeof(file), "%s%s", place->file, TAILS[i]);
        (void)unlink(file); // some may have gone with the connection
    }
}
