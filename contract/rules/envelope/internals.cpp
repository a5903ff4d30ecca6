#include "rules/envelope/internals.h"

#include <algorithm>
#include <memory>
#include <vector>

#include <re2/re2.h>

namespace sp::contract::envelope {

namespace {

using schemas::Value;

constexpr const char* pages[] = {
    R"((?i)<(!doctype|/?(html|head|body|title|h[1-6]|p|div|span|pre|br|table|script|hr)\b))",
    R"((?i)\b(nginx|openresty|apache|tomcat|jetty|gunicorn|uwsgi|uvicorn|werkzeug|php|python|microsoft-iis)/\d+\.\d)",
    R"((?i)\bupstream connect error\b|\bno healthy upstream\b)",
};

// By how languages write them.
constexpr const char* traces[] = {
    R"((?i)traceback \(most recent call last\))",                // Python
    R"(File "[^"]+", line \d+)",                                 // Python
    R"(\b'?NoneType'? object\b|\binvalid literal for int\(\))",  // Python
    R"(\bobject at 0x[0-9a-f]{6})",                              // Python
    R"(\b(Key|Type|Attribute|Value|Name|Index|Runtime|Assertion|Import|ModuleNotFound|Lookup|OS|IO|Unicode\w*|ZeroDivision|Recursion|FileNotFound|Permission|Operational|Integrity|Programming|Interface|Reference|Range|Syntax)Error(: |\())",
    R"(\bat [\w.$<>]+\([^()]*:\d+(:\d+)?\))",                             // Java, Node
    R"(\bat [\w.$<>]+\((Native Method|Unknown Source)\))",                // Java
    R"(\bat (async )?(node:[\w/]+|[\w./:-]*\.[a-z]{2,4}):\d+:\d+)",       // Node
    R"(\b(Caused by|Exception in thread "[^"]+")[: ]+[a-z]\w*\.)",        // Java
    R"(\b[a-z]\w*(\.[a-z]\w*)+\.[A-Z]\w*(Exception|Error)\b)",            // Java, Python
    R"(\bSystem(\.\w+)*\.\w+Exception\b|\.\w+:line \d+)",                 // .NET
    R"(\bObject reference not set to an instance\b)",                     // .NET
    R"(\bgoroutine \d+ \[|(?:^|[\n:"(]\s*)panic: \w|\bruntime error: )",  // Go
    R"(\bpanicked at\b|\bRUST_BACKTRACE\b|\bOption::unwrap\(\))",         // Rust
    R"(\b(PHP )?(Fatal|Parse) error: |\bUncaught \w+|\bthrown in /|\.php on line \d)",      // PHP
    R"(:\d+:in [`'])",                                                                      // Ruby
    R"(\bundefined method [`']|\b[A-Z]\w+::[A-Z]\w*(Error|NotFound|Invalid|Exception)\b)",  // Ruby
    R"((?i)\b(segmentation fault|core dumped|terminate called after)\b)",
    R"((?i)\b(stack ?trace|backtrace)\s*:)",
    R"([\w/-]+\.(py|rb|js|go|java|kt|cs|cpp|c|php|ex)(:|", line |\()\d+|\.p[lm] line \d+)",
    // Media files and subtitles have such names, too: these need a column.
    R"([\w/-]+\.(ts|tsx|rs|cc):\d+:\d+)",
};

constexpr const char* databases[] = {
    // Upper case, or with the shape of a statement: "select a run from the list" has neither.
    R"(\bSELECT\s.*\sFROM\s)",
    R"((?i)\bselect\s+(distinct\s+)?(\*|\w+\.[\w*]+|\w+\([^)]*\))[^;]*\sfrom\s+[\w`"\[])",
    R"((?i)\bselect\s+[\w`"]+\s*,[^;]*\sfrom\s+[\w`"\[\]]+\s+(limit \d|(order|group) by \w|((inner|left) )?join \w+ on\b))",
    R"((?i)\bselect\s[^;]*\sfrom\s+[\w.`"\[\]]+(\s+\w+)?\s+where\s+[\w.`"\[\]]+\s*(=|<|>|!=|like\s+['%]|in\s*\(|is\s+(not\s+)?null))",
    R"((?i)\binsert\s+into\s+[\w.`"\[\]]+\s*(\(|values\b))",
    R"((?i)\bupdate\s+[\w.`"\[\]]+\s+set\s+[\w.`"\[\]]+\s*=)",
    R"((?i)\bdelete\s+from\s+[\w.`"\[\]]+\s+where\s+[\w.`"\[\]]+\s*(=|<|>|in\s*\())",
    R"(\bORA-\d{5}|\bSQLSTATE\[|\bPG::[A-Z]|\[SQL: )",
    R"((?i)\b(sqlalchemy|sqlalche\.me|psycopg2?|pymysql|mysqldb|sqlite3?\.|werkzeug|site-packages|node_modules))",
    R"((?i)\berror in your SQL syntax\b|\bnear "[^"]*": syntax error|\bsyntax error at or near ")",
    R"((?i)\bno such (table|column): \w|\b(relation|column) "[^"]+" (of relation "[^"]+" )?does not exist)",
    R"((?i)\bunknown column '|\bTable '[\w.]+' doesn't exist|\binvalid object name ')",
    R"((?i)\b(unique|foreign key|check|not null) constraint failed|\bviolates (unique|foreign key|not-null|check) constraint)",
    R"((?i)\bduplicate entry '.*' for key|\bduplicate key value violates)",
    R"((?i)\bdata too long for column\b|\bdatabase is locked\b|\block wait timeout exceeded\b|\bdeadlock found\b)",
    R"((?i)\baccess denied for user '|\bpassword authentication failed for user\b)",
    R"((?i)\bmysql server\b|\bconnection to server at ")",
    R"((?i)\b(redis|rediss|postgres|postgresql|mysql|mysql\+\w+|postgresql\+\w+|mariadb|mongodb|mongodb\+srv|amqps?|memcached|jdbc:\w+)://)",
};

