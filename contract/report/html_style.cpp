#include "report/html_parts.h"

namespace sp::contract::html {

// Colours by outcome are pairs of ink and ground with a contrast of 4.5 at least, in light
// and in dark.
const std::string_view style = R"css(
:root {
  color-scheme: light dark;
  --paper: #faf9f6; --card: #fff; --ink: #1f2328; --muted: #59606b; --line: #e3e0d8;
  --link: #1f5aa8; --shade: #f3f1eb;
  --passed: #1a6b3c; --passed-bg: #e5f2e9; --failed: #b3261e; --failed-bg: #fbe9e6;
  --known: #7a5300; --known-bg: #faf0d7; --inconclusive: #5b3f9e; --inconclusive-bg: #efeafb;
  --skipped: #59606b; --skipped-bg: #efede8;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14161a; --card: #1b1e23; --ink: #e6e4df; --muted: #a2a8b3; --line: #2d3138;
    --link: #8ab8f5; --shade: #22262c;
    --passed: #7ecf9a; --passed-bg: #16301f; --failed: #ff9d93; --failed-bg: #3b1b19;
    --known: #eac06c; --known-bg: #342a13; --inconclusive: #c4b3ff; --inconclusive-bg: #2a2442;
    --skipped: #a2a8b3; --skipped-bg: #262a30;
  }
}
.passed { --tone: var(--passed); --ground: var(--passed-bg); }
.failed { --tone: var(--failed); --ground: var(--failed-bg); }
.known { --tone: var(--known); --ground: var(--known-bg); }
.inconclusive { --tone: var(--inconclusive); --ground: var(--inconclusive-bg); }
.skipped { --tone: var(--skipped); --ground: var(--skipped-bg); }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0 auto; padding: 2.5rem clamp(1rem, 4vw, 3rem) 5rem; max-width: 76rem;
  background: var(--paper); color: var(--ink); font: 1rem/1.55 var(--sans);
}
h1, h2, h3, h4, p, ul, ol, dl, dd, pre, fieldset { margin: 0; padding: 0; }
h1 { font-size: clamp(1.7rem, 5vw, 2.6rem); font-weight: 650; line-height: 1.15;
  letter-spacing: -.02em; display: flex; align-items: center; gap: .9rem; }
h2 { font-size: 1.35rem; font-weight: 650; letter-spacing: -.01em; margin: 3.2rem 0 1rem; }
h3 { font-size: .95rem; font-weight: 600; color: var(--muted); margin: 1.8rem 0 .5rem; }
a { color: var(--link); text-underline-offset: .15em; }
i { font-style: normal; }
code, pre, .check h4, .exchange h3 { font-family: var(--mono); font-size: .86em; }
code { overflow-wrap: anywhere; white-space: pre-wrap; }
pre { font-size: .8rem; line-height: 1.55; padding: .7rem .85rem; background: var(--shade);
  border-radius: 8px; white-space: pre-wrap; overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 4px; }
[hidden] { display: none !important; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: .5rem; }
.kicker { color: var(--muted); font-size: .85rem; margin-bottom: .8rem; }
.seal { flex: none; display: grid; place-items: center; width: 1.5em; height: 1.5em;
  border-radius: 50%; background: var(--ground); color: var(--tone); font-size: .8em; }
.target { margin-top: .7rem; color: var(--muted); }
.target code { color: var(--ink); font-size: .95em; }
.callout { margin-top: 1rem; padding: .7rem 1rem; border-radius: 8px; background: var(--ground);
  border-left: 3px solid var(--tone); overflow-wrap: anywhere; }
.bar { display: block; width: 100%; height: 8px; margin: 1.8rem 0 .9rem; border-radius: 4px;
  background: var(--skipped-bg); }
.bar rect { fill: var(--tone); }
.bar .skipped { fill: var(--line); }
.counts { list-style: none; display: flex; flex-wrap: wrap; gap: .4rem 2rem; }
.counts a, .counts li > span { display: flex; align-items: baseline; gap: .45rem;
  text-decoration: none; color: var(--tone); }
.counts b { font-size: 1.5rem; font-weight: 650; font-variant-numeric: tabular-nums; }
.counts a:hover span { text-decoration: underline; }
.counts .none > span { color: var(--muted); }
.counts .none b { font-weight: 400; }
.facts { display: flex; flex-wrap: wrap; gap: .8rem 2.4rem; margin-top: 1.4rem;
  padding-top: 1.2rem; border-top: 1px solid var(--line); }
