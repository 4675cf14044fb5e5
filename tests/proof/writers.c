#include "tests/proof/writers.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

// What the writer said at its end; the program ends with it when it said nothing.
static struct written hear(int from, pid_t writer)
{
    struct written done = {0};
    int status = 0;
    bool told = read(from, &done, sizeof(done)) == (ssize_t)sizeof(done);
    (void)close(from);
    if (waitpid(writer, &status, 0) != writer || status != 0 || !told) {
        exit(1);
    }
    return done;
}

double writers_run(struct written (*work)(int writer, const void *data), const void *data)
{
    int ends[WRITERS][2];
    pid_t writers[WRITERS];
    struct written all = {0};
    for (int i = 0; i < WRITERS; i++) {
        if (pipe(ends[i]) != 0 || (writers[i] = fork()) < 0) {
            perror("a writer");
            exit(1);
        }
        if (writers[i] == 0) {
            struct written done = work(i, data);
            _exit(write(ends[i][1], &done, sizeof(done)) == (ssize_t)sizeof(done) ? 0 : 1);
        }
        (void)close(ends[i][1]);
    }
    for (int i = 0; i < WRITERS; i++) {
        struct written done = hear(ends[i][0], writers[i]);
        all.deeds += done.deeds;
        all.ms = done.ms > all.ms ? done.ms : all.ms;
    }
    return (double)all.deeds * 1000 / (double)(all.ms > 0 ? all.ms : 1);
}
