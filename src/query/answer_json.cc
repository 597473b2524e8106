// An answer as JSON (capi/query.schema.json). Every field of the question asked is always there; money is text.
// Tested by: tests/unit/query/, tests/archive/
#include <cmath>

#include "output/json_writer.h"
#include "query/names.h"

namespace entente {
namespace {

using output::JsonWriter;

void PutTexts(const char* key, const std::vector<std::string>& texts, JsonWriter* json) {
  json->Key(key), json->OpenArray();
  for (const std::string& text : texts) json->String(text);
  json->CloseArray();
}

void PutPartyFields(const PartyInDeal& party, JsonWriter* json) {
  json->Key("name"), json->String(party.name);
  json->Key("kind"), json->String(PartyKindName(party.kind));
  json->Key("country"), json->StringOrNull(party.country);
}

void PutParty(const PartyInDeal& party, bool with_role, JsonWriter* json) {
  json->OpenObject();
  PutPartyFields(party, json);
  if (with_role) json->Key("role"), json->String(RoleName(party.role));
  json->CloseObject();
}

void PutNormalized(const char* key, const std::optional<Normalized>& sum, JsonWriter* json) {
  json->Key(key);
  if (!sum) return json->Null();
  json->OpenObject();
  json->Key("currency"), json->String(sum->currency.code());
  json->Key("low"), json->String(sum->low.ToString());
  json->Key("high"), json->String(sum->high.ToString());
  json->Key("rate"), json->String(sum->rate.ToString());
  json->Key("rate_date"), json->StringOrNull(sum->rate_date);
  json->Key("kind"), json->String(RateKindName(sum->kind));
  json->Key("source"), json->StringOrNull(sum->source);
  json->CloseObject();
}

void PutSum(const std::optional<StatedSum>& sum, JsonWriter* json) {
  constexpr std::pair<uint16_t, const char*> kNames[] = {{kAbout, "about"}, {kAtLeast, "at_least"}, {kMoreThan, "more_than"}, {kAtMost, "at_most"},
                                                         {kLessThan, "less_than"}, {kRange, "range"}, {kOrderOfMagnitude, "order_of_magnitude"}};
  json->Key("amount");
  if (!sum) return json->Null();
  json->OpenObject();
  json->Key("text"), json->String(sum->text);
  json->Key("low"), json->String(sum->low.ToString());
  json->Key("high"), json->String(sum->high.ToString());
  json->Key("currency"), json->StringOrNull(sum->currency.code());
  json->Key("qualifiers"), json->OpenArray();
  if (sum->qualifiers == kExact) json->String("exact");
  for (const auto& [bit, name] : kNames)
    if ((sum->qualifiers & bit) != 0) json->String(name);
  json->CloseArray();
  PutNormalized("normalized", sum->normalized, json);
  json->Key("not_normalized"), json->StringOrNull(sum->not_normalized);
  json->CloseObject();
}

void PutDate(const std::optional<Period>& date, DateBasis basis, JsonWriter* json) {
  json->Key("date");
  if (!date) return json->Null();
  json->OpenObject();
  json->Key("from"), json->String(FormatDay(date->from));
  json->Key("to"), json->String(FormatDay(date->to));
  json->Key("precision"), json->String(PrecisionName(date->precision));
  json->Key("basis"), json->String(basis == DateBasis::kText ? "text" : "published");
  json->CloseObject();
}

void PutConfidence(double confidence, JsonWriter* json) {
  const auto hundredths = static_cast<int>(std::lround(confidence * 100));
  std::string text = std::to_string(hundredths / 100);
  if (const int rest = hundredths % 100; rest != 0) text += std::string(".") + static_cast<char>('0' + rest / 10) + (rest % 10 != 0 ? std::string(1, static_cast<char>('0' + rest % 10)) : "");
  json->Key("confidence"), json->Raw(text);
}

void PutStake(const std::string& stake, JsonWriter* json) { json->Key("stake_percent"), stake.empty() ? json->Null() : json->Raw(stake); }

void PutReport(const ReportView& report, JsonWriter* json) {
  json->OpenObject();
  json->Key("id"), json->String(report.id);
  json->Key("article"), json->String(report.article);
  json->Key("origin"), json->String(report.origin);
  json->Key("title"), json->StringOrNull(report.title);
  json->Key("published"), json->StringOrNull(report.published);
  json->Key("language"), json->StringOrNull(report.language);
  json->Key("kind"), json->String(DealKindName(report.kind));
  json->Key("form"), json->String(DealFormName(report.form));
  json->Key("status"), json->String(DealStatusName(report.status));
  PutSum(report.sum, json);
  PutStake(report.stake_percent, json);
  PutDate(report.date, report.date_basis, json);
  PutConfidence(report.confidence, json);
  json->Key("rule"), json->StringOrNull(report.rule);
  json->Key("evidence"), json->OpenArray();
  for (const Evidence& one : report.evidence) {
    json->OpenObject();
    json->Key("field"), json->String(one.span.field == Field::kTitle ? "title" : "body");
    json->Key("begin"), json->Number(one.span.begin);
    json->Key("end"), json->Number(one.span.end);
    json->Key("text"), json->StringOrNull(one.text);
    json->CloseObject();
  }
  json->CloseArray();
  json->CloseObject();
}

void PutDeal(const DealView& deal, JsonWriter* json) {
  json->OpenObject();
  json->Key("id"), json->String(deal.id);
  json->Key("kind"), json->String(DealKindName(deal.kind));
  json->Key("form"), json->String(DealFormName(deal.form));
  json->Key("status"), json->String(DealStatusName(deal.status));
  json->Key("parties"), json->OpenArray();
  for (const PartyInDeal& party : deal.parties) PutParty(party, true, json);
  json->CloseArray();
  PutSum(deal.sum, json);
  PutStake(deal.stake_percent, json);
  PutDate(deal.date, deal.date_basis, json);
  json->Key("term_months"), deal.term_months ? json->Raw(std::to_string(*deal.term_months)) : json->Null();
  json->Key("subject"), json->StringOrNull(deal.subject);
  PutConfidence(deal.confidence, json);
  json->Key("history"), json->OpenArray();
  for (const StatusChange& change : deal.history) {
    json->OpenObject();
    json->Key("status"), json->String(DealStatusName(change.status));
    json->Key("day"), json->StringOrNull(change.day);
    json->Key("report"), json->String(change.report);
    json->Key("article"), json->String(change.article);
    json->CloseObject();
  }
  json->CloseArray();
  json->Key("contradictions"), json->OpenArray();
  for (const ContradictionView& one : deal.contradictions) {
    json->OpenObject();
    json->Key("what"), json->String(one.what);
    PutTexts("reports", one.reports, json);
    json->CloseObject();
  }
  json->CloseArray();
  json->Key("reports"), json->OpenArray();
  for (const ReportView& report : deal.reports) PutReport(report, json);
  json->CloseArray();
  json->CloseObject();
}

void PutPartner(const Partner& partner, JsonWriter* json) {
  json->OpenObject();
  PutPartyFields(partner.party, json);
  json->Key("count"), json->Number(partner.deals);
  json->Key("kinds"), json->OpenArray();
  for (const DealKind kind : partner.kinds) json->String(DealKindName(kind));
  json->CloseArray();
  json->Key("first"), json->StringOrNull(partner.first ? FormatDay(*partner.first) : "");
  json->Key("last"), json->StringOrNull(partner.last ? FormatDay(*partner.last) : "");
  PutTexts("deals", partner.ids, json);
  json->CloseObject();
}

void PutTotal(const TotalRow& row, JsonWriter* json) {
  json->OpenObject();
  json->Key("group"), json->OpenArray();
  for (const std::string& name : row.group) json->StringOrNull(name);
  json->CloseArray();
  json->Key("low"), json->String(row.low.ToString());
  json->Key("high"), json->String(row.high.ToString());
  json->Key("counted"), json->Number(row.counted);
  json->Key("deals"), json->OpenArray();
  for (const CountedDeal& deal : row.deals) {
    json->OpenObject();
    json->Key("id"), json->String(deal.id);
    json->Key("low"), json->String(deal.low.ToString());
    json->Key("high"), json->String(deal.high.ToString());
    PutNormalized("conversion", deal.conversion, json);
    json->CloseObject();
  }
  json->CloseArray();
  json->CloseObject();
}

void PutTotals(const Answer& answer, JsonWriter* json) {
  json->Key("currency"), json->String(answer.currency);
  json->Key("totals"), json->OpenArray();
  for (const TotalRow& row : answer.totals) PutTotal(row, json);
  json->CloseArray();
  json->Key("total"), PutTotal(answer.total, json);
  json->Key("left_out"), json->OpenArray();
  for (const LeftOut& out : answer.left_out) {
    json->OpenObject();
    json->Key("reason"), json->String(out.reason);
    json->Key("count"), json->Number(out.count);
    PutTexts("deals", out.deals, json);
    json->CloseObject();
  }
  json->CloseArray();
}

void PutPath(const Answer& answer, JsonWriter* json) {
  json->Key("path"), json->OpenArray();
  for (const PathStep& step : answer.path) {
    json->OpenObject();
    json->Key("from"), PutParty(step.from, false, json);
    json->Key("to"), PutParty(step.to, false, json);
    PutTexts("deals", step.deals, json);
    json->CloseObject();
  }
  json->CloseArray();
}

void PutGraph(const Answer& answer, JsonWriter* json) {
  json->Key("currency"), json->String(answer.currency);
  json->Key("nodes"), json->OpenArray();
  for (size_t i = 0; i < answer.nodes.size(); ++i) {
    json->OpenObject();
    json->Key("id"), json->Number(i);
    PutPartyFields(answer.nodes[i].party, json);
    json->Key("count"), json->Number(answer.nodes[i].deals);
    json->CloseObject();
  }
  json->CloseArray();
  json->Key("edges"), json->OpenArray();
  for (const GraphEdge& edge : answer.edges) {
    json->OpenObject();
    json->Key("from"), json->Number(edge.from);
    json->Key("to"), json->Number(edge.to);
    json->Key("directed"), json->Raw(edge.directed ? "true" : "false");
    json->Key("kind"), json->String(DealKindName(edge.kind));
    json->Key("value"), json->StringOrNull(edge.value ? edge.value->ToString() : "");
    PutTexts("deals", edge.deals, json);
    json->CloseObject();
  }
  json->CloseArray();
}

// One entry for each change of a deal's status, in the order of the deals.
void PutTimeline(const Answer& answer, JsonWriter* json) {
  json->Key("timeline"), json->OpenArray();
  for (const DealView& deal : answer.deals)
    for (size_t i = 0; i < deal.history.size(); ++i) {
      const StatusChange& change = deal.history[i];
      json->OpenObject();
      json->Key("day"), json->StringOrNull(deal.history.size() == 1 && deal.date ? FormatDay(deal.date->from) : change.day);
      json->Key("status"), json->String(DealStatusName(change.status));
      json->Key("deal"), json->String(deal.id);
      json->Key("report"), json->String(change.report);
      json->CloseObject();
    }
  json->CloseArray();
}

}  // namespace

std::string ToJson(const Answer& answer) {
  std::string out;
  JsonWriter json(&out);
  json.OpenObject();
  json.Key("schema"), json.Number(1);
  json.Key("ask"), json.String(query::kAsked[static_cast<size_t>(answer.ask)]);
  PutTexts("unknown", answer.unknown, &json);
  if (answer.ask == Asked::kPartners) {
    json.Key("partners"), json.OpenArray();
    for (const Partner& partner : answer.partners) PutPartner(partner, &json);
    json.CloseArray();
  }
  if (answer.ask == Asked::kTotals) PutTotals(answer, &json);
  if (answer.ask == Asked::kPath) PutPath(answer, &json);
  if (answer.ask == Asked::kGraph) PutGraph(answer, &json);
  if (answer.ask == Asked::kTimeline) PutTimeline(answer, &json);
  if (answer.ask == Asked::kParties) {
    json.Key("parties"), json.OpenArray();
    for (const PartyInDeal& party : answer.parties) PutParty(party, false, &json);
    json.CloseArray();
  }
  if (answer.ask == Asked::kDeals || answer.ask == Asked::kTimeline || answer.ask == Asked::kGraph || answer.ask == Asked::kPath) {
    json.Key("deals"), json.OpenArray();
    for (const DealView& deal : answer.deals) PutDeal(deal, &json);
    json.CloseArray();
    json.Key("cursor"), json.StringOrNull(answer.cursor);
  }
  json.CloseObject();
  return out;
}

}  // namespace entente
