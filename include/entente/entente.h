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

#include "entente/day.h"
#include "entente/deal.h"
#include "entente/money.h"
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

struct EngineOptions {
  uint64_t max_document_bytes = 0;      // title and body together; 0: 64 MiB, also the most
  std::string_view currency = "USD";    // ISO 4217 code to which sums are normalised
};

class Engine {
 public:
  // Reads the packs inside the library. Takes some milliseconds; keep the engine.
  // Errors: kInvalidArgument (unknown currency), kBadPack, kNoMemory.
  static Result<Engine> Open(const EngineOptions& options);

  // Errors: kBadText (not UTF-8), kInvalidArgument (published is no day, month or year), kLimit (too long).
  Result<Extraction> Extract(const Article& article) const;

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
// "entente 1.0.0, packs ko 1 en 1, rates ECB 1999-01..2026-06": for --version and bug reports. Static storage.
const char* VersionText();

}  // namespace entente
