// One request in full: what was asked, what was sent, and how to send it again.

// Headers that belong to one connection, or that curl writes itself. Those of Sec-… are a browser's.
const not_repeated = new Set(["host", "content-length", "transfer-encoding", "connection", "authorization"]);

const pairs_of = (object) => Object.entries(object).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));

function curl_of(entry) {
  const sent = pairs_of(entry.headers);
  const headers = sent.filter(([name]) => !not_repeated.has(name.toLowerCase()) && !/^sec-/i.test(name));
  if (sent.some(([name]) => name.toLowerCase() === "authorization")) headers.push(...authorization());
  const target = entry.target?.startsWith("/") ? entry.target : mock.base + entry.path;
  return curl_line(entry.method, location.origin + target, headers);
}

function pair_list(pairs) {
  const list = make("dl", { class: "pairs data" });
  for (const [name, value] of pairs) list.append(make("div", {}, make("dt", {}, name), make("dd", {}, value)));
  return list;
}

const most_shown = 200000; // characters: more would hold up the browser

// A body, laid out where it is JSON, or as it was sent; of a long one the beginning, all of it on demand.
function body_part(body) {
  if (body === "") return make("p", { class: "about" }, "No body.");
  const pretty = laid_out(body);
  const box = text_box("", "Body of the answer");
  const buttons = make("div", { class: "buttons" }, copy_button("Copy body", () => body));
  const toggle = (label) => {
    const made = button(label, () => {
      made.setAttribute("aria-pressed", String(made.getAttribute("aria-pressed") !== "true"));
      show();
    }, { "aria-pressed": "false" });
    buttons.append(made);
    return () => made.getAttribute("aria-pressed") === "true";
  };
  const is_raw = pretty === body ? () => false : toggle("As sent");
  const is_whole = pretty.length <= most_shown ? () => true : toggle(`All ${plural(body.length, "character")}`);
  const show = () => {
    const text = is_raw() ? body : pretty;
    box.textContent = is_whole() ? text : text.slice(0, most_shown) + " …";
  };
  show();
  return make("div", {}, box, buttons);
}

function answer_part(entry) {
  if (!entry.answer)
    return make("p", { class: "about" }, "What was sent is not kept: the newest 16 MiB are, and short answers of before the page was opened.");
  return make("div", {}, body_part(entry.answer.body),
    make("details", { class: "inner" }, make("summary", {}, "Headers of the answer"), pair_list(pairs_of(entry.answer.headers))));
}

// What the row of the list has no room for.
function reasons(row) {
  const list = make("ul", { class: "reasons data" });
  if (shortened(row.why) !== row.why) list.append(make("li", {}, row.why));
  for (const problem of row.problems) list.append(make("li", { class: "problem" }, problem));
  return list;
}

// Filled once the mock has told the rest.
function request_detail(row) {
  const part = make("div", { class: "detail" }, make("p", { class: "about" }, "Asking for the answer…"));
  control("GET", `requests/${row.number}`)
    .then((entry) => {
      part.replaceChildren(
        reasons(row),
        make("h3", {}, `Answer ${row.status}`), answer_part(entry),
        make("h3", {}, "Request"), pair_list([["At", shown_instant(row.at)], ...pairs_of(entry.headers)]),
        make("h3", {}, "Again"), text_box(curl_of(entry), "The request as curl"),
        make("div", { class: "buttons" }, copy_button("Copy as curl", () => curl_of(entry))));
    })
    .catch((problem) => {
      const gone = problem instanceof Refused;
      part.replaceChildren(make("p", { class: "about" },
        gone ? "The journal no longer has this request." : "sp-mock does not answer."));
    });
  return part;
}

// The same for a request that has focus, without opening it.
async function copy_focused_request() {
  const number = document.activeElement?.closest("#request-list > li")?.dataset.number;
  if (!number) return;
  try {
    await copy(curl_of(await control("GET", `requests/${number}`)), `Request ${number} is copied as curl.`);
  } catch {
    announce("The journal no longer has this request.");
  }
}
