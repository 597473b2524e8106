#include "pack/language.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "pack/embedded.h"
#include "pack/medial.h"
#include "pack/table.h"
#include "pack/user_lexicon.h"

namespace entente::pack {
namespace {

template <typename Value, size_t N>
std::optional<Value> Find(const std::array<std::pair<std::string_view, Value>, N>& names, std::string_view name) {
  for (const auto& [text, value] : names)
    if (text == name) return value;
  return std::nullopt;
}

constexpr std::array<size_t, 3> kStemEndBytes{6, 9, 12};  // two to four Hangul syllables
constexpr size_t kMinOrgSuffixBytes = 3;  // one syllable ends too many words that are no names

constexpr std::array<std::pair<std::string_view, Case>, 18> kCases{{
    {"topic", Case::kTopic}, {"subject", Case::kSubject}, {"object", Case::kObject}, {"with", Case::kWith}, {"with_of", Case::kWithOf},
    {"to", Case::kTo}, {"from", Case::kFrom}, {"at", Case::kAt}, {"direction", Case::kDirection}, {"of", Case::kOf}, {"also", Case::kAlso},
    {"until", Case::kUntil}, {"since", Case::kSince}, {"as", Case::kAs}, {"or", Case::kOr}, {"than", Case::kThan},
    {"called", Case::kCalled}, {"copula", Case::kCopula}}};

constexpr std::array<std::pair<std::string_view, Ending>, 8> kEndings{{
    {"final", Ending::kFinal}, {"quote", Ending::kQuote}, {"said_of", Ending::kSaidOf}, {"connective", Ending::kConnective},
    {"connective_to", Ending::kConnectiveTo}, {"adnominal", Ending::kAdnominal}, {"adnominal_to", Ending::kAdnominalTo}, {"nominal", Ending::kNominal}}};

constexpr std::array<std::pair<std::string_view, WordRole>, 26> kRoles{{
    {"each", kEach}, {"public", kPublicWord},
    {"carrier", kCarrier}, {"credit", kCredit}, {"media", kMedia},    {"noun_suffix", kNounSuffix},    {"bound_noun", kBoundNoun},    {"alias_marker", kAliasMarker},
    {"both_parties", kBothParties}, {"the_company", kTheCompany}, {"it", kIt}, {"side", kSide}, {"etc", kEtc}, {"total", kTotal},
    {"together", kTogether}, {"stake", kStake}, {"this", kThis}, {"plant", kPlant}, {"research", kResearch}, {"percent_of", kPercentOf},
    {"advisor", kAdvisor}, {"person_marker", kPersonMarker}, {"reporter", kReporter}, {"rival", kRival}, {"list_and", kListAnd}, {"past", kPast}}};

std::optional<AmountRole> ParseAmountRole(std::string_view name) {
  for (int role = 0; role <= static_cast<int>(AmountRole::kOther); ++role)
    if (name == AmountRoleName(static_cast<AmountRole>(role))) return static_cast<AmountRole>(role);
  return std::nullopt;
}

// Splits `text` at `separator` and calls use(piece) for each; false when use says so.
template <typename Use>
bool ForEachPiece(std::string_view text, char separator, Use use) {
  for (;;) {
    const size_t at = text.find(separator);
    if (!use(text.substr(0, at))) return false;
    if (at == std::string_view::npos) return true;
    text.remove_prefix(at + 1);
  }
}

constexpr std::pair<std::string_view, std::vector<std::string_view> LanguagePack::*> kMarks[] = {
    {"passive", &LanguagePack::passive_marks}, {"announces", &LanguagePack::announcements}, {"auxiliary", &LanguagePack::auxiliaries}, {"pledge", &LanguagePack::pledges}, {"including", &LanguagePack::including},
    {"amid", &LanguagePack::amid}, {"when", &LanguagePack::when}, {"authority", &LanguagePack::authorities}, {"conditional", &LanguagePack::conditionals}, {"between", &LanguagePack::between}, {"toward", &LanguagePack::toward}, {"stray", &LanguagePack::stray_particles},
    {"copula", &LanguagePack::copulas}, {"past_adnominal", &LanguagePack::past_adnominals}, {"verbal", &LanguagePack::verbal_finals}, {"plural", &LanguagePack::plurals}};

class Loader {
 public:
  Loader(Language language, std::shared_ptr<const UserLexicon> user)
      : folder_(std::string(LanguageCode(language)) + "/"), pack_(std::make_unique<LanguagePack>()), user_(user.get()) {
    pack_->language = language;
    pack_->user = std::move(user);
  }

