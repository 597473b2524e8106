#include <string>
#include <vector>

#include "unit/mention/read_quantities.h"

namespace entente::mention {
namespace {

TEST_CASE("Korean money") {
  for (const Case& c : std::vector<Case>{
           {"337억 크로나(약 4조 4000억원)를 투자한다", "33700000000 SEK; 4400000000000 KRW"},
           {"최대 약 3조원", "3000000000000 KRW"},
           {"수조원대의 투자", "2000000000000 to 9000000000000 KRW"},
           {"수십억 달러", "2000000000 to 9000000000 USD"},
           {"십여억 원", "1000000000 KRW"},
           {"120만여원, 4억5000만원, 1조2천억원", "1200000 KRW; 450000000 KRW; 1200000000000 KRW"},
           {"8조~10조원, 10억∼20억 달러, 8~10조원", "8000000000000 to 10000000000000 KRW; 1000000000 to 2000000000 USD; 8000000000000 to 10000000000000 KRW"},
           {"1억2345만6789원", "123456789 KRW"},
           {"오백만 원과 삼천오백만원", "5000000 KRW; 35000000 KRW"},
           {"800억 지분 투자", "80000000000 KRW"},
           {"1천577.2원", "1577.2 KRW"},
           {"64달러 45센트", "64.45 USD"},
           {"5억 캐나다 달러, 1412억5280만 홍콩달러", "500000000 CAD; 141252800000 HKD"},
           {"아이슬란드 정부가 5억 크로나를 썼다", "500000000 ISK"},
           {"각각 10억, 5억 달러", "1000000000 USD; 500000000 USD"},
       })
    CHECK(std::string(c.text) + " = " + Money(c.text, Language::kKorean) == std::string(c.text) + " = " + c.expected);
}

TEST_CASE("Korean numbers that are no money") {
  for (const char* text : {"50개", "1000명", "3천대", "1억 명이 쓴다", "20억명", "형법 129조", "제51조", "이유로", "수원에서", "직원 5명", "2조각", "480p", "GS25", "엔진 5개", "지난달 20%"})
    CHECK(std::string(text) + " = " + Money(text, Language::kKorean) == std::string(text) + " = ");
}

TEST_CASE("English money") {
  for (const Case& c : std::vector<Case>{
           {"a deal valued at $4bn (£2.1bn)", "4000000000 USD; 2100000000 GBP"},
           {"a $10-billion plan, US$1.2 million and EUR 2,5 Mio", "10000000000 USD; 1200000 USD; 2500000 EUR"},
           {"10 million yuan, RMB 10 million", "10000000 CNY; 10000000 CNY"},
           {"tens of billions of dollars", "20000000000 to 90000000000 USD"},
           {"a multibillion-euro market", "2000000000 to 9000000000 EUR"},
           {"half a billion dollars and 50 cents", "500000000 USD; 0.5 USD"},
           {"15-20 USD, between $2 billion and $2.4 billion", "15 to 20 USD; 2000000000 to 2400000000 USD"},
           {"$3 to $4 billion, £1.5bn-£2bn", "3000000000 to 4000000000 USD; 1500000000 to 2000000000 GBP"},
           {"profit rose from $5 million to $7 million", "5000000 USD; 7000000 USD"},
           {"25-1/2 dlrs a share", "25.5 USD"},
           {"42 billion Canadian dollars", "42000000000 CAD"},
           {"500 USD,100 times more", "500 USD"},
           {"ALL 5 solutions, won 10 contracts, Bob 3 times", ""},
       })
    CHECK(std::string(c.text) + " = " + Money(c.text, Language::kEnglish) == std::string(c.text) + " = " + c.expected);
}

TEST_CASE("Japanese and Chinese money") {
  CHECK(Money("四十九兆九千五百九十二億円", Language::kJapanese) == "49959200000000 JPY");
  CHECK(Money("8億人民元、2ドル3セント", Language::kJapanese) == "800000000 CNY; 2.03 USD");
  CHECK(Money("1万亿日元，五元三毛", Language::kChinese) == "1000000000000 JPY; 5.3 CNY");
  CHECK(Money("5.6到5.78元", Language::kChinese) == "5.6 to 5.78 CNY");
}

TEST_CASE("bounds, conversions and prices are kept apart") {
  const Quantities read = Read("최대 약 3조원, 5000억원 이상, 주당 5만원, 2000만달러 (한화 290억원)", Language::kKorean);
  REQUIRE(read.amounts.size() == 5);
  CHECK(read.amounts[0].qualifiers == (kAtMost | kAbout));
  CHECK(read.amounts[0].begin == 0);
  CHECK(read.amounts[1].qualifiers == kAtLeast);
  CHECK(read.amounts[2].is_rate);
  CHECK_FALSE(read.amounts[3].is_rate);
  CHECK(read.amounts[4].conversion_of == 3U);
  const Quantities listed = Read("1.16bn euros ($1.5bn; £800m) and $2bn", Language::kEnglish);
  REQUIRE(listed.amounts.size() == 4);
  CHECK(listed.amounts[1].conversion_of == 0U);
  CHECK(listed.amounts[2].conversion_of == 0U);
  CHECK_FALSE(listed.amounts[3].conversion_of.has_value());
}

TEST_CASE("how a currency was decided") {
  CHECK(Read("5억 크로나", Language::kKorean).amounts[0].basis == CurrencyBasis::kDefault);
  CHECK(Read("스웨덴은 5억 크로나", Language::kKorean).amounts[0].basis == CurrencyBasis::kCountry);
  CHECK(Read("스웨덴 크로나로 5억 스웨덴 크로나", Language::kKorean).amounts[0].basis == CurrencyBasis::kStated);
  CHECK(Read("5억 달러", Language::kKorean).amounts[0].basis == CurrencyBasis::kStated);
  CHECK(Read("5억 투자", Language::kKorean).amounts[0].basis == CurrencyBasis::kContext);
}

TEST_CASE("Korean dates") {
  for (const Case& c : std::vector<Case>{
           {"4일 밝혔다", "2024-06-04"}, {"30일 밝혔다", "2024-05-30"}, {"지난 4월", "2024-04-01..2024-04-30"},
           {"지난달 24일", "2024-05-24"}, {"올해 1분기", "2024-01-01..2024-03-31"}, {"내년 상반기", "2025-01-01..2025-06-30"},
           {"작년", "2023-01-01..2023-12-31"}, {"2월부터 6월까지", "2024-02-01..2024-06-30"}, {"2023년 7월 25일", "2023-07-25"},
           {"어제", "2024-06-03"}, {"오는 8월", "2024-08-01..2024-08-31"}, {"3주 후", "2024-06-25"}, {"이달 초", "2024-06-01..2024-06-15"},
           {"다음 주 금요일", "2024-06-14"}, {"2023년 5월 3일 계약했고 같은 달 완료했다", "2023-05-03; 2023-05-01..2023-05-31"},
           {"3일 만에 5년간 3차례", ""},
       })
    CHECK(std::string(c.text) + " = " + Dates(c.text, Language::kKorean) == std::string(c.text) + " = " + c.expected);
}

TEST_CASE("English dates") {
  for (const Case& c : std::vector<Case>{
           {"on Monday", "2024-06-03"}, {"last month", "2024-05-01..2024-05-31"}, {"in January", "2024-01-01..2024-01-31"},
           {"March 22, 2016 and 22 March 2016", "2016-03-22; 2016-03-22"}, {"Q1 2024", "2024-01-01..2024-03-31"},
           {"the first quarter of 2019", "2019-01-01..2019-03-31"}, {"in 2005", "2005-01-01..2005-12-31"}, {"they may march", ""},
           {"between 2008 and 2012", "2008-01-01..2012-12-31"}, {"two weeks from now", "2024-06-18"},
       })
    CHECK(std::string(c.text) + " = " + Dates(c.text, Language::kEnglish) == std::string(c.text) + " = " + c.expected);
}

TEST_CASE("what the publication does not decide stays open") {
  CHECK(Dates("4일", Language::kKorean, "2024-06") == "?");
  CHECK(Dates("지난 4월", Language::kKorean, "2024-12") == "2024-04-01..2024-04-30");
  CHECK(Dates("지난해", Language::kKorean, "2024") == "2023-01-01..2023-12-31");
  CHECK(Dates("지난 4월, 2023년 5월", Language::kKorean, "") == "?; 2023-05-01..2023-05-31");
}

TEST_CASE("deadlines, starts and the future are marked") {
  const Quantities read = Read("6월 말까지, 2028년까지, 9월부터, 내년", Language::kKorean);
  REQUIRE(read.dates.size() == 4);
  CHECK(read.dates[0].is_deadline);
  CHECK(read.dates[1].is_deadline);
  CHECK(read.dates[2].is_start);
  CHECK(read.dates[3].is_future);
  const Quantities english = Read("by 2030, since 2017", Language::kEnglish);
  REQUIRE(english.dates.size() == 2);
  CHECK(english.dates[0].is_deadline);
  CHECK(english.dates[1].is_start);
}

TEST_CASE("durations and percentages") {
  const Quantities read = Read("5년간, 24개월, 향후 4년, 2년 동안, 지분 16.8%와 3%포인트, 3년 전", Language::kKorean);
  std::vector<int32_t> months;
  for (const DurationMention& duration : read.durations) months.push_back(duration.months);
  CHECK(months == std::vector<int32_t>{60, 24, 48, 24});
  REQUIRE(read.percents.size() == 1);
  CHECK(read.percents[0].value.ToString() == "16.8");
  CHECK(Read("for five years", Language::kEnglish).durations.at(0).months == 60);
}

// Writers of Korean numbers, for the property below.
const char* const kFigures[] = {"", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"};
const char* const kTens[] = {"천", "백", "십", ""};
const char* const kGroups[] = {"", "만", "억", "조", "경"};

std::string HangulGroup(uint32_t group) {
  std::string out;
  for (uint32_t i = 0, unit = 1000; i < 4; ++i, unit /= 10)
    if (const uint32_t figure = group / unit % 10; figure != 0) out += (figure == 1 && unit > 1 ? "" : kFigures[figure]) + std::string(kTens[i]);
  return out;
}

std::string MixedGroup(uint32_t group) {
  std::string out;
  for (uint32_t i = 0, unit = 1000; i < 4; ++i, unit /= 10)
    if (const uint32_t figure = group / unit % 10; figure != 0) out += std::to_string(figure) + kTens[i];
  return out;
}

template <typename Writer>
std::string Korean(uint64_t number, Writer writer) {
  std::string out;
  for (size_t i = 5; i-- > 0;) {
    uint64_t unit = 1;
    for (size_t k = 0; k < i; ++k) unit *= 10000;
    if (const auto group = static_cast<uint32_t>(number / unit % 10000); group != 0) out += writer(group) + kGroups[i];
  }
  return out.empty() ? "0" : out;
}

void CheckStyles(uint64_t number) {
  const auto digits = [](uint32_t group) { return std::to_string(group); };
  for (const std::string& text : {Korean(number, digits), Korean(number, MixedGroup), Korean(number, HangulGroup)}) {
    // Below ten, "이 원" in Hangul is not told from other words.
    if (number < 10 && !(text[0] >= '0' && text[0] <= '9')) continue;
    const Quantities read = Read("총액은 " + text + "원이다", Language::kKorean);
    INFO(text);
    REQUIRE(read.amounts.size() == 1);
    REQUIRE(read.amounts[0].low.ToString() == std::to_string(number));
    REQUIRE(read.amounts[0].high == read.amounts[0].low);
  }
}

TEST_CASE("property: Korean numbers in three styles read back") {
  for (uint64_t number = 0; number < 100000; ++number) CheckStyles(number);
  uint64_t state = 88172645463325252ULL;
  for (int i = 0; i < 10000; ++i) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    CheckStyles(state % (uint64_t{1} << (i % 63 + 1)));
    CheckStyles(state);  // up to 1.8 * 10^19
  }
}

TEST_CASE("property: mentions are in order, do not overlap and lie on characters") {
  const std::string text = "KT는 4일 337억 크로나(약 4조 4000억원)를 5년간 투자한다고 2024년 6월 밝혔다. $4.4bn (£2.1bn) 1,2,3,4 12-3-4/5 ~~ 3조~ 억원 만 천 10~20~30억원 1월-2월-3월 수조 몇 십 % 50 %";
  for (const Language language : {Language::kKorean, Language::kEnglish, Language::kJapanese, Language::kChinese, Language::kUnknown})
    for (size_t begin = 0; begin < text.size(); ++begin) {
      if ((static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) continue;
      const Quantities read = Read(std::string_view(text).substr(begin), language);
      uint32_t end = 0;
      for (const AmountMention& amount : read.amounts) {
        REQUIRE(amount.begin >= end);
        REQUIRE(amount.begin < amount.end);
        REQUIRE(amount.end <= text.size() - begin);
        end = amount.end;
      }
      end = 0;
      for (const DateMention& date : read.dates) {
        REQUIRE(date.begin >= end);
        REQUIRE(date.begin < date.end);
        end = date.end;
      }
    }
}

}  // namespace
}  // namespace entente::mention
