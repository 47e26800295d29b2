// Brings libgit2's types to Swift, and its functions as a table that is filled when something of libgit2 is first needed.
#ifndef RGIT_CLIBGIT2_SHIM_H
#define RGIT_CLIBGIT2_SHIM_H

#include <git2.h>

#ifndef __APPLE__
#include <dlfcn.h>
#endif

// Loading libgit2 with the two dozen libraries it brings takes longer than answering most questions does, and most
// questions are answered without it. So on Linux it is opened on demand; on macOS it is linked as usual.
#define RGIT_LIBGIT2_FUNCTIONS(each) \
    each(git_libgit2_init)           \
    each(git_libgit2_opts)           \
    each(git_error_last)             \
    each(git_odb_open)               \
    each(git_odb_add_disk_alternate) \
    each(git_odb_free)               \
    each(git_odb_read)               \
    each(git_odb_read_header)        \
    each(git_odb_exists_prefix)      \
    each(git_odb_foreach)            \
    each(git_odb_hash)               \
    each(git_odb_object_data)        \
    each(git_odb_object_size)        \
    each(git_odb_object_type)        \
    each(git_odb_object_free)        \
    each(git_diff_options_init)      \
    each(git_diff_buffers)

// Every member has the type and the name of the function it points to.
struct rgit_libgit2 {
#define RGIT_MEMBER(name) __typeof__(name) *_Nonnull name;
    RGIT_LIBGIT2_FUNCTIONS(RGIT_MEMBER)
#undef RGIT_MEMBER
};

// The functions of the libgit2 whose headers this was compiled with; NULL where that library or one of them is missing.
// The table lives as long as the process. Not for several threads at once.
static inline const struct rgit_libgit2 *_Nullable rgit_libgit2_load(void) {
    static struct rgit_libgit2 table;
#ifdef __APPLE__
#define RGIT_FILL(name) table.name = &name;
    RGIT_LIBGIT2_FUNCTIONS(RGIT_FILL)
#undef RGIT_FILL
#else
    void *library = dlopen("libgit2.so." LIBGIT2_SOVERSION, RTLD_LAZY | RTLD_LOCAL);
    if (!library) return NULL;
#define RGIT_FILL(name) \
    if (!(table.name = (__typeof__(name) *)dlsym(library, #name))) return NULL;
    RGIT_LIBGIT2_FUNCTIONS(RGIT_FILL)
#undef RGIT_FILL
#endif
    return &table;
}

// git_libgit2_opts takes any number of arguments, which Swift cannot pass: these are the calls rgit makes, in a fixed shape.
static inline int rgit_set_cache_object_limit(
    const struct rgit_libgit2 *_Nonnull libgit2, git_object_t type, size_t bytes) {
    return libgit2->git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, type, bytes);
}

static inline int rgit_set_cache_max_size(const struct rgit_libgit2 *_Nonnull libgit2, ssize_t bytes) {
    return libgit2->git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, bytes);
}

static inline int rgit_set_owner_validation(const struct rgit_libgit2 *_Nonnull libgit2, int enabled) {
    return libgit2->git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, enabled);
}

static inline int rgit_set_strict_hash_verification(const struct rgit_libgit2 *_Nonnull libgit2, int enabled) {
    return libgit2->git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, enabled);
}

#endif
