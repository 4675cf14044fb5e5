// The jail of the programs that read what strangers hand in: dure-picture, dure-unpack and
// dure-pdf.
//
// Each is a program of its own, so that what goes astray in it finds no key, no address and no row
// of the site in its memory. Once its libraries are loaded it gives up every way to another file,
// program, process or machine; only then does it look at the first byte.
#pragma once

#include <stdbool.h>

// JAIL_OF_ONE: memory, writing to the descriptors that are open, and the end. JAIL_OF_THREADS, for
// a library that starts some: threads, time and reading as well.
enum jail { JAIL_OF_ONE, JAIL_OF_THREADS };

// Nothing but that from here on. False: the kernel will not.
bool child_close_jail(enum jail jail);
