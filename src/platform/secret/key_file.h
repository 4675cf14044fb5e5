// A file of key bytes that only its owner may read. Private to this folder.
#pragma once

#include <stdbool.h>
#include <stddef.h>

// Make it of `size` bytes of chance, synced, mode 0600. One that is there already is kept and true.
bool key_file_make(const char *path, size_t size);
// False when it is missing, another may read it, or it has not exactly `size` bytes.
bool key_file_read(const char *path, unsigned char *out, size_t size);
