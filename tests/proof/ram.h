// A database of SQLite in the memory of this process, with its log and what its connections share:
// a child that forks has a copy of all of it, and what it does there is nothing to its parent. For
// the proofs only.
#pragma once

// Take this file's bytes, while no connection has it open; from now on who opens it opens them.
// Other files are the real disk's.
void ram_mount(const char *path);
void ram_unmount(void);
