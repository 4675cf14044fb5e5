// Contracts whose disclosures stand or wait, and the pages that show them, for tests. Ends the
// program on any trouble.
#pragma once

#include "market/record/record_testing.h"
#include "platform/web/web_testing.h"

struct disclosure_stage {
    struct record_scene s;
    struct web_test w; // of the public list, its files and the desk; web_test_close ends it
    struct actor officer;
    struct actor approver;
    struct actor neighbour; // an officer of another institution
    struct actor operator_;
    supplier_id firm;
};
void disclosure_stage_open(struct disclosure_stage *st, struct testing_db *t);
// A contract of the firm unless the spec names one, with its disclosure made.
contract_id disclosure_stage_add(struct disclosure_stage *st, struct contract_spec spec);
// Its disclosure made anew.
void disclosure_stage_refresh(struct disclosure_stage *st, contract_id id);
// A page that is there.
struct web_answer disclosure_stage_get(struct disclosure_stage *st, const char *address);
// "/disclosure/…" of a contract, and "/buyer/disclosures/…".
const char *disclosure_stage_sheet(struct disclosure_stage *st, contract_id id);
const char *disclosure_stage_desk(struct disclosure_stage *st, contract_id id);
