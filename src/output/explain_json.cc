// The attempts of an explanation as JSON (capi/ABI.md). Every field is always there.
// Tested by: tests/unit/resolve/explain_test.cc
#include <cmath>

#include "entente/explain.h"
#include "output/json_writer.h"

namespace entente {
namespace {

using output::JsonWriter;

constexpr int kSchema = 1;

void PutSpan(const Span& span, JsonWriter* json) {
  json->OpenObject();
  json->Key("field"), json->String(span.field == Field::kTitle ? "title" : "body");
  json->Key("begin"), json->Number(span.begin);
  json->Key("end"), json->Number(span.end);
  json->CloseObject();
}

// 0 to 100, a whole number.
uint64_t PercentOf(double certainty) { return static_cast<uint64_t>(std::lround(std::fmin(std::fmax(certainty, 0.0), 1.0) * 100)); }

void PutSlot(const ExplainedSlot& slot, JsonWriter* json) {
  json->OpenObject();
  json->Key("slot"), json->String(slot.slot);
  json->Key("span"), PutSpan(slot.span, json);
  json->Key("name"), json->StringOrNull(slot.name);
  json->Key("source"), json->String(slot.source);
  json->Key("mark"), json->StringOrNull(slot.mark);
  json->Key("mark_span");
  if (slot.mark_span) PutSpan(*slot.mark_span, json);
  else json->Null();
  json->Key("certainty_percent"), json->Number(PercentOf(slot.certainty));
  json->CloseObject();
}

void PutAttempt(const ExplainedAttempt& attempt, JsonWriter* json) {
  json->OpenObject();
  json->Key("frame"), json->StringOrNull(attempt.frame);
  json->Key("kind"), attempt.frame.empty() ? json->Null() : json->String(DealKindName(attempt.kind));
  json->Key("clause"), PutSpan(attempt.clause, json);
  json->Key("triggers"), json->OpenArray();
  for (const Span& span : attempt.triggers) PutSpan(span, json);
  json->CloseArray();
  json->Key("minimum"), json->StringOrNull(attempt.minimum);
  json->Key("slots"), json->OpenArray();
  for (const ExplainedSlot& slot : attempt.slots) PutSlot(slot, json);
  json->CloseArray();
  json->Key("deal"), attempt.deal ? json->Number(*attempt.deal) : json->Null();
  json->Key("reason"), json->StringOrNull(attempt.reason);
  json->CloseObject();
}

}  // namespace

std::string ToJson(const Explanation& explanation) {
  std::string out;
  JsonWriter json(&out);
  json.OpenObject();
  json.Key("schema"), json.Number(kSchema);
  json.Key("features"), json.OpenArray();
  for (const std::vector<std::string>& features : explanation.features) {
    json.OpenArray();
    for (const std::string& feature : features) json.String(feature);
    json.CloseArray();
  }
  json.CloseArray();
  json.Key("attempts"), json.OpenArray();
  for (const ExplainedAttempt& attempt : explanation.attempts) PutAttempt(attempt, &json);
  json.CloseArray();
  json.CloseObject();
  return out;
}

}  // namespace entente
