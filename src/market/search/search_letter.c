#include "market/search/search_letter.h"

#include "base/fault.h"
#include "base/fold.h"
#include "base/limits.h"
#include "base/out.h"
#include "market/search/search_token.h"

// Letters are those of the compatibility block, ㄱ U+3131 … ㅣ U+3163.
#define LETTER_FIRST 0x3131U
#define VOWEL_FIRST 0x314FU
#define LETTER_LAST 0x3163U
#define VOWELS 21U
#define FINALS 28U    // the first of them is none
#define LETTERS_MAX 5 // of a syllable, each as many bytes as the syllable

// Initials and finals in Unicode's order.
static const uint32_t INITIALS[] = {0x3131, 0x3132, 0x3134, 0x3137, 0x3138, 0x3139, 0x3141,
                                    0x3142, 0x3143, 0x3145, 0x3146, 0x3147, 0x3148, 0x3149,
                                    0x314A, 0x314B, 0x314C, 0x314D, 0x314E};
static const uint32_t FINAL_LETTERS[FINALS] = {
    0,      0x3131, 0x3132, 0x3133, 0x3134, 0x3135, 0x3136, 0x3137, 0x3139, 0x313A,
    0x313B, 0x313C, 0x313D, 0x313E, 0x313F, 0x3140, 0x3141, 0x3142, 0x3144, 0x3145,
    0x3146, 0x3147, 0x3148, 0x314A, 0x314B, 0x314C, 0x314D, 0x314E};

// Letters typed with two keys.
static const struct {
    uint32_t whole;
    uint32_t first;
    uint32_t second;
} PAIRS[] = {
    {0x3133, 0x3131, 0x3145}, // ㄳ
    {0x3135, 0x3134, 0x3148}, // ㄵ
    {0x3136, 0x3134, 0x314E}, // ㄶ
    {0x313A, 0x3139, 0x3131}, // ㄺ
    {0x313B, 0x3139, 0x3141}, // ㄻ
    {0x313C, 0x3139, 0x3142}, // ㄼ
    {0x313D, 0x3139, 0x3145}, // ㄽ
    {0x313E, 0x3139, 0x314C}, // ㄾ
    {0x313F, 0x3139, 0x314D}, // ㄿ
    {0x3140, 0x3139, 0x314E}, // ㅀ
    {0x3144, 0x3142, 0x3145}, // ㅄ
    {0x3158, 0x3157, 0x314F}, // ㅘ
    {0x3159, 0x3157, 0x3150}, // ㅙ
    {0x315A, 0x3157, 0x3163}, // ㅚ
    {0x315D, 0x315C, 0x3153}, // ㅝ
    {0x315E, 0x315C, 0x3154}, // ㅞ
    {0x315F, 0x315C, 0x3163}, // ㅟ
    {0x3162, 0x3161, 0x3163}, // ㅢ
};

// The two-set keyboard: KS X 5002.
static const struct {
    char key;
    uint32_t letter;
} KEYS[] = {
    {'r', 0x3131},
    {'R', 0x3132},
    {'s', 0x3134},
    {'e', 0x3137},
    {'E', 0x3138},
    {'f', 0x3139},
    {'a', 0x3141},
    {'q', 0x3142},
    {'Q', 0x3143},
    {'t', 0x3145},
    {'T', 0x3146},
    {'d', 0x3147},
    {'w', 0x3148},
    {'W', 0x3149},
    {'c', 0x314A},
    {'z', 0x314B},
    {'x', 0x314C},
    {'v', 0x314D},
    {'g', 0x314E},
    {'k', 0x314F},
    {'o', 0x3150},
    {'i', 0x3151},
    {'O', 0x3152},
    {'j', 0x3153},
    {'p', 0x3154},
    {'u', 0x3155},
    {'P', 0x3156},
    {'h', 0x3157},
    {'y', 0x315B},
    {'n', 0x315C},
    {'b', 0x3160},
    {'m', 0x3161},
    {'l', 0x3163},
};

static bool is_letter(uint32_t point)
{
    return point >= LETTER_FIRST && point <= LETTER_LAST;
}

static bool is_vowel(uint32_t point)
{
    return point >= VOWEL_FIRST && point <= LETTER_LAST;
}

static void out_letter(struct out *o, uint32_t letter)
{
    for (size_t i = 0; i < COUNT(PAIRS); i++) {
        if (PAIRS[i].whole == letter) {
            out_point(o, PAIRS[i].first);
            out_point(o, PAIRS[i].second);
            return;
        }
    }
    out_point(o, letter);
}

