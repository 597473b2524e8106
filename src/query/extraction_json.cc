// The JSON of an extraction back into one: what a host hands in as its own deals, and what reviews keep.
// Tested by: tests/unit/query/extraction_json_test.cc
#include <simdjson.h>

#include "entente/query.h"

namespace entente {

using simdjson::dom::array;
using simdjson::dom::element;

namespace {

// Reads fields; the first mistake is kept with its place, and what follows reads as empty.
class Reader {
 public:
  const Status& status() const { return status_; }
  void Fail(const std::string& place, const std::string& message) {
    if (status_.ok()) status_ = Status(Code::kBadRecord, message, place);
  }

  static bool Has(element from, const char* key, element* value) { return !from.is_object() ? false : !from[key].get(*value) && !value->is_null(); }

  std::string Text(element from, const char* key, const std::string& place) {
    element value;
    std::string_view text;
    if (!Has(from, key, &value)) return {};
    if (value.get_string().get(text)) return Fail(place + key, "a text is needed here"), std::string();
    return std::string(text);
  }
  uint32_t Index(element from, const char* key, const std::string& place) {
    element value;
    uint64_t number = 0;
    if (!Has(from, key, &value) || value.get_uint64().get(number) || number > UINT32_MAX) return Fail(place + key, "a whole number is needed here"), 0;
    return static_cast<uint32_t>(number);
  }
  Decimal Number(element from, const char* key, const std::string& place) {
    element value;
    if (!Has(from, key, &value)) return Fail(place + key, "a number is needed here"), Decimal();
    const std::string text = value.is_string() ? Text(from, key, place) : std::string(simdjson::minify(value));
    const auto decimal = Decimal::Parse(text);
    if (!decimal) Fail(place + key, "'" + text + "' is no decimal number");
    return decimal.value_or(Decimal());
  }
  template <typename Enum>
  Enum Named(element from, const char* key, const std::string& place, std::optional<Enum> (*parse)(std::string_view), Enum otherwise) {
    const std::string text = Text(from, key, place);
    if (text.empty()) return otherwise;
    const auto found = parse(text);
    if (!found) Fail(place + key, "'" + text + "' is not known here");
    return found.value_or(otherwise);
  }
  template <typename Take>
  void Each(element from, const char* key, const std::string& place, Take take) {
    element value;
    array list;
    if (!Has(from, key, &value)) return;
    if (value.get_array().get(list)) return Fail(place + key, "a list is needed here");
    size_t index = 0;
    for (element one : list) take(one, place + key + "[" + std::to_string(index++) + "].");
  }
  Span Place(element from, const std::string& place) {
    const std::string field = Text(from, "field", place);
    if (field != "title" && field != "body") Fail(place + "field", "title or body is needed here");
    return {field == "title" ? Field::kTitle : Field::kBody, Index(from, "begin", place), Index(from, "end", place)};
  }
  Currency Code3(element from, const char* key, const std::string& place) {
    const std::string code = Text(from, key, place);
    const bool is_code = code.size() == 3 && code.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos;
    if (!code.empty() && !is_code) Fail(place + key, "'" + code + "' is no ISO 4217 code");
    return is_code ? Currency(code) : Currency();
  }
  std::optional<Period> When(element from, const std::string& place) {
    const std::string first = Text(from, "from", place), last = Text(from, "to", place);
    if (first.empty()) return std::nullopt;
    const auto a = ParsePeriod(first), b = ParsePeriod(last.empty() ? first : last);
    if (!a || !b || b->to < a->from) return Fail(place + "from", "this is no day, or no period"), std::nullopt;
    Period period{a->from, b->to, a->precision};
    const std::string precision = Text(from, "precision", place);
    for (int i = 0; i <= static_cast<int>(Precision::kRange); ++i)
      if (precision == PrecisionName(static_cast<Precision>(i))) period.precision = static_cast<Precision>(i);
    return period;
  }

