// Loads the grammar tables of a language with the predicate in the middle: words, verbs, nouns, frames, and the phrases
// that say how firm a deal is, what a sum is and which form a deal has. "[call] off" in a phrase stands for all forms of
// the verb: call off, calls off, called off, calling off.
// Tested by: tests/corpus/en/
#include "pack/medial.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "pack/embedded.h"
#include "pack/table.h"
#include "pack/user_lexicon.h"

namespace entente::pack {

namespace {

constexpr std::pair<std::string_view, Relation> kRelationNames[] = {
    {"of", Relation::kOf}, {"by", Relation::kBy}, {"from", Relation::kFrom}, {"to", Relation::kTo}, {"with", Relation::kWith},
    {"between", Relation::kBetween}, {"in", Relation::kIn}, {"into", Relation::kInto}, {"for", Relation::kFor}, {"on", Relation::kOn},
    {"at", Relation::kAt}, {"as", Relation::kAs}, {"along", Relation::kAlong}, {"time", Relation::kTime}, {"other", Relation::kOther}};

constexpr std::pair<std::string_view, WordKinds> kKindNames[] = {
    {"definite", kDefinite}, {"weak_definite", kWeakDefinite}, {"indefinite", kIndefinite}, {"another", kAnother}, {"no_determiner", kNoDeterminer},
    {"possessive", kPossessive}, {"it", kPronounIt}, {"they", kPronounThey}, {"we", kPronounWe}, {"person_pronoun", kPronounPerson},
    {"relative", kRelative}, {"that", kThat}, {"subordinator", kSubordinator}, {"also_subordinator", kAlsoSubordinator},
    {"preposition", kPreposition}, {"and", kAnd}, {"or", kOr}, {"but", kBut}, {"be", kBe}, {"have", kHave}, {"do", kDo}, {"modal", kModal},
    {"to_marker", kToMarker}, {"negation", kNegation}, {"adverb", kAdverb}, {"both", kBothWord}, {"possessive_mark", kPossessiveMark},
    {"no_name", kNoName}, {"legal_form", kLegalForm}, {"name_connector", kNameConnector}, {"of_head", kOfHead}, {"person_title", kPersonTitle},
    {"org_word", kOrgWord}, {"exchange", kExchange}, {"source", kSourceWord}, {"also", kAlsoWord}, {"weak_title", kWeakTitle}, {"alias", kAliasWord},
    {"jointly", kJointly}};

template <typename Value, size_t N>
std::optional<Value> Named(const std::pair<std::string_view, Value> (&names)[N], std::string_view name) {
  for (const auto& [text, value] : names)
    if (text == name) return value;
  return std::nullopt;
}

bool IsLetterOrDigit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (static_cast<uint8_t>(c) & 0x80) != 0;
}

// Calls use(word) for each run of letters and each mark, as text/ cuts words.
template <typename Use>
void ForEachWord(std::string_view text, Use use) {
  for (size_t at = 0; at < text.size();) {
    size_t end = at + 1;
    if (text[at] == ' ') {
      at = end;
      continue;
    }
    if (IsLetterOrDigit(text[at]))
      while (end < text.size() && IsLetterOrDigit(text[end])) ++end;
    use(text.substr(at, end - at));
    at = end;
  }
}

template <typename Use>
bool ForEachPart(std::string_view text, char separator, Use use) {
  for (;;) {
    const size_t at = text.find(separator);
    if (!use(text.substr(0, at))) return false;
    if (at == std::string_view::npos) return true;
    text.remove_prefix(at + 1);
  }
}

}  // namespace

void PhraseTable::Add(const std::vector<uint32_t>& words, uint32_t value) {
  if (!words.empty()) phrases_.push_back({words, value});
}

void PhraseTable::Build(size_t lexemes) {
  std::stable_sort(phrases_.begin(), phrases_.end(), [](const Phrase& a, const Phrase& b) {
    return a.words[0] != b.words[0] ? a.words[0] < b.words[0] : a.words.size() > b.words.size();
  });
  heads_.assign(lexemes + 1, 0);
  for (const Phrase& phrase : phrases_) ++heads_[phrase.words[0] + 1];
  for (size_t i = 1; i <= lexemes; ++i) heads_[i] += heads_[i - 1];
}

