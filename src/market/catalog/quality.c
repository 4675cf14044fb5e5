#include "market/catalog/quality.h"

#include "base/limits.h"

#define DESCRIPTION_FULL 100 // characters: some three sentences
#define PICTURES_FULL 3      // front, detail, in use

// Weights; they sum to 100.
#define POINTS_REQUIRED 25
#define POINTS_OPTIONAL 10
#define POINTS_PICTURE 20
#define POINTS_PICTURES 10
#define POINTS_DESCRIPTION 15
#define POINTS_MAKER 5
#define POINTS_MODEL 5
#define POINTS_STOCK 5
#define POINTS_TIERS 5

// What is reached of each kind, and what the rest would bring.
struct sum {
    struct arena *arena;
    struct quality q;
};

static void keep_fix(struct quality *q, int64_t points, str text)
{
    size_t at = q->fix_count;
    while (at > 0 && q->fixes[at - 1].points < points) {
        at--; // of equal ones the first named stays before
    }
    if (at == QUALITY_FIXES) {
        return;
    }
    q->fix_count += q->fix_count < QUALITY_FIXES ? 1 : 0;
    for (size_t i = q->fix_count - 1; i > at; i--) {
        q->fixes[i] = q->fixes[i - 1];
    }
    q->fixes[at] = (struct quality_fix){points, text};
}

// `done` of `whole` gives its part of the points; whole 0: nothing is asked, all is given.
static void weigh(struct sum *s, int64_t points, int64_t done, int64_t whole, str fix)
{
    int64_t given = whole == 0 ? points : points * (done < whole ? done : whole) / whole;
    s->q.score += given;
    if (given < points) {
        keep_fix(&s->q, points - given, fix);
    }
}

static void weigh_attributes(struct sum *s, const struct listing_template *t,
                             const struct listing *l, bool is_required, int64_t points)
{
    int64_t done = 0;
    int64_t whole = 0;
    str missing = S("");
    for (size_t i = 0; i < t->attributes.count; i++) {
        const struct attribute *x = &t->attributes.items[i];
        if (x->is_required != is_required) {
            continue;
        }
        bool is_there = listing_value_of(&l->text.values, x->key).n > 0;
        whole++;
        done += is_there ? 1 : 0;
        if (!is_there) {
            missing = missing.n == 0
                          ? x->name
                          : str_format(s->arena, "%.*s, %.*s", STR_ARG(missing), STR_ARG(x->name));
        }
    }
    weigh(s, points, done, whole,
          str_format(s->arena, "%s 적어 주세요: %.*s", is_required ? "필수 칸을" : "비어 있는 칸을",
                     STR_ARG(missing)));
}

struct quality quality_of(struct arena *a, const struct listing_template *t,
                          const struct listing *l, int64_t picture_count)
{
    struct sum s = {.arena = a};
    bool is_thing = str_equals(t->object, S("goods"));
    int64_t said = (int64_t)str_length(l->text.description);
    weigh_attributes(&s, t, l, true, POINTS_REQUIRED);
    weigh(&s, POINTS_PICTURE, picture_count, 1,
          S("밝고 또렷한 사진을 올려 주세요. 사진이 있는 상품을 더 많이 열어 봅니다."));
    weigh(&s, POINTS_DESCRIPTION, said, DESCRIPTION_FULL,
          S("설명을 세 문장쯤 적어 주세요. 구성, 쓰임, 보증을 적으면 좋습니다."));
    weigh(&s, POINTS_PICTURES, picture_count, PICTURES_FULL,
          S("밝고 또렷한 사진을 세 장까지 올려 주세요: 정면, 자세히, 쓰는 모습."));
    weigh_attributes(&s, t, l, false, POINTS_OPTIONAL);
    weigh(&s, POINTS_MAKER, l->text.maker.n > 0, is_thing, S("제조사를 적어 주세요."));
    weigh(&s, POINTS_MODEL, l->text.model.n > 0, is_thing,
          S("모델명을 적어 주세요. 모델명으로 찾는 기관이 있습니다."));
    weigh(&s, POINTS_STOCK, l->terms.stock != LISTING_MADE_TO_ORDER, is_thing,
          S("재고를 적어 주세요. 바로 살 수 있는지 알 수 있습니다."));
    weigh(&s, POINTS_TIERS, (int64_t)l->terms.tiers.count, 1,
          S("수량별 단가를 적어 주세요. 많이 사는 기관이 견적 전에 값을 봅니다."));
    return s.q;
}
