#!/usr/bin/env bash
# valijson 1.0 (Debian 12's libvalijson-dev 1.0+repack-2, with nlohmann-json 3.11.2) reads the
# numbers of JSON Schema in ways of its own. Draft 7 takes numbers as mathematics has them; valijson
# compares doubles and goes by how a number is written:
#
#   schema                          value               draft 7    valijson, seen on 2026-11-29
#   {"maximum": 9007199254740992}   9007199254740993    invalid    valid
#   {"type": "integer"}             1.0                 valid      invalid
#   {"type": "integer"}             1e3                 valid      invalid
#   {"multipleOf": 0.01}            19.99               valid      invalid
#   {"multipleOf": 0.01}            0.07                valid      valid
#
# Whoever checks ids, durations or prices by it gets other verdicts than from validators that count
# exactly. Needs Debian 12, for its packages, and a C++ compiler.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download libvalijson-dev=1.0+repack-2 nlohmann-json3-dev=3.11.2-2 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" root; done

cat >numbers.cpp <<'CPP'
#include <iostream>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

using Adapter = valijson::adapters::NlohmannJsonAdapter;

int main() {
  const char* rows[][2] = {{R"({"maximum": 9007199254740992})", "9007199254740993"},
                           {R"({"type": "integer"})", "1.0"},
                           {R"({"type": "integer"})", "1e3"},
                           {R"({"multipleOf": 0.01})", "19.99"},
                           {R"({"multipleOf": 0.01})", "0.07"}};
  for (const auto& [schema_text, text] : rows) {
    const auto document = nlohmann::json::parse(schema_text);
    const auto value = nlohmann::json::parse(text);
    valijson::Schema schema;
    valijson::SchemaParser().populateSchema(Adapter(document), schema);
    const bool valid = valijson::Validator().validate(schema, Adapter(value), nullptr);
    std::cout << schema_text << " " << text << " " << (valid ? "valid" : "invalid") << "\n";
  }
}
CPP
g++ -std=c++17 -isystem root/usr/include numbers.cpp -o numbers
./numbers | tee seen
diff seen - <<'TEXT'
{"maximum": 9007199254740992} 9007199254740993 valid
{"type": "integer"} 1.0 invalid
{"type": "integer"} 1e3 invalid
{"multipleOf": 0.01} 19.99 invalid
{"multipleOf": 0.01} 0.07 valid
TEXT
