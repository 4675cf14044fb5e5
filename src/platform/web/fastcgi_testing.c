#include "platform/web/fastcgi_testing.h"

#include "base/limits.h"
#include "base/out.h"

#define VERSION '\1'
#define SHORT_MOST 127 // of a length in one byte

static void add_frame(struct out *o, char type, size_t n, size_t padding)
{
    const char frame[] = {
        VERSION, type, 0, 1, (char)(n >> 8), (char)(n & 0xFF), (char)padding, 0,
    };
    out_raw(o, frame, sizeof frame);
}

static void add_length(struct out *o, size_t n)
{
    if (n > SHORT_MOST) {
        const char wide[] = {(char)(0x80 | n >> 24), (char)(n >> 16), (char)(n >> 8), (char)n};
        out_raw(o, wide, sizeof wide);
    } else {
        out_char(o, (char)n);
    }
}

str fastcgi_testing_frame(struct arena *a, bool stays, str names)
{
    static const char NOTHING[8];
    size_t padding = (8 - names.n % 8) % 8;
    const char role[] = {0, 1, (char)stays, 0, 0, 0, 0, 0};
    struct out o;
    out_init(&o, a, MIB);
    add_frame(&o, 1, sizeof role, 0);
    out_raw(&o, role, sizeof role);
    add_frame(&o, 4, names.n, padding);
    out_str(&o, names);
    out_raw(&o, NOTHING, padding);
    add_frame(&o, 4, 0, 0);
    add_frame(&o, 5, 0, 0);
    return out_view(&o);
}

str fastcgi_testing_request(struct arena *a, bool stays, const struct fastcgi_testing_row *rows,
                            size_t count)
{
    struct out names;
    out_init(&names, a, MIB);
    for (size_t i = 0; i < count; i++) {
        str name = str_view(rows[i].name);
        add_length(&names, name.n);
        add_length(&names, rows[i].value.n);
        out_str(&names, name);
        out_str(&names, rows[i].value);
    }
    return fastcgi_testing_frame(a, stays, out_view(&names));
}
