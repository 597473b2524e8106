// An explanation as plain text: for each deal what fired and who stands where by which mark; then what was rejected.
#include "explain.h"

namespace cli {
namespace {

// On one line, as a quotation.
std::string Quoted(const Explained& explained, const Mark& mark) {
  std::string words = "\xE2\x80\x9C";
  for (const char c : explained.Words(mark)) words += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  return words + "\xE2\x80\x9D";
}

void PutSlot(const Explained& explained, const SlotRow& slot, std::string* out) {
  std::string name = slot.slot;
  name.resize(std::max<size_t>(name.size() + 1, 14), ' ');
  *out += "    " + name + Quoted(explained, slot.span);
  if (!slot.name.empty() && slot.name != explained.Words(slot.span)) *out += " = " + slot.name;
  if (!slot.mark.empty()) *out += ", " + slot.mark + (slot.mark_span ? " " + Quoted(explained, *slot.mark_span) : "");
  if (slot.source == "discourse") *out += ", from what was told before";
  if (slot.source == "article") *out += ", from elsewhere in the article";
  if (!slot.name.empty()) *out += ", name " + std::to_string(slot.certainty_percent) + " % sure";
  *out += "\n";
}

void PutAttempt(const Explained& explained, const AttemptRow& attempt, std::string* out) {
  *out += "  " + (attempt.frame.empty() ? std::string("no rule") : "rule " + attempt.frame);
  for (size_t i = 0; i < attempt.triggers.size(); ++i) *out += (i == 0 ? " by " : ", ") + Quoted(explained, attempt.triggers[i]);
  *out += " in " + Quoted(explained, attempt.clause) + "\n";
  for (const SlotRow& slot : attempt.slots) PutSlot(explained, slot, out);
}

}  // namespace

std::string ExplainAsText(const Explained& explained) {
  std::string out;
  const auto& deals = explained.result.deals;
  for (size_t d = 0; d < deals.size(); ++d) {
    out += "Deal " + std::to_string(d + 1) + ": " + deals[d].status + " " + DealTitle(deals[d]) + ", confidence " + deals[d].confidence + "\n  which rests on " + explained.features[d] + "\n";
    for (const AttemptRow& attempt : explained.attempts)
      if (attempt.deal == d) PutAttempt(explained, attempt, &out);
    out += "\n";
  }
  if (deals.empty()) out += "No deals.\n\n";
  bool any = false;
  for (const AttemptRow& attempt : explained.attempts) {
    if (attempt.deal) continue;
    if (!any) out += "Rejected:\n";
    any = true;
    PutAttempt(explained, attempt, &out);
    out += "    because ";
    out += ReasonText(attempt.reason);
    if (attempt.reason == "roles_missing" && !attempt.minimum.empty()) out += ": " + attempt.minimum;
    out += "\n";
  }
  if (!any) out += "Nothing was rejected.\n";
  return out;
}

}  // namespace cli
