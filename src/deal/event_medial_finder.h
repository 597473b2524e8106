// The finder of events for languages whose predicate stands in the middle: reads one document, sentence by sentence. What its
// methods do stands with their definitions: event_medial.cc (sentences), event_medial_site.cc (verbs and nouns that tell a
// deal), event_medial_role.cc (who fills which role), event_medial_lack.cc (whom the clause lacks), event_medial_status.cc (how
// firm it is, sums, days, what a frame needs).
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "deal/event_medial.h"
#include "deal/referent.h"
#include "deal/trace.h"

namespace entente::deal {

class MedialFinder {
 public:
  MedialFinder(const pack::LanguagePack& pack, const text::Document& document, const std::vector<AmountRole>& amount_roles, mention::Reading* reading)
      : pack_(pack), medial_(*pack.medial), document_(document), words_(document.words()), amount_roles_(amount_roles), reading_(*reading), syntax_(medial_),
        discourse_(pack, document, reading), outside_(medial_.Class("outside")), go_to_(medial_.Class("go_to")),
        contracts_(medial_.Class("contract") | medial_.Class("order") | medial_.Class("job")), work_(medial_.Class("work")),
        work_with_(medial_.Class("work_with")), contractor_(medial_.Class("contractor")), entity_(medial_.Class("entity")), sign_(medial_.Class("sign")),
        merge_(medial_.Class("merge")), generic_(medial_.Class("generic")), seller_noun_(medial_.Class("seller_noun")),
        acquirer_noun_(medial_.Class("acquirer_noun")), bid_(medial_.Class("bid")), acquire_(medial_.Class("acquire")), hold_(medial_.Class("hold")), say_(medial_.Class("say")),
        stake_(medial_.Class("stake")), percent_(medial_.Class("percent")), control_(medial_.Class("control")), goods_(medial_.Class("goods")),
        amount_(medial_.Class("amount")), series_(medial_.Class("series")), select_(medial_.Class("select")), agree_(medial_.Class("agree")),
        talk_(medial_.Class("talk")), parts_(medial_.Class("part") | medial_.Class("site")), target_noun_(medial_.Class("target_noun")),
        deal_(medial_.Class("deal")), agreement_(medial_.Class("agreement") | medial_.Class("partner")),
        join_(medial_.Class("join") | medial_.Class("lead")), round_(medial_.Class("round")), site_(medial_.Class("site")),
        partner_(medial_.Class("partner")), jv_(medial_.Class("jv")), call_(medial_.Class("call")), respond_(medial_.Class("respond")),
        trigger_nouns_(TriggerClasses() - entity_ - medial_.Class("part")),

        sums_(medial_.Class("deal") | medial_.Class("order") | medial_.Class("contract") | medial_.Class("acquire") | medial_.Class("bid") | medial_.Class("round") | medial_.Class("agreement") | medial_.Class("sell") | medial_.Class("price") | medial_.Class("invest")) {}

  std::vector<Event> Run(Trace* trace);  // tells `trace` what failed, unless it is null

 private:
  static constexpr size_t kMaxEventsOfSentence = 24;
  static constexpr size_t kMaxFillers = 24;
  static constexpr float kSurePerson = 0.8f;  // below this a person may be a firm with a person's name
  static constexpr float kSureParty = 0.6f;   // one party of a deal must be this sure
  static constexpr double kControlPercent = 50;
  static constexpr uint32_t kDatelineWords = 24;
  static constexpr uint32_t kGoverningChunks = 8;
  static constexpr uint32_t kPlaceChunks = 12;  // how far behind a verb its place or a name may stand
  static constexpr uint32_t kTalkChunks = 12;   // how far before a noun its talks may stand
  static constexpr size_t kServedEvents = 8;  // how far back a maker is remembered
  static constexpr uint32_t kFollowUpSentences = 3;  // "The price is ..." follows within so many sentences
  static constexpr uint32_t kLeadSentences = 3, kLeadEvents = 2;  // where the day of the news stands, and what happened on it

  const Chunk& at(uint32_t i) const { return chunks_[i]; }
  pack::ClassSet TriggerClasses() const;

  // ---- sentences
  void ReadSentence(uint32_t s);
  void AddSum();
  void AddParty();
  uint32_t BehindDateline(const text::Sentence& sentence) const;
  void FindRumours();
  bool IsSource(uint32_t noun) const;

  // ---- sites
  struct Site {
    uint32_t chunk = 0;           // the verb or noun
    uint32_t verb = kNoChunk;     // that governs the noun, or the verb itself
    uint32_t noun = kNoChunk;     // the noun, or the object of the verb
    uint32_t subject = kNoChunk;
    pack::ClassSet classes;
    bool passive = false;
    bool relative = false;
    bool recent = false;          // told as news: "has bought", "is buying"
    uint32_t begin = 0, end = 0;  // chunks
  };
  void ReadVerb(uint32_t v);
  void ImportOfSubject(uint32_t v, uint32_t subject);
  bool IsRecent(uint32_t v) const;
  void ImportArguments(uint32_t v, const VerbLink& link, Site* site);
  pack::ClassSet ClassesOf(uint32_t noun) const;
  bool IsControl(int32_t percent) const { return reading_.quantities.percents[static_cast<size_t>(percent)].value.ToDouble() >= kControlPercent; }
  bool HasFigure(const Chunk& noun) const;
  bool IsJoint(uint32_t v) const;
  bool IsJointPhrase(uint32_t noun) const;
  void AddPurpose(uint32_t v, Site* site) const;
  void AddGoods(Site* site) const;
  void ReadNoun(uint32_t n);
  void ImportTalks(uint32_t n);
  void FindVerbAround(uint32_t n, Site* site) const;
  bool TryFrames(Site* site);

