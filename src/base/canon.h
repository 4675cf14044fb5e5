// Canonical text: what is approved, signed and hashed, and can be read back field by field.
//
// A line "name=value" for each field, in the order the writer chose; a line end in a value is
// written "\n" and a backslash "\\", so that a value can never look like a field of its own.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/money.h"
#include "base/out.h"
#include "base/str.h"

void canon_put(struct out *o, const char *name, str value);
void canon_put_i64(struct out *o, const char *name, int64_t value);
void canon_put_date(struct out *o, const char *name, date value); // ISO; DATE_NONE is empty

// The next field of *rest, which moves on; false at the end. The value is unescaped into `a`.
bool canon_next(struct arena *a, str *rest, str *out_name, str *out_value);

// The first field of a name, or its number, amount or day; empty, 0 or DATE_NONE when there is none
// or it is no such thing.
str canon_find(struct arena *a, str text, const char *name);
int64_t canon_find_i64(struct arena *a, str text, const char *name);
money canon_find_money(struct arena *a, str text, const char *name); // name ends in _won
date canon_find_date(struct arena *a, str text, const char *name);

// The name of the first field in which two texts part, and how many fields called `group` stand
// before or at it ("line": of which line it is; 0: of none). Empty: they are the same.
str canon_difference(str was, str is, const char *group, int64_t *out_group);
