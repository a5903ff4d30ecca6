#include "report/html_parts.h"

namespace sp::contract::html {

const std::string_view script = R"js(
"use strict";
(() => {
  const form = document.querySelector(".filters");
  const checks = [...document.querySelectorAll(".check")];
  const texts = new Map();
  const textOf = (check) => {
    if (!texts.has(check)) texts.set(check, check.textContent.toLowerCase());
    return texts.get(check);
  };

  function filter() {
    const wanted = new FormData(form);
    const outcomes = wanted.getAll("outcome");
    const words = wanted.get("text").toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const check of checks) {
      const { outcome, operation, family } = check.dataset;
      const fits = outcomes.includes(outcome) &&
        [operation, ""].includes(wanted.get("operation")) &&
        [family, ""].includes(wanted.get("family")) &&
        words.every((word) => textOf(check).includes(word));
      check.hidden = !fits;
      shown += fits;
    }
    const searching = words.length || wanted.get("operation") || wanted.get("family");
    for (const group of document.querySelectorAll(".group")) {
      group.hidden = !group.querySelector(".check:not([hidden])");
      if (searching && "open" in group) group.open = true;
    }
    form.querySelector("output").textContent =
      shown === checks.length ? `${shown} checks` : `${shown} of ${checks.length} checks`;
  }

  // What an address points to is shown, whatever is filtered or closed.
  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest("[hidden]")) {
      form.reset();
      filter();
    }
    for (let one = target.closest("details"); one; one = one.parentElement.closest("details")) {
      one.open = true;
    }
    target.scrollIntoView();
  }

  async function copy(button) {
    const text = button.previousElementSibling;
    try {
      await navigator.clipboard.writeText(text.textContent);
    } catch {
      getSelection().selectAllChildren(text);
      document.execCommand("copy");
    }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  }

  if (form) {
    form.hidden = false;
    form.addEventListener("input", filter);
    form.addEventListener("reset", () => setTimeout(filter));
    form.addEventListener("submit", (event) => event.preventDefault());
    filter();
  }
  for (const cell of document.querySelectorAll(".matrix a")) {
    cell.addEventListener("click", () => {
      form.reset();
      form.elements.operation.value = cell.dataset.operation;
      form.elements.family.value = cell.dataset.family;
      filter();
    });
  }
  for (const button of document.querySelectorAll(".copy")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
  addEventListener("hashchange", reveal);
  reveal();
})();
)js";

}  // namespace sp::contract::html