  Result<std::unique_ptr<const LanguagePack>> Load() {
    if (IsMedial()) return LoadMedial();
    for (Status (Loader::*load)() : {&Loader::LoadOrganizations, &Loader::LoadPlaces, &Loader::LoadWords, &Loader::LoadShapes,
                                     &Loader::LoadParticles, &Loader::LoadEndings, &Loader::LoadTriggers, &Loader::LoadFrames,
                                     &Loader::LoadModality, &Loader::LoadAmountRoles, &Loader::LoadForms, &Loader::LoadLayout})
      if (Status status = (this->*load)(); !status.ok()) return status;
    pack_->NameClasses();
    pack_->FindTelling();
    BuildWords();
    pack_->suffixes.Build();
    pack_->verb_forms.Build();
    pack_->surnames.Build();
    pack_->modal_words.Build();
    pack_->amount_words.Build();
    return std::unique_ptr<const LanguagePack>(std::move(pack_));
  }

 private:
  void BuildWords() {
    pack_->words.Build();
    pack_->stem_ends.Build();
    pack_->summaries.resize(pack_->words.keys());
    for (uint32_t key = 1; key < pack_->summaries.size(); ++key) {
      KeySummary& summary = pack_->summaries[key];
      const KeySummary& shorter = pack_->summaries[pack_->words.Shorter(key)];
      summary.length = pack_->words.Length(key);
      summary.shorter = pack_->words.Shorter(key);
      summary.chain_roles = shorter.chain_roles;
      summary.chain_trigger = shorter.chain_trigger;
      summary.chain_name = shorter.chain_name;
      pack_->words.Values(key, [&](uint32_t index) { Sum(pack_->entries[index], &summary); });
    }
  }
  static void Sum(const Entry& entry, KeySummary* summary) {
    summary->roles |= entry.roles;
    summary->chain_roles |= entry.roles;
    if (entry.kind == EntryKind::kTrigger) {
      summary->chain_trigger = summary->ordinary = true;
      return;
    }
    summary->known = true;
    summary->chain_name = summary->chain_name || entry.kind == EntryKind::kName;
    summary->only_common = summary->only_common && entry.kind == EntryKind::kWord && (entry.roles & ~(kCommon | kNounSuffix)) == 0;
    summary->ordinary = summary->ordinary || (entry.kind == EntryKind::kWord && (entry.roles & ~(kBrand | kPersonName)) != 0);
  }

  // Does the predicate stand between subject and object? Says pack.tsv, which other languages do without.
  bool IsMedial() const { return EmbeddedFile(folder_ + "pack.tsv").find("word_order\tmedial") != std::string_view::npos; }

  Result<std::unique_ptr<const LanguagePack>> LoadMedial() {
    if (Status status = LoadOrganizations(); !status.ok()) return status;
    if (!EmbeddedFile(folder_ + "places.tsv").empty())
      if (Status status = LoadPlaces(); !status.ok()) return status;
    if (Status status = LoadLayout(); !status.ok()) return status;
    BuildWords();
    auto medial = MedialPack::Load(folder_, user_);
    if (!medial.ok()) return medial.status();
    pack_->medial = std::move(medial).value();
    return std::unique_ptr<const LanguagePack>(std::move(pack_));
  }

  Result<Table> Open(std::string_view file, std::initializer_list<std::string_view> columns) {
    return Table::Load(folder_ + std::string(file), columns);
  }
  void Add(std::string_view text, Entry entry) {
    pack_->words.Add(text, static_cast<uint32_t>(pack_->entries.size()));
    const bool ends_stems = entry.kind == EntryKind::kTrigger || (entry.roles & kDescriptor) != 0;
    if (ends_stems && std::find(kStemEndBytes.begin(), kStemEndBytes.end(), text.size()) != kStemEndBytes.end())
      pack_->stem_ends.Add(text, static_cast<uint32_t>(pack_->entries.size()));
    pack_->entries.push_back(entry);
  }
  void AddSuffix(std::string_view text, SuffixEntry entry) {
    pack_->suffixes.Add(text, static_cast<uint32_t>(pack_->suffix_entries.size()));
    pack_->suffix_entries.push_back(entry);
  }

