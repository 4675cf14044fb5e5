#include "market/party/party_account.h"

#include "base/limits.h"
#include "base/out.h"
#include "market/party/party_facts.h"

const struct fault ACCOUNT_UNKNOWN = {
    .kind = FAULT_MISSING,
    .code = "account.unknown",
    .text = "찾는 계정이 없습니다.",
};

const struct fault ACCOUNT_CODE_UNFIT = {
    .kind = FAULT_INVALID,
    .code = "account.code_unfit",
    .text = "코드를 다시 확인해 주세요. 코드는 한 번만, 정해진 시간 안에만 쓸 수 있습니다. 맞지 "
            "않으면 새 코드를 받으세요.",
};

const struct fault ACCOUNT_TOO_SOON = {
    .kind = FAULT_INVALID,
    .code = "account.too_soon",
    .text = "잠시 뒤에 다시 해 주세요. 이 주소에서 짧은 동안 너무 여러 번 요청했습니다.",
};

const struct fault ACCOUNT_PASSWORDS_DIFFER = {
    .kind = FAULT_INVALID,
    .code = "account.passwords_differ",
    .text = "두 번 적은 비밀번호가 서로 다릅니다. 같게 적어 주세요.",
};

const struct fault ACCOUNT_FACTOR_UNFIT = {
    .kind = FAULT_INVALID,
    .code = "account.factor_unfit",
    .text = "인증 앱에 지금 보이는 숫자 6자리를 적어 주세요. 앱에 넣은 키와 휴대전화의 시각도 "
            "확인해 주세요.",
};

const struct fault ACCOUNT_FACTOR_BY_CODE = {
    .kind = FAULT_REFUSED,
    .code = "account.factor_by_code",
    .text = "쓰던 인증 앱의 숫자 6자리로 확인해 주세요. 쓰던 앱을 잃어버렸다면 고객센터에서 본인 "
            "확인을 받은 뒤 인증 앱을 지울 수 있습니다.",
    .source = FAULT_OWN_RULE,
};

bool account_email_is_valid(str s)
{
    size_t at = str_index(s, S("@"));
    str domain = str_slice(s, at + 1, s.n);
    size_t dot = str_index(domain, S("."));
    if (at == 0 || at >= s.n || str_contains(domain, S("@")) || dot == 0 || dot >= domain.n ||
        domain.p[domain.n - 1] == '.') {
        return false;
    }
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c <= ' ' || c >= 0x7F || c == '"' || c == '<' || c == '>' || c == ',' || c == ';') {
            return false;
        }
    }
    return true;
}

bool account_phone_is_valid(str s)
{
    size_t digits = party_count_digits(s);
    return digits >= 9 && digits <= 11 && s.p[0] == '0';
}

str account_secret_grouped(struct arena *a, str base32)
{
    struct out o;
    out_init(&o, a, LIMIT_LINE);
    for (size_t i = 0; i < base32.n; i++) {
        if (i > 0 && i % 4 == 0) {
            out_char(&o, ' ');
        }
        out_char(&o, base32.p[i]);
    }
    return out_view(&o);
}

// Percent-encoded but for letters and digits; the label of an address holds nothing else.
static void put_encoded(struct out *o, str s)
{
    static const char HEX[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (plain) {
            out_char(o, s.p[i]);
        } else {
            char escape[] = {'%', HEX[c >> 4], HEX[c & 15]};
            out_raw(o, escape, sizeof(escape));
        }
    }
}

str account_secret_address(struct arena *a, str site_name, str email, str base32)
{
    struct out o;
    out_init(&o, a, 4 * KIB);
    out_str(&o, S("otpauth://totp/"));
    put_encoded(&o, site_name);
    out_char(&o, ':');
    put_encoded(&o, email);
    out_str(&o, S("?secret="));
    out_str(&o, base32);
    out_str(&o, S("&issuer="));
    put_encoded(&o, site_name);
    out_str(&o, S("&algorithm=SHA1&digits=6&period=30"));
    return out_view(&o);
}
