#!/usr/bin/env bash
# curl.sh FILE: curl sends the requests, and writes a trace of them to FILE.
set -euo pipefail
arguments=(--silent --trace "$1" --trace-time)
next=()
while read -r token path; do
  arguments+=("${next[@]}" --output /dev/null "$SP_BASE_URL$path")
  next=(--next --silent)
  case $token in
  good) arguments+=(--header "Authorization: Bearer $SP_API_TOKEN") ;;
  wrong) arguments+=(--header 'Authorization: Bearer wrong-token') ;;
  esac
done < <(jq -r '.[] | "\(.[0]) \(.[1])"' "$(dirname "$0")/requests.json")
curl "${arguments[@]}"
