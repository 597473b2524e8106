#include "capi/guard.h"

using namespace entente;
using namespace entente::capi;

namespace {

constexpr size_t kLeastOptions = offsetof(entente_engine_options, max_document_bytes) + sizeof(uint64_t);
constexpr int32_t kRateDigits = 20;  // the library rounds it to its own digits
constexpr size_t kLeastLexicon = offsetof(entente_lexicon, name) + sizeof(const char*);
constexpr size_t kLeastArticle = offsetof(entente_article, format) + sizeof(int32_t);

Status ReadArticle(const entente_article* from, Article* article, std::string_view* encoding) {
  entente_article given = ENTENTE_ARTICLE_INIT;
  if (!CopyOptions(from, kLeastArticle, &given)) return Invalid("the article is NULL or its size is not set");
  if (!ReadView(given.id, given.id_bytes, &article->id) || !ReadView(given.title, given.title_bytes, &article->title) ||
      !ReadView(given.body, given.body_bytes, &article->body))
    return Invalid("a text of the article is NULL, but its length is not 0");
  article->published = ViewOf(given.published);
  *encoding = EncodingOf(given.encoding);
  if (Status status = ReadLanguage(given.language, &article->language); !status.ok()) return status;
  return ReadFormat(given.format, &article->format);
}

Status Decode(std::string_view bytes, std::string_view encoding, const char* field, std::string* out) {
  Result<std::string> decoded = DecodeText(bytes, encoding);
  if (decoded.ok()) {
    *out = std::move(decoded).value();
    return {};
  }
  const Status& status = decoded.status();
  // an error in a title must not read as one in the body
  return Status(status.code(), std::string(field) + status.message(), status.origin());
}

// `read` is the call of the engine that reads the decoded article.
template <typename Read>
Status ReadWith(Article article, std::string_view encoding, Read read, entente_extraction** out) {
  auto result = std::make_unique<entente_extraction>();
  if (Status status = Decode(article.title, encoding, "title: ", &result->title); !status.ok()) return status;
  if (Status status = Decode(article.body, encoding, "", &result->body); !status.ok()) return status;
  if (Result<std::string> id = DecodeText(article.id, "utf-8"); !id.ok()) return Invalid("the id is not valid UTF-8");
  article.title = result->title;
  article.body = result->body;
  Result<Extraction> extraction = read(article);
  if (!extraction.ok()) return extraction.status();
  result->extraction = std::move(extraction).value();
  result->json = ToJson(result->extraction);
  *out = result.release();
  return {};
}

Status Extract(const entente_engine* engine, const Article& article, std::string_view encoding, entente_extraction** out) {
  return ReadWith(article, encoding, [engine](const Article& a) { return engine->engine.Extract(a); }, out);
}

RateCallback RatesOf(entente_rate_fn rate, void* user) {
  return [rate, user](Currency from, Currency to, DayNumber day) -> Result<std::optional<RateAnswer>> {
    int64_t num = 0, den = 0;
    const entente_status status = rate(user, std::string(from.code()).c_str(), std::string(to.code()).c_str(), day, &num, &den);
    if (status == ENTENTE_NOT_FOUND) return std::optional<RateAnswer>();
    if (status != ENTENTE_OK) return Status(Code::kCancelled, "the rate callback asked to stop");
    if (num <= 0 || den <= 0) return Status(Code::kInvalidArgument, "the rate callback gave a rate that is not above zero");
    const auto quotient = Decimal::FromInt(num).DividedBy(Decimal::FromInt(den), kRateDigits);
    if (!quotient) return std::optional<RateAnswer>();
    return std::optional<RateAnswer>({*quotient, day, "host"});
  };
}

Status ReadRates(const entente_engine_options& given, EngineOptions* wanted) {
  if (given.rate != nullptr) wanted->rate_callback = RatesOf(given.rate, given.rate_user);
  if (!ReadView(given.rates_csv, given.rates_csv_bytes, &wanted->rates_csv) || !ReadView(given.rates_ecb, given.rates_ecb_bytes, &wanted->rates_ecb))
    return Invalid("the rates are NULL, but their length is not 0");
  if (!ViewOf(given.rates_csv_name).empty()) wanted->rates_csv_name = given.rates_csv_name;
  if (!ViewOf(given.rates_ecb_name).empty()) wanted->rates_ecb_name = given.rates_ecb_name;
  return {};
}

Status ReadLexicons(const entente_engine_options& given, std::vector<LexiconFile>* lexicons) {
  if (given.lexicons == nullptr && given.lexicon_count != 0) return Invalid("the lexicons are NULL, but their count is not 0");
  for (size_t i = 0; i < given.lexicon_count; ++i) {
    entente_lexicon lexicon = ENTENTE_LEXICON_INIT;
    LexiconFile file;
    if (!CopyOptions(given.lexicons[i], kLeastLexicon, &lexicon)) return Invalid("a lexicon is NULL or its size is not set");
    if (!ReadView(lexicon.text, lexicon.text_bytes, &file.text)) return Invalid("the text of a lexicon is NULL, but its length is not 0");
    file.path = ViewOf(lexicon.path);
    file.name = ViewOf(lexicon.name);
    lexicons->push_back(file);
  }
  return {};
}

}  // namespace

