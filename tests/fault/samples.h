// Articles, tables and questions that the fault tests read; all of them invented.
#pragma once

#include <string_view>

namespace fault {

inline constexpr char kTitle[] = "한결텔레콤, 노르딕클라우드와 손잡고 AI 데이터센터 짓는다";
inline constexpr char kShort[] = "가온전자는 3일 새벽로보틱스에 120억원을 투자했다고 밝혔다.";
inline constexpr char kLong[] =
    "한결텔레콤이 스웨덴 클라우드 기업 노르딕클라우드(Nordic Cloud)와 인공지능(AI) 데이터센터 사업을 함께 하기로 했다.\n"
    "한결텔레콤은 노르딕클라우드와 AI 데이터센터 공동 개발을 위한 업무협약(MOU)을 체결했다고 4일 밝혔다. "
    "노르딕클라우드는 한국에 3년간 12억 크로나(약 1580억원)를 투자할 계획이다.\n"
    "가온전자는 지난달 새벽로보틱스의 지분 51%를 3억 달러에 인수했다. 별빛에너지는 1조 2000억원 규모의 공급 계약을 푸른조선과 맺었다.\n";
inline constexpr char kEnglish[] =
    "Gaon Electronics Inc. said on Tuesday it would invest $1.2 billion in Saebyeok Robotics over three years. The company signed a partnership with Nordic Cloud AB in May 2024.\n";
inline constexpr char kHtml[] =
    "<html><body class=\"a b\"><h1>가온전자, 새벽로보틱스 인수</h1><p>가온전자는&nbsp;<b>새벽로보틱스</b>를 3억&#160;달러에 인수했다고 4일 밝혔다.<br>계약은 7월에 끝난다.</p><script>var a = 1;</script></body></html>";
// "삼성전자" and "투자했다" in windows-949, around a sum
inline constexpr std::string_view kLegacy = "\xBB\xEF\xBC\xBA\xC0\xFC\xC0\xDA\xB4\xC2 120\xBE\xEF\xBF\xF8\xC0\xBB \xC5\xF5\xC0\xDA\xC7\xDF\xB4\xD9.";
// "가온전자는 새벽로보틱스에 120억원을 투자했다." with each syllable as its letters
inline constexpr char kDecomposed[] = "\xE1\x84\x80\xE1\x85\xA1\xE1\x84\x8B\xE1\x85\xA9\xE1\x86\xAB\xE1\x84\x8C\xE1\x85\xA5\xE1\x86\xAB\xE1\x84\x8C\xE1\x85\xA1\xE1\x84\x82\xE1\x85\xB3\xE1\x86\xAB \xE1\x84\x89\xE1\x85\xA2\xE1\x84\x87\xE1\x85\xA7\xE1\x86\xA8\xE1\x84\x85\xE1\x85\xA9\xE1\x84\x87\xE1\x85\xA9\xE1\x84\x90\xE1\x85\xB5\xE1\x86\xA8\xE1\x84\x89\xE1\x85\xB3\xE1\x84\x8B\xE1\x85\xA6 120\xE1\x84\x8B\xE1\x85\xA5\xE1\x86\xA8\xE1\x84\x8B\xE1\x85\xAF\xE1\x86\xAB\xE1\x84\x8B\xE1\x85\xB3\xE1\x86\xAF \xE1\x84\x90\xE1\x85\xAE\xE1\x84\x8C\xE1\x85\xA1\xE1\x84\x92\xE1\x85\xA2\xE1\x86\xBB\xE1\x84\x83\xE1\x85\xA1.";
inline constexpr char kLexicon[] = "name\tkind\taliases\tticker\n누리솔루스\tcompany\t누리솔|Nurisolus\t123450\n별빛나래\tcompany\t\t\n";
inline constexpr char kLexiconText[] = "누리솔은 별빛나래에 120억원을 투자했다.";
inline constexpr char kRates[] = "date,currency,units_per_usd\n2024-06-03,KRW,1380.5\n2024-06-04,KRW,1375.25\n2024-06-04,SEK,10.41\n";
inline constexpr char kKrx[] = "회사명,종목코드,업종\n가온전자,123450,전자\n별빛에너지,000660,에너지\n별빛에너지우,000665,에너지\n";
inline constexpr char kSec[] = "{\"0\":{\"cik_str\":1234567,\"ticker\":\"GAON\",\"title\":\"GAON ELECTRONICS INC\"},\"1\":{\"cik_str\":7654321,\"ticker\":\"NRDC\",\"title\":\"NORDIC CLOUD AB\"}}";
inline constexpr char kName[] = "가온전자";
inline constexpr char kOtherName[] = "가온";
inline constexpr const char* kQuestions[] = {
    "{\"ask\":\"deals\",\"where\":{\"parties\":[\"가온전자\"],\"text\":\"투자\",\"value_min\":\"1000000\",\"value_currency\":\"KRW\"}}",
    "{\"ask\":\"timeline\",\"party\":\"가온전자\"}",
    "{\"ask\":\"partners\",\"party\":\"가온전자\"}",
    "{\"ask\":\"totals\",\"by\":[\"year\",\"party\"],\"currency\":\"EUR\"}",
    "{\"ask\":\"path\",\"from\":\"가온전자\",\"to\":\"새벽로보틱스\"}",
    "{\"ask\":\"graph\"}",
    "{\"ask\":\"graph\",\"format\":\"graphml\"}",
    "{\"ask\":\"graph\",\"format\":\"dot\"}",
    "{\"ask\":\"parties\",\"text\":\"가온\"}",
};

}  // namespace fault
