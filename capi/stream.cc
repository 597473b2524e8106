#include "capi/guard.h"

using namespace entente;
using namespace entente::capi;

namespace {

constexpr size_t kLeastOptions = offsetof(entente_stream_options, format) + sizeof(int32_t);

ReadBytes ReaderOf(entente_read_fn read, void* user) {
  return [read, user](char* to, size_t capacity) -> Result<size_t> {
    size_t bytes = 0;
    const entente_status status = read(user, to, capacity, &bytes);
    if (status == ENTENTE_IO) return Status(Code::kIo, "reading failed");
    if (status != ENTENTE_OK) return Status(Code::kCancelled, "the reader asked to stop");
    if (bytes > capacity) return Status(Code::kInvalidArgument, "the reader gave more bytes than there was room for");
    return bytes;
  };
}

}  // namespace

entente_status entente_stream_open(const entente_engine* engine, const entente_stream_options* options, entente_stream** out, entente_error** error) {
  if (out != nullptr) *out = nullptr;
  return Guard(error, [&] {
    if (engine == nullptr || out == nullptr) return Invalid("the engine or the place for the stream is NULL");
    entente_stream_options given = ENTENTE_STREAM_OPTIONS_INIT;
    if (!CopyOptions(options, kLeastOptions, &given)) return Invalid("the options are NULL or their size is not set");
    if (given.read == nullptr) return Invalid("the stream has no reader");
    StreamOptions wanted{.encoding = EncodingOf(given.encoding), .threads = given.threads, .published = ViewOf(given.published)};
    if (!ViewOf(given.name).empty()) wanted.name = given.name;
    if (Status status = ReadLanguage(given.language, &wanted.language); !status.ok()) return status;
    if (Status status = ReadFormat(given.format, &wanted.format); !status.ok()) return status;
    Result<ArticleStream> stream = ArticleStream::Open(engine->engine, ReaderOf(given.read, given.read_user), wanted);
    if (!stream.ok()) return stream.status();
    *out = new entente_stream{std::move(stream).value()};
    return Status();
  });
}

entente_status entente_stream_next(entente_stream* stream, entente_extraction** out, entente_error** error) {
  if (out != nullptr) *out = nullptr;
  return Guard(error, [&] {
    if (stream == nullptr || out == nullptr) return Invalid("the stream or the place for the result is NULL");
    auto result = std::make_unique<entente_extraction>();
    StreamItem item;
    if (!stream->stream.Next(&item)) return Status();
    stream->line = item.line;
    if (!item.status.ok()) return item.status;
    *result = {.extraction = std::move(item.extraction), .json = std::move(item.json), .title = std::move(item.title), .body = std::move(item.body), .explanation = {}};
    *out = result.release();
    return Status();
  });
}

uint64_t entente_stream_line(const entente_stream* stream) { return stream == nullptr ? 0 : stream->line; }
uint64_t entente_stream_bytes(const entente_stream* stream) { return stream == nullptr ? 0 : stream->stream.bytes_read(); }
void entente_stream_free(entente_stream* stream) { delete stream; }
