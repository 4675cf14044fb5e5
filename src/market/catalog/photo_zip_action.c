#include "market/catalog/photo_zip_action.h"

#include "base/limits.h"
#include "market/catalog/product_picture_action.h"
#include "market/notice/notice_action.h"
#include "platform/file/file.h"
#include "platform/file/spool.h"
#include "platform/job/job.h"
#include "platform/secret/secret.h"

static err admit_one_more(struct unit *u)
{
    int64_t count = 0;
    TRY(photo_zip_store_at_work(u->db, u->actor->supplier, &count));
    return count >= LIMIT_ZIPS_AT_WORK ? &PHOTO_ZIP_AT_WORK : NULL;
}

struct kept {
    str spool;
    int64_t bytes;
};

// Written after the deed's unit, whatever became of it: its row alone tells.
static err drop_unnamed(struct unit *u, const void *data)
{
    const struct kept *k = data;
    bool is_named = false;
    TRY(photo_zip_store_spooled(u->db, k->spool, &is_named));
    if (is_named) {
        return NULL;
    }
    TRY(file_count_left(u, k->bytes));
    spool_drop(u->arena, k->spool);
    return NULL;
}

err photo_zip_action_keep(struct unit *u, const struct upload *up, str *out_spool)
{
    if (up == NULL || !picture_is_zip(up->bytes)) {
        return &PHOTO_ZIP_NONE;
    }
    if (up->bytes.n > LIMIT_ZIP) {
        return &PHOTO_ZIP_TOO_LARGE;
    }
    TRY(admit_one_more(u));
    struct kept *k = NEW(u->arena, struct kept);
    k->bytes = (int64_t)up->bytes.n;
    TRY(spool_keep(u, up->bytes, &k->spool));
    unit_note(u, drop_unnamed, k);
    *out_spool = k->spool;
    return NULL;
}

err photo_zip_action_add(struct unit *u, struct photo_zip *z)
{
    TRY(admit_one_more(u));
    TRY(file_count_day(u, z->size));
    z->no = secret_public_no();
    z->supplier = u->actor->supplier;
    z->account = u->actor->account;
    TRY(photo_zip_store_add(u->db, z, u->now));
    audit_write(u, S("photo_zip.add"), S("photo_zip"), z->id, S(""));
    return job_add(u, PHOTO_ZIP_JOB, z->id, S(""), (instant){0});
}

err photo_zip_action_resume(struct unit *u, const struct photo_zip *z)
{
    if (!photo_zip_stands_still(z, u->now)) {
        return &PHOTO_ZIP_MOVED;
    }
    audit_write(u, S("photo_zip.resume"), S("photo_zip"), z->id, S(""));
    return job_add(u, PHOTO_ZIP_JOB, z->id, S(""), (instant){0});
}

// --- An entry ------------------------------------------------------------------------------------

static void act_for(struct unit *u, const struct photo_zip *z)
{
    struct actor *who = NEW(u->arena, struct actor);
    *who = (struct actor){
        .account = z->account,
        .supplier = z->supplier,
        .name = z->account_name,
        .role_label = S("공급기업"),
    };
    u->actor = who;
}

// Whose photo it is. Fails with PHOTO_ZIP_NO_LISTING.
static err find_listing(struct unit *u, const struct photo_zip *z, str name, offer_id *out_offer,
                        struct pictured *out)
{
    str codes[PHOTO_CODES];
    if (z->offer.value != 0) {
        TRY(photo_zip_store_listing(u->db, z->supplier, S(""), z->offer_no, out_offer, out));
        return out_offer->value == 0 ? &PHOTO_ZIP_NO_LISTING : NULL;
    }
    size_t count = photo_zip_codes(u->arena, name, codes);
    for (size_t i = 0; i < count; i++) {
        public_no no = NO_ID(public_no);
        if (!str_parse_i64(codes[i], &no.value)) {
            no.value = 0;
        }
        TRY(photo_zip_store_listing(u->db, z->supplier, codes[i], no, out_offer, out));
        if (out_offer->value != 0) {
            return NULL;
        }
    }
    return &PHOTO_ZIP_NO_LISTING;
}

