// Events: what one clause says that somebody did, with the names in their roles. Events of one article are merged to deals.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "mention/reading.h"

namespace entente::deal {

struct Filler {
  uint32_t entity = 0;
  Role role = Role::kPartner;
  uint32_t begin = 0, end = 0;  // bytes of the mention
  float certainty = 0;
  bool inherited = false;  // from the discourse, not from the clause itself
};

struct Trace;

struct Event {
  const pack::Frame* frame = nullptr;
  DealKind kind = DealKind::kPartnership;
  DealForm form = DealForm::kOther;
  DealStatus status = DealStatus::kAgreed;
  std::vector<Filler> fillers;
  std::optional<uint32_t> amount;    // index into Quantities::amounts
  std::optional<uint32_t> percent;   // a stake
  std::optional<uint32_t> date;      // index into Quantities::dates
  std::optional<uint32_t> duration;
  uint32_t sentence = 0;
  uint32_t begin = 0, end = 0;  // bytes of the clause
  uint32_t trigger = 0;         // byte where the first trigger begins
  bool anaphoric = false;       // "this agreement": speaks of an event told before
  bool headline = false;
  bool background = false;  // told in a relative clause: not today's news
  bool heading = false;    // in a heading between paragraphs: sums up what the section tells
};

// What each sum is, by the words beside it: revenue, valuation, unit price, ... kOther where nothing says so;
// kConversion for restatements. One for each of Quantities::amounts.
std::vector<AmountRole> ClassifyAmounts(const pack::LanguagePack& pack, const text::Document& document, const mention::Quantities& quantities);

// The status that the words of [begin, end) give an event; nullopt when they say that it did not happen.
std::optional<DealStatus> ReadStatus(const pack::LanguagePack& pack, std::string_view text, uint32_t begin, uint32_t end);

// May a sentence of the document tell an event, by its triggers? Wrong only in saying yes; names may be unknown yet. Not for a medial pack.
bool MayTellEvents(const pack::LanguagePack& pack, const mention::Reading& reading);

// All events of the document, in order of the text. May add entities for names that only a clause reveals. `trace` is told
// what was tried and failed, or null.
std::vector<Event> FindEvents(const pack::LanguagePack& pack, const text::Document& document, const std::vector<AmountRole>& amount_roles,
                              mention::Reading* reading, Trace* trace = nullptr);

}  // namespace entente::deal
