#include "market/content/content_testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

int64_t content_testing_add_shoot(struct db *db)
{
    static const struct shoot PLAN = {
        .no = {7900000000000},
        .title = {"촬영",      6},
        .place_text = {"스튜디오",             12},
        .photographer = {"사진관",9},
        .on_day = {20000  }
    };
    int64_t shoot = 0;
    assert_null(shoot_store_add(db, &PLAN, (instant){1}, &shoot));
    return shoot;
}
