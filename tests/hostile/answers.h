// Answers of deployments that are broken, or mean harm: the bytes that go over the wire.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sp::hostile {

// A response with its Content-Length, on a connection that stays open.
std::string answer(std::string_view body, std::string_view headers = {}, int status = 200);

// `text` so many times.
std::string times(std::size_t count, std::string_view text);

// What each endpoint answers, in its form, with so many rows, outputs or lines. `target` is the
// request's.
std::string body_of(std::string_view target, std::size_t rows);

// The target in the head of a request: "/api/v1/runs/1/summary".
std::string_view target_in(std::string_view head);

}  // namespace sp::hostile
