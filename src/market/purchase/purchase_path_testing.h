// The law's answer of a case, taken by its officer.
#pragma once

#include "market/purchase/purchase_path_action.h"
#include "market/purchase/purchase_testing.h"

struct path_taking {
    struct purchase *p;
    struct purchase_word word;
};

// A work for purchase_testing_run, of a struct path_taking, whose case is left as it is now.
err path_work_take(struct unit *u, void *data);
// The officer takes it, with this word about similar purchases.
err path_testing_take(struct purchase_scene *s, struct purchase *p, str split_reason);
// What the law says of it today.
enum law_path path_testing_judge(struct purchase_scene *s, const struct purchase *p,
                                 struct purchase_judgement *out);

// The pages of the way and of what is handed over. Closed with web_test_close(w).
void path_testing_web(struct purchase_scene *s, struct web_test *w);
