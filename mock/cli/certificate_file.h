// A file with a certificate, so that clients can read it while the mock runs.
#pragma once

#include <filesystem>
#include <string>

namespace sp::mock {

// The file is in a temporary folder of its own, which only this user may enter. The constructor
// throws UsageError if it cannot write the file.
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
