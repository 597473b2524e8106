#include "engine.h"

#include <cstdio>

#include "input.h"

namespace cli {
namespace {

// A zip file, or the header that the ECB writes: "Date,USD,JPY," or "Date, USD, JPY,".
bool IsEcb(const std::string& bytes) { return bytes.rfind("PK", 0) == 0 || bytes.rfind("Date,", 0) == 0 || bytes.rfind("\xEF\xBB\xBF" "Date,", 0) == 0; }

struct Rates {
  std::string ecb, ecb_name, own, own_name;
};

bool ReadRates(const Options& options, Rates* rates) {
  for (const std::string& name : options.rates) {
    Source source(name);
    std::string bytes;
    if (!source.error().empty() || !source.ReadAll(&bytes) || bytes.empty())
      return Complain(name, source.error().empty() ? "is empty" : source.error()), false;
    const bool ecb = IsEcb(bytes);
    if (!(ecb ? rates->ecb : rates->own).empty()) return Complain(name, ecb ? "is the second file of the ECB's rates" : "is the second file of own rates"), false;
    (ecb ? rates->ecb : rates->own) = std::move(bytes);
    (ecb ? rates->ecb_name : rates->own_name) = source.Id();
  }
  return true;
}

}  // namespace

void Complain(const std::string& place, const std::string& message) {
  std::fflush(stdout);  // what was printed before stays before
  std::fprintf(stderr, "entente: %s%s%s\n", place.c_str(), place.empty() ? "" : ": ", message.c_str());
}

Owned<entente_archive> OpenArchive(const Options& options, int32_t mode) {
  entente_archive_options wanted = ENTENTE_ARCHIVE_OPTIONS_INIT;
  wanted.mode = mode;
  if (mode != ENTENTE_ARCHIVE_READ) wanted.currency = OrNull(options.currency);
  if (mode != ENTENTE_ARCHIVE_READ) wanted.cache_mib = 160;  // filling goes to all parts of the file
  entente_archive* archive = nullptr;
  entente_error* error = nullptr;
  if (entente_archive_open(options.archive.c_str(), &wanted, &archive, &error) != ENTENTE_OK) {
    const Owned<entente_error> owned(error);
    Complain(entente_error_origin(error), entente_error_message(error));
  }
  return Owned<entente_archive>(archive);
}

Owned<entente_engine> OpenEngine(const Options& options) {
  Rates rates;
  if (!ReadRates(options, &rates)) return nullptr;
  entente_engine_options wanted = ENTENTE_ENGINE_OPTIONS_INIT;
  wanted.currency = OrNull(options.currency);
  wanted.rates_ecb = rates.ecb.data();
  wanted.rates_ecb_bytes = rates.ecb.size();
  wanted.rates_ecb_name = OrNull(rates.ecb_name);
  wanted.rates_csv = rates.own.data();
  wanted.rates_csv_bytes = rates.own.size();
  wanted.rates_csv_name = OrNull(rates.own_name);
  std::vector<entente_lexicon> lexicons(options.lexicons.size(), ENTENTE_LEXICON_INIT);
  std::vector<const entente_lexicon*> places;
  for (size_t i = 0; i < lexicons.size(); ++i) {
    lexicons[i].path = options.lexicons[i].c_str();
    places.push_back(&lexicons[i]);
  }
  wanted.lexicons = places.data();
  wanted.lexicon_count = places.size();
  entente_engine* engine = nullptr;
  entente_error* error = nullptr;
  if (entente_engine_open(&wanted, &engine, &error) != ENTENTE_OK) {
    const Owned<entente_error> owned(error);
    Complain(entente_error_origin(error), entente_error_message(error));
  }
  return Owned<entente_engine>(engine);
}

}  // namespace cli
