/* Entente for C and for every language that can call C: who agreed what with whom, from business news.
 *
 * Rules that hold for every call:
 *  1. Handles are opaque. Each has one _free; NULL is fine; it cannot fail. Work that can fail has its own call before it.
 *  2. Calls that can fail return entente_status (32 bits; 0 is success; numbers are never reused). Getters that cannot fail
 *     return the value.
 *  3. The last parameter is an error object. It may be NULL; it is set only on failure; the caller frees it. There is no
 *     "last error" anywhere.
 *  4. Parameters come in this order: receiver, inputs, outputs, error. On failure every output is NULL (or 0) and nothing
 *     else has changed.
 *  5. Text is UTF-8 with a length in bytes. Bad UTF-8 is ENTENTE_BAD_TEXT with the offset, never a guess (unless the caller
 *     names another encoding or "auto"). Spans are byte offsets in the text as given.
 *  6. Strings out are borrowed and end with a NUL byte that their length does not count; the comment names the handle and
 *     the moment they die. Nothing is ever freed with the host's free.
 *  7. Structs that callers fill start with `size`, are passed by pointer and grow only at the end; zero means default.
 *     Results are never public structs.
 *  8. Money crosses as decimal text, never as floating point.
 *  9. Callbacks take `user` first, run on the thread that made the call, and must not call back into the same handle or
 *     throw. A status that their comment does not name stops the work with ENTENTE_CANCELLED.
 * 10. Threads. shared: any number of threads at once. confined: one at a time. locked: any thread, the library serialises. Each
 *     handle says which.
 * 11. The host is sovereign. No printing, no abort, no exit, no signal or locale change, no global setup call, no network,
 *     no hidden files.
 * 12. NULL or bad arguments give ENTENTE_INVALID_ARGUMENT; getters on NULL give 0, NULL or "".
 *
 * A whole program: examples/c/extract.c. What is promised and what changed: ABI.md. The JSON: deal.schema.json.
 */
#ifndef ENTENTE_C_H
#define ENTENTE_C_H

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#  ifdef ENTENTE_BUILD
#    define ENTENTE_API __declspec(dllexport)
#  else
#    define ENTENTE_API __declspec(dllimport)
#  endif
#else
#  define ENTENTE_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef int32_t entente_status;
#define ENTENTE_OK 0
#define ENTENTE_INVALID_ARGUMENT 1 /* the caller passed something that no call can accept */
#define ENTENTE_NOT_FOUND 2        /* a file, a currency or a record is not there */
#define ENTENTE_BAD_TEXT 3         /* not valid in its encoding; the origin holds the byte offset */
#define ENTENTE_BAD_PACK 4         /* a language pack or a user's lexicon has a mistake; the origin is file:line */
#define ENTENTE_BAD_RECORD 5       /* a record of a stream is no valid article; the origin is name:line */
#define ENTENTE_IO 6               /* reading or writing failed */
#define ENTENTE_LIMIT 7            /* the input passes a stated limit */
#define ENTENTE_CANCELLED 8        /* a callback asked to stop */
#define ENTENTE_NO_MEMORY 9
#define ENTENTE_UNSUPPORTED 10     /* a valid request that this build or version cannot serve */
#define ENTENTE_INTERNAL 11        /* a mistake of the library itself */

typedef struct entente_engine entente_engine;         /* shared once open */
typedef struct entente_extraction entente_extraction; /* shared, immutable */
typedef struct entente_stream entente_stream;         /* confined */
typedef struct entente_import entente_import;         /* shared, immutable */
typedef struct entente_archive entente_archive;       /* locked: any thread may call, the library lets one in at a time */
typedef struct entente_answer entente_answer;         /* shared, immutable */
typedef struct entente_error entente_error;           /* confined */

/* ---- Versions ---- */

/* The number in the name of the shared library; it changes only when a symbol or a meaning goes away. */
ENTENTE_API uint32_t entente_abi_version(void);
/* "1.0.0". Static. */
ENTENTE_API const char *entente_version(void);
/* Library, packs and rate table in one line, for --version and bug reports. Static. */
ENTENTE_API const char *entente_version_text(void);
/* "bad_text" for ENTENTE_BAD_TEXT and so on, "unknown" for other numbers. Static. */
ENTENTE_API const char *entente_status_name(entente_status status);

