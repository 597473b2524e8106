// A report (one deal as one article tells it) as linking and agreeing see it, and the texts in which its parties are kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/deal.h"

namespace entente::store {

constexpr DayNumber kNoDay = -1000000;  // of the schema: a day that is not known

enum class Origin : uint8_t { kRead, kHost, kReviewer };  // numbers of the schema

struct NamedRole {
  int64_t name = 0;
  Role role = Role::kPartner;
  Span span;
};

struct PartyRole {
  int64_t party = 0;  // the name under which it counts
  Role role = Role::kPartner;
  friend auto operator<=>(const PartyRole&, const PartyRole&) = default;
};

struct Told {
  int64_t id = 0;
  uint64_t uid = 0;
  int64_t article = 0;
  DayNumber published = kNoDay;  // of the article
  Origin origin = Origin::kRead;
  uint64_t edits = 0;  // of a reviewer's deal: the report that it corrects
  int64_t deal = 0;    // the one it belongs to so far, or 0
  int64_t row_deal = 0;  // what its row in the table says of it
  bool fresh = false;  // of this transaction
  bool stored = true;  // is it in the table yet?
  bool is_kept = false;  // stays in memory for the next transaction
  DealKind kind = DealKind::kPartnership;
  DealForm form = DealForm::kOther;
  DealStatus status = DealStatus::kAgreed;
  std::vector<NamedRole> names;
  std::vector<PartyRole> parties;  // in order, without repeats
  Period period{kNoDay, kNoDay, Precision::kDay};
  DateBasis basis = DateBasis::kPublished;
  std::string low, high, currency;  // "" without a sum
  std::optional<int64_t> value_low, value_high;
  bool shared = false;
  std::string stake;
  std::optional<int64_t> term;
  std::string subject;
  int64_t confidence = 0;

  bool dated() const { return period.from != kNoDay; }
  bool has_sum() const { return !low.empty(); }
  // When it was told: the day of the article, else that of the deal.
  DayNumber told_day() const { return published != kNoDay ? published : period.from; }
};

// What was read before what a person entered, then the earlier told first, of one day by the uid, so that arrival does not
// matter. Undated reports come after dated ones.
bool ToldBefore(const Told& a, const Told& b);

// "12:3 45:0" for party 12 in role 3 and party 45 in role 0, and back.
std::string FormatParties(const std::vector<PartyRole>& parties);
std::vector<PartyRole> ParseParties(std::string_view text);
template <typename Take>
void ForEachParty(std::string_view text, Take take) {
  const auto number = [&text] {
    int64_t digits = 0;
    size_t at = 0;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) digits = digits * 10 + (text[at] - '0');
    text.remove_prefix(at < text.size() ? at + 1 : at);
    return digits;
  };
  while (!text.empty()) {
    const int64_t party = number();
    take(PartyRole{party, static_cast<Role>(number())});
  }
}
// [[12,3,1,0,6]]: name, role, field, begin, end; and back.
std::string FormatNames(const std::vector<NamedRole>& names);
std::vector<NamedRole> ParseNames(std::string_view json);

// 64 bits of a text; the same for ever, since ids of the archive are made of it.
uint64_t HashText(std::string_view text);
// "00ab34..." of 16 digits, and back; nullopt for anything else.
std::string FormatUid(uint64_t uid);
std::optional<uint64_t> ParseUid(std::string_view text);

// How far the reports are one event: 0 they are not; else the higher the surer. 1: they agree in all but the sum.
// Reports of one article are never one: the article itself tells them apart.
int32_t Likeness(const Told& a, const Told& b);
constexpr int32_t kContradicting = 1;
constexpr int32_t kCorrected = 1000000;  // one is a reviewer's correction of the other
// The days around a report's own within which another of the same event may lie.
constexpr DayNumber kFarthestDays = 400;
DayNumber FarthestDays(const Told& told);
constexpr DayNumber kLongestPeriodDays = 366;  // of a longer period the first days count

// Do both name a sum, and are these two sums?
bool SumsDiffer(const Told& a, const Told& b);

// Parts reports that are connected by likeness into events: the surest pairs first, never two reports of one article or two
// different sums together. The result does not depend on the order of `reports`; members are in the order of ToldBefore.
std::vector<std::vector<const Told*>> PartIntoEvents(std::vector<const Told*> reports);

}  // namespace entente::store