static void out_syllable(struct out *o, uint32_t syllable)
{
    uint32_t at = syllable - FOLD_SYLLABLE_FIRST;
    out_letter(o, INITIALS[at / (VOWELS * FINALS)]);
    out_letter(o, VOWEL_FIRST + at / FINALS % VOWELS);
    if (at % FINALS > 0) {
        out_letter(o, FINAL_LETTERS[at % FINALS]);
    }
}

// Syllables as letters; everything else as it is.
static str take_apart(struct arena *a, str text)
{
    struct out o;
    out_init(&o, a, text.n * LETTERS_MAX + 1);
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        uint32_t point = str_next(text, &at);
        if (fold_is_syllable(point)) {
            out_syllable(&o, point);
        } else if (is_letter(point)) {
            out_letter(&o, point);
        } else {
            out_str(&o, str_slice(text, from, at - from));
        }
    }
    return out_view(&o);
}

str search_letters(struct arena *a, str text)
{
    return take_apart(a, search_key(a, text));
}

str search_initials(struct arena *a, str text)
{
    str key = search_key(a, text);
    struct out o;
    out_init(&o, a, key.n + 1); // never longer
    for (size_t at = 0; at < key.n;) {
        uint32_t point = str_next(key, &at);
        bool is_syllable = fold_is_syllable(point);
        out_point(&o, is_syllable ? INITIALS[(point - FOLD_SYLLABLE_FIRST) / (VOWELS * FINALS)]
                                  : point);
    }
    return out_view(&o);
}

bool search_has_letter(str text)
{
    for (size_t at = 0; at < text.n;) {
        if (is_letter(str_next(text, &at))) {
            return true;
        }
    }
    return false;
}

bool search_is_one_letter(str text)
{
    return str_length(text) == 1 && search_has_letter(text);
}

bool search_has_one_letter(str text)
{
    bool has = false;
    while (text.n > 0 && !has) {
        has = search_is_one_letter(str_cut(&text, ' '));
    }
    return has;
}

// --- The keyboard --------------------------------------------------------------------------------

static uint32_t letter_of_key(char key)
{
    for (size_t i = 0; i < COUNT(KEYS); i++) {
        if (KEYS[i].key == key) {
            return KEYS[i].letter;
        }
    }
    for (size_t i = 0; i < COUNT(KEYS); i++) { // a capital that types no letter of its own
        if (key >= 'A' && key <= 'Z' && KEYS[i].key == key - 'A' + 'a') {
            return KEYS[i].letter;
        }
    }
    return 0;
}

str search_keys_to_letters(struct arena *a, str text)
{
    struct out o;
    out_init(&o, a, text.n * LETTERS_MAX + 1);
    for (size_t i = 0; i < text.n; i++) {
        uint32_t letter = letter_of_key(text.p[i]);
        if (letter != 0) {
            out_point(&o, letter);
        } else {
            out_char(&o, text.p[i]);
        }
    }
    return out_view(&o);
}

str search_letters_to_keys(struct arena *a, str text)
{
    str letters = take_apart(a, text);
    struct out o;
    out_init(&o, a, text.n * LETTERS_MAX + 1);
    for (size_t at = 0; at < letters.n;) {
        size_t from = at;
        uint32_t point = str_next(letters, &at);
        size_t i = 0;
        while (i < COUNT(KEYS) && KEYS[i].letter != point) {
            i++;
        }
        if (i < COUNT(KEYS)) {
            out_char(&o, KEYS[i].key);
        } else {
            out_str(&o, str_slice(letters, from, at - from));
        }
    }
    return out_view(&o);
}

// --- Putting together ----------------------------------------------------------------------------

// A syllable in the making; 0 is a part not there yet.
struct making {
    uint32_t initial;
    uint32_t vowel;
    uint32_t final;
};

static size_t place_in(const uint32_t *letters, size_t count, uint32_t letter)
{
    size_t i = 0;
    while (i < count && letters[i] != letter) {
        i++;
    }
    return i;
}

static uint32_t pair_of(uint32_t first, uint32_t second)
{
    for (size_t i = 0; i < COUNT(PAIRS); i++) {
        if (PAIRS[i].first == first && PAIRS[i].second == second) {
            return PAIRS[i].whole;
        }
    }
    return 0;
}