/* ---- Errors ---- */

ENTENTE_API entente_status entente_error_status(const entente_error *error);
/* One sentence for a person. Until entente_error_free. */
ENTENTE_API const char *entente_error_message(const entente_error *error);
/* The place of the mistake: "byte 17", "ko/triggers.tsv:41", "news.ndjson:12", or "". Until entente_error_free. */
ENTENTE_API const char *entente_error_origin(const entente_error *error);
ENTENTE_API void entente_error_free(entente_error *error);

/* ---- Engine ---- */

/* A host's own rates: 1 unit of `base` is num/den units of `quote` on `day` (days since 1970-01-01). Both are ISO 4217 codes
 * that end with NUL and live during the call; num and den are above zero. Called on the thread that makes the call (entente_extract, entente_archive_query
 * and the like), for a stream on the stream's own threads: several may be inside at once, and a stream's are inside entente_stream_free too, until it
 * returns. It must not call with this engine or this archive. ENTENTE_NOT_FOUND: not known; the other rates are asked. */
typedef entente_status (*entente_rate_fn)(void *user, const char *base, const char *quote, int32_t day, int64_t *num, int64_t *den);

/* A user's table of organisations, triggers or frames (README.md); what it is says its header row. */
typedef struct entente_lexicon {
  size_t size;      /* ENTENTE_LEXICON_INIT sets it */
  const char *path; /* of a file that is read while the engine opens; NULL: `text` is the table */
  const char *text; /* UTF-8, needed while the engine opens */
  size_t text_bytes;
  const char *name; /* stands before the line in errors; NULL: the path, or "lexicon" */
} entente_lexicon;
#define ENTENTE_LEXICON_INIT { sizeof(entente_lexicon), NULL, NULL, 0, NULL }

typedef struct entente_engine_options {
  size_t size;                 /* ENTENTE_ENGINE_OPTIONS_INIT sets it */
  const char *currency;        /* ISO 4217 code that sums are normalised to; NULL: "USD" */
  uint64_t max_document_bytes; /* title and body together; 0: 64 MiB, also the most */
  /* Rates beside the table inside the library, asked before it in this order. The files are read while the engine opens. */
  entente_rate_fn rate;        /* may be NULL; must outlive the engine, as rate_user */
  void *rate_user;
  const char *rates_csv;       /* own rates: "date,currency,units_per_usd", then rows. NULL: none */
  size_t rates_csv_bytes;
  const char *rates_csv_name;  /* the source that the output shows; NULL: "user" */
  const char *rates_ecb;       /* the ECB's eurofxref-hist.csv, or the zip that holds it. NULL: none */
  size_t rates_ecb_bytes;
  const char *rates_ecb_name;  /* stands in error messages; NULL: "eurofxref-hist.csv" */
  /* What the user adds to the packs: `lexicon_count` pointers. Neither their order nor that of their rows matters. */
  const entente_lexicon *const *lexicons;
  size_t lexicon_count;
} entente_engine_options;
#define ENTENTE_ENGINE_OPTIONS_INIT { sizeof(entente_engine_options), NULL, 0, NULL, NULL, NULL, 0, NULL, NULL, 0, NULL, NULL, 0 }

/* Reads the packs inside the library, once; keep the engine and share it. `options` may be NULL.
 * Errors: ENTENTE_INVALID_ARGUMENT (unknown currency), ENTENTE_BAD_RECORD (a mistake in rates; the origin is name:line),
 * ENTENTE_UNSUPPORTED (a zip of another kind), ENTENTE_BAD_PACK (a mistake in a lexicon; the origin is name:line),
 * ENTENTE_NOT_FOUND, ENTENTE_IO, ENTENTE_BAD_TEXT (of a lexicon), ENTENTE_LIMIT, ENTENTE_NO_MEMORY. */
ENTENTE_API entente_status entente_engine_open(const entente_engine_options *options, entente_engine **engine, entente_error **error);
/* Requires: no call with this engine is under way, and its streams are freed. */
ENTENTE_API void entente_engine_free(entente_engine *engine);

