// What there is to see: the border, the subject, sharpness, and the hash that near-equal pictures
// share. Plain loops over 8-bit sRGB in memory.
#include "platform/picture/child/picture/child.h"

#include <math.h>

// The look asked for by document-rendering: borders that are nearly white already are made white.
#define WHITE_MEAN 235.0 // of 255: a border as bright as this
#define WHITE_SPREAD 8.0 // and as even, in standard deviations
#define TRIM_STEP 15.0   // of 255: what differs by more belongs to the subject

// Tried on the photos of the tests: what a person calls dark or soft lies far on the other side.
#define DARK_BRIGHT 110 // of 255: where the brightest twentieth begins
#define SOFT_EDGE 24 // of 255: the mean of the sharpest hundredth of a photo's second differences
#define HASH_STEP 2  // of 255: cells that differ by less are equal
#define SHARP_SIDE 600.0 // pixels at which sharpness is judged: what people see first

// Three bytes of an image in memory.
static const VipsPel *pixel(const VipsImage *im, int x, int y)
{
    return im->data + ((size_t)y * (size_t)im->Xsize + (size_t)x) * 3;
}

static int grey(const VipsPel *p)
{
    return (299 * p[0] + 587 * p[1] + 114 * p[2]) / 1000;
}

struct sums {
    double sum[3];
    double squares[3];
    double count;
};

static void add_pixel(struct sums *s, const VipsPel *p)
{
    for (int b = 0; b < 3; b++) {
        s->sum[b] += p[b];
        s->squares[b] += (double)p[b] * p[b];
    }
    s->count++;
}

static void look_at_border(VipsImage *small, struct look *out)
{
    int w = small->Xsize;
    int h = small->Ysize;
    int ring = VIPS_MAX(1, VIPS_MIN(w, h) / 32);
    struct sums s = {.count = 0};
    for (int y = 0; y < h; y++) {
        bool inner = y >= ring && y < h - ring;
        for (int x = 0; x < w; x++) {
            if (inner && x == ring && w > 2 * ring) {
                x = w - ring;
            }
            add_pixel(&s, pixel(small, x, y));
        }
    }
    out->is_white = true;
    for (int b = 0; b < 3; b++) {
        double mean = s.sum[b] / s.count;
        double spread = sqrt(VIPS_MAX(0.0, s.squares[b] / s.count - mean * mean));
        out->border[b] = mean;
        out->is_white = out->is_white && mean > WHITE_MEAN && spread < WHITE_SPREAD;
    }
}

static bool is_dark(VipsImage *small)
{
    long counts[256] = {0};
    long all = (long)small->Xsize * small->Ysize;
    for (int y = 0; y < small->Ysize; y++) {
        for (int x = 0; x < small->Xsize; x++) {
            counts[grey(pixel(small, x, y))]++;
        }
    }
    long brighter = 0;
    int level = 255;
    while (level > 0 && (brighter += counts[level]) * 20 < all) {
        level--;
    }
    return level < DARK_BRIGHT;
}

static bool differs(const VipsPel *p, const double *border)
{
    for (int b = 0; b < 3; b++) {
        if (fabs(p[b] - border[b]) > TRIM_STEP) {
            return true;
        }
    }
    return false;
}

// The box of all that differs from the border, with a pixel around it. One that differs nowhere is
// its own subject.
static void find_subject(VipsImage *small, struct look *out)
{
    int left = small->Xsize;
    int top = small->Ysize;
    int right = 0;
    int bottom = 0;
    for (int y = 0; y < small->Ysize; y++) {
        for (int x = 0; x < small->Xsize; x++) {
            if (differs(pixel(small, x, y), out->border)) {
                left = VIPS_MIN(left, x);
                top = VIPS_MIN(top, y);
                right = VIPS_MAX(right, x + 1);
                bottom = VIPS_MAX(bottom, y + 1);
            }
        }
    }
    if (right > left && bottom > top) {
        out->left = VIPS_MAX(0, left - 1);
        out->top = VIPS_MAX(0, top - 1);
        out->width = VIPS_MIN(small->Xsize, right + 1) - out->left;
        out->height = VIPS_MIN(small->Ysize, bottom + 1) - out->top;
    }
}

void child_look(VipsImage *small, struct look *out)
{
    *out = (struct look){.width = small->Xsize, .height = small->Ysize};
    look_at_border(small, out);
    out->is_dark = is_dark(small);
    if (out->is_white) {
        find_subject(small, out);
    }
}

// How far a pixel is from what its neighbours foretell.
static int edge(VipsImage *im, int x, int y, int step)
{
    int around = grey(pixel(im, x - step, y)) + grey(pixel(im, x + step, y)) +
                 grey(pixel(im, x, y - step)) + grey(pixel(im, x, y + step));
    return abs(4 * grey(pixel(im, x, y)) - around) / 4;
}

bool child_is_blurred(VipsImage *im)
{
    long counts[256] = {0};
    long all = 0;
    int step = VIPS_MAX(1, (int)(VIPS_MAX(im->Xsize, im->Ysize) / SHARP_SIDE));
    for (int y = step; y < im->Ysize - step; y++) {
        for (int x = step; x < im->Xsize - step; x++) {
            counts[VIPS_MIN(255, edge(im, x, y, step))]++;
            all++;
        }
    }
    long seen = 0;
    long sum = 0;
    for (int level = 255; level >= 0 && seen * 100 < all; level--) {
        seen += counts[level];
        sum += counts[level] * level;
    }
    return seen == 0 || sum < SOFT_EDGE * seen;
}

// The mean of one of 9 × 8 cells.
static int cell(VipsImage *im, int column, int row)
{
    int left = column * im->Xsize / 9;
    int right = VIPS_MAX(left + 1, (column + 1) * im->Xsize / 9);
    int top = row * im->Ysize / 8;
    int bottom = VIPS_MAX(top + 1, (row + 1) * im->Ysize / 8);
    long sum = 0;
    for (int y = top; y < VIPS_MIN(bottom, im->Ysize); y++) {
        for (int x = left; x < VIPS_MIN(right, im->Xsize); x++) {
            sum += grey(pixel(im, x, y));
        }
    }
    return (int)(sum / ((long)(bottom - top) * (right - left)));
}

uint64_t child_hash(VipsImage *im)
{
    uint64_t hash = 0;
    for (int row = 0; row < 8; row++) {
        for (int column = 0; column < 8; column++) {
            bool rises = cell(im, column, row) + HASH_STEP < cell(im, column + 1, row);
            hash = hash << 1 | (rises ? 1U : 0U);
        }
    }
    return hash;
}