  // ---- one event
  bool Build(const Site& site, const pack::MedialFrame& frame);
  bool Reject(const Event& event, Rejection why);
  bool IsPersonOverInherited(const Event& event) const;
  void ServeAsBefore(const Site& site, Event* event) const;
  static bool Has(const Event& event, Role role);
  void FillPlace(const Site& site, Event* event);
  void FillOnlyOther(const Site& site, Event* event);
  void FillVenture(const Site& site, Event* event);
  uint32_t FillApposed(const Site& site, Event* event);
  void FillSpeaker(const Site& site, const pack::MedialFrame& frame, Event* event);
  void TurnToInvestment(const Site& site, Event* event) const;
  bool IsAnaphoric(const Site& site, const Event& event) const;
  void Fill(const Referent& r, std::optional<Role> role, Event* event);
  void FillObject(const std::vector<Referent>& referents, std::optional<Role> role, const pack::MedialFrame& frame, Event* event);
  void FillSubject(const Site& site, const pack::MedialFrame& frame, Event* event);
  void FillFromFocus(const Site& site, const pack::MedialFrame& frame, Event* event);
  void FillParent(uint32_t noun, const pack::MedialFrame& frame, Event* event);
  bool IsState(uint32_t entity) const;
  void FillPossessor(uint32_t noun, const Site& site, const pack::MedialFrame& frame, Event* event);
  void FillNoun(const Site& site, const pack::MedialFrame& frame, Event* event);
  void FillGoods(uint32_t noun, const pack::MedialFrame& frame, Event* event);
  bool IsModelName(const Referent& r) const;
  void FillArgument(const Site& site, const pack::MedialFrame& frame, const Argument& a, Event* event);
  static pack::Relation RelationOf(const Argument& a, const pack::MedialFrame& frame);
  bool IsFrameNoun(const Site& site, const Chunk& noun) const;
  void SpreadPlural(const pack::MedialFrame& frame, Event* event);

  // ---- how firm
  std::optional<DealStatus> Status(const Site& site, const pack::MedialFrame& frame, uint32_t first_word, uint32_t end_word) const;
  uint32_t GoverningModality(uint32_t begin) const;

  // ---- money, time
  bool MayBeCommitted(int32_t amount) const;
  void FindMoney(const Site& site, const pack::MedialFrame& frame, Event* event);
  bool HasPurpose(const Site& site, const Event& event) const;
  bool IsUsableDate(int32_t date, bool may_be_start = false) const;
  bool IsDay(int32_t date) const { return reading_.quantities.dates[static_cast<size_t>(date)].period->precision == Precision::kDay; }
  void FindDate(const Site& site, Event* event) const;
  bool IsOfInsertion(uint32_t word, const Site& site) const;
  bool NextToTime(uint32_t i) const;
  void DateAnnouncements();
  void FindDuration(uint32_t first_word, uint32_t end_word, Event* event) const;

  // ---- minimum
  bool Reaches(const Event& event, const Site& site) const;
  bool IsPartSold(const Site& site) const;
  bool KeepPartial(const Site& site, Event* event) const;
  void DropShadows();

  const pack::LanguagePack& pack_;
  const pack::MedialPack& medial_;
  const text::Document& document_;
  const std::vector<text::Word>& words_;
  const std::vector<AmountRole>& amount_roles_;
  mention::Reading& reading_;
  Syntax syntax_;
  Discourse discourse_;
  const pack::ClassSet outside_, go_to_, contracts_, work_, work_with_, contractor_, entity_, sign_, merge_, generic_, seller_noun_, acquirer_noun_, bid_, acquire_,
      hold_, say_, stake_, percent_, control_, goods_, amount_, series_, select_, agree_, talk_, parts_, target_noun_, deal_, agreement_, join_, round_,
      site_, partner_, jv_, call_, respond_;
  const pack::ClassSet trigger_nouns_, sums_;
  std::vector<Event> events_;
  std::vector<Chunk> chunks_;
  std::vector<Argument> arguments_, imported_;
  std::vector<size_t> announced_;  // events told as news
  std::vector<Referent> referents_, owners_;
  std::vector<uint32_t> members_;
  std::vector<bool> consumed_;  // nouns that an event already took
  size_t first_event_ = 0;
  uint32_t sentence_ = 0;
  uint32_t rumour_begin_ = 0, rumour_end_ = 0;  // chunks that unnamed sources stand behind
  bool headline_ = false;
  bool customer_signs_ = false;  // in the event being built
  Trace* trace_ = nullptr;
  mutable bool partial_ = false;  // the event lacks parties of its frame
};

}  // namespace entente::deal
