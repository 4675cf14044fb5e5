// Korean as keystrokes: a syllable taken apart into the letters a two-set keyboard types.
//
// 복사 is ㅂㅗㄱㅅㅏ, so every state of typing is a beginning of the whole: 사무ㅇ and 사뭉 are
// both beginnings of 사무용. The same letters lie on the keys of a Latin keyboard, so that text
// typed with the wrong language switched on can be read. Pure functions over valid UTF-8.
#pragma once

#include "base/arena.h"
#include "base/str.h"

// Folded, without blanks, each syllable as its letters: 복사 A4 → ㅂㅗㄱㅅㅏa4.
str search_letters(struct arena *a, str text);

// The initial consonants of a text, likewise: 복사용지 → ㅂㅅㅇㅈ; what is no syllable stays.
str search_initials(struct arena *a, str text);

// Is there a letter that stands alone, as while typing?
bool search_has_letter(str text);
// Is the text just one such letter; and is one of its words?
bool search_is_one_letter(str text);
bool search_has_one_letter(str text);

// What the keys of Latin letters type in Korean: tkan → ㅅㅏㅁㅜ. Other characters stay.
str search_keys_to_letters(struct arena *a, str text);
// What the keys of Korean letters, alone or in syllables, type in Latin: ㅕㄴㅠ → usb.
str search_letters_to_keys(struct arena *a, str text);

// Letters put together into syllables as the keyboard does it: ㅅㅏㅁㅜ → 사무.
str search_compose(struct arena *a, str letters);

// Latin letters that are spelled in Korean, from the beginning of a word on: 엘이디 → led,
// 엘이디조명 → led조명, 유에스비 → usb. Empty where fewer than three syllables are of that, or
// fewer than two letters.
str search_spelled_letters(struct arena *a, str word);
