// An explanation as a page: the article with its marks on one side, the deals and what was rejected on the other. The page
// loads nothing and runs no script: a radio button for each deal shows its words, so that tabulator and arrow keys are enough.
// Everything that comes from the article or a lexicon is escaped.
#include <algorithm>
#include <map>
#include <set>

#include "explain.h"

namespace cli {
namespace {

constexpr char kStyle[] = R"css(
:root{color-scheme:light dark;--back:#fbfaf7;--card:#fff;--text:#1d2126;--soft:#5a636e;--line:#d9d6cd;--trigger:#b4431f;--party:#1d5fa8;--sum:#2d6a3e;--date:#7a4a9e;--evidence:#fff3c9;--focus:#1d5fa8}
@media (prefers-color-scheme:dark){:root{--back:#15181c;--card:#1d2126;--text:#e6e8ea;--soft:#9aa4af;--line:#363d45;--trigger:#ff9d76;--party:#84bdff;--sum:#86d39b;--date:#d3a8f5;--evidence:#3b3518;--focus:#84bdff}}
*{box-sizing:border-box}
body{margin:0;padding:1.5rem;background:var(--back);color:var(--text);line-height:1.65;font-size:1rem;
font-family:system-ui,-apple-system,"Segoe UI","Apple SD Gothic Neo","Malgun Gothic","Noto Sans KR","Noto Sans CJK KR","Nanum Gothic",NanumGothic,"Source Han Sans KR",UnDotum,sans-serif}
h1{font-size:1.3rem;margin:0 0 .25rem}h2{font-size:1rem;margin:0 0 .5rem}p{margin:.25rem 0}
.meta,.soft{color:var(--soft)}
input[name=deal]{position:absolute;opacity:0}
label{display:inline-block;margin:.75rem .4rem .75rem 0;padding:.25rem .8rem;border:1px solid var(--line);border-radius:1rem;background:var(--card);cursor:pointer}
input:checked+label{border-color:var(--focus);box-shadow:inset 0 0 0 1px var(--focus)}
input:focus-visible+label{outline:3px solid var(--focus);outline-offset:2px}
main{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:1.25rem;align-items:start}
@media (max-width:60rem){main{grid-template-columns:minmax(0,1fr)}}
article,section{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:1rem}
article{white-space:pre-wrap;word-break:keep-all;overflow-wrap:anywhere}
article h2{font-size:1.15rem}
section{margin-bottom:1rem}
.e{background:var(--evidence)}.t{color:var(--trigger);font-weight:700;text-decoration:underline wavy;text-underline-offset:.25em}
.p{color:var(--party);border-bottom:2px solid var(--party)}.a{color:var(--sum);border-bottom:2px dotted var(--sum)}.y{color:var(--date);border-bottom:2px dotted var(--date)}
sup{font-size:.65rem;font-weight:700;margin-left:.1em}
table{border-collapse:collapse;width:100%;font-size:.92rem}td,th{text-align:left;vertical-align:top;padding:.2rem .5rem .2rem 0}th{font-weight:600;white-space:nowrap;width:8.5rem}
code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.88em}
q{quotes:"\201C" "\201D"}summary{cursor:pointer}summary:focus-visible{outline:3px solid var(--focus)}
@media print{input,label{display:none}}
)css";

std::string Escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
        else out += "\xEF\xBF\xBD";  // controls have no place on a page
    }
  }
  return out;
}

// What the bytes from a place on are, until the next place.
struct Layer {
  Mark mark;
  std::string css;   // classes
  std::string hint;  // for people: the title attribute
  std::string role;  // shown behind the words, or ""
};

class Page {
 public:
  explicit Page(const Explained& explained) : explained_(explained) {}