 private:
  Status status_;
};

void ReadAmount(Reader* reader, element from, const std::string& place, Amount* amount) {
  element value;
  if (Reader::Has(from, "field", &value)) amount->span = reader->Place(from, place);
  amount->text = reader->Text(from, "text", place);
  amount->low = reader->Number(from, "low", place);
  amount->high = Reader::Has(from, "high", &value) ? reader->Number(from, "high", place) : amount->low;
  amount->currency = reader->Code3(from, "currency", place);
  constexpr std::pair<const char*, uint16_t> kNames[] = {{"exact", kExact}, {"about", kAbout}, {"at_least", kAtLeast}, {"more_than", kMoreThan}, {"at_most", kAtMost},
                                                         {"less_than", kLessThan}, {"range", kRange}, {"order_of_magnitude", kOrderOfMagnitude}};
  reader->Each(from, "qualifiers", place, [&](element one, const std::string& at) {
    std::string_view name;
    bool known = false;
    if (!one.get_string().get(name))
      for (const auto& [word, bit] : kNames)
        if (name == word) amount->qualifiers |= bit, known = true;
    if (!known) reader->Fail(at.substr(0, at.size() - 1), "this qualifier is not known");
  });
  const std::string role = reader->Text(from, "role", place);
  for (int i = 0; i <= static_cast<int>(AmountRole::kOther); ++i)
    if (role == AmountRoleName(static_cast<AmountRole>(i))) amount->role = static_cast<AmountRole>(i);
  const std::string basis = reader->Text(from, "currency_basis", place);
  for (int i = 0; i <= static_cast<int>(CurrencyBasis::kContext); ++i)
    if (basis == CurrencyBasisName(static_cast<CurrencyBasis>(i))) amount->basis = static_cast<CurrencyBasis>(i);
  if (Reader::Has(from, "equivalent_of", &value)) amount->equivalent_of = reader->Index(from, "equivalent_of", place);
  if (Reader::Has(from, "implied_rate", &value)) amount->implied_rate = reader->Number(from, "implied_rate", place);
  amount->not_normalized = reader->Text(from, "not_normalized", place);
  if (!Reader::Has(from, "normalized", &value)) return;
  const std::string inside = place + "normalized.";
  Normalized normalized;
  normalized.currency = reader->Code3(value, "currency", inside);
  normalized.low = reader->Number(value, "low", inside), normalized.high = reader->Number(value, "high", inside), normalized.rate = reader->Number(value, "rate", inside);
  normalized.rate_date = reader->Text(value, "rate_date", inside);
  normalized.source = reader->Text(value, "source", inside);
  const std::string kind = reader->Text(value, "kind", inside);
  for (int i = 0; i <= static_cast<int>(RateKind::kFixed); ++i)
    if (kind == RateKindName(static_cast<RateKind>(i))) normalized.kind = static_cast<RateKind>(i);
  amount->normalized = std::move(normalized);
}

void ReadDeal(Reader* reader, element from, const std::string& place, Deal* deal) {
  element value;
  if (!Reader::Has(from, "kind", &value)) reader->Fail(place + "kind", "a deal needs its kind");
  deal->kind = reader->Named<DealKind>(from, "kind", place, ParseDealKind, DealKind::kPartnership);
  deal->form = reader->Named<DealForm>(from, "form", place, ParseDealForm, DealForm::kOther);
  deal->status = reader->Named<DealStatus>(from, "status", place, ParseDealStatus, DealStatus::kAgreed);
  reader->Each(from, "parties", place, [&](element one, const std::string& at) {
    PartyInRole party{reader->Index(one, "party", at), Role::kPartner, {}};
    if (!Reader::Has(one, "role", &value)) reader->Fail(at + "role", "a party of a deal needs its role");
    party.role = reader->Named<Role>(one, "role", at, ParseRole, Role::kPartner);
    if (Reader::Has(one, "span", &value)) party.span = reader->Place(value, at + "span.");
    deal->parties.push_back(party);
  });
  if (deal->parties.empty()) reader->Fail(place + "parties", "a deal needs a party");
  if (Reader::Has(from, "amount", &value)) deal->amount = reader->Index(from, "amount", place);
  reader->Each(from, "equivalents", place, [&](element one, const std::string& at) {
    uint64_t index = 0;
    if (one.get_uint64().get(index)) reader->Fail(at.substr(0, at.size() - 1), "a whole number is needed here");
    deal->equivalents.push_back(static_cast<uint32_t>(index));
  });
  if (Reader::Has(from, "stake_percent", &value)) deal->stake_percent = reader->Number(from, "stake_percent", place);
  if (Reader::Has(from, "date", &value)) {
    deal->date = reader->When(value, place + "date.");
    deal->date_basis = reader->Text(value, "basis", place + "date.") == "published" ? DateBasis::kPublished : DateBasis::kText;
  }
  if (Reader::Has(from, "term_months", &value)) deal->term_months = static_cast<int32_t>(reader->Index(from, "term_months", place));
  deal->subject = reader->Text(from, "subject", place);
  deal->rule = reader->Text(from, "rule", place);
  reader->Each(from, "evidence", place, [&](element one, const std::string& at) { deal->evidence.push_back(reader->Place(one, at)); });
  double confidence = 1;
  if (Reader::Has(from, "confidence", &value) && (value.get_double().get(confidence) || confidence < 0 || confidence > 1)) reader->Fail(place + "confidence", "a number from 0 to 1 is needed here");
  deal->confidence = confidence;
  if (Reader::Has(from, "publishable", &value) && value.get_bool().get(deal->publishable)) reader->Fail(place + "publishable", "true or false is needed here");
}

}  // namespace

Result<Extraction> FromJson(std::string_view json) {
  simdjson::dom::parser parser;
  element root;
  const auto error = parser.parse(json.data(), json.size()).get(root);
  if (error == simdjson::MEMALLOC) return Status(Code::kNoMemory, {});
  if (error) return Status(Code::kBadRecord, std::string("this is not valid JSON (") + simdjson::error_message(error) + ")");
  if (!root.is_object()) return Status(Code::kBadRecord, "an extraction is an object");
  Reader reader;
  Extraction extraction;
  extraction.id = reader.Text(root, "id", "");
  extraction.language = reader.Named<Language>(root, "language", "", ParseLanguage, Language::kUnknown);
  extraction.published = reader.Text(root, "published", "");
  if (!extraction.published.empty() && !ParsePeriod(extraction.published)) reader.Fail("published", "'" + extraction.published + "' is no day, month or year");
  reader.Each(root, "parties", "", [&](element one, const std::string& place) {
    Party party;
    party.name = reader.Text(one, "name", place);
    if (party.name.empty()) reader.Fail(place + "name", "a party needs a name");
    party.kind = reader.Named<PartyKind>(one, "kind", place, ParsePartyKind, PartyKind::kCompany);
    reader.Each(one, "aliases", place, [&](element alias, const std::string& at) {
      std::string_view text;
      if (alias.get_string().get(text)) reader.Fail(at.substr(0, at.size() - 1), "a text is needed here");
      party.aliases.emplace_back(text);
    });
    reader.Each(one, "identifiers", place, [&](element identifier, const std::string& at) { party.identifiers.push_back({reader.Text(identifier, "scheme", at), reader.Text(identifier, "value", at)}); });
    reader.Each(one, "mentions", place, [&](element mention, const std::string& at) { party.mentions.push_back(reader.Place(mention, at)); });
    extraction.parties.push_back(std::move(party));
  });
  reader.Each(root, "amounts", "", [&](element one, const std::string& place) {
    extraction.amounts.emplace_back();
    ReadAmount(&reader, one, place, &extraction.amounts.back());
  });
  reader.Each(root, "deals", "", [&](element one, const std::string& place) {
    extraction.deals.emplace_back();
    ReadDeal(&reader, one, place, &extraction.deals.back());
    const Deal& deal = extraction.deals.back();
    for (size_t i = 0; i < deal.parties.size(); ++i)
      if (deal.parties[i].party >= extraction.parties.size()) reader.Fail(place + "parties[" + std::to_string(i) + "].party", "there is no party of this number");
    if (deal.amount && *deal.amount >= extraction.amounts.size()) reader.Fail(place + "amount", "there is no amount of this number");
  });
  reader.Each(root, "warnings", "", [&](element one, const std::string& place) {
    extraction.warnings.push_back({reader.Text(one, "code", place), reader.Text(one, "message", place), {}, {}, reader.Text(one, "expected", place)});
  });
  if (!reader.status().ok()) return reader.status();
  return extraction;
}

Status AddReviewJson(Archive& archive, std::string_view json) {
  simdjson::dom::parser parser;
  element root, value;
  const auto error = parser.parse(json.data(), json.size()).get(root);
  if (error == simdjson::MEMALLOC) return Status(Code::kNoMemory, {});
  if (error || !root.is_object()) return Status(Code::kBadRecord, "a review is an object, such as {\"deal\": id, \"verdict\": \"accepted\"}");
  Reader reader;
  const std::string deal = reader.Text(root, "deal", ""), verdict = reader.Text(root, "verdict", ""), reviewer = reader.Text(root, "reviewer", ""), at = reader.Text(root, "at", ""),
                    note = reader.Text(root, "note", "");
  if (verdict != "accepted" && verdict != "rejected" && verdict != "edited") reader.Fail("verdict", "accepted, rejected or edited is needed here");
  if (!reader.status().ok()) return reader.status();
  Review review{.deal = deal, .verdict = verdict == "accepted" ? Verdict::kAccepted : verdict == "rejected" ? Verdict::kRejected : Verdict::kEdited, .reviewer = reviewer, .at = at, .note = note};
  if (review.verdict != Verdict::kEdited) return archive.AddReview(review);
  if (!Reader::Has(root, "edited", &value)) return Status(Code::kBadRecord, "the deal as it should be is missing", "edited");
  auto edited = FromJson(std::string(simdjson::minify(value)));
  if (!edited.ok()) return Status(edited.status().code(), edited.status().message(), "edited." + edited.status().origin());
  review.edited = &*edited;
  return archive.AddReview(review);
}

}  // namespace entente