.facts dt { color: var(--muted); font-size: .8rem; }
.facts dd { font-variant-numeric: tabular-nums; }
.lead { color: var(--muted); margin: -.5rem 0 1rem; }

.matrix { width: calc(100% + 8px); border-collapse: separate; border-spacing: 4px; table-layout: fixed;
  margin: 0 -4px; font-size: .88rem; }
.matrix th { font-weight: 500; text-align: left; padding: .3rem .2rem; overflow-wrap: anywhere; }
.matrix thead th { color: var(--muted); vertical-align: bottom; font-size: .82rem; }
.matrix tbody th { font-family: var(--mono); font-size: .8rem; }
.matrix td { padding: 0; border-radius: 6px; background: var(--ground); }
.matrix td.empty { background: none; }
.matrix a { display: block; padding: .38rem .7rem; color: var(--tone); text-decoration: none;
  border-radius: 6px; font-variant-numeric: tabular-nums; white-space: nowrap; }
.matrix a:hover { box-shadow: inset 0 0 0 1.5px var(--tone); }
.matrix .failed a { font-weight: 650; }
.matrix i { display: inline-block; width: 1.1em; }
.matrix .narrow { display: none; }

.follows td span { display: block; padding: .38rem .7rem; color: var(--tone); }
.departures summary { font-size: .92rem; }
.departures ul { padding: 0 0 1rem 1.2rem; font-size: .88rem; overflow-wrap: anywhere; }

.filters { padding: 1rem; border: 1px solid var(--line); border-radius: 12px;
  background: var(--card); }
.chips { border: 0; display: flex; flex-wrap: wrap; gap: .4rem; }
.chips legend { position: absolute; left: -999rem; }
.chips label { position: relative; }
.chips input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0;
  cursor: pointer; }
.chips span { display: block; padding: .2rem .75rem; border-radius: 99px; font-size: .88rem;
  border: 1px solid var(--line); color: var(--muted); text-decoration: line-through; }
.chips b { font-weight: 600; }
.chips :checked + span { background: var(--ground); color: var(--tone); border-color: transparent;
  text-decoration: none; }
.chips :focus-visible + span { outline: 2px solid var(--link); outline-offset: 2px; }
.fields { display: grid; grid-template-columns: 1fr auto auto auto; gap: .7rem; margin-top: .9rem;
  align-items: end; }
.fields label { display: grid; gap: .2rem; font-size: .8rem; color: var(--muted); min-width: 0; }
.fields input, .fields select, button { font: inherit; font-size: .9rem; color: var(--ink);
  background: var(--paper); border: 1px solid var(--line); border-radius: 8px;
  padding: 0 .7rem; height: 2.4rem; min-width: 0; width: 100%; }
button { cursor: pointer; width: auto; }
button:hover { border-color: var(--muted); }
output { display: block; margin-top: .7rem; font-size: .85rem; color: var(--muted); }

details { border-bottom: 1px solid var(--line); }
.group details:first-of-type, .exchange:first-of-type { border-top: 1px solid var(--line); }
summary { display: grid; align-items: baseline; gap: .1rem 1rem; padding: .5rem 1.4rem .5rem .3rem;
  cursor: pointer; list-style: none; border-radius: 6px; position: relative; }
summary::-webkit-details-marker { display: none; }
summary::after { content: "›"; position: absolute; right: .2rem; top: .35rem; color: var(--muted);
  font-size: 1.1rem; line-height: 1.4; }
details[open] > summary::after { transform: rotate(90deg); }
summary:hover { background: var(--shade); }
.check > summary { grid-template-columns: 8.2rem minmax(0, 27rem) minmax(0, 1fr); }
.check h4 { font-weight: 400; color: var(--muted); overflow-wrap: anywhere; }
.check h4 b { color: var(--ink); font-weight: 600; }
.title { color: var(--muted); font-size: .92rem; }
.badge { justify-self: start; font-size: .8rem; padding: .08rem .6rem; border-radius: 99px;
  background: var(--ground); color: var(--tone); white-space: nowrap; }
.check.failed { border: 1px solid var(--line); border-radius: 12px; background: var(--card);
  margin-bottom: 1rem; padding: .4rem .8rem; }
.check.failed[open] .title { color: var(--ink); }
.inside { padding: .2rem .3rem 1.1rem; scroll-margin-top: 4.5rem; }
.check .inside > p { max-width: 46rem; }
.reason { margin-bottom: .4rem; overflow-wrap: anywhere; }
.why { color: var(--muted); font-size: .92rem; }
.why cite { font-style: normal; }
.why cite::before { content: "— "; }
.findings { list-style: none; display: grid; gap: 1rem; margin-top: .9rem; }
.finding { padding-top: .9rem; border-top: 1px dashed var(--line); min-width: 0; }
.finding dl { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem .9rem; }
.row { grid-column: 1 / -1; display: grid; grid-template-columns: 4.6rem minmax(0, 1fr);
  gap: .2rem .8rem; align-items: baseline; min-width: 0; }
