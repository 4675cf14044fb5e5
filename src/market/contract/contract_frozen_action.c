#include "market/contract/contract_frozen_action.h"

#include "base/canon.h"
#include "base/digest.h"
#include "market/contract/contract_content.h"
#include "market/contract/contract_paper_store.h"
#include "market/purchase/purchase_approval_store.h"

err contract_compare_case(struct unit *u, const struct purchase *p, const purchase_line_list *lines,
                          str *out_altered)
{
    struct approval_kept kept;
    TRY(approval_find_kept(u->db, p, &kept));
    *out_altered = approval_find_altered(u->arena, &kept,
                                         purchase_content(u->arena, p, lines->items, lines->count));
    return NULL;
}

// Both signed this hash, and it is the text's.
static bool is_sealed(struct arena *a, const struct contract *c, const struct contract_papers *k)
{
    bool sealed = str_equals(digest_sha256(a, c->content), c->content_hash);
    for (int side = 0; side < CONTRACT_SIGNER_COUNT; side++) {
        sealed = sealed && k->signatures[side].signed_at.us != 0 &&
                 str_equals(k->signatures[side].content_hash, c->content_hash);
    }
    return sealed;
}

// What of the contract is not as the text of the approval has it; empty: all is.
static str parted_from(struct arena *a, const struct contract *c, str approved)
{
    static const char *const FIELDS[] = {"supplier", "price_won"};
    for (size_t i = 0; i < COUNT(FIELDS); i++) {
        if (!str_equals(canon_find(a, approved, FIELDS[i]), canon_find(a, c->content, FIELDS[i]))) {
            return contract_field_label(a, str_view(FIELDS[i]), 0);
        }
    }
    bool in_time = date_equals(canon_find_date(a, approved, "deliver_by"), c->ends_on);
    return in_time ? S("") : contract_field_label(a, S("ends_on"), 0);
}

err contract_compare_signed(struct unit *u, const struct contract *c, str *out_altered)
{
    contract_line_list lines;
    struct contract_papers papers;
    struct approval_kept kept;
    struct purchase approved = {.id = c->purchase, .institution = c->institution};
    int64_t line = 0;
    TRY(contract_list_lines(u->db, u->arena, c->id, &lines));
    TRY(contract_find_papers(u->db, c->id, &papers));
    TRY(approval_find_kept(u->db, &approved, &kept));
    str field = contract_find_altered(u->arena, c, &lines, &line);
    if (field.n > 0) {
        *out_altered = contract_field_label(u->arena, field, line);
        return NULL;
    }
    if (!is_sealed(u->arena, c, &papers)) {
        *out_altered = S("서명한 계약 문서");
        return NULL;
    }
    str broken = approval_find_broken(u->arena, &kept);
    *out_altered = broken.n > 0 ? broken : parted_from(u->arena, c, kept.content);
    return NULL;
}

// --- What the audit keeps ------------------------------------------------------------------------

struct altered {
    str object;
    int64_t id;
    str what;
};

static err note_altered(struct unit *u, const void *data)
{
    const struct altered *n = data;
    audit_write(u, S("contract.altered"), n->object, n->id, n->what);
    return NULL;
}

void contract_remember_altered(struct unit *u, str object, int64_t id, str altered)
{
    struct altered *n = NEW(u->arena, struct altered);
    *n = (struct altered){.object = object, .id = id, .what = altered};
    unit_note(u, note_altered, n);
}
