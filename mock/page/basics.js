// Small things that all parts of the page use.
//
// Whatever a request, an answer or a scenario says is text here: nothing makes markup of it. The
// page's policy forbids that as well (require-trusted-types-for).

const by_id = (id) => document.getElementById(id);

// An element with its attributes and children; a child that is a string becomes text.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const button = (text, click, attributes = {}) => make("button", { type: "button", click, ...attributes }, text);

// Changes the text only where it differs, so that no selection in it is lost.
function set_text(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// Fills a <select>, keeping what is chosen. `groups` is a list of [label or null, [[value, text], …]].
function set_choices(select, groups) {
  const key = JSON.stringify(groups);
  if (select.dataset.key === key) return;
  const chosen = select.value;
  select.dataset.key = key;
  select.replaceChildren();
  for (const [label, rows] of groups) {
    const options = rows.map(([value, text]) => make("option", { value }, text));
    select.append(...(label === null ? options : [make("optgroup", { label }, ...options)]));
  }
  if ([...select.options].some((option) => option.value === chosen)) select.value = chosen;
}

const plural = (count, one, many = one + "s") =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

// "2026-06-27T13:00:00.25Z" -> "2026-06-27 13:00:00 UTC"
const shown_instant = (text) => text.replace("T", " ").replace(/(\.\d+)?Z$/, " UTC");
const shown_time = (text) => text.slice(11, 19);

// Of a text that may be long the beginning; whoever opens what it stands for sees all of it.
const shortened = (text, most = 300) => (text.length > most ? text.slice(0, most) + " …" : text);

const longest_laid_out = 500000; // characters: the lines of a deep one are many times as long
const deepest_indent = 40; // levels

// JSON on lines, a level of it two spaces deep. Nothing but white space changes: a number stays as it is
// written, and a member that comes twice stays twice. What is no JSON, or long, stays as it is.
function laid_out(text) {
  if (text.length > longest_laid_out) return text;
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  let depth = 0;
  const line = (change) => "\n" + "  ".repeat(Math.min((depth += change), deepest_indent));
  return text.replace(/"(?:[^"\\]|\\.)*"|[[{]\s*[\]}]|[[{,:\]}]|\s+/g, (token) => {
    if (token.trim() === "") return "";
    if (token[0] === '"') return token;
    if (token.length > 1) return token[0] + token.at(-1);
    if ("[{".includes(token)) return token + line(1);
    if ("]}".includes(token)) return line(-1) + token;
    return token === "," ? token + line(0) : token + " ";
  });
}

// A text of any length in a box of its own, which the keyboard can scroll.
const text_box = (text, label) =>
  make("pre", { class: "data", tabindex: "0", role: "group", "aria-label": label }, text);

async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
    announce(done);
    return true;
  } catch {
    announce("Copying is not allowed here: select the text instead.");
    return false;
  }
}

// A button that copies what `text()` returns, and says so for a moment.
function copy_button(label, text) {
  const made = button(label, async () => {
    if (!(await copy(text(), "Copied."))) return;
    made.textContent = "Copied";
    setTimeout(() => (made.textContent = label), 1500);
  });
  return made;
}

// Says something to those who listen instead of look. One sentence replaces another.
function announce(sentence) {
  by_id("announcer").textContent = sentence;
}
