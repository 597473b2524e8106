#include "table.h"

namespace cli {
namespace {

constexpr const char* kColumns[] = {
    "article", "published", "language", "deal", "kind", "form", "status", "parties", "amount_text", "currency", "low", "high", "qualifiers",
    "equivalents", "normalized_currency", "normalized_low", "normalized_high", "rate", "rate_date", "rate_kind", "rate_source", "stake_percent",
    "date_from", "date_to", "date_precision", "date_basis", "term_months", "subject", "confidence", "evidence"};

class Row {
 public:
  // A cell that a spreadsheet would take for a formula gets an apostrophe before it.
  void Put(const std::string& cell) {
    if (!first_) text_ += ',';
    first_ = false;
    std::string content = cell;
    if (!content.empty() && std::string("=+-@\t\r").find(content[0]) != std::string::npos) content.insert(0, "'");
    if (content.find_first_of(",\"\r\n") == std::string::npos) {
      text_ += content;
      return;
    }
    text_ += '"';
    for (char c : content) {
      if (c == '"') text_ += '"';
      text_ += c;
    }
    text_ += '"';
  }
  std::string End() const { return text_ + "\r\n"; }

 private:
  std::string text_;
  bool first_ = true;
};

std::string Join(const std::vector<std::string>& parts) {
  std::string joined;
  for (const std::string& part : parts) {
    if (!joined.empty()) joined += "; ";
    joined += part;
  }
  return joined;
}

}  // namespace

std::string FormatCsvRow(const std::vector<std::string>& cells) {
  Row row;
  for (const std::string& cell : cells) row.Put(cell);
  return row.End();
}

std::string CsvHeader() {
  Row row;
  for (const char* column : kColumns) row.Put(column);
  return row.End();
}

std::string FormatCsv(const ArticleResult& result) {
  std::string out;
  for (size_t i = 0; i < result.deals.size(); ++i) {
    const DealRow& deal = result.deals[i];
    const Sum amount = deal.amount.value_or(Sum{}), normalized = deal.normalized.value_or(Sum{});
    std::vector<std::string> parties;
    for (const auto& [name, role] : deal.parties) parties.push_back(name + " (" + role + ")");
    Row row;
    for (const std::string& cell :
         {result.id, result.published, result.language, std::to_string(i), deal.kind, deal.form, deal.status, Join(parties), amount.text,
          amount.currency, amount.low, amount.high, amount.qualifiers, Join(deal.equivalents), normalized.currency, normalized.low,
          normalized.high, normalized.rate, normalized.rate_date, normalized.rate_kind, normalized.rate_source, deal.stake_percent,
          deal.date_from, deal.date_to, deal.date_precision, deal.date_basis, deal.term_months, deal.subject, deal.confidence, deal.evidence})
      row.Put(cell);
    out += row.End();
  }
  return out;
}

}  // namespace cli