PhraseTable::Found PhraseTable::Longest(const std::vector<uint32_t>& lexemes, size_t at, size_t end) const {
  const uint32_t first = lexemes[at];
  if (first == MedialPack::kUnknown) return {};
  for (uint32_t p = heads_[first]; p < heads_[first + 1]; ++p) {
    const auto& words = phrases_[p].words;
    if (words.size() <= end - at && std::equal(words.begin() + 1, words.end(), lexemes.begin() + static_cast<ptrdiff_t>(at) + 1))
      return {phrases_[p].value, static_cast<uint32_t>(words.size())};
  }
  return {};
}

ClassSet MedialPack::Class(std::string_view name) const {
  const auto at = std::find(class_names_.begin(), class_names_.end(), name);
  return at == class_names_.end() ? ClassSet() : ClassSet::Bit(static_cast<size_t>(at - class_names_.begin()));
}

constexpr size_t kUsualWords = size_t{1} << 14;

class MedialLoader {
 public:
  MedialLoader(const std::string& folder, const UserLexicon* user) : folder_(folder), user_(user), pack_(std::make_unique<MedialPack>()) {
    pack_->lexemes_.reserve(kUsualWords);
    pack_->words_.reserve(kUsualWords);
    pack_->lexemes_.emplace_back();
  }

  Result<std::unique_ptr<const MedialPack>> Load() {
    for (Status (MedialLoader::*load)() : {&MedialLoader::LoadWords, &MedialLoader::LoadVerbs, &MedialLoader::LoadNouns, &MedialLoader::LoadDemonyms,
                                           &MedialLoader::LoadNameWords, &MedialLoader::LoadFrames, &MedialLoader::LoadUser, &MedialLoader::LoadModality,
                                           &MedialLoader::LoadAmountRoles, &MedialLoader::LoadForms})
      if (Status status = (this->*load)(); !status.ok()) return status;
    const size_t count = pack_->lexemes_.size();
    for (PhraseTable* table : {&pack_->units, &pack_->modal, &pack_->amount_words, &pack_->form_words}) table->Build(count);
    return std::unique_ptr<const MedialPack>(std::move(pack_));
  }

 private:
  Result<Table> Open(std::string_view file, std::initializer_list<std::string_view> columns) { return Table::Load(folder_ + std::string(file), columns); }

  uint32_t LexemeOf(std::string_view word) {
    const auto [at, added] = pack_->words_.try_emplace(word, static_cast<uint32_t>(pack_->lexemes_.size()));
    if (added) pack_->lexemes_.emplace_back();
    return at->second;
  }

  std::vector<uint32_t> WordsOf(std::string_view text) {
    std::vector<uint32_t> words;
    ForEachWord(text, [&](std::string_view word) { words.push_back(LexemeOf(word)); });
    return words;
  }

  // The lexeme of a text of one word or, as a unit, of several.
  uint32_t UnitOf(std::string_view text) {
    if (!text.empty() && std::all_of(text.begin(), text.end(), IsLetterOrDigit)) return LexemeOf(text);
    const std::vector<uint32_t> words = WordsOf(text);
    if (words.size() == 1) return words[0];
    const auto [at, added] = units_.try_emplace(text, static_cast<uint32_t>(pack_->lexemes_.size()));
    if (added) {
      pack_->lexemes_.emplace_back();
      pack_->units.Add(words, at->second);
    }
    return at->second;
  }

  Status LoadWords() {
    auto table = Open("words.tsv", {"text", "kind", "relation"});
    if (!table.ok()) return table.status();
    for (size_t row = 0; row < table->rows(); ++row) {
      const auto kind = Named(kKindNames, table->cell(row, 1));
      if (!kind) return table->Error(row, "unknown kind of word");
      Lexeme& lexeme = pack_->lexemes_[UnitOf(table->cell(row, 0))];
      lexeme.kinds |= *kind;
      if (*kind != kPreposition) continue;
      const auto relation = Named(kRelationNames, table->cell(row, 2));
      if (!relation) return table->Error(row, "unknown relation");
      lexeme.relation = *relation;
    }
    return Status();
  }

