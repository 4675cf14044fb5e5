// One photo becomes four squares with one look.
//
// A small copy tells where the subject is; then the photo is read once more, at the size at which
// the subject fills its share of the square. Nothing of what the file says of itself is kept, the
// place it was taken at least of all.
#include "platform/picture/child/picture/child.h"

#include <string.h>

#include "base/limits.h"

#define SIDE 1200      // of the largest square
#define SUBJECT 1020   // 85 % of it: what was cut out of a white background
#define SMALL 256      // the copy that is looked at
#define GROWN_MOST 4.0 // a photo is enlarged no further
#define QUALITY_WEBP 80
#define QUALITY_JPEG 82

// Each holds what was made last; the one before is let go.
static void take(VipsImage **image, VipsImage *next)
{
    VIPS_UNREF(*image);
    *image = next;
}

// --- Reading -------------------------------------------------------------------------------------

enum kind { KIND_JPEG, KIND_PNG, KIND_WEBP, KIND_NONE };

// By its first bytes; no other reader is ever asked.
static enum kind kind_of(const void *bytes, size_t size)
{
    const char *p = bytes;
    if (size >= 3 && memcmp(p, "\xFF\xD8\xFF", 3) == 0) {
        return KIND_JPEG;
    }
    if (size >= 8 && memcmp(p, "\x89PNG\r\n\x1A\n", 8) == 0) {
        return KIND_PNG;
    }
    bool webp = size >= 12 && memcmp(p, "RIFF", 4) == 0 && memcmp(p + 8, "WEBP", 4) == 0;
    return webp ? KIND_WEBP : KIND_NONE;
}

// The photo as it lies there, `shrink` (1, 2, 4, 8) times smaller where its kind can be read so.
// Nothing is decoded before its pixels are asked for; what is cut off or broken then fails.
static VipsImage *open_photo(const void *bytes, size_t size, int shrink)
{
    VipsImage *image = NULL;
    void *p = (void *)(guintptr)bytes; // only read
    switch (kind_of(bytes, size)) {
    case KIND_JPEG:
        (void)vips_jpegload_buffer(p, size, &image, "shrink", shrink, "access",
                                   VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_ERROR, NULL);
        break;
    case KIND_PNG:
        (void)vips_pngload_buffer(p, size, &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                                  VIPS_FAIL_ON_ERROR, NULL);
        break;
    case KIND_WEBP:
        (void)vips_webpload_buffer(p, size, &image, "scale", 1.0 / shrink, "access",
                                   VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_ERROR, NULL);
        break;
    case KIND_NONE:
        break;
    }
    return image;
}

// Judged by the header alone: nothing was decoded yet.
static enum picture_verdict admit(const void *bytes, size_t size, struct picture_answer *answer)
{
    if (kind_of(bytes, size) == KIND_NONE) {
        return PICTURE_OF_NO_KIND;
    }
    VipsImage *header = open_photo(bytes, size, 1);
    if (header == NULL) {
        return PICTURE_DAMAGED;
    }
    int64_t width = header->Xsize;
    int64_t height = header->Ysize;
    bool turned = vips_image_get_orientation_swap(header);
    g_object_unref(header);
    if (width > LIMIT_PICTURE_SIDE || height > LIMIT_PICTURE_SIDE ||
        width * height > LIMIT_PICTURE_PIXELS) {
        return PICTURE_TOO_LARGE;
    }
    answer->width = (uint32_t)(turned ? height : width);
    answer->height = (uint32_t)(turned ? width : height);
    return PICTURE_MADE;
}

// 8-bit sRGB, the right way up, on white where it is transparent, `side` pixels long.
static VipsImage *read_at(const void *bytes, size_t size, const struct picture_answer *a, int side)
{
    int shrink = 8;
    while (shrink > 1 && (int)VIPS_MAX(a->width, a->height) / shrink < side) {
        shrink /= 2;
    }
    VipsImage *image = open_photo(bytes, size, shrink);
    VipsImage *next = NULL;
    if (image != NULL) {
        bool done = vips_thumbnail_image(image, &next, side, "height", side, "export_profile",
                                         "srgb", NULL) == 0;
        take(&image, done ? next : NULL);
    }
    if (image != NULL && vips_image_hasalpha(image)) {
        const double white[] = {255.0, 255.0, 255.0};
        VipsArrayDouble *background = vips_array_double_new(white, image->Bands > 2 ? 3 : 1);
        bool flat = vips_flatten(image, &next, "background", background, NULL) == 0;
        vips_area_unref(VIPS_AREA(background));
        take(&image, flat ? next : NULL);
    }
    if (image != NULL) {
        bool done = vips_colourspace(image, &next, VIPS_INTERPRETATION_sRGB, NULL) == 0;
        take(&image, done ? next : NULL);
    }
    if (image != NULL) {
        bool done = vips_cast(image, &next, VIPS_FORMAT_UCHAR, NULL) == 0;
        take(&image, done ? next : NULL);
    }
    return image;
}

// All that the file said of itself: camera, place, profile, author.
static void forget(VipsImage *image)
{
    gchar **names = vips_image_get_fields(image);
    for (int i = 0; names != NULL && names[i] != NULL; i++) {
        (void)vips_image_remove(image, names[i]); // what is no such word stays
    }
    g_strfreev(names);
}

// The pixels alone. NULL of NULL.
static VipsImage *into_memory(VipsImage *image)
{
    VipsImage *own = NULL;
    VipsImage *copy = NULL;
    if (image != NULL && vips_copy(image, &own, NULL) == 0) { // whose words are ours to forget
        forget(own);
        copy = vips_image_copy_memory(own);
    }
    VIPS_UNREF(own);
    VIPS_UNREF(image);
    if (copy != NULL && copy->Bands != 3) { // more than sRGB has: nothing we know
        VIPS_UNREF(copy);
    }
    return copy;
}

