// The settings: one `key = value` file and the environment; an unknown key is fatal.
//
// Declared once in app/settings.def with default, unit and a sentence of meaning; help and
// docs/operations are printed from it.
#pragma once

#include "base/date.h"
#include "base/fault.h"
#include "base/str.h"

#define SETTING(field, key, kind, fallback, meaning) kind field;
typedef str setting_text;
typedef int64_t setting_number;
typedef bool setting_flag;
typedef date setting_day;    // empty: DATE_NONE
typedef str setting_level;   // debug, info, warn or error
typedef str setting_guard;   // kill, log or off
typedef str setting_address; // https://…, or http:// of this machine
typedef str setting_prefix;  // of open contracting ids
struct settings {
#include "app/settings.def"
};
#undef SETTING

// Defaults, then `file` (may be empty), then the environment (DURE_ + key in capitals, dots as
// underscores). On failure *out_sentence says file, line, what and how to mend.
extern const struct fault SETTINGS_WRONG;
err settings_load(struct arena *a, str file, struct settings *out, str *out_sentence);
void settings_print(void);