  // The bits of "acquire+stake"; classes are numbered as they come.
  std::optional<ClassSet> Classes(std::string_view text) {
    ClassSet bits;
    if (text == "-") return bits;
    const bool fits = ForEachPart(text, '+', [&](std::string_view name) {
      auto& names = pack_->class_names_;
      auto at = std::find(names.begin(), names.end(), name);
      if (at == names.end()) at = names.insert(names.end(), name);
      bits |= ClassSet::Bit(static_cast<size_t>(at - names.begin()));
      return names.size() <= ClassSet::kMax;
    });
    return fits ? std::optional(bits) : std::nullopt;
  }

  Status LoadVerbs() {
    auto table = Open("verbs.tsv", {"base", "third", "past", "participle", "gerund", "noun", "classes"});
    return table.ok() ? ReadVerbs(*table) : table.status();
  }

  Status ReadVerbs(const Table& rows) {
    const Table* table = &rows;
    for (size_t row = 0; row < table->rows(); ++row) {
      const auto classes = Classes(table->cell(row, 6));
      if (!classes) return table->Error(row, "more than " + std::to_string(ClassSet::kMax) + " classes");
      const bool noun = table->cell(row, 5) == "1";
      for (size_t form = 0; form < 5; ++form) {
        Lexeme& lexeme = pack_->lexemes_[UnitOf(table->cell(row, form))];
        lexeme.forms |= static_cast<uint8_t>(1u << form);
        lexeme.verb_classes |= *classes;
        lexeme.noun_too = lexeme.noun_too || (noun && form < 2);
        forms_[table->cell(row, 0)][form] = table->cell(row, form);
      }
    }
    return Status();
  }

  Status LoadNouns() {
    auto table = Open("nouns.tsv", {"singular", "plural", "classes", "party"});
    return table.ok() ? ReadNouns(*table) : table.status();
  }

  Status ReadNouns(const Table& rows) {
    const Table* table = &rows;
    for (size_t row = 0; row < table->rows(); ++row) {
      const auto classes = Classes(table->cell(row, 2));
      if (!classes) return table->Error(row, "more than " + std::to_string(ClassSet::kMax) + " classes");
      std::optional<PartyKind> party;
      if (table->cell(row, 3) != "-") {
        party = ParsePartyKind(table->cell(row, 3));
        if (!party) return table->Error(row, "unknown kind of party");
      }
      for (size_t column = 0; column < 2; ++column) {
        if (table->cell(row, column) == "-") continue;
        Lexeme& lexeme = pack_->lexemes_[UnitOf(table->cell(row, column))];
        lexeme.noun = true;
        lexeme.noun_classes |= *classes;
        lexeme.plural = lexeme.plural || column == 1;
        lexeme.party_kind = party;
      }
    }
    return Status();
  }

  // Demonyms keep their capitals: they are looked up in the text as it stands, folded like every word.
  Status LoadDemonyms() {
    auto table = Open("demonyms.tsv", {"text", "country"});
    if (!table.ok()) return table.status();
    for (size_t row = 0; row < table->rows(); ++row) {
      Lexeme& lexeme = pack_->lexemes_[UnitOf(Folded(table->cell(row, 0)))];
      lexeme.kinds |= kDemonym;
      lexeme.country = table->cell(row, 1);
    }
    return Status();
  }

  // Lists that other hands fill; a language may lack them.
  Status LoadNameWords() {
    if (Status status = AddKind("common_words.tsv", "word", kCommonWord); !status.ok()) return status;
    if (Status status = AddKind("given_names.tsv", "surface", kGivenName); !status.ok()) return status;
    return AddKind("titles.tsv", "text", kPersonTitle);
  }

  Status AddKind(std::string_view file, std::string_view column, WordKinds kind) {
    if (EmbeddedFile(folder_ + std::string(file)).empty()) return Status();
    auto table = Open(file, {column});
    if (!table.ok()) return table.status();
    for (size_t row = 0; row < table->rows(); ++row) pack_->lexemes_[UnitOf(Folded(table->cell(row, 0)))].kinds |= kind;
    return Status();
  }

