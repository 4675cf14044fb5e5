#include "platform/web/request.h"

#include <assert.h>

const struct fault REQUEST_NO_SUCH_PAGE = {
    .kind = FAULT_MISSING,
    .code = "request.no_such_page",
    .text = "없는 주소이거나 지워진 화면입니다. 주소를 다시 확인하거나 검색으로 찾아 주세요.",
};

const struct fault REQUEST_MALFORMED = {
    .kind = FAULT_INVALID,
    .code = "request.malformed",
    .text = "보낸 내용을 읽을 수 없습니다. 화면을 새로 고친 뒤 다시 해 주세요.",
};

const struct fault REQUEST_TOO_LARGE = {
    .kind = FAULT_INVALID,
    .code = "request.too_large",
    .text = "보낸 내용이 너무 큽니다. 파일은 30MB 안으로 줄이고, 긴 내용은 나누어 보내 주세요.",
};

const struct fault REQUEST_WRONG_METHOD = {
    .kind = FAULT_INVALID,
    .code = "request.wrong_method",
    .text = "이 주소에서는 할 수 없는 요청입니다. 화면의 단추나 링크로 다시 해 주세요.",
};

const struct fault REQUEST_UNKNOWN_NAME = {
    .kind = FAULT_INVALID,
    .code = "request.unknown_name",
    .text = "모르는 조건이 있습니다. 조건의 이름은 /api/v1/openapi.json에 적힌 대로 써 주세요.",
};

const struct fault REQUEST_NAME_TWICE = {
    .kind = FAULT_INVALID,
    .code = "request.name_twice",
    .text = "한 번만 쓸 수 있는 조건이 두 번 있습니다. 하나만 남겨 주세요.",
};

// --- Values by name ------------------------------------------------------------------------------

static bool find_nth(const struct pair *items, size_t count, str name, size_t nth, str *out)
{
    for (size_t i = 0; i < count; i++) {
        if (str_equals(items[i].name, name) && nth-- == 0) {
            *out = items[i].value;
            return true;
        }
    }
    return false;
}

static str find_first(const struct pair *items, size_t count, str name)
{
    str value = {0};
    (void)find_nth(items, count, name, 0, &value);
    return value;
}

str request_path(const struct request *rq, const char *name)
{
    return find_first(rq->path_values.items, rq->path_values.count, str_view(name));
}

str request_query(const struct request *rq, const char *name)
{
    return find_first(rq->query.items, rq->query.count, str_view(name));
}

str request_field(const struct request *rq, const char *name)
{
    return find_first(rq->fields.items, rq->fields.count, str_view(name));
}

str request_value(const struct request *rq, const char *name)
{
    return rq->method == POST ? request_field(rq, name) : request_query(rq, name);
}

str request_cookie(const struct request *rq, const char *name)
{
    return find_first(rq->cookies.items, rq->cookies.count, str_view(name));
}

bool request_query_at(const struct request *rq, const char *name, size_t nth, str *out)
{
    return find_nth(rq->query.items, rq->query.count, str_view(name), nth, out);
}

err request_admit_query(const struct request *rq, const char *const *names, size_t count)
{
    for (size_t i = 0; i < rq->query.count; i++) {
        str name = rq->query.items[i].name;
        str second = {0};
        if (!str_is_one_of(name, names, count)) {
            return &REQUEST_UNKNOWN_NAME;
        }
        if (find_nth(rq->query.items, rq->query.count, name, 1, &second)) {
            return &REQUEST_NAME_TWICE;
        }
    }
    return NULL;
}

bool request_field_at(const struct request *rq, const char *name, size_t nth, str *out)
{
    return find_nth(rq->fields.items, rq->fields.count, str_view(name), nth, out);
}

const struct upload *request_upload(const struct request *rq, const char *field)
{
    for (size_t i = 0; i < rq->uploads.count; i++) {
        if (str_equals(rq->uploads.items[i].field, str_view(field))) {
            return &rq->uploads.items[i];
        }
    }
    return NULL;
}

str request_field_key(struct arena *a, const struct request *rq, const char *name, int64_t key)
{
    str field = str_format(a, "%s_%lld", name, (long long)key);
    return find_first(rq->fields.items, rq->fields.count, field);
}

err path_no(const struct request *rq, const char *name, public_no *out)
{
    public_no no = NO_ID(public_no);
    if (!public_no_parse(request_path(rq, name), &no)) {
        return &REQUEST_NO_SUCH_PAGE;
    }
    *out = no;
    return NULL;
}

str request_whole_address(const struct request *rq, struct arena *a, str path)
{
    bool is_here = str_starts(rq->host, S("127.0.0.1")) || str_starts(rq->host, S("localhost"));
    return str_format(a, "%s://%.*s%.*s", is_here ? "http" : "https", STR_ARG(rq->host),
                      STR_ARG(path));
}
