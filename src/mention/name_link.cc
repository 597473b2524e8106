// Joins the names of one and the same: "Tarland" to Tarland Spirits, "Sardi" to Valvole Sardi, "Benioff" to Marc Benioff, and
// what stands in parentheses behind a name: Northern Harbour Works (NHW), Ternby Health Corporation ("Ternby Health").
// Tested by: tests/corpus/en/
#include <algorithm>

#include "mention/name_capital.h"
#include "text/unicode.h"

namespace entente::mention {

namespace {

constexpr uint32_t kNone = UINT32_MAX;
constexpr size_t kMaxCandidates = 16;  // entities that share a first or last word

class Linker {
 public:
  Linker(const NameText& text, const std::vector<NameRun>& runs, const std::vector<std::string_view>& keys, const std::vector<NameEvidence>& evidence,
         std::vector<uint32_t>* parent)
      : text_(text), runs_(runs), keys_(keys), evidence_(evidence), parent_(*parent) {}

  void Run() {
    FindCaseVariants();
    FindAliases();
    FindShortForms();
  }

 private:
  uint32_t Root(uint32_t e) const {
    while (parent_[e] != e) e = parent_[e];
    return e;
  }
  void Join(uint32_t shorter, uint32_t longer) {
    shorter = Root(shorter);
    longer = Root(longer);
    if (shorter != longer) parent_[shorter] = longer;
  }

  bool IsPerson(uint32_t e) const { return evidence_[e].person > evidence_[e].organisation; }

  // AIRBUS in a headline is Airbus of the text; "American" may be American Airlines.
  void FindCaseVariants() {
    HashMap<std::string, uint32_t> folded;
    for (const NameRun& run : runs_)
      if (!IsShouted(keys_[run.entity])) folded.try_emplace(Fold(keys_[run.entity]), run.entity);
    for (const NameRun& run : runs_) {
      if (!IsShouted(keys_[run.entity])) continue;
      const auto found = folded.find(Fold(keys_[run.entity]));
      if (found != folded.end()) Join(run.entity, found->second);
    }
    for (const NameRun& run : runs_) {
      if (!run.needs_longer || parent_[run.entity] != run.entity) continue;
      for (const NameRun& other : runs_)
        if (other.end_word > other.first_word + 1 && evidence_[other.entity].organisation >= 2 && IsPrefix(keys_[run.entity], keys_[other.entity])) {
          Join(run.entity, other.entity);
          break;
        }
    }
  }

  static bool IsShouted(std::string_view key) {
    return key.size() > 3 && std::none_of(key.begin(), key.end(), text::IsAsciiLower) && text::IsAsciiUpper(key[0]);
  }
  static std::string Fold(std::string_view key) {
    std::string folded(key);
    for (char& c : folded)
      if (text::IsAsciiUpper(c)) c = static_cast<char>(c - 'A' + 'a');
    return folded;
  }

  // ---- aliases in parentheses

  void FindAliases() {
    for (size_t r = 0; r < runs_.size(); ++r) {
      const NameRun& run = runs_[r];
      JoinKnownAs(r);
      if (!text_.IsMark(run.end_word, '(')) continue;
      uint32_t close = run.end_word + 1;
      while (close < text_.size() && close < run.end_word + 24 && !text_.IsMark(close, ')')) ++close;
      if (!text_.IsMark(close, ')')) continue;
      const bool quoted = HasQuote(run.end_word + 1, close);
      for (size_t i = r + 1; i < runs_.size() && runs_[i].end_word <= close; ++i) {
        const NameRun& inner = runs_[i];
        const bool whole = inner.first_word == run.end_word + 1 && inner.end_word == close;
        const bool in_quotes = quoted && IsQuote(inner.first_word - 1) && IsQuote(inner.end_word);
        if (in_quotes || (whole && IsAliasOf(inner, run))) Join(inner.entity, run.entity);
      }
    }
  }

  // "Abu Dhabi National Energy Co, known as Taqa", "InBev, formerly Interbrew"
  void JoinKnownAs(size_t r) {
    if (r + 1 >= runs_.size()) return;
    uint32_t w = runs_[r].end_word;
    if (text_.IsMark(w, ',')) ++w;
    if (w >= text_.size() || text_.IsPunctuation(w) || !(text_.Unit(w).kinds & pack::kAliasWord)) return;
    if (runs_[r + 1].first_word == w + text_.UnitWords(w)) Join(runs_[r + 1].entity, runs_[r].entity);
  }

  bool IsQuote(uint32_t w) const { return text_.IsMark(w, '"') || text_.IsMark(w, '\''); }
  bool HasQuote(uint32_t first, uint32_t end) const {
    for (uint32_t w = first; w < end; ++w)
      if (IsQuote(w)) return true;
    return false;
  }

  // Abbreviations: letters of the name in their order.
  bool IsAliasOf(const NameRun& inner, const NameRun& run) const {
    if (inner.end_word - inner.first_word != 1 || !text_.IsAllCapitals(inner.first_word)) return false;
    if (text_.Lexeme(inner.first_word).kinds & (pack::kExchange | pack::kDemonym)) return false;
    const std::string_view name = keys_[run.entity];
    size_t at = 0;
    for (const char c : text_.Word(inner.first_word)) {
      while (at < name.size() && (name[at] | 0x20) != (c | 0x20)) ++at;
      if (at == name.size()) return false;
      ++at;
    }
    return true;
  }

  // ---- short forms

