// JSON written into a growing text, member by member: the comma belongs before whatever does not
// stand first. Braces and brackets are the caller's.
#pragma once

#include "base/out.h"

// Before an item of a list.
void json_put_next(struct out *o);
// Before a value: its name.
void json_put_key(struct out *o, const char *key);
void json_put_text(struct out *o, const char *key, str value);
void json_put_number(struct out *o, const char *key, int64_t value);
void json_put_flag(struct out *o, const char *key, bool value);
