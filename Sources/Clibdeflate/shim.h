// Brings libdeflate, the inflater of GitObjects, to Swift.
#ifndef RGIT_CLIBDEFLATE_SHIM_H
#define RGIT_CLIBDEFLATE_SHIM_H

#include <libdeflate.h>

#endif