  static uint32_t CountWords(std::string_view key) {
    return 1 + static_cast<uint32_t>(std::count_if(key.begin(), key.end(), [](char c) { return c == ' ' || c == '-'; }));
  }
  static std::string_view FirstWord(std::string_view key) { return key.substr(0, key.find_first_of(" -")); }
  static std::string_view LastWord(std::string_view key) {
    const size_t at = key.find_last_of(' ');
    return at == std::string_view::npos ? key : key.substr(at + 1);
  }

  void FindShortForms() {
    HashMap<std::string_view, std::vector<uint32_t>> by_first, by_last;
    std::vector<bool> seen(keys_.size());
    first_.assign(keys_.size(), UINT32_MAX);
    for (const NameRun& run : runs_)
      if (!IsHeadline(run)) first_[run.entity] = std::min(first_[run.entity], run.first_word);
    for (const NameRun& run : runs_) {
      const uint32_t e = run.entity;
      if (seen[e]) continue;
      seen[e] = true;
      if (CountWords(keys_[e]) < 2) continue;
      for (auto* index : {&by_first, &by_last}) {
        auto& list = (*index)[index == &by_first ? FirstWord(keys_[e]) : LastWord(keys_[e])];
        if (list.size() < kMaxCandidates) list.push_back(e);
      }
    }
    for (uint32_t e = 0; e < keys_.size(); ++e) {
      if (!seen[e] || parent_[e] != e) continue;
      const uint32_t longer = LongerName(e, by_first, by_last);
      if (longer != kNone) Join(e, longer);
    }
    FindAcronyms();
  }

  using Index = HashMap<std::string_view, std::vector<uint32_t>>;

  uint32_t LongerName(uint32_t e, const Index& by_first, const Index& by_last) const {
    const std::string_view key = keys_[e];
    const pack::Entry* known = text_.ExactPackName(key);
    if (known != nullptr && known->is_place) return kNone;
    uint32_t best = kNone;
    if (const auto found = by_first.find(FirstWord(key)); found != by_first.end())
      for (const uint32_t other : found->second)
        if (other != e && IsPrefix(key, keys_[other]) && !IsPerson(other) && MayShorten(e, other, known != nullptr) && best == kNone && !StandsBefore(e, other)) best = other;
    if (best != kNone) return best;
    if (const auto found = by_last.find(LastWord(key)); found != by_last.end())
      for (const uint32_t other : found->second) {
        if (other == e || !keys_[other].ends_with(key) || keys_[other].size() <= key.size() + 1) continue;
        const char before = keys_[other][keys_[other].size() - key.size() - 1];
        if (before != ' ') continue;
        if (IsPerson(other)) return known == nullptr || evidence_[e].person > 0 ? other : kNone;
        if (known == nullptr && !IsPerson(e) && best == kNone && !IsGenericWord(key)) best = other;
      }
    return best;
  }

  // A short form follows the full one, unless it stands in the headline.
  bool StandsBefore(uint32_t shorter, uint32_t longer) const { return first_[shorter] < first_[longer]; }

  static bool IsPrefix(std::string_view key, std::string_view longer) {
    return longer.size() > key.size() + 1 && longer.starts_with(key) && (longer[key.size()] == ' ' || longer[key.size()] == '-');
  }

  bool IsGenericWord(std::string_view key) const {
    return (text_.pack().medial->lexeme(FindFolded(*text_.pack().medial, key)).kinds & (pack::kOrgWord | pack::kOfHead)) != 0;
  }

  // A name that the pack knows by itself is short for a longer one only where that adds an ordinary word: Deere & Company.
  bool MayShorten(uint32_t e, uint32_t longer, bool known) const {
    if (IsPerson(e) && evidence_[e].organisation == 0 && evidence_[longer].organisation == 0) return false;
    const bool own_form = evidence_[e].legal_form && evidence_[longer].legal_form;
    if (own_form) return false;
    if (!known) return true;
    const std::string_view last = LastWord(keys_[longer]);
    return IsGenericWord(last) && CountWords(keys_[longer]) <= CountWords(keys_[e]) + 1;
  }

  // UTC for United Technologies Corp, where nothing else explains it.
  void FindAcronyms() {
    HashMap<std::string, uint32_t> initials;
    for (const NameRun& run : runs_) {
      if (run.end_word - run.first_word < 2) continue;
      std::string all;
      for (uint32_t w = run.first_word; w < run.end_word; ++w)
        if (!text_.IsPunctuation(w) && text_.IsCapital(w)) all += text_.Word(w)[0];
      if (all.size() >= 2) initials.try_emplace(all, run.entity);
    }
    for (const NameRun& run : runs_) {
      if (run.end_word != run.first_word + 1 || !text_.IsAllCapitals(run.first_word) || parent_[run.entity] != run.entity) continue;
      if (text_.ExactPackName(keys_[run.entity]) != nullptr) continue;
      const auto found = initials.find(std::string(keys_[run.entity]));
      if (found != initials.end() && found->second != run.entity) Join(run.entity, found->second);
    }
  }

  bool IsHeadline(const NameRun& run) const {
    const auto& blocks = text_.document().blocks();
    return !blocks.empty() && blocks.front().kind == text::BlockKind::kTitle && text_.words()[run.first_word].begin < blocks.front().end;
  }

  const NameText& text_;
  const std::vector<NameRun>& runs_;
  const std::vector<std::string_view>& keys_;
  const std::vector<NameEvidence>& evidence_;
  std::vector<uint32_t>& parent_;
  std::vector<uint32_t> first_;  // by key: the first word of its first mention in the body
};

}  // namespace

void LinkNames(const NameText& text, const std::vector<NameRun>& runs, const std::vector<std::string_view>& keys,
               const std::vector<NameEvidence>& evidence, std::vector<uint32_t>* parent) {
  Linker(text, runs, keys, evidence, parent).Run();
}

}  // namespace entente::mention