  // The names of the user take the place of those of the pack.
  bool IsOfUser(std::string_view surface) const { return user_ != nullptr && user_->OfSurface(surface) != nullptr; }

  void AddUserOrganizations() {
    for (const UserOrganization& own : user_->organizations()) {
      const auto add = [&](std::string_view surface) {
        if (user_->OfSurface(surface) != &own) return;
        const bool ambiguous = std::binary_search(own.ambiguous.begin(), own.ambiguous.end(), surface);
        Add(surface, {.kind = EntryKind::kName, .ambiguous = ambiguous, .party_kind = own.kind, .canonical = own.name, .latin = {}});
      };
      add(own.name);
      for (const std::string_view alias : own.aliases) add(alias);
    }
  }

  Status LoadOrganizations() {
    auto table = Open("organizations.tsv", {"surface", "kind", "canonical", "latin", "ambiguous"});
    if (!table.ok()) return table.status();
    if (user_ != nullptr) AddUserOrganizations();
    for (size_t row = 0; row < table->rows(); ++row) {
      if (IsOfUser(table->cell(row, 0))) continue;
      // an organisation of the pack whose canonical name is one of the user's names is the user's, with all its surfaces
      const UserOrganization* own = user_ == nullptr ? nullptr : user_->OfSurface(table->cell(row, 2));
      const auto kind = ParsePartyKind(table->cell(row, 1));
      if (!kind) return table->Error(row, "unknown kind of party");
      Add(table->cell(row, 0), {.kind = EntryKind::kName, .ambiguous = table->cell(row, 4) == "1", .party_kind = own == nullptr ? *kind : own->kind,
                                .canonical = own == nullptr ? table->cell(row, 2) : own->name, .latin = table->cell(row, 3)});
    }
    return Status();
  }

  Status LoadPlaces() {
    auto table = Open("places.tsv", {"surface", "type", "canonical", "latin"});
    if (!table.ok()) return table.status();
    for (size_t row = 0; row < table->rows(); ++row) {
      if (IsOfUser(table->cell(row, 0))) continue;
      const bool country = table->cell(row, 1) == "country";
      Add(table->cell(row, 0), {.kind = EntryKind::kName, .is_place = true, .party_kind = country ? PartyKind::kCountry : PartyKind::kRegion,
                                .canonical = table->cell(row, 2), .latin = table->cell(row, 3)});
    }
    return Status();
  }

  Status AddWords(std::string_view file, std::string_view column, uint32_t role) {
    auto table = Open(file, {column});
    if (!table.ok()) return table.status();
    for (size_t row = 0; row < table->rows(); ++row) Add(table->cell(row, 0), {.kind = EntryKind::kWord, .roles = role});
    return Status();
  }

  Status LoadWords() {
    if (Status status = AddWords("common_words.tsv", "word", kCommon); !status.ok()) return status;
    if (Status status = AddWords("frequent_words.tsv", "word", kCommon); !status.ok()) return status;
    if (Status status = AddWords("brands.tsv", "surface", kBrand); !status.ok()) return status;
    if (Status status = AddWords("persons.tsv", "surface", kPersonName); !status.ok()) return status;
    auto table = Open("words.tsv", {"text", "role"});
    if (!table.ok()) return table.status();
    for (size_t row = 0; row < table->rows(); ++row) {
      const auto role = Find(kRoles, table->cell(row, 1));
      if (!role) return table->Error(row, "unknown role of a word");
      Add(table->cell(row, 0), {.kind = EntryKind::kWord, .roles = *role});
    }
    auto surnames = Open("surnames.tsv", {"surface"});
    if (!surnames.ok()) return surnames.status();
    for (size_t row = 0; row < surnames->rows(); ++row) pack_->surnames.Add(surnames->cell(row, 0), 0);
    return Status();
  }

