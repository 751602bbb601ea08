/** Style sheet of the page: one scale of sizes, one set of colours for light and dark, no font from outside. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --paper: #f7f6f3; --sheet: #fff; --ink: #1d1c1a; --quiet: #6c6860; --line: #e3dfd7; --sunk: #f3f1ec;
  --gold: #c3922e; --failed: #b42318; --error: #99266d; --blocked: #6a4bb0; --warned: #9a6b00;
  --waived: #1f63b0; --passed: #23774a; --untested: #77726a; --tint: 12%; --glyph: #fff; --stone: #1d1c1a;
  --sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', sans-serif;
  --mono: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #141311; --sheet: #1c1b18; --ink: #ebe8e1; --quiet: #a09a8f; --line: #322f2a; --sunk: #24221f;
    --gold: #dcae4c; --failed: #f3766b; --error: #e583bd; --blocked: #b39bf0; --warned: #e0ae3c;
    --waived: #7db4f0; --passed: #63bf8c; --untested: #938d83; --tint: 18%; --glyph: #141311; --stone: #45413a;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: 4.5rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.55 var(--sans); }
main { max-width: 68rem; margin: 0 auto; padding: 1.5rem 1.5rem 5rem; }
h1, h2, h3, h4, p, dl, dd, ul, figure, pre { margin: 0; padding: 0; }
ul { list-style: none; }
code, pre { font: 0.87em/1.55 var(--mono); }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
a { color: inherit; }
b { font-weight: 600; }
small { font-size: inherit; }
i { font-style: normal; }
.quiet { color: var(--quiet); }
:focus-visible { outline: 2px solid var(--gold); outline-offset: 2px; border-radius: 4px; }

.masthead { display: flex; align-items: center; gap: 0.55rem; font-size: 0.87rem; }
.masthead svg { width: 1.35rem; height: 1.35rem; }
.masthead .stone { fill: var(--stone); }
.masthead .streak { fill: none; stroke: var(--gold); stroke-width: 2.4; stroke-linecap: round; }
.masthead .brand { font-weight: 650; letter-spacing: 0.01em; }
.masthead time { margin-left: auto; }

.verdict { margin: 2.75rem 0 2.25rem; }
.verdict h1 { font-size: clamp(2.1rem, 6vw, 3.2rem); line-height: 1.08; letter-spacing: -0.025em; font-weight: 680; color: var(--verdict); }
.verdict[data-verdict='conformant'] { --verdict: var(--passed); }
.verdict[data-verdict='conformant-with-waivers'] { --verdict: var(--waived); }
.verdict[data-verdict='non-conformant'] { --verdict: var(--failed); }
.verdict[data-verdict='inconclusive'] { --verdict: var(--error); }
.verdict .because { margin-top: 0.6rem; font-size: 1.13rem; overflow-wrap: anywhere; }
.verdict .notice { max-width: 68rem; margin-top: 0.9rem; padding: 0.6rem 0.9rem; border-left: 4px solid var(--warned); background: var(--sheet); }
.verdict .target { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.2rem 1.2rem; margin-top: 0.7rem; color: var(--quiet); }
.verdict .target code { color: var(--ink); overflow-wrap: anywhere; }

.figures { display: grid; grid-template-columns: repeat(4, 1fr); border: 1px solid var(--line); border-radius: 12px; background: var(--sheet); }
.figures > div { padding: 1.05rem 1.25rem 1.15rem; }
.figures > div + div { border-left: 1px solid var(--line); }
.figures dt { color: var(--quiet); font-size: 0.87rem; }
.figures dd { color: var(--quiet); font-size: 0.87rem; line-height: 1.45; }
.figures .value { margin: 0.1rem 0 0.2rem; color: var(--ink); font-size: 1.75rem; line-height: 1.25; font-weight: 620; letter-spacing: -0.015em; font-variant-numeric: tabular-nums; }
.figures small { display: block; }
.meter { display: block; width: 100%; height: 4px; margin-top: 0.55rem; border-radius: 2px; }
.rail { fill: var(--line); }
.fill.failed { fill: var(--failed); } .fill.error { fill: var(--error); } .fill.blocked { fill: var(--blocked); }
.fill.warned { fill: var(--warned); } .fill.waived { fill: var(--waived); } .fill.passed { fill: var(--passed); }
.fill.not-tested { fill: var(--untested); } .fill.not-applicable { fill: var(--line); }

.spectrum { margin-top: 1.4rem; }
.spectrum svg { display: block; width: 100%; height: 10px; border-radius: 5px; }
.spectrum ul { display: flex; flex-wrap: wrap; gap: 0.35rem 1.4rem; margin-top: 0.7rem; font-size: 0.87rem; }
.spectrum li { display: flex; align-items: center; gap: 0.4rem; white-space: pre; }

.cell { --hue: var(--untested); display: inline-grid; place-items: center; flex: none; width: 1.35rem; height: 1.35rem; border-radius: 5px; font: 700 0.74rem/1 var(--sans); text-decoration: none; color: var(--glyph); background: var(--hue); }
.cell.failed { --hue: var(--failed); } .cell.error { --hue: var(--error); } .cell.blocked { --hue: var(--blocked); }
.cell.warned { --hue: var(--warned); } .cell.waived { --hue: var(--waived); } .cell.passed { --hue: var(--passed); }
.cell.passed, .cell.not-tested { color: var(--hue); background: color-mix(in srgb, var(--hue) var(--tint), transparent); }
.cell.not-applicable { color: var(--untested); background: none; box-shadow: inset 0 0 0 1px var(--line); }

h2 { margin: 2.75rem 0 0.9rem; font-size: 1.13rem; line-height: 1.3; font-weight: 650; letter-spacing: -0.005em; }
h2 .quiet { margin-left: 0.5rem; font-weight: 400; font-variant-numeric: tabular-nums; }
.matrix .rows { padding: 0.6rem 1.25rem; border: 1px solid var(--line); border-radius: 12px; background: var(--sheet); }
.matrix .row { display: grid; grid-template-columns: minmax(8rem, 15rem) 1fr auto; gap: 1rem; align-items: center; padding: 0.4rem 0; }
.matrix .row + .row { border-top: 1px solid var(--line); }
.matrix .rest { margin: 0; padding: 0.6rem 0 0.4rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: 0.87rem; }
.matrix .area { display: flex; align-items: baseline; gap: 0.6rem; min-width: 0; }
.matrix .area span { color: var(--quiet); font-size: 0.87rem; line-height: 1.3; }
.matrix code { font-weight: 600; }
.cells { display: flex; flex-wrap: wrap; gap: 4px; }
.cells .cell { transition: opacity 0.15s; }
.cells .cell:hover { box-shadow: 0 0 0 2px var(--sheet), 0 0 0 3px var(--hue); }
.cells .cell[data-dim='true'] { opacity: 0.22; }
.share { color: var(--quiet); font-size: 0.87rem; font-variant-numeric: tabular-nums; }
.share b { color: var(--ink); }

.toolbar { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; margin: 1.5rem -1.5rem 0; padding: 0.75rem 1.5rem; background: var(--paper); font-size: 0.87rem; }
.toolbar input, .toolbar select, button { font: inherit; color: inherit; background: var(--sheet); border: 1px solid var(--line); border-radius: 8px; padding: 0.3rem 0.6rem; min-height: 2.1rem; }
.toolbar input { width: 13rem; }
.toolbar ::placeholder { color: var(--quiet); opacity: 1; }
.chips { display: flex; flex-wrap: wrap; gap: 0.3rem; }
button { cursor: pointer; }
.chips button { display: flex; align-items: center; gap: 0.4rem; padding: 0.3rem 0.6rem 0.3rem 0.35rem; }
button:hover { border-color: var(--quiet); }
.chips button[aria-pressed='true'] { border-color: var(--ink); box-shadow: inset 0 0 0 1px var(--ink); }
.toolbar output { margin-left: auto; font-variant-numeric: tabular-nums; }

.group h2 { margin-top: 2rem; }
.requirement { border: 1px solid var(--line); background: var(--sheet); content-visibility: auto; contain-intrinsic-size: auto 2.9rem; }
.requirement + .requirement { border-top: 0; }
.group h2 + .requirement { border-radius: 12px 12px 0 0; }
.requirement:last-child { border-radius: 0 0 12px 12px; }
.group h2 + .requirement:last-child { border-radius: 12px; }
summary { cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
.requirement > summary { display: grid; grid-template-columns: auto 5.6rem 1fr auto 4.4rem; gap: 0.8rem; align-items: center; padding: 0.68rem 1.25rem; }
.requirement > summary:hover { background: var(--sunk); border-radius: inherit; }
.requirement > summary code { font-weight: 600; }
.requirement[open] > summary .title { font-weight: 600; }
.title small { display: block; color: var(--quiet); font-size: 0.87rem; font-weight: 400; overflow-wrap: anywhere; }
.amount { color: var(--quiet); font-size: 0.87rem; grid-column: 4; }
.level { grid-column: 5; justify-self: end; color: var(--quiet); font-size: 0.74rem; letter-spacing: 0.06em; }
.inside { padding: 0.35rem 1.25rem 1.5rem; }
.clause { max-width: 46rem; }
.statement { font-size: 1rem; }
.clause dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1.1rem; margin-top: 0.8rem; font-size: 0.93rem; }
.clause dt { color: var(--quiet); }

.finding { margin-top: 1.4rem; padding: 1.1rem 1.25rem 1.25rem; border: 1px solid var(--line); border-top: 3px solid var(--hue); border-radius: 10px; background: var(--paper); content-visibility: auto; contain-intrinsic-size: auto 20rem; }
.finding.failure { --hue: var(--failed); } .finding.warning { --hue: var(--warned); }
.finding h3 { font-size: 1rem; line-height: 1.4; font-weight: 650; overflow-wrap: anywhere; }
.where { display: flex; flex-wrap: wrap; gap: 0.1rem 1.1rem; margin-top: 0.3rem; color: var(--quiet); font-size: 0.87rem; }
.where code { color: var(--ink); overflow-wrap: anywhere; font-size: 1em; }
.pair, .sides { display: grid; grid-template-columns: 1fr 1fr; gap: 0.75rem; margin-top: 0.9rem; }
.pair > *, .side { min-width: 0; }
figcaption, .side h4 { display: flex; align-items: center; justify-content: space-between; color: var(--quiet); font-size: 0.8rem; font-weight: 500; line-height: 1.4; }
figure pre, .body { margin-top: 0.3rem; padding: 0.6rem 0.8rem; max-height: 26rem; overflow: auto; border-radius: 7px; background: var(--sheet); border: 1px solid var(--line); unicode-bidi: isolate; }
.expected pre { border-left: 3px solid var(--passed); }
.actual pre { border-left: 3px solid var(--failed); }
.warning .actual pre { border-left-color: var(--warned); }
.command { margin-top: 0.9rem; }
.exchange .command { margin: 0; padding: 0.5rem 0.8rem; border-top: 1px solid var(--line); }
.command button { min-height: 0; padding: 0.1rem 0.65rem; border-radius: 6px; color: var(--ink); }
.exchange { margin-top: 0.75rem; border: 1px solid var(--line); border-radius: 8px; background: var(--sheet); }
.exchange > summary { display: flex; flex-wrap: wrap; gap: 0.1rem 0.9rem; align-items: baseline; padding: 0.5rem 0.8rem; }
.exchange > summary::before, .fold > summary::before { content: '▸'; color: var(--quiet); font-size: 0.8em; }
.exchange[open] > summary::before, .fold[open] > summary::before { content: '▾'; }
.exchange .answer { font: 600 0.87em/1.55 var(--mono); }
.exchange > summary .quiet { margin-left: auto; font-size: 0.87rem; font-variant-numeric: tabular-nums; }
.sides { margin: 0; padding: 0.3rem 0.8rem 0.8rem; gap: 1.25rem; }
.side .line { margin: 0.25rem 0 0.5rem; font: 600 0.87em/1.5 var(--mono); overflow-wrap: anywhere; }
.lines { font: 0.8rem/1.6 var(--mono); }
.lines div { padding-left: 1.2em; text-indent: -1.2em; overflow-wrap: anywhere; unicode-bidi: isolate; }
.lines b { color: var(--quiet); font-weight: 400; }
.lines b::after { content: ': '; white-space: pre; }
.side .body { margin-top: 0.7rem; font-size: 0.8rem; background: var(--sunk); border: 0; }
.body .member { color: var(--waived); } .body .string { color: var(--passed); } .body .literal { color: var(--warned); }
.note { margin-top: 0.3rem; color: var(--quiet); font-size: 0.8rem; overflow-wrap: anywhere; }
.broken { align-self: center; color: var(--failed); overflow-wrap: anywhere; }
.facts { display: flex; flex-wrap: wrap; gap: 0.1rem 0.4rem; padding: 0.5rem 0.8rem; border-top: 1px solid var(--line); font-size: 0.8rem; }
.facts dt { color: var(--quiet); }
.facts dd { margin-right: 0.9rem; overflow-wrap: anywhere; }

.about { font-size: 0.93rem; overflow-wrap: anywhere; }
.about p + p, .about .scroll, .fold > :not(summary) { margin-top: 0.6rem; }
.reasons > div { display: grid; grid-template-columns: minmax(10rem, 28rem) 1fr; gap: 0.3rem 1.5rem; padding: 0.5rem 0; border-top: 1px solid var(--line); }
.reasons dd { display: flex; flex-wrap: wrap; gap: 0.1rem 0.8rem; align-content: start; font: 0.87em/1.8 var(--mono); }
.reasons a, .about a { text-decoration-color: var(--line); text-underline-offset: 3px; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 0.45rem 1rem 0.45rem 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top; }
th { border: 0; color: var(--quiet); font-size: 0.87rem; font-weight: 500; }
td:first-child:has(.cell) { width: 2.4rem; }
.fold > summary { display: inline-flex; gap: 0.6rem; align-items: baseline; color: var(--quiet); }
.fold > pre { padding: 0.8rem 1rem; border-radius: 8px; background: var(--sunk); }

@media (max-width: 46rem) {
  main { padding: 1rem 1rem 4rem; }
  .verdict { margin: 1.9rem 0 1.6rem; }
  .figures { grid-template-columns: 1fr 1fr; }
  .figures > div { padding: 0.85rem 1rem; }
  .figures > div:nth-child(odd) { border-left: 0; }
  .figures > div:nth-child(n + 3) { border-top: 1px solid var(--line); }
  .matrix .rows { padding: 0.4rem 1rem; }
  .matrix .row { grid-template-columns: 1fr auto; gap: 0.35rem 1rem; padding: 0.6rem 0; }
  .matrix .cells { grid-column: 1 / -1; grid-row: 2; }
  .toolbar { position: static; margin: 1.25rem -1rem 0; padding: 0.5rem 1rem; }
  .toolbar input { flex: 1 0 100%; }
  .toolbar select { flex: 1; }
  .requirement > summary { grid-template-columns: auto 1fr auto; gap: 0.15rem 0.7rem; padding: 0.7rem 0.9rem; }
  .requirement > summary .title { grid-column: 2 / -1; grid-row: 2; }
  .title small { display: block; color: var(--quiet); font-size: 0.87rem; font-weight: 400; overflow-wrap: anywhere; }
.amount { grid-column: 2 / -1; grid-row: 3; }
  .level { grid-column: 3; grid-row: 1; }
  .inside { padding: 0.2rem 0.9rem 1.1rem; }
  .finding { padding: 0.9rem; }
  .pair, .sides, .reasons > div { grid-template-columns: 1fr; }
  .clause dl { grid-template-columns: 1fr; gap: 0; }
  .clause dd { margin-bottom: 0.5rem; }
}
@media print {
  :root { --paper: #fff; --sheet: #fff; }
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  .toolbar, .copy { display: none; }
  .requirement, .finding { content-visibility: visible; break-inside: avoid-page; }
  .cell, .fill { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  figure pre { max-height: none; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
`;
