// What the child that makes pictures says on its standard output, before the bytes it made.
//
// Both ends are built of this file and run on one machine. The child has read a stranger's file, so
// its answer is read as a stranger's too.
#pragma once

#include <stdint.h>

// The sizes a picture is made in, in this order: squares, in pixels a side.
enum picture_size {
    PICTURE_1200,
    PICTURE_600,
    PICTURE_240,
    PICTURE_1200_JPEG, // for programs that read no WebP, and for paper
    PICTURE_SIZE_COUNT
};

enum picture_verdict {
    PICTURE_MADE,
    PICTURE_OF_NO_KIND, // neither JPEG, PNG nor WebP by its bytes
    PICTURE_TOO_LARGE,  // more pixels than are decoded
    PICTURE_DAMAGED,    // cut off, or not what it begins as
    PICTURE_GIVEN_UP,   // the parent's: it took too much time or memory, or ended without an answer
    PICTURE_VERDICT_COUNT
};

// What a supplier is told about a picture that is ready; bits of `words`.
enum picture_word {
    PICTURE_BLURRED,
    PICTURE_DARK,
    PICTURE_NOT_WHITE, // its background
    PICTURE_SMALL,
    PICTURE_WORD_COUNT
};

#define PICTURE_ANSWER_MARK "DUREPIC1"

struct picture_answer {
    char mark[8];
    uint64_t hash; // difference hash of 9 × 8 cells, by rows from the top left
    uint32_t
        verdict;    // enum picture_verdict; nothing but the mark is set besides, unless it is made
    uint32_t width; // of what was handed in, the right way up
    uint32_t height;
    uint32_t words;
    uint32_t sizes[PICTURE_SIZE_COUNT]; // bytes of each picture; they follow in this order
};
