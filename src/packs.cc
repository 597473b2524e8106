// Loads packs, and remembers for as long as an engine is open those to which no user adds anything. Nothing stays behind the last engine.
// Tested by: tests/unit/engine_test.cc
#include "packs.h"

#include <mutex>

#include "lexicon_files.h"

namespace entente {
namespace {

// Never destroyed, since a host's engine may outlive the statics of this file; empty once the last engine is closed.
union Kept {
  constexpr Kept() : packs() {}
  ~Kept() {}
  std::weak_ptr<const Packs> packs;
};

constinit std::mutex mutex;
constinit Kept shared;  // guarded by mutex

struct Forget {
  void operator()(const Packs* packs) const {
    {
      const std::lock_guard lock(mutex);
      if (shared.packs.expired()) shared.packs.reset();
    }
    delete packs;
  }
};

Result<std::unique_ptr<Packs>> Load(const std::vector<LexiconFile>& lexicons) {
  auto packs = std::make_unique<Packs>();
  auto lexicon = ReadLexiconFiles(lexicons);
  if (!lexicon.ok()) return lexicon.status();
  packs->lexicon = std::move(lexicon).value();
  auto korean = pack::LoadLanguage(Language::kKorean, packs->lexicon);
  if (!korean.ok()) return korean.status();
  packs->korean = std::move(korean).value();
  auto english = pack::LoadLanguage(Language::kEnglish, packs->lexicon);
  if (!english.ok()) return english.status();
  packs->english = std::move(english).value();
  auto confidence = deal::ConfidenceModel::Load();
  if (!confidence.ok()) return confidence.status();
  packs->confidence = std::move(confidence).value();
  auto quantities = mention::QuantityReader::Build();
  if (!quantities.ok()) return quantities.status();
  packs->quantities = std::move(quantities).value();
  auto words = resolve::SumWords::Load();
  if (!words.ok()) return words.status();
  packs->sum_words = std::move(words).value();
  return packs;
}

}  // namespace

Result<std::shared_ptr<const Packs>> OpenPacks(const std::vector<LexiconFile>& lexicons) {
  if (lexicons.empty()) {
    const std::lock_guard lock(mutex);
    if (std::shared_ptr<const Packs> open = shared.packs.lock()) return open;
  }
  auto loaded = Load(lexicons);
  if (!loaded.ok()) return loaded.status();
  std::shared_ptr<const Packs> packs(loaded.value().release(), Forget());  // deletes them where it cannot be made
  if (lexicons.empty()) {
    const std::lock_guard lock(mutex);
    shared.packs = packs;
  }
  return packs;
}

}  // namespace entente
