// The words with which a language writes a sum and says that sums belong together, from the tables of the packs.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/deal.h"
#include "entente/status.h"

namespace entente::resolve {

// What a word says about the sums around it (sums.tsv).
enum class Cue : uint8_t {
  kTotal,   // stands before a total: "총", "a total of"
  kAdd,     // stands between parts and their total: "합쳐", "together"
  kAmong,   // the parts may not be all of them: "등", "including"
  kRest,    // stands before the last part: "나머지", "the remaining"
  kSoFar,   // a total over other times: "누적", "to date"
  kMore,    // one sum beside another: "추가로", "another"
};

class SumWords {
 public:
  struct Unit {
    std::string_view word;
    int32_t power = 0;  // of ten
  };

  static Result<SumWords> Load();

  // The unit words of large numbers, from the largest; several words may share a power, the usual one first.
  const std::vector<Unit>& units(Language language) const { return Of(language).units; }
  // The unit word that stands first in `text`, or nullopt.
  std::optional<Unit> FirstUnit(Language language, std::string_view text) const;
  // The usual word of a power, or "".
  std::string_view WordOf(Language language, int32_t power) const;
  // Does one of the words of `cue` stand in `text`?
  bool Has(Language language, Cue cue, std::string_view text) const;
  // As the language writes it: "4조4000억원", "KRW 4.4 trillion".
  std::string Write(Language language, const Decimal& sum, Currency currency) const;

 private:
  struct CueWord {
    Cue cue;
    std::string_view word;
  };
  struct Words {
    bool grouped = false;  // a number is written in groups, each with its unit
    std::vector<Unit> units;
    std::vector<CueWord> cues;
    std::vector<std::pair<Currency, std::string_view>> currencies;  // the word that stands behind a number
  };

  static constexpr size_t kLanguages = 4;
  const Words& Of(Language language) const;
  static Status LoadUnits(const std::string& file, Words* words);
  static Status LoadCurrencies(const std::string& pack, Words* words);
  static Status LoadCues(const std::string& pack, Words* words);

  std::array<Words, kLanguages> words_;
  Words none_;
};

}  // namespace entente::resolve
