#include "platform/picture/pdf_testing.h"

#include <assert.h>

#include "base/out.h"
#include "platform/picture/pdf_plain.h"

static const char PAGE[] = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>";

static str catalog_of(struct arena *a, str more)
{
    return str_format(a, "<</Type/Catalog/Pages 2 0 R%.*s>>", STR_ARG(more));
}

str pdf_testing(struct arena *a, str catalog, str object)
{
    const str objects[] = {
        catalog_of(a, catalog),
        S("<</Type/Pages/Kids[3 0 R]/Count 1>>"),
        str_view(PAGE),
        object.n == 0 ? S("null") : object,
    };
    return pdf_plain(a, objects, sizeof(objects) / sizeof(objects[0]), S(""));
}

str pdf_testing_pages(struct arena *a, int64_t count)
{
    struct out kids;
    str *objects = NEW_ARRAY(a, (size_t)count + 2, str);
    out_init(&kids, a, (size_t)count * 16 + 100);
    out_str(&kids, S("<</Type/Pages/Kids["));
    for (int64_t i = 0; i < count; i++) {
        objects[i + 2] = str_view(PAGE);
        out_format(&kids, "%lld 0 R ", (long long)i + 3);
    }
    out_format(&kids, "]/Count %lld>>", (long long)count);
    objects[0] = catalog_of(a, S(""));
    objects[1] = out_view(&kids);
    return pdf_plain(a, objects, (size_t)count + 2, S(""));
}

// --- Packed --------------------------------------------------------------------------------------

static str hexed(struct arena *a, str bytes)
{
    static const char DIGITS[] = "0123456789abcdef";
    char *text = arena_alloc(a, bytes.n * 2 + 1);
    for (size_t i = 0; i < bytes.n; i++) {
        text[i * 2] = DIGITS[(unsigned char)bytes.p[i] >> 4];
        text[i * 2 + 1] = DIGITS[bytes.p[i] & 15];
    }
    text[bytes.n * 2] = '>';
    return (str){.p = text, .n = bytes.n * 2 + 1};
}

static void put_entry(struct out *o, int kind, size_t second, int third)
{
    const char entry[] = {(char)kind, (char)(second >> 8), (char)second, (char)third};
    out_raw(o, entry, sizeof(entry));
}

str pdf_testing_packed(struct arena *a, str catalog, str object)
{
    const str packed[] = {
        catalog_of(a, catalog),
        S("<</Type/Pages/Kids[3 0 R]/Count 1>>"),
        str_view(PAGE),
        object.n == 0 ? S("null") : object,
    };
    struct out numbers;
    struct out bodies;
    struct out o;
    struct out table;
    const size_t most = 4096;
    out_init(&numbers, a, most);
    out_init(&bodies, a, most);
    out_init(&o, a, 4 * most);
    out_init(&table, a, most);
    for (size_t i = 0; i < 4; i++) {
        out_format(&numbers, "%zu %zu ", i + 1, bodies.n);
        out_str(&bodies, packed[i]);
        out_char(&bodies, ' ');
    }
    str stream = hexed(a, str_join(a, out_view(&numbers), out_view(&bodies)));
    out_str(&o, S("%PDF-1.5\n"));
    size_t at = o.n;
    out_format(&o,
               "5 0 obj\n<</Type/ObjStm/N 4/First %zu/Filter/ASCIIHexDecode/Length %zu>>stream\n",
               numbers.n, stream.n);
    out_str(&o, stream);
    out_str(&o, S("\nendstream\nendobj\n"));
    size_t last = o.n;
    put_entry(&table, 0, 0, 0);
    for (int i = 0; i < 4; i++) {
        put_entry(&table, 2, 5, i);
    }
    put_entry(&table, 1, at, 0);
    put_entry(&table, 1, last, 0);
    str entries = out_view(&table);
    out_format(&o, "6 0 obj\n<</Type/XRef/Size 7/Root 1 0 R/W[1 2 1]/Length %zu>>stream\n",
               entries.n);
    out_raw(&o, entries.p, entries.n);
    out_format(&o, "\nendstream\nendobj\nstartxref\n%zu\n%%%%EOF\n", last);
    assert(last < 65536);
    return out_view(&o);
}
