/* The second way from PHP to the library, for servers that switch FFI off or preload something else already: an extension that brings the
 * classes EntenteBridge and EntenteFailure with the methods of bridge/EntenteBridge.php, on the C ABI alone.
 *   php.ini: extension=/usr/lib/.../entente_php.so
 * Engines are kept by the process (native/keep.c); an archive is open during a call only.
 * Tested by: tests/wordpress/bridge_test.php
 */
#include <php.h>

#include <Zend/zend_exceptions.h>
#include <Zend/zend_smart_str.h>
#include <ext/spl/spl_exceptions.h>
#include <ext/standard/info.h>
#include <ext/standard/md5.h>

#include <stdio.h>
#include <sys/stat.h>

#include "../native/keep.h"

static zend_class_entry *bridge_class, *failure_class;

/* Throws an EntenteFailure and frees the error. */
static void Fail(const char *status, const char *message, const char *origin, entente_error *error) {
  zend_object *thrown = zend_throw_exception(failure_class, message, 0);
  zend_update_property_string(failure_class, thrown, ZEND_STRL("status"), status);
  zend_update_property_string(failure_class, thrown, ZEND_STRL("origin"), origin);
  entente_error_free(error);
}

static void FailWith(entente_status status, entente_error *error) {
  Fail(entente_status_name(status), entente_error_message(error), entente_error_origin(error), error);
}

/* The text of an array's field, or "" where it is missing or no text. */
static zend_string *Text(const HashTable *array, const char *name) {
  zval *value = array ? zend_hash_str_find(array, name, strlen(name)) : NULL;
  return value && Z_TYPE_P(value) == IS_STRING ? Z_STR_P(value) : ZSTR_EMPTY_ALLOC();
}

static int Flag(const HashTable *array, const char *name) {
  zval *value = array ? zend_hash_str_find(array, name, strlen(name)) : NULL;
  return value && zend_is_true(value);
}

static void Digest(smart_str *text, char hex[33]) {
  PHP_MD5_CTX context;
  unsigned char digest[16];
  smart_str_0(text);
  PHP_MD5Init(&context);
  if (text->s) PHP_MD5Update(&context, ZSTR_VAL(text->s), ZSTR_LEN(text->s));
  PHP_MD5Final(digest, &context);
  make_digest_ex(hex, digest, 16);
  smart_str_free(text);
}

/* What tells that a file was written anew. */
static void AddStamp(smart_str *stamp, const char *path) {
  struct stat now;
  if (stat(path, &now)) memset(&now, 0, sizeof now);
  smart_str_append_long(stamp, (zend_long)now.st_mtime);
  smart_str_appendc(stamp, ':');
  smart_str_append_long(stamp, (zend_long)now.st_size);
  smart_str_appendc(stamp, '|');
}

/* All bytes of a file, for efree; NULL where it cannot be read. */
static char *ReadFile(const char *path, size_t *bytes) {
  struct stat about;
  FILE *file = fopen(path, "rb");
  char *text = NULL;
  if (!file) return NULL;
  if (!fstat(fileno(file), &about) && S_ISREG(about.st_mode)) {
    text = emalloc((size_t)about.st_size + 1);
    *bytes = fread(text, 1, (size_t)about.st_size, file);
  }
  fclose(file);
  return text;
}

/* Opens an engine as the options say; NULL after a failure was thrown. */
static entente_engine *Open(const HashTable *options, HashTable *lexicons) {
  const zend_string *currency = Text(options, "currency"), *rates = Text(options, "rates");
  entente_engine_options in = ENTENTE_ENGINE_OPTIONS_INIT;
  const uint32_t most = lexicons ? zend_hash_num_elements(lexicons) : 0;
  entente_lexicon *list = ecalloc(most + 1, sizeof *list);
  const entente_lexicon **pointers = ecalloc(most + 1, sizeof *pointers);
  entente_engine *engine = NULL;
  entente_error *error = NULL;
  char *rates_bytes = NULL;
  zval *one;
  if (ZSTR_LEN(currency)) in.currency = ZSTR_VAL(currency);
  for (zend_ulong i = 0; lexicons && (one = zend_hash_index_find(lexicons, i)); ++i) {
    if (Z_TYPE_P(one) != IS_STRING) continue;
    list[in.lexicon_count].size = sizeof *list;
    list[in.lexicon_count].path = Z_STRVAL_P(one);
    pointers[in.lexicon_count] = &list[in.lexicon_count];
    ++in.lexicon_count;
  }
  in.lexicons = pointers;
  if (ZSTR_LEN(rates)) {
    rates_bytes = ReadFile(ZSTR_VAL(rates), &in.rates_ecb_bytes);
    in.rates_ecb = rates_bytes;
    in.rates_ecb_name = ZSTR_VAL(rates);
  }
  if (ZSTR_LEN(rates) && !rates_bytes) {
    Fail("not_found", "The file of rates is not there, or PHP may not read it.", ZSTR_VAL(rates), NULL);
  } else {
    const entente_status status = entente_engine_open(&in, &engine, &error);
    if (status != ENTENTE_OK) FailWith(status, error);
  }
  if (rates_bytes) efree(rates_bytes);
  efree(list);
  efree(pointers);
  return engine;
}

