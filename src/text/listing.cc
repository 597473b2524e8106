// Makes tables of organisations from public lists of firms. What the columns of a list are called, and which rows are no
// firms, stands in common/listings.tsv; legal forms and ordinary words are those of the packs.
//   "005930","삼성전자보통주","삼성전자",... → 삼성전자  company  Samsung Electronics  0  005930
// Tested by: tests/unit/text/listing_test.cc
#include <algorithm>
#include <map>
#include <set>

#include "base/hash.h"
#include "entente/lexicon.h"
#include "pack/table.h"
#include "pack/user_lexicon.h"
#include "simdjson.h"
#include "text/csv.h"
#include "text/encoding.h"
#include "text/normalise.h"
#include "text/unicode.h"

namespace entente {

namespace {

constexpr size_t kLeastNameBytes = 2, kLeastHangulBytes = 6, kMostNameBytes = 200;
constexpr size_t kShortWordBytes = 3;  // words of so many capitals may be initials: IBM, SK

// One firm of a list, before its name is cleaned.
struct Firm {
  std::string name;
  std::vector<std::string> aliases;
  std::set<std::string> tickers, others;  // others: of the second scheme
};

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (text::IsAsciiUpper(c)) c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

bool IsLetterOrDigit(char c) { return text::IsAsciiUpper(c) || text::IsAsciiLower(c) || text::IsAsciiDigit(c) || (static_cast<uint8_t>(c) & 0x80) != 0; }

// Blanks at the ends leave, blanks and tabs inside become one blank.
std::string Folded(std::string_view text) {
  std::string folded;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!blank) folded += c;
    else if (!folded.empty() && folded.back() != ' ') folded += ' ';
  }
  if (!folded.empty() && folded.back() == ' ') folded.pop_back();
  return folded;
}

// The words of the packs that the importers need.
class Words {
 public:
  Status Load(std::string_view list) {
    auto rows = pack::Table::Load("common/listings.tsv", {"list", "what", "text", "value"});
    if (!rows.ok()) return rows.status();
    for (size_t row = 0; row < rows->rows(); ++row)
      if (rows->cell(row, 0) == list) rows_.push_back({rows->cell(row, 1), rows->cell(row, 2), rows->cell(row, 3)});
    for (const auto& [file, column] : {std::pair("ko/common_words.tsv", "word"), {"ko/frequent_words.tsv", "word"}, {"ko/words.tsv", "text"}, {"en/common_words.tsv", "word"},
                                       {"en/verbs.tsv", "base"}, {"en/nouns.tsv", "singular"}}) {
      auto table = pack::Table::Load(file, {column});
      if (!table.ok()) return table.status();
      for (size_t row = 0; row < table->rows(); ++row) ordinary_.insert(Lower(table->cell(row, 0)));
    }
    auto latin = pack::Table::Load("en/words.tsv", {"text", "kind"});
    if (!latin.ok()) return latin.status();
    for (size_t row = 0; row < latin->rows(); ++row)
      if (latin->cell(row, 1) == "legal_form") legal_.insert(latin->cell(row, 0));
    auto shapes = pack::Table::Load("ko/org_shapes.tsv", {"text", "place"});
    if (!shapes.ok()) return shapes.status();
    for (size_t row = 0; row < shapes->rows(); ++row)
      if (shapes->cell(row, 1) == "prefix") forms_.push_back(shapes->cell(row, 0));
    return {};
  }

  struct Row {
    std::string_view what, text, value;
  };
  const std::vector<Row>& rows() const { return rows_; }
  bool IsOrdinary(std::string_view name) const { return ordinary_.contains(Lower(name)); }

  // What the row is when its name has one of the list's words, or "".
  std::string_view NoFirm(std::string_view name) const {
    for (const Row& row : rows_) {
      if (row.what != "skip_name") continue;
      const size_t at = Lower(name).find(Lower(row.text));
      if (at == std::string_view::npos) continue;
      const bool ascii = static_cast<uint8_t>(row.text[0]) < 0x80;
      const size_t end = at + row.text.size();
      if (!ascii || ((at == 0 || !IsLetterOrDigit(name[at - 1])) && (end == name.size() || !IsLetterOrDigit(name[end])))) return row.value;
    }
    return {};
  }

