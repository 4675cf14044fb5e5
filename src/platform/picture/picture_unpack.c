#include "platform/picture/picture_unpack.h"

#include <assert.h>
#include <iconv.h>
#include <string.h>

#include "base/limits.h"
#include "platform/picture/picture_child.h"

#define ROOM (sizeof(struct unpack_answer) + UNPACK_NAME_MAX + (size_t)LIMIT_UPLOAD + 1)

static const char *const SENTENCES[] = {
    [UNPACK_DONE] = "",
    [UNPACK_PASSED_OVER] = "사진이 아니어서 지나쳤습니다.",
    [UNPACK_TOO_LARGE] =
        "풀면 한 장 30MB가 넘거나 압축이 100배를 넘습니다. 30MB 안의 사진을 넣어 주세요.",
    [UNPACK_NO_ROOM] =
        "앞의 것까지 풀어서 모두 200MB가 됩니다. 나머지는 다른 ZIP으로 나누어 올려 주세요.",
    [UNPACK_DAMAGED] = "암호가 걸렸거나 깨져서 풀 수 없습니다. 암호 없이 다시 묶어 주세요.",
    [UNPACK_LEADS_OUT] =
        "폴더 밖을 가리키는 이름(..)이나 바로가기(링크)는 풀지 않습니다. 사진만 묶어 주세요.",
    [UNPACK_END] = "",
    [UNPACK_BAD] = "열 수 없는 ZIP입니다. 암호 없이, 사진만 묶어 다시 올려 주세요.",
    [UNPACK_TOO_MANY] = "ZIP에 든 것이 2,000개를 넘습니다. 나누어 올려 주세요.",
    [UNPACK_GIVEN_UP] = "푸는 데 너무 오래 걸려 그만두었습니다. 사진만 다시 묶어 주세요.",
};
static_assert(COUNT(SENTENCES) == UNPACK_VERDICT_COUNT, "every verdict has its sentence");

str picture_unpack_sentence(enum unpack_verdict verdict)
{
    return str_view(SENTENCES[verdict]);
}

bool picture_is_zip(str bytes)
{
    return str_starts(bytes, S("PK\x03\x04")) || str_starts(bytes, S("PK\x05\x06"));
}

// One that is as long as there is room for may have been cut within its last letter.
static bool is_cut(str raw)
{
    return raw.n == UNPACK_NAME_MAX;
}

// Without what is left of a letter of UTF-8 at its end: three bytes at most.
static str whole_letters(str raw)
{
    str name = raw;
    while (is_cut(raw) && !str_is_text(name) && raw.n - name.n < 3) {
        name.n--;
    }
    return name;
}

// Korean Windows packs names in CP949 and says nothing of it.
static str read_name(struct arena *a, str raw)
{
    static iconv_t cp949; // of this process
    size_t room = raw.n * 3 + 1;
    char *text = arena_alloc(a, room);
    char *in = (char *)(uintptr_t)raw.p; // iconv takes it unwritten
    char *to = text;
    size_t left = raw.n;
    if (str_is_text(whole_letters(raw))) {
        return str_copy(a, whole_letters(raw));
    }
    cp949 = cp949 == NULL ? iconv_open("UTF-8", "CP949") : cp949;
    bool is_whole = cp949 != (iconv_t)-1 && // NOLINT(performance-no-int-to-ptr)
                    iconv(cp949, NULL, NULL, NULL, NULL) == 0 &&
                    (iconv(cp949, &in, &left, &to, &room) == 0 || (is_cut(raw) && left == 1));
    str name = {.p = text, .n = (size_t)(to - text)};
    return is_whole && str_is_text(name) ? name : S("이름을 읽을 수 없는 파일");
}

bool picture_unpacked_read(struct arena *a, str answer, struct unpacked *out)
{
    struct unpack_answer said;
    if (answer.n < sizeof(said)) {
        return false;
    }
    memcpy(&said, answer.p, sizeof(said));
    str name = str_slice(answer, sizeof(said), said.name_size);
    str bytes = str_slice(answer, sizeof(said) + name.n, answer.n);
    bool fits = memcmp(said.mark, UNPACK_ANSWER_MARK, sizeof(said.mark)) == 0 &&
                said.verdict < UNPACK_GIVEN_UP && said.name_size <= UNPACK_NAME_MAX &&
                name.n == said.name_size && bytes.n == said.size &&
                said.count <= LIMIT_ARCHIVE_ENTRIES && said.written <= LIMIT_UPLOAD &&
                (said.verdict == UNPACK_DONE ? bytes.n == said.written : bytes.n == 0);
    if (fits) {
        *out = (struct unpacked){
            .verdict = (enum unpack_verdict)said.verdict,
            .count = said.count,
            .name = read_name(a, name),
            .bytes = bytes,
            .written = said.written,
        };
    }
    return fits;
}

err picture_unpack(struct arena *a, const char *path, int64_t index, int64_t room,
                   struct unpacked *out)
{
    struct child_answer said;
    const struct child_task task = {
        .program = CHILD_UNPACK,
        .words = {str_format(a, "%lld", (long long)index).p,
                  str_format(a, "%lld", (long long)room).p},
        .path = path,
        .room = ROOM,
    };
    TRY(picture_child_ask(a, &task, &said));
    if (!said.is_whole || !picture_unpacked_read(a, said.bytes, out) || out->written > room) {
        *out = (struct unpacked){.verdict = UNPACK_GIVEN_UP, .name = S(""), .bytes = S("")};
    }
    return NULL;
}