typedef struct used_engine {
  entente_engine *engine; /* NULL: a failure was thrown */
  int kept;
} used_engine;

static used_engine Engine(const HashTable *options) {
  used_engine used = {NULL, 1};
  zval *value = options ? zend_hash_str_find(options, ZEND_STRL("lexicons")) : NULL, *one;
  HashTable *lexicons = value && Z_TYPE_P(value) == IS_ARRAY ? Z_ARRVAL_P(value) : NULL;
  smart_str key_text = {0}, stamp_text = {0};
  char key[33], stamp[33];
  smart_str_append(&key_text, Text(options, "currency"));
  smart_str_appendc(&key_text, '|');
  smart_str_append(&key_text, Text(options, "rates"));
  AddStamp(&stamp_text, ZSTR_VAL(Text(options, "rates")));
  for (zend_ulong i = 0; lexicons && (one = zend_hash_index_find(lexicons, i)); ++i) {
    if (Z_TYPE_P(one) != IS_STRING) continue;
    smart_str_appendc(&key_text, '|');
    smart_str_append(&key_text, Z_STR_P(one));
    AddStamp(&stamp_text, Z_STRVAL_P(one));
  }
  Digest(&key_text, key);
  Digest(&stamp_text, stamp);
  used.engine = entente_kept(key, stamp);
  if (used.engine) return used;
  used.engine = Open(options, lexicons);
  if (used.engine) used.kept = entente_keep(key, stamp, used.engine);
  return used;
}

static void Leave(used_engine used) {
  if (used.kept) entente_release(used.engine);
  else entente_engine_free(used.engine);
}

static void Give(zval *return_value, entente_status status, entente_extraction *found, entente_error *error) {
  size_t bytes = 0;
  if (status != ENTENTE_OK) {
    FailWith(status, error);
    return;
  }
  const char *json = entente_extraction_json(found, &bytes);
  ZVAL_STRINGL(return_value, json, bytes);
  entente_extraction_free(found);
}

ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(returns_array, 0, 0, IS_ARRAY, 0)
ZEND_END_ARG_INFO()
ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(returns_bool, 0, 0, _IS_BOOL, 0)
ZEND_END_ARG_INFO()
ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(returns_nothing, 0, 0, IS_VOID, 0)
ZEND_END_ARG_INFO()
ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(extract_takes, 0, 1, IS_STRING, 0)
  ZEND_ARG_TYPE_INFO(0, article, IS_ARRAY, 0)
  ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, options, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()
ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(convert_takes, 0, 3, IS_STRING, 0)
  ZEND_ARG_TYPE_INFO(0, text, IS_STRING, 0)
  ZEND_ARG_TYPE_INFO(0, to, IS_STRING, 0)
  ZEND_ARG_TYPE_INFO(0, on, IS_STRING, 0)
  ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, options, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()
ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(put_takes, 0, 5, IS_VOID, 0)
  ZEND_ARG_TYPE_INFO(0, path, IS_STRING, 0)
  ZEND_ARG_TYPE_INFO(0, currency, IS_STRING, 0)
  ZEND_ARG_TYPE_INFO(0, json, IS_STRING, 0)
  ZEND_ARG_TYPE_INFO(0, title, IS_STRING, 0)
  ZEND_ARG_TYPE_INFO(0, body, IS_STRING, 0)
ZEND_END_ARG_INFO()
ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(remove_takes, 0, 2, _IS_BOOL, 0)
  ZEND_ARG_TYPE_INFO(0, path, IS_STRING, 0)
  ZEND_ARG_TYPE_INFO(0, id, IS_STRING, 0)
ZEND_END_ARG_INFO()
ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(ask_takes, 0, 2, IS_STRING, 0)
  ZEND_ARG_TYPE_INFO(0, path, IS_STRING, 0)
  ZEND_ARG_TYPE_INFO(0, question, IS_STRING, 0)
  ZEND_ARG_TYPE_INFO_WITH_DEFAULT_VALUE(0, options, IS_ARRAY, 0, "[]")
ZEND_END_ARG_INFO()
ZEND_BEGIN_ARG_WITH_RETURN_TYPE_INFO_EX(check_takes, 0, 1, IS_VOID, 0)
  ZEND_ARG_TYPE_INFO(0, path, IS_STRING, 0)
