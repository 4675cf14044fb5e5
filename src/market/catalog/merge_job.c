#include "market/catalog/merge_job.h"

#include "market/catalog/guide_store.h"
#include "market/catalog/merge_store.h"

err merge_job_find(struct unit *u, struct job *j)
{
    guide_codes codes;
    struct merge_product *products = NULL;
    size_t count = 0;
    merge_pair_list pairs;
    TRY(guide_store_codes(u->db, u->arena, j->argument, 1, &codes));
    if (codes.count == 0) {
        return NULL;
    }
    TRY(merge_store_products(u->db, u->arena, codes.items[0], &products, &count));
    merge_find(u->arena, products, count, &pairs);
    TRY(merge_store_keep(u->db, u->arena, codes.items[0], &pairs, u->now));
    return job_add(u, "catalog.twins", 0, codes.items[0], (instant){0});
}