  Status LoadShapes() {
    auto table = Open("org_shapes.tsv", {"text", "place", "kind", "certainty"});
    if (!table.ok()) return table.status();
    for (size_t row = 0; row < table->rows(); ++row) {
      const std::string_view text = table->cell(row, 0), place = table->cell(row, 1), certainty = table->cell(row, 3);
      if (place == "suffix") {
        SuffixEntry entry{.kind = SuffixEntry::kOrgSuffix};
        entry.party_kind = ParsePartyKind(table->cell(row, 2)).value_or(PartyKind::kCompany);
        entry.certainty = certainty == "sure" ? 2 : certainty == "likely" ? 1 : 0;
        if (text.size() > kMinOrgSuffixBytes) AddSuffix(text, entry);
      } else {
        const uint32_t role = place == "prefix" ? kOrgPrefix : place == "title_after" ? kTitle : place == "noun_before" ? kDescriptor : 0u;
        if (role == 0) return table->Error(row, "unknown place of a shape");
        Add(text, {.kind = EntryKind::kWord, .roles = role});
      }
    }
    return Status();
  }

  Status LoadParticles() {
    auto table = Open("particles.tsv", {"text", "case", "after"});
    if (!table.ok()) return table.status();
    for (size_t row = 0; row < table->rows(); ++row) {
      const auto grammatical_case = Find(kCases, table->cell(row, 1));
      if (!grammatical_case) return table->Error(row, "unknown case");
      const std::string_view after = table->cell(row, 2);
      AddSuffix(table->cell(row, 0), {.kind = SuffixEntry::kParticle, .grammatical_case = *grammatical_case,
                                      .after = after == "vowel" ? SuffixEntry::kVowel : after == "consonant" ? SuffixEntry::kConsonant : SuffixEntry::kAny});
    }
    return Status();
  }

  Status LoadEndings() {
    auto table = Open("endings.tsv", {"text", "class"});
    if (!table.ok()) return table.status();
    for (size_t row = 0; row < table->rows(); ++row) {
      const auto ending = Find(kEndings, table->cell(row, 1));
      if (!ending) return table->Error(row, "unknown class of ending");
      AddSuffix(table->cell(row, 0), {.kind = SuffixEntry::kEnding, .ending = *ending});
    }
    auto marks = Open("predicate_marks.tsv", {"text", "mark"});
    if (!marks.ok()) return marks.status();
    for (size_t row = 0; row < marks->rows(); ++row) {
      const std::string_view text = marks->cell(row, 0), mark = marks->cell(row, 1);
      const auto list = std::find_if(std::begin(kMarks), std::end(kMarks), [&](const auto& one) { return one.first == mark; });
      if (list != std::end(kMarks)) ((*pack_).*(list->second)).push_back(text);
      else if (mark == "home") pack_->home = text;
      else return marks->Error(row, "unknown mark of a predicate");
    }
    auto forms = Open("verb_forms.tsv", {"text", "class"});
    if (!forms.ok()) return forms.status();
    for (size_t row = 0; row < forms->rows(); ++row) {
      const auto ending = Find(kEndings, forms->cell(row, 1));
      if (!ending) return forms->Error(row, "unknown class of ending");
      pack_->verb_forms.Add(forms->cell(row, 0), static_cast<uint32_t>(*ending));
    }
    return Status();
  }

  // The bits of "invest+raise"; classes are numbered as they come.
  std::optional<uint64_t> Classes(std::string_view text) {
    uint64_t bits = 0;
    const bool fits = ForEachPiece(text, '+', [&](std::string_view name) {
      auto& classes = pack_->trigger_classes;
      auto at = std::find(classes.begin(), classes.end(), name);
      if (at == classes.end()) at = classes.insert(classes.end(), name);
      bits |= uint64_t{1} << (at - classes.begin());
      return classes.size() <= 64;
    });
    return fits ? std::optional(bits) : std::nullopt;
  }

  Status LoadTriggers() {
    auto table = Open("triggers.tsv", {"text", "classes"});
    if (!table.ok()) return table.status();
    return ReadTriggers(*table, true);
  }

  // A word of the user takes the place of the same word of the pack.
  Status ReadTriggers(const Table& rows, bool of_pack) {
    const Table* table = &rows;
    for (size_t row = 0; row < table->rows(); ++row) {
      if (of_pack && user_ != nullptr && user_->HasRow(UserTableKind::kTriggers, table->cell(row, 0))) continue;
      const std::string_view classes = table->cell(row, 1);
      const auto bits = classes == "-" ? std::optional<uint64_t>(0) : Classes(classes);
      if (!bits) return table->Error(row, "more than 64 classes of triggers");
      Add(table->cell(row, 0), {.kind = EntryKind::kTrigger, .triggers = *bits});
    }
    return Status();
  }

