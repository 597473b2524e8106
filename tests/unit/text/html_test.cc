#include <string>

#include "text/normalise.h"
#include "unit/catch.h"

using namespace entente;
using namespace entente::text;

namespace {

std::string TextOf(const std::string& html) {
  std::string out;
  SourceMap map;
  REQUIRE(NormaliseHtml(html, &out, &map).ok());
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return out;
}

std::string SourceOf(const std::string& html, const std::string& piece) {
  std::string out;
  SourceMap map;
  REQUIRE(NormaliseHtml(html, &out, &map).ok());
  const auto at = static_cast<uint32_t>(out.find(piece));
  REQUIRE(at != static_cast<uint32_t>(std::string::npos));
  const uint32_t begin = map.BeginToSource(at);
  return html.substr(begin, map.EndToSource(at + static_cast<uint32_t>(piece.size())) - begin);
}

}  // namespace

TEST_CASE("blocks become lines, inline tags leave") {
  CHECK(TextOf("<p>가온<b>전자</b>는</p><p>둘째</p>") == "가온전자는\n둘째");
  CHECK(TextOf("첫째<br>둘째<br/>셋째") == "첫째\n둘째\n셋째");
  CHECK(TextOf("<div>a</div>b<ul><li>c<li>d</ul>") == "a\nb\nc\nd");
  CHECK(TextOf("<h2>머리</h2>글") == "머리\n글");
  CHECK(TextOf("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>") == "a b\nc");
}

TEST_CASE("blanks fold; line ends count only without paragraphs") {
  CHECK(TextOf("<p>  한\n  줄  </p>") == "한 줄");
  CHECK(TextOf("<p>한\n\n둘</p>") == "한\n둘");
  CHECK(TextOf("첫 줄\n둘째 <b>줄</b>") == "첫 줄\n둘째 줄");
}

TEST_CASE("entities are resolved and lead to their source") {
  const std::string html = "<p>A&amp;B 3억&nbsp;달러 &#44032;&#xB098; &lt;b&gt; &foo; &amp x AT&T</p>";
  CHECK(TextOf(html) == "A&B 3억 달러 가나 <b> &foo; &amp x AT&T");
  CHECK(SourceOf(html, "A&B") == "A&amp;B");
  CHECK(SourceOf(html, "3억 달러") == "3억&nbsp;달러");
  CHECK(SourceOf(html, "가") == "&#44032;");
  CHECK(SourceOf(html, "나") == "&#xB098;");
  CHECK(SourceOf(html, "AT&T") == "AT&T");
  CHECK(SourceOf(html, "&foo;") == "&foo;");
}

TEST_CASE("a span across tags holds them, one beside them does not") {
  const std::string html = "<p>x <b>가온</b>전자 ＫＴ<i>는</i></p>";
  CHECK(SourceOf(html, "가온") == "가온");
  CHECK(SourceOf(html, "가온전자") == "가온</b>전자");
  CHECK(SourceOf(html, "전자") == "전자");
  CHECK(SourceOf(html, "KT") == "ＫＴ");
}

TEST_CASE("script, style and comments leave; what follows stays") {
  CHECK(TextOf("<p>a</p><script>if (a < b) x('</p>')</script><style>p { }</style><!-- <p>no</p> --><p>b</p>") == "a\nb");
  CHECK(TextOf("<!-- wp:paragraph --><p>a</p><!-- /wp:paragraph -->") == "a");
}

TEST_CASE("broken pages keep their text") {
  CHECK(TextOf("<p>a</div></p>b</body></html>c") == "a\nbc");
  CHECK(TextOf("1 < 2, a<b") == "1 < 2, a");
  CHECK(TextOf("</entente-text>x") == ">x");
  CHECK(TextOf(std::string("a\0b", 3)) == "a b");
  CHECK(TextOf("<p title=\"x>y\">z</p>") == "z");
  CHECK(TextOf("").empty());
}

TEST_CASE("a declared encoding does not matter: the text is UTF-8") {
  CHECK(TextOf("<html><head><meta charset=\"euc-kr\"></head><body>한글</body></html>") == "한글");
}

TEST_CASE("long text without tags has exact offsets") {
  std::string html;
  for (int i = 0; i < 40000; ++i) html += "가" + std::to_string(i) + " ";
  std::string out;
  SourceMap map;
  REQUIRE(NormaliseHtml(html, &out, &map).ok());
  for (const uint32_t at : {0u, 1000u * 3, 100000u, 200000u}) {
    const auto begin = static_cast<uint32_t>(out.find("가", at));
    CHECK(map.BeginToSource(begin) == begin);
    CHECK(map.EndToSource(begin + 3) == begin + 3);
  }
}

TEST_CASE("nesting, attributes and open ends stay linear") {
  std::string nested, attributes = "<p ", ends;
  for (int i = 0; i < 100000; ++i) {
    nested += "<div>";
    attributes += "a" + std::to_string(i) + "=\"1\" ";
    ends += "</b>";
  }
  CHECK(TextOf(nested + "글") == "글");
  CHECK(TextOf(nested + ends + "글") == "글");
  CHECK(TextOf(attributes + ">글</p>") == "글");
  CHECK(TextOf(std::string(100000, '<') + " 글").find("글") != std::string::npos);
}
