// Where a reader begins that shows a PDF while it loads.
//
// It goes by the first object: one that says /Linearized and how large the file is has a table of
// objects right behind it. libqpdf goes by the end of the file, which says where the table lies
// that counts. Where these are two tables, two people read two documents.
#pragma once

#include <stdbool.h>
#include <stddef.h>

// Whether every reader begins at one and the same table. Said of a file that names /Linearized
// anywhere only where its first object is written as programs write it.
bool pdf_begins_once(const char *bytes, size_t size);
