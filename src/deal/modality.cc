// How firm an event is, from the words between its trigger and the end of its statement.
//   인수를 추진하다 무산됐다 → ended: what denies or ends stands above talks, talks above plans, plans above what is agreed.
// Tested by: tests/corpus/ko/deal/
#include "deal/event.h"
#include "text/unicode.h"

namespace entente::deal {
namespace {

// In falling order of weight where several are said.
constexpr DealStatus kOrder[] = {DealStatus::kDenied, DealStatus::kEnded, DealStatus::kExploring, DealStatus::kPlanned,
                                 DealStatus::kRumoured, DealStatus::kAgreed, DealStatus::kCompleted};

}  // namespace

std::optional<DealStatus> ReadStatus(const pack::LanguagePack& pack, std::string_view text, uint32_t begin, uint32_t end) {
  uint32_t seen = 0;
  bool nothing = false;
  for (uint32_t at = begin; at < end; at += text::LengthAt(text, at)) {
    const std::string_view rest = text.substr(at, end - at);
    if (pack.modal_words.MayBegin(rest)) pack.modal_words.Prefixes(rest, [&](uint32_t index, uint32_t) {
      const auto& status = pack.modality[index].status;
      if (status)
        seen |= 1u << static_cast<int>(*status);
      else
        nothing = true;
      return false;
    });
  }
  for (const DealStatus status : kOrder) {
    if (nothing && status != DealStatus::kDenied && status != DealStatus::kEnded) return std::nullopt;
    if (seen & 1u << static_cast<int>(status)) return status;
  }
  return DealStatus::kAgreed;
}

}  // namespace entente::deal