  // "Apple Inc." → "Apple", "주식회사 가온" → "가온"; never the whole name.
  std::string WithoutLegalForm(std::string name) const {
    for (bool changed = true; changed;) {
      changed = false;
      size_t end = name.size();
      while (end > 0 && !IsLetterOrDigit(name[end - 1]) && name[end - 1] != ')') --end;
      size_t begin = end;
      while (begin > 0 && (IsLetterOrDigit(name[begin - 1]) || name[begin - 1] == '.')) --begin;
      std::string word = Lower(std::string_view(name).substr(begin, end - begin));
      word.erase(std::remove(word.begin(), word.end(), '.'), word.end());
      size_t left = begin;
      while (left > 0 && (name[left - 1] == ' ' || name[left - 1] == ',' || name[left - 1] == '&' || name[left - 1] == '.')) --left;
      if (left > 0 && left < begin && !word.empty() && legal_.contains(word)) {
        name.resize(left);
        changed = true;
      }
      for (const std::string_view form : forms_) {
        if (name.size() <= form.size()) continue;
        if (name.starts_with(form)) name.erase(0, form.size()), changed = true;
        else if (name.ends_with(form)) name.resize(name.size() - form.size()), changed = true;
      }
      name = Folded(name);
    }
    return name;
  }

 private:
  std::vector<Row> rows_;
  HashSet<std::string> ordinary_;
  HashSet<std::string_view> legal_;
  std::vector<std::string_view> forms_;
};

// "MICROSOFT CORP" → "Microsoft Corp": articles write capitals only at the beginning. Short words may be initials and stay.
std::string WithFewCapitals(std::string name) {
  if (std::any_of(name.begin(), name.end(), text::IsAsciiLower)) return name;
  for (size_t at = 0; at < name.size();) {
    size_t end = at;
    while (end < name.size() && IsLetterOrDigit(name[end])) ++end;
    for (size_t i = at + 1; end - at > kShortWordBytes && i < end; ++i)
      if (text::IsAsciiUpper(name[i])) name[i] = static_cast<char>(name[i] - 'A' + 'a');
    at = std::max(end, at + 1);
  }
  return name;
}

class Importer {
 public:
  Importer(std::string_view name, Words words, const char* scheme) : name_(name), words_(std::move(words)), scheme_(scheme) {}

  Result<ImportedLexicon> ReadKrx(std::string_view text) {
    text::CsvReader csv(text);
    std::vector<std::string> cells;
    if (!csv.Next(&cells)) return Bad(1, "the list is empty");
    if (Status status = FindColumns(cells); !status.ok()) return status;
    const size_t width = cells.size();
    while (csv.Next(&cells)) {
      ++out_.rows;
      if (cells.size() != width) return Bad(csv.line(), "the row has " + std::to_string(cells.size()) + " cells, the header " + std::to_string(width));
      TakeKrx(cells);
    }
    if (csv.open_quote()) return Bad(csv.line(), "a quote is never closed");
    return Write();
  }

  Result<ImportedLexicon> ReadSec(std::string_view text) {
    simdjson::dom::parser parser;
    simdjson::dom::object entries;
    const auto error = parser.parse(text.data(), text.size()).get_object().get(entries);
    if (error == simdjson::MEMALLOC) return Status(Code::kNoMemory, {});
    if (error) return Status(Code::kBadRecord, "the list is no JSON object of entries; give it company_tickers.json as the SEC publishes it", std::string(name_));
    for (const auto& [key, entry] : entries) {
      ++out_.rows;
      std::string_view ticker, title;
      uint64_t cik = 0;
      if (entry["cik_str"].get_uint64().get(cik) || entry["ticker"].get_string().get(ticker) || entry["title"].get_string().get(title))
        return Status(Code::kBadRecord, "the entry lacks cik_str, ticker or title", std::string(name_) + ": entry " + std::string(key));
      TakeSec(std::to_string(cik), Folded(ticker), title);
    }
    for (auto& [cik, firm] : by_cik_) Take(std::move(firm));
    return Write();
  }