  std::string Write() {
    AddLayers();
    const auto& result = explained_.result;
    const std::string heading = result.id.empty() ? "Entente" : result.id;
    out_ = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
           "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>" + Escaped(heading) + " explained</title>\n<style>" + kStyle;
    for (size_t d = 0; d < result.deals.size(); ++d) {
      const std::string n = std::to_string(d + 1);
      out_ += "#r" + n + ":checked~main article .e:not(.d" + n + "){background:none}#r" + n + ":checked~main .r:not(.d" + n + ") sup{display:none}#r" + n +
              ":checked~main article .t:not(.d" + n + "){color:inherit;font-weight:inherit;text-decoration:none}#r" + n + ":checked~main section.deal:not(.d" + n + "),#r" + n + ":checked~main section.rejected{display:none}\n";
    }
    out_ += "</style>\n</head>\n<body>\n<h1>" + Escaped(heading) + "</h1>\n<p class=\"meta\">" + Escaped(result.language) + (result.published.empty() ? "" : " · " + Escaped(result.published)) + " · " +
            std::to_string(result.deals.size()) + (result.deals.size() == 1 ? " deal" : " deals") + "</p>\n";
    out_ += "<input type=\"radio\" name=\"deal\" id=\"r0\" checked><label for=\"r0\">All</label>";
    for (size_t d = 0; d < result.deals.size(); ++d) {
      const std::string n = std::to_string(d + 1);
      out_ += "<input type=\"radio\" name=\"deal\" id=\"r" + n + "\"><label for=\"r" + n + "\">" + n + " · " + Escaped(result.deals[d].kind) + "</label>";
    }
    out_ += "\n<main>\n<article lang=\"" + Escaped(result.language) + "\">";
    if (!explained_.title.empty()) {
      out_ += "<h2>";
      PutField(true);
      out_ += "</h2>";
    }
    PutField(false);
    out_ += "</article>\n<div>\n";
    for (size_t d = 0; d < result.deals.size(); ++d) PutDeal(d);
    if (result.deals.empty()) out_ += "<section><h2>No deals</h2></section>\n";
    PutRejected();
    PutLegend();
    out_ += "</div>\n</main>\n</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  void AddLayers() {
    for (size_t d = 0; d < explained_.evidence.size(); ++d)
      for (const Mark& mark : explained_.evidence[d]) layers_.push_back({mark, "e d" + std::to_string(d + 1), {}, {}});
    for (const auto& [name, mark] : explained_.mentions) layers_.push_back({mark, "p", name, {}});
    for (const auto& [what, mark] : explained_.quantities) layers_.push_back({mark, what == "amount" ? "a" : "y", what, {}});
    for (const AttemptRow& attempt : explained_.attempts) {
      if (!attempt.deal) continue;
      const std::string n = std::to_string(*attempt.deal + 1);
      for (const Mark& mark : attempt.triggers) layers_.push_back({mark, "t d" + n, "rule " + attempt.frame, {}});
      for (const SlotRow& slot : attempt.slots)
        if (slot.source == "clause") layers_.push_back({slot.span, "r d" + n, n + ": " + slot.slot, n + " " + slot.slot});
    }
  }

  // The field cut at every begin and end of a mark, each piece with all that it is.
  void PutField(bool title) {
    const std::string& text = title ? explained_.title : explained_.body;
    std::set<size_t> cuts = {0, text.size()};
    std::multimap<size_t, const Layer*> begins, ends;
    for (const Layer& layer : layers_) {
      if (layer.mark.title != title || layer.mark.begin >= layer.mark.end) continue;
      cuts.insert({layer.mark.begin, layer.mark.end});
      begins.emplace(layer.mark.begin, &layer);
      ends.emplace(layer.mark.end, &layer);
    }
    std::multiset<const Layer*> open;
    in_tag_ = false;
    for (auto cut = cuts.begin(); cut != cuts.end() && *cut < text.size(); ++cut) {
      for (auto [at, last] = ends.equal_range(*cut); at != last; ++at) open.erase(open.find(at->second));
      for (auto [at, last] = begins.equal_range(*cut); at != last; ++at) open.insert(at->second);
      const size_t end = *std::next(cut);
      PutPiece(Visible(text.substr(*cut, end - *cut)), open, end);
    }
  }

  void PutPiece(const std::string& words, const std::multiset<const Layer*>& open, size_t end) {
    if (words.empty()) return;
    if (open.empty()) {
      out_ += Escaped(words);
      return;
    }
    std::set<std::string> classes, hints;
    std::string roles;
    for (const Layer* layer : open) {
      for (size_t at = 0; at < layer->css.size();) {
        const size_t blank = std::min(layer->css.find(' ', at), layer->css.size());
        classes.insert(layer->css.substr(at, blank - at));
        at = blank + 1;
      }
      if (!layer->hint.empty()) hints.insert(layer->hint);
      if (!layer->role.empty() && layer->mark.end == end && roles.find(layer->role) == std::string::npos) roles += (roles.empty() ? "" : ", ") + layer->role;
    }
    std::string css, hint;
    for (const std::string& c : classes) css += (css.empty() ? "" : " ") + c;
    for (const std::string& h : hints) hint += (hint.empty() ? "" : "; ") + h;
    out_ += "<span class=\"" + css + "\"" + (hint.empty() ? "" : " title=\"" + Escaped(hint) + "\"") + ">" + Escaped(words) + (roles.empty() ? "" : "<sup>" + Escaped(roles) + "</sup>") + "</span>";
  }

