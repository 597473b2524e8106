// What reviewers and users taught, for the next reading: articles with the right deals as test cases, and names for a lexicon.
// A case is what the archive holds of an article: its title, the sentences of all its deals in their order, and as gold what was
// accepted or corrected. What nobody looked at is optional there, and what was rejected is missing.
// Tested by: tests/unit/store/learned_test.cc, tests/archive/review_test.py
#include <algorithm>
#include <map>
#include <set>

#include "output/json_writer.h"
#include "store/archive_impl.h"
#include "store/stored.h"

namespace entente {

using output::JsonWriter;
using store::Database;
using store::FormatUid;
using store::Origin;
using store::ParseUid;
using store::Statement;
using store::StoredArticle;

namespace {

struct Said {
  Verdict verdict = Verdict::kAccepted;
  std::string edited;
};

// As gold files write it; "" for what no single one of their periods says.
std::string GoldDate(const Period& period) {
  const std::string from = FormatDay(period.from), to = FormatDay(period.to);
  const int month = ToCivilDay(period.from).month;
  if (from == to) return from;
  switch (period.precision) {
    case Precision::kQuarter: return from.substr(0, 5) + "Q" + std::to_string((month - 1) / 3 + 1);
    case Precision::kHalf: return from.substr(0, 5) + "H" + std::to_string((month - 1) / 6 + 1);
    default: break;
  }
  if (from.substr(0, 7) == to.substr(0, 7)) return from.substr(0, 7);
  return from.substr(0, 4) == to.substr(0, 4) ? from.substr(0, 4) : std::string();
}

void PutSum(const Amount& amount, JsonWriter* json) {
  json->OpenObject();
  json->Key("low"), json->String(amount.low.ToString());
  json->Key("high"), json->String(amount.high.ToString());
  json->Key("currency"), json->StringOrNull(amount.currency.code());
  json->CloseObject();
}

void PutGold(const Extraction& extraction, const Deal& deal, bool optional, JsonWriter* json) {
  json->OpenObject();
  json->Key("kind"), json->String(DealKindName(deal.kind));
  json->Key("form"), json->String(DealFormName(deal.form));
  json->Key("status"), json->String(DealStatusName(deal.status));
  json->Key("parties"), json->OpenArray();
  for (const PartyInRole& one : deal.parties) {
    const Party& party = extraction.parties[one.party];
    json->OpenObject();
    json->Key("names"), json->OpenArray();
    json->String(party.name);
    for (const std::string& alias : party.aliases) json->String(alias);
    json->CloseArray();
    json->Key("role"), json->String(RoleName(one.role));
    json->CloseObject();
  }
  json->CloseArray();
  json->Key("amounts"), json->OpenArray();
  if (deal.amount) PutSum(extraction.amounts[*deal.amount], json);
  for (const uint32_t other : deal.equivalents) PutSum(extraction.amounts[other], json);
  json->CloseArray();
  json->Key("stake_percent"), deal.stake_percent ? json->Raw(deal.stake_percent->ToString()) : json->Null();
  json->Key("date"), json->StringOrNull(deal.date && deal.date_basis == DateBasis::kText ? GoldDate(*deal.date) : std::string());
  json->Key("term_months");
  if (deal.term_months) json->Number(static_cast<uint64_t>(*deal.term_months));
  else json->Null();
  json->Key("optional"), json->Raw(optional ? "true" : "false");
  json->CloseObject();
}

// The sentences of all deals of the article, each once, in order of the text.
std::string BodyOf(const StoredArticle& stored) {
  std::map<std::pair<uint32_t, uint32_t>, const std::string*> sentences;
  for (size_t i = 0; i < stored.texts.size(); ++i)
    for (size_t k = 0; k < stored.texts[i].size(); ++k)
      if (const Span& span = stored.extraction.deals[i].evidence[k]; span.field == Field::kBody) sentences.emplace(std::pair(span.begin, span.end), &stored.texts[i][k]);
  std::string body;
  for (const auto& [place, sentence] : sentences) body += (body.empty() ? "" : "\n") + *sentence;
  return body;
}

void PutCase(const StoredArticle& stored, const std::map<uint64_t, Said>& said, std::string* out) {
  const Extraction& extraction = stored.extraction;
  JsonWriter json(out);
  json.OpenObject();
  json.Key("id"), json.String(extraction.id);
  json.Key("language"), json.StringOrNull(LanguageCode(extraction.language));
  json.Key("published"), json.StringOrNull(extraction.published);
  json.Key("title"), json.String(stored.title);
  json.Key("body"), json.String(BodyOf(stored));
  json.Key("gold"), json.OpenObject();
  json.Key("deals"), json.OpenArray();
  for (size_t i = 0; i < extraction.deals.size(); ++i) {
    const auto found = said.find(stored.uids[i]);
    if (found == said.end()) PutGold(extraction, extraction.deals[i], true, &json);
    else if (found->second.verdict == Verdict::kAccepted) PutGold(extraction, extraction.deals[i], false, &json);
    else if (found->second.verdict == Verdict::kEdited)
      if (const auto edited = FromJson(found->second.edited); edited.ok() && !edited->deals.empty()) PutGold(*edited, edited->deals[0], false, &json);
  }
  json.CloseArray();
  json.CloseObject();
  json.CloseObject();
  *out += '\n';
}

// ---- names ----

struct Learned {
  std::string kind;  // "" as long as nothing tells it
  std::set<std::string> aliases;
};

bool IsOrganisation(PartyKind kind) { return kind != PartyKind::kCountry && kind != PartyKind::kRegion && kind != PartyKind::kPerson; }

bool FitsTable(const std::string& name) { return name.size() >= 2 && name.size() <= 200 && name[0] != '#' && name.find_first_of("\t\n\r|") == std::string::npos; }

class Lexicon {
 public:
  explicit Lexicon(Archive::Impl* impl) : impl_(impl) {}

