#include "market/party/party_review_action.h"

#include <assert.h>

#include "market/notice/notice_action.h"
#include "market/party/party_institution_store.h"
#include "market/party/party_review_store.h"
#include "market/party/party_store.h"
#include "market/party/right.h"
#include "platform/file/pdf.h"
#include "platform/secret/secret.h"

const struct fault REVIEW_NO_SUCH_REGIME = {
    .kind = FAULT_INVALID,
    .code = "review.no_such_regime",
    .text = "보기에 있는 적용 법령 가운데 하나를 골라 주세요.",
};

const struct fault REVIEW_SAME_REGIME = {
    .kind = FAULT_REFUSED,
    .code = "review.same_regime",
    .text = "지금과 같은 적용 법령입니다. 다른 것을 골라 주세요.",
    .source = FAULT_OWN_RULE,
};

static const struct {
    enum party_event event;
    const char *word;     // of the button
    const char *decision; // in the history
    const char *title;    // of the notice
    const char *path;     // where it leads
} DECISIONS[] = {
    {PARTY_APPROVE, "approve", "approved",  "가입이 승인되었습니다",      "/home"      },
    {PARTY_RETURN,  "return",  "returned",  "가입 신청을 보완해 주세요", "/join/state"},
    {PARTY_SUSPEND, "suspend", "suspended", "이용이 정지되었습니다",      "/join/state"},
    {PARTY_RESTORE, "restore", "restored",  "이용 정지가 풀렸습니다",     "/home"      },
};
static_assert(COUNT(DECISIONS) == PARTY_EVENT_COUNT - 1, "every event but applying is decided");

int review_event_from(str word)
{
    for (size_t i = 0; i < COUNT(DECISIONS); i++) {
        if (str_equals(word, str_view(DECISIONS[i].word))) {
            return (int)DECISIONS[i].event;
        }
    }
    return -1;
}

// What somebody handed in is not approved unseen.
static err admit_paper(struct unit *u, struct party_place place, enum party_event event, str reason,
                       struct application *out)
{
    TRY(application_store_newest(u->db, place, out));
    bool has_paper = event == PARTY_APPROVE && out->file.value != 0;
    return has_paper ? pdf_admit_word(out->looked, reason) : NULL;
}

// The history, the people, the audit.
static err conclude(struct unit *u, struct party_place place, str name, enum party_event event,
                    str reason)
{
    size_t d = 0;
    while (d < COUNT(DECISIONS) && DECISIONS[d].event != event) {
        d++;
    }
    assert(d < COUNT(DECISIONS));
    TRY(review_store_add(u->db, place, str_view(DECISIONS[d].decision), reason, u->actor->account,
                         u->now));
    account_list told;
    TRY(party_list_holders(u->db, u->arena, place.institution, place.supplier,
                           RIGHT_OWNER | RIGHT_ADMIN, u->today, &told));
    str text =
        reason.n > 0 ? str_format(u->arena, "%.*s: %.*s", STR_ARG(name), STR_ARG(reason)) : name;
    for (size_t i = 0; i < told.count; i++) {
        TRY(notice_add(u, told.items[i], S("party.decided"), str_view(DECISIONS[d].title), text,
                       str_view(DECISIONS[d].path)));
    }
    bool firm = place.supplier.value != 0;
    str act = str_format(u->arena, "%s.%s", firm ? "supplier" : "institution", DECISIONS[d].word);
    audit_write(u, act, firm ? S("supplier") : S("institution"),
                firm ? place.supplier.value : place.institution.value, reason);
    return NULL;
}

err review_action_supplier(struct unit *u, public_no no, int64_t version, enum party_event event,
                           str reason)
{
    struct supplier s;
    struct application last;
    TRY(supplier_store_find(u->db, no, &s));
    struct party_place place = {.supplier = s.id};
    enum party_state state = s.state;
    TRY(party_move(&state, event, reason));
    TRY(admit_paper(u, place, event, reason, &last));
    s.version = version;
    TRY(supplier_store_set_state(u->db, &s, state, u->now));
    TRY(supplier_store_reindex(u->db, s.id));
    return conclude(u, place, s.facts.name, event, reason);
}

err review_action_institution(struct unit *u, public_no no, int64_t version, enum party_event event,
                              str reason)
{
    struct institution i;
    struct application last;
    TRY(institution_store_find(u->db, no, &i));
    struct party_place place = {.institution = i.id};
    enum party_state state = i.state;
    TRY(party_move(&state, event, reason));
    TRY(admit_paper(u, place, event, reason, &last));
    i.version = version;
    TRY(institution_store_set_state(u->db, &i, state));
    if (event == PARTY_APPROVE && last.department_name.n > 0) {
        TRY(institution_store_add_department(u->db, i.id, secret_public_no(),
                                             last.department_name));
    }
    return conclude(u, place, i.name, event, reason);
}

static bool is_regime(str word)
{
    for (size_t i = 0; i < PARTY_REGIME_COUNT; i++) {
        if (str_equals(word, str_view(PARTY_REGIMES[i]))) {
            return true;
        }
    }
    return false;
}

err review_action_set_regime(struct unit *u, public_no no, int64_t version, str regime, str reason)
{
    struct institution i;
    TRY(institution_store_find(u->db, no, &i));
    if (!is_regime(regime)) {
        return &REVIEW_NO_SUCH_REGIME;
    }
    if (str_equals(i.regime, regime)) {
        return &REVIEW_SAME_REGIME;
    }
    if (str_is_empty(str_trim(reason))) {
        return &PARTY_NEEDS_REASON;
    }
    str said = str_format(u->arena, "%.*s → %.*s: %.*s", STR_ARG(i.regime), STR_ARG(regime),
                          STR_ARG(reason));
    i.version = version;
    TRY(institution_store_set_regime(u->db, &i, regime));
    audit_write(u, S("institution.set_regime"), S("institution"), i.id.value, said);
    return NULL;
}
