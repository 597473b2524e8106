// Names of a language that writes them with capitals: runs of capitalised words, weighed by what stands around them, joined
// where one is short for another.
//   Northern Harbour Works (NHW.N) said ... NHW ... → one entity with both surfaces
//   Mr Aldercott → a person; in Lagos → a place of the pack
// Tested by: tests/corpus/en/
#include "mention/name_capital.h"

#include <algorithm>

namespace entente::mention {

namespace {

constexpr uint16_t kEnough = 2;  // evidence that settles what a name is
constexpr float kSure = 1.0f, kLikely = 0.85f, kPossible = 0.65f, kWeak = 0.5f;

class CapitalNames {
 public:
  CapitalNames(const pack::LanguagePack& pack, const text::Document& document, Reading* reading)
      : text_(pack, document, *reading), document_(document), reading_(*reading) {}

  void Run() {
    text_.CollectLowerCase();
    runs_ = FindNameRuns(text_, &reading_.tokens);
    AssignKeys();
    evidence_.resize(keys_.size());
    WeighNames(text_, runs_, &evidence_);
    parent_.resize(keys_.size());
    for (uint32_t e = 0; e < parent_.size(); ++e) parent_[e] = e;
    LinkNames(text_, runs_, keys_, evidence_, &parent_);
    std::erase_if(runs_, [&](const NameRun& run) { return run.needs_longer && parent_[run.entity] == run.entity; });
    for (uint32_t e = 0; e < parent_.size(); ++e) {
      const uint32_t root = Root(e);
      if (root == e) continue;
      evidence_[root].organisation = static_cast<uint16_t>(evidence_[root].organisation + evidence_[e].organisation);
      evidence_[root].person = static_cast<uint16_t>(evidence_[root].person + evidence_[e].person);
    }
    MakeEntities();
    MakeNames();
  }

 private:
  uint32_t Root(uint32_t e) const {
    while (parent_[e] != e) e = parent_[e];
    return e;
  }

  void AssignKeys() {
    HashMap<std::string_view, uint32_t> index;
    for (NameRun& run : runs_) {
      const std::string_view key = text_.Slice(run.first_word, run.key_end_word);
      const auto [at, added] = index.try_emplace(key, static_cast<uint32_t>(keys_.size()));
      if (added) keys_.push_back(key);
      run.entity = at->second;
    }
  }

  void MakeEntities() {
    entity_of_.assign(keys_.size(), 0);
    for (const NameRun& run : runs_) {
      const uint32_t root = Root(run.entity);
      const std::string_view surface = text_.Slice(run.first_word, run.end_word), key = keys_[run.entity];
      if (entity_of_[root] == 0) {
        reading_.entities.push_back(Make(root));
        entity_of_[root] = static_cast<uint32_t>(reading_.entities.size());
      }
      Entity& entity = reading_.entities[entity_of_[root] - 1];
      for (const std::string_view name : {surface, key})
        if (std::find(entity.surfaces.begin(), entity.surfaces.end(), name) == entity.surfaces.end()) entity.surfaces.push_back(name);
      if (!entity.known && surface.size() > entity.canonical.size()) entity.canonical = surface;
      reading_.entity_of.try_emplace(key, entity_of_[root] - 1);
    }
  }

  Entity Make(uint32_t root) const {
    Entity entity{.canonical = keys_[root], .latin = {}, .surfaces = {}};
    const NameEvidence& e = evidence_[root];
    const pack::Entry* known = text_.ExactPackName(keys_[root]);
    if (known != nullptr && known->is_place && e.organisation >= kEnough + 2) known = nullptr;
    if (known != nullptr && known->ambiguous && e.person > e.organisation) known = nullptr;
    if (known != nullptr) {
      entity.known = true;
      entity.canonical = known->canonical;
      entity.latin = known->latin;
      entity.kind = known->party_kind;
      entity.is_place = known->is_place;
    } else if (e.person > e.organisation) {
      entity.kind = PartyKind::kPerson;
    }
    return entity;
  }

  float Certainty(const NameRun& run) const {
    const uint32_t root = Root(run.entity);
    const Entity& entity = reading_.entities[entity_of_[root] - 1];
    const NameEvidence& e = evidence_[root];
    if (entity.known && !run.doubtful) return kSure;
    const uint16_t best = std::max(e.organisation, e.person);
    if (best > kEnough) return kSure;
    if (best == kEnough) return kLikely;
    return run.doubtful && best == 0 ? kWeak : kPossible;
  }

  void MakeNames() {
    const auto& words = document_.words();
    for (const NameRun& run : runs_) {
      if (!reading_.names.empty() && run.first_word < reading_.names.back().end_word) continue;
      for (uint32_t w = run.first_word; w < run.end_word; ++w) reading_.tokens[w].name = static_cast<int32_t>(reading_.names.size());
      reading_.names.push_back({words[run.first_word].begin, words[run.end_word - 1].end, run.first_word, run.end_word,
                                entity_of_[Root(run.entity)] - 1, Certainty(run)});
    }
  }

  NameText text_;
  const text::Document& document_;
  Reading& reading_;
  std::vector<NameRun> runs_;
  std::vector<std::string_view> keys_;  // by key index: the name without legal form
  std::vector<NameEvidence> evidence_;
  std::vector<uint32_t> parent_;
  std::vector<uint32_t> entity_of_;  // by root key: index into Reading::entities, plus 1
};

}  // namespace

void ReadCapitalNames(const pack::LanguagePack& pack, const text::Document& document, Reading* reading) {
  CapitalNames(pack, document, reading).Run();
}

}  // namespace entente::mention