  // A copy in lower case that lives as long as the pack.
  std::string_view Folded(std::string_view text) {
    if (std::none_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; })) return text;
    auto copy = std::make_unique<std::string>(text);
    for (char& c : *copy)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    pack_->folded_.push_back(std::move(copy));
    return *pack_->folded_.back();
  }

  Status LoadFrames() {
    auto table = Open("frames.tsv", {"frame", "needs", "kind", "form", "status", "subject", "object", "passive", "possessor", "modifier", "goods", "plural",
                                     "of", "by", "from", "to", "with", "between", "in", "into", "for", "along", "minimum"});
    return table.ok() ? ReadFrames(*table, &pack_->frames) : table.status();
  }

  // What the user adds.
  Status LoadUser() {
    if (user_ == nullptr) return Status();
    const auto &verbs = user_->tables(UserTableKind::kVerbs), &nouns = user_->tables(UserTableKind::kNouns);
    const auto& frames = user_->tables(UserTableKind::kMedialFrames);
    const auto known = [&](std::string_view name) { return static_cast<bool>(pack_->Class(name)); };
    if (Status status = CheckClasses({{&verbs, 6}, {&nouns, 2}}, frames, known); !status.ok()) return status;
    if (Status status = user_->CheckLowerCase(UserTableKind::kVerbs, 5); !status.ok()) return status;
    if (Status status = user_->CheckLowerCase(UserTableKind::kNouns, 2); !status.ok()) return status;
    Status read;
    for (const Table& table : verbs) read = read.ok() ? ReadVerbs(table) : read;
    for (const Table& table : nouns) read = read.ok() ? ReadNouns(table) : read;
    if (!read.ok()) return read;
    const auto most = [](const MedialFrame& frame) {
      int count = 0;
      for (const ClassSet& needs : frame.classes) count = std::max(count, std::popcount(needs.low) + std::popcount(needs.high));
      return count;
    };
    return AddUserFrames(frames, [this](const Table& table, std::vector<MedialFrame>* own) { return ReadFrames(table, own); }, most, &pack_->frames);
  }

  Status ReadFrames(const Table& rows, std::vector<MedialFrame>* to) {
    const Table* table = &rows;
    for (size_t row = 0; row < table->rows(); ++row) {
      MedialFrame frame;
      frame.name = table->cell(row, 0);
      const bool fits = ForEachPart(table->cell(row, 1), '|', [&](std::string_view alternative) {
        const auto classes = Classes(alternative);
        if (classes) frame.classes.push_back(*classes);
        return classes.has_value();
      });
      if (!fits) return table->Error(row, "more than " + std::to_string(ClassSet::kMax) + " classes");
      const auto kind = ParseDealKind(table->cell(row, 2));
      const auto form = ParseDealForm(table->cell(row, 3));
      if (!kind || !form) return table->Error(row, "unknown kind or form");
      frame.kind = *kind;
      frame.form = *form;
      frame.status = ParseDealStatus(table->cell(row, 4));
      if (!frame.status && table->cell(row, 4) != "-") return table->Error(row, "unknown status");
      const auto relation = [&](Relation r) { return &frame.relations[static_cast<size_t>(r)]; };
      std::optional<Role>* slots[] = {&frame.subject, &frame.object, &frame.passive_subject, &frame.possessor, &frame.modifier, &frame.goods, &frame.plural,
                                      relation(Relation::kOf), relation(Relation::kBy), relation(Relation::kFrom), relation(Relation::kTo),
                                      relation(Relation::kWith), relation(Relation::kBetween), relation(Relation::kIn), relation(Relation::kInto),
                                      relation(Relation::kFor), relation(Relation::kAlong)};
      for (size_t i = 0; i < std::size(slots); ++i) {
        const std::string_view name = table->cell(row, 5 + i);
        if (name == "-") continue;
        *slots[i] = ParseRole(name);
        if (!*slots[i]) return table->Error(row, "unknown role '" + std::string(name) + "'");
      }
      if (!ReadMinimum(table->cell(row, 22), &frame)) return table->Error(row, "unknown role in the minimum");
      to->push_back(std::move(frame));
    }
    return Status();
  }

  static bool ReadMinimum(std::string_view text, MedialFrame* frame) {
    return ForEachPart(text, '|', [&](std::string_view alternative) {
      Frame::Minimum minimum;
      const bool known = ForEachPart(alternative, '+', [&](std::string_view name) {
        if (name == "amount") return minimum.amount = true;
        if (name == "part") return minimum.part = true;
        const auto role = ParseRole(name);
        if (role) minimum.roles.push_back(*role);
        return role.has_value();
      });
      frame->minimum.push_back(std::move(minimum));
      return known;
    });
  }

  // Adds the phrase in all forms of its "[verb]".
  void AddPhrase(PhraseTable* table, std::string_view text, uint32_t value) {
    const size_t open = text.find('['), close = text.find(']');
    if (open == std::string_view::npos || close == std::string_view::npos) return table->Add(WordsOf(text), value);
    const auto forms = forms_.find(text.substr(open + 1, close - open - 1));
    std::vector<std::string_view> texts;
    if (forms != forms_.end()) texts.assign(forms->second.begin(), forms->second.end());
    std::sort(texts.begin(), texts.end());
    texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
    for (const std::string_view form : texts) {
      std::vector<uint32_t> words = WordsOf(text.substr(0, open));
      for (const std::string_view part : {form, text.substr(close + 1)})
        for (const uint32_t word : WordsOf(part)) words.push_back(word);
      table->Add(words, value);
    }
  }

  Status LoadModality() {
    auto table = Open("modality.tsv", {"text", "status"});
    if (!table.ok()) return table.status();
    for (size_t row = 0; row < table->rows(); ++row) {
      const auto status = ParseDealStatus(table->cell(row, 1));
      if (!status && table->cell(row, 1) != "-") return table->Error(row, "unknown status");
      AddPhrase(&pack_->modal, table->cell(row, 0), static_cast<uint32_t>(pack_->statuses.size()));
      pack_->statuses.push_back(status);
    }
    return Status();
  }

  Status LoadAmountRoles() {
    auto table = Open("amount_roles.tsv", {"text", "role"});
    if (!table.ok()) return table.status();
    for (size_t row = 0; row < table->rows(); ++row) {
      std::optional<AmountRole> role;
      for (int r = 0; r <= static_cast<int>(AmountRole::kOther); ++r)
        if (table->cell(row, 1) == AmountRoleName(static_cast<AmountRole>(r))) role = static_cast<AmountRole>(r);
      if (!role) return table->Error(row, "unknown role of an amount");
      AddPhrase(&pack_->amount_words, table->cell(row, 0), static_cast<uint32_t>(pack_->amount_roles.size()));
      pack_->amount_roles.push_back(*role);
    }
    return Status();
  }

  Status LoadForms() {
    auto table = Open("forms.tsv", {"text", "kind", "form"});
    if (!table.ok()) return table.status();
    for (size_t row = 0; row < table->rows(); ++row) {
      const auto kind = ParseDealKind(table->cell(row, 1));
      const auto form = ParseDealForm(table->cell(row, 2));
      if (!kind || !form) return table->Error(row, "unknown kind or form");
      AddPhrase(&pack_->form_words, table->cell(row, 0), static_cast<uint32_t>(pack_->forms.size()));
      pack_->forms.push_back({table->cell(row, 0), *kind, *form});
    }
    return Status();
  }

  const std::string folder_;
  const UserLexicon* user_;
  std::unique_ptr<MedialPack> pack_;
  HashMap<std::string_view, uint32_t> units_;
  HashMap<std::string_view, std::array<std::string_view, 5>> forms_;  // of verbs, by their base
};

Result<std::unique_ptr<const MedialPack>> MedialPack::Load(const std::string& folder, const UserLexicon* user) { return MedialLoader(folder, user).Load(); }

}  // namespace entente::pack
