// Faults: what became of each, and a form that adds one or edits one.

// What the form can make happen; anything else is written as JSON.
const fault_effects = [
  ["Error 503", { error: 503 }], ["Error 500", { error: 500 }], ["Error 429", { error: 429 }],
  ["Error 404", { error: 404 }], ["Error 401", { error: 401 }], ["Late by 2 s", { delay_ms: 2000 }],
  ["Slow: 200 bytes a second", { drip_bytes_per_second: 200 }],
  ["Closes before the answer", { close: "before_headers" }], ["Closes in the body", { close: "in_body" }],
  ["No JSON", { raw: "<html>no JSON</html>" }],
];
const fault_times = [
  ["Always", {}], ["Once", { times: 1 }], ["3 times", { times: 3 }], ["Every second time", { every: 2 }],
  ["Half the time, at random", { share: 0.5 }],
];

let edited_fault = null; // its id

function fault_from_fields() {
  const when = {};
  if (by_id("fault-operation").value !== "") when.operation = by_id("fault-operation").value;
  const run = by_id("fault-run").value.trim();
  if (/^\d+$/.test(run)) when.run_id = Number(run);
  Object.assign(when, fault_times[Number(by_id("fault-times").value)][1]);
  return { when, then: fault_effects[Number(by_id("fault-effect").value)][1] };
}

const write_fault_json = () => (by_id("fault-json").value = JSON.stringify(fault_from_fields(), null, 2));

// --- The list

function fate_of(fault) {
  if (fault.ended) return ["ended", "plain"];
  if (fault.problem !== null) return ["does not fit", "warn"];
  const times = fault.fault.when?.times;
  if (times !== undefined && fault.fired >= times) return ["used up", "plain"];
  return ["active", "bad"];
}

// No text in it has a line end: JSON writes that as \n.
const one_line = (value) => JSON.stringify(value, null, 1).replaceAll(/\n */g, " ");

function fault_element(fault) {
  const [fate, tone] = fate_of(fault);
  const buttons = make("div", { class: "buttons" },
    fault.fired > 0 ? button("Show its requests", () => filter_by_fault(fault.id)) : null);
  const changes = make("fieldset", { class: "changes inline", disabled: !changes_are_allowed });
  if (fault.ended) {
    changes.append(button("Add again", () => add_fault(fault.fault, null)));
  } else {
    changes.append(button("Edit", () => edit_fault(fault)), button("End", () =>
      change(null, () => control("DELETE", `faults/${fault.id}`), `Fault ${fault.id} has ended.`)));
  }
  buttons.append(changes);
  return make("li", { class: `fault ${fault.ended ? "over" : ""}` },
    make("p", { class: "fault-head" }, make("b", {}, `Fault ${fault.id}`),
      make("span", { class: `mark ${tone}` }, fate),
      make("span", { class: "about" }, `fits ${fault.matched}, changed ${fault.fired}`,
        fault.from_scenario ? ", from the scenario" : "")),
    make("code", { class: "data" }, shortened(one_line(fault.fault), 1000)),
    fault.problem === null ? null : make("p", { class: "about data" }, shortened(fault.problem)),
    buttons);
}

let faults_key = "";

async function refresh_faults() {
  const { faults } = await control("GET", "faults?ended=20");
  const key = JSON.stringify(faults);
  if (key === faults_key) return;
  faults_key = key;
  mock.faults = faults;
  // Those that have ended come last. Of very many, some are enough: the count tells of all.
  const over = faults.filter((fault) => fault.ended).reverse();
  const active = faults.filter((fault) => !fault.ended);
  const waiting = active.filter((fault) => fate_of(fault)[0] !== "used up").length;
  const list = by_id("fault-list");
  const place = focus_place(list);
  list.replaceChildren(...[...active.slice(0, 100), ...over].map(fault_element));
  place();
  by_id("faults-empty").hidden = faults.length > 0;
  set_text(by_id("fault-counts"), faults.length === 0 ? "" : `${waiting} active`);
  fill_filters();
}

// Keeps focus on the same button of the same row while a list is made anew.
function focus_place(list) {
  const item = document.activeElement?.closest("li");
  if (!item || item.parentElement !== list) return () => {};
  const row = item.querySelector("b").textContent;
  const text = document.activeElement.textContent;
  return () => {
    const same = [...list.children].find((child) => child.querySelector("b").textContent === row);
    const buttons = [...(same?.querySelectorAll("button") ?? [])];
    (buttons.find((one) => one.textContent === text) ?? buttons[0] ?? by_id("faults")).focus();
  };
}

// --- The form

function open_fault_form(title, save) {
  by_id("fault-form-box").open = true;
  set_text(by_id("fault-form-title"), title);
  set_text(by_id("fault-save"), save);
  by_id("fault-cancel").hidden = edited_fault === null;
  by_id("fault-error").hidden = true;
}

function edit_fault(fault) {
  edited_fault = fault.id;
  by_id("fault-json").value = JSON.stringify(fault.fault, null, 2);
  open_fault_form(`Edit fault ${fault.id}`, "Save");
  by_id("fault-json").focus();
}

function new_fault() {
  edited_fault = null;
  write_fault_json();
  open_fault_form("Add a fault", "Add");
}

const add_fault = (fault, error) =>
  change(error, () => control("POST", "faults", fault), "The fault is added.");

async function save_fault() {
  const error = by_id("fault-error");
  const text = by_id("fault-json").value;
  const saved = edited_fault === null ? await add_fault(text, error)
    : await change(error, () => control("PUT", `faults/${edited_fault}`, text), `Fault ${edited_fault} is changed.`);
  if (saved && edited_fault !== null) new_fault();
}

function start_faults() {
  const operations = operation_names.map((name) => [name, name]);
  set_choices(by_id("fault-operation"), [[null, [["", "any"], ...operations]]]);
  const numbered = (list) => [[null, list.map(([text], i) => [String(i), text])]];
  set_choices(by_id("fault-effect"), numbered(fault_effects));
  set_choices(by_id("fault-times"), numbered(fault_times));
  for (const id of ["fault-operation", "fault-run", "fault-effect", "fault-times"])
    by_id(id).addEventListener("input", write_fault_json);
  by_id("fault-form").addEventListener("submit", (event) => {
    event.preventDefault();
    save_fault();
  });
  by_id("fault-cancel").addEventListener("click", new_fault);
  by_id("fault-end-all").addEventListener("click", () =>
    change(by_id("fault-error"), () => control("DELETE", "faults"), "The faults that were added have ended."));
  write_fault_json();
}
