// A service on 127.0.0.1 for hosts that cannot call a C library: it serves the routes preview, convert and health of
// bindings/wordpress/openapi.json, on the C ABI alone. The WordPress plugin uses it where wp-config.php names it as ENTENTE_SERVICE.
//
//   entente_service [--port 8093] [--rates eurofxref-hist.csv|zip] [--lexicon FILE]...
//   curl -H 'Content-Type: application/json' -d '{"content": "...", "published": "2024-06-04"}' http://127.0.0.1:8093/preview
//
// Only programs of this machine reach it, and no web page: requests must be JSON and name this host.
// Tested by: tests/wordpress/service_test.py
#include <entente_c.h>
#include <httplib.h>
#include <simdjson.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr size_t kMostBytes = size_t{20} << 20;  // of a request: 16 MiB of text, escaped

struct Options {
  int port = 8093;
  std::string rates;
  std::vector<std::string> lexicons;
};

struct Freed {
  void operator()(entente_extraction* extraction) const { entente_extraction_free(extraction); }
  void operator()(entente_error* error) const { entente_error_free(error); }
};
using Extraction = std::unique_ptr<entente_extraction, Freed>;
using Error = std::unique_ptr<entente_error, Freed>;

std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\', out += c;
    else if (static_cast<unsigned char>(c) < 0x20) out += ' ';
    else out += c;
  }
  return out + "\"";
}

void Refuse(httplib::Response& response, int number, std::string_view code, std::string_view message, std::string_view origin = {}) {
  response.status = number;
  response.set_content("{\"code\":" + Quoted("entente_" + std::string(code)) + ",\"message\":" + Quoted(message) + ",\"data\":{\"status\":" + std::to_string(number) +
                           ",\"origin\":" + Quoted(origin) + "}}", "application/json");
}

void Refuse(httplib::Response& response, entente_status status, const entente_error* error) {
  const bool callers = status == ENTENTE_INVALID_ARGUMENT || status == ENTENTE_BAD_TEXT;
  const int number = callers ? 400 : status == ENTENTE_NOT_FOUND ? 404 : status == ENTENTE_LIMIT ? 413 : 503;
  Refuse(response, number, entente_status_name(status), entente_error_message(error), entente_error_origin(error));
}

// The fields of a request: texts only; a field that is missing or null is empty. Numbers and flags of other hosts are passed over.
class Fields {
 public:
  explicit Fields(const std::string& json) : ok_(!parser_.parse(json).get(root_) && root_.is_object()) {}
  bool ok() const { return ok_; }
  std::string_view operator[](const char* name) const {
    std::string_view text;
    if (root_[name].get_string().get(text)) return {};
    return text;
  }
  bool Has(const char* name) const { return root_[name].is_string(); }

 private:
  simdjson::dom::parser parser_;
  simdjson::dom::element root_;
  bool ok_;
};

// One engine for each currency that was asked for, opened once and shared by all threads.
class Engines {
 public:
  explicit Engines(const Options& options) : options_(options) {
    std::ifstream file(options.rates, std::ios::binary);
    if (!options.rates.empty()) rates_.assign(std::istreambuf_iterator<char>(file), {});
  }
  ~Engines() {
    for (const auto& [currency, engine] : engines_) entente_engine_free(engine);
  }
  entente_status For(const std::string& currency, entente_engine** engine, Error* error) {
    const std::lock_guard<std::mutex> lock(guard_);
    const auto known = engines_.find(currency);
    if (known != engines_.end()) return *engine = known->second, ENTENTE_OK;
    std::vector<entente_lexicon> lexicons(options_.lexicons.size(), ENTENTE_LEXICON_INIT);
    std::vector<const entente_lexicon*> pointers;
    for (size_t i = 0; i < lexicons.size(); ++i) lexicons[i].path = options_.lexicons[i].c_str(), pointers.push_back(&lexicons[i]);
    entente_engine_options options = ENTENTE_ENGINE_OPTIONS_INIT;
    options.currency = currency.c_str();
    options.lexicons = pointers.data();
    options.lexicon_count = pointers.size();
    if (!options_.rates.empty()) options.rates_ecb = rates_.data(), options.rates_ecb_bytes = rates_.size(), options.rates_ecb_name = options_.rates.c_str();
    entente_error* raised = nullptr;
    const entente_status status = entente_engine_open(&options, engine, &raised);
    error->reset(raised);
    if (status == ENTENTE_OK) engines_[currency] = *engine;
    return status;
  }

 private:
  const Options& options_;
  std::string rates_;
  std::mutex guard_;
  std::map<std::string, entente_engine*> engines_;
};

void Answer(httplib::Response& response, entente_status status, entente_extraction* extraction, entente_error* error) {
  const Extraction found(extraction);
  const Error raised(error);
  if (status != ENTENTE_OK) return Refuse(response, status, raised.get());
  size_t bytes = 0;
  const char* json = entente_extraction_json(found.get(), &bytes);
  response.set_content(json, bytes, "application/json");
}

