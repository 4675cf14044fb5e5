// An address a browser sends along, to go back to: only one of our own is taken, whatever is added.
#include "fuzz.h"

#include "platform/page/href.h"

static bool is_local(str path)
{
    bool is = path.n > 0 && path.p[0] == '/';
    is = is && (path.n == 1 || (path.p[1] != '/' && path.p[1] != '\\'));
    for (size_t i = 0; i < path.n; i++) {
        is = is && (unsigned char)path.p[i] >= ' ' && path.p[i] != 0x7f && path.p[i] != '\\';
    }
    return is;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = fuzz_arena();
    str text = {.p = (const char *)data, .n = size};
    if (size > LIMIT_TEXT || !str_is_text(text)) { // refused before it gets here
        return 0;
    }
    href to = href_local(text);
    assert(to.path.n == 0 || is_local(to.path));
    assert(is_local(href_with(arena, href_to(arena, "/login"), "next", text).path));
    return 0;
}