  void Take(const std::string& name) {
    const std::string party = PartyOf(name);
    Learned& learned = rows_[party];
    if (name != party) learned.aliases.insert(name);
  }

  // The parties of a correction that the article was not read with.
  void TakeEdit(const Extraction& read, const Extraction& edited) {
    for (const Party& party : edited.parties) {
      const auto same = [&](const Party& other) {
        const auto has = [&](const std::string& alias) { return alias == other.name || std::find(other.aliases.begin(), other.aliases.end(), alias) != other.aliases.end(); };
        return other.name == party.name && other.kind == party.kind && std::all_of(party.aliases.begin(), party.aliases.end(), has);
      };
      if (!IsOrganisation(party.kind) || std::any_of(read.parties.begin(), read.parties.end(), same)) continue;
      Take(party.name);
      const std::string own = PartyOf(party.name);
      rows_[own].kind = PartyKindName(party.kind);
      for (const std::string& alias : party.aliases)
        if (PartyOf(alias) == own) Take(alias);
    }
  }

  std::string Text() {
    std::string text = "name\tkind\taliases\n";
    for (auto& [name, learned] : rows_) {
      if (learned.kind.empty()) learned.kind = KindOf(name);
      const bool fits = FitsTable(name) && std::all_of(learned.aliases.begin(), learned.aliases.end(), FitsTable);
      const auto kind = ParsePartyKind(learned.kind);
      if (!fits || !kind || !IsOrganisation(*kind)) text += "# ";  // kept for people to see, and passed over by the reader
      text += (fits ? name : std::string("a name that a table cannot hold")) + '\t' + (learned.kind.empty() ? "?" : learned.kind) + '\t';
      bool first = true;
      for (const std::string& alias : learned.aliases) {
        if (fits) text += (first ? "" : "|") + alias;
        first = false;
      }
      text += '\n';
    }
    return text;
  }

  bool empty() const { return rows_.empty(); }

 private:
  // The name under which a name counts; itself where the archive does not have it.
  std::string PartyOf(const std::string& name) {
    std::string party = name;
    if (party_.With(name).Step()) party = party_.String(0);
    party_.Reset();
    return party;
  }
  std::string KindOf(const std::string& name) {
    std::string kind;
    if (kind_.With(name).Step() && !kind_.IsNull(0)) kind = PartyKindName(static_cast<PartyKind>(kind_.Int(0)));
    kind_.Reset();
    return kind;
  }