void Preview(Engines& engines, const Fields& in, httplib::Response& response) {
  if (!in.Has("content")) return Refuse(response, 400, "invalid_argument", "the field \"content\" is missing");
  const std::string currency(in["currency"].empty() ? "USD" : in["currency"]), language(in["language"]), published(in["published"].substr(0, 10));
  entente_engine* engine = nullptr;
  Error error;
  const entente_status opened = engines.For(currency, &engine, &error);
  if (opened != ENTENTE_OK) return Refuse(response, opened, error.get());
  entente_article article = ENTENTE_ARTICLE_INIT;
  article.title = in["title"].data(), article.title_bytes = in["title"].size();
  article.body = in["content"].data(), article.body_bytes = in["content"].size();
  article.language = language.c_str();
  article.published = published.c_str();
  article.format = in["format"] == "text" ? ENTENTE_TEXT : ENTENTE_HTML;
  entente_extraction* extraction = nullptr;
  entente_error* raised = nullptr;
  const entente_status status = entente_extract(engine, &article, &extraction, &raised);
  Answer(response, status, extraction, raised);
}

void Convert(Engines& engines, const Fields& in, httplib::Response& response) {
  if (!in.Has("text") || !in.Has("to")) return Refuse(response, 400, "invalid_argument", "the fields \"text\" and \"to\" are needed");
  const std::string to(in["to"]), on(in["on"]);
  entente_engine* engine = nullptr;
  Error error;
  const entente_status opened = engines.For("USD", &engine, &error);
  if (opened != ENTENTE_OK) return Refuse(response, opened, error.get());
  entente_extraction* extraction = nullptr;
  entente_error* raised = nullptr;
  const entente_status status = entente_convert(engine, in["text"].data(), in["text"].size(), nullptr, to.c_str(), on.empty() ? nullptr : on.c_str(), &extraction, &raised);
  Answer(response, status, extraction, raised);
}

// Whether the request names this machine: a page of another site whose name was pointed here does not.
bool IsLocal(const httplib::Request& request) {
  const std::string host = request.get_header_value("Host"), name = host.substr(0, host.rfind(':'));
  return name == "127.0.0.1" || name == "localhost";
}

bool Read(int argc, char** argv, Options* options) {
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i];
    if (name == "--port") options->port = std::atoi(argv[i + 1]);
    else if (name == "--rates") options->rates = argv[i + 1];
    else if (name == "--lexicon") options->lexicons.emplace_back(argv[i + 1]);
    else return false;
  }
  return argc % 2 == 1 && options->port > 0 && options->port < 65536;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  if (!Read(argc, argv, &options)) {
    std::fprintf(stderr, "usage: entente_service [--port 8093] [--rates eurofxref-hist.csv] [--lexicon FILE]...\n");
    return 2;
  }
  if (!options.rates.empty() && !std::ifstream(options.rates)) {
    std::fprintf(stderr, "entente_service: %s cannot be read\n", options.rates.c_str());
    return 2;
  }
  Engines engines(options);
  Error error;
  entente_engine* first = nullptr;
  if (engines.For("USD", &first, &error) != ENTENTE_OK) {  // a mistake in a file is to be known now, not with the first request
    std::fprintf(stderr, "entente_service: %s %s\n", entente_error_message(error.get()), entente_error_origin(error.get()));
    return 2;
  }

  httplib::Server server;
  server.set_payload_max_length(kMostBytes);
  server.set_pre_routing_handler([](const httplib::Request& request, httplib::Response& response) {
    if (IsLocal(request)) return httplib::Server::HandlerResponse::Unhandled;
    Refuse(response, 403, "forbidden", "this service is for programs of its own machine");
    return httplib::Server::HandlerResponse::Handled;
  });
  const auto route = [&engines](void (*serve)(Engines&, const Fields&, httplib::Response&)) {
    return [&engines, serve](const httplib::Request& request, httplib::Response& response) {
      if (request.get_header_value("Content-Type").rfind("application/json", 0) != 0) return Refuse(response, 415, "invalid_argument", "the Content-Type is not application/json");
      const Fields fields(request.body);
      if (!fields.ok()) return Refuse(response, 400, "invalid_argument", "the body is no JSON object in UTF-8");
      serve(engines, fields, response);
    };
  };
  server.Post("/preview", route(Preview));
  server.Post("/convert", route(Convert));
  server.Get("/health", [](const httplib::Request&, httplib::Response& response) {
    response.set_content("{\"ok\":true,\"way\":\"library\",\"engine\":{\"abi\":" + std::to_string(entente_abi_version()) + ",\"version\":" + Quoted(entente_version()) +
                             ",\"text\":" + Quoted(entente_version_text()) + "}}", "application/json");
  });
  server.set_error_handler([](const httplib::Request&, httplib::Response& response) {
    if (response.body.empty()) Refuse(response, response.status, response.status == 413 ? "limit" : "not_found", response.status == 413 ? "the request is larger than 20 MiB" : "no such route");
  });
  std::printf("http://127.0.0.1:%d\n", options.port);
  std::fflush(stdout);
  if (!server.listen("127.0.0.1", options.port)) {
    std::fprintf(stderr, "entente_service: port %d cannot be used\n", options.port);
    return 2;
  }
  return 0;
}
