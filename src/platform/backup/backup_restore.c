#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "platform/backup/backup_folder.h"
#include "platform/backup/backup_rows.h"
#include "platform/backup/manifest.h"
#include "platform/db/db_copy.h"
#include "platform/file/bytes.h"
#include "platform/secret/secret.h"

const struct fault BACKUP_NOT_WHOLE = {
    .kind = FAULT_MISSING,
    .code = "backup.not_whole",
    .text = "온전한 백업이 아닙니다. MANIFEST가 든 날짜 폴더를 적어 주세요. 아무것도 바꾸지 "
            "않았습니다. · Not a whole backup: name a dated folder that holds a MANIFEST. Nothing "
            "was changed.",
};

const struct fault BACKUP_ALTERED = {
    .kind = FAULT_REFUSED,
    .code = "backup.altered",
    .text = "백업이 만들 때와 다릅니다. 다른 백업을 쓰세요. 아무것도 바꾸지 않았습니다. · This "
            "backup is not what was written: use another one. Nothing was changed.",
};

const struct fault BACKUP_UNSIGNED = {
    .kind = FAULT_REFUSED,
    .code = "backup.unsigned",
    .text = "서명이 없는 백업입니다. 서명하기 전 판의 백업이거나 누가 새로 쓴 것입니다. 그래도 "
            "되돌리려면 --unsigned를 적으세요. 아무것도 바꾸지 않았습니다. · Nobody signed this "
            "backup: it is of an older version, or somebody wrote it anew. Say --unsigned to go "
            "on. Nothing was changed.",
};

const struct fault BACKUP_OTHER_SIGNER = {
    .kind = FAULT_REFUSED,
    .code = "backup.other_signer",
    .text = "이 백업에 서명한 열쇠가 자료 폴더의 sign.pub에 없습니다. 따로 보관한 sign.pub을 넣어 "
            "주세요. 그래도 되돌리려면 --unsigned를 적으세요. 아무것도 바꾸지 않았습니다. · The "
            "key that signed this backup is not in the sign.pub of the data folder: put the copy "
            "you keep there first, or say --unsigned to go on. Nothing was changed.",
};

const struct fault BACKUP_LIST_CLOSED = {
    .kind = FAULT_REFUSED,
    .code = "backup.list_closed",
    .text = "자료 폴더의 sign.pub에 쓸 수 없습니다. 파일의 주인을 사이트의 사용자로 바꿔 "
            "주세요(chown dure:dure). 아무것도 바꾸지 않았습니다. · The sign.pub in the data "
            "folder cannot be written: let it belong to the site's user (chown dure:dure). "
            "Nothing was changed.",
};

const struct fault BACKUP_SIGN_KEY = {
    .kind = FAULT_REFUSED,
    .code = "backup.sign_key",
    .text = "자료 폴더의 sign.key를 쓸 수 없습니다. 파일의 주인을 사이트의 사용자로 바꾸고(chown "
            "dure:dure) 그 사용자만 읽게(chmod 600) 하거나, 치워 주세요. 없으면 새로 만듭니다. "
            "아무것도 바꾸지 않았습니다. · The sign.key in the data folder cannot be used: let it "
            "belong to the site's user (chown dure:dure) and be read by that user alone (chmod "
            "600), or take it away, and a new one is made. Nothing was changed.",
};

const struct fault BACKUP_TOO_NEW = {
    .kind = FAULT_REFUSED,
    .code = "backup.too_new",
    .text = "이 프로그램보다 새 판이 만든 백업입니다. 그 판의 프로그램으로 되돌리세요. 아무것도 "
            "바꾸지 않았습니다. · A newer program made this backup: restore it with that one. "
            "Nothing was changed.",
};

const struct fault BACKUP_OTHER_ENGINE = {
    .kind = FAULT_REFUSED,
    .code = "backup.other_engine",
    .text =
        "다른 종류의 데이터베이스에서 만든 백업입니다. --db에 같은 종류의 주소를 적어 주세요. "
        "아무것도 바꾸지 않았습니다. · This backup is of another kind of database: give --db an "
        "address of the same kind. Nothing was changed.",
};

const struct fault BACKUP_OTHER_PLACE = {
    .kind = FAULT_REFUSED,
    .code = "backup.other_place",
    .text =
        "PostgreSQL의 스키마 이름이 백업과 다릅니다. 같은 이름의 빈 스키마를 쓰세요. 아무것도 "
        "바꾸지 않았습니다. · The schema of PostgreSQL has another name than in the backup: use "
        "an empty one of the same name. Nothing was changed.",
};

