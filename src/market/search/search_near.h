// Words that a slip of one key parts. Pure functions over valid UTF-8.
#pragma once

#include "base/str.h"

// Does one letter more, one less, another one or two that changed places make one text the other?
// The same text is not near itself. Both as letters: 복사 is ㅂㅗㄱㅅㅏ.
bool search_is_near(str a, str b);
// Do at most two letters beside each other, more, less or others, make one text the other? 제심동기
// is so near to 제세동기. For long words alone: many short ones are.
bool search_is_near_by_two(str a, str b);
