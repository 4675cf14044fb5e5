#include "market/quote/quote_part_web.h"

void quote_fill_given(struct arena *a, const quote_list *given, quote_given_rows *out)
{
    out->items = NEW_ARRAY(a, given->count + 1, struct quote_given_row);
    out->count = given->count;
    for (size_t i = 0; i < given->count; i++) {
        const struct quote *q = &given->items[i];
        out->items[i] = (struct quote_given_row){
            .revision = q->revision,
            .at = q->given_at,
            .who = q->account_name,
            .price = q->price,
            .deliver_by = q->deliver_by,
            .valid_until = q->valid_until,
            .remark = q->remark,
            .decline_reason = q->decline_reason,
            .counts = i == 0,
        };
    }
}
