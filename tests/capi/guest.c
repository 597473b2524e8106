/* A library that uses libentente, for programs that load and unload both: plain text, a legacy encoding, decomposed Hangul, HTML, a stream on
 * threads, and an archive with a search of its text, so that every dependency has work to do. */
#include "guest.h"

#include <entente_c.h>
#include <string.h>

static const char plain[] = "가온전자는 2024년 5월 3일 새벽로보틱스에 120억원(약 870만달러)을 투자했다고 밝혔다. 다온메카와는 업무협약을 체결했다.";
static const char decomposed[] = "\xE1\x84\x80\xE1\x85\xA1\xE1\x84\x8B\xE1\x85\xA9\xE1\x86\xAB전자는 새벽로보틱스와 업무협약을 체결했다."; /* 가온 in letters */
static const char html[] = "<p>가온전자는 <b>새벽로보틱스</b>를 3&nbsp;억 달러에 인수했다.<p>다온메카&middot;누리솔과는 합작법인을 세운다.";
/* 가온전자는 새벽로보틱스에 120억원을 투자했다. in windows-949 */
static const char legacy[] =
    "\xB0\xA1\xBF\xC2\xC0\xFC\xC0\xDA\xB4\xC2 \xBB\xF5\xBA\xAE\xB7\xCE\xBA\xB8\xC6\xBD\xBD\xBA\xBF\xA1 120\xBE\xEF\xBF\xF8\xC0\xBB \xC5\xF5\xC0\xDA\xC7\xDF\xB4\xD9.";
static const char records[] =
    "{\"id\": \"r1\", \"body\": \"Gaon Electronics invested $12 million in Saebyeok Robotics.\", \"published\": \"2024-05-04\"}\n"
    "{\"id\": \"r2\", \"title\": \"\\uac00\\uc628\\uc804\\uc790, \\ub2e4\\uc628\\uba54\\uce74 \\uc778\\uc218\", \"language\": \"ko\"}\n";
static const char question[] = "{\"ask\": \"deals\", \"where\": {\"text\": \"로보틱스\"}}";

struct memory {
  const char *next;
  size_t left;
};

static entente_status read_memory(void *user, char *to, size_t capacity, size_t *bytes) {
  struct memory *memory = user;
  *bytes = memory->left < capacity ? memory->left : capacity;
  memcpy(to, memory->next, *bytes);
  memory->next += *bytes;
  memory->left -= *bytes;
  return ENTENTE_OK;
}

/* Prints the result, adds it to the archive and frees it. */
static entente_status keep(entente_archive *archive, entente_extraction *extraction, FILE *out, entente_error **error) {
  const entente_extraction *one = extraction;
  entente_status status = entente_archive_add(archive, &one, 1, NULL, NULL, error);
  fprintf(out, "%s\n", entente_extraction_json(extraction, NULL));
  entente_extraction_free(extraction);
  return status;
}

static entente_status read_one(const entente_engine *engine, entente_archive *archive, const char *id, const char *text, int32_t format, const char *encoding, FILE *out,
                               entente_error **error) {
  entente_article article = ENTENTE_ARTICLE_INIT;
  entente_extraction *extraction = NULL;
  entente_status status;
  article.id = id;
  article.id_bytes = strlen(id);
  article.body = text;
  article.body_bytes = strlen(text);
  article.published = "2024-05-04";
  article.format = format;
  article.encoding = encoding;
  status = entente_extract(engine, &article, &extraction, error);
  return status == ENTENTE_OK ? keep(archive, extraction, out, error) : status;
}

static entente_status read_stream(const entente_engine *engine, entente_archive *archive, FILE *out, entente_error **error) {
  struct memory memory = {records, sizeof records - 1};
  entente_stream_options options = ENTENTE_STREAM_OPTIONS_INIT;
  entente_stream *stream = NULL;
  entente_extraction *extraction = NULL;
  entente_status status;
  options.read = read_memory;
  options.read_user = &memory;
  options.threads = 2;
  status = entente_stream_open(engine, &options, &stream, error);
  while (status == ENTENTE_OK && (status = entente_stream_next(stream, &extraction, error)) == ENTENTE_OK && extraction != NULL)
    status = keep(archive, extraction, out, error);
  entente_stream_free(stream);
  return status;
}

static entente_status ask(entente_archive *archive, FILE *out, entente_error **error) {
  entente_answer *answer = NULL;
  entente_status status = entente_archive_query(archive, NULL, question, sizeof question - 1, &answer, error);
  if (status == ENTENTE_OK) fprintf(out, "%s\n", entente_answer_text(answer, NULL));
  entente_answer_free(answer);
  return status;
}

int guest_run(const char *path, FILE *out) {
  entente_engine *engine = NULL;
  entente_archive *archive = NULL;
  entente_error *error = NULL;
  int step = 1;
  if (entente_engine_open(NULL, &engine, &error) == ENTENTE_OK && ++step && entente_archive_open(path, NULL, &archive, &error) == ENTENTE_OK && ++step &&
      read_one(engine, archive, "plain", plain, ENTENTE_TEXT, NULL, out, &error) == ENTENTE_OK && ++step &&
      read_one(engine, archive, "decomposed", decomposed, ENTENTE_TEXT, NULL, out, &error) == ENTENTE_OK && ++step &&
      read_one(engine, archive, "html", html, ENTENTE_HTML, NULL, out, &error) == ENTENTE_OK && ++step &&
      read_one(engine, archive, "legacy", legacy, ENTENTE_TEXT, "cp949", out, &error) == ENTENTE_OK && ++step &&
      read_stream(engine, archive, out, &error) == ENTENTE_OK && ++step && ask(archive, out, &error) == ENTENTE_OK)
    step = 0;
  if (error != NULL) fprintf(stderr, "step %d: %s\n", step, entente_error_message(error));
  entente_error_free(error);
  entente_archive_free(archive);
  entente_engine_free(engine);
  return step;
}