const struct fault BACKUP_NOT_EMPTY = {
    .kind = FAULT_CONFLICT,
    .code = "backup.not_empty",
    .text = "되돌릴 자리가 비어 있지 않습니다. 빈 데이터베이스와 빈 자료 폴더를 쓰세요. 아무것도 "
            "바꾸지 않았습니다. · The place to restore to is not empty: use an empty database and "
            "an empty data folder. Nothing was changed.",
};

const struct fault BACKUP_NO_KEY = {
    .kind = FAULT_REFUSED,
    .code = "backup.no_key",
    .text = "자료 폴더에 seal.key가 없습니다. 따로 보관한 열쇠를 먼저 넣어 주세요. 열쇠를 잃었으면 "
            "--without-key를 적으세요. 아무것도 바꾸지 않았습니다. · There is no seal.key in the "
            "data folder: put the copy you keep there first, or say --without-key if it is lost. "
            "Nothing was changed.",
};

const struct fault BACKUP_OTHER_KEY = {
    .kind = FAULT_REFUSED,
    .code = "backup.other_key",
    .text = "자료 폴더의 seal.key와 seal.old의 열쇠는 이 백업의 열쇠가 아닙니다. 그때의 열쇠를 "
            "seal.key로 넣거나 seal.old에 두세요. 아무것도 바꾸지 않았습니다. · Neither seal.key "
            "nor a key of seal.old in the data folder is the one of this backup: put that one "
            "there. Nothing was changed.",
};

const struct fault BACKUP_DIFFERS = {
    .kind = FAULT_BROKEN,
    .code = "backup.differs",
    .text =
        "되돌린 자료의 수나 감사 사슬이 백업에 적힌 것과 다릅니다. 이 자료로 서비스하지 마세요. "
        "· What was restored does not count up to what the backup says: do not serve it.",
};

// What the manifest says, and where the walk over its lines stands.
struct reading {
    struct arena *arena;
    const struct restore_plan *plan;
    struct restore_made *made;
    str engine;
    str place;
    str key;
    char signer[SIGN_KEY_DIGITS + 1];
    FILE *manifest; // the copy that was looked at
    str database;   // its name in the backup
    crypto_hash_sha256_state rows;
    struct arena *batch; // emptied line by line
    err (*on_file)(struct reading *r, str below, int64_t size, str sha256);
    str *sentence;
};

static err altered(struct reading *r, str what)
{
    *r->sentence = str_copy(r->arena, what);
    return &BACKUP_ALTERED;
}

// --- Lines ---------------------------------------------------------------------------------------

static err read_file_line(struct reading *r, str value)
{
    struct manifest_file f;
    if (!manifest_read_file(r->batch, value, &f)) {
        return altered(r, S(MANIFEST_NAME));
    }
    if (manifest_is_database(f.below)) {
        r->database = str_copy(r->arena, f.below);
    }
    return r->on_file(r, f.below, f.size, f.sha256);
}

static void add_row(void *rows, const char *word, str value)
{
    (void)crypto_hash_sha256_update(rows, (const unsigned char *)word, strlen(word));
    (void)crypto_hash_sha256_update(rows, (const unsigned char *)" ", 1);
    (void)crypto_hash_sha256_update(rows, (const unsigned char *)value.p, value.n);
    (void)crypto_hash_sha256_update(rows, (const unsigned char *)"\n", 1);
}

static err read_line(void *data, str word, str value)
{
    struct reading *r = data;
    const struct {
        const char *word;
        str *to;
    } texts[] = {
        {"version", &r->made->version},
        {"at",      &r->made->at     },
        {"engine",  &r->engine       },
        {"place",   &r->place        },
        {"key",     &r->key          },
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        if (str_equals(word, str_view(texts[i].word))) {
            *texts[i].to = str_copy(r->arena, value);
            return NULL;
        }
    }
    if (str_equals(word, S("schema"))) {
        return str_parse_i64(value, &r->made->schema) ? NULL : altered(r, S(MANIFEST_NAME));
    }
    if (str_equals(word, S("count")) || str_equals(word, S("head"))) {
        add_row(&r->rows, str_to_c(r->batch, word), value);
    } else if (str_equals(word, S("missing"))) {
        r->made->missing_count++;
    } else if (str_equals(word, S("file"))) {
        err e = read_file_line(r, value);
        arena_reset(r->batch);
        return e;
    }
    arena_reset(r->batch);
    return NULL; // a note
}

static err read_all(struct reading *r,
                    err (*on_file)(struct reading *r, str below, int64_t size, str sha256))
{
    r->on_file = on_file;
    r->made->missing_count = 0;
    (void)crypto_hash_sha256_init(&r->rows);
    return manifest_read(r->manifest, read_line, r);
}

// --- Before anything is touched ------------------------------------------------------------------

