// A child without its jail, for hostile_test.sh: loaded once, it reads one input after the other,
// each in a process of its own, as if it had been started for it.
//
//   dure-picture-unjailed FOLDER FILE… -- WORD…    likewise dure-unpack-unjailed, dure-pdf-unjailed
//
// What came of FILE is FOLDER/NAME.out, .err and .status: how it ended, 128 and more by a signal.
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unjailed.h"

#define READS_WITHIN_S 60

static void place(int fd, const char *path, int flags)
{
    int opened = open(path, flags, 0600);
    if (opened < 0 || dup2(opened, fd) != fd) {
        perror(path);
        _exit(126);
    }
}

static const char *beside(const char *folder, const char *file, const char *end)
{
    static char path[1024];
    const char *slash = strrchr(file, '/');
    (void)snprintf(path, sizeof(path), "%s/%s%s", folder, slash == NULL ? file : slash + 1, end);
    return path;
}

static int status_of(int how)
{
    return WIFEXITED(how) ? WEXITSTATUS(how) : 128 + WTERMSIG(how);
}

// False when it cannot be tried.
static bool read_by_child(const char *folder, const char *file, int argc, char **argv)
{
    int how = 0;
    pid_t child = fork();
    if (child == 0) {
        place(STDIN_FILENO, file, O_RDONLY);
        place(STDOUT_FILENO, beside(folder, file, ".out"), O_WRONLY | O_CREAT | O_TRUNC);
        place(STDERR_FILENO, beside(folder, file, ".err"), O_WRONLY | O_CREAT | O_TRUNC);
        (void)alarm(READS_WITHIN_S);
        exit(child_main(argc, argv));
    }
    if (child < 0 || waitpid(child, &how, 0) != child) {
        perror(file);
        return false;
    }
    FILE *f = fopen(beside(folder, file, ".status"), "we");
    bool written = f != NULL && fprintf(f, "%d\n", status_of(how)) > 0;
    return f != NULL && fclose(f) == 0 && written;
}

int main(int argc, char **argv)
{
    int files = 2; // behind the last one
    while (files < argc && strcmp(argv[files], "--") != 0) {
        files++;
    }
    if (argc < 4 || files == argc) {
        fprintf(stderr, "usage: %s FOLDER FILE... -- WORD...\n", argv[0]);
        return 2;
    }
    argv[files] = argv[0]; // of the child, whose words stand behind it
    for (int i = 2; i < files; i++) {
        if (!read_by_child(argv[1], argv[i], argc - files, argv + files)) {
            return 1;
        }
    }
    return 0;
}
