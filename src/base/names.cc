// The names of the enumerations of deal.h, as JSON and the packs write them: one table for each, in the order of the values.
#include <array>

#include "entente/deal.h"

namespace entente {
namespace {

constexpr std::array<const char*, 5> kLanguages = {"", "ko", "en", "ja", "zh"};
constexpr std::array<const char*, 8> kPartyKinds = {"company", "organization", "government", "university", "fund", "country", "region", "person"};
constexpr std::array<const char*, 5> kDealKinds = {"partnership", "joint_venture", "investment", "acquisition", "contract"};
constexpr std::array<const char*, 22> kDealForms = {
    "other", "strategic", "mou", "alliance", "joint_development", "technology_verification", "integration", "distribution", "sponsorship",
    "equity", "funding_round", "fund", "capital_expenditure", "research",
    "acquisition", "merger", "divestiture",
    "supply", "construction", "license", "lease", "service"};
constexpr std::array<const char*, 10> kRoles = {"partner", "parent", "venture", "investor", "investee", "acquirer", "target", "seller", "supplier", "customer"};
constexpr std::array<const char*, 7> kStatuses = {"agreed", "completed", "planned", "exploring", "rumoured", "denied", "ended"};

static_assert(kDealForms.size() == static_cast<size_t>(DealForm::kService) + 1);
static_assert(kRoles.size() == static_cast<size_t>(Role::kCustomer) + 1);
static_assert(kStatuses.size() == static_cast<size_t>(DealStatus::kEnded) + 1);

template <typename Enum, size_t N>
const char* NameOf(Enum value, const std::array<const char*, N>& names) {
  const auto at = static_cast<size_t>(value);
  return at < N ? names[at] : "";
}

template <typename Enum, size_t N>
std::optional<Enum> ValueOf(std::string_view name, const std::array<const char*, N>& names) {
  for (size_t i = 0; i < N; ++i)
    if (name == names[i]) return static_cast<Enum>(i);
  return std::nullopt;
}

}  // namespace

const char* LanguageCode(Language language) { return NameOf(language, kLanguages); }
const char* PartyKindName(PartyKind kind) { return NameOf(kind, kPartyKinds); }
const char* DealKindName(DealKind kind) { return NameOf(kind, kDealKinds); }
const char* DealFormName(DealForm form) { return NameOf(form, kDealForms); }
const char* RoleName(Role role) { return NameOf(role, kRoles); }
const char* DealStatusName(DealStatus status) { return NameOf(status, kStatuses); }

std::optional<Language> ParseLanguage(std::string_view code) {
  if (code.empty()) return std::nullopt;
  return ValueOf<Language>(code, kLanguages);
}
std::optional<PartyKind> ParsePartyKind(std::string_view name) { return ValueOf<PartyKind>(name, kPartyKinds); }
std::optional<DealKind> ParseDealKind(std::string_view name) { return ValueOf<DealKind>(name, kDealKinds); }
std::optional<DealForm> ParseDealForm(std::string_view name) { return ValueOf<DealForm>(name, kDealForms); }
std::optional<Role> ParseRole(std::string_view name) { return ValueOf<Role>(name, kRoles); }
std::optional<DealStatus> ParseDealStatus(std::string_view name) { return ValueOf<DealStatus>(name, kStatuses); }

}  // namespace entente