.row dt { font-size: .8rem; color: var(--muted); }
.row dd { min-width: 0; overflow-wrap: anywhere; }
.row.expected, .row.found { grid-column: auto; display: block; border-radius: 8px;
  padding: .5rem .85rem .6rem; background: var(--ground); }
.row.expected { --ground: var(--passed-bg); --tone: var(--passed); }
.row.found { --ground: var(--failed-bg); --tone: var(--failed); }
.row.expected dt, .row.found dt { color: var(--tone); }
.tag { font-size: .8rem; color: var(--known); margin-bottom: .3rem; }
.to { white-space: nowrap; font-size: .88rem; margin-left: .3rem; }
.curl { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .5rem; margin-top: .6rem;
  align-items: start; }
details.group > summary, details.all > summary { padding: .2rem 1.4rem .2rem 0; margin-top: 1.4rem; }
details.group > summary h3 { margin: 0; }
.others { border-bottom: 0; margin-top: .6rem; }
.others > summary { color: var(--muted); font-size: .9rem; }
.gone { padding-left: 1.2rem; overflow-wrap: anywhere; }
.more { margin-top: .6rem; color: var(--muted); font-size: .9rem; }

.exchange summary { grid-template-columns: 2.2rem minmax(0, 1fr) auto 5.5rem; }
.exchange h3 { margin: 0; color: var(--ink); font-weight: 400; overflow-wrap: anywhere; }
.number, .took { color: var(--muted); font-size: .82rem; font-variant-numeric: tabular-nums; }
.took { text-align: right; }
.status { font: 600 .82rem var(--mono); padding: .05rem .5rem; border-radius: 5px;
  background: var(--skipped-bg); color: var(--skipped); }
.status.s2 { background: var(--passed-bg); color: var(--passed); }
.status.s5, .status.s0 { background: var(--failed-bg); color: var(--failed); }
.exchange h4 { font-size: .8rem; color: var(--muted); font-weight: 500; margin: .8rem 0 .3rem; }
.exchange .body { margin-top: .4rem; max-height: 32rem; overflow-y: auto; }
.exchange pre b { font-weight: 500; color: var(--muted); }
.fact { color: var(--muted); font-size: .85rem; overflow-wrap: anywhere; }

@media (max-width: 60rem) {
  .check > summary { grid-template-columns: 8.2rem minmax(0, 1fr); }
  .check .title { grid-column: 2; }
}
@media (max-width: 44rem) {
  body { padding-top: 1.4rem; }
  .counts { gap: .2rem 1.4rem; }
  .matrix { border-spacing: 3px; width: calc(100% + 6px); margin: 0 -3px; }
  .matrix thead th { height: 8.6rem; text-align: center; padding: 0; }
  .matrix thead th:first-child { width: 6.9rem; text-align: left; }
  .matrix thead th:not(:first-child) span { writing-mode: vertical-rl; transform: rotate(180deg);
    white-space: nowrap; }
  .matrix.follows thead th { height: auto; text-align: left; }
  .matrix tbody th { font-size: .74rem; }
  .matrix a { padding: .4rem 0; text-align: center; font-size: .84rem; }
  .matrix i { width: auto; }
  .matrix .failed i { display: block; line-height: 1; }
  .matrix .narrow { display: inline; }
  .matrix .wide { position: absolute; left: -999rem; }
  .fields { grid-template-columns: 1fr 1fr; }
  .fields .find { grid-column: 1 / -1; }
  .fields button { grid-column: 1 / -1; }
  .check > summary { grid-template-columns: minmax(0, 1fr); row-gap: .25rem; padding: .7rem 1.4rem .7rem .2rem; }
  .check .title { grid-column: 1; }
  .finding dl { grid-template-columns: minmax(0, 1fr); }
  .row { grid-template-columns: minmax(0, 1fr); }
  .curl { grid-template-columns: minmax(0, 1fr); }
  .curl button { justify-self: start; }
  .exchange summary { grid-template-columns: 1.6rem minmax(0, 1fr) auto; }
  .took { display: none; }
}
@media print {
  .filters, .copy { display: none; }
  body { padding: 0; }
}
)css";

}  // namespace sp::contract::html