 private:
  Status Bad(uint64_t line, std::string message) const { return Status(Code::kBadRecord, std::move(message), std::string(name_) + ":" + std::to_string(line)); }
  void Skip(std::string_view reason) { ++skipped_[std::string(reason)]; }

  Status FindColumns(const std::vector<std::string>& header) {
    for (const Words::Row& row : words_.rows()) {
      if (row.what != "column" || columns_.contains(row.value)) continue;
      for (size_t i = 0; i < header.size(); ++i) {
        std::string title = header[i];
        title.erase(std::remove(title.begin(), title.end(), ' '), title.end());
        if (title == row.text) columns_.try_emplace(row.value, i);
      }
    }
    for (const char* needed : {"name", "code"})
      if (!columns_.contains(needed)) return Bad(1, std::string("no column holds the ") + needed + " of the firms; give it a listing of the Korea Exchange as CSV");
    return {};
  }

  std::string CellOf(const std::vector<std::string>& cells, std::string_view column) const {
    const auto at = columns_.find(column);
    return at == columns_.end() ? std::string() : Folded(cells[at->second]);
  }

  // Is the value of the column one that the list's rows of `what` name? Also where the list has no such column.
  bool IsTaken(const std::vector<std::string>& cells, std::string_view column, std::string_view what) const {
    if (!columns_.contains(column)) return true;
    const std::string value = CellOf(cells, column);
    return std::any_of(words_.rows().begin(), words_.rows().end(), [&](const Words::Row& row) { return row.what == what && value == row.text; });
  }

  void TakeKrx(const std::vector<std::string>& cells) {
    std::string code = CellOf(cells, "code");
    if (!code.empty() && code.size() < 6 && std::all_of(code.begin(), code.end(), text::IsAsciiDigit)) code.insert(0, 6 - code.size(), '0');  // as spreadsheets cut it
    const bool good = code.size() == 6 && std::all_of(code.begin(), code.end(), [](char c) { return text::IsAsciiDigit(c) || text::IsAsciiUpper(c); });
    if (!good) return Skip("bad_code");
    // the last figure of a code says which share of the firm it is
    if (code.back() != '0' || !IsTaken(cells, "share", "take_share")) return Skip("preferred_share");
    if (!IsTaken(cells, "security", "take_security")) return Skip("no_share");
    Firm firm{.name = CellOf(cells, "name"), .aliases = {}, .tickers = {code}, .others = {}};
    std::string full = CellOf(cells, "full_name");
    for (const Words::Row& row : words_.rows())
      if (row.what == "strip_end" && full.size() > row.text.size() && full.ends_with(row.text)) full.resize(full.size() - row.text.size());
    firm.aliases = {full, CellOf(cells, "english")};
    if (const std::string isin = CellOf(cells, "isin"); !isin.empty()) firm.others.insert(isin);
    Take(std::move(firm));
  }

  // Entries of one CIK are the shares of one firm.
  void TakeSec(const std::string& cik, const std::string& ticker, std::string_view title) {
    std::string name = Folded(title);
    if (const size_t slash = name.find_first_of("/\\"); slash != std::string::npos && slash > 1 && name[slash - 1] == ' ') name = Folded(name.substr(0, slash));  // "... /DE/"
    const auto [at, added] = by_cik_.try_emplace(cik);
    if (!added) ++changed_["more_shares"];
    else at->second.name = WithFewCapitals(name), at->second.aliases = {name}, at->second.others = {cik};
    at->second.tickers.insert(ticker);
  }