static err hand_in(struct unit *u, const struct photo_zip *z, const struct unpacked *x,
                   offer_id *out_offer)
{
    struct pictured of;
    struct upload up = {
        .field = S("photo"), .name = photo_zip_file_name(x->name), .bytes = x->bytes};
    TRY(find_listing(u, z, x->name, out_offer, &of));
    str why = str_format(u->arena, "ZIP의 사진을 올림: %.*s", STR_ARG(z->name));
    return product_picture_action_add(u, &of, &up, why);
}

static err note_entry(struct unit *u, const struct photo_zip *z, const struct unpacked *x)
{
    struct photo_entry e = {
        .number = z->position + 1,
        .name = x->name.n > 0 ? x->name : S("이름을 읽을 수 없는 파일"),
        .state = x->verdict == UNPACK_PASSED_OVER ? PHOTO_PASSED : PHOTO_REFUSED,
        .words = picture_unpack_sentence(x->verdict),
    };
    if (x->verdict == UNPACK_DONE) {
        err refused = hand_in(u, z, x, &e.offer);
        if (refused != NULL && refused->kind != FAULT_INVALID && refused->kind != FAULT_REFUSED) {
            return refused;
        }
        e.state = refused == NULL ? PHOTO_KEPT : PHOTO_REFUSED;
        e.words = refused == NULL ? S("") : str_view(refused->text);
    }
    return photo_zip_store_add_entry(u->db, z->id, &e);
}

static const char LEFT[] = "푸는 데 너무 오래 걸린 파일이 " TEXT_OF(
    LIMIT_ZIP_GIVEN_UP) "개여서 남은 %lld개는 풀지 않았습니다. 오래 걸린 파일을 빼고 나머지를 "
                        "다시 묶어 주세요.";

static err tell_end(struct unit *u, const struct photo_zip *z)
{
    int64_t counts[PHOTO_ENTRY_STATE_COUNT];
    if (z->account.value == 0) {
        return NULL;
    }
    TRY(photo_zip_store_counts(u->db, z->id, counts));
    str text = str_format(u->arena, "%.*s, 올림 %lld장, 올리지 않음 %lld개%s%.*s", STR_ARG(z->name),
                          (long long)counts[PHOTO_KEPT], (long long)counts[PHOTO_REFUSED],
                          z->words.n > 0 ? ". " : "", STR_ARG(z->words));
    str path = str_format(u->arena, "/supplier/photos/%lld", (long long)z->no.value);
    return notice_add(u, z->account, S("photo_zip.ended"), S("사진 ZIP을 다 풀었습니다"), text,
                      path);
}

err photo_zip_action_step(struct unit *u, struct photo_zip *z, const struct unpacked *x)
{
    act_for(u, z);
    bool is_entry = x->verdict != UNPACK_END && x->verdict != UNPACK_BAD &&
                    x->verdict != UNPACK_TOO_MANY &&
                    !(x->verdict == UNPACK_GIVEN_UP && z->entry_count == 0);
    if (is_entry) {
        TRY(note_entry(u, z, x));
        z->position++;
        z->unpacked += x->written;
        z->given_up += x->verdict == UNPACK_GIVEN_UP ? 1 : 0;
        z->entry_count = z->entry_count > 0 ? z->entry_count : x->count;
    }
    bool is_left = is_entry && z->given_up >= LIMIT_ZIP_GIVEN_UP && z->position < z->entry_count;
    z->is_done = !is_entry || is_left || z->position >= z->entry_count;
    if (is_left) {
        z->words = str_format(u->arena, LEFT, (long long)(z->entry_count - z->position));
    } else if (!is_entry && x->verdict != UNPACK_END) {
        z->words = picture_unpack_sentence(x->verdict);
    }
    TRY(photo_zip_store_step(u->db, z, u->now));
    TRY(z->is_done ? tell_end(u, z) : NULL);
    // Also of one that is done: its bytes go once that is certain.
    return job_add(u, PHOTO_ZIP_JOB, z->id, S(""), (instant){0});
}
