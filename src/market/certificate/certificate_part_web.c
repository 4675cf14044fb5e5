#include "market/certificate/certificate_part_web.h"

#include "market/law/law_check.h"
#include "platform/file/file.h"

static const struct law_certificate *law_of(const struct unit *u, enum certificate_kind kind)
{
    return u->law == NULL
               ? NULL
               : law_certificate_find(u->law, str_view(certificate_kind_word(kind)), u->today);
}

str certificate_law_label(const struct unit *u, enum certificate_kind kind)
{
    const struct law_certificate *row = law_of(u, kind);
    return row == NULL ? certificate_kind_label(kind) : row->label;
}

bool certificate_is_open(const struct unit *u, enum certificate_kind kind)
{
    return !certificate_needs_row(kind) || law_of(u, kind) != NULL;
}

str certificate_left(const struct unit *u, date valid_until, str *out_tone)
{
    int32_t left = certificate_days_left(valid_until, u->today);
    *out_tone = left > CERTIFICATE_RENEW_DAYS ? S("far") : S("soon");
    if (left == INT32_MAX) {
        return S("기간 없음");
    }
    if (left <= 0) {
        return S("끝남");
    }
    if (left == 1) {
        return S("오늘까지");
    }
    return str_format(u->arena, left > CERTIFICATE_RENEW_DAYS ? "%d일 남음" : "D-%d", left - 1);
}

static str subject_of(struct arena *a, const struct certificate *c)
{
    return c->detail_no.n > 0 ? str_format(a, "세부품명번호 %.*s", STR_ARG(c->detail_no))
                              : c->product_title;
}

void certificate_fill_row(const struct unit *u, const struct certificate *c, const char *head,
                          struct certificate_row *out)
{
    *out = (struct certificate_row){
        .path = href_to(u->arena, "%s/%lld", head, (long long)c->no.value),
        .label = certificate_law_label(u, c->kind),
        .subject = subject_of(u->arena, c),
        .number = c->number,
        .supplier = c->supplier_name,
        .valid_from = c->valid_from,
        .valid_until = c->valid_until,
        .state = certificate_label(c, u->today),
        .tone = certificate_tone(c, u->today),
        .created_at = c->created_at,
    };
    bool may_count = c->state == CERTIFICATE_UNCHECKED || c->state == CERTIFICATE_VERIFIED;
    out->left = may_count ? certificate_left(u, c->valid_until, &out->left_tone) : S("");
}

void certificate_fill_view(const struct unit *u, const struct certificate *c, href file_path,
                           struct certificate_view *out)
{
    const struct law_certificate *row = law_of(u, c->kind);
    *out = (struct certificate_view){
        .label = certificate_law_label(u, c->kind),
        .subject = subject_of(u->arena, c),
        .state = certificate_label(c, u->today),
        .tone = certificate_tone(c, u->today),
        .number = c->number,
        .issuer = c->issuer,
        .valid_from = c->valid_from,
        .valid_until = c->valid_until,
        .weighs_vulnerable = certificate_weighs_vulnerable(c->kind),
        .vulnerable = {c->vulnerable_bp},
        .reason = c->reason,
        .file_name = pdf_named(u->arena, c->file_name, c->looked),
        .file_path = c->file.value == 0 ? (href){0} : file_path,
        .created_at = c->created_at,
        .checked_at = c->checked_at,
        .version = c->version,
        .law_until = DATE_NONE,
    };
    if (row == NULL) {
        return;
    }
    out->law_issuer = row->issuer;
    out->law_verify = row->verify;
    out->law_article = row->head.article;
    out->law_until = law_certificate_valid_until(row, c->valid_from);
    out->exceeds_law = !date_is_none(out->law_until) && !date_is_none(c->valid_until) &&
                       date_before(out->law_until, c->valid_until);
}

err certificate_send_file(struct unit *u, const struct certificate *c, struct response *rs)
{
    struct kept_file file;
    TRY(file_find(u->db, c->file, &file));
    return file_send(rs, &file);
}
