#include "platform/db/db_url.h"

#include <libpq-fe.h>
#include <string.h>

const struct fault DB_URL_UNKNOWN = {
    .kind = FAULT_INVALID,
    .code = "db.url",
    .text = "데이터베이스의 주소를 읽을 수 없습니다.",
};

const struct fault DB_URL_PASSWORD = {
    .kind = FAULT_INVALID,
    .code = "db.password_in_url",
    .text = "데이터베이스 주소에 암호가 들어 있습니다. 암호는 따로 파일에 두어 주세요. · The "
            "database's address holds a password: it belongs into a file of its own.",
};

static bool holds_password(const PQconninfoOption *o)
{
    bool is_secret = strcmp(o->keyword, "password") == 0 || strcmp(o->keyword, "sslpassword") == 0;
    return is_secret && o->val != NULL && o->val[0] != '\0';
}

bool db_url_is_server(str url)
{
    return str_starts(url, S("postgresql://")) || str_starts(url, S("postgres://"));
}

err db_url_check(struct arena *a, str url)
{
    if (!db_url_is_server(url)) {
        bool is_file = str_starts(url, S("sqlite:")) && url.n > S("sqlite:").n;
        return is_file ? NULL : &DB_URL_UNKNOWN;
    }
    bool holds = false;
    PQconninfoOption *options = PQconninfoParse(str_to_c(a, url), NULL);
    for (PQconninfoOption *o = options; o != NULL && o->keyword != NULL; o++) {
        holds = holds || holds_password(o);
    }
    PQconninfoFree(options); // NULL is fine
    return holds ? &DB_URL_PASSWORD : NULL;
}
