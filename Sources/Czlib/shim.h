// Brings zlib's inflate to Swift, opened when it is first needed: only contents too large for libdeflate need it.
#ifndef RGIT_CZLIB_SHIM_H
#define RGIT_CZLIB_SHIM_H

#include <dlfcn.h>
#include <stdlib.h>
#include <zlib.h>

#ifdef __APPLE__
#define RGIT_ZLIB_NAME "libz.1.dylib"
#else
#define RGIT_ZLIB_NAME "libz.so.1"
#endif

// The three functions of zlib that inflate a stream piece by piece; each has the type of zlib's own.
struct rgit_zlib {
    __typeof__(inflateInit_) *_Nonnull init;
    __typeof__(inflate) *_Nonnull inflate;
    __typeof__(inflateEnd) *_Nonnull end;
};

// The functions; NULL where zlib or one of them is missing. The table lives as long as the process. Not for several
// threads at once.
static inline const struct rgit_zlib *_Nullable rgit_zlib_load(void) {
    static struct rgit_zlib table;
    void *library = dlopen(RGIT_ZLIB_NAME, RTLD_LAZY | RTLD_LOCAL);
    if (!library) return NULL;
    if (!(table.init = (__typeof__(inflateInit_) *)dlsym(library, "inflateInit_"))) return NULL;
    if (!(table.inflate = (__typeof__(inflate) *)dlsym(library, "inflate"))) return NULL;
    if (!(table.end = (__typeof__(inflateEnd) *)dlsym(library, "inflateEnd"))) return NULL;
    return &table;
}

// A stream that is ready to inflate; NULL where there is no memory. zlib keeps its address, so it must not move.
static inline z_stream *_Nullable rgit_zlib_start(const struct rgit_zlib *_Nonnull zlib) {
    z_stream *stream = (z_stream *)calloc(1, sizeof(z_stream));
    if (!stream) return NULL;
    // What the macro inflateInit does.
    if (zlib->init(stream, ZLIB_VERSION, (int)sizeof(z_stream)) == Z_OK) return stream;
    free(stream);
    return NULL;
}

static inline void rgit_zlib_finish(const struct rgit_zlib *_Nonnull zlib, z_stream *_Nonnull stream) {
    zlib->end(stream);
    free(stream);
}

#endif