// --- Making --------------------------------------------------------------------------------------

// How many pixels long the photo is read, so that its subject comes out at its size.
static int side_of(const struct picture_answer *a, const struct look *look, VipsImage *small)
{
    double width = (double)look->width * a->width / small->Xsize;
    double height = (double)look->height * a->height / small->Ysize;
    double wanted = look->is_white ? SUBJECT : SIDE;
    double scale = VIPS_MIN(GROWN_MOST, wanted / VIPS_MAX(width, height));
    return VIPS_MAX(1, (int)(scale * VIPS_MAX(a->width, a->height) + 0.5));
}

// The subject's box in a larger copy.
static VipsImage *cut_out(VipsImage *whole, const struct look *look, VipsImage *small)
{
    VipsImage *cut = NULL;
    int left = look->left * whole->Xsize / small->Xsize;
    int top = look->top * whole->Ysize / small->Ysize;
    int width = VIPS_CLIP(1, look->width * whole->Xsize / small->Xsize, whole->Xsize - left);
    int height = VIPS_CLIP(1, look->height * whole->Ysize / small->Ysize, whole->Ysize - top);
    (void)vips_extract_area(whole, &cut, left, top, VIPS_MIN(width, SIDE), VIPS_MIN(height, SIDE),
                            NULL);
    g_object_unref(whole);
    return cut;
}

// The border becomes white, and all else as much brighter.
static VipsImage *whiten(VipsImage *subject, const double *border)
{
    VipsImage *white = NULL;
    double factor[3];
    double nothing[3] = {0.0, 0.0, 0.0};
    for (int b = 0; b < 3; b++) {
        factor[b] = 255.0 / border[b];
    }
    (void)vips_linear(subject, &white, factor, nothing, 3, "uchar", TRUE, NULL);
    g_object_unref(subject);
    return white;
}

static VipsImage *make_subject(const void *bytes, size_t size, struct picture_answer *a)
{
    struct look look = {.width = 0};
    VipsImage *subject = NULL;
    VipsImage *small = into_memory(read_at(bytes, size, a, SMALL));
    if (small != NULL) {
        child_look(small, &look);
        subject = read_at(bytes, size, a, side_of(a, &look, small));
    }
    if (subject != NULL) {
        subject = cut_out(subject, &look, small);
    }
    if (subject != NULL && look.is_white) {
        subject = whiten(subject, look.border);
    }
    subject = into_memory(subject);
    if (subject != NULL) {
        a->words |= (uint32_t)look.is_dark << PICTURE_DARK;
        a->words |= (uint32_t)!look.is_white << PICTURE_NOT_WHITE;
        a->words |= (uint32_t)(VIPS_MAX(a->width, a->height) < SIDE) << PICTURE_SMALL;
        // Edges are faint in the dark, sharp or not.
        bool soft = !look.is_dark && child_is_blurred(subject);
        a->words |= (uint32_t)soft << PICTURE_BLURRED;
        a->hash = child_hash(subject);
    }
    VIPS_UNREF(small);
    return subject;
}

static bool save_webp(VipsImage *square, struct made *out, enum picture_size which)
{
    size_t size = 0;
    bool saved = vips_webpsave_buffer(square, &out->bytes[which], &size, "Q", QUALITY_WEBP, "strip",
                                      TRUE, NULL) == 0;
    out->answer.sizes[which] = (uint32_t)size;
    return saved;
}

static bool save_jpeg(VipsImage *square, struct made *out)
{
    size_t size = 0;
    bool saved =
        vips_jpegsave_buffer(square, &out->bytes[PICTURE_1200_JPEG], &size, "Q", QUALITY_JPEG,
                             "strip", TRUE, "optimize_coding", TRUE, NULL) == 0;
    out->answer.sizes[PICTURE_1200_JPEG] = (uint32_t)size;
    return saved;
}

// Each smaller square is made of the one before.
static bool save_squares(VipsImage *subject, struct made *out)
{
    VipsImage *square = NULL;
    VipsImage *next = NULL;
    if (vips_gravity(subject, &next, VIPS_COMPASS_DIRECTION_CENTRE, SIDE, SIDE, "extend",
                     VIPS_EXTEND_WHITE, NULL) != 0) {
        return false;
    }
    square = into_memory(next);
    bool done = square != NULL && save_webp(square, out, PICTURE_1200) && save_jpeg(square, out);
    if (done && (done = vips_resize(square, &next, 600.0 / SIDE, NULL) == 0)) {
        take(&square, into_memory(next));
        done = square != NULL && save_webp(square, out, PICTURE_600);
    }
    if (done && (done = vips_resize(square, &next, 240.0 / 600.0, NULL) == 0)) {
        take(&square, into_memory(next));
        done = square != NULL && save_webp(square, out, PICTURE_240);
    }
    VIPS_UNREF(square);
    return done;
}

void child_make(const void *bytes, size_t size, struct made *out)
{
    struct picture_answer *a = &out->answer;
    memcpy(a->mark, PICTURE_ANSWER_MARK, sizeof(a->mark));
    a->verdict = admit(bytes, size, a);
    if (a->verdict != PICTURE_MADE) {
        return;
    }
    VipsImage *subject = make_subject(bytes, size, a);
    if (subject == NULL || !save_squares(subject, out)) {
        *a = (struct picture_answer){.verdict = PICTURE_DAMAGED};
        memcpy(a->mark, PICTURE_ANSWER_MARK, sizeof(a->mark));
    }
    VIPS_UNREF(subject);
}
