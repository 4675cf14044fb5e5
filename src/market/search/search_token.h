// How Korean text becomes search tokens; the same for what is indexed and what is asked.
//
// A run of Hangul gives its overlapping pairs of syllables and the last syllable alone; Latin
// letters and digits stay whole. So every hit of a query is a hit of a plain substring search, and
// a word of one syllable finds by prefix. Text that people type never reaches MATCH: only tokens
// do. Pure functions over valid UTF-8.
#pragma once

#include "base/arena.h"
#include "base/str.h"

// One form for texts that look the same: jamo composed to syllables, full-width forms to ASCII,
// ASCII in lower case. Other characters stay.
str search_fold(struct arena *a, str text);

// The tokens of a text to be found, parted by blanks. The text is taken twice: as written, and with
// the blanks between its Hangul words left out, so that 복사용지 finds 복사 용지.
str search_doc_tokens(struct arena *a, str text);

// The MATCH expression of a query: words joined by AND, each a prefix (one syllable), a token (two)
// or a phrase of pairs (three and more). A word after '-' excludes. Empty when nothing can be
// asked.
str search_match(struct arena *a, str query);

// The initial consonants of a text: 복사용지 → ㅂㅅㅇㅈ; what is no syllable stays, blanks go.
str search_initials(struct arena *a, str text);

// Is the text made of single consonants (ㄱ … ㅎ) and blanks only?
bool search_is_initials(str text);

// What a suggestion is filed under: folded, without blanks.
str search_key(struct arena *a, str text);
