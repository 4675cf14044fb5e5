// How Korean text becomes search tokens; the same for what is indexed and what is asked.
//
// A run of Hangul gives its overlapping pairs of syllables and the last syllable alone; Latin
// letters and figures are tokens of their own, so that KX-100, KX100 and kx 100 are found by each
// other, as 80g and 80 g are. So every hit of a query is a hit of a plain substring search of
// Hangul, of whole figures and of beginnings of Latin words. Text that people type never reaches
// MATCH: only tokens do. Pure functions over valid UTF-8.
#pragma once

#include "base/arena.h"
#include "base/str.h"
#include "market/catalog/normal_unit.h"

// One form for texts that look the same: jamo composed to syllables, full-width forms to ASCII,
// ASCII in lower case, ㎡ and the like as letters. Other characters stay.
str search_fold(struct arena *a, str text);

// The tokens of a text to be found, parted by blanks. The text is taken twice: as written, and with
// the blanks between its Hangul words left out, so that 복사용지 finds 복사 용지.
str search_doc_tokens(struct arena *a, str text);

// A word of a query, or what stands between quotes; excluded after a '-'.
struct search_term {
    str text;
    bool phrase;
    bool excluded;
};
// The next term of what was typed, from *at on; false at the end. A quote that is not closed is
// none. Borrows `query`.
bool search_next_term(str query, size_t *at, struct search_term *out);

// Is just one run of text wanted somewhere?
bool search_has_phrase(str query);

// The MATCH expression of a query: terms joined by AND. A run of Hangul is a prefix (one syllable),
// a token (two) or a phrase of pairs (three and more), what stands between quotes is one phrase,
// Latin letters are a prefix, with figures a phrase; a figure and a unit behind it are one, also a
// unit that was `added`. Empty when nothing can be asked.
str search_match(struct arena *a, const struct normal_units *added, str query);

// Is the text made of single consonants (ㄱ … ㅎ) and blanks only?
bool search_is_initials(str text);

// What a suggestion is filed under: folded, without blanks.
str search_key(struct arena *a, str text);
