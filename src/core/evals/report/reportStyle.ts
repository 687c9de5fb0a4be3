/** The page's style: the editor's colours in a webview, the system's in a file. */
export const reportStyle = `
:root {
  color-scheme: light dark;
  --fg: var(--vscode-foreground, CanvasText);
  --bg: var(--vscode-editor-background, Canvas);
  --quiet: var(--vscode-descriptionForeground, color-mix(in srgb, CanvasText 68%, Canvas));
  --line: var(--vscode-panel-border, rgba(128, 128, 128, 0.4));
  --code: var(--vscode-textCodeBlock-background, rgba(128, 128, 128, 0.12));
  --accent: var(--vscode-charts-blue, light-dark(#2f6fb0, #58a6e0));
  --good: var(--vscode-testing-iconPassed, light-dark(#1a7f37, #56c985));
  --bad: var(--vscode-testing-iconFailed, light-dark(#b42318, #ff8577));
}
body { font: 14px/1.5 var(--vscode-font-family, system-ui, sans-serif); color: var(--fg); background: var(--bg); margin: 0 auto; max-width: 1000px; padding: 16px 24px 48px; }
h1 { font-size: 22px; }
h1 .action { font-size: 14px; }
h2 { font-size: 17px; margin: 28px 0 8px; }
h4 { margin: 12px 0 4px; font-size: 14px; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(260px, 1fr)); gap: 2px 24px; margin: 0; }
dl div { display: flex; gap: 8px; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin: 8px 0; }
th, td { text-align: left; vertical-align: top; padding: 4px 10px 4px 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; }
.figures { color: var(--quiet); font-weight: normal; }
pre { background: var(--code); padding: 8px 10px; margin: 4px 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 12px/1.5 var(--vscode-editor-font-family, ui-monospace, monospace); border-radius: 3px; }
.sides { table-layout: fixed; }
.sides td { width: 50%; }
ins { text-decoration: underline; background: color-mix(in srgb, var(--good) 25%, transparent); }
del { background: color-mix(in srgb, var(--bad) 22%, transparent); }
details { border-bottom: 1px solid var(--line); padding: 6px 0; }
details details { border: 0; }
summary { cursor: pointer; overflow-wrap: anywhere; }
.verdict { border-left: 4px solid var(--quiet); background: var(--code); padding: 8px 12px; margin: 8px 0; }
.verdict strong { font-size: 16px; }
.verdict.better { border-color: var(--good); }
.verdict.worse { border-color: var(--bad); }
.figure { display: inline-block; margin-left: 12px; color: var(--quiet); }
.figure.passed span { color: var(--good); }
.figure.failed, .figure.failed span { color: var(--bad); }
a { color: var(--vscode-textLink-foreground, LinkText); }
.action { font-weight: normal; margin-left: 8px; }
summary:focus-visible { outline: 1px solid var(--vscode-focusBorder, Highlight); }
summary .title { font-weight: 600; overflow-wrap: anywhere; }
article { margin: 8px 0 12px 16px; }
tr.passed td:nth-child(2) { color: var(--good); }
tr.failed td:nth-child(2) { color: var(--bad); }
blockquote { margin: 4px 0 0; padding-left: 8px; border-left: 3px solid var(--line); color: var(--quiet); }
.note { border-left: 3px solid var(--bad); padding-left: 10px; }
svg { display: block; width: 100%; max-width: 300px; height: 18px; }
.bars span { color: var(--quiet); }
svg .track { fill: var(--code); }
svg .bar { fill: var(--accent); }
svg .cost { fill: var(--quiet); opacity: 0.55; }
svg .grid { stroke: var(--line); fill: none; }
svg .scale { fill: var(--quiet); text-anchor: end; }
svg .interval { stroke: var(--fg); stroke-width: 1.5; fill: none; }
svg.history { max-width: 600px; height: 140px; }
svg .line { stroke: var(--accent); stroke-width: 2; fill: none; }
svg circle { fill: var(--accent); }
svg text { fill: var(--fg); font-size: 11px; text-anchor: middle; }
@media (max-width: 500px) { body { padding: 12px; } article { margin-left: 4px; } }
`;
