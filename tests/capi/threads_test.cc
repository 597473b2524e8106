// Threads and processes of a host: one engine used by 16 threads, engines opened and freed side by side, an archive shared by threads, a fork with an open engine,
// a stream that another thread stops. To be run with the thread sanitizer too (preset tsan).
#include <entente_c.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstring>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "fault/samples.h"

namespace {

constexpr int kThreads = 16;
std::atomic<int> passed{0}, failed{0};

void Check(bool holds, const char* what) {
  if (holds) ++passed;
  else ++failed, std::printf("FAILED %s\n", what);
}

void InThreads(int count, const std::function<void(int)>& work) {
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) threads.emplace_back(work, i);
  for (std::thread& thread : threads) thread.join();
}

const char* const kTexts[] = {fault::kShort, fault::kLong, fault::kEnglish, fault::kTitle, fault::kLexiconText};

std::string Read(const entente_engine* engine, const char* text) {
  entente_extraction* found = nullptr;
  if (entente_extract_text(engine, "a", text, std::strlen(text), "2024-06-04", nullptr, &found, nullptr) != ENTENTE_OK) return "";
  const std::string json = entente_extraction_json(found, nullptr);
  entente_extraction_free(found);
  return json;
}

void OneEngineManyThreads(const entente_engine* engine) {
  std::vector<std::string> wanted;
  for (const char* text : kTexts) wanted.push_back(Read(engine, text));
  InThreads(kThreads, [&](int number) {
    bool same = true;
    for (size_t i = 0; i < 60; ++i) {
      const size_t which = (i + static_cast<size_t>(number)) % wanted.size();
      same &= Read(engine, kTexts[which]) == wanted[which];
    }
    Check(same && !wanted[0].empty(), "sixteen threads read what one reads");
  });
}

void OpenAndFreeSideBySide() {
  InThreads(8, [](int) {
    for (int i = 0; i < 3; ++i) {
      entente_engine* engine = nullptr;
      Check(entente_engine_open(nullptr, &engine, nullptr) == ENTENTE_OK && !Read(engine, fault::kShort).empty(), "engines open side by side");
      entente_engine_free(engine);
    }
  });
}

void OneArchiveManyThreads(const entente_engine* engine, const std::string& path) {
  for (const char* end : {"", "-wal", "-shm"}) unlink((path + end).c_str());
  entente_archive* archive = nullptr;
  Check(entente_archive_open(path.c_str(), nullptr, &archive, nullptr) == ENTENTE_OK, "an archive opens");
  InThreads(8, [&](int number) {
    bool good = true;
    for (int i = 0; i < 5; ++i) {
      const std::string id = std::to_string(number) + "." + std::to_string(i);
      entente_extraction* found = nullptr;
      entente_answer* answer = nullptr;
      good &= entente_extract_text(engine, id.c_str(), fault::kShort, std::strlen(fault::kShort), "2024-06-04", nullptr, &found, nullptr) == ENTENTE_OK;
      good &= entente_archive_add(archive, &found, 1, nullptr, nullptr, nullptr) == ENTENTE_OK;
      good &= entente_archive_query(archive, engine, fault::kQuestions[2], std::strlen(fault::kQuestions[2]), &answer, nullptr) == ENTENTE_OK;
      entente_answer_free(answer);
      entente_extraction_free(found);
    }
    Check(good, "threads share an archive");
  });
  Check(entente_archive_check(archive, nullptr) == ENTENTE_OK, "the archive holds together");
  entente_archive_free(archive);
}

// The child has a copy of the engine and of one thread.
void Fork(const entente_engine* engine) {
  const std::string wanted = Read(engine, fault::kLong);
  const pid_t child = fork();
  if (child == 0) _exit(Read(engine, fault::kLong) == wanted ? 0 : 1);
  int status = -1;
  Check(child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0, "a forked process reads on");
  Check(Read(engine, fault::kLong) == wanted, "and so does the one that forked");
}

struct Endless {
  std::atomic<bool> stop{false};
  std::atomic<uint64_t> calls{0};
  static entente_status Next(void* user, char* to, size_t capacity, size_t* bytes) {
    auto* source = static_cast<Endless*>(user);
    ++source->calls;
    if (source->stop) return ENTENTE_CANCELLED;
    const std::string line = std::string("{\"body\":\"") + fault::kShort + "\"}\n";
    *bytes = line.size() <= capacity ? line.size() : 0;
    std::memcpy(to, line.data(), *bytes);
    return ENTENTE_OK;
  }
};

void StopFromAnotherThread(const entente_engine* engine) {
  Endless source;
  entente_stream_options options = ENTENTE_STREAM_OPTIONS_INIT;
  options.read = Endless::Next, options.read_user = &source, options.threads = 4;
  entente_stream* stream = nullptr;
  Check(entente_stream_open(engine, &options, &stream, nullptr) == ENTENTE_OK, "a stream opens");
  std::thread stopper([&] {
    while (source.calls < 300) std::this_thread::yield();
    source.stop = true;
  });
  bool cancelled = false;
  for (;;) {
    entente_extraction* found = nullptr;
    const entente_status status = entente_stream_next(stream, &found, nullptr);
    entente_extraction_free(found);
    cancelled |= status == ENTENTE_CANCELLED;
    if (status == ENTENTE_OK && found == nullptr) break;
  }
  stopper.join();
  entente_stream_free(stream);
  Check(cancelled, "another thread stops a stream");
  // and a stream that is freed in the middle, with work under way
  source.stop = false;
  entente_stream_open(engine, &options, &stream, nullptr);
  entente_extraction* found = nullptr;
  entente_stream_next(stream, &found, nullptr);
  entente_extraction_free(found);
  entente_stream_free(stream);
  Check(!Read(engine, fault::kShort).empty(), "the engine reads on");
}

}  // namespace

int main(int argc, char** argv) {
  OpenAndFreeSideBySide();
  entente_engine* engine = nullptr;
  if (entente_engine_open(nullptr, &engine, nullptr) != ENTENTE_OK) return 2;
  OneEngineManyThreads(engine);
  OneArchiveManyThreads(engine, std::string(argc > 1 ? argv[1] : ".") + "/threads_archive");
  StopFromAnotherThread(engine);
  Fork(engine);
  entente_engine_free(engine);
  std::printf("%d passed, %d failed\n", passed.load(), failed.load());
  return failed == 0 ? 0 : 1;
}
