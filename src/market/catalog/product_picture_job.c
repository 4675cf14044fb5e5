#include "market/catalog/product_picture_job.h"

#include "market/catalog/picture_hiding_action.h"
#include "market/catalog/product_picture_store.h"
#include "platform/picture/picture_job.h"

err product_picture_job_finish(struct unit *u, struct job *j)
{
    product_id product;
    TRY(picture_job_finish(u, j));
    TRY(picture_hiding_action_follow(u, (picture_id){j->object}));
    TRY(product_picture_find_of(u->db, (picture_id){j->object}, &product));
    return product.value == 0 ? NULL : product_picture_refresh(u->db, product);
}