/* ---- Lexicons from public lists ---- */

/* Makes a table of organisations, for entente_lexicon, from a public list. `list`: "krx" (the listing of the Korea Exchange as
 * CSV, in UTF-8 or windows-949) or "sec" (company_tickers.json). `name` stands in errors; NULL: the list.
 * Errors: ENTENTE_INVALID_ARGUMENT (no such list), ENTENTE_BAD_RECORD (the origin is name:line), ENTENTE_BAD_TEXT, ENTENTE_NO_MEMORY. */
ENTENTE_API entente_status entente_import_listing(const char *list, const char *bytes, size_t bytes_count, const char *name,
                                                  entente_import **imported, entente_error **error);
/* The table, UTF-8. `bytes` may be NULL. Until entente_import_free; likewise below. */
ENTENTE_API const char *entente_import_table(const entente_import *imported, size_t *bytes);
/* What was taken, skipped and changed, by reason, as one line of JSON: {"rows": 3, "taken": 2, "skipped": {"fund": 1}, "changed": {}}. */
ENTENTE_API const char *entente_import_report(const entente_import *imported, size_t *bytes);
ENTENTE_API void entente_import_free(entente_import *imported);

/* ---- One article ---- */

#define ENTENTE_TEXT 0
#define ENTENTE_HTML 1

typedef struct entente_article {
  size_t size;           /* ENTENTE_ARTICLE_INIT sets it */
  const char *id;        /* given back in the result; may be NULL */
  size_t id_bytes;
  const char *title;     /* may be NULL; a title line is then looked for in the body */
  size_t title_bytes;
  const char *body;
  size_t body_bytes;
  const char *language;  /* "ko", "en", "ja", "zh"; NULL or "": detected */
  const char *published; /* "2024-06-04", "2024-06", "2024"; NULL or "": not known, relative dates stay unresolved */
  const char *encoding;  /* of title and body. NULL or "": UTF-8. "auto": UTF-8, else windows-949. Or a name: "cp949" */
  int32_t format;        /* of the body: ENTENTE_TEXT or ENTENTE_HTML */
} entente_article;
#define ENTENTE_ARTICLE_INIT { sizeof(entente_article), NULL, 0, NULL, 0, NULL, 0, NULL, NULL, NULL, ENTENTE_TEXT }

/* Reads one article. The text is needed during the call only.
 * Errors: ENTENTE_BAD_TEXT, ENTENTE_INVALID_ARGUMENT (language, published, encoding or format), ENTENTE_LIMIT,
 * ENTENTE_CANCELLED (by the rate callback), ENTENTE_NO_MEMORY. */
ENTENTE_API entente_status entente_extract(const entente_engine *engine, const entente_article *article,
                                           entente_extraction **extraction, entente_error **error);
/* The same for a plain text without any struct. `id` and `published` end with NUL and may be NULL; `encoding` as above. */
ENTENTE_API entente_status entente_extract_text(const entente_engine *engine, const char *id, const char *text, size_t text_bytes,
                                                const char *published, const char *encoding, entente_extraction **extraction,
                                                entente_error **error);

/* As entente_extract, and keeps for every deal and slot which words and which frame gave it, and what was tried and rejected:
 * see entente_extraction_explanation. Errors: as entente_extract. */
ENTENTE_API entente_status entente_explain(const entente_engine *engine, const entente_article *article,
                                           entente_extraction **extraction, entente_error **error);

/* Reads the sums and dates of an article alone; parties and deals stay empty. Sums are normalised to `currency` (ISO 4217;
 * NULL: that of the engine). Errors: as entente_extract, and ENTENTE_INVALID_ARGUMENT for an unknown currency. */
ENTENTE_API entente_status entente_read_money(const entente_engine *engine, const entente_article *article, const char *currency,
                                              entente_extraction **extraction, entente_error **error);
