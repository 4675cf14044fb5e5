// Rows of deliveries and inspections.
#pragma once

#include "market/contract/contract_store.h"
#include "market/delivery/delivery.h"
#include "platform/file/file.h"

// One delivery of an institution or a supplier, with its inspection. Fails with DELIVERY_UNKNOWN,
// also when it is another's.
err delivery_find(struct db *db, struct purchase_side side, public_no no, struct delivery *out);
// The lines of a contract and how far each is fulfilled; the fields of one delivery for `delivery`
// (NO_ID: of none). The caller has found the contract.
err delivery_list_lines(struct db *db, struct arena *a, contract_id contract, delivery_id delivery,
                        delivery_line_list *out);
// And what came of it all by which day and was not refused, for the delay as it stands and for
// papers. One statement.
err delivery_list_all(struct db *db, struct arena *a, contract_id contract, delivery_id delivery,
                      delivery_line_list *out_lines, delivery_came_list *out_came);

// Where the fulfilment of a contract stands; for the claim. One statement.
err delivery_sum(struct db *db, struct arena *a, contract_id contract, struct delivery_sum *out);

// A row of a list.
struct delivery_row {
    public_no no;
    int64_t seq;
    str contract_number;
    str title;
    str other_name; // of the other side
    date delivered_on;
    date inspect_by;
    date inspected_on; // of delivery_list_inspected, else DATE_NONE
    enum delivery_state state;
};
typedef LIST(struct delivery_row) delivery_row_list;
// The newest first, going on below `before` (NO_ID: from the top).
err delivery_list(struct db *db, struct arena *a, struct purchase_side side, public_no before,
                  size_t count, delivery_row_list *out);
// What waits for inspection, nearest term first; and what was inspected, as delivery_list.
err delivery_list_waiting(struct db *db, struct arena *a, institution_id institution, size_t count,
                          delivery_row_list *out);
err delivery_list_inspected(struct db *db, struct arena *a, institution_id institution,
                            public_no before, size_t count, delivery_row_list *out);
// All of a side, and how many of them wait.
err delivery_count(struct db *db, struct purchase_side side, int64_t *out_all,
                   int64_t *out_waiting);

// What of a contract waits for inspection, oldest first: for the tasks.
struct delivery_wait {
    public_no no;
    int64_t seq;
    date inspect_by;
    str article;
};
typedef LIST(struct delivery_wait) delivery_wait_list;
err delivery_list_waits(struct db *db, struct arena *a, contract_id contract,
                        delivery_wait_list *out);

// A new delivery; d->id and d->seq are set. Of the lines those with `brought` > 0 are its own.
// Fails with DB_DUPLICATE when another part took the number in between.
err delivery_add(struct db *db, struct delivery *d, const delivery_line_list *lines);
// Its inspection; d->inspection.id is set, d->state and d->version move. Fails with
// DELIVERY_CHANGED when it was inspected meanwhile.
err delivery_save_inspection(struct db *db, struct delivery *d, const delivery_line_list *lines,
                             str confirmed_with);

// Photos and papers: of the supplier's note, or of the inspection.
struct delivery_file {
    file_id id;
    public_no no;
    str name;
    int64_t size; // bytes
    enum pdf_verdict looked;
    bool is_of_inspection;
};
typedef LIST(struct delivery_file) delivery_file_list;
err delivery_add_file(struct db *db, delivery_id id, file_id file, bool of_inspection);
err delivery_list_files(struct db *db, struct arena *a, delivery_id id, delivery_file_list *out);

// What the printed papers say of both sides.
struct delivery_parties {
    str supplier_business_no;
    str supplier_representative;
    str supplier_address;
    str supplier_phone;
    str institution_head; // 구청장
};
err delivery_find_parties(struct db *db, const struct delivery *d, struct delivery_parties *out);
