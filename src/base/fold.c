#include "base/fold.h"

#include <assert.h>

#include "base/out.h"

// Unicode's arithmetic of Hangul: a syllable is an initial, a vowel and perhaps a final.
#define INITIAL_FIRST 0x1100U
#define VOWEL_FIRST 0x1161U
#define FINAL_BEFORE 0x11A7U
#define INITIALS 19U
#define VOWELS 21U
#define FINALS 28U

static uint32_t peek(str s, size_t at)
{
    return at < s.n ? str_next(s, &at) : 0;
}

// The syllable that begins with `initial`, taking its vowel and final; or the point itself.
static uint32_t compose(str s, size_t *at, uint32_t initial)
{
    uint32_t i = initial - INITIAL_FIRST;
    uint32_t v = peek(s, *at) - VOWEL_FIRST;
    if (i >= INITIALS || v >= VOWELS) {
        return initial;
    }
    (void)str_next(s, at);
    uint32_t f = peek(s, *at) - FINAL_BEFORE;
    if (f == 0 || f >= FINALS) {
        f = 0;
    } else {
        (void)str_next(s, at);
    }
    return FOLD_SYLLABLE_FIRST + (i * VOWELS + v) * FINALS + f;
}

static bool is_blank(uint32_t point)
{
    return point == ' ' || (point >= 0x09 && point <= 0x0D) || point == 0xA0 ||
           (point >= 0x2000 && point <= 0x200B) || point == 0x3000 || point == 0xFEFF;
}

uint32_t fold_next(str text, size_t *at)
{
    uint32_t point = str_next(text, at);
    if (point >= INITIAL_FIRST && point < INITIAL_FIRST + INITIALS) {
        return compose(text, at, point);
    }
    return point >= 0xFF01 && point <= 0xFF5E ? point - 0xFF01 + '!' : point;
}

str fold_width(struct arena *a, str text)
{
    struct out o;
    out_init(&o, a, text.n + 1); // never longer
    for (size_t at = 0; at < text.n;) {
        uint32_t point = fold_next(text, &at);
        out_point(&o, is_blank(point) ? ' ' : point);
    }
    return out_view(&o);
}

static bool is_figure(uint32_t point)
{
    return point >= '0' && point <= '9';
}

// A letter or figure of any script: what is above ASCII and no punctuation of the usual blocks.
static bool is_word(uint32_t point)
{
    if (point < 0x80) {
        return (point >= '0' && point <= '9') || (point >= 'a' && point <= 'z') ||
               (point >= 'A' && point <= 'Z');
    }
    return point > 0xBF && point != 0xD7 && point != 0xF7 &&
           !(point >= 0x2000 && point <= 0x20CF) && !(point >= 0x2190 && point <= 0x2BFF) &&
           !(point >= 0x3000 && point <= 0x303F) && !(point >= 0xFE00 && point <= 0xFE6F) &&
           point < 0xFFE0;
}

static uint32_t lower_of(uint32_t point)
{
    return point >= 'A' && point <= 'Z' ? point - 'A' + 'a' : point;
}

str fold_key(struct arena *a, str text)
{
    char *key = arena_alloc(a, text.n + 1); // never longer: what cannot be read is no word
    size_t n = 0;
    uint32_t before = 0;
    for (size_t at = 0; at < text.n;) {
        uint32_t point = fold_next(text, &at);
        size_t ahead = at;
        bool is_point = point == '.' && is_figure(before) && ahead < text.n &&
                        is_figure(fold_next(text, &ahead));
        if (is_word(point) || is_point) {
            n += str_encode(lower_of(point), key + n);
        }
        before = point;
    }
    return (str){.p = key, .n = n};
}

size_t fold_letters(str text, uint32_t *out, size_t max)
{
    size_t count = 0;
    for (size_t at = 0; at < text.n;) {
        uint32_t point = str_next(text, &at);
        uint32_t parts[3] = {point, 0, 0};
        if (fold_is_syllable(point)) {
            uint32_t s = point - FOLD_SYLLABLE_FIRST;
            parts[0] = INITIAL_FIRST + s / (VOWELS * FINALS);
            parts[1] = VOWEL_FIRST + s / FINALS % VOWELS;
            parts[2] = s % FINALS == 0 ? 0 : FINAL_BEFORE + s % FINALS;
        }
        for (size_t i = 0; i < 3 && parts[i] != 0; i++) {
            if (count < max) {
                out[count] = parts[i];
            }
            count++;
        }
    }
    return count < max ? count : max;
}

int fold_distance(str a, str b, int most)
{
    uint32_t x[FOLD_LETTERS_MAX + 1];
    uint32_t y[FOLD_LETTERS_MAX + 1];
    int row[FOLD_LETTERS_MAX + 1];
    size_t n = fold_letters(a, x, FOLD_LETTERS_MAX + 1);
    size_t m = fold_letters(b, y, FOLD_LETTERS_MAX + 1);
    assert(most >= 0);
    size_t apart = n > m ? n - m : m - n;
    if (n > FOLD_LETTERS_MAX || m > FOLD_LETTERS_MAX || apart > (size_t)most) {
        return most + 1;
    }
    for (size_t k = 0; k <= m; k++) {
        row[k] = (int)k;
    }
    for (size_t i = 1; i <= n; i++) {
        int corner = row[0];
        row[0] = (int)i;
        for (size_t k = 1; k <= m; k++) {
            int above = row[k];
            int same = corner + (x[i - 1] == y[k - 1] ? 0 : 1);
            int step = (above < row[k - 1] ? above : row[k - 1]) + 1;
            row[k] = same < step ? same : step;
            corner = above;
        }
    }
    return row[m] <= most ? row[m] : most + 1;
}
