// Brings a few functions of PCRE2 to Swift, opened when a pattern of --perl-regexp first needs them.
#ifndef RGIT_CPCRE2_SHIM_H
#define RGIT_CPCRE2_SHIM_H

#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __APPLE__
#define RGIT_PCRE2_NAME "libpcre2-8.0.dylib"
#else
#define RGIT_PCRE2_NAME "libpcre2-8.so.0"
#endif

// The numbers of pcre2.h, which is not needed to build: they and the functions below are the same in every version of
// the library with this name, but that MATCH_INVALID_UTF needs 10.34 (Debian 12 has 10.42): an older one refuses it.
enum {
    RGIT_PCRE2_CASELESS = 0x00000008u,
    RGIT_PCRE2_MULTILINE = 0x00000400u,
    RGIT_PCRE2_UTF = 0x00080000u,
    RGIT_PCRE2_MATCH_INVALID_UTF = 0x04000000u,
    RGIT_PCRE2_JIT_COMPLETE = 0x00000001u,
    RGIT_PCRE2_NO_MATCH = -1,
};

// Every member is the function `pcre2_NAME_8`.
struct rgit_pcre2 {
    void *_Nullable (*_Nonnull compile)(
        const uint8_t *_Nonnull pattern, size_t length, uint32_t options, int *_Nonnull error,
        size_t *_Nonnull offset, void *_Nullable context);
    int (*_Nonnull jit_compile)(void *_Nonnull code, uint32_t options);
    void *_Nullable (*_Nonnull match_data_create_from_pattern)(
        const void *_Nonnull code, void *_Nullable context);
    int (*_Nonnull match)(
        const void *_Nonnull code, const uint8_t *_Nonnull text, size_t length, size_t start,
        uint32_t options, void *_Nonnull data, void *_Nullable context);
    int (*_Nonnull get_error_message)(int error, uint8_t *_Nonnull buffer, size_t length);
    void (*_Nonnull match_data_free)(void *_Nullable data);
    void (*_Nonnull code_free)(void *_Nullable code);
};

// The functions; NULL where PCRE2 or one of them is missing. The table lives as long as the process. Not for several
// threads at once.
static inline const struct rgit_pcre2 *_Nullable rgit_pcre2_load(void) {
    static struct rgit_pcre2 table;
    void *library = dlopen(RGIT_PCRE2_NAME, RTLD_LAZY | RTLD_LOCAL);
    if (!library) return NULL;
#define RGIT_FILL(name) \
    if (!(table.name = (__typeof__(table.name))dlsym(library, "pcre2_" #name "_8"))) return NULL;
    RGIT_FILL(compile)
    RGIT_FILL(jit_compile)
    RGIT_FILL(match_data_create_from_pattern)
    RGIT_FILL(match)
    RGIT_FILL(get_error_message)
    RGIT_FILL(match_data_free)
    RGIT_FILL(code_free)
#undef RGIT_FILL
    return &table;
}

#endif