  // Without the tags of a page; a tag may go on in the next piece.
  std::string Visible(const std::string& words) {
    if (!explained_.markup) return words;
    std::string visible;
    for (size_t i = 0; i < words.size(); ++i) {
      if (words[i] == '<') in_tag_ = true;
      if (!in_tag_) visible += words[i];
      if (words[i] == '>') in_tag_ = false;
    }
    return visible;
  }

  std::string Quote(const Mark& mark) const { return "<q lang=\"" + Escaped(explained_.result.language) + "\">" + Escaped(explained_.Words(mark)) + "</q>"; }

  void PutSlots(const AttemptRow& attempt) {
    out_ += "<table>";
    for (const SlotRow& slot : attempt.slots) {
      out_ += "<tr><th scope=\"row\">" + Escaped(slot.slot) + "</th><td>" + Quote(slot.span);
      if (!slot.name.empty() && slot.name != explained_.Words(slot.span)) out_ += " = " + Escaped(slot.name);
      std::string how = slot.mark.empty() ? "" : Escaped(slot.mark) + (slot.mark_span ? " " + Quote(*slot.mark_span) : "");
      if (slot.source == "discourse") how = "from what was told before";
      if (slot.source == "article") how = "from elsewhere in the article";
      if (!slot.name.empty()) how += (how.empty() ? "" : ", ") + std::string("name ") + std::to_string(slot.certainty_percent) + " % sure";
      out_ += "<br><span class=\"soft\">" + how + "</span></td></tr>";
    }
    out_ += "</table>";
  }

  void PutAttempt(const AttemptRow& attempt) {
    out_ += "<p>" + (attempt.frame.empty() ? std::string("No rule") : "Rule <code>" + Escaped(attempt.frame) + "</code>");
    for (size_t i = 0; i < attempt.triggers.size(); ++i) out_ += (i == 0 ? " by " : ", ") + Quote(attempt.triggers[i]);
    out_ += "</p>\n";
    PutSlots(attempt);
  }

  void PutDeal(size_t d) {
    const DealRow& deal = explained_.result.deals[d];
    const std::string n = std::to_string(d + 1);
    out_ += "<section class=\"deal d" + n + "\"><h2>" + n + " · " + Escaped(deal.status) + " " + Escaped(DealTitle(deal)) + "</h2>\n<p class=\"soft\">confidence " + Escaped(deal.confidence) + ", which rests on " + Escaped(explained_.features[d]) + "</p>\n";
    for (const AttemptRow& attempt : explained_.attempts)
      if (attempt.deal == d) PutAttempt(attempt);
    out_ += "</section>\n";
  }

  void PutRejected() {
    const auto count = std::count_if(explained_.attempts.begin(), explained_.attempts.end(), [](const AttemptRow& a) { return !a.deal; });
    if (count == 0) return;
    out_ += "<section class=\"rejected\"><details" + std::string(explained_.result.deals.empty() ? " open" : "") + "><summary>Rejected: " + std::to_string(count) + "</summary>\n";
    for (const AttemptRow& attempt : explained_.attempts) {
      if (attempt.deal) continue;
      PutAttempt(attempt);
      out_ += "<p class=\"soft\">in " + Quote(attempt.clause) + "<br>" + Escaped(ReasonText(attempt.reason));
      if (attempt.reason == "roles_missing" && !attempt.minimum.empty()) out_ += ": <code>" + Escaped(attempt.minimum) + "</code>";
      out_ += "</p>\n";
    }
    out_ += "</details></section>\n";
  }

  void PutLegend() {
    out_ += "<section class=\"soft\"><span class=\"t\">words of a rule</span> · <span class=\"p\">party</span> · <span class=\"a\">money</span> · <span class=\"y\">date</span> · "
            "<span class=\"e\">evidence</span><br>Tab and the arrow keys choose a deal.</section>\n";
  }

  const Explained& explained_;
  std::vector<Layer> layers_;
  std::string out_;
  bool in_tag_ = false;  // of markup, while a field is written
};

}  // namespace

std::string ExplainAsPage(const Explained& explained) { return Page(explained).Write(); }

}  // namespace cli
