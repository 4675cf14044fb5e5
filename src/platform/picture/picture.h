// A picture: a photo that was handed in, and the pictures made of it for everybody to see.
//
// What was handed in is private for good. What is made of it has one look and says nothing of
// where, when or with what it was taken. See README.md.
#pragma once

#include "base/arena.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/id.h"
#include "base/str.h"
#include "platform/page/href.h"
#include "platform/picture/picture_answer.h"

extern const struct fault PICTURE_UNKNOWN; // MISSING

enum picture_state {
    PICTURE_WAITING, // for its turn; seconds
    PICTURE_READY,
    PICTURE_REFUSED, // its verdict tells why
    PICTURE_HIDDEN,  // it was ready, and nobody may see it any more
    PICTURE_STATE_COUNT
};

struct picture {
    picture_id id;
    public_no no;
    file_id original;
    enum picture_state state;
    enum picture_verdict verdict; // of one that is not waiting
    int64_t width;                // of what was handed in, the right way up; 0 until ready
    int64_t height;
    uint32_t words; // bits of enum picture_word
    uint64_t hash;  // what near-equal pictures have nearly alike
    instant added_at;
};

// In the database.
const char *picture_state_word(enum picture_state state);
enum picture_state picture_state_from(str word); // PICTURE_STATE_COUNT: none
const char *picture_verdict_word(enum picture_verdict verdict);
enum picture_verdict picture_verdict_from(str word); // PICTURE_VERDICT_COUNT: none

// What is wrong with a refused one and what to do; empty for PICTURE_MADE.
str picture_verdict_sentence(enum picture_verdict verdict);
// 흐림, 어두움, …
str picture_word_text(enum picture_word word);
// The same with what to do about it.
str picture_word_advice(enum picture_word word);

// "600.webp", as addresses end.
str picture_size_name(enum picture_size size);
enum picture_size picture_size_from(str name); // PICTURE_SIZE_COUNT: none
// /pictures/NO/600.webp
href picture_path(struct arena *a, public_no no, enum picture_size size);

// Bits that differ.
int picture_distance(uint64_t a, uint64_t b);
// Whether a hash tells pictures apart: of an even surface nearly all bits are alike.
bool picture_hash_tells(uint64_t hash);

// Parts of a hash, of nine or ten bits: two that differ in PICTURE_NEAR bits at most have one of
// them alike.
#define PICTURE_NEAR 6
#define PICTURE_BANDS (PICTURE_NEAR + 1)
int64_t picture_band(uint64_t hash, int band);
