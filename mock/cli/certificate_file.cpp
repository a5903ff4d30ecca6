#include "cli/certificate_file.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

#include "cli/commands.h"

namespace sp::mock {

CertificateFile::CertificateFile(const std::string& certificate) {
  std::error_code none;
  std::string folder = std::filesystem::temp_directory_path(none) / "sp-mock-XXXXXX";
  if (!::mkdtemp(folder.data())) {
    throw UsageError(fmt::format("--tls: expected a folder for temporary files, found none: {}: {}",
                                 folder, std::strerror(errno)));
  }
  folder_ = folder;
  std::ofstream(path(), std::ios::binary) << certificate;
}

CertificateFile::~CertificateFile() {
  std::error_code none;
  std::filesystem::remove_all(folder_, none);
}

}  // namespace sp::mock