  Archive::Impl* impl_;
  std::map<std::string, Learned> rows_;
  Statement party_{impl_->database.get(), "SELECT p.text FROM name n JOIN name p ON p.id = n.party WHERE n.text = ?"};
  Statement kind_{impl_->database.get(),
                  "SELECT k.kind FROM name n JOIN name m ON m.party = n.id JOIN name_kind k ON k.name = m.id WHERE n.text = ? GROUP BY k.kind ORDER BY sum(k.articles) DESC, k.kind LIMIT 1"};
};

}  // namespace

Result<std::string> Archive::ExportCases() {
  std::string out;
  Status status = impl_->Look([&] {
    Database* database = impl_->database.get();
    std::map<uint64_t, Said> said;
    Statement reviews(database, "SELECT uid, verdict, edited FROM review");
    for (reviews.With(); reviews.Step();) said[static_cast<uint64_t>(reviews.Int(0))] = {static_cast<Verdict>(reviews.Int(1)), reviews.String(2)};
    std::vector<int64_t> articles;
    Statement reviewed(database, "SELECT DISTINCT a.id FROM review v JOIN report r ON r.uid = v.uid JOIN article a ON a.id = r.article WHERE a.origin = ? ORDER BY a.key");
    for (reviewed.With(static_cast<int>(Origin::kRead)); reviewed.Step();) articles.push_back(reviewed.Int(0));
    for (const int64_t article : articles) {
      StoredArticle stored;
      if (store::LoadArticle(database, article, &stored)) PutCase(stored, said, &out);
    }
    return Status();
  });
  if (!status.ok()) return status;
  return out;
}

Result<std::string> Archive::ExportLexicon() {
  std::string out;
  Status status = impl_->Look([&] {
    Lexicon lexicon(impl_.get());
    Statement same(impl_->database.get(), "SELECT a, b FROM said WHERE same = 1 ORDER BY a, b");
    for (same.With(); same.Step();) lexicon.Take(same.String(0)), lexicon.Take(same.String(1));
    Statement edits(impl_->database.get(), "SELECT deal ->> '$.extraction', edited FROM review WHERE edited IS NOT NULL ORDER BY uid");
    for (edits.With(); edits.Step();) {
      const auto read = FromJson(edits.Text(0)), edited = FromJson(edits.Text(1));
      if (edited.ok()) lexicon.TakeEdit(read.ok() ? *read : Extraction(), *edited);
    }
    if (!lexicon.empty()) out = lexicon.Text();
    return Status();
  });
  if (!status.ok()) return status;
  return out;
}

Result<Extraction> Archive::ReadDeal(std::string_view id) {
  const auto uid = ParseUid(id);
  if (!uid) return Status(Code::kInvalidArgument, "'" + std::string(id) + "' is no id of a deal", "deal");
  Extraction alone;
  Status status = impl_->Look([&]() -> Status {
    Database* database = impl_->database.get();
    Statement edited(database, "SELECT edited FROM review WHERE uid = ? AND edited IS NOT NULL");
    if (edited.With(static_cast<int64_t>(*uid)).Step()) {
      auto read = FromJson(edited.Text(0));
      if (!read.ok()) return read.status();
      alone = std::move(read).value();
      return {};
    }
    Statement find(database, "SELECT article FROM report WHERE uid = ?");
    StoredArticle stored;
    if (!find.With(static_cast<int64_t>(*uid)).Step()) return database->ok() ? Status(Code::kNotFound, "the archive has no deal of this id", std::string(id)) : Status();
    const int64_t article = find.Int(0);
    find.Reset();
    if (!store::LoadArticle(database, article, &stored)) return {};
    for (size_t i = 0; i < stored.uids.size(); ++i)
      if (stored.uids[i] == *uid) alone = store::OneDeal(stored.extraction, i);
    return {};
  });
  if (!status.ok()) return status;
  return alone;
}

}  // namespace entente
