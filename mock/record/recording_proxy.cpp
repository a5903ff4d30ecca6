#include "record/recording_proxy.h"

#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <sp/schemas/split.h>

#include "api/json_writer.h"
#include "http/host_in_url.h"
#include "record/forwarding.h"
#include "service/router.h"

namespace sp::mock {

namespace {

// No request of the API has a body; what else passes may upload something.
constexpr std::size_t most_of_request = std::size_t{64} << 20;

// The proxy's own answer, in the form of the API's errors.
Response own_answer(int status, std::string_view code, const std::string& message) {
  std::string body;
  JsonWriter(body)
      .begin_object()
      .member("status", "error")
      .member("code", code)
      .member("message", message)
      .end_object();
  return {.status = status, .headers = {{"Content-Type", "application/json"}}, .body = body};
}

void send(const Response& response, StreamedAnswer& answer) {
  answer.begin(response, response.body.size());
  answer.write(response.body);
  answer.end();
}

// What the client gets of an answer that passes through. Its last bytes are held back until end(),
// so that no client has a whole answer that is not kept yet.
class PassedAnswer {
 public:
  PassedAnswer(std::string_view method, StreamedAnswer& client)
      : to_head_(method == "HEAD"), client_(client) {}

  void begin(Response head, std::optional<std::uint64_t> length) {
    head_ = std::move(head);
    length_ = length;
    const bool is_all = to_head_ || has_no_body(head_.status) || length == 0;
    if (!is_all) send_head();
  }

  // Returns whether the client is still there.
  bool write(std::string_view bytes) {
    passed_ += bytes.size();
    if (length_ && passed_ >= *length_) {
      last_ = bytes;
      return client_.client_is_there();
    }
    return client_.write(bytes);
  }

  void end() {
    if (!head_sent_) send_head();
    client_.write(last_);
    client_.end();
  }

  int status() const { return head_.status; }

 private:
  void send_head() {
    head_sent_ = true;
    client_.begin(head_, length_);
  }

  bool to_head_;
  StreamedAnswer& client_;
  Response head_{.status = 0};
  bool head_sent_ = false;
  std::optional<std::uint64_t> length_;
  std::uint64_t passed_ = 0;
  std::string last_;
};

// The id of the operation that has the target; empty for anything else.
std::string operation_of(std::string_view target, std::string_view base_path) {
  if (!target.starts_with(base_path)) return "";
  target = target.substr(base_path.size(), target.find_first_of("?#") - base_path.size());
  std::vector<std::string> segments;
  for (const std::string_view segment : schemas::split(target, '/')) segments.emplace_back(segment);
  for (const auto revision : {schemas::Revision::published, schemas::Revision::upstream}) {
    const Router::Match match = Router::of(revision).match(segments, 1);
    if (match.operation) return match.operation->id;
  }
  return "";
}

}  // namespace

RecordingProxy::RecordingProxy(const RecordingOptions& options)
    : options_(options),
      upstream_(options.upstream, options.reaching),
      har_(options.har, "sp-mock record", options.version, options.upstream.base_url()) {
  http_.emplace(
      options_.host, options_.port, std::nullopt,
      HttpServer::Handlers{
          .answer = {},
          .refuse = [this](const Request& request, int status,
                           std::string_view why) { return refuse(request, status, why); },
          .body_rule =
              [](const Request&) { return BodyRule{.limit = most_of_request, .keep = true}; },
          .stream = [this](const Request& request,
                           StreamedAnswer& answer) { pass(request, answer); }});
  own_origin_.set_value(fmt::format("http://{}:{}", host_in_url(options_.host), http_->port()));
}

RecordingProxy::~RecordingProxy() {
  upstream_.stop();
  http_.reset();  // the file ends behind the last exchange
}

std::string RecordingProxy::base_url() const { return origin_.get() + options_.upstream.path; }

std::size_t RecordingProxy::lost() const {
  const std::lock_guard lock(log_mutex_);
  return lost_;
}

void RecordingProxy::pass(const Request& request, StreamedAnswer& answer) {
  const Upstream::Question question = question_of(request, upstream_.url());
  KeptExchange kept(question);
  PassedAnswer passed(question.method, answer);
  const Upstream::Receiver receiver{
      .head =
          [&](const AnswerHead& head) {
            kept.head(head);
            passed.begin(
                {.status = head.status, .headers = passed_on(head, upstream_.url(), origin_.get())},
                head.length);
          },
      .body =
          [&](std::string_view bytes) {
            kept.body(bytes);
            return passed.write(bytes);
          }};
  const UpstreamOutcome outcome = upstream_.ask(question, receiver);
  const auto took = kept.took();
  keep(kept.finished(outcome));
  if (outcome.fault.empty()) {
    passed.end();
    return tell(request, passed.status(),
                fmt::format("{} answered in {} ms", upstream_.url().authority, took.count()));
  }
  if (passed.status() != 0) {  // the client sees the connection end inside the answer
    return tell(request, passed.status(), fmt::format("cut off: {}", outcome.fault));
  }
  const int status = outcome.too_slow ? 504 : 502;
  const std::string why =
      fmt::format("{} did not answer: {}", upstream_.url().origin(), outcome.fault);
  send(own_answer(status, outcome.too_slow ? "gateway_timeout" : "bad_gateway", why), answer);
  tell(request, status, why);
}

Response RecordingProxy::refuse(const Request& request, int status, std::string_view why) {
  tell(request, status, std::string(why) + ", so it was not passed on");
  return own_answer(status, "bad_request", fmt::format("The request was not passed on: {}.", why));
}

void RecordingProxy::keep(recordings::Exchange exchange) {
  const auto authorization = secrets_.take_out(exchange);
  try {
    har_.add(exchange, authorization);
  } catch (const std::system_error& error) {
    const std::lock_guard lock(log_mutex_);
    ++lost_;
    if (options_.trouble) {
      options_.trouble(
          fmt::format("{}: an exchange is not in it: {}", options_.har, error.code().message()));
    }
  }
}

void RecordingProxy::tell(const Request& request, int status, const std::string& why) {
  if (!options_.log) return;
  const std::string target = secrets_.without(request.target);
  const std::string operation = operation_of(request.target, options_.upstream.path);
  const std::lock_guard lock(log_mutex_);
  options_.log({request.method, target, status, operation, why});
}

}  // namespace sp::mock
