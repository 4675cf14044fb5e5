// Memory by whole pages, for what is too large for an arena and outlives units: of this process
// alone, or a file that is read as memory, which all processes that read it hold once.
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct mapping {
    void *p; // NULL: nothing
    size_t n;
};

// Zeroed pages of this process's own. False: the system has none.
bool mapping_new(size_t n, struct mapping *out);
// Make it larger; what it holds moves, what comes to it is zero. False: it is as it was.
bool mapping_grow(struct mapping *m, size_t n);
// Give it back. Nothing is fine.
void mapping_free(struct mapping *m);

// Write a new file, in place of the one of that name: who maps that one keeps it as it was. Nothing
// is synced. False, and no file: there is no room, or no right.
bool mapping_write(const char *path, const struct mapping *m);
// A file that may become memory. What it holds is judged by reading: a block that the disk cannot
// give, or a file that was cut short, is then an error, where memory would end the process.
struct mapping_file {
    int fd;
    size_t n; // bytes, when it was opened
};
// False: it is not there, no plain file, or may not be read.
bool mapping_file_open(const char *path, struct mapping_file *out);
void mapping_file_close(struct mapping_file *f);
// `n` bytes from `at`. False: they cannot all be read.
bool mapping_file_read(const struct mapping_file *f, size_t at, void *to, size_t n);
// All of it as memory, also when the file is closed. A page that is written to is from then on this
// process's own, and never comes to the file. False: it is empty, or cannot be mapped.
bool mapping_file_map(const struct mapping_file *f, struct mapping *out);
// The same at once, for a file that is known to be good. False as with both.
bool mapping_open(const char *path, struct mapping *out);

// Wait for one's turn at what a file stands for, `wait_ms` at most; the file is made when it is not
// there, and stays. The turn ends with mapping_turn_end, or with the process. -1: no turn.
int mapping_turn(const char *path, int wait_ms);
// -1 is fine.
void mapping_turn_end(int turn);