/* Converts a sum, as a text writes it ("33700000000 SEK", "$1.2bn", "10 million yuan"), to the currency `to` at the rate
 * of `on` ("2024-06-04", "2024-06"; NULL: not known, and only fixed rates apply). The sum is amounts[0] of the result, with its
 * `normalized` (rate, day, kind, source) or `not_normalized`; several sums in `text` are converted alike. `language` is that of
 * `text`; NULL: detected. Errors: ENTENTE_NOT_FOUND (no sum in the text), and those of entente_read_money. */
ENTENTE_API entente_status entente_convert(const entente_engine *engine, const char *text, size_t text_bytes, const char *language,
                                           const char *to, const char *on, entente_extraction **extraction, entente_error **error);

/* The whole result as one line of JSON (deal.schema.json). `bytes` may be NULL. Until entente_extraction_free. */
ENTENTE_API const char *entente_extraction_json(const entente_extraction *extraction, size_t *bytes);
/* Why the result is what it is, as one line of JSON (ABI.md), of an extraction that entente_explain gave; NULL for others.
 * `bytes` may be NULL. Until entente_extraction_free. */
ENTENTE_API const char *entente_extraction_explanation(const entente_extraction *extraction, size_t *bytes);
ENTENTE_API size_t entente_extraction_deal_count(const entente_extraction *extraction);
ENTENTE_API size_t entente_extraction_amount_count(const entente_extraction *extraction);
ENTENTE_API size_t entente_extraction_warning_count(const entente_extraction *extraction);

#define ENTENTE_TITLE 0
#define ENTENTE_BODY 1
/* The field that the offsets of the JSON count in, decoded to UTF-8; NULL for any other number. `bytes` may be NULL. Until
 * entente_extraction_free. */
ENTENTE_API const char *entente_extraction_field(const entente_extraction *extraction, int32_t field, size_t *bytes);
ENTENTE_API void entente_extraction_free(entente_extraction *extraction);

#define ENTENTE_CODE_POINTS 0
#define ENTENTE_UTF16_UNITS 1
/* How many code points or UTF-16 units the first `bytes` bytes of `text` have: turns the byte offsets of the JSON into those
 * of other languages' strings. Requires: valid UTF-8. 0 for NULL or another unit. */
ENTENTE_API size_t entente_text_units(const char *text, size_t bytes, int32_t unit);

/* ---- Streams of articles ---- */

/* Writes at most `capacity` bytes to `to` and their number to `*bytes`; 0 bytes mean the end. ENTENTE_IO: reading failed. */
typedef entente_status (*entente_read_fn)(void *user, char *to, size_t capacity, size_t *bytes);

typedef struct entente_stream_options {
  size_t size;           /* ENTENTE_STREAM_OPTIONS_INIT sets it */
  entente_read_fn read;  /* called inside entente_stream_next, on its thread */
  void *read_user;
  const char *name;      /* stands before the line number in errors; NULL: "records" */
  uint32_t threads;      /* that extract; 0: as many as the machine has; the most is 64. The result does not depend on it */
  const char *encoding;  /* of the lines. NULL or "": UTF-8. "auto", or a name */
  const char *language;  /* for records that do not say; likewise the two below */
  const char *published;
  int32_t format;
} entente_stream_options;
#define ENTENTE_STREAM_OPTIONS_INIT { sizeof(entente_stream_options), NULL, NULL, NULL, 0, NULL, NULL, NULL, ENTENTE_TEXT }

/* Opens a stream of records: one JSON object per line with "body" or "title" or both, and "id", "language", "published" and
 * "format" ("text", "html") where known. Memory does not grow with the stream. The engine must outlive the stream.
 * Errors: ENTENTE_INVALID_ARGUMENT, ENTENTE_NO_MEMORY. */
ENTENTE_API entente_status entente_stream_open(const entente_engine *engine, const entente_stream_options *options,
                                               entente_stream **stream, entente_error **error);
/* The next article, in the order of the input. At the end: ENTENTE_OK with *extraction == NULL, so that an error can never
 * look like the end. A record that fails gives its error (origin "name:line") and the stream goes on: call again until the
 * end. After an error of the reader the next call gives the end. To cancel, free the stream.
 * Errors: ENTENTE_BAD_RECORD and those of entente_extract for the record; ENTENTE_IO or ENTENTE_CANCELLED of the reader. */
