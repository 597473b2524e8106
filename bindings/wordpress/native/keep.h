/* Engines that live as long as the process: see keep.c. Read by PHP's FFI after entente_c.h. */
#ifndef ENTENTE_KEEP_H
#define ENTENTE_KEEP_H

#include <entente_c.h>

/* The engine that was kept under this key, or NULL. Never free it. */
ENTENTE_API entente_engine *entente_kept(const char *key);
/* Keeps an engine until the process ends: 1, and it is no longer the caller's. 0: no place is left, the key (at most 127 bytes) is too
 * long, or there is one under this key; then the engine is still the caller's. */
ENTENTE_API int32_t entente_keep(const char *key, entente_engine *engine);

#endif
