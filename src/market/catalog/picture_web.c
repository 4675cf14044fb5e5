#include "market/catalog/picture_web.h"

#include "market/party/right.h"
#include "platform/picture/picture_store.h"

// GET /pictures/:no/:size. What was handed in has no address at all; what an operator hid has none
// any more.
static err get_picture(struct unit *u, const struct request *rq, struct response *rs)
{
    public_no no;
    struct kept_file file;
    TRY(path_no(rq, "no", &no));
    enum picture_size size = picture_size_from(request_path(rq, "size"));
    if (size == PICTURE_SIZE_COUNT) {
        return &PICTURE_UNKNOWN;
    }
    TRY(picture_store_find_made(u->db, no, size, &file));
    file_show(rs, &file);
    return NULL;
}

const struct route PICTURE_ROUTES[] = {
    ROUTE(GET, "/pictures/:no/:size", get_picture, RIGHT_PUBLIC),
};
const size_t PICTURE_ROUTE_COUNT = COUNT(PICTURE_ROUTES);
