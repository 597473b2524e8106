// The names of the enumerations of money.h, as JSON and the packs write them.
#include "entente/money.h"

namespace entente {

const char* AmountRoleName(AmountRole role) {
  switch (role) {
    case AmountRole::kDealValue: return "deal_value";
    case AmountRole::kConversion: return "conversion";
    case AmountRole::kStakeValue: return "stake_value";
    case AmountRole::kValuation: return "valuation";
    case AmountRole::kFundSize: return "fund_size";
    case AmountRole::kRevenue: return "revenue";
    case AmountRole::kProfit: return "profit";
    case AmountRole::kMarketSize: return "market_size";
    case AmountRole::kUnitPrice: return "unit_price";
    case AmountRole::kCumulative: return "cumulative";
    case AmountRole::kOther: break;
  }
  return "other";
}

const char* CurrencyBasisName(CurrencyBasis basis) {
  switch (basis) {
    case CurrencyBasis::kStated: break;
    case CurrencyBasis::kCountry: return "country";
    case CurrencyBasis::kConversion: return "conversion";
    case CurrencyBasis::kDefault: return "default";
    case CurrencyBasis::kContext: return "context";
  }
  return "stated";
}

const char* RateKindName(RateKind kind) {
  switch (kind) {
    case RateKind::kStated: return "stated";
    case RateKind::kUser: return "user";
    case RateKind::kDaily: return "daily";
    case RateKind::kMonthly: return "monthly";
    case RateKind::kFixed: break;
  }
  return "fixed";
}

}  // namespace entente
