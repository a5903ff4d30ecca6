// Which scenario is served, and which others there are.

const descriptions = new Map(); // of those that come along, by name

async function refresh_scenarios() {
  const { bundled, files, served } = await control("GET", "scenarios");
  for (const { name, description } of bundled) descriptions.set(name, description);
  const groups = [];
  if (files.length > 0) groups.push(["Files beside the first one", files.map((name) => [`file ${name}`, name])]);
  groups.push(["Come with sp-mock", bundled.map(({ name }) => [`bundled ${name}`, name])]);
  set_choices(by_id("scenario-choice"), groups);
  set_text(by_id("scenario-about"), shortened(served.description, 1000));
  about_choice();
}

function about_choice() {
  const [kind, name] = by_id("scenario-choice").value.split(/ (.*)/s);
  set_text(by_id("scenario-choice-about"), kind === "bundled" ? (descriptions.get(name) ?? "") : "");
}

async function refresh_health() {
  const health = await control("GET", "health");
  const key = JSON.stringify(health);
  if (mock.health && JSON.stringify(mock.health) === key) return;
  const is_other = mock.health?.scenario !== health.scenario;
  mock.health = health;
  set_text(by_id("scenario-name"), health.scenario);
  document.title = `${health.scenario} · sp-mock`;
  set_text(by_id("revision"), health.revision);
  set_text(by_id("token"), health.token || "none is valid now");
  if (is_other) await show_scenario(health.scenario);
}

async function show_scenario(name) {
  await refresh_scenarios();
  const { quirks } = await control("GET", "quirks");
  by_id("quirks-fact").hidden = quirks.length === 0;
  set_text(by_id("quirks"), quirks.join(", "));
  const served = `bundled ${name}`;
  const choice = by_id("scenario-choice");
  if (!choice.dataset.typed && descriptions.has(name)) choice.value = served;
  about_choice();
}

function start_scenarios() {
  const choice = by_id("scenario-choice");
  choice.addEventListener("input", () => {
    choice.dataset.typed = "yes";
    about_choice();
  });
  by_id("scenario-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const [kind, name] = choice.value.split(/ (.*)/s);
    change(by_id("scenario-error"), () => control("PUT", "scenario", { [kind]: name }), "Another scenario is served.");
  });
  by_id("reset-all").addEventListener("click", () =>
    change(by_id("scenario-error"), () => control("POST", "reset"), "All begins anew."));
}
