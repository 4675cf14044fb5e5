// Texts that mean the same in one form, so that they can be compared.
//
// Pure functions over valid UTF-8.
#pragma once

#include "base/arena.h"
#include "base/str.h"

// As it looks: jamo composed to syllables, full-width forms to ASCII, every blank to a space. Case
// and all other characters stay. Never longer.
str fold_width(struct arena *a, str text);

// What it is compared by: fold_width, ASCII in lower case, and only what is a letter or a figure in
// any script; 1.5 keeps its point. Empty when nothing is left.
str fold_key(struct arena *a, str text);

// The code point at *at as it looks, which moves on: jamo composed to a syllable, full-width forms
// as ASCII.
uint32_t fold_next(str text, size_t *at);

// 가 … 힣
#define FOLD_SYLLABLE_FIRST 0xAC00U
#define FOLD_SYLLABLE_LAST 0xD7A3U
static inline bool fold_is_syllable(uint32_t point)
{
    return point >= FOLD_SYLLABLE_FIRST && point <= FOLD_SYLLABLE_LAST;
}

// A text as the letters that are written one by one: a syllable is its initial, vowel and final,
// everything else is itself. At most `max`; how many there are.
size_t fold_letters(str text, uint32_t *out, size_t max);

// How many letters are put in, left out or exchanged between two texts; `most` + 1 when more than
// `most` are, or when one of them has over FOLD_LETTERS_MAX letters. A changed place counts two.
#define FOLD_LETTERS_MAX 256
int fold_distance(str a, str b, int most);
