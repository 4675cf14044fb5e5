#include "market/catalog/photo_fetch.h"

#include <assert.h>

#include "base/limits.h"
#include "base/web_address.h"

const struct fault PHOTO_HOST_BAD = {
    .kind = FAULT_INVALID,
    .code = "photo_host.bad",
    .text = "img.example.co.kr처럼 주소의 이름만 적어 주세요. 숫자로 된 주소는 받지 않습니다.",
};

const struct fault PHOTO_HOST_CHANGED = {
    .kind = FAULT_CONFLICT,
    .code = "photo_host.changed",
    .text = "그사이 다른 사람이 바꾸었습니다. 화면을 새로 열어 다시 해 주세요.",
};

const struct fault PHOTO_HOSTS_FULL = {
    .kind = FAULT_REFUSED,
    .code = "photo_host.full",
    .text = "허용할 수 있는 곳은 " TEXT_OF(LIMIT_PHOTO_HOSTS) "곳까지입니다. 쓰지 않는 곳을 거둔 "
                                                              "뒤 더해 주세요.",
    .source = FAULT_OWN_RULE,
};

static const struct {
    const char *word;
    const char *label;
    const char *tone;
} STATES[] = {
    [PHOTO_FETCH_WAITING] = {"waiting", "가져오는 중",    "now"},
    [PHOTO_FETCH_KEPT] = {"kept",    "가져옴",           "ok" },
    [PHOTO_FETCH_REFUSED] = {"refused", "가져오지 못함", "bad"},
};
static_assert(COUNT(STATES) == PHOTO_FETCH_STATE_COUNT, "every state has its words");

const char *photo_fetch_word(enum photo_fetch_state state)
{
    return STATES[state].word;
}

enum photo_fetch_state photo_fetch_from(str word)
{
    size_t i = 0;
    while (i < COUNT(STATES) && !str_equals(word, str_view(STATES[i].word))) {
        i++;
    }
    return (enum photo_fetch_state)i;
}

str photo_fetch_label(enum photo_fetch_state state)
{
    return str_view(STATES[state].label);
}

str photo_fetch_tone(enum photo_fetch_state state)
{
    return str_view(STATES[state].tone);
}

bool photo_fetch_next(str *rest, str *out)
{
    size_t from = 0;
    while (from < rest->n && (unsigned char)rest->p[from] <= ' ') {
        from++;
    }
    size_t end = from;
    while (end < rest->n && (unsigned char)rest->p[end] > ' ') {
        end++;
    }
    *out = str_slice(*rest, from, end - from);
    *rest = str_slice(*rest, end, rest->n);
    return out->n > 0;
}

str photo_host_read(struct arena *a, str typed)
{
    typed = str_trim(typed);
    str host = str_contains(typed, S("://")) ? typed : str_join(a, S("https://"), typed);
    return web_address_host(a, host);
}

str photo_fetch_name(str bytes)
{
    if (str_starts(bytes, S("\xFF\xD8\xFF"))) {
        return S("photo.jpg");
    }
    if (str_starts(bytes, S("\x89PNG\r\n\x1A\n"))) {
        return S("photo.png");
    }
    bool is_webp = str_starts(bytes, S("RIFF")) && str_starts(str_slice(bytes, 8, 4), S("WEBP"));
    return is_webp ? S("photo.webp") : S("");
}
