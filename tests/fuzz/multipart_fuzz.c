// A multipart form. The first line of the input is the media type, so that boundaries vary too.
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str body = {.p = (const char *)data, .n = size};
    str media_type = str_cut(&body, '\n');
    struct pair_list fields;
    struct upload_list uploads;
    if (parse_multipart(fuzz_arena(), parse_boundary(media_type), body, LIMIT_UPLOAD, &fields,
                        &uploads) == NULL) {
        fuzz_check_pairs(fields.items, fields.count, LIMIT_FIELDS);
        assert(fields.count + uploads.count <= LIMIT_FIELDS);
        for (size_t i = 0; i < uploads.count; i++) {
            const struct upload *up = &uploads.items[i];
            assert(str_is_text(up->field) && str_is_text(up->name));
            assert(str_is_text(up->media_type));
            assert(!str_contains(up->name, S("/")) && !str_contains(up->name, S("\\")));
            assert(up->bytes.n <= LIMIT_UPLOAD);
        }
    }
    return 0;
}
