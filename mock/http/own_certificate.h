// Makes the certificate of a mock that was given none.
#pragma once

#include <string>

#include <sp/mock/server.h>

namespace sp::mock {

// A self-signed certificate for localhost, 127.0.0.1, ::1 and `host`, valid for a month. A client
// that trusts it can reach the mock by any of these names. The key is not written to any file.
TlsIdentity own_certificate(const std::string& host);

}  // namespace sp::mock
