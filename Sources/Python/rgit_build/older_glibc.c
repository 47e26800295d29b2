// Functions that Swift's runtime, libstdc++ and libgcc would otherwise take from glibc 2.35 and 2.36, so that 2.34 is enough.
//
// Hidden: libraries that the program opens keep glibc's own.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/random.h>

#define HIDDEN __attribute__((visibility("hidden")))

// Squares of floats are exact as doubles, and their sum cannot overflow; as glibc's.
HIDDEN float hypotf(float x, float y) {
    if (isinf(x) || isinf(y)) return INFINITY;
    return (float)sqrt((double)x * x + (double)y * y);
}

// A small request is answered whole once the kernel has random numbers, which it waits for.
HIDDEN uint32_t arc4random(void) {
    uint32_t number;
    if (getrandom(&number, sizeof number, 0) != sizeof number) abort();
    return number;
}

#ifdef DLFO_STRUCT_HAS_EH_DBASE
struct search {
    uintptr_t address;
    struct dl_find_object *found;
};

static int look_into(struct dl_phdr_info *object, size_t size, void *data) {
    (void)size;
    struct search *search = data;
    uintptr_t start = UINTPTR_MAX, end = 0;
    void *unwind_table = NULL;
    int is_inside = 0;
    for (int index = 0; index < object->dlpi_phnum; index++) {
        const ElfW(Phdr) *segment = &object->dlpi_phdr[index];
        uintptr_t first = object->dlpi_addr + segment->p_vaddr, last = first + segment->p_memsz;
        if (segment->p_type == PT_GNU_EH_FRAME) unwind_table = (void *)first;
        if (segment->p_type != PT_LOAD) continue;
        if (first < start) start = first;
        if (last > end) end = last;
        if (search->address >= first && search->address < last) is_inside = 1;
    }
    if (!is_inside) return 0;
    search->found->dlfo_flags = 0;
    search->found->dlfo_map_start = (void *)start;
    search->found->dlfo_map_end = (void *)end;
    search->found->dlfo_link_map = NULL;
    search->found->dlfo_eh_frame = unwind_table;
    return unwind_table ? 1 : -1;
}

// Which loaded object an address is in, and where its table of frames is; libgcc asks while it unwinds.
HIDDEN int _dl_find_object(void *address, struct dl_find_object *found) {
    struct search search = {(uintptr_t)address, found};
    return dl_iterate_phdr(look_into, &search) == 1 ? 0 : -1;
}
#endif
