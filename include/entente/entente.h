// Start here. An Engine reads articles and gives back who agreed what with whom.
//
//   auto engine = entente::Engine::Open({});
//   auto result = engine->Extract({.body = text, .published = "2024-06-04"});
//   for (const entente::Deal& deal : result->deals) ...
//
// Threads: an Engine is *shared*: any number of threads may extract with it at once. Everything else here is a plain value.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "entente/day.h"
#include "entente/deal.h"
#include "entente/explain.h"
#include "entente/money.h"
#include "entente/rates.h"
#include "entente/span.h"
#include "entente/status.h"

namespace entente {

enum class Format : uint8_t { kText, kHtml };

// Views are read during the call only. All text is UTF-8; anything else is kBadText with the byte offset.
struct Article {
  std::string_view id = {};
  std::string_view title = {};      // may be empty; a title line is then looked for in the body
  std::string_view body = {};
  std::string_view published = {};  // "2024-06-04", "2024-06", "2024" or empty (then relative dates stay unresolved)
  Language language = Language::kUnknown;  // kUnknown: detected
  Format format = Format::kText;           // of the body
};

// A user's table of organisations, triggers or frames, as README.md and src/lang/README.md describe them; what it is says its
// header row. `path` names a file that is read while the engine opens; without one, `text` is the table.
struct LexiconFile {
  std::string_view path = {};
  std::string_view text = {};
  std::string_view name = {};  // stands before the line in error messages; empty: the path, or "lexicon"
};

struct EngineOptions {
  uint64_t max_document_bytes = 0;      // title and body together; 0: 64 MiB, also the most
  std::string_view currency = "USD";    // ISO 4217 code to which sums are normalised
  // Rates beside the table inside the library, asked in this order before it. Views are read while the engine opens.
  RateCallback rate_callback = nullptr;        // must live as long as the engine
  std::string_view rates_csv = {};             // a user's own rates, as for RateTable::LoadCsv
  std::string_view rates_csv_name = "user";    // the source that the output shows
  std::string_view rates_ecb = {};             // the ECB's daily history, as published or zipped, as for RateTable::LoadEcb
  std::string_view rates_ecb_name = "eurofxref-hist.csv";  // stands in error messages
  // What the user adds to the packs; neither the order of the tables nor that of their rows matters.
  std::vector<LexiconFile> lexicons = {};
};

class Engine {
 public:
  // Reads the packs inside the library. Takes some milliseconds; keep the engine.
  // Errors: kInvalidArgument (unknown currency), kBadRecord (a mistake in rates; the origin is name:line), kBadPack (a mistake
  // in a lexicon; the origin is name:line), kBadText (a lexicon is not UTF-8), kNotFound, kIo, kLimit (a lexicon), kNoMemory.
  static Result<Engine> Open(const EngineOptions& options);

  // Errors: kBadText (not UTF-8), kInvalidArgument (published is no day, month or year), kLimit (too long), those of the
  // rate callback.
  Result<Extraction> Extract(const Article& article) const;

  // As Extract, and says for every deal and every slot which words of the article and which frame gave it, and what was
  // tried and rejected. Some times slower. Errors: as Extract.
  Result<Explanation> Explain(const Article& article) const;

  // Reads the sums and dates alone, without names and deals: some times faster. Sums are normalised to `currency`, or to
  // that of the engine when it is empty. Errors: as Extract, and kInvalidArgument for an unknown currency.
  Result<Extraction> ReadMoney(const Article& article, std::string_view currency = {}) const;

  // The rates of this engine. They live as long as it does.
  const RateTable& rates() const;

  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;
  ~Engine();

 private:
  struct Impl;
  explicit Engine(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// "1.0.0": the library; packs and rates have versions of their own (see VersionText).
const char* Version();
// "entente 1.0.0, packs ko 1 en 1 ja 1 zh 1, rates ECB 1999-01..2026-06": for --version and bug reports. Static storage.
const char* VersionText();

}  // namespace entente