entente_status entente_engine_open(const entente_engine_options* options, entente_engine** out, entente_error** error) {
  if (out != nullptr) *out = nullptr;
  return Guard(error, [&] {
    if (out == nullptr) return Invalid("no place for the engine");
    entente_engine_options given = ENTENTE_ENGINE_OPTIONS_INIT;
    if (options != nullptr && !CopyOptions(options, kLeastOptions, &given)) return Invalid("the size of the options is not set");
    EngineOptions wanted{.max_document_bytes = given.max_document_bytes};
    if (!ViewOf(given.currency).empty()) wanted.currency = given.currency;
    if (Status status = ReadRates(given, &wanted); !status.ok()) return status;
    if (Status status = ReadLexicons(given, &wanted.lexicons); !status.ok()) return status;
    Result<Engine> engine = Engine::Open(wanted);
    if (!engine.ok()) return engine.status();
    *out = new entente_engine{std::move(engine).value()};
    return Status();
  });
}

void entente_engine_free(entente_engine* engine) { delete engine; }

entente_status entente_extract(const entente_engine* engine, const entente_article* article, entente_extraction** out, entente_error** error) {
  if (out != nullptr) *out = nullptr;
  return Guard(error, [&] {
    if (engine == nullptr || out == nullptr) return Invalid("the engine or the place for the result is NULL");
    Article given;
    std::string_view encoding;
    if (Status status = ReadArticle(article, &given, &encoding); !status.ok()) return status;
    return Extract(engine, given, encoding, out);
  });
}

entente_status entente_explain(const entente_engine* engine, const entente_article* article, entente_extraction** out, entente_error** error) {
  if (out != nullptr) *out = nullptr;
  return Guard(error, [&] {
    if (engine == nullptr || out == nullptr) return Invalid("the engine or the place for the result is NULL");
    Article given;
    std::string_view encoding;
    if (Status status = ReadArticle(article, &given, &encoding); !status.ok()) return status;
    std::string why;
    const auto read = [&](const Article& a) -> Result<Extraction> {
      Result<Explanation> explanation = engine->engine.Explain(a);
      if (!explanation.ok()) return explanation.status();
      why = ToJson(*explanation);
      return std::move(explanation->extraction);
    };
    Status status = ReadWith(given, encoding, read, out);
    if (status.ok()) (*out)->explanation = std::move(why);
    return status;
  });
}

entente_status entente_extract_text(const entente_engine* engine, const char* id, const char* text, size_t text_bytes, const char* published,
                                    const char* encoding, entente_extraction** out, entente_error** error) {
  if (out != nullptr) *out = nullptr;
  return Guard(error, [&] {
    if (engine == nullptr || out == nullptr) return Invalid("the engine or the place for the result is NULL");
    Article given{.id = ViewOf(id), .published = ViewOf(published)};
    if (!ReadView(text, text_bytes, &given.body)) return Invalid("the text is NULL, but its length is not 0");
    return Extract(engine, given, EncodingOf(encoding), out);
  });
}

entente_status entente_read_money(const entente_engine* engine, const entente_article* article, const char* currency, entente_extraction** out,
                                  entente_error** error) {
  if (out != nullptr) *out = nullptr;
  return Guard(error, [&] {
    if (engine == nullptr || out == nullptr) return Invalid("the engine or the place for the result is NULL");
    Article given;
    std::string_view encoding;
    if (Status status = ReadArticle(article, &given, &encoding); !status.ok()) return status;
    return ReadWith(given, encoding, [&](const Article& a) { return engine->engine.ReadMoney(a, ViewOf(currency)); }, out);
  });
}

entente_status entente_convert(const entente_engine* engine, const char* text, size_t text_bytes, const char* language, const char* to, const char* on,
                               entente_extraction** out, entente_error** error) {
  if (out != nullptr) *out = nullptr;
  return Guard(error, [&] {
    if (engine == nullptr || out == nullptr) return Invalid("the engine or the place for the result is NULL");
    if (ViewOf(to).empty()) return Invalid("there is no currency to convert to");
    Article given{.published = ViewOf(on)};
    if (!ReadView(text, text_bytes, &given.body)) return Invalid("the text is NULL, but its length is not 0");
    if (Status status = ReadLanguage(language, &given.language); !status.ok()) return status;
    const auto read = [&](const Article& a) -> Result<Extraction> {
      Result<Extraction> result = engine->engine.ReadMoney(a, to);
      if (result.ok() && result->amounts.empty()) return Status(Code::kNotFound, "there is no sum of money in the text");
      return result;
    };
    return ReadWith(given, "utf-8", read, out);
  });
}