static err look(struct reading *r)
{
    const char *path = backup_path(r->arena, r->plan->folder, S(MANIFEST_NAME));
    switch (manifest_take(path, r->signer, &r->manifest)) {
    case MANIFEST_WHOLE:
        return NULL;
    case MANIFEST_MISSING:
        return &BACKUP_NOT_WHOLE;
    case MANIFEST_NEWER:
        return &BACKUP_TOO_NEW;
    case MANIFEST_NO_ROOM:
        *r->sentence = S(P_tmpdir);
        return &BACKUP_CANNOT_WRITE;
    case MANIFEST_ALTERED:
        break;
    }
    return altered(r, S(MANIFEST_NAME));
}

static err check_signer(struct reading *r)
{
    sign_publics known;
    if (r->plan->unsigned_too) {
        return NULL;
    }
    if (r->signer[0] == '\0') {
        return &BACKUP_UNSIGNED;
    }
    TRY(sign_list(r->arena, r->plan->data_dir, &known));
    if (!sign_is_listed(&known, str_view(r->signer))) {
        *r->sentence = str_copy(r->arena, str_view(r->signer));
        return &BACKUP_OTHER_SIGNER;
    }
    return NULL;
}

// The key that signs the site's own backups, opened or made afterwards, is added to the list.
static err check_own_key(struct reading *r)
{
    if (!sign_list_may_grow(r->arena, r->plan->data_dir)) {
        *r->sentence = str_format(r->arena, "%.*s/sign.pub", STR_ARG(r->plan->data_dir));
        return &BACKUP_LIST_CLOSED;
    }
    if (!sign_key_may_open(r->arena, r->plan->data_dir)) {
        *r->sentence = str_format(r->arena, "%.*s/sign.key", STR_ARG(r->plan->data_dir));
        return &BACKUP_SIGN_KEY;
    }
    return NULL;
}

static err pass_over(struct reading *r, str below, int64_t size, str sha256)
{
    (void)r, (void)below, (void)size, (void)sha256;
    return NULL;
}

static err check_file(struct reading *r, str below, int64_t size, str sha256)
{
    struct bytes_sum sum;
    err e = bytes_measure(backup_path(r->batch, r->plan->folder, below), &sum);
    bool right = e == NULL && sum.size == size && str_equals(str_view(sum.sha256), sha256);
    return right ? NULL : altered(r, below);
}

static err check_engine(struct reading *r)
{
    bool sqlite = db_engine_of(r->plan->db_url) == DB_SQLITE;
    if (r->made->schema > MIGRATIONS[MIGRATION_COUNT - 1].number) {
        *r->sentence = str_format(r->arena, "%lld > %d", (long long)r->made->schema,
                                  MIGRATIONS[MIGRATION_COUNT - 1].number);
        return &BACKUP_TOO_NEW;
    }
    return str_equals(r->engine, sqlite ? S("sqlite") : S("postgresql")) ? NULL
                                                                         : &BACKUP_OTHER_ENGINE;
}

static err check_key(struct reading *r)
{
    str mark;
    str path = str_format(r->arena, "%.*s/seal.key", STR_ARG(r->plan->data_dir));
    TRY(secret_key_mark(r->arena, path, &mark));
    bool has_it = mark.n == 0 || r->key.n == 0;
    if (!has_it) {
        secret_keys keys;
        TRY(secret_load_key(path, false));
        secret_list_keys(r->arena, &keys);
        for (size_t i = 0; i < keys.count && !has_it; i++) {
            has_it = str_equals(keys.items[i].mark, r->key);
        }
    }
    if (!has_it) {
        *r->sentence = path;
        return &BACKUP_OTHER_KEY;
    }
    if (mark.n == 0 && r->key.n > 0 && !r->plan->without_key) {
        *r->sentence = path;
        return &BACKUP_NO_KEY;
    }
    return NULL;
}

// Nothing but, at most, the names of the folders that hold kept files.
static bool has_no_files(struct arena *a, const char *path)
{
    DIR *d = opendir(path);
    bool empty = d != NULL || errno == ENOENT;
    for (struct dirent *entry = d == NULL ? NULL : readdir(d); entry != NULL && empty;
         entry = readdir(d)) {
        struct stat facts;
        const char *inner = str_format(a, "%s/%s", path, entry->d_name).p;
        bool itself = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
        empty = itself || (lstat(inner, &facts) == 0 && S_ISDIR(facts.st_mode) &&
                           strlen(entry->d_name) == 2 && has_no_files(a, inner));
    }
    if (d != NULL) {
        (void)closedir(d);
    }
    return empty;
}

