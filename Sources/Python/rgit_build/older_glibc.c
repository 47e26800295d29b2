// Functions that Swift's runtime and libstdc++ would otherwise take from glibc 2.35 and 2.36, so that 2.34 is enough.
//
// Hidden: libraries that the program opens keep glibc's own.

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/random.h>

// Squares of floats are exact as doubles, and their sum cannot overflow; as glibc's.
__attribute__((visibility("hidden"))) float hypotf(float x, float y) {
    if (isinf(x) || isinf(y)) return INFINITY;
    return (float)sqrt((double)x * x + (double)y * y);
}

// A small request is answered whole once the kernel has random numbers, which it waits for.
__attribute__((visibility("hidden"))) uint32_t arc4random(void) {
    uint32_t number;
    if (getrandom(&number, sizeof number, 0) != sizeof number) abort();
    return number;
}