  Status LoadFrames() {
    auto table = Open("frames.tsv", {"frame", "needs", "kind", "form", "subject", "object", "to", "from", "with", "modifier", "passive_subject", "minimum", "antecedent"});
    if (!table.ok()) return table.status();
    if (Status status = ReadFrames(*table, &pack_->frames); !status.ok() || user_ == nullptr) return status;
    return LoadUserFrames();
  }

  Status LoadUserFrames() {
    const auto& tables = user_->tables(UserTableKind::kFrames);
    const auto& triggers = user_->tables(UserTableKind::kTriggers);
    if (Status status = CheckClasses({{&triggers, 1}}, tables, [&](std::string_view name) { return pack_->TriggerClass(name) != 0; }); !status.ok()) return status;
    for (const Table& table : triggers)
      if (Status status = ReadTriggers(table, false); !status.ok()) return status;
    const auto most = [](const Frame& frame) {
      int count = 0;
      for (const uint64_t needs : frame.needs) count = std::max(count, std::popcount(needs));
      return count;
    };
    return AddUserFrames(tables, [this](const Table& table, std::vector<Frame>* own) { return ReadFrames(table, own); }, most, &pack_->frames);
  }

  Status ReadFrames(const Table& rows, std::vector<Frame>* frames) {
    const Table* table = &rows;
    for (size_t row = 0; row < table->rows(); ++row) {
      Frame frame;
      frame.name = table->cell(row, 0);
      const auto add = [&](std::optional<uint64_t> bits) { return bits && (frame.needs.push_back(*bits), true); };
      if (!ForEachPiece(table->cell(row, 1), '|', [&](std::string_view alternative) { return add(Classes(alternative)); }))
        return table->Error(row, "more than 64 classes of triggers");
      const auto kind = ParseDealKind(table->cell(row, 2));
      const auto form = ParseDealForm(table->cell(row, 3));
      if (!kind || !form) return table->Error(row, "unknown kind or form");
      frame.kind = *kind;
      frame.form = *form;
      std::optional<Role>* slots[] = {&frame.subject, &frame.object, &frame.to, &frame.from, &frame.with, &frame.modifier, &frame.passive_subject};
      for (size_t i = 0; i < 7; ++i) {
        std::string_view name = table->cell(row, 4 + i);
        if (name == "-") continue;
        if (name.ends_with("_passive")) {
          name.remove_suffix(8);
          frame.to_only_passive = true;
        }
        *slots[i] = ParseRole(name);
        if (!*slots[i]) return table->Error(row, "unknown role '" + std::string(name) + "'");
      }
      if (table->cell(row, 12) != "-") frame.antecedent = ParseRole(table->cell(row, 12));
      if (!frame.antecedent && table->cell(row, 12) != "-") return table->Error(row, "unknown antecedent");
      const bool good = ForEachPiece(table->cell(row, 11), '|', [&](std::string_view alternative) {
        Frame::Minimum minimum;
        const bool known = ForEachPiece(alternative, '+', [&](std::string_view name) {
          if (name == "amount") return minimum.amount = true;
          if (name == "date") return minimum.date = true;
          if (name == "round") return true;
          const auto role = ParseRole(name);
          if (role) minimum.roles.push_back(*role);
          return role.has_value();
        });
        frame.minimum.push_back(std::move(minimum));
        return known;
      });
      if (!good) return table->Error(row, "unknown role in the minimum");
      frames->push_back(std::move(frame));
    }
    return Status();
  }

  Status LoadModality() {
    auto table = Open("modality.tsv", {"text", "status"});
    if (!table.ok()) return table.status();
    for (size_t row = 0; row < table->rows(); ++row) {
      const auto status = ParseDealStatus(table->cell(row, 1));
      if (!status && table->cell(row, 1) != "-") return table->Error(row, "unknown status");
      pack_->modal_words.Add(table->cell(row, 0), static_cast<uint32_t>(row));
      pack_->modality.push_back({table->cell(row, 0), status});
    }
    return Status();
  }

