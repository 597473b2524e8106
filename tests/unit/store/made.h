// Articles made for the tests of the archive, with the extraction that a reading of them would give.
#pragma once

#include <algorithm>
#include <deque>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <unistd.h>

#include "entente/archive.h"

namespace made {

using namespace entente;

struct InRole {
  std::string name;
  Role role = Role::kPartner;
  std::vector<std::string> aliases = {};
  PartyKind kind = PartyKind::kCompany;
};

struct Told {
  std::string id, published = "2024-06-04";
  DealKind kind = DealKind::kPartnership;
  DealForm form = DealForm::kOther;
  DealStatus status = DealStatus::kAgreed;
  std::vector<InRole> parties = {};
  std::string sum = {}, currency = "KRW";
  std::string day = {};  // "": that of the publication
  std::string subject = {};
};

// One article with one deal (or several, by With).
class MadeArticle {
 public:
  explicit MadeArticle(Told told) : title_(std::make_shared<std::string>("소식 " + told.id)), body_(std::make_shared<std::string>()), extraction_(std::make_shared<Extraction>()) {
    extraction_->id = told.id;
    extraction_->language = Language::kKorean;
    extraction_->published = told.published;
    With(told);
  }
  MadeArticle& With(const Told& told) {
    Extraction& e = *extraction_;
    Deal deal;
    deal.kind = told.kind, deal.form = told.form, deal.status = told.status, deal.subject = told.subject, deal.confidence = 0.9;
    const auto begin = static_cast<uint32_t>(body_->size());
    for (const InRole& party : told.parties) {
      const auto known = std::find_if(e.parties.begin(), e.parties.end(), [&](const Party& p) { return p.name == party.name; });
      deal.parties.push_back({static_cast<uint32_t>(known - e.parties.begin()), party.role, {Field::kBody, static_cast<uint32_t>(body_->size()), static_cast<uint32_t>(body_->size() + party.name.size())}});
      if (known == e.parties.end()) e.parties.push_back({party.name, party.kind, party.aliases, {}});
      *body_ += party.name + ", ";
    }
    if (!told.sum.empty()) {
      Amount amount;
      amount.text = told.sum;
      amount.span = {Field::kBody, static_cast<uint32_t>(body_->size()), static_cast<uint32_t>(body_->size() + told.sum.size())};
      amount.low = amount.high = *Decimal::Parse(told.sum);
      if (!told.currency.empty()) amount.currency = Currency(told.currency);
      amount.role = AmountRole::kDealValue;
      deal.amount = static_cast<uint32_t>(e.amounts.size());
      e.amounts.push_back(amount);
      *body_ += told.sum;
    }
    *body_ += ". ";
    deal.evidence = {{Field::kBody, begin, static_cast<uint32_t>(body_->size() - 1)}};
    deal.date = ParsePeriod(told.day.empty() ? told.published : told.day);
    deal.date_basis = told.day.empty() ? DateBasis::kPublished : DateBasis::kText;
    e.deals.push_back(deal);
    return *this;
  }
  ArchiveItem item() const { return {extraction_.get(), *title_, *body_}; }
  const std::string& id() const { return extraction_->id; }
  Extraction& extraction() { return *extraction_; }

 private:
  std::shared_ptr<std::string> title_, body_;
  std::shared_ptr<Extraction> extraction_;
};

inline std::vector<ArchiveItem> Items(const std::vector<MadeArticle>& articles) {
  std::vector<ArchiveItem> items;
  for (const MadeArticle& article : articles) items.push_back(article.item());
  return items;
}

// A fixed order for each seed, the same with every standard library.
inline void Shuffle(std::vector<MadeArticle>* articles, uint32_t seed) {
  std::mt19937 random(seed);
  for (size_t i = articles->size(); i > 1; --i) std::swap((*articles)[i - 1], (*articles)[random() % i]);
}

// Articles about few firms in few weeks, so that many tell the same event or nearly so.
inline std::vector<MadeArticle> Many(size_t count, uint32_t seed = 7) {
  static const char* const kNames[] = {"가온전자", "두레", "누리텔레콤", "새벽로보틱스", "한결", "마루은행"};
  static const DealStatus kStatuses[] = {DealStatus::kAgreed, DealStatus::kPlanned, DealStatus::kCompleted, DealStatus::kDenied, DealStatus::kRumoured};
  std::mt19937 random(seed);
  std::vector<MadeArticle> articles;
  for (size_t i = 0; i < count; ++i) {
    const auto told = [&] {
      Told t;
      t.id = "m" + std::to_string(i);
      t.published = FormatDay(19800 + static_cast<DayNumber>(random() % 150));
      t.kind = static_cast<DealKind>(random() % 5);
      const Role roles[5][2] = {{Role::kPartner, Role::kPartner}, {Role::kParent, Role::kParent}, {Role::kInvestor, Role::kInvestee}, {Role::kAcquirer, Role::kTarget}, {Role::kSupplier, Role::kCustomer}};
      t.status = kStatuses[random() % 5];
      const size_t a = random() % 6, b = (a + 1 + random() % 5) % 6;
      t.parties = {{kNames[a], roles[static_cast<size_t>(t.kind)][0]}, {kNames[b], roles[static_cast<size_t>(t.kind)][1]}};
      if (random() % 4 == 0) t.parties.pop_back();
      if (random() % 7 == 0) t.parties[0] = {"Gaon", t.parties[0].role, {"가온전자"}};
      if (random() % 2 == 0) t.sum = std::to_string(1 + random() % 3) + "0000000000";
      if (random() % 3 == 0) t.day = FormatDay(19790 + static_cast<DayNumber>(random() % 150));
      if (random() % 9 == 0) t.day = "2024";
      return t;
    };
    articles.emplace_back(told());
    if (random() % 3 == 0) articles.back().With(told());
  }
  return articles;
}

// The id in the first line of a dump that is about a deal.
inline std::string FirstDeal(const std::string& dump) {
  const size_t at = dump.find("{\"deal\":\"");
  return at == std::string::npos ? std::string() : dump.substr(at + 9, 16);
}

// A folder of its own, gone at the end.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "entente-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string File(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace made
