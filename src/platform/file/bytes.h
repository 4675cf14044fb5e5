// Whole files, measured and copied: what arrives is what was read, and outlives a power cut.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"

extern const struct fault BYTES_CANNOT_READ;  // BROKEN: missing, a link, or no plain file
extern const struct fault BYTES_CANNOT_WRITE; // BUSY: no room, no right, or there already

struct bytes_sum {
    int64_t size;    // bytes
    char sha256[65]; // 64 lower-case hex digits, terminated
};

// Size and SHA-256 of a file. No link is followed.
err bytes_measure(const char *path, struct bytes_sum *out);
// Copy a file to a new one, synced; *out is what was read. On failure `to` may lie there half made.
// Fails with BYTES_CANNOT_READ, BYTES_CANNOT_WRITE.
err bytes_copy(const char *from, const char *to, struct bytes_sum *out);
// Write all of it, whatever signals come. False on trouble.
bool bytes_write(int fd, const void *p, size_t n);
// See to it that a file, or the names in a folder, outlive a power cut. Fails with
// BYTES_CANNOT_WRITE.
err bytes_sync(const char *path);
