// Brings a few functions of SQLite to Swift, opened when a database is first written.
#ifndef RGIT_CSQLITE3_SHIM_H
#define RGIT_CSQLITE3_SHIM_H

#include <dlfcn.h>
#include <stddef.h>

#ifdef __APPLE__
#define RGIT_SQLITE3_NAME "libsqlite3.dylib"
#else
#define RGIT_SQLITE3_NAME "libsqlite3.so.0"
#endif

// The numbers of sqlite3.h, which is not needed to build: they and the functions below are the same in every version 3.
enum {
    RGIT_SQLITE_OK = 0,
    RGIT_SQLITE_ROW = 100,
    RGIT_SQLITE_DONE = 101,
    RGIT_SQLITE_OPEN_READONLY = 0x00000001,
    RGIT_SQLITE_OPEN_READWRITE = 0x00000002,
    RGIT_SQLITE_OPEN_CREATE = 0x00000004,
    RGIT_SQLITE_OPEN_FULLMUTEX = 0x00010000,
};

// Every member is the function `sqlite3_NAME`.
struct rgit_sqlite3 {
    int (*_Nonnull open_v2)(
        const char *_Nonnull path, void *_Nullable *_Nonnull database, int flags,
        const char *_Nullable vfs);
    int (*_Nonnull close_v2)(void *_Nullable database);
    int (*_Nonnull busy_timeout)(void *_Nonnull database, int milliseconds);
    int (*_Nonnull exec)(
        void *_Nonnull database, const char *_Nonnull sql, void *_Nullable callback,
        void *_Nullable argument, char *_Nullable *_Nullable message);
    int (*_Nonnull prepare_v2)(
        void *_Nonnull database, const char *_Nonnull sql, int length,
        void *_Nullable *_Nonnull statement, const char *_Nullable *_Nullable tail);
    int (*_Nonnull bind_text)(
        void *_Nonnull statement, int index, const char *_Nullable text, int length,
        void *_Nullable destructor);
    int (*_Nonnull step)(void *_Nonnull statement);
    int (*_Nonnull reset)(void *_Nonnull statement);
    int (*_Nonnull finalize)(void *_Nullable statement);
    const unsigned char *_Nullable (*_Nonnull column_text)(void *_Nonnull statement, int column);
    int (*_Nonnull column_bytes)(void *_Nonnull statement, int column);
    const char *_Nullable (*_Nonnull errmsg)(void *_Nullable database);
};

// The functions; NULL where SQLite or one of them is missing. The table lives as long as the process. Not for several
// threads at once.
static inline const struct rgit_sqlite3 *_Nullable rgit_sqlite3_load(void) {
    static struct rgit_sqlite3 table;
    void *library = dlopen(RGIT_SQLITE3_NAME, RTLD_LAZY | RTLD_LOCAL);
    if (!library) return NULL;
#define RGIT_FILL(name) \
    if (!(table.name = (__typeof__(table.name))dlsym(library, "sqlite3_" #name))) return NULL;
    RGIT_FILL(open_v2)
    RGIT_FILL(close_v2)
    RGIT_FILL(busy_timeout)
    RGIT_FILL(exec)
    RGIT_FILL(prepare_v2)
    RGIT_FILL(bind_text)
    RGIT_FILL(step)
    RGIT_FILL(reset)
    RGIT_FILL(finalize)
    RGIT_FILL(column_text)
    RGIT_FILL(column_bytes)
    RGIT_FILL(errmsg)
#undef RGIT_FILL
    return &table;
}

#endif
