/* A place in the process where engines outlive the requests of PHP. PHP forgets all of its own values when a request ends, opening an
 * engine takes tens of milliseconds, and the library has no global state on purpose: so the host's binding keeps the handles.
 * Never unloaded (-z nodelete). Any thread may call.
 * Tested by: tests/wordpress/bridge_test.php
 */
#include "keep.h"

#include <pthread.h>
#include <string.h>

enum { kPlaces = 8, kKeyBytes = 128 }; /* a server has a few combinations of currency and lexicons; more open for each request */

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static struct {
  char key[kKeyBytes];
  entente_engine *engine;
} places[kPlaces];

entente_engine *entente_kept(const char *key) {
  entente_engine *found = NULL;
  if (!key) return NULL;
  pthread_mutex_lock(&guard);
  for (int i = 0; i < kPlaces && !found; ++i)
    if (places[i].engine && !strcmp(places[i].key, key)) found = places[i].engine;
  pthread_mutex_unlock(&guard);
  return found;
}

int32_t entente_keep(const char *key, entente_engine *engine) {
  int32_t kept = 0;
  if (!key || !engine || strlen(key) >= kKeyBytes) return 0;
  pthread_mutex_lock(&guard);
  for (int i = 0; i < kPlaces; ++i)
    if (!places[i].engine) {
      strcpy(places[i].key, key);
      places[i].engine = engine;
      kept = 1;
      break;
    } else if (!strcmp(places[i].key, key)) {
      break; /* another thread was first */
    }
  pthread_mutex_unlock(&guard);
  return kept;
}
