// The result of reading an article: parties, amounts, dates, deals and warnings. Plain values, free of the engine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/day.h"
#include "entente/money.h"
#include "entente/span.h"

namespace entente {

enum class Language : uint8_t { kUnknown, kKorean, kEnglish, kJapanese, kChinese };
const char* LanguageCode(Language language);                        // "ko", "en", "ja", "zh", or "" for kUnknown
std::optional<Language> ParseLanguage(std::string_view code);        // inverse; nullopt for any other text

enum class PartyKind : uint8_t { kCompany, kOrganization, kGovernment, kUniversity, kFund, kCountry, kRegion, kPerson };
enum class DealKind : uint8_t { kPartnership, kJointVenture, kInvestment, kAcquisition, kContract };
enum class DealForm : uint8_t {
  kOther, kStrategic, kMou, kAlliance, kJointDevelopment, kTechnologyVerification, kIntegration, kDistribution, kSponsorship,
  kEquity, kFundingRound, kFund, kCapitalExpenditure, kResearch,
  kAcquisition, kMerger, kDivestiture,
  kSupply, kConstruction, kLicense, kLease, kService
};
enum class Role : uint8_t { kPartner, kParent, kVenture, kInvestor, kInvestee, kAcquirer, kTarget, kSeller, kSupplier, kCustomer };
enum class DealStatus : uint8_t { kAgreed, kCompleted, kPlanned, kExploring, kRumoured, kDenied, kEnded };

// The names used in JSON and in the packs ("joint_venture", "capital_expenditure", ...). Static storage.
const char* PartyKindName(PartyKind kind);
const char* DealKindName(DealKind kind);
const char* DealFormName(DealForm form);
const char* RoleName(Role role);
const char* DealStatusName(DealStatus status);
std::optional<PartyKind> ParsePartyKind(std::string_view name);
std::optional<DealKind> ParseDealKind(std::string_view name);
std::optional<DealForm> ParseDealForm(std::string_view name);
std::optional<Role> ParseRole(std::string_view name);
std::optional<DealStatus> ParseDealStatus(std::string_view name);

// What names an organisation in a register, from a user's file: "ticker", "005930".
struct Identifier {
  std::string scheme;  // ticker, business_number, lei, wikidata, isin, cik
  std::string value;
  friend bool operator==(const Identifier&, const Identifier&) = default;
  friend auto operator<=>(const Identifier&, const Identifier&) = default;
};

struct Party {
  std::string name;                  // the canonical name
  PartyKind kind = PartyKind::kCompany;
  std::vector<std::string> aliases;  // the other names, in the article and in the packs
  std::vector<Span> mentions;        // in order of the text
  std::vector<Identifier> identifiers;  // in order of schemes and values
};

// A mention of money. `text` is exactly the slice of the field that the span names.
struct Amount {
  Span span;
  std::string text;
  Decimal low, high;  // equal for one figure
  Currency currency;
  CurrencyBasis basis = CurrencyBasis::kStated;
  uint16_t qualifiers = kExact;  // bits of Qualifier
  AmountRole role = AmountRole::kOther;
  std::optional<uint32_t> equivalent_of;  // index of the amount that this one restates in another currency
  std::optional<Decimal> implied_rate;    // units of `currency` for one of that amount's, by the text alone, to 10 digits
  std::optional<Normalized> normalized;
  std::string not_normalized;  // why `normalized` is empty, or ""
};

struct Date {
  Span span;
  std::string text;
  std::optional<Period> period;  // nullopt when it needs a publication date that is not known
};

struct PartyInRole {
  uint32_t party = 0;  // index into Extraction::parties
  Role role = Role::kPartner;
  Span span;  // the mention that filled the role
};

enum class DateBasis : uint8_t { kText, kPublished };

struct Deal {
  DealKind kind = DealKind::kPartnership;
  DealForm form = DealForm::kOther;
  DealStatus status = DealStatus::kAgreed;
  std::vector<PartyInRole> parties;
  std::optional<uint32_t> amount;        // index into Extraction::amounts
  std::vector<uint32_t> equivalents;     // the same sum in other money
  std::optional<Decimal> stake_percent;  // 0 to 100
  std::optional<Period> date;
  DateBasis date_basis = DateBasis::kText;
  std::optional<Span> date_span;
  std::optional<int32_t> term_months;
  std::string subject;         // what it is about, in the words of the text, or ""
  std::vector<Span> evidence;  // the sentences, in order of the text
  std::string rule;            // the frame that fired, as named in the pack
  double confidence = 0;       // 0 to 1: the share of deals like it that are right, as measured (README.md)
  bool publishable = false;    // in the band of confidence where at least 95 of 100 deals were right
};

struct Warning {
  std::string code;     // conversion_off, sum_mismatch, ambiguous_currency, conflicting_amounts, archive_conflict
  std::string message;  // one sentence for a person, in English
  std::vector<Span> spans;
  std::vector<uint32_t> amounts;  // indices into Extraction::amounts
  std::string expected;           // what the text would have to say, or ""
};

struct Extraction {
  std::string id;  // as given
  Language language = Language::kUnknown;
  std::string published;  // as given, or ""
  std::vector<Party> parties;
  std::vector<Amount> amounts;
  std::vector<Date> dates;
  std::vector<Deal> deals;
  std::vector<Warning> warnings;
};

// The JSON of the published schema (schema number 1), one line without a line end.
std::string ToJson(const Extraction& extraction);

}  // namespace entente