// Deep in a directory that every system has, or of a file that is no page.
constexpr const char* paths[] = {
    R"((?:^|[\s"'(=:,\[`>])/((home|Users)/[\w.-]+/([\w.-]+/[\w.-]+|\.\w+|[\w-]+\.\w+)|root/(\.\w|[\w.-]+/[\w.-]+)))",
    R"((?:^|[\s"'(=:,\[`>])/usr/(local|lib|lib64|bin|sbin|share|src|include|libexec)/[\w.-]+)",
    R"((?:^|[\s"'(=:,\[`>])/var/(www|lib|log|run|tmp|cache|spool|mail|opt|backups|task)/[\w.-]+)",
    R"((?:^|[\s"'(=:,\[`>])/etc/[\w-]+(\.[\w-]+|/[\w.-]+|\b))",
    R"((?:^|[\s"'(=:,\[`>])/(opt|srv|mnt)/[\w.-]+/[\w.-]+)",
    R"((?:^|[\s"'(=:,\[`>])/(tmp|private/tmp|dev/shm|run/secrets|proc/self|proc/\d+)/[\w.-]+)",
    R"((?:^|[\s"'(=:,\[`>])/lib(64)?/[\w.-]+/[\w.-]+\.so\b)",
    R"((?:^|[\s"'(=:,\[`>])/(app|srv|opt|root|home|mnt|data|code|src|workspace|run|lib)/([\w.-]+/)*[\w.-]+\.(py|pyc|rb|js|mjs|go|java|jar|php|pl|sh|so|sock|db|sqlite3?|conf|cfg|ini|env|pem|key|log|toml|bak)\b)",
    R"((?:^|[\s"'(=:,\[`>])[A-Za-z]:\\[\w. $-]+(\\|\.\w{1,5}\b))",
    R"((?:^|[\s"'(=,\[`>])\\\\[\w.-]+\\[\w$.-]+)",
    R"((?i)[A-Z]:/(Users|Windows|Program Files|inetpub|xampp|wamp\d*)/)",
    R"(\bENOENT: |\bENOENT\b.*\bopen '|\bECONNREFUSED\b|\bEACCES: )",
    R"(\b(SECRET_KEY|DATABASE_URL|DB_PASSWORD|AWS_[A-Z_]+)\s*[=:])",
};

// Of hosts that a client cannot reach. One with "//" in front may be the deployment's own URL,
// and one without a port the client's own address.
constexpr const char* hosts[] = {
    R"((?:^|[^\w/.@-])(10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(1[6-9]|2\d|3[01])\.\d+\.\d+|169\.254\.\d+\.\d+):\d{2,5}\b)",
    R"((?:^|[^\w/.@-])(localhost|127\.0\.0\.1|\[::1\]):(3306|5432|6379|11211|27017|9200|5672|2379|8125)\b)",
    R"((?i)\b(host|server|connect(ed|ing)? to|dial tcp|upstream)[ =:]+["'(]?(10\.\d+|127\.\d+|192\.168|172\.(1[6-9]|2\d|3[01]))\.\d+)",
    R"((?i)\bdial tcp\b|\bconnection refused\b|\bname or service not known\b|\bgetaddrinfo\b)",
    R"((?i)\b[\w-]+(\.[\w-]+)*\.(internal|svc|cluster\.local|local|lan|intranet|corp|localdomain):\d{2,5}\b)",
    R"((?i)\.(ec2|compute|c\.[\w-]+)\.internal\b|\.svc\.cluster\.local\b)",
};

using Marks = std::vector<std::unique_ptr<re2::RE2>>;

template <std::size_t Count>
void add(const char* const (&patterns)[Count], Marks& marks) {
  for (const char* pattern : patterns) marks.push_back(std::make_unique<re2::RE2>(pattern));
}

const Marks& all_marks() {
  static const Marks marks = [] {
    Marks made;
    add(pages, made);
    add(traces, made);
    add(databases, made);
    add(paths, made);
    add(hosts, made);
    return made;
  }();
  return marks;
}

void add_strings(const Value& value, std::string& text) {
  if (const std::string_view* one = value.string()) {
    text += *one;
    text += '\n';
  } else if (const schemas::Array* items = value.array()) {
    for (const Value& item : *items) add_strings(item, text);
  } else if (const schemas::Object* members = value.object()) {
    for (const auto& [name, member] : *members) add_strings(member, text);
  }
}

}  // namespace

std::optional<std::size_t> internals_in(std::string_view text) {
  for (const auto& mark : all_marks()) {
    re2::StringPiece found;
    if (mark->Match(text, 0, text.size(), re2::RE2::UNANCHORED, &found, 1)) {
      return static_cast<std::size_t>(found.data() - text.data());
    }
  }
  return std::nullopt;
}

std::string strings_of(const Value& value) {
  std::string text;
  add_strings(value, text);
  return text;
}

std::string without_echoes(std::string_view text, std::string_view echo) {
  if (echo.empty()) return std::string(text);
  std::string left;
  std::size_t from = 0;
  for (auto at = text.find(echo); at != std::string_view::npos; at = text.find(echo, from)) {
    left += text.substr(from, at - from);
    const auto end = left.find_last_of(" \t\r\n\"'(,:");
    left.resize(end == std::string::npos ? 0 : end + 1);
    from = at + echo.size();
  }
  left += text.substr(from);
  return left;
}

}  // namespace sp::contract::envelope