ZEND_END_ARG_INFO()

static ZEND_METHOD(EntenteBridge, version) {
  ZEND_PARSE_PARAMETERS_NONE();
  array_init(return_value);
  add_assoc_long(return_value, "abi", (zend_long)entente_abi_version());
  add_assoc_string(return_value, "version", entente_version());
  add_assoc_string(return_value, "text", entente_version_text());
}

static ZEND_METHOD(EntenteBridge, extract) {
  HashTable *article, *options = NULL;
  ZEND_PARSE_PARAMETERS_START(1, 2)
    Z_PARAM_ARRAY_HT(article)
    Z_PARAM_OPTIONAL
    Z_PARAM_ARRAY_HT(options)
  ZEND_PARSE_PARAMETERS_END();
  const used_engine used = Engine(options);
  if (!used.engine) RETURN_THROWS();
  const zend_string *id = Text(article, "id"), *title = Text(article, "title"), *body = Text(article, "body");
  entente_article in = ENTENTE_ARTICLE_INIT;
  in.id = ZSTR_VAL(id), in.id_bytes = ZSTR_LEN(id);
  in.title = ZSTR_VAL(title), in.title_bytes = ZSTR_LEN(title);
  in.body = ZSTR_VAL(body), in.body_bytes = ZSTR_LEN(body);
  in.language = ZSTR_VAL(Text(article, "language"));
  in.published = ZSTR_VAL(Text(article, "published"));
  in.format = Flag(article, "html") ? ENTENTE_HTML : ENTENTE_TEXT;
  entente_extraction *found = NULL;
  entente_error *error = NULL;
  const entente_status status = entente_extract(used.engine, &in, &found, &error);
  Leave(used);
  Give(return_value, status, found, error);
}

static ZEND_METHOD(EntenteBridge, convert) {
  zend_string *text, *to, *on;
  HashTable *options = NULL;
  ZEND_PARSE_PARAMETERS_START(3, 4)
    Z_PARAM_STR(text)
    Z_PARAM_STR(to)
    Z_PARAM_STR(on)
    Z_PARAM_OPTIONAL
    Z_PARAM_ARRAY_HT(options)
  ZEND_PARSE_PARAMETERS_END();
  const used_engine used = Engine(options);
  if (!used.engine) RETURN_THROWS();
  entente_extraction *found = NULL;
  entente_error *error = NULL;
  const entente_status status = entente_convert(used.engine, ZSTR_VAL(text), ZSTR_LEN(text), NULL, ZSTR_VAL(to), ZSTR_LEN(on) ? ZSTR_VAL(on) : NULL, &found, &error);
  Leave(used);
  Give(return_value, status, found, error);
}

/* NULL after a failure was thrown. */
static entente_archive *OpenArchive(const zend_string *path, const char *currency, int32_t mode) {
  entente_archive_options in = ENTENTE_ARCHIVE_OPTIONS_INIT;
  entente_archive *archive = NULL;
  entente_error *error = NULL;
  in.mode = mode;
  in.currency = currency;
  in.wait_ms = 5000;
  in.cache_mib = 8;
  const entente_status status = entente_archive_open(ZSTR_VAL(path), &in, &archive, &error);
  if (status != ENTENTE_OK) FailWith(status, error);
  return archive;
}

static ZEND_METHOD(EntenteBridge, archivePut) {
  zend_string *path, *currency, *json, *title, *body;
  ZEND_PARSE_PARAMETERS_START(5, 5)
    Z_PARAM_STR(path)
    Z_PARAM_STR(currency)
    Z_PARAM_STR(json)
    Z_PARAM_STR(title)
    Z_PARAM_STR(body)
  ZEND_PARSE_PARAMETERS_END();
  entente_archive *archive = OpenArchive(path, ZSTR_VAL(currency), ENTENTE_ARCHIVE_CREATE);
  entente_error *error = NULL;
  if (!archive) RETURN_THROWS();
  const entente_status status = entente_archive_add_json(archive, ZSTR_VAL(json), ZSTR_LEN(json), ZSTR_VAL(title), ZSTR_LEN(title), ZSTR_VAL(body), ZSTR_LEN(body), &error);
  entente_archive_free(archive);
  if (status != ENTENTE_OK) FailWith(status, error);
}

