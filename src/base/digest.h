// SHA-256 over canonical text: what was approved is what is bought.
#pragma once

#include "base/arena.h"
#include "base/str.h"

// 64 lower-case hex digits of SHA-256(text).
str digest_sha256(struct arena *a, str text);
