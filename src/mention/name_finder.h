// The finder of names for Korean: reads one document. What its methods do stands with their definitions: name.cc (the order of
// the steps, aliases, repetitions), name_pack.cc (names of the pack), name_shape.cc (names by shape and surroundings),
// name_open.cc (words that nothing marks).
#pragma once

#include <algorithm>
#include <bitset>
#include <optional>
#include <string>
#include <vector>

#include "mention/reading.h"
#include "mention/word_shape.h"
#include "text/unicode.h"

namespace entente::mention {

constexpr uint32_t kSyllableBytes = 3;
constexpr uint32_t kMaxNameWords = 4;
// How sure a name is, by what shows it.
constexpr float kSure = 1.0f, kLikely = 0.8f, kFair = 0.65f, kActing = 0.58f, kBehindPlace = 0.56f, kPossible = 0.5f, kWeak = 0.4f, kComposed = 0.38f, kShortest = 0.37f, kLeast = 0.25f;

class NameFinder {
 public:
  NameFinder(const pack::LanguagePack& pack, const text::Document& document, Reading* reading)
      : pack_(pack), document_(document), text_(document.text()), words_(document.words()), reading_(*reading), tokens_(reading->tokens) {}
  void Run();

 private:
  std::string_view Slice(uint32_t begin, uint32_t end) const { return text_.substr(begin, end - begin); }
  std::string_view Stem(uint32_t i) const { return Slice(words_[i].begin, tokens_[i].stem_end); }
  bool IsMark(uint32_t i, char32_t mark) const { return i < words_.size() && words_[i].mark == mark; }
  bool IsQuote(uint32_t i) const { return i < words_.size() && (words_[i].mark == '\'' || words_[i].mark == '"'); }
  bool IsWord(uint32_t i) const { return i < words_.size() && words_[i].word_class != text::WordClass::kPunctuation; }
  uint32_t EntityOf(std::string_view canonical);
  uint32_t EntityOf(const pack::Entry& entry);
  void AddSurface(uint32_t entity, std::string_view surface);
  void AddName(uint32_t begin, uint32_t end, uint32_t first_word, uint32_t end_word, uint32_t entity, float certainty);

  // ---- names of the pack
  struct Match {
    const pack::Entry* entry = nullptr;
    uint32_t end = 0;  // byte
    uint32_t last_word = 0;
    pack::Case grammatical_case = pack::Case::kNone;
    bool takes_case = false;
  };
  // May a name end at byte `end` inside word `w`? What follows must be nothing, a particle, or a word such as 측 (side).
  bool MayEnd(uint32_t begin, uint32_t end, uint32_t w, Match* match) const;
  uint32_t WordAt(uint32_t w, uint32_t byte, uint32_t end_word) const;
  // Tries the pack's names at the beginning of word `i`; returns the next word to look at.
  uint32_t FromPack(uint32_t i, uint32_t end_word);
  void AddPackName(uint32_t begin, uint32_t i, const Match& best);
  // A name with its spelling in Latin letters inside: "엘지(LG)에너지솔루션". Returns the next word, or 0.
  uint32_t Interrupted(uint32_t i, uint32_t end_word);
  // Is `joined_`, whose first `head` bytes stand before the word `last`, a name of the pack?
  bool FindJoined(uint32_t head, uint32_t last, Match* match) const;
  // Where a blank was lost a name begins inside a word: "뉴스1대구시와", "업체인SNT모티브가".
  bool Glued(uint32_t i);
  // The end of a photo credit ("제공") that begins at the byte, where `key` is the longest of the pack, or 0.
  uint32_t CreditEnd(uint32_t at, uint32_t key) const;
  // A name of the pack that begins at byte `at` inside word `i`.
  bool Behind(uint32_t i, uint32_t at, bool owned = false);
  // A firm's name with more behind it: 한화 + 세미텍 is a firm of that group, 삼성 + 폰 (phone) is not.
  uint32_t Extended(uint32_t i, uint32_t key_end);

