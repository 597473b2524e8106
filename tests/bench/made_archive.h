// Articles made for the benchmark of the archive: twenty years in order, parties by Zipf's law, Korean titles and sentences of
// the length of news. The same number gives the same articles.
#pragma once

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "entente/archive.h"

namespace bench {

struct Made {
  entente::Extraction extraction;
  std::string title, body;
};

class Maker {
 public:
  explicit Maker(size_t deals, uint32_t seed = 1) : deals_(deals), random_(seed), parties_(std::max<size_t>(200, deals / 8)) {}

  static std::string PartyName(size_t rank) {
    std::string name;
    for (size_t rest = rank + 1000; rest > 0; rest /= 40) name += Syllable(rest % 40 * 13 + 7);
    static const char* const kEndings[] = {"전자", "은행", "테크", "바이오", "산업"};
    return name + kEndings[rank % 5];
  }
  size_t parties() const { return parties_; }
  size_t made() const { return made_; }
  bool done() const { return made_ >= deals_; }

  // About one deal in five is one that another article of the same days has told.
  Made Next() {
    using namespace entente;
    Made article;
    Extraction& e = article.extraction;
    e.id = "made-" + std::to_string(++articles_);
    e.language = Language::kKorean;
    const auto day = static_cast<DayNumber>(12418 + made_ * 7300 / std::max<size_t>(1, deals_));
    e.published = FormatDay(day);
    article.title = Words(20);
    const size_t count = std::min<size_t>(deals_ - made_, 1 + random_() % 4);
    for (size_t i = 0; i < count; ++i, ++made_) {
      Deal deal;
      Plan plan = recent_.size() > 20 && random_() % 5 == 0 ? recent_[random_() % recent_.size()] : NewPlan();
      deal.kind = plan.kind, deal.status = static_cast<DealStatus>(random_() % 100 < 80 ? random_() % 2 : random_() % 7);
      deal.confidence = 0.9;
      const auto begin = static_cast<uint32_t>(article.body.size());
      for (const auto& [rank, role] : plan.parties) deal.parties.push_back({PartyIndex(&e, PartyName(rank)), role, {Field::kBody, begin, begin + 3}});
      if (plan.sum != 0) {
        Amount amount;
        amount.span = {Field::kBody, begin, begin + 3};
        amount.text = std::to_string(plan.sum);
        amount.low = amount.high = Decimal::FromInt(plan.sum);
        amount.currency = Currency("KRW");
        amount.normalized = Normalized{Currency("USD"), Decimal::FromInt(plan.sum / 1300), Decimal::FromInt(plan.sum / 1300), *Decimal::Parse("0.000769"), e.published.substr(0, 7), RateKind::kMonthly, "ECB"};
        deal.amount = static_cast<uint32_t>(e.amounts.size());
        e.amounts.push_back(amount);
      }
      article.body += Words(45) + ". ";
      deal.evidence = {{Field::kBody, begin, static_cast<uint32_t>(article.body.size() - 1)}};
      deal.date = Period{day - static_cast<DayNumber>(random_() % 3), 0, Precision::kDay};
      deal.date->to = deal.date->from;
      deal.date_basis = DateBasis::kText;
      deal.rule = "made";
      e.deals.push_back(std::move(deal));
    }
    return article;
  }

  // A party as the deals have them: frequent ones more often.
  size_t Rank() {
    const double u = std::generate_canonical<double, 32>(random_);
    return std::min(parties_ - 1, static_cast<size_t>(std::exp(u * std::log(static_cast<double>(parties_)))) - 1 + random_() % 20);
  }
  std::mt19937& random() { return random_; }

 private:
  struct Plan {
    entente::DealKind kind;
    std::vector<std::pair<size_t, entente::Role>> parties;
    int64_t sum;
  };

  Plan NewPlan() {
    using entente::Role;
    static const Role kRoles[5][2] = {{Role::kPartner, Role::kPartner}, {Role::kParent, Role::kParent}, {Role::kInvestor, Role::kInvestee}, {Role::kAcquirer, Role::kTarget}, {Role::kSupplier, Role::kCustomer}};
    Plan plan{static_cast<entente::DealKind>(random_() % 5), {}, 0};
    const auto* roles = kRoles[static_cast<size_t>(plan.kind)];
    const size_t first = Rank(), second = Rank();
    plan.parties = {{first, roles[0]}, {first == second ? (second + 1) % parties_ : second, roles[1]}};
    if (random_() % 4 == 0) plan.parties.emplace_back((first + second + 2) % parties_, roles[0]);
    if (plan.kind != entente::DealKind::kPartnership && random_() % 3 != 0) plan.sum = static_cast<int64_t>(1 + random_() % 9999) * 100000000;
    if (recent_.size() < 200) recent_.push_back(plan);
    else recent_[random_() % 200] = plan;
    return plan;
  }

  static uint32_t PartyIndex(entente::Extraction* e, const std::string& name) {
    for (uint32_t i = 0; i < e->parties.size(); ++i)
      if (e->parties[i].name == name) return i;
    e->parties.push_back({name, entente::PartyKind::kCompany, {}, {}});
    return static_cast<uint32_t>(e->parties.size() - 1);
  }

  static std::string Syllable(size_t number) {
    const auto c = static_cast<uint32_t>(0xAC00 + number % 11172);
    return {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
  }
  // About so many syllables, in words of two to four from a stock of some thousands, as in news.
  std::string Words(size_t syllables) {
    std::string text;
    for (size_t used = 0; used < syllables;) {
      const double u = std::generate_canonical<double, 32>(random_);
      const size_t word = static_cast<size_t>(std::exp(u * std::log(8000.0)));
      const size_t length = 2 + word % 3;
      for (size_t i = 0; i < length; ++i) text += Syllable((word * 31 + i * 577) % 1200 * 9);
      text += ' ';
      used += length;
    }
    text.pop_back();
    return text;
  }

  size_t deals_, made_ = 0, articles_ = 0;
  std::mt19937 random_;
  size_t parties_;
  std::vector<Plan> recent_;
};

}  // namespace bench
