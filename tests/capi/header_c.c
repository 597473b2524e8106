/* The header alone, with the strictest flags of C99. */
#include "entente_c.h"

typedef int entente_sizes_first[offsetof(entente_article, size) == 0 && offsetof(entente_engine_options, size) == 0 &&
                                        offsetof(entente_stream_options, size) == 0 ? 1 : -1];
entente_sizes_first entente_header_test_c;