  Status LoadAmountRoles() {
    auto table = Open("amount_roles.tsv", {"text", "role"});
    if (!table.ok()) return table.status();
    for (size_t row = 0; row < table->rows(); ++row) {
      const auto role = ParseAmountRole(table->cell(row, 1));
      if (!role) return table->Error(row, "unknown role of an amount");
      pack_->amount_words.Add(table->cell(row, 0), static_cast<uint32_t>(row));
      pack_->amount_roles.push_back({table->cell(row, 0), *role});
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
      pack_->forms.push_back({table->cell(row, 0), *kind, *form});
    }
    return Status();
  }

  Status LoadLayout() {
    auto table = Open("layout.tsv", {"text", "kind"});
    if (!table.ok()) return table.status();
    for (size_t row = 0; row < table->rows(); ++row) {
      const std::string_view kind = table->cell(row, 1);
      if (kind == "tail") pack_->tail_markers.push_back(table->cell(row, 0));
      if (kind == "abbreviation") pack_->abbreviations.push_back(table->cell(row, 0));
      if (kind == "byline") pack_->byline_markers.push_back(table->cell(row, 0));
      if (kind == "before_latin") pack_->words_before_latin.push_back(table->cell(row, 0));
    }
    return Status();
  }

  std::string folder_;
  std::unique_ptr<LanguagePack> pack_;
  const UserLexicon* user_;
};

}  // namespace

void LanguagePack::NameClasses() {
  constexpr std::pair<std::string_view, uint64_t TriggerClasses::*> kNamed[] = {
      {"invest", &TriggerClasses::invest}, {"acquire", &TriggerClasses::acquire}, {"agree", &TriggerClasses::agree}, {"stake", &TriggerClasses::stake},
      {"raise", &TriggerClasses::raise}, {"spend", &TriggerClasses::spend}, {"jv", &TriggerClasses::jv}, {"contract", &TriggerClasses::contract},
      {"round", &TriggerClasses::round}, {"place", &TriggerClasses::place}, {"approve", &TriggerClasses::approve}, {"plant", &TriggerClasses::plant},
      {"conclude", &TriggerClasses::conclude}, {"hold", &TriggerClasses::hold}, {"issue", &TriggerClasses::issue}, {"part", &TriggerClasses::part},
      {"consortium", &TriggerClasses::consortium}, {"order", &TriggerClasses::order}, {"bid", &TriggerClasses::bid}, {"form", &TriggerClasses::form},
      {"join", &TriggerClasses::join}, {"lead", &TriggerClasses::lead}, {"establish", &TriggerClasses::establish}, {"coop", &TriggerClasses::coop}, {"entity", &TriggerClasses::entity}, {"buyer_noun", &TriggerClasses::buyer_noun}, {"seller_noun", &TriggerClasses::seller_noun},
      {"object_noun", &TriggerClasses::object_noun}, {"other_noun", &TriggerClasses::other_noun}, {"consist", &TriggerClasses::consist}, {"candidate", &TriggerClasses::candidate},
      {"agreed", &TriggerClasses::agreed}, {"sell", &TriggerClasses::sell}, {"fund", &TriggerClasses::fund}, {"new_share", &TriggerClasses::new_share}};
  for (const auto& [name, member] : kNamed) classes.*member = TriggerClass(name);
}

void LanguagePack::FindTelling() {
  for (const Frame& frame : frames) {
    uint64_t all = ~uint64_t{0};
    for (const uint64_t needs : frame.needs) all &= needs;
    frame_needs.push_back(all);
  }
  telling.alone = classes.jv;
  const auto for_each = [&](const auto& use) {
    for (const Frame& frame : frames)
      for (const uint64_t needs : frame.needs) use(needs);
  };
  for_each([&](uint64_t needs) {
    if (needs == 0) telling.any = true;
    else if ((needs & (needs - 1)) == 0) telling.alone |= needs;
  });
  for_each([&](uint64_t needs) {
    if ((needs & telling.alone) == 0) telling.several.push_back(needs);
  });
}

uint64_t LanguagePack::TriggerClass(std::string_view name) const {
  for (size_t i = 0; i < trigger_classes.size(); ++i)
    if (trigger_classes[i].size() == name.size() && trigger_classes[i].front() == name.front() && trigger_classes[i] == name) return uint64_t{1} << i;
  return 0;
}

Result<std::unique_ptr<const LanguagePack>> LoadLanguage(Language language, std::shared_ptr<const UserLexicon> user) {
  return Loader(language, std::move(user)).Load();
}

}  // namespace entente::pack