ENTENTE_API entente_status entente_stream_next(entente_stream *stream, entente_extraction **extraction, entente_error **error);
/* The line of the record that the last call gave or failed on, counted from 1; 0 before the first. */
ENTENTE_API uint64_t entente_stream_line(const entente_stream *stream);
/* How much was read so far, for progress. */
ENTENTE_API uint64_t entente_stream_bytes(const entente_stream *stream);
ENTENTE_API void entente_stream_free(entente_stream *stream);

/* ---- The archive ---- */

#define ENTENTE_ARCHIVE_CREATE 0 /* for reading and writing; makes the file where there is none */
#define ENTENTE_ARCHIVE_WRITE 1  /* for reading and writing */
#define ENTENTE_ARCHIVE_READ 2   /* for reading alone */

typedef struct entente_archive_options {
  size_t size;          /* ENTENTE_ARCHIVE_OPTIONS_INIT sets it */
  int32_t mode;         /* ENTENTE_ARCHIVE_CREATE, ... */
  const char *currency; /* of the values that are indexed and added, fixed when the file is made; NULL: "USD" */
  uint32_t wait_ms;     /* how long to wait for another writer; 0: 60000 */
  uint32_t cache_mib;   /* memory for pages of the file, at most; 0: 64 */
} entente_archive_options;
#define ENTENTE_ARCHIVE_OPTIONS_INIT { sizeof(entente_archive_options), ENTENTE_ARCHIVE_CREATE, NULL, 0, 0 }

/* Opens the SQLite file `path` (UTF-8). `options` may be NULL. There is one writer at a time and any number of readers, in threads
 * (each with an archive of its own, to read at once) and in processes. Do not open the file with another copy of SQLite in
 * the same process. Errors: ENTENTE_NOT_FOUND, ENTENTE_IO, ENTENTE_UNSUPPORTED (no archive, or one of a newer library),
 * ENTENTE_INVALID_ARGUMENT (currency). */
ENTENTE_API entente_status entente_archive_open(const char *path, const entente_archive_options *options, entente_archive **archive, entente_error **error);
/* Requires: no call with this archive is under way. */
ENTENTE_API void entente_archive_free(entente_archive *archive);

/* Keeps what was read in these articles, each in place of what was kept under its id before, in one transaction: killed at any
 * moment, the file holds all of them or none. Hundreds in one call are many times faster than calls for each; they are put in by two threads,
 * the caller's and one that is gone when the call returns. With them goes, where `checkpoint_name` is not NULL, a text that says how far the
 * caller has come. Reports of one event become one deal, in whatever order they come. Errors: ENTENTE_IO (disk full, another writer), ENTENTE_INVALID_ARGUMENT. */
ENTENTE_API entente_status entente_archive_add(entente_archive *archive, const entente_extraction *const *extractions, size_t count, const char *checkpoint_name,
                                               const char *checkpoint, entente_error **error);
/* The text that was last kept under that name, or "". */
ENTENTE_API entente_status entente_archive_checkpoint(entente_archive *archive, const char *name, entente_answer **answer, entente_error **error);
/* Keeps deals that the host made itself, as an object of deal.schema.json with an id of its own. They are never overwritten by a
 * reading. `title` and `body` are the fields that its spans refer to and may be NULL. Errors: ENTENTE_BAD_RECORD with the
 * place in the JSON as origin, and as entente_archive_add. */
ENTENTE_API entente_status entente_archive_add_json(entente_archive *archive, const char *json, size_t json_bytes, const char *title, size_t title_bytes, const char *body,
                                                    size_t body_bytes, entente_error **error);
#define ENTENTE_FROM_ARTICLE 0
#define ENTENTE_FROM_HOST 1
/* Takes an article (ENTENTE_FROM_ARTICLE), or an entry of the host, out with all that came from it. Errors: ENTENTE_NOT_FOUND, ENTENTE_IO. */
ENTENTE_API entente_status entente_archive_remove(entente_archive *archive, const char *id, int32_t from, entente_error **error);