  void Take(Firm firm) {
    if (const std::string_view what = words_.NoFirm(firm.name); !what.empty()) return Skip(what);
    std::vector<std::string> names;
    for (const std::string& given : {firm.name, firm.aliases.empty() ? std::string() : firm.aliases[0], firm.aliases.size() < 2 ? std::string() : firm.aliases[1]}) {
      // as the engine will read it: what looks the same must be the same here too
      std::string normal;
      text::SourceMap map;
      if (!text::Normalise(given, &normal, &map).ok()) continue;
      std::string name = words_.WithoutLegalForm(Folded(normal));
      name.erase(std::remove(name.begin(), name.end(), '|'), name.end());
      if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    }
    if (firm.name.empty() || names.empty()) return Skip("no_name");
    const auto is_short = [](const std::string& name) { return name.size() < (static_cast<uint8_t>(name[0]) < 0x80 ? kLeastNameBytes : kLeastHangulBytes) || name.size() > kMostNameBytes; };
    if (names[0][0] == '#') return Skip("no_name");  // it would be a line for people
    if (is_short(names[0])) return Skip("short_name");
    std::erase_if(names, is_short);
    for (auto* values : {&firm.tickers, &firm.others})
      changed_["bad_identifier_left_out"] += std::erase_if(*values, [&](const std::string& value) { return !pack::IsIdentifier(values == &firm.tickers ? "ticker" : scheme_, value); });
    firm.name = names[0];
    firm.aliases.assign(names.begin() + 1, names.end());
    firms_.push_back(std::move(firm));
  }

  ImportedLexicon Write() {
    std::sort(firms_.begin(), firms_.end(), [](const Firm& a, const Firm& b) { return std::tie(a.name, a.tickers) < std::tie(b.name, b.tickers); });
    HashMap<std::string_view, int> uses;  // how many firms a name has
    for (const Firm& firm : firms_) {
      ++uses[firm.name];
      for (const std::string& alias : firm.aliases) ++uses[alias];
    }
    out_.table = std::string("name\tkind\taliases\tambiguous\tticker\t") + scheme_ + "\n";
    for (size_t i = 0; i < firms_.size(); ++i) {
      const Firm& firm = firms_[i];
      // of two firms with one name nothing says which an article means
      if (uses[firm.name] > 1) {
        Skip("shared_name");
        continue;
      }
      WriteRow(firm, uses);
    }
    for (const auto& [reason, count] : skipped_) out_.skipped.push_back({reason, count});
    for (const auto& [reason, count] : changed_)
      if (count > 0) out_.changed.push_back({reason, count});
    return std::move(out_);
  }

  template <typename Uses>
  void WriteRow(const Firm& firm, const Uses& uses) {
    std::string aliases;
    for (const std::string& alias : firm.aliases) {
      if (uses.find(alias)->second > 1 || words_.IsOrdinary(alias)) {
        ++changed_[uses.find(alias)->second > 1 ? "shared_alias_left_out" : "ordinary_alias_left_out"];
        continue;
      }
      aliases += (aliases.empty() ? "" : "|") + alias;
    }
    const bool ambiguous = words_.IsOrdinary(firm.name);
    if (ambiguous) ++changed_["ordinary_word_marked"];
    const auto join = [](const std::set<std::string>& values) {
      std::string joined;
      for (const std::string& value : values) joined += (joined.empty() ? "" : "|") + value;
      return joined;
    };
    out_.table += firm.name + "\tcompany\t" + aliases + (ambiguous ? "\t1\t" : "\t0\t") + join(firm.tickers) + "\t" + join(firm.others) + "\n";
    ++out_.taken;
  }

  std::string_view name_;
  Words words_;
  const char* scheme_;  // of the second identifier
  HashMap<std::string_view, size_t> columns_;
  std::vector<Firm> firms_;
  std::map<std::string, Firm> by_cik_;
  std::map<std::string, uint64_t> skipped_, changed_;
  ImportedLexicon out_;
};

}  // namespace

Result<ImportedLexicon> ImportListing(Listing listing, std::string_view bytes, std::string_view name) {
  std::string text;
  if (Status status = text::DecodeBytes(bytes, "auto", &text); !status.ok())
    return Status(status.code(), status.message() + " (" + status.origin() + ")", std::string(name));
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  Words words;
  if (Status status = words.Load(listing == Listing::kKrx ? "krx" : "sec"); !status.ok()) return status;
  Importer importer(name, std::move(words), listing == Listing::kKrx ? "isin" : "cik");
  return listing == Listing::kKrx ? importer.ReadKrx(text) : importer.ReadSec(text);
}

}  // namespace entente
