// What can be asked of the world: links that send the request and show what comes.

const operation_names = ["getRunSummary", "getErrorSummary", "getRunSample", "getDiff", "getSampleHistory"];

function asked_part(link) {
  const line = () => curl_line("GET", location.origin + mock.base + link.path, authorization());
  const result = make("div", { class: "result", "aria-live": "polite" });
  const ask = button("Ask", async () => {
    ask.disabled = true;
    const { status, body, problem } = await ask_api(link.path);
    ask.disabled = false;
    ask.focus();
    result.replaceChildren(
      problem ? make("p", { class: "about" }, problem)
        : make("p", {}, make("span", { class: `status ${tone_of(status)}` }, String(status))),
      problem ? "" : body_part(body));
    poll_soon();
  }, { class: "primary" });
  return make("div", { class: "detail" }, text_box(line(), "The request as curl"),
    make("div", { class: "buttons" }, ask, copy_button("Copy as curl", line)), result);
}

function link_element(link) {
  const details = make("details", {},
    make("summary", { class: "link" }, make("span", { class: "data" }, shortened(link.about)),
      make("code", { class: "data" }, shortened(link.path))));
  details.addEventListener("toggle", () => {
    if (details.open && details.childElementCount === 1) details.append(asked_part(link));
  });
  return make("li", {}, details);
}

function group_element(group, open) {
  const list = make("ul", { class: "rows" });
  const details = make("details", { class: "box", open },
    make("summary", {}, make("h3", {}, group.title), " ", make("span", { class: "about data" }, shortened(group.about))), list);
  const fill = () => {
    if (details.open && list.childElementCount === 0) list.append(...group.links.map(link_element));
  };
  details.addEventListener("toggle", fill);
  fill();
  return details;
}

let world_key = "";

// A time line or another scenario makes another world; one that is the same stays as it is read.
async function refresh_world() {
  const world = await control("GET", "world");
  const key = JSON.stringify(world);
  if (key === world_key) return;
  world_key = key;
  mock.base = world.base;
  set_text(by_id("base-url"), location.origin + world.base);
  const runs = world.groups.filter((group) => group.title.startsWith("Run ")).length;
  set_text(by_id("world-counts"),
    `${plural(world.runs, "run")}${runs < world.runs ? `, the newest ${runs} shown` : ""}, ` +
    `${plural(world.results, "result")}, ${plural(world.samples, "sample")}`);
  by_id("world-groups").replaceChildren(...world.groups.map((group, i) => group_element(group, i === 0)));
}