#define ENTENTE_NOT_SAME 0
#define ENTENTE_SAME 1
#define ENTENTE_UNSAID 2
/* `other` is another name of the party `name`, or is not, whatever the articles say; or what was said is taken back (ENTENTE_NOT_FOUND:
 * nothing was). Kept over all readings. */
ENTENTE_API entente_status entente_archive_say(entente_archive *archive, const char *name, const char *other, int32_t same, entente_error **error);
/* One deal, by its id or that of a report, as an object of deal.schema.json for a reviewer to correct: as it was read, or as it was edited
 * last. Errors: ENTENTE_NOT_FOUND, ENTENTE_INVALID_ARGUMENT (no id of a deal), ENTENTE_IO. */
ENTENTE_API entente_status entente_archive_deal(entente_archive *archive, const char *id, entente_answer **answer, entente_error **error);
/* Keeps what a reviewer says of a deal: {"deal": id, "verdict": "accepted" | "rejected" | "edited", "reviewer", "at", "note",
 * "edited": object of deal.schema.json with the one deal as it should be}. Errors: ENTENTE_NOT_FOUND (no such deal),
 * ENTENTE_BAD_RECORD with the place, ENTENTE_IO. */
ENTENTE_API entente_status entente_archive_review(entente_archive *archive, const char *json, size_t json_bytes, entente_error **error);
/* Adds all that another archive holds, as if its articles had been added here. Errors: as entente_archive_open and entente_archive_add. */
ENTENTE_API entente_status entente_archive_merge(entente_archive *archive, const char *path, entente_error **error);

#define ENTENTE_EXPORT_REVIEWS 0 /* verdicts with the deals as read and as edited, and what was said of parties */
#define ENTENTE_EXPORT_CONTENTS 1 /* everything, in an order that does not depend on arrival: to compare archives */
#define ENTENTE_EXPORT_COUNTS 2  /* {"articles", "reports", "deals", "parties"} */
#define ENTENTE_EXPORT_CASES 3   /* articles with reviews as test cases: what the archive holds of them, with the right deals as "gold" */
#define ENTENTE_EXPORT_LEXICON 4 /* a lexicon file of the organisations that edits and "the same" named; not JSON */
/* Lines of JSON, or "" where there is nothing of it. */
ENTENTE_API entente_status entente_archive_export(entente_archive *archive, int32_t what, entente_answer **answer, entente_error **error);
/* Reads all of the file and looks whether it holds together. Errors: ENTENTE_IO with what is wrong. */
ENTENTE_API entente_status entente_archive_check(entente_archive *archive, entente_error **error);

/* Asks a question of query.schema.json: {"ask": "deals" | "timeline" | "partners" | "totals" | "path" | "graph" | "parties", ...}. The
 * answer is JSON of the same schema, or GraphML or DOT where the question says so. `rates` may be NULL; the rates of that engine
 * convert sums to other currencies, else the table inside the library. Errors: ENTENTE_INVALID_ARGUMENT; the origin is the place
 * in the question ("where.kinds[1]"). */
ENTENTE_API entente_status entente_archive_query(entente_archive *archive, const entente_engine *rates, const char *question, size_t question_bytes, entente_answer **answer,
                                                 entente_error **error);
/* One page of HTML that any browser opens without a network: the deals that a question asks for, their graph, timeline and totals. `question` is
 * {"where", "sort", "limit", "currency"} as in query.schema.json, each where wanted; NULL: the newest 5000 deals. `name` ends with NUL and
 * stands as the page's title; NULL: "Entente". `rates` may be NULL, as for entente_archive_query. Nothing in the archive becomes markup.
 * Errors: ENTENTE_INVALID_ARGUMENT; the origin is the place in the question. */
ENTENTE_API entente_status entente_archive_report(entente_archive *archive, const entente_engine *rates, const char *name, const char *question, size_t question_bytes,
                                                  entente_answer **page, entente_error **error);
/* `bytes` may be NULL. Until entente_answer_free. */
ENTENTE_API const char *entente_answer_text(const entente_answer *answer, size_t *bytes);
ENTENTE_API void entente_answer_free(entente_answer *answer);

#ifdef __cplusplus
}
#endif

#endif
