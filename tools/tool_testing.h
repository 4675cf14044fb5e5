// Running a tool of this folder on files of a temporary tree, for its tests. cmocka's header comes
// first.
#pragma once

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "text.h"

// A tool never gives memory back, nor do its tests: LeakSanitizer has nothing to tell here.
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "detect_leaks=0";
}

struct tool_run {
    int code;
    char *said; // both streams
};

// A tree of files under a temporary root; gone with tree_remove.
struct tree {
    char root[64];
};

static inline struct tree tree_make(void)
{
    struct tree t = {"/tmp/dure-tool-XXXXXX"};
    assert_non_null(mkdtemp(t.root));
    return t;
}

static inline char *tree_file(const struct tree *t, const char *below)
{
    struct text path = {0};
    text_format(&path, "%s/%s", t->root, below);
    return path.p;
}

// A file with its folders.
static inline char *tree_put(const struct tree *t, const char *below, const char *content)
{
    char *path = tree_file(t, below);
    for (char *p = path + strlen(t->root) + 1; *p != '\0'; p++) {
        if (*p == '/') {
            *p = '\0';
            (void)mkdir(path, 0700);
            *p = '/';
        }
    }
    struct text text = {0};
    text_put(&text, content);
    write_file(path, &text);
    return path;
}

static inline char *file_text(const char *path)
{
    return read_file(path).p;
}

// Run a program with its arguments; the list ends with NULL.
static inline struct tool_run run(const char *const *arguments)
{
    int pipes[2];
    assert_int_equal(pipe(pipes), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        (void)dup2(pipes[1], STDOUT_FILENO);
        (void)dup2(pipes[1], STDERR_FILENO);
        (void)close(pipes[0]);
        (void)execvp(arguments[0], (char *const *)(uintptr_t)arguments);
        _exit(127);
    }
    (void)close(pipes[1]);
    struct text said = {0};
    char piece[4096];
    text_put(&said, "");
    for (ssize_t n; (n = read(pipes[0], piece, sizeof piece)) > 0;) {
        text_add(&said, piece, (size_t)n);
    }
    (void)close(pipes[0]);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status)); // a sanitizer or an assert would end it otherwise
    return (struct tool_run){.code = WEXITSTATUS(status), .said = said.p};
}

#define RUN(...) run((const char *const[]){__VA_ARGS__, NULL})

static inline void tree_remove(const struct tree *t)
{
    assert_int_equal(RUN("rm", "-rf", t->root).code, 0);
}

// What a tool made is what stands in tools/golden, byte for byte.
static inline void assert_golden(const char *made, const char *golden)
{
    char *is = file_text(made);
    char *due = file_text(golden);
    if (strcmp(is, due) != 0) {
        fail_msg("%s is not %s:\n%s", made, golden, is);
    }
}
