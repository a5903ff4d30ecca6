// The list of requests: what came, how it was answered and why. All are kept in memory, newest
// last; the list shows the newest that fit the filters, so many at a time.

const rows = [];
const row_elements = new Map(); // number -> <li>
const is_narrow = matchMedia("(max-width: 46rem)");
const step = () => (is_narrow.matches ? 20 : 50);

let shown_at_most = step();
let is_paused = false;
let newest_shown = Infinity; // while paused: the number of the newest request in the list

const tone_of = (status) => (status < 300 ? "good" : status < 400 ? "plain" : status < 500 ? "warn" : "bad");

// Marks of what else than the world decided the answer.
function marks_of(row) {
  const marks = row.faults.map((id) => [`fault ${id}`, "bad"]);
  if (row.why.startsWith("because of its Prefer")) marks.push(["prefer", "note"]);
  if (row.status === 429 && row.faults.length === 0) marks.push(["limit", "warn"]);
  for (const quirk of row.quirks) marks.push([`quirk ${quirk}`, "note"]);
  if (row.problems.length > 0) marks.push(["problem", "warn"]);
  return marks;
}

const words_of = (row) =>
  (row.words ??= JSON.stringify([row.method, row.path, row.query, row.headers, row.operation, row.status, row.why])
    .toLowerCase());

// --- Filters

function chosen_filter() {
  const [status, operation, fault] = ["status", "operation", "fault"].map((name) => by_id(`filter-${name}`).value);
  const text = by_id("filter-text").value.trim().toLowerCase();
  return { status, operation, fault, text: JSON.stringify(text).slice(1, -1) };
}

function fits(row, { status, operation, fault, text }) {
  const own = String(row.status);
  if (status.endsWith("xx") ? own[0] !== status[0] : status !== "" && own !== status) return false;
  if (operation !== "" && row.operation !== (operation === "none" ? "" : operation)) return false;
  if (fault === "any" ? row.faults.length === 0 : fault !== "" && !row.faults.includes(Number(fault))) return false;
  return text === "" || words_of(row).includes(text);
}

// What somebody reads stays, however much comes.
function is_in_use(row) {
  const element = row_elements.get(row.number);
  return element && (element.firstElementChild.open || element.contains(document.activeElement));
}

const is_filtered = (filter) => Object.values(filter).some((value) => value !== "");

function fill_filters() {
  const seen = [...new Set(rows.map((row) => row.status))].sort();
  const exact = seen.map((status) => [String(status), String(status)]);
  set_choices(by_id("filter-status"), [
    [null, [["", "any"], ["2xx", "2xx"], ["4xx", "4xx"], ["5xx", "5xx"], ...exact]],
  ]);
  const operations = operation_names.map((name) => [name, name]);
  set_choices(by_id("filter-operation"), [[null, [["", "any"], ...operations, ["none", "no operation"]]]]);
  const ids = [...new Set([...mock.faults.map((fault) => fault.id), ...rows.flatMap((row) => row.faults)])];
  const faults = ids.sort((a, b) => b - a).slice(0, 100).map((id) => [String(id), `fault ${id}`]);
  set_choices(by_id("filter-fault"), [[null, [["", "with or without"], ["any", "with a fault"], ...faults]]]);
}

// --- One row

function row_summary(row) {
  const marks = marks_of(row).map(([text, tone]) => make("span", { class: `mark ${tone}` }, text));
  return make("summary", { class: "row" },
    make("span", { class: "number" }, String(row.number)),
    make("span", { class: `status ${tone_of(row.status)}` }, String(row.status)),
    make("span", { class: "asked data" }, make("b", {}, shortened(row.method, 20)), " ", shortened(row.path + query_text(row.query))),
    make("span", { class: "operation" }, row.operation || "no operation"),
    make("time", { class: "at", datetime: row.at }, shown_time(row.at)),
    make("span", { class: "why data" }, shortened(row.why), ...marks));
}

function query_text(query) {
  const pairs = Object.entries(query).flatMap(([name, value]) => [value].flat().map((one) => `${name}=${one}`));
  return pairs.length === 0 ? "" : "?" + pairs.join("&");
}

function row_element(row) {
  const known = row_elements.get(row.number);
  if (known) return known;
  const details = make("details", { class: tone_of(row.status) }, row_summary(row));
  details.addEventListener("toggle", () => {
    if (details.open && details.childElementCount === 1) details.append(request_detail(row));
  });
  const made = make("li", { "data-number": row.number }, details);
  row_elements.set(row.number, made);
  return made;
}

// --- The list

