// Whom a noun phrase stands for: its own name, the owner of the unit it names, or somebody told before ("the company", "it",
// "both firms", "the Belgian brewer").
#pragma once

#include <cstdint>
#include <optional>
#include <vector>


#include "base/hash.h"
#include "deal/chunk.h"
#include "deal/verb_link.h"

namespace entente::deal {

// Somebody for whom a noun phrase stands.
struct Referent {
  uint32_t entity = 0;
  uint32_t begin = 0, end = 0;  // bytes of the words that name him
  float certainty = 0;
  bool inherited = false;  // from the discourse
  bool owner = false;      // only what he owns is meant: "the audio unit of X", "X's stores"
};

// Resolves noun phrases of one article, sentence by sentence in order.
class Discourse {
 public:
  Discourse(const pack::LanguagePack& pack, const text::Document& document, mention::Reading* reading);

  // Requires: calls in order of the text; the chunks and links must outlive the calls below.
  void StartSentence(const std::vector<Chunk>& chunks, const Syntax& syntax, uint32_t sentence);
  // Remembers whom the sentence speaks of, and what it calls them.
  void EndSentence();
  // Appends whom the chunk stands for. `subject` is the chunk of the acting verb's subject, for "its" and "it".
  void Resolve(uint32_t chunk, uint32_t subject, std::vector<Referent>* referents);
  // Appends whoever possesses the chunk ("X's", "its").
  void ResolvePossessor(uint32_t chunk, uint32_t subject, std::vector<Referent>* referents);
  // Appends the names inside the phrase before its head: "Boeing planes".
  void ResolveModifiers(uint32_t chunk, std::vector<Referent>* referents) const;
  // The one that the text speaks of when it names nobody.
  std::optional<Referent> Focus() const;
  // The last one that was bought, sold or invested in: "the business", as an object.
  void SetObject(const Referent& r) { object_ = r; object_sentence_ = sentence_; }
  std::optional<Referent> LastObject() const;

 private:
  const Chunk& at(uint32_t i) const { return (*chunks_)[i]; }
  const pack::Lexeme& LexemeOf(uint32_t w) const { return medial_.lexeme(reading_.lexemes[w]); }
  const pack::Lexeme& UnitOf(uint32_t w) const { return medial_.lexeme(reading_.units[w].lexeme); }
  const mention::Entity& EntityOf(const Referent& r) const { return reading_.entities[r.entity]; }
  void FindTopic();
  Referent OfName(uint32_t name) const;
  bool IsOrganisation(uint32_t entity) const;
  void ResolveNamed(uint32_t chunk, std::vector<Referent>* referents) const;
  bool ResolvePronoun(uint32_t chunk, uint32_t subject, std::vector<Referent>* referents);
  bool ResolveGovernment(uint32_t chunk, std::vector<Referent>* referents);
  bool ResolvePart(uint32_t chunk, uint32_t subject, std::vector<Referent>* referents);
  bool ResolveStake(uint32_t chunk, uint32_t subject, std::vector<Referent>* referents);
  bool ResolvePerson(uint32_t chunk, uint32_t subject, std::vector<Referent>* referents);
  bool ResolveGroup(uint32_t chunk, std::vector<Referent>* referents) const;
  bool ResolveApposition(uint32_t chunk, std::vector<Referent>* referents) const;
  void FirstSubject(uint32_t chunk, std::vector<Referent>* referents) const;
  bool ResolveApposedTo(uint32_t chunk, std::vector<Referent>* referents) const;
  bool IsFirstMention(uint32_t name) const;
  bool ResolveDescription(uint32_t chunk, std::vector<Referent>* referents) const;
  bool SubjectBefore(uint32_t chunk, bool plural, std::vector<Referent>* referents);
  bool NamesPlace(uint32_t chunk, std::string_view country) const;
  bool FromThere(uint32_t chunk, std::vector<Referent>* referents) const;
  uint32_t LastNameBefore(uint32_t chunk, uint32_t subject) const;
  void ResolveBrand(uint32_t chunk, std::vector<Referent>* referents) const;
  void ResolvePair(std::vector<Referent>* referents) const;
  uint32_t ComplementOf(uint32_t chunk, std::initializer_list<pack::Relation> relations) const;
  void Describe(uint32_t chunk, uint32_t name);
  uint32_t EntityFor(std::string_view surface, PartyKind kind, bool is_place, std::string_view other_name);
  static Referent Inherit(Referent r);

  const pack::MedialPack& medial_;
  const text::Document& document_;
  mention::Reading& reading_;
  const pack::ClassSet part_, site_, stake_, percent_, person_, both_, control_, other_party_, series_, generic_, lead_, consortium_;

  const std::vector<Chunk>* chunks_ = nullptr;
  const Syntax* syntax_ = nullptr;
  uint32_t sentence_ = 0;
  uint32_t depth_ = 0;  // of Resolve: descriptions may lead to descriptions
  std::optional<Referent> topic_, focus_, object_, other_;  // of the article; spoken of; done something to; named last besides
  uint32_t object_sentence_ = 0;
  std::vector<Referent> pair_;    // that acted together
  std::vector<Referent> couple_;  // the only two that the last sentence with names names
  HashSet<uint32_t> called_;                   // entities that a particular noun described
  HashMap<uint32_t, std::string_view> origin_;  // entity to the country it is said to be from
  struct Described {
    Referent whom;
    uint32_t sentence = 0;
  };
  HashMap<uint32_t, Described> described_;     // lexeme of a noun ("airline") to whom it last described
  HashMap<std::string_view, Described> from_;  // country to whom it was last said to be from there
};

}  // namespace entente::deal
