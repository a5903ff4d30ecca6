#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>
#include <zip.h>

#include <fmt/format.h>

#include <sp/recordings/har_file.h>
#include <sp/schemas/json_file.h>

#include "curl_trace.h"
#include "growing_file.h"

namespace sp::recordings {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_recording = std::size_t{512} << 20;
constexpr std::size_t most_attachment = std::size_t{16} << 20;

bool is_zip(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06");
}

// Whether the name leads to a file in the folder or below it.
bool stays_below(const std::string& name) {
  const fs::path path(name);
  return !name.empty() && name.find('\0') == std::string::npos && !path.is_absolute() &&
         std::none_of(path.begin(), path.end(), [](const fs::path& part) { return part == ".."; });
}

std::optional<std::string> read_below(const std::string& folder, const std::string& name) {
  if (!stays_below(name)) return std::nullopt;
  const fs::path path = fs::path(folder) / name;
  std::error_code none;
  if (!fs::is_regular_file(path, none) || fs::file_size(path, none) > most_attachment) {
    return std::nullopt;
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>(in), {}};
}

// When the file was written, as far as that is known.
schemas::Instant changed_at(const std::string& path) {
  std::error_code none;
  const auto time = fs::last_write_time(path, none);
  if (none) return {};
  return std::chrono::time_point_cast<schemas::Instant::duration>(
      std::chrono::file_clock::to_sys(time));
}

}  // namespace

// An archive in memory.
class HarFile::Zip {
 public:
  Zip(const std::string& path, std::string bytes) : path_(path), bytes_(std::move(bytes)) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes_.data(), bytes_.size(), 0, &error);
    if (source != nullptr) archive_ = zip_open_from_source(source, ZIP_RDONLY, &error);
    const std::string why = archive_ != nullptr ? "" : zip_error_strerror(&error);
    zip_error_fini(&error);
    if (archive_ != nullptr) return;
    if (source != nullptr) zip_source_free(source);
    refuse(fmt::format("a .zip that can be read, found one that cannot: {}", why));
  }
  ~Zip() {
    if (archive_ != nullptr) zip_discard(archive_);
  }
  Zip(const Zip&) = delete;
  Zip& operator=(const Zip&) = delete;

  std::string recording() {
    const zip_int64_t count = zip_get_num_entries(archive_, 0);
    for (zip_int64_t i = 0; i < count; ++i) {
      const auto index = static_cast<zip_uint64_t>(i);
      const char* name = zip_get_name(archive_, index, 0);
      if (name == nullptr || !std::string_view(name).ends_with(".har")) continue;
      if (auto text = read(index, most_recording)) return *std::move(text);
      refuse(fmt::format("a .har of {} MiB at most in the .zip, found one that is longer or broken",
                         most_recording >> 20));
    }
    refuse("a .har in the .zip, found none");
  }

  std::optional<std::string> attachment(const std::string& name) {
    const zip_int64_t index = zip_name_locate(archive_, name.c_str(), 0);
    if (index < 0) return std::nullopt;
    return read(static_cast<zip_uint64_t>(index), most_attachment);
  }

 private:
  [[noreturn]] void refuse(const std::string& expected) const {
    throw schemas::FileError(fmt::format("{}: expected {}", path_, expected));
  }

  // Nothing for what is longer than `most`, whatever the archive says of its length, or broken.
  std::optional<std::string> read(zip_uint64_t index, std::size_t most) {
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(
        zip_fopen_index(archive_, index, 0), &zip_fclose);
    if (!file) return std::nullopt;
    std::string text;
    std::array<char, 1 << 16> piece{};
    while (text.size() <= most) {
      const zip_int64_t size = zip_fread(file.get(), piece.data(), piece.size());
      if (size < 0) return std::nullopt;
      if (size == 0) return text;
      text.append(piece.data(), static_cast<std::size_t>(size));
    }
    return std::nullopt;
  }

  std::string path_;
  std::string bytes_;
  zip_t* archive_ = nullptr;
};

HarFile::HarFile(const std::string& path, std::string bytes)
    : folder_(fs::path(path).parent_path().string()) {
  if (!is_zip(bytes)) {
    text_ = is_of_curl(bytes) ? har_of_curl_trace(bytes, path, changed_at(path))
                              : growing::mended(std::move(bytes));
    return;
  }
  zip_ = std::make_unique<Zip>(path, std::move(bytes));
  text_ = zip_->recording();
}

HarFile::~HarFile() = default;

Attachments HarFile::attachments() const {
  return [this](const std::string& name) {
    return zip_ ? zip_->attachment(name) : read_below(folder_, name);
  };
}

}  // namespace sp::recordings
