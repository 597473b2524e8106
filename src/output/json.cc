// An extraction as JSON of the published schema (capi/deal.schema.json). Every field is always there; one that does not
// apply is null or an empty list. Money and rates are strings, so that no reader turns them into floating point.
// Tested by: tests/unit/output/json_test.cc
#include <algorithm>
#include <cmath>
#include <utility>

#include "entente/deal.h"
#include "output/json_writer.h"

namespace entente {
namespace {

using output::JsonWriter;

constexpr int kSchema = 1;

void PutPlace(const Span& span, JsonWriter* json) {
  json->Key("field"), json->Plain(span.field == Field::kTitle ? "title" : "body");
  json->Key("begin"), json->Number(span.begin);
  json->Key("end"), json->Number(span.end);
}

void PutSpan(const Span& span, JsonWriter* json) {
  json->OpenObject();
  PutPlace(span, json);
  json->CloseObject();
}

void PutSpans(const char* key, const std::vector<Span>& spans, JsonWriter* json) {
  json->Key(key), json->OpenArray();
  for (const Span& span : spans) PutSpan(span, json);
  json->CloseArray();
}

void PutIndices(const char* key, const std::vector<uint32_t>& indices, JsonWriter* json) {
  json->Key(key), json->OpenArray();
  for (uint32_t index : indices) json->Number(index);
  json->CloseArray();
}

void PutParty(const Party& party, size_t id, JsonWriter* json) {
  json->OpenObject();
  json->Key("id"), json->Number(id);
  json->Key("name"), json->String(party.name);
  json->Key("kind"), json->Plain(PartyKindName(party.kind));
  json->Key("aliases"), json->OpenArray();
  for (const std::string& alias : party.aliases) json->String(alias);
  json->CloseArray();
  PutSpans("mentions", party.mentions, json);
  json->Key("identifiers"), json->OpenArray();
  for (const Identifier& identifier : party.identifiers) {
    json->OpenObject();
    json->Key("scheme"), json->String(identifier.scheme);
    json->Key("value"), json->String(identifier.value);
    json->CloseObject();
  }
  json->CloseArray();
  json->CloseObject();
}

void PutQualifiers(uint16_t qualifiers, JsonWriter* json) {
  constexpr std::pair<uint16_t, const char*> kNames[] = {
      {kAbout, "about"}, {kAtLeast, "at_least"}, {kMoreThan, "more_than"}, {kAtMost, "at_most"},
      {kLessThan, "less_than"}, {kRange, "range"}, {kOrderOfMagnitude, "order_of_magnitude"}};
  json->Key("qualifiers"), json->OpenArray();
  if (qualifiers == kExact) json->Plain("exact");
  for (const auto& [bit, name] : kNames)
    if ((qualifiers & bit) != 0) json->Plain(name);
  json->CloseArray();
}

void PutNormalized(const std::optional<Normalized>& sum, JsonWriter* json) {
  json->Key("normalized");
  if (!sum) return json->Null();
  json->OpenObject();
  json->Key("currency"), json->Plain(sum->currency.code());
  json->Key("low"), json->Plain(sum->low.ToString());
  json->Key("high"), json->Plain(sum->high.ToString());
  json->Key("rate"), json->Plain(sum->rate.ToString());
  json->Key("rate_date"), json->StringOrNull(sum->rate_date);
  json->Key("kind"), json->Plain(RateKindName(sum->kind));
  json->Key("source"), json->StringOrNull(sum->source);
  json->CloseObject();
}

void PutAmount(const Amount& amount, size_t id, JsonWriter* json) {
  json->OpenObject();
  json->Key("id"), json->Number(id);
  PutPlace(amount.span, json);
  json->Key("text"), json->String(amount.text);
  json->Key("low"), json->Plain(amount.low.ToString());
  json->Key("high"), json->Plain(amount.high.ToString());
  json->Key("currency"), json->PlainOrNull(amount.currency.code());
  json->Key("currency_basis"), json->Plain(CurrencyBasisName(amount.basis));
  PutQualifiers(amount.qualifiers, json);
  json->Key("role"), json->Plain(AmountRoleName(amount.role));
  json->Key("equivalent_of"), amount.equivalent_of ? json->Number(*amount.equivalent_of) : json->Null();
  json->Key("implied_rate"), amount.implied_rate ? json->Plain(amount.implied_rate->ToString()) : json->Null();
  PutNormalized(amount.normalized, json);
  json->Key("not_normalized"), json->StringOrNull(amount.not_normalized);
  json->CloseObject();
}

void PutPeriod(const std::optional<Period>& period, JsonWriter* json) {
  const std::string from = period ? FormatDay(period->from) : std::string();
  json->Key("from"), json->PlainOrNull(from);
  json->Key("to"), json->PlainOrNull(period && period->to != period->from ? FormatDay(period->to) : from);
  json->Key("precision"), period ? json->Plain(PrecisionName(period->precision)) : json->Null();
}

void PutDate(const Date& date, size_t id, JsonWriter* json) {
  json->OpenObject();
  json->Key("id"), json->Number(id);
  PutPlace(date.span, json);
  json->Key("text"), json->String(date.text);
  PutPeriod(date.period, json);
  json->CloseObject();
}

// 0 to 1 with two decimals at most, without the decimal comma of a locale: 0.9, 0.93, 1.
std::string ConfidenceText(double confidence) {
  const auto hundredths = static_cast<int>(std::lround(std::clamp(confidence, 0.0, 1.0) * 100));
  std::string text = std::to_string(hundredths / 100);
  if (const int rest = hundredths % 100; rest != 0) {
    text += '.';
    text += static_cast<char>('0' + rest / 10);
    if (rest % 10 != 0) text += static_cast<char>('0' + rest % 10);
  }
  return text;
}

void PutDealDate(const Deal& deal, JsonWriter* json) {
  json->Key("date");
  if (!deal.date) return json->Null();
  json->OpenObject();
  PutPeriod(deal.date, json);
  json->Key("basis"), json->Plain(deal.date_basis == DateBasis::kText ? "text" : "published");
  json->Key("span");
  if (deal.date_span) PutSpan(*deal.date_span, json);
  else json->Null();
  json->CloseObject();
}

void PutDeal(const Deal& deal, size_t id, JsonWriter* json) {
  json->OpenObject();
  json->Key("id"), json->Number(id);
  json->Key("kind"), json->Plain(DealKindName(deal.kind));
  json->Key("form"), json->Plain(DealFormName(deal.form));
  json->Key("status"), json->Plain(DealStatusName(deal.status));
  json->Key("parties"), json->OpenArray();
  for (const PartyInRole& party : deal.parties) {
    json->OpenObject();
    json->Key("party"), json->Number(party.party);
    json->Key("role"), json->Plain(RoleName(party.role));
    json->Key("span"), PutSpan(party.span, json);
    json->CloseObject();
  }
  json->CloseArray();
  json->Key("amount"), deal.amount ? json->Number(*deal.amount) : json->Null();
  PutIndices("equivalents", deal.equivalents, json);
  json->Key("stake_percent"), deal.stake_percent ? json->Raw(deal.stake_percent->ToString()) : json->Null();
  PutDealDate(deal, json);
  json->Key("term_months"), deal.term_months ? json->Raw(std::to_string(*deal.term_months)) : json->Null();
  json->Key("subject"), json->StringOrNull(deal.subject);
  PutSpans("evidence", deal.evidence, json);
  json->Key("rule"), json->StringOrNull(deal.rule);
  json->Key("confidence"), json->Raw(ConfidenceText(deal.confidence));
  json->Key("publishable"), json->Raw(deal.publishable ? "true" : "false");
  json->CloseObject();
}

void PutWarning(const Warning& warning, JsonWriter* json) {
  json->OpenObject();
  json->Key("code"), json->String(warning.code);
  json->Key("message"), json->String(warning.message);
  PutSpans("spans", warning.spans, json);
  PutIndices("amounts", warning.amounts, json);
  json->Key("expected"), json->StringOrNull(warning.expected);
  json->CloseObject();
}

template <typename Item, typename Put>
void PutAll(const char* key, const std::vector<Item>& items, Put put, JsonWriter* json) {
  json->Key(key), json->OpenArray();
  for (size_t i = 0; i < items.size(); ++i) put(items[i], i, json);
  json->CloseArray();
}

}  // namespace

std::string ToJson(const Extraction& extraction) {
  std::string out;
  out.reserve(256 + 256 * (extraction.parties.size() + 2 * extraction.amounts.size() + extraction.dates.size() + 2 * extraction.deals.size()));
  JsonWriter json(&out);
  json.OpenObject();
  json.Key("schema"), json.Number(kSchema);
  json.Key("id"), json.StringOrNull(extraction.id);
  json.Key("language"), json.PlainOrNull(LanguageCode(extraction.language));
  json.Key("published"), json.StringOrNull(extraction.published);
  PutAll("parties", extraction.parties, PutParty, &json);
  PutAll("amounts", extraction.amounts, PutAmount, &json);
  PutAll("dates", extraction.dates, PutDate, &json);
  PutAll("deals", extraction.deals, PutDeal, &json);
  PutAll("warnings", extraction.warnings, [](const Warning& warning, size_t, JsonWriter* to) { PutWarning(warning, to); }, &json);
  json.CloseObject();
  return out;
}

}  // namespace entente
