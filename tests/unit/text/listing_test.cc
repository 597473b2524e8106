#include "entente/lexicon.h"
#include "pack/user_lexicon.h"
#include "text/csv.h"
#include "unit/catch.h"

using namespace entente;

namespace {

ImportedLexicon Import(Listing listing, std::string_view bytes) {
  auto result = ImportListing(listing, bytes, "list");
  INFO(result.status().ToString());
  REQUIRE(result.ok());
  return std::move(result).value();
}

std::string Counts(const std::vector<ImportedLexicon::Count>& counts) {
  std::string text;
  for (const auto& [reason, count] : counts) text += reason + " " + std::to_string(count) + ";";
  return text;
}

}  // namespace

TEST_CASE("CSV: quotes, doubled quotes, commas and line ends inside") {
  text::CsvReader csv("a,\"b,\"\"c\"\"\nd\"\r\n\r\n,e\n");
  std::vector<std::string> cells;
  REQUIRE(csv.Next(&cells));
  CHECK(cells == std::vector<std::string>{"a", "b,\"c\"\nd"});
  REQUIRE(csv.Next(&cells));
  CHECK(cells == std::vector<std::string>{"", "e"});
  CHECK(csv.line() == 4);
  CHECK_FALSE(csv.Next(&cells));
  text::CsvReader open("a\n\"b\n");
  REQUIRE(open.Next(&cells));
  CHECK_FALSE(open.Next(&cells));
  CHECK(open.open_quote());
}

TEST_CASE("the listing of the Korea Exchange, as its data service gives it") {
  const auto list = Import(Listing::kKrx,
                           "표준코드,단축코드,한글 종목명,한글 종목약명,영문 종목명,상장일,시장구분,증권구분,소속부,주식종류,액면가,상장주식수\r\n"
                           "\"KR7005930003\",\"005930\",\"가온전자보통주\",\"가온전자\",\"Gaon Electronics Co.,Ltd.\",\"1975/06/11\",\"KOSPI\",\"주권\",\"\",\"보통주\",\"100\",\"1\"\r\n"
                           "\"KR7005931001\",\"005935\",\"가온전자1우선주\",\"가온전자우\",\"Gaon(1P)\",\"1989/09/25\",\"KOSPI\",\"주권\",\"\",\"구형우선주\",\"100\",\"1\"\r\n"
                           "\"KR7000000001\",\"400000\",\"누리제9호기업인수목적보통주\",\"누리스팩9호\",\"x\",\"\",\"KOSDAQ\",\"주권\",\"\",\"보통주\",\"100\",\"1\"\r\n"
                           "\"KR7000000002\",\"500000\",\"나래투자회사보통주\",\"나래인프라\",\"x\",\"\",\"KOSPI\",\"투자회사\",\"\",\"보통주\",\"100\",\"1\"\r\n"
                           "\"KR7000000003\",\"00198\",\"투자보통주\",\"투자\",\"\",\"\",\"KOSPI\",\"주권\",\"\",\"보통주\",\"100\",\"1\"\r\n"
                           "\"KR7000000003\",\"abc\",\"z\",\"z\",\"\",\"\",\"KOSPI\",\"주권\",\"\",\"보통주\",\"100\",\"1\"\r\n");
  CHECK(list.rows == 6);
  CHECK(list.taken == 1);
  CHECK(list.table == "name\tkind\taliases\tambiguous\tticker\tisin\n가온전자\tcompany\tGaon Electronics\t0\t005930\tKR7005930003\n");
  CHECK(Counts(list.skipped) == "bad_code 1;blank_cheque 1;no_share 1;preferred_share 2;");
  const auto wrong = Import(Listing::kKrx, "표준코드,단축코드,한글 종목약명\nKR7005930004,005930,가온전자\n");
  CHECK(wrong.table == "name\tkind\taliases\tambiguous\tticker\tisin\n가온전자\tcompany\t\t0\t005930\t\n");
  CHECK(Counts(wrong.changed) == "bad_identifier_left_out 1;");
}

