/* Engines that live as long as the process: see keep.c. Read by PHP's FFI after entente_c.h. */
#ifndef ENTENTE_KEEP_H
#define ENTENTE_KEEP_H

#include <entente_c.h>

/* The engine that was kept under this key with this stamp, or NULL. Use it until entente_release; never free it. */
ENTENTE_API entente_engine *entente_kept(const char *key, const char *stamp);
/* Keeps an engine, which the caller goes on using until entente_release: 1, and it is no longer the caller's to free. One of the same key
 * with another stamp (of files that have changed since) is freed when nobody uses it any more. 0: no place is left, key or stamp are
 * longer than 127 bytes, or this key and stamp are there already; then the engine is still the caller's. */
ENTENTE_API int32_t entente_keep(const char *key, const char *stamp, entente_engine *engine);
/* The caller uses this kept engine no longer. */
ENTENTE_API void entente_release(entente_engine *engine);

#endif