// Puts `wanted` into the list and moves nothing that stays, so that focus and scrolling stay, too.
function show_rows(wanted) {
  const list = by_id("request-list");
  const kept = new Set(wanted.map((row) => String(row.number)));
  for (const child of [...list.children]) {
    if (kept.has(child.dataset.number)) continue;
    row_elements.delete(Number(child.dataset.number));
    child.remove();
  }
  let place = list.firstElementChild;
  for (const row of wanted) {
    const element = row_element(row);
    if (element === place) place = place.nextElementSibling;
    else list.insertBefore(element, place);
  }
}

function show_requests() {
  fill_filters();
  const filter = chosen_filter();
  const fitting = [];
  let unseen = 0;
  let count = 0;
  for (let i = rows.length - 1; i >= 0; --i) {
    if (!fits(rows[i], filter)) continue;
    if (rows[i].number > newest_shown) {
      ++unseen;
      continue;
    }
    ++count;
    if (count <= shown_at_most || is_in_use(rows[i])) fitting.push(rows[i]);
  }
  show_rows(fitting);
  const all = plural(rows.length, "request");
  set_text(by_id("request-counts"), is_filtered(filter) ? `${(count + unseen).toLocaleString("en")} of ${all}` : all);
  by_id("show-older").hidden = count <= shown_at_most;
  by_id("show-new").hidden = unseen === 0;
  set_text(by_id("show-new"), `Show ${plural(unseen, "newer request")}`);
  by_id("requests-empty").hidden = count + unseen > 0;
  set_text(by_id("requests-empty"),
    rows.length > 0 ? "No request fits the filters." : "No request has come yet. Send one to the base URL above.");
}

function set_paused(paused) {
  is_paused = paused;
  newest_shown = paused ? (rows.at(-1)?.number ?? 0) : Infinity;
  by_id("pause").setAttribute("aria-pressed", String(paused));
  set_text(by_id("pause"), paused ? "Paused" : "Pause");
  announce(paused ? "The list is paused." : "The list goes on.");
  show_requests();
}

function filter_by_fault(id) {
  fill_filters();
  by_id("filter-fault").value = String(id);
  filters_changed();
  by_id("requests").focus();
}

function filters_changed() {
  shown_at_most = step();
  show_requests();
}

// --- What comes

let unsaid = 0;
let unsaid_errors = 0;

const is_same = (a, b) => ["number", "at", "path", "status", "why"].every((name) => a[name] === b?.[name]);

function forget_requests() {
  rows.length = 0;
  row_elements.clear();
  by_id("request-list").replaceChildren();
  mock.after = 0;
}

// Asks for what the journal has from the newest known request on. Where that is another one now, the
// mock was started again on the same port, and its numbers began anew: all is asked for.
async function refresh_requests() {
  const part = await control("GET", `requests?after=${Math.max(0, mock.after - 1)}`);
  const [oldest] = part.requests;
  const is_other = part.last < mock.after || (oldest?.number <= mock.after && !is_same(oldest, rows.at(-1)));
  if (!is_other) {
    take_requests(part);
    return;
  }
  forget_requests();
  take_requests(await control("GET", "requests"));
}

// Takes the new ones among the requests, and forgets what the journal has dropped.
function take_requests({ requests, first, last }) {
  const fresh = requests.filter((row) => row.number > mock.after);
  let dropped = 0;
  while (dropped < rows.length && rows[dropped].number < first) ++dropped;
  rows.splice(0, dropped);
  for (const row of fresh) rows.push(row);
  if (mock.after > 0) {
    unsaid += fresh.length;
    unsaid_errors += fresh.filter((row) => row.status >= 400).length;
  }
  mock.after = last;
  if (fresh.length > 0 || dropped > 0) show_requests();
}

// At most once in ten seconds, however many requests come.
function say_what_came() {
  if (unsaid === 0) return;
  announce(`${plural(unsaid, "new request")}${unsaid_errors === 0 ? "" : `, ${plural(unsaid_errors, "error")}`}.`);
  unsaid = 0;
  unsaid_errors = 0;
}

function start_requests() {
  for (const id of ["filter-status", "filter-operation", "filter-fault", "filter-text"])
    by_id(id).addEventListener("input", filters_changed);
  by_id("filters").addEventListener("submit", (event) => event.preventDefault());
  by_id("pause").addEventListener("click", () => set_paused(!is_paused));
  by_id("show-new").addEventListener("click", () => {
    newest_shown = rows.at(-1)?.number ?? 0;
    show_requests();
    by_id("request-list").querySelector("summary")?.focus();
  });
  by_id("show-older").addEventListener("click", () => {
    shown_at_most += step();
    show_requests();
  });
  by_id("clear-requests").addEventListener("click", () => change(null, () => control("DELETE", "requests"), "The list is empty."));
  setInterval(say_what_came, 10000);
}
