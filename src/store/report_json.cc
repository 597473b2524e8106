// Tested by: tests/unit/store/archive_test.cc
#include "store/report_json.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "output/json_writer.h"
#include "store/words.h"

namespace entente::store {
namespace {

using output::JsonWriter;

std::string_view SliceOf(const Span& span, std::string_view title, std::string_view body) {
  const std::string_view field = span.field == Field::kTitle ? title : body;
  return span.begin <= span.end && span.end <= field.size() ? field.substr(span.begin, span.end - span.begin) : std::string_view();
}

void PutSpan(const Span& span, JsonWriter* json) {
  json->Number(static_cast<uint64_t>(span.field));
  json->Number(span.begin);
  json->Number(span.end);
}

void PutNormalized(const Amount& amount, JsonWriter* json) {
  json->Key("normalized");
  if (!amount.normalized) {
    json->Null();
  } else {
    const Normalized& sum = *amount.normalized;
    json->OpenObject();
    json->Key("currency"), json->String(sum.currency.code());
    json->Key("low"), json->String(sum.low.ToString());
    json->Key("high"), json->String(sum.high.ToString());
    json->Key("rate"), json->String(sum.rate.ToString());
    json->Key("rate_date"), json->StringOrNull(sum.rate_date);
    json->Key("kind"), json->String(RateKindName(sum.kind));
    json->Key("source"), json->StringOrNull(sum.source);
    json->CloseObject();
  }
  json->Key("not_normalized"), json->StringOrNull(amount.not_normalized);
}

}  // namespace

std::string AmountJson(const Extraction& extraction, const Deal& deal) {
  const Amount& amount = extraction.amounts[*deal.amount];
  std::string text;
  JsonWriter json(&text);
  json.OpenObject();
  json.Key("text"), json.String(amount.text);
  json.Key("field"), json.String(amount.span.field == Field::kTitle ? "title" : "body");
  json.Key("begin"), json.Number(amount.span.begin);
  json.Key("end"), json.Number(amount.span.end);
  json.Key("qualifiers"), json.Number(amount.qualifiers);
  PutNormalized(amount, &json);
  json.Key("equivalents"), json.OpenArray();
  for (const uint32_t index : deal.equivalents) {
    const Amount& other = extraction.amounts[index];
    json.OpenObject();
    json.Key("text"), json.String(other.text);
    json.Key("low"), json.String(other.low.ToString());
    json.Key("high"), json.String(other.high.ToString());
    json.Key("currency"), json.StringOrNull(other.currency.code());
    json.CloseObject();
  }
  json.CloseArray();
  json.CloseObject();
  return text;
}

std::vector<std::vector<std::string>> TextsOf(const ArchiveItem& item) {
  std::vector<std::vector<std::string>> texts;
  for (const Deal& deal : item.extraction->deals) {
    texts.emplace_back();
    for (const Span& span : deal.evidence) texts.back().push_back(PlainText(SliceOf(span, item.title, item.body)));
  }
  return texts;
}

std::string EvidenceJson(const Deal& deal, const std::vector<std::string>& texts) {
  std::string text;
  JsonWriter json(&text);
  json.OpenArray();
  for (size_t i = 0; i < deal.evidence.size(); ++i) {
    json.OpenArray();
    PutSpan(deal.evidence[i], &json);
    json.String(texts[i]);
    json.CloseArray();
  }
  json.CloseArray();
  return text;
}

std::string PartiesJson(const std::vector<PartyRow>& parties) {
  std::string text = "[";
  for (const PartyRow& party : parties) {
    text += text.size() > 1 ? ",[" : "[";
    text += std::to_string(party.name) + "," + std::to_string(static_cast<int>(party.kind)) + ",[";
    for (size_t i = 0; i < party.aliases.size(); ++i) text += (i == 0 ? "" : ",") + std::to_string(party.aliases[i]);
    text += "]]";
  }
  return text + "]";
}

std::vector<PartyRow> ParsePartyRows(std::string_view json) {
  std::vector<PartyRow> parties;
  int depth = 0, place = 0;
  for (size_t at = 0; at < json.size(); ++at) {
    if (json[at] == '[' && ++depth == 2) parties.emplace_back(), place = 0;
    if (json[at] == ']') --depth;
    if (json[at] < '0' || json[at] > '9') continue;
    int64_t number = 0;
    at = static_cast<size_t>(std::from_chars(json.data() + at, json.data() + json.size(), number).ptr - json.data()) - 1;
    if (depth == 3) parties.back().aliases.push_back(number);
    else if (place++ == 0) parties.back().name = number;
    else parties.back().kind = static_cast<PartyKind>(number);
  }
  return parties;
}

std::string EvidenceText(const Extraction& extraction, const std::vector<std::vector<std::string>>& texts) {
  std::map<std::pair<uint32_t, uint32_t>, const std::string*> sentences;
  for (size_t i = 0; i < extraction.deals.size(); ++i)
    for (size_t k = 0; k < texts[i].size(); ++k)
      if (const Span& span = extraction.deals[i].evidence[k]; span.field == Field::kBody) sentences.emplace(std::pair(span.begin, span.end), &texts[i][k]);
  std::string text;
  for (const auto& [place, sentence] : sentences) text += *sentence + ' ';
  return text;
}

std::string Misplaced(const ArchiveItem& item) {
  const Extraction& extraction = *item.extraction;
  const auto outside = [&](const Span& span) {
    const size_t size = span.field == Field::kTitle ? item.title.size() : item.body.size();
    return span.begin > span.end || (span.end > size && (!item.title.empty() || !item.body.empty()));
  };
  for (size_t i = 0; i < extraction.deals.size(); ++i) {
    const Deal& deal = extraction.deals[i];
    const std::string place = "deals[" + std::to_string(i) + "]";
    for (const PartyInRole& party : deal.parties)
      if (party.party >= extraction.parties.size()) return place + ".parties";
    if (deal.amount && *deal.amount >= extraction.amounts.size()) return place + ".amount";
    for (const uint32_t index : deal.equivalents)
      if (index >= extraction.amounts.size()) return place + ".equivalents";
    if (std::any_of(deal.evidence.begin(), deal.evidence.end(), outside)) return place + ".evidence";
  }
  return {};
}

}  // namespace entente::store
