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

static void keep_fix(struct quality *q, struct quality_fix fix)
{
    size_t at = q->fix_count;
    while (at > 0 && q->fixes[at - 1].points < fix.points) {
        at--; // of equal ones the first named stays before
    }
    if (at == QUALITY_FIXES) {
        return;
    }
    q->fix_count += q->fix_count < QUALITY_FIXES ? 1 : 0;
    for (size_t i = q->fix_count - 1; i > at; i--) {
        q->fixes[i] = q->fixes[i - 1];
    }
    q->fixes[at] = fix;
}

// `done` of `whole` gives its part of the points; whole 0: nothing is asked, all is given.
static int64_t part_of(int64_t points, int64_t done, int64_t whole)
{
    return whole == 0 ? points : points * (done < whole ? done : whole) / whole;
}

// `fix`: without its points; it is kept when some are missing.
static void add(struct sum *s, int64_t points, int64_t given, struct quality_fix fix)
{
    s->q.score += given;
    fix.points = points - given;
    if (fix.points > 0) {
        keep_fix(&s->q, fix);
    }
}

static void weigh(struct sum *s, int64_t points, bool is_done, struct quality_fix fix)
{
    add(s, points, is_done ? points : 0, fix);
}

// The first photo counts most, and one line says what all of them bring.
static void weigh_pictures(struct sum *s, int64_t count)
{
    str text = count == 0 ? S("밝고 또렷한 사진을 세 장 올려 주세요: 정면, 자세히, 쓰는 모습. "
                              "사진이 있는 상품을 더 많이 열어 봅니다.")
                          : S("밝고 또렷한 사진을 세 장까지 올려 주세요: 정면, 자세히, 쓰는 모습.");
    add(s, POINTS_PICTURE + POINTS_PICTURES,
        part_of(POINTS_PICTURE, count, 1) + part_of(POINTS_PICTURES, count, PICTURES_FULL),
        (struct quality_fix){.text = text, .place = QUALITY_PHOTOS});
}

static void weigh_description(struct sum *s, str description)
{
    add(s, POINTS_DESCRIPTION,
        part_of(POINTS_DESCRIPTION, (int64_t)str_length(description), DESCRIPTION_FULL),
        (struct quality_fix){
            .text = S("설명을 세 문장쯤 적어 주세요. 구성, 쓰임, 보증을 적으면 좋습니다."),
            .place = QUALITY_TEXT,
            .field = "description"});
}

static void weigh_attributes(struct sum *s, const struct listing_template *t,
                             const struct listing *l, bool is_required, int64_t points)
{
    int64_t done = 0;
    int64_t whole = 0;
    str missing = S("");
    const char *field = NULL;
    for (size_t i = 0; i < t->attributes.count; i++) {
        const struct attribute *x = &t->attributes.items[i];
        if (x->is_required != is_required) {
            continue;
        }
        bool is_there = listing_value_of(&l->text.values, x->key).n > 0;
        whole++;
        done += is_there ? 1 : 0;
        if (!is_there) {
            field = field != NULL ? field : str_format(s->arena, "value_%zu", i + 1).p;
            missing = missing.n == 0
                          ? x->name
                          : str_format(s->arena, "%.*s, %.*s", STR_ARG(missing), STR_ARG(x->name));
        }
    }
    add(s, points, part_of(points, done, whole),
        (struct quality_fix){.text = str_format(s->arena, "%s 적어 주세요: %.*s",
                                                is_required ? "필수 칸을" : "비어 있는 칸을",
                                                STR_ARG(missing)),
                             .place = QUALITY_TEXT,
                             .field = field});
}

static void weigh_goods(struct sum *s, const struct listing *l)
{
    weigh(s, POINTS_MAKER, l->text.maker.n > 0,
          (struct quality_fix){
              .text = S("제조사를 적어 주세요."), .place = QUALITY_TEXT, .field = "maker"});
    weigh(s, POINTS_MODEL, l->text.model.n > 0,
          (struct quality_fix){.text = S("모델명을 적어 주세요. 모델명으로 찾는 기관이 있습니다."),
                               .place = QUALITY_TEXT,
                               .field = "model"});
    weigh(s, POINTS_STOCK, l->terms.stock != LISTING_MADE_TO_ORDER,
          (struct quality_fix){.text = S("재고를 적어 주세요. 바로 살 수 있는지 알 수 있습니다."),
                               .place = QUALITY_TERMS,
                               .field = "stock"});
}

struct quality quality_of(struct arena *a, const struct listing_template *t,
                          const struct listing *l, int64_t picture_count)
{
    struct sum s = {.arena = a};
    weigh_attributes(&s, t, l, true, POINTS_REQUIRED);
    weigh_pictures(&s, picture_count);
    weigh_description(&s, l->text.description);
    weigh_attributes(&s, t, l, false, POINTS_OPTIONAL);
    if (str_equals(t->object, S("goods"))) {
        weigh_goods(&s, l);
    } else {
        s.q.score += POINTS_MAKER + POINTS_MODEL + POINTS_STOCK; // not asked
    }
    weigh(&s, POINTS_TIERS, l->terms.tiers.count > 0,
          (struct quality_fix){
              .text = S("수량별 단가를 적어 주세요. 많이 사는 기관이 견적 전에 값을 봅니다."),
              .place = QUALITY_TERMS,
              .field = "tier_quantity_1"});
    return s.q;
}
