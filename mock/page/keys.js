// Single keys. They do nothing while something is typed, nor once they are switched off.

function move_in_list(by) {
  const summaries = [...by_id("request-list").querySelectorAll(":scope > li > details > summary")];
  if (summaries.length === 0) return;
  const li = document.activeElement?.closest("#request-list > li");
  const at = li ? [...by_id("request-list").children].indexOf(li) : by > 0 ? -1 : summaries.length;
  summaries[Math.min(Math.max(at + by, 0), summaries.length - 1)].focus();
}

function go_to(section) {
  by_id(section).scrollIntoView();
  by_id(section).focus({ preventScroll: true });
}

const keys = [
  ["j", "The next request", () => move_in_list(1)],
  ["k", "The request before", () => move_in_list(-1)],
  ["c", "Copy the request as curl", copy_focused_request],
  ["/", "Search the requests", () => by_id("filter-text").focus()],
  ["p", "Pause the list, or go on", () => set_paused(!is_paused)],
  ["e", "Allow changes, or forbid them again", () => allow_changes(!changes_are_allowed)],
  ["f", "Add a fault", () => {
    new_fault();
    go_to("faults");
    (changes_are_allowed ? by_id("fault-operation") : by_id("fault-form-box").querySelector("summary")).focus();
  }],
  ["1", "Requests", () => go_to("requests")],
  ["2", "World", () => go_to("world")],
  ["3", "Faults", () => go_to("faults")],
  ["4", "Clock and limits", () => go_to("time")],
  ["5", "Scenarios", () => go_to("scenarios")],
  ["?", "These keys", () => by_id("keys").showModal()],
];

const is_typed_into = (element) => element?.matches("input, select, textarea") ?? false;

function on_key(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.key === "Escape" && is_typed_into(document.activeElement)) {
    document.activeElement.blur();
    return;
  }
  if (!by_id("keys-on").checked || is_typed_into(event.target) || by_id("keys").open) return;
  const found = keys.find(([key]) => key === event.key);
  if (!found) return;
  event.preventDefault();
  found[2]();
}

function start_keys() {
  for (const [key, text] of keys) by_id("key-list").append(make("div", {}, make("dt", {}, make("kbd", {}, key)), make("dd", {}, text)));
  by_id("show-keys").addEventListener("click", () => by_id("keys").showModal());
  by_id("unlock").addEventListener("click", () => allow_changes(!changes_are_allowed));
  document.addEventListener("keydown", on_key);
}