static err check_place(struct reading *r)
{
    bool empty = false;
    str place;
    const char *files = backup_path(r->arena, r->plan->data_dir, S("files"));
    TRY(db_copy_is_empty(r->arena, r->plan->db_url, &empty, &place, r->sentence));
    if (!empty || !has_no_files(r->arena, files)) {
        *r->sentence = empty ? str_view(files) : S("");
        return &BACKUP_NOT_EMPTY;
    }
    if (!str_equals(place, r->place)) {
        *r->sentence = str_format(r->arena, "%.*s, %.*s", STR_ARG(r->place), STR_ARG(place));
        return &BACKUP_OTHER_PLACE;
    }
    return NULL;
}

static err check_all(struct reading *r)
{
    TRY(look(r));
    TRY(check_signer(r));
    TRY(check_own_key(r));
    TRY(read_all(r, pass_over));
    TRY(check_engine(r));
    TRY(read_all(r, check_file));
    if (r->database.n == 0) {
        return altered(r, S(MANIFEST_NAME));
    }
    TRY(check_key(r));
    return check_place(r);
}

// --- From here on things are made ----------------------------------------------------------------

static err make_folder(const char *path)
{
    return mkdir(path, 0750) == 0 || errno == EEXIST ? NULL : &BACKUP_CANNOT_WRITE;
}

static err restore_file(struct reading *r, str below, int64_t size, str sha256)
{
    if (manifest_is_database(below)) {
        return NULL;
    }
    struct bytes_sum sum;
    str data_dir = r->plan->data_dir;
    str folder = str_slice(below, 0, S("files/ab").n);
    const char *from = backup_path(r->batch, r->plan->folder, below);
    const char *to = backup_path(r->batch, data_dir, below);
    TRY(make_folder(backup_path(r->batch, data_dir, folder)));
    err e = bytes_copy(from, to, &sum);
    if (e != NULL) {
        return e == &BYTES_CANNOT_WRITE ? &BACKUP_CANNOT_WRITE : e;
    }
    bool right = sum.size == size && str_equals(str_view(sum.sha256), sha256);
    r->made->file_count++;
    return right && chmod(to, 0640) == 0 ? bytes_sync(backup_path(r->batch, data_dir, folder))
                                         : altered(r, below);
}

static err restore_files(struct reading *r)
{
    str data_dir = r->plan->data_dir;
    TRY(make_folder(str_to_c(r->arena, data_dir)));
    TRY(make_folder(backup_path(r->arena, data_dir, S("files"))));
    TRY(read_all(r, restore_file));
    return bytes_sync(backup_path(r->arena, data_dir, S("files")));
}

// The rows as they are now amount to the same lines.
static err count_again(struct reading *r, struct db *db)
{
    crypto_hash_sha256_state now;
    unsigned char was_sum[crypto_hash_sha256_BYTES];
    unsigned char now_sum[crypto_hash_sha256_BYTES];
    int schema = 0;
    (void)crypto_hash_sha256_init(&now);
    TRY(db_begin(db, DB_READ));
    TRY(db_schema_version(db, &schema));
    TRY(backup_tell_rows(db, r->arena, r->plan->counts, add_row, &now));
    db_rollback(db);
    (void)crypto_hash_sha256_final(&r->rows, was_sum);
    (void)crypto_hash_sha256_final(&now, now_sum);
    bool same = schema == r->made->schema && memcmp(was_sum, now_sum, sizeof(now_sum)) == 0;
    return same ? NULL : &BACKUP_DIFFERS;
}

static err restore_database(struct reading *r)
{
    struct db *db = NULL;
    const char *path = backup_path(r->arena, r->plan->folder, r->database);
    TRY(db_copy_restore(r->arena, r->plan->db_url, path, r->plan->seconds, r->sentence));
    TRY(db_open(r->plan->db_url, &db));
    db_set_arena(db, r->arena);
    db_set_statement_ms(db, LIMIT_SCRIPT_MS);
    err e = db_analyze(db);
    e = e != NULL ? e : count_again(r, db);
    if (e != NULL && e->kind == FAULT_BROKEN) {
        *r->sentence = str_copy(r->arena, db_error(db));
    }
    db_close(db);
    return e;
}

// Files first: a database that is there has all its files.
static err restore(struct reading *r)
{
    TRY(check_all(r));
    TRY(restore_files(r));
    return restore_database(r);
}

err backup_restore(struct arena *a, const struct restore_plan *plan, struct restore_made *out,
                   str *out_sentence)
{
    assert(plan->folder.n > 0);
    struct restore_made made = {.version = S(""), .at = S("")};
    struct reading r = {
        .arena = a,
        .plan = plan,
        .made = &made,
        .batch = arena_open(LIMIT_ARENA_UNIT),
        .sentence = out_sentence,
    };
    *out_sentence = S("");
    err e = restore(&r);
    if (r.manifest != NULL) {
        (void)fclose(r.manifest);
    }
    arena_close(r.batch);
    if (e == NULL) {
        *out = made;
    }
    return e;
}
