#include "platform/picture/pdf_plain.h"

#include "base/out.h"

static size_t room_for(const str *objects, size_t count)
{
    size_t room = 1024;
    for (size_t i = 0; i < count; i++) {
        room += objects[i].n + 64;
    }
    return room;
}

str pdf_plain(struct arena *a, const str *objects, size_t count, str more)
{
    struct out o;
    size_t *places = NEW_ARRAY(a, count, size_t);
    out_init(&o, a, room_for(objects, count) + more.n);
    out_str(&o, S("%PDF-1.7\n"));
    for (size_t i = 0; i < count; i++) {
        places[i] = o.n;
        out_format(&o, "%zu 0 obj\n", i + 1);
        out_str(&o, objects[i]);
        out_str(&o, S("\nendobj\n"));
    }
    size_t table = o.n;
    out_format(&o, "xref\n0 %zu\n0000000000 65535 f \n", count + 1);
    for (size_t i = 0; i < count; i++) {
        out_format(&o, "%010zu 00000 n \n", places[i]);
    }
    out_format(&o, "trailer\n<</Size %zu/Root 1 0 R%.*s>>\nstartxref\n%zu\n%%%%EOF\n", count + 1,
               STR_ARG(more), table);
    return out_view(&o);
}