  // ---- names by shape
  // The shape of word `i`, where its stem has changed since it was read found out again.
  uint32_t Shape(uint32_t i) {
    Token& token = tokens_[i];
    if (!(token.shape & kShaped)) token.shape = ShapeOf(pack_, Slice(words_[i].begin, words_[i].end), words_[i].word_class, token.stem_end - words_[i].begin, token);
    return token.shape;
  }
  void SetStemEnd(uint32_t i, uint32_t end) {
    tokens_[i].stem_end = end;
    tokens_[i].shape = 0;
  }
  bool IsTitle(uint32_t i) { return IsWord(i) && ((tokens_[i].roles & pack::kTitle) != 0 || (Shape(i) & kTitleStem) != 0); }
  bool LooksLikePerson(uint32_t i);
  void MarkPersons(const text::Sentence& sentence);
  // Can the stem of word `i` be (part of) a name that the pack does not know?
  bool IsOpen(uint32_t i) { return IsWord(i) && (Shape(i) & kOpenStem) != 0 && IsOpenHere(i); }
  bool IsOpenHere(uint32_t i) const;
  std::optional<pack::SuffixEntry> OrgSuffix(std::string_view stem) const;
  // Right behind a name that is no place: "젠지 이스포츠" is one name.
  bool BehindFirm(uint32_t i, const text::Sentence& sentence) const;
  // A sure suffix of names that is the stem itself, of three syllables or more: 철도공사.
  std::optional<pack::SuffixEntry> WholeSuffix(std::string_view stem, uint8_t least = 2) const;
  // That of the stem of word `i`. Requires: an open stem.
  const pack::SuffixEntry* OrgSuffixAt(uint32_t i) {
    const uint32_t suffix = Shape(i) >> kSuffixShift;
    return suffix == 0 ? nullptr : &pack_.suffix_entries[suffix - 1];
  }
  // Is the name suffix of the open stem an ordinary word behind an ordinary word ("전기차배터리")?
  bool EndsCommon(uint32_t i) { return (Shape(i) & kBeginsCommon) != 0 && (Shape(i) & kAllComposed) != 0; }
  bool IsCompound(std::string_view stem) const;
  void AddOpen(uint32_t first, uint32_t end_word, float certainty, PartyKind kind = PartyKind::kCompany);
  // The end of a run of open words that starts at `first`: a name of several words ends at the first particle.
  uint32_t RunEnd(uint32_t first, uint32_t end_word);
  bool IsShortCapital(uint32_t i) const;
  void FromShape(uint32_t i, const text::Sentence& sentence);
  // The end of a run of capitalised Latin words: "Sequoia Capital이".
  uint32_t LatinRunEnd(uint32_t first, uint32_t end_word);
  bool IsLatinStem(uint32_t i) const;
  static bool HasCapital(std::string_view text) { return std::any_of(text.begin(), text.end(), text::IsAsciiUpper); }
  // ㈜이름, (주)이름, 이름㈜
  bool FromLegalForm(uint32_t i, const text::Sentence& sentence);
  // ‘아이소톱’: a name of its own after a descriptor; elsewhere it may as well be a product.
  void FromQuotes(uint32_t i, const text::Sentence& sentence);
  // How many words stand in "(Dell Technologies" at `i`; 0 where no such name does.
  uint32_t LatinNameBehind(uint32_t i) const;
  // "이라크 국방부", "우즈베키스탄 철도공사": a public body right behind a foreign country is that country's.
  void JoinPlaces();
  // "시나르마스 그룹과": what firms are called by belongs to the name of the pack before it.
  void JoinSuffixes();
  // "필바라 미네랄스(Pilbara Minerals)": as many words are the name as its Latin spelling has.
  void JoinLatin();
  // "베네수엘라국영석유공사": no other country's body of that name.
  bool IsBodyOfCountry(uint32_t i) const;
  // "정제업체인": an unknown word that ends in what describes a firm is marked so.
  bool DropDescriptor(uint32_t i);
  bool EndsInDescriptor(uint32_t i);
  // "전력청인EDM": a sure name and a particle in one word.
  bool EndsInSureName(uint32_t i) const;
  // "신흥바이오다": a name that ends the sentence, without the copula.
  void DropCopula(uint32_t i, const text::Sentence& sentence);
  bool IsForeignCountry(uint32_t i) const;
  // "지이(GE)": does a short name in Latin capitals stand in parentheses at `i`?
  bool AcronymBehind(uint32_t i) const;
  // "국영조선소": does the stem begin with a word that public bodies are named by?
  bool StartsPublic(std::string_view stem) const;

  // ---- aliases and repetitions
  // A name in parentheses after a name is its alias, unless it is somebody else's in the pack.
  void FindAliases();
  void Alias(uint32_t entity, uint32_t first, uint32_t end);
  // A number below kFirstBytes for the first character of a word.
  static constexpr uint32_t kFirstBytes = 4096;
  static uint32_t FirstBytes(std::string_view word);
  // What was found surely once is found wherever it stands again.
  void Repeat();

  // ---- words that nothing marks
  // A word that the pack does not know may be a name. How likely, by how often and how it stands: as the topic of the
  // title, with several particles, behind a country.
  void FindOpen();

  const pack::LanguagePack& pack_;
  const text::Document& document_;
  const std::string_view text_;
  const std::vector<text::Word>& words_;
  Reading& reading_;
  std::vector<Token>& tokens_;
  std::string joined_;
  std::vector<float> best_;  // by entity: the best certainty of its names from kLikely on, or 0
};

}  // namespace entente::mention
