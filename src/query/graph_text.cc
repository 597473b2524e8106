// A graph in the formats of other programs: GraphML (Gephi, yEd, NetworkX) and DOT (Graphviz).
// Tested by: tests/unit/query/
#include "entente/query.h"

namespace entente {
namespace {

std::string Xml(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (text.compare(i, 3, "\xEF\xBF\xBE") == 0 || text.compare(i, 3, "\xEF\xBF\xBF") == 0) {  // U+FFFE and U+FFFF are no characters of XML
      i += 2;
      continue;
    }
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n' || c == '\r') out += c;  // XML has no other control characters
  }
  return out;
}

std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c != '\n' && c != '\r') out += c;
    else out += ' ';
  }
  return out + "\"";
}

std::string Data(const char* key, const std::string& value) { return std::string("<data key=\"") + key + "\">" + Xml(value) + "</data>"; }

}  // namespace

std::string ToGraphMl(const Answer& answer) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
      "<key id=\"name\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>\n<key id=\"kind\" for=\"node\" attr.name=\"kind\" attr.type=\"string\"/>\n"
      "<key id=\"country\" for=\"node\" attr.name=\"country\" attr.type=\"string\"/>\n<key id=\"count\" for=\"node\" attr.name=\"count\" attr.type=\"int\"/>\n"
      "<key id=\"deal_kind\" for=\"edge\" attr.name=\"kind\" attr.type=\"string\"/>\n<key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"int\"/>\n"
      "<key id=\"value\" for=\"edge\" attr.name=\"value_" + Xml(answer.currency) + "\" attr.type=\"string\"/>\n<key id=\"deals\" for=\"edge\" attr.name=\"deals\" attr.type=\"string\"/>\n"
      "<graph edgedefault=\"directed\">\n";
  for (size_t i = 0; i < answer.nodes.size(); ++i) {
    const GraphNode& node = answer.nodes[i];
    out += "<node id=\"n" + std::to_string(i) + "\">" + Data("name", node.party.name) + Data("kind", PartyKindName(node.party.kind)) + Data("country", node.party.country) +
           Data("count", std::to_string(node.deals)) + "</node>\n";
  }
  for (const GraphEdge& edge : answer.edges) {
    std::string deals;
    for (const std::string& deal : edge.deals) deals += (deals.empty() ? "" : " ") + deal;
    out += "<edge source=\"n" + std::to_string(edge.from) + "\" target=\"n" + std::to_string(edge.to) + "\" directed=\"" + (edge.directed ? "true" : "false") + "\">" +
           Data("deal_kind", DealKindName(edge.kind)) + Data("weight", std::to_string(edge.deals.size())) + (edge.value ? Data("value", edge.value->ToString()) : "") + Data("deals", deals) + "</edge>\n";
  }
  return out + "</graph>\n</graphml>\n";
}

std::string ToDot(const Answer& answer) {
  std::string out = "digraph deals {\n";
  for (size_t i = 0; i < answer.nodes.size(); ++i) out += "  n" + std::to_string(i) + " [label=" + Quoted(answer.nodes[i].party.name) + "];\n";
  for (const GraphEdge& edge : answer.edges) {
    out += "  n" + std::to_string(edge.from) + " -> n" + std::to_string(edge.to) + " [label=" + Quoted(DealKindName(edge.kind)) + ", weight=" + std::to_string(edge.deals.size());
    if (!edge.directed) out += ", dir=none";
    out += "];\n";
  }
  return out + "}\n";
}

}  // namespace entente
