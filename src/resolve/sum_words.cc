// Tested by: tests/unit/resolve/warnings_test.cc
#include "resolve/sum_words.h"

#include <algorithm>
#include <charconv>

#include "pack/embedded.h"
#include "pack/table.h"

namespace entente::resolve {
namespace {

constexpr std::array<Language, 4> kPacks = {Language::kKorean, Language::kEnglish, Language::kJapanese, Language::kChinese};
constexpr std::pair<std::string_view, Cue> kCues[] = {{"total", Cue::kTotal}, {"add", Cue::kAdd}, {"among", Cue::kAmong},
                                                      {"rest", Cue::kRest}, {"so_far", Cue::kSoFar}, {"more", Cue::kMore}};

bool IsAsciiLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// ASCII words in any case and at word ends; others anywhere.
bool Contains(std::string_view text, std::string_view word) {
  const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; };
  for (auto from = text.begin();;) {
    const auto at = std::search(from, text.end(), word.begin(), word.end(), same);
    if (at == text.end()) return false;
    const auto end = at + static_cast<ptrdiff_t>(word.size());
    const bool open = IsAsciiLetter(word.front()) && ((at != text.begin() && IsAsciiLetter(at[-1])) || (end != text.end() && IsAsciiLetter(*end)));
    if (!open) return true;
    from = at + 1;
  }
}

}  // namespace

Status SumWords::LoadUnits(const std::string& file, Words* words) {
  auto table = pack::Table::Load(file, {"word", "kind", "value"});
  if (!table.ok()) return table.status();
  for (size_t row = 0; row < table->rows(); ++row) {
    const bool big = table->cell(row, 1) == "big";
    if (!big && table->cell(row, 1) != "scale") continue;
    int32_t power = 0;
    const std::string_view value = table->cell(row, 2);
    if (std::from_chars(value.data(), value.data() + value.size(), power).ec != std::errc()) return table->Error(row, "bad power of ten");
    words->units.push_back({table->cell(row, 0), power});
    words->grouped = words->grouped || big;
  }
  return {};
}

Status SumWords::LoadCurrencies(const std::string& pack, Words* words) {
  auto table = pack::Table::Load(pack + "/currencies.tsv", {"word", "means", "factor", "side"});
  if (!table.ok()) return table.status();
  for (size_t row = 0; row < table->rows(); ++row) {
    const std::string_view means = table->cell(row, 1);
    const std::string_view code = means.substr(means.find(':') + 1);
    if (code.size() != 3 || table->cell(row, 2) != "1" || table->cell(row, 3) == "before") continue;
    const auto known = std::find_if(words->currencies.begin(), words->currencies.end(), [&](const auto& c) { return c.first.code() == code; });
    if (known == words->currencies.end()) words->currencies.emplace_back(Currency(code), table->cell(row, 0));
  }
  return {};
}

Status SumWords::LoadCues(const std::string& pack, Words* words) {
  if (pack::EmbeddedFile(pack + "/sums.tsv").empty()) return {};
  auto table = pack::Table::Load(pack + "/sums.tsv", {"word", "says"});
  if (!table.ok()) return table.status();
  for (size_t row = 0; row < table->rows(); ++row) {
    const auto cue = std::find_if(std::begin(kCues), std::end(kCues), [&](const auto& c) { return c.first == table->cell(row, 1); });
    if (cue == std::end(kCues) || table->cell(row, 0).empty()) return table->Error(row, "unknown kind '" + std::string(table->cell(row, 1)) + "'");
    words->cues.push_back({cue->second, table->cell(row, 0)});
  }
  return {};
}

Result<SumWords> SumWords::Load() {
  SumWords result;
  for (size_t i = 0; i < kPacks.size(); ++i) {
    Words& words = result.words_[i];
    const std::string pack = LanguageCode(kPacks[i]);
    if (Status status = LoadUnits(pack + "/numerals.tsv", &words); !status.ok()) return status;
    if (words.units.empty()) {  // written with the shared ones
      if (Status status = LoadUnits("common/numerals.tsv", &words); !status.ok()) return status;
    }
    std::stable_sort(words.units.begin(), words.units.end(), [](const Unit& a, const Unit& b) { return a.power > b.power; });
    if (Status status = LoadCurrencies(pack, &words); !status.ok()) return status;
    if (Status status = LoadCues(pack, &words); !status.ok()) return status;
  }
  return result;
}

const SumWords::Words& SumWords::Of(Language language) const {
  const auto found = std::find(kPacks.begin(), kPacks.end(), language);
  return found == kPacks.end() ? none_ : words_[static_cast<size_t>(found - kPacks.begin())];
}

std::optional<SumWords::Unit> SumWords::FirstUnit(Language language, std::string_view text) const {
  std::optional<Unit> first;
  size_t place = std::string_view::npos;
  for (const Unit& unit : units(language)) {
    const size_t at = text.find(unit.word);
    // the longer of two words that begin at one place is the word
    if (at < place || (at == place && at != std::string_view::npos && unit.word.size() > first->word.size())) place = at, first = unit;
  }
  return first;
}

std::string_view SumWords::WordOf(Language language, int32_t power) const {
  for (const Unit& unit : units(language))
    if (unit.power == power) return unit.word;
  return {};
}

bool SumWords::Has(Language language, Cue cue, std::string_view text) const {
  const std::vector<CueWord>& cues = Of(language).cues;
  return std::any_of(cues.begin(), cues.end(), [&](const CueWord& word) { return word.cue == cue && Contains(text, word.word); });
}

std::string SumWords::Write(Language language, const Decimal& sum, Currency currency) const {
  const Words& words = Of(language);
  const auto word = std::find_if(words.currencies.begin(), words.currencies.end(), [&](const auto& c) { return c.first == currency; });
  if (!words.grouped) {
    for (const Unit& unit : words.units) {
      const auto scaled = sum.TimesPowerOfTen(-unit.power);
      if (unit.power % 3 == 0 && scaled && *scaled >= Decimal::FromInt(1))
        return std::string(currency.code()) + " " + scaled->ToString() + " " + std::string(unit.word);
    }
    return std::string(currency.code()) + " " + sum.ToString();
  }
  std::string text, digits = sum.ToString();
  const std::string fraction = digits.find('.') == std::string::npos ? std::string() : digits.substr(digits.find('.'));
  digits.resize(digits.size() - fraction.size());
  int32_t above = 99;
  for (const Unit& unit : words.units) {
    const auto power = static_cast<size_t>(unit.power);
    if (unit.power >= above || digits.size() <= power) continue;
    above = unit.power;
    const std::string group = digits.substr(0, digits.size() - power);
    digits.erase(0, std::min(digits.find_first_not_of('0', group.size()), digits.size()));
    text += group + std::string(unit.word);
  }
  text += digits + fraction;
  return word != words.currencies.end() ? text + std::string(word->second) : text + " " + std::string(currency.code());
}

}  // namespace entente::resolve