TEST_CASE("other listings of the Korea Exchange, in windows-949 too") {
  // "회사명,종목코드" and a firm, as kind.krx.co.kr names the columns
  const auto list = Import(Listing::kKrx, "\xC8\xB8\xBB\xE7\xB8\xED,\xC1\xBE\xB8\xF1\xC4\xDA\xB5\xE5\n\xB0\xA1\xBF\xC2\xC0\xFC\xC0\xDA,5930\n");
  CHECK(list.table == "name\tkind\taliases\tambiguous\tticker\tisin\n가온전자\tcompany\t\t0\t005930\t\n");
  CHECK(ImportListing(Listing::kKrx, "a,b\n1,2\n", "list").status().origin() == "list:1");
  CHECK(ImportListing(Listing::kKrx, "회사명,종목코드\n가온\n", "list").status().origin() == "list:2");
  CHECK(ImportListing(Listing::kKrx, "", "list").status().code() == Code::kBadRecord);
  CHECK(ImportListing(Listing::kKrx, "\xFF\xFF", "list").status().code() == Code::kBadText);
}

TEST_CASE("names that look the same are the same") {
  const auto list = Import(Listing::kKrx, "회사명,종목코드\nＧＡＯＮ테크,000010\nGAON테크,000020\n");
  CHECK(Counts(list.skipped) == "shared_name 2;");
}

TEST_CASE("a broken list is an error or a table that loads") {
  const std::pair<Listing, std::string_view> lists[] = {
      {Listing::kKrx, "회사명,종목코드,영문 종목명,표준코드\n\"가온, 전자\",005930,\"Gaon \"\"E\"\"|x, Inc.\",KR7005930003\n#누리,000010,(주),x\n주식회사,000020,Inc. Co. Ltd,\n"},
      {Listing::kSec, R"({"0":{"cik_str":7,"ticker":"BRX","title":"BRIXHOLT\tWIDGETS INC /DE/"},"1":{"cik_str":8,"ticker":"x y","title":"Quillon / Y"},"2":{"cik_str":9,"ticker":"Y","title":""}})"}};
  for (const auto& [listing, text] : lists)
    for (size_t cut = 0; cut <= text.size(); ++cut)
      for (const std::string& broken : {std::string(text.substr(0, cut)), std::string(text.substr(0, cut)) + std::string(text.substr(std::min(cut + 1, text.size())))}) {
        const auto result = ImportListing(listing, broken, "list");
        if (result.ok()) CHECK(pack::UserLexicon::Read({{"table", result.value().table}}).status().ok());
        else CHECK((result.status().code() == Code::kBadRecord || result.status().code() == Code::kBadText));
      }
}

TEST_CASE("the SEC's tickers: shares of one firm join, capitals become few") {
  const auto list = Import(Listing::kSec,
                           R"({"0":{"cik_str":7,"ticker":"BRX","title":"BRIXHOLT WIDGETS INC /DE/"},"1":{"cik_str":7,"ticker":"BRX-B","title":"BRIXHOLT WIDGETS INC /DE/"},)"
                           R"("2":{"cik_str":8,"ticker":"NV","title":"Nordvale Co., Ltd."},"3":{"cik_str":9,"ticker":"QQ","title":"Quill ETF Trust"},)"
                           R"("4":{"cik_str":10,"ticker":"TG","title":"TARGET CORP"},"5":{"cik_str":11,"ticker":"A1","title":"Twin Corp"},"6":{"cik_str":12,"ticker":"A2","title":"Twin Inc."}})");
  CHECK(list.rows == 7);
  CHECK(list.taken == 3);
  CHECK(list.table == "name\tkind\taliases\tambiguous\tticker\tcik\nBrixholt Widgets\tcompany\tBRIXHOLT WIDGETS\t0\tBRX|BRX-B\t7\nNordvale\tcompany\t\t0\tNV\t8\n"
                      "Target\tcompany\t\t1\tTG\t10\n");
  CHECK(Counts(list.skipped) == "fund 1;shared_name 2;");
  CHECK(Counts(list.changed) == "more_shares 1;ordinary_alias_left_out 1;ordinary_word_marked 1;");
  CHECK(ImportListing(Listing::kSec, "[1]", "list").status().code() == Code::kBadRecord);
  CHECK(ImportListing(Listing::kSec, R"({"0":{"ticker":"A"}})", "list").status().origin() == "list: entry 0");
}