static ZEND_METHOD(EntenteBridge, archiveRemove) {
  zend_string *path, *id;
  struct stat about;
  ZEND_PARSE_PARAMETERS_START(2, 2)
    Z_PARAM_STR(path)
    Z_PARAM_STR(id)
  ZEND_PARSE_PARAMETERS_END();
  if (stat(ZSTR_VAL(path), &about)) RETURN_FALSE;
  entente_archive *archive = OpenArchive(path, NULL, ENTENTE_ARCHIVE_WRITE);
  entente_error *error = NULL;
  if (!archive) RETURN_THROWS();
  const entente_status status = entente_archive_remove(archive, ZSTR_VAL(id), ENTENTE_FROM_HOST, &error);
  entente_archive_free(archive);
  if (status == ENTENTE_OK) RETURN_TRUE;
  if (status != ENTENTE_NOT_FOUND) {
    FailWith(status, error);
    RETURN_THROWS();
  }
  entente_error_free(error);
  RETURN_FALSE;
}

static ZEND_METHOD(EntenteBridge, archiveAsk) {
  zend_string *path, *question;
  HashTable *options = NULL;
  ZEND_PARSE_PARAMETERS_START(2, 3)
    Z_PARAM_STR(path)
    Z_PARAM_STR(question)
    Z_PARAM_OPTIONAL
    Z_PARAM_ARRAY_HT(options)
  ZEND_PARSE_PARAMETERS_END();
  entente_archive *archive = OpenArchive(path, NULL, ENTENTE_ARCHIVE_READ);
  if (!archive) RETURN_THROWS();
  const used_engine used = Engine(options);
  if (used.engine) {
    entente_answer *answer = NULL;
    entente_error *error = NULL;
    const entente_status status = entente_archive_query(archive, used.engine, ZSTR_VAL(question), ZSTR_LEN(question), &answer, &error);
    if (status != ENTENTE_OK) {
      FailWith(status, error);
    } else {
      size_t bytes = 0;
      const char *text = entente_answer_text(answer, &bytes);
      RETVAL_STRINGL(text, bytes);
      entente_answer_free(answer);
    }
    Leave(used);
  }
  entente_archive_free(archive);
}

static ZEND_METHOD(EntenteBridge, archiveCheck) {
  zend_string *path;
  ZEND_PARSE_PARAMETERS_START(1, 1)
    Z_PARAM_STR(path)
  ZEND_PARSE_PARAMETERS_END();
  entente_archive *archive = OpenArchive(path, NULL, ENTENTE_ARCHIVE_READ);
  entente_error *error = NULL;
  if (!archive) RETURN_THROWS();
  const entente_status status = entente_archive_check(archive, &error);
  entente_archive_free(archive);
  if (status != ENTENTE_OK) FailWith(status, error);
}

static ZEND_METHOD(EntenteBridge, archiveClose) {
  (void)return_value;
  ZEND_PARSE_PARAMETERS_NONE();
}

static ZEND_METHOD(EntenteBridge, preloaded) {
  ZEND_PARSE_PARAMETERS_NONE();
  RETURN_FALSE;
}

#define ENTENTE_METHOD(name, takes) ZEND_ME(EntenteBridge, name, takes, ZEND_ACC_PUBLIC | ZEND_ACC_STATIC)
static const zend_function_entry methods[] = {
  ENTENTE_METHOD(version, returns_array) ENTENTE_METHOD(extract, extract_takes) ENTENTE_METHOD(convert, convert_takes) ENTENTE_METHOD(archivePut, put_takes)
  ENTENTE_METHOD(archiveRemove, remove_takes) ENTENTE_METHOD(archiveAsk, ask_takes) ENTENTE_METHOD(archiveCheck, check_takes) ENTENTE_METHOD(archiveClose, returns_nothing)
  ENTENTE_METHOD(preloaded, returns_bool) ZEND_FE_END
};

static PHP_MINIT_FUNCTION(entente) {
  zend_class_entry entry;
  (void)type, (void)module_number;
  INIT_CLASS_ENTRY(entry, "EntenteBridge", methods);
  bridge_class = zend_register_internal_class(&entry);
  bridge_class->ce_flags |= ZEND_ACC_FINAL;
  INIT_CLASS_ENTRY(entry, "EntenteFailure", NULL);
  failure_class = zend_register_internal_class_ex(&entry, spl_ce_RuntimeException);
  zend_declare_property_string(failure_class, ZEND_STRL("status"), "", ZEND_ACC_PUBLIC);
  zend_declare_property_string(failure_class, ZEND_STRL("origin"), "", ZEND_ACC_PUBLIC);
  return entente_abi_version() == 1 ? SUCCESS : FAILURE;
}

static PHP_MINFO_FUNCTION(entente) {
  (void)zend_module;
  php_info_print_table_start();
  php_info_print_table_row(2, "Entente", entente_version_text());
  php_info_print_table_end();
}

static zend_module_entry entente_module_entry = {
  STANDARD_MODULE_HEADER, "entente", NULL, PHP_MINIT(entente), NULL, NULL, NULL, PHP_MINFO(entente), "1", STANDARD_MODULE_PROPERTIES
};
ZEND_GET_MODULE(entente)
