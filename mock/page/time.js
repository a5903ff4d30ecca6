// The clock, which moves forward only, and what clients have used of their limits.

async function refresh_clock() {
  const { now } = await control("GET", "clock");
  for (const id of ["clock", "clock-top"]) {
    set_text(by_id(id), shown_instant(now));
    by_id(id).setAttribute("datetime", now);
  }
  const to = by_id("clock-to");
  if (document.activeElement !== to && !to.dataset.typed) to.value = now.replace(/(\.\d+)?Z$/, "Z");
}

const move_clock = (body) =>
  change(by_id("clock-error"), () => control("POST", "clock", body), "The clock has moved.");

function window_element({ client, used, ends }, limit) {
  return make("li", {},
    make("span", { class: "data" }, client),
    make("meter", { min: 0, max: limit, value: used, high: limit * 0.8, "aria-label": `Used by ${client}` }),
    make("span", { class: "about" }, `${used} of ${limit}, until ${shown_time(ends)}`));
}

let limits_key = "";

async function refresh_limits() {
  const limits = await control("GET", "limits");
  const key = JSON.stringify(limits);
  if (key === limits_key) return;
  limits_key = key;
  const { limit, window_seconds, windows } = limits;
  set_text(by_id("limit-about"), limit === null ? "No limit is on."
    : `${plural(limit, "request")} in ${plural(window_seconds, "second")}${windows.length === 0 ? "; none used now." : ""}`);
  by_id("limit-list").replaceChildren(...(limit === null ? [] : windows.map((row) => window_element(row, limit))));
}

function start_time() {
  for (const one of document.querySelectorAll("[data-advance]"))
    one.addEventListener("click", () => move_clock({ advance_seconds: Number(one.dataset.advance) }));
  const to = by_id("clock-to");
  to.addEventListener("input", () => (to.dataset.typed = "yes"));
  by_id("clock-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await move_clock({ to: to.value.trim() })) delete to.dataset.typed;
  });
  by_id("reset-limits").addEventListener("click", () =>
    change(null, () => control("DELETE", "limits"), "The limits are reset."));
}
