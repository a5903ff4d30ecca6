// A certificate where clients can read it, for as long as the mock runs.
#pragma once

#include <filesystem>
#include <string>

namespace sp::mock {

// In a temporary folder of its own, which only this user may enter. Throws UsageError when it
// cannot be written.
class CertificateFile {
 public:
  explicit CertificateFile(const std::string& certificate);
  CertificateFile(const CertificateFile&) = delete;
  CertificateFile& operator=(const CertificateFile&) = delete;
  // Removes it.
  ~CertificateFile();

  std::string path() const { return folder_ / "certificate.pem"; }

 private:
  std::filesystem::path folder_;
};

}  // namespace sp::mock
