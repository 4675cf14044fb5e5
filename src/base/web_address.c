#include "base/web_address.h"

#include "base/limits.h"

static bool is_label_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

// Labels parted by dots; the last of letters, so that no number is taken for a name.
static bool is_name(str host)
{
    size_t label = 0;
    size_t dots = 0;
    for (size_t i = 0; i < host.n; i++) {
        if (host.p[i] == '.') {
            if (label == 0) {
                return false;
            }
            dots++;
            label = 0;
        } else if (is_label_char(host.p[i])) {
            label++;
        } else {
            return false;
        }
    }
    char last = host.n > 0 ? host.p[host.n - 1] : '.';
    char first_of_last = host.n > label && label > 0 ? host.p[host.n - label] : '0';
    return dots > 0 && host.n <= LIMIT_HOST && last >= 'a' && last <= 'z' && first_of_last >= 'a';
}

str web_address_host(struct arena *a, str address)
{
    const str scheme = S("https://");
    str head = str_lower_ascii(a, str_slice(address, 0, scheme.n));
    if (!str_equals(head, scheme) || address.n > LIMIT_ADDRESS || !str_is_text(address)) {
        return S("");
    }
    for (size_t i = 0; i < address.n; i++) {
        unsigned char c = (unsigned char)address.p[i];
        if (c <= ' ' || c == '\\' || c == 0x7F) {
            return S("");
        }
    }
    str rest = str_slice(address, scheme.n, address.n);
    size_t end = 0;
    while (end < rest.n && rest.p[end] != '/' && rest.p[end] != '?' && rest.p[end] != '#') {
        end++;
    }
    str host = str_lower_ascii(a, str_slice(rest, 0, end));
    if (str_ends(host, S(":443"))) {
        host = str_slice(host, 0, host.n - 4);
    }
    return is_name(host) ? host : S("");
}

bool web_address_is_this_machine(str address)
{
    return str_starts(address, S("http://127.0.0.1:")) ||
           str_starts(address, S("http://localhost:"));
}
