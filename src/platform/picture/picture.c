#include "platform/picture/picture.h"

#include <assert.h>

const struct fault PICTURE_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "picture.unknown",
    .text = "찾으시는 사진이 없습니다.",
};

static const char *const STATES[] = {
    [PICTURE_WAITING] = "waiting",
    [PICTURE_READY] = "ready",
    [PICTURE_REFUSED] = "refused",
    [PICTURE_HIDDEN] = "hidden",
};
static_assert(COUNT(STATES) == PICTURE_STATE_COUNT, "every state has its word");

static const struct {
    const char *word;
    const char *sentence;
} VERDICTS[] = {
    [PICTURE_MADE] = {"made",     ""                                                                                    },
    [PICTURE_OF_NO_KIND] = {"kind",     "사진이 아닌 파일입니다. JPG, PNG, WebP 사진을 올려 주세요."        },
    [PICTURE_TOO_LARGE] = {"large",    "사진이 너무 큽니다. 한 변 12,000픽셀, 모두 5,000만 화소 "
                                    "안으로 줄여 다시 올려 주세요."           },
    [PICTURE_DAMAGED] = {"damaged",  "파일이 잘렸거나 깨졌습니다. 사진을 다시 저장해 올려 주세요."},
    [PICTURE_GIVEN_UP] = {"given_up", "사진을 열지 못했습니다. 사진 앱에서 JPG로 다시 저장해 올려 "
                                      "주세요."                                     },
};
static_assert(COUNT(VERDICTS) == PICTURE_VERDICT_COUNT, "every verdict has its words");

static const struct {
    const char *text;
    const char *advice;
} WORDS[] = {
    [PICTURE_BLURRED] = {"흐림",                     "초점을 맞추고 흔들리지 않게 다시 찍어 주세요."},
    [PICTURE_DARK] = {"어두움",                  "더 밝은 곳에서 찍어 주세요."                          },
    [PICTURE_NOT_WHITE] = {"배경이 흰색이 아님",
                         "흰 종이나 천을 깔고 찍으면 목록에서 잘 보입니다."                          },
    [PICTURE_SMALL] = {"너무 작음",              "긴 변이 1,200픽셀 이상인 사진을 올려 주세요."    },
};
static_assert(COUNT(WORDS) == PICTURE_WORD_COUNT, "every word has its text");

static const char *const SIZES[] = {
    [PICTURE_1200] = "1200.webp",
    [PICTURE_600] = "600.webp",
    [PICTURE_240] = "240.webp",
    [PICTURE_1200_JPEG] = "1200.jpg",
};
static_assert(COUNT(SIZES) == PICTURE_SIZE_COUNT, "every size has its name");

const char *picture_state_word(enum picture_state state)
{
    return STATES[state];
}

enum picture_state picture_state_from(str word)
{
    size_t i = 0;
    while (i < COUNT(STATES) && !str_equals(word, str_view(STATES[i]))) {
        i++;
    }
    return (enum picture_state)i;
}

const char *picture_verdict_word(enum picture_verdict verdict)
{
    return VERDICTS[verdict].word;
}

enum picture_verdict picture_verdict_from(str word)
{
    size_t i = 0;
    while (i < COUNT(VERDICTS) && !str_equals(word, str_view(VERDICTS[i].word))) {
        i++;
    }
    return (enum picture_verdict)i;
}

str picture_verdict_sentence(enum picture_verdict verdict)
{
    return str_view(VERDICTS[verdict].sentence);
}

str picture_word_text(enum picture_word word)
{
    return str_view(WORDS[word].text);
}

str picture_word_advice(enum picture_word word)
{
    return str_view(WORDS[word].advice);
}

str picture_size_name(enum picture_size size)
{
    return str_view(SIZES[size]);
}

enum picture_size picture_size_from(str name)
{
    size_t i = 0;
    while (i < COUNT(SIZES) && !str_equals(name, str_view(SIZES[i]))) {
        i++;
    }
    return (enum picture_size)i;
}

href picture_path(struct arena *a, public_no no, enum picture_size size)
{
    return href_to(a, "/pictures/%lld/%s", (long long)no.value, SIZES[size]);
}

static int count_bits(uint64_t bits)
{
    int count = 0;
    for (; bits != 0; bits &= bits - 1) {
        count++;
    }
    return count;
}

int picture_distance(uint64_t a, uint64_t b)
{
    return count_bits(a ^ b);
}

bool picture_hash_tells(uint64_t hash)
{
    int set = count_bits(hash);
    return set > PICTURE_NEAR && set < 64 - PICTURE_NEAR;
}

int64_t picture_band(uint64_t hash, int band)
{
    assert(band >= 0 && band < PICTURE_BANDS);
    int from = 64 * band / PICTURE_BANDS;
    int bits = 64 * (band + 1) / PICTURE_BANDS - from;
    return (int64_t)(hash >> from & ((UINT64_C(1) << bits) - 1));
}
