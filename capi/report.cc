// Tested by: tests/capi/archive_test.c, tests/report/report_test.py
#include "bindings/report/report_page.h"
#include "capi/guard.h"
#include "entente/query.h"

using namespace entente;
using namespace entente::capi;

entente_status entente_archive_report(entente_archive* archive, const entente_engine* rates, const char* name, const char* question, size_t question_bytes, entente_answer** out,
                                      entente_error** error) {
  if (out != nullptr) *out = nullptr;
  return Guard(error, [&]() -> Status {
    std::string_view text;
    if (archive == nullptr || out == nullptr || !ReadView(question, question_bytes, &text)) return Invalid("the archive, the question or the place for the page is NULL");
    if (!DecodeText(ViewOf(name), "utf-8").ok()) return Invalid("the name is not valid UTF-8");
    Result<std::string> data = ReportJson(archive->archive, ViewOf(name).empty() ? "Entente" : ViewOf(name), text, rates == nullptr ? nullptr : &rates->engine.rates());
    if (!data.ok()) return data.status();
    std::string page;
    page.reserve(report::kHead.size() + data->size() + report::kTail.size());
    page.append(report::kHead).append(*data).append(report::kTail);
    *out = new entente_answer{std::move(page)};
    return {};
  });
}
