#include "market/content/content_job.h"

#include <assert.h>

#include "market/content/content_action.h"

err content_job_remind(struct unit *u, struct job *j)
{
    str rest = j->argument;
    int way = goods_way_from(str_cut(&rest, ' '));
    int64_t nth = 0;
    bool is_read = str_parse_i64(rest, &nth);
    assert(is_read && way >= 0); // written by content_action.c
    return shoot_action_remind(u, j->object, (enum goods_way)way, nth);
}
