// Drawing a contract of an approved case: what it would be, what stands in its way, and the deed.
#pragma once

#include "market/contract/contract_content.h"
#include "market/contract/contract_paper_store.h"
#include "market/contract/contract_terms.h"
#include "market/purchase/purchase_action.h"
#include "market/purchase/purchase_path_action.h"

// A contract of this case as it could be drawn today.
struct contract_outlook {
    struct purchase purchase;
    purchase_line_list lines;
    struct purchase_decision decision;    // the stored one, by which the case goes
    struct contract_standing standing;    // what is left of its ground
    struct purchase_word word;            // what was written beside the stored one
    enum law_delay_variant delay_variant; // of its lines today
    struct law_answer duties;             // papers and delay rate, by the agreed price, today
    struct contract_buyer buyer;
    struct contract_seller seller;
    money security_amount;
    const struct law_stamp_band *stamp; // of works and services; NULL: none is due
    err obstacle;                       // why it cannot be drawn; NULL: it can
    str altered; // with CONTRACT_ALTERED: "단가, 2번 품목", "결재 원본"
};

// Fails with PURCHASE_UNKNOWN, PURCHASE_NOT_OFFICER, PURCHASE_WRONG_STATE (only an approved case),
// PURCHASE_PATH_MISSING. What the officer cannot mend on the page is the outlook's obstacle:
// CONTRACT_ALTERED (the case is not what was approved), CONTRACT_SUPPLIER_AWAY,
// CONTRACT_SANCTIONED, CONTRACT_TERM_OVER, CONTRACT_CERTIFICATE (the path rested on one that
// lapsed). A ground that lapsed while the path stays is replaced by the one that is left.
err contract_draw_look(struct unit *u, public_no purchase, struct contract_outlook *out);

struct contract_draw {
    enum contract_kind kind;
    str kind_reason; // where own rules decide
    enum contract_security security;
    str security_reason;
    str reason;                // 구체적 사유, for the public sheet
    date sign_by;              // both should have signed by it
    struct purchase_word word; // what a ground that took the place of another asks for
};

// Draw it: number, content and hash, lines, the move of the case, and the supplier's task. Fails
// with PURCHASE_BOTH_SIDES, the outlook's obstacle (kept for the audit when it is
// CONTRACT_ALTERED), then CONTRACT_NEEDS_DOCUMENT, CONTRACT_NEEDS_SECURITY, CONTRACT_NEEDS_WHY,
// CONTRACT_SIGN_BY; where another ground is left, with PURCHASE_CONFIRM_REASON and like
// purchase_proofs_admit.
err contract_draw(struct unit *u, struct contract_outlook *outlook,
                  const struct contract_draw *draw, public_no *out_no);
