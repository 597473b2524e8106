// Questions to an archive, and their answers. Every number leads to deals, every deal to reports, articles and spans.
//
//   entente::Question question{.ask = entente::Asked::kPartners, .party = "KT"};
//   auto answer = entente::Ask(archive, question);
//   for (const entente::Partner& partner : answer->partners) ...
//
// The same as JSON goes through AskJson; its schema is capi/query.schema.json. Answers do not depend on the order in which the
// archive was filled. Each question sees one state of the file, whatever is written meanwhile.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/archive.h"
#include "entente/deal.h"
#include "entente/rates.h"

namespace entente {

enum class Asked : uint8_t { kDeals, kTimeline, kPartners, kTotals, kPath, kGraph, kParties };
enum class SortBy : uint8_t { kDate, kDateDown, kValueDown, kValue, kReportsDown, kConfidenceDown };
enum class GroupBy : uint8_t { kYear, kQuarter, kKind, kForm, kStatus, kRole, kParty, kCountry, kField, kCurrency };

// Which deals are meant; empty fields do not restrict. Parties stand for all their names.
struct DealFilter {
  std::vector<std::string> ids;          // of deals or of any of their reports
  std::vector<std::string> parties;      // every one of these takes part
  std::optional<Role> role;              // that the first of `parties` has (some party, where there are none)
  std::vector<DealKind> kinds;
  std::vector<DealForm> forms;
  std::vector<DealStatus> statuses;      // empty: for totals what is agreed, completed or planned; for partners, path and graph
                                         // that and what has ended; for the others all
  std::optional<DayNumber> from, to;     // of the deal's first day, both inclusive
  std::optional<Decimal> value_min, value_max;  // of the upper end of the sum, both inclusive
  std::string value_currency;            // of the two before; empty: the archive's
  std::vector<std::string> countries;    // a country, or a region or city of it, takes part: ISO 3166 codes or names
  std::vector<std::string> not_countries;  // a country takes part, and none of these
  std::string text;                      // stands in the evidence or the title of a report; whole words from their beginning
                                         // where they are of Latin letters, any part where they are Hangul, kana or Han
  std::string field;                     // stands in what the deal is about
  std::vector<std::string> articles;     // ids of articles that tell it
  std::optional<bool> contradicting;     // do its reports contradict each other?
  std::optional<bool> by_host;           // was it entered or corrected by a person?
};

struct Question {
  Asked ask = Asked::kDeals;
  DealFilter where;
  SortBy sort = SortBy::kDate;       // of deals
  uint32_t limit = 0;                // of deals, rows or steps; 0: 50 for deals and the timeline, 5000 for a graph, else all
  std::string cursor;                // Answer::cursor of the page before
  std::string party;                 // of partners; of a timeline optional
  std::string path_from, path_to;    // of a path
  std::vector<GroupBy> by;           // of totals
  std::string currency;              // of totals; empty: the archive's
  uint32_t deals_listed = 100;       // deals named with each row of partners and totals, at most
  std::string text;                  // of parties: how a name begins
};

struct PartyInDeal {
  std::string name;     // under which it counts; the id of a party too
  PartyKind kind = PartyKind::kCompany;
  std::string country;  // ISO 3166 code of a place, or ""
  Role role = Role::kPartner;
};

// A sum as a report names it.
struct StatedSum {
  std::string text;  // as the article writes it
  Decimal low, high;
  Currency currency;
  uint16_t qualifiers = kExact;
  std::optional<Normalized> normalized;
  std::string not_normalized;
};

struct Evidence {
  Span span;
  std::string text;  // without tags
};

struct ReportView {
  std::string id;
  std::string article;
  std::string origin;  // "article", "host", "reviewer"
  std::string title, published, language;
  DealKind kind = DealKind::kPartnership;
  DealForm form = DealForm::kOther;
  DealStatus status = DealStatus::kAgreed;
  std::optional<Period> date;
  DateBasis date_basis = DateBasis::kText;
  std::optional<StatedSum> sum;
  std::string stake_percent;
  double confidence = 0;
  std::string rule;
  std::vector<Evidence> evidence;
};

struct StatusChange {
  DealStatus status = DealStatus::kAgreed;
  std::string day;     // when it was told, or ""
  std::string report;  // the first that told it
  std::string article;
};

struct ContradictionView {
  std::string what;                  // "amount", "date", "stake_percent", "status"
  std::vector<std::string> reports;  // one for each of the different values
};

struct DealView {
  std::string id;
  DealKind kind = DealKind::kPartnership;
  DealForm form = DealForm::kOther;
  DealStatus status = DealStatus::kAgreed;
  std::vector<PartyInDeal> parties;
  std::optional<StatedSum> sum;
  std::string stake_percent;
  std::optional<Period> date;
  DateBasis date_basis = DateBasis::kText;
  std::optional<int32_t> term_months;
  std::string subject;
  double confidence = 0;
  std::vector<ReportView> reports;  // the first is the one that told it first
  std::vector<StatusChange> history;
  std::vector<ContradictionView> contradictions;
};

struct Partner {
  PartyInDeal party;              // the role is that of the latest deal
  uint64_t deals = 0;
  std::vector<DealKind> kinds;    // in order, without repeats
  std::optional<DayNumber> first, last;
  std::vector<std::string> ids;   // of the deals, by date, at most Question::deals_listed
};

struct CountedDeal {
  std::string id;
  Decimal low, high;              // in the currency of the answer
  std::optional<Normalized> conversion;  // the rate; empty where the sum is in that currency
};

struct TotalRow {
  std::vector<std::string> group;  // one for each of Question::by; "" where a deal has none
  Decimal low, high;
  uint64_t counted = 0;
  std::vector<CountedDeal> deals;  // at most Question::deals_listed
};

// Why deals do not count: "no_amount", "no_rate", "counted_already" (another deal of the article has the same sum),
// or the status: "exploring", "rumoured", "denied", "ended".
struct LeftOut {
  std::string reason;
  uint64_t count = 0;
  std::vector<std::string> deals;  // at most Question::deals_listed
};

struct PathStep {
  PartyInDeal from, to;
  std::vector<std::string> deals;  // at most Question::deals_listed
};

struct GraphEdge {
  uint32_t from = 0, to = 0;  // indices of Answer::nodes; from who gives (investor, acquirer, supplier, parent) to who gets
  bool directed = false;
  DealKind kind = DealKind::kPartnership;
  std::vector<std::string> deals;
  std::optional<Decimal> value;  // of all of them, in the archive's currency: the upper ends
};

struct GraphNode {
  PartyInDeal party;
  uint64_t deals = 0;
};

struct Answer {
  Asked ask = Asked::kDeals;
  std::string currency;               // of values and totals
  std::vector<DealView> deals;        // also of a timeline, in order of the date, and of a graph
  std::string cursor;                 // for the next page, or "" after the last
  std::vector<Partner> partners;
  std::vector<TotalRow> totals;
  TotalRow total;                     // each deal once, whatever the groups
  std::vector<LeftOut> left_out;
  std::vector<PathStep> path;         // empty: not connected
  std::vector<GraphNode> nodes;
  std::vector<GraphEdge> edges;
  std::vector<PartyInDeal> parties;
  std::vector<std::string> unknown;   // parties of the question that the archive does not have
};

// `rates` convert sums that the archive has no value for in the wanted currency; null: the table inside the library.
// Errors: kInvalidArgument (the origin is the place in the question: "where.value_currency"), kIo.
Result<Answer> Ask(Archive& archive, const Question& question, const RateTable* rates = nullptr);

// Reads a question of query.schema.json. Errors: kInvalidArgument; the origin is the place ("where.kinds[1]").
Result<Question> ParseQuestion(std::string_view json);
// The answer as JSON of query.schema.json, one line without a line end.
std::string ToJson(const Answer& answer);
// A graph for other programs.
std::string ToGraphMl(const Answer& answer);
std::string ToDot(const Answer& answer);
// ParseQuestion, Ask and ToJson in one; for {"ask": "graph", "format": "graphml"} or "dot" that text.
Result<std::string> AskJson(Archive& archive, std::string_view question, const RateTable* rates = nullptr);

// What the page of a report shows, as JSON that may stand in a <script>: {"about": {"archive": `name`, "filters", "cut"}, "deals", "timeline", "graph", "totals": by
// year, kind, country and party}. `question` may have "where", "sort" ("-date" unless given), "limit" (of deals, 5000 unless given) and "currency" of totals;
// "" asks for all. Requires: `name` is valid UTF-8. Errors: as AskJson.
Result<std::string> ReportJson(Archive& archive, std::string_view name, std::string_view question, const RateTable* rates = nullptr);

// Archive::AddReview for {"deal", "verdict": "accepted" | "rejected" | "edited", "reviewer", "at", "note", "edited": {an extraction}}.
// Errors: kBadRecord; the origin is the place in the JSON.
Status AddReviewJson(Archive& archive, std::string_view json);

}  // namespace entente
