// What a product is called: its attributes, put together by the pattern of its category.
//
//     복사용지 {size} {weight:g} {sheets}        → 복사용지 A4 80g 2,500매
//     {@name} [{w:}×{d:}[×{h:}]mm] {top}         → 책상 1200×700×720mm LPM
//
// {key} is the value with its unit, {key:words} the value with these words instead; of a flag
// {key:words} is the words when it says yes. {@name}, {@maker}, {@model} are the category's name
// and the product's own. What stands in [ ] is left out unless every value in it is there, those of
// inner brackets apart. A value that is not there leaves nothing, not even its blank. Pure.
#pragma once

#include "market/catalog/listing.h"

extern const struct fault TITLE_BAD_PATTERN; // INVALID: the sentence says where

struct title_facts {
    str name; // of the category
    str maker;
    str model;
    const attribute_list *rows;
    const listing_value_list *values;
};

// The title; at most LIMIT_NAME characters, whole words. Empty when the pattern gives nothing.
// An unreadable pattern is read as far as it goes.
str title_build(struct arena *a, str pattern, const struct title_facts *facts);

// What a product of this category with these values is called.
str title_of(struct arena *a, const struct listing_template *t, const listing_value_list *values,
             str maker, str model);

// Can the pattern be read, and is each key one of the template's? Fails with TITLE_BAD_PATTERN;
// *out_sentence then says what is wrong.
err title_check(struct arena *a, str pattern, const attribute_list *rows, str *out_sentence);

// The pattern of a category that has none of its own: its name and the first four attributes that
// must be filled in, flags and lines of its price apart.
str title_usual(struct arena *a, const attribute_list *rows);
