// What the public list of product numbers answers: a line with the status and one with the digits
// asked for (1: the 물품식별번호 23657020), then the body.
#include "fuzz.h"

#include "gateway/registry/registry.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = fuzz_arena();
    str rest = {.p = (const char *)data, .n = size};
    int64_t status = 0;
    int64_t digits = 0;
    if (!str_parse_i64(str_cut(&rest, '\n'), &status) || status < 0 || status > 999 ||
        !str_parse_i64(str_cut(&rest, '\n'), &digits) || digits < 1 || digits > 10) {
        return 0;
    }
    struct registry_call call = {
        .digits = (int)digits, .page = 1, .rows = 3, .from = DATE_NONE, .until = DATE_NONE};
    bool is_item = digits == 1;
    call.item_no = is_item ? S("23657020") : S("");
    struct registry_answer answer = registry_read(arena, &call, (long)status, rest);
    bool was_read = answer.outcome == REGISTRY_READ;
    assert(answer.outcome < REGISTRY_OUTCOME_COUNT && answer.total >= 0);
    assert(was_read == str_equals(answer.code, S("00")) && was_read == (answer.sentence.n == 0));
    assert(str_is_text(answer.code) && str_is_text(answer.sentence));
    assert(answer.rows.count <= (was_read ? 3 : 0));
    for (size_t i = 0; i < answer.rows.count; i++) {
        const struct registry_row *row = &answer.rows.items[i];
        assert(row->no.n == (is_item ? 8 : (size_t)digits) && (is_item || row->name.n > 0));
        assert(row->detail_no.n == 0 || row->detail_no.n == 10);
        assert(row->name.n <= LIMIT_REGISTRY_NAME && row->name_en.n <= LIMIT_REGISTRY_NAME);
        assert(str_is_text(row->no) && str_is_text(row->name) && str_is_text(row->name_en));
    }
    return 0;
}