static void finish(struct out *o, struct making *m)
{
    if (m->initial != 0 && m->vowel != 0) {
        uint32_t initial = (uint32_t)place_in(INITIALS, COUNT(INITIALS), m->initial);
        uint32_t final = (uint32_t)place_in(FINAL_LETTERS, FINALS, m->final);
        out_point(o, FOLD_SYLLABLE_FIRST + (initial * VOWELS + m->vowel - VOWEL_FIRST) * FINALS +
                         final);
    } else if (m->initial != 0 || m->vowel != 0) {
        out_point(o, m->initial != 0 ? m->initial : m->vowel);
    }
    *m = (struct making){0};
}

static void take_consonant(struct out *o, struct making *m, uint32_t letter)
{
    bool may_end = place_in(FINAL_LETTERS, FINALS, letter) < FINALS;
    if (m->initial != 0 && m->vowel != 0 && m->final == 0 && may_end) {
        m->final = letter;
    } else if (m->final != 0 && pair_of(m->final, letter) != 0) {
        m->final = pair_of(m->final, letter);
    } else {
        finish(o, m);
        m->initial = letter;
    }
}

// A vowel takes the consonant before it, or the second of two, along as its initial.
static void take_vowel(struct out *o, struct making *m, uint32_t letter)
{
    if (m->final != 0) {
        uint32_t initial = m->final;
        m->final = 0;
        for (size_t i = 0; i < COUNT(PAIRS); i++) {
            if (PAIRS[i].whole == initial) {
                m->final = PAIRS[i].first;
                initial = PAIRS[i].second;
                break;
            }
        }
        finish(o, m);
        *m = (struct making){.initial = initial, .vowel = letter};
    } else if (m->vowel != 0 && pair_of(m->vowel, letter) != 0) {
        m->vowel = pair_of(m->vowel, letter);
    } else if (m->initial != 0 && m->vowel == 0) {
        m->vowel = letter;
    } else {
        finish(o, m);
        m->vowel = letter;
    }
}

str search_compose(struct arena *a, str letters)
{
    struct out o;
    out_init(&o, a, letters.n + 1);
    struct making m = {0};
    for (size_t at = 0; at < letters.n;) {
        size_t from = at;
        uint32_t point = str_next(letters, &at);
        if (!is_letter(point)) {
            finish(&o, &m);
            out_str(&o, str_slice(letters, from, at - from));
        } else if (is_vowel(point)) {
            take_vowel(&o, &m, point);
        } else {
            take_consonant(&o, &m, point);
        }
    }
    finish(&o, &m);
    return out_view(&o);
}

// --- Letters spelled in Korean -------------------------------------------------------------------

#define SPELLED_SYLLABLES_MIN 3 // 오이 and 비티 are words of their own
#define SPELLED_LETTERS_MIN 2

// The longer before those they begin with.
static const struct {
    const char *name;
    char letter;
} SPELLED[] = {
    {"더블유", 'w'},
    {"에이치", 'h'},
    {"에이",    'a'},
    {"에프",    'f'},
    {"아이",    'i'},
    {"제이",    'j'},
    {"케이",    'k'},
    {"에스",    's'},
    {"브이",    'v'},
    {"엑스",    'x'},
    {"와이",    'y'},
    {"제트",    'z'},
    {"비",       'b'},
    {"씨",       'c'},
    {"시",       'c'},
    {"디",       'd'},
    {"이",       'e'},
    {"지",       'g'},
    {"엘",       'l'},
    {"엠",       'm'},
    {"엔",       'n'},
    {"오",       'o'},
    {"피",       'p'},
    {"큐",       'q'},
    {"알",       'r'},
    {"티",       't'},
    {"유",       'u'},
};

// The letter whose name a text begins with, and the bytes of that; 0: none.
static char take_spelled(str rest, size_t *bytes)
{
    for (size_t i = 0; i < COUNT(SPELLED); i++) {
        str name = str_view(SPELLED[i].name);
        if (str_starts(rest, name)) {
            *bytes = name.n;
            return SPELLED[i].letter;
        }
    }
    return 0;
}

str search_spelled_letters(struct arena *a, str word)
{
    struct out o;
    out_init(&o, a, LIMIT_TEXT);
    size_t at = 0;
    size_t bytes = 0;
    for (char letter = take_spelled(word, &bytes); letter != 0 && o.n < LIMIT_QUERY;
         letter = take_spelled(str_slice(word, at, word.n), &bytes)) {
        out_char(&o, letter);
        at += bytes;
    }
    bool is_long = str_length(str_slice(word, 0, at)) >= SPELLED_SYLLABLES_MIN;
    if (!is_long || o.n < SPELLED_LETTERS_MIN) {
        return S("");
    }
    out_str(&o, str_slice(word, at, word.n));
    return out_view(&o);
}
