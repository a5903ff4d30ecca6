// A certificate that a mock makes for itself.
#pragma once

#include <string>

#include <sp/mock/server.h>

namespace sp::mock {

// Signed by itself, for a month, for localhost, 127.0.0.1, ::1 and `host`: a client that trusts it
// and no other reaches the mock by any of these. The key is in no file.
TlsIdentity own_certificate(const std::string& host);

}  // namespace sp::mock
