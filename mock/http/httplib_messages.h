// Between cpp-httplib's messages and ours. cpp-httplib acts on some of what it reads (it would
// answer a range of a body, or compress it), so that is taken out of its sight and put back into
// our request.
#pragma once

#include <string_view>

#include <httplib.h>

#include "faults/response.h"
#include "service/request.h"

namespace sp::mock {

void take_out_what_would_be_acted_on(const httplib::Request& request);
// cpp-httplib 0.11 reads a body for some methods only, and of some types only a little;
// what it leaves would be taken for the next request.
void read_body_whatever_it_is(const httplib::Request& request);
bool has_body(const httplib::Request& request);
// Whether cpp-httplib takes the method for one; others it refuses.
bool is_known_method(std::string_view method);
// As the client sent it.
Request to_request(const httplib::Request& from);

void put_head(const Response& response, httplib::Response& to);
void put(Response response, httplib::Response& to);
// Whether an answer of ours was put in; else cpp-httplib refused the request on its own.
bool is_answered(const httplib::Response& response);
// cpp-httplib gives every answer a length, and every body a type.
void take_out_what_was_put_in(httplib::Response& response);

}  // namespace sp::mock
