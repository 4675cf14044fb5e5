#include "market/search/search_near.h"

static bool begins_letter(str s, size_t at)
{
    return at >= s.n || ((unsigned char)s.p[at] & 0xC0) != 0x80;
}

// Bytes of the letters both begin with.
static size_t same_beginning(str a, str b)
{
    size_t n = 0;
    while (n < a.n && n < b.n && a.p[n] == b.p[n]) {
        n++;
    }
    while (!begins_letter(a, n) || !begins_letter(b, n)) {
        n--;
    }
    return n;
}

// Bytes of the letters both end with.
static size_t same_end(str a, str b)
{
    size_t n = 0;
    while (n < a.n && n < b.n && a.p[a.n - n - 1] == b.p[b.n - n - 1]) {
        n++;
    }
    while (!begins_letter(a, a.n - n) || !begins_letter(b, b.n - n)) {
        n--;
    }
    return n;
}

static bool are_swapped(str a, str b)
{
    size_t at_a = 0;
    size_t at_b = 0;
    uint32_t first = str_next(a, &at_a);
    uint32_t second = str_next(a, &at_a);
    return str_next(b, &at_b) == second && str_next(b, &at_b) == first;
}

#define LETTER_BYTES 4 // of one letter at most

// What two have between the beginning and the end that are the same.
static void cut_same(str *a, str *b)
{
    size_t begin = same_beginning(*a, *b);
    *a = str_slice(*a, begin, a->n);
    *b = str_slice(*b, begin, b->n);
    size_t end = same_end(*a, *b);
    *a = str_slice(*a, 0, a->n - end);
    *b = str_slice(*b, 0, b->n - end);
}

bool search_is_near(str a, str b)
{
    if (a.n > b.n + LETTER_BYTES || b.n > a.n + LETTER_BYTES) {
        return false; // asked of a hundred thousand words: most are told apart at once
    }
    cut_same(&a, &b);
    if (a.n > 2 * LETTER_BYTES || b.n > 2 * LETTER_BYTES) {
        return false;
    }
    size_t of_a = str_length(a);
    size_t of_b = str_length(b);
    if (of_a == 2 && of_b == 2) {
        return are_swapped(a, b);
    }
    return of_a <= 1 && of_b <= 1 && of_a + of_b > 0;
}

bool search_is_near_by_two(str a, str b)
{
    if (a.n > b.n + 2 * LETTER_BYTES || b.n > a.n + 2 * LETTER_BYTES) {
        return false;
    }
    cut_same(&a, &b);
    if (a.n > 2 * LETTER_BYTES || b.n > 2 * LETTER_BYTES) {
        return false;
    }
    return str_length(a) <= 2 && str_length(b) <= 2 && a.n + b.n > 0;
}
