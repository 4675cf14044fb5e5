// For `make fuzz-memory` alone: what libsodium and jansson write, told to MemorySanitizer, which
// saw neither being built and would take every byte of theirs for one that nobody wrote.
//
// The linker leads each call of the program here (--wrap), and here the real one is called. Only
// what it says it writes counts as written: what the program reads beyond that is still found.
#include <jansson.h>
#include <sanitizer/msan_interface.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define REAL(result, name, ...)                                                                    \
    result __real_##name(__VA_ARGS__);                                                             \
    result __wrap_##name(__VA_ARGS__);                                                             \
    result __wrap_##name(__VA_ARGS__)

REAL(int, crypto_hash_sha256_init, crypto_hash_sha256_state *state)
{
    int result = __real_crypto_hash_sha256_init(state);
    __msan_unpoison(state, sizeof(*state));
    return result;
}

// It copies what it is given into its state, so that is looked at here.
REAL(int, crypto_hash_sha256_update, crypto_hash_sha256_state *state, const unsigned char *in,
     unsigned long long size)
{
    __msan_check_mem_is_initialized(in, size);
    int result = __real_crypto_hash_sha256_update(state, in, size);
    __msan_unpoison(state, sizeof(*state));
    return result;
}

REAL(int, crypto_hash_sha256_final, crypto_hash_sha256_state *state, unsigned char *out)
{
    int result = __real_crypto_hash_sha256_final(state, out);
    __msan_unpoison(out, crypto_hash_sha256_BYTES);
    return result;
}

REAL(int, crypto_hash_sha256, unsigned char *out, const unsigned char *in, unsigned long long size)
{
    __msan_check_mem_is_initialized(in, size);
    int result = __real_crypto_hash_sha256(out, in, size);
    __msan_unpoison(out, crypto_hash_sha256_BYTES);
    return result;
}

REAL(char *, sodium_bin2hex, char *hex, size_t room, const unsigned char *in, size_t size)
{
    __msan_check_mem_is_initialized(in, size);
    char *result = __real_sodium_bin2hex(hex, room, in, size);
    __msan_unpoison(hex, size * 2 + 1);
    return result;
}

REAL(int, sodium_hex2bin, unsigned char *out, size_t room, const char *hex, size_t size,
     const char *ignore, size_t *out_size, const char **hex_end)
{
    __msan_check_mem_is_initialized(hex, size);
    int result = __real_sodium_hex2bin(out, room, hex, size, ignore, out_size, hex_end);
    if (out_size != NULL) {
        __msan_unpoison(out_size, sizeof(*out_size));
        __msan_unpoison(out, *out_size);
    }
    return result;
}

REAL(int, crypto_sign_verify_detached, const unsigned char *signature, const unsigned char *text,
     unsigned long long size, const unsigned char *public)
{
    __msan_check_mem_is_initialized(signature, crypto_sign_BYTES);
    __msan_check_mem_is_initialized(text, size);
    __msan_check_mem_is_initialized(public, crypto_sign_PUBLICKEYBYTES);
    return __real_crypto_sign_verify_detached(signature, text, size, public);
}

// A text that ends with NUL, wherever its bytes were copied from: what jansson keeps on its own
// stack bears the marks of whoever used that stack before.
__attribute__((no_sanitize("memory"))) static void tell_text(const char *text)
{
    size_t n = 0;
    while (text[n] != '\0') {
        n++;
    }
    __msan_unpoison(text, n + 1);
}

static void tell_texts(json_t *value)
{
    if (json_is_string(value)) {
        __msan_unpoison(json_string_value(value), json_string_length(value) + 1);
    }
    for (size_t i = 0; i < json_array_size(value); i++) {
        tell_texts(json_array_get(value, i));
    }
    for (void *at = json_object_iter(value); at != NULL; at = json_object_iter_next(value, at)) {
        tell_text(json_object_iter_key(at));
        tell_texts(json_object_iter_value(at));
    }
}

REAL(json_t *, json_loadb, const char *text, size_t size, size_t flags, json_error_t *error)
{
    __msan_check_mem_is_initialized(text, size);
    __msan_scoped_disable_interceptor_checks(); // of what it hands to the C library from its stack
    json_t *result = __real_json_loadb(text, size, flags, error);
    __msan_scoped_enable_interceptor_checks();
    if (error != NULL) {
        __msan_unpoison(error, sizeof(*error));
    }
    tell_texts(result);
    return result;
}

// Its values lie in memory that counts as written, whoever gives it; called by code that was not
// built with the sanitizer.
static json_malloc_t giver = malloc;

__attribute__((no_sanitize("memory"))) static void *give(size_t size)
{
    void *p = giver(size);
    if (p != NULL) {
        __msan_unpoison(p, size);
    }
    return p;
}

REAL(void, json_set_alloc_funcs, json_malloc_t take, json_free_t keep)
{
    giver = take;
    __real_json_set_alloc_funcs(give, keep);
}

__attribute__((constructor)) static void give_memory(void)
{
    __wrap_json_set_alloc_funcs(malloc, free);
}
