#include "deal/event_medial.h"

namespace entente::deal {

std::vector<Event> FindMedialEvents(const pack::LanguagePack&, const text::Document&, const std::vector<AmountRole>&, mention::Reading*) { return {}; }
std::vector<AmountRole> ClassifyMedialAmounts(const pack::MedialPack&, const text::Document&, const mention::Reading& reading) {
  return std::vector<AmountRole>(reading.quantities.amounts.size(), AmountRole::kOther);
}

}  // namespace entente::deal
