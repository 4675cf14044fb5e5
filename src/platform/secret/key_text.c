#include "platform/secret/key_text.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"

const struct fault KEY_TEXT_WRONG = {
    .kind = FAULT_INVALID,
    .code = "key.file_wrong",
    .text = "열쇠 파일을 쓸 수 없습니다. 아래 문장을 보고 고쳐 주세요.",
};

// Why a file is not read from; NULL: it is.
static const char *refused(const struct stat *facts)
{
    if (!S_ISREG(facts->st_mode)) {
        return "is no plain file; write the key into one. 보통 파일이 아닙니다. 열쇠를 보통 파일에 "
               "적으세요.";
    }
    if (facts->st_uid != 0 && facts->st_uid != geteuid()) {
        return "belongs to somebody else; chown it to root or to the site's user. 다른 사람의 "
               "파일입니다. 주인을 root나 사이트의 사용자로 바꾸세요(chown).";
    }
    if ((facts->st_mode & (S_IRWXO | S_IWGRP | S_IXGRP)) != 0) {
        return "may be read or changed by others; chmod 0600, or 0640 for the site's group. 다른 "
               "사람이 읽거나 고칠 수 있습니다. 권한을 0600이나 0640으로 바꾸세요(chmod).";
    }
    return NULL;
}

// The one line in it, or NULL with why not.
static const char *take_line(struct arena *a, const char *bytes, size_t size, str *out)
{
    str text = str_trim((str){.p = bytes, .n = size});
    if (text.n == 0 || text.n > LIMIT_KEY_TEXT || !str_is_text(text) ||
        str_contains(text, S("\n")) || str_contains(text, S("\r"))) {
        return "should hold the key alone, on one line. 열쇠 하나만 한 줄로 적으세요.";
    }
    *out = str_copy(a, text);
    return NULL;
}

static const char *read_open(struct arena *a, int fd, str *out)
{
    struct stat facts;
    char bytes[LIMIT_KEY_TEXT + 3]; // its line may end in two bytes; one more is too many
    if (fstat(fd, &facts) != 0) {
        return strerror(errno);
    }
    const char *why = refused(&facts);
    if (why != NULL) {
        return why;
    }
    ssize_t size = read(fd, bytes, sizeof(bytes));
    why = size < 0 ? strerror(errno) : take_line(a, bytes, (size_t)size, out);
    sodium_memzero(bytes, sizeof(bytes));
    return why;
}

err key_text_read(struct arena *a, const char *setting, str path, str *out, str *out_sentence)
{
    *out = S("");
    if (path.n == 0) {
        return NULL;
    }
    int fd = open(str_to_c(a, path), O_RDONLY | O_CLOEXEC | O_NONBLOCK); // a pipe keeps nobody
    const char *why = fd < 0 ? strerror(errno) : read_open(a, fd, out);
    if (fd >= 0) {
        (void)close(fd);
    }
    if (why == NULL) {
        return NULL;
    }
    *out_sentence = str_format(a, "%s = %.*s: %s", setting, STR_ARG(path), why);
    if (fd < 0) {
        *out_sentence = str_format(a,
                                   "%s = %.*s: cannot be read: %s. 읽을 수 없습니다. 경로와 "
                                   "권한을 보세요.",
                                   setting, STR_ARG(path), why);
    }
    return &KEY_TEXT_WRONG;
}
