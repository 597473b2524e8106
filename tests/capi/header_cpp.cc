// The header alone, as C++11.
#include "entente_c.h"

// Structs grow only at their end: these offsets are part of the ABI.
#if defined(__x86_64__) || defined(__aarch64__)
static_assert(offsetof(entente_engine_options, currency) == 8 && offsetof(entente_engine_options, max_document_bytes) == 16, "layout");
static_assert(offsetof(entente_article, id) == 8 && offsetof(entente_article, id_bytes) == 16 && offsetof(entente_article, title) == 24 &&
                  offsetof(entente_article, title_bytes) == 32 && offsetof(entente_article, body) == 40 && offsetof(entente_article, body_bytes) == 48 &&
                  offsetof(entente_article, language) == 56 && offsetof(entente_article, published) == 64 && offsetof(entente_article, encoding) == 72 &&
                  offsetof(entente_article, format) == 80,
              "layout");
static_assert(offsetof(entente_stream_options, read) == 8 && offsetof(entente_stream_options, read_user) == 16 &&
                  offsetof(entente_stream_options, name) == 24 && offsetof(entente_stream_options, threads) == 32 &&
                  offsetof(entente_stream_options, encoding) == 40 && offsetof(entente_stream_options, language) == 48 &&
                  offsetof(entente_stream_options, published) == 56 && offsetof(entente_stream_options, format) == 64,
              "layout");
#endif
