/** What the browser's console says in every window of a server without native modules, gallery and accounts. */
const harmless: readonly RegExp[] = [
  /Could not locate the bindings file/,
  /Cannot find module '\.\/build\/Release\/watchdog'/,
  /Timed out waiting for authentication provider 'github'/,
  /Failed to load resource: the server responded with a status of 404/,
  /A bad HTTP response code \(404\) was received when fetching the script/,
  /\[Service Worker\] registration/,
  /\[AgentHost\]|\[RemoteAgentHostProtocol\]|agentHost/i,
  /vsda/,
  /^%c INFO color: #33f (?!\[Extension Host\])/,
  /web worker extension host|allow-scripts and allow-same-origin/,
  /Canceled: Canceled/,
  // A reload.
  /Long running operations during shutdown are unsupported in the web/,
  /IndexedDB database 'vscode-web-db' is closed/,
  /^%c {2}ERR color: #f33 Error: Throttler is disposed\n/,
  // A slow machine.
  /Aborted onWillSaveTextDocument-event after 1750ms/,
  /Splitview: Failed to layout view|TypeError: .*reading 'style'\)\n.*\.layout \(/,
  // A click on a lens that is being replaced.
  /^Error: Actual command not found, wanted to execute /,
  // A page in a webview that is loaded again while it loads.
  /TypeError: .*reading 'classList'\)\n.*\/webview\/browser\/pre\/index\.html/,
  /ERR color: #f33 Request \d+ timed out \(15000ms\)/,
];

/** In the path of our code, and so in every stack trace of it, and of our data. */
const ours = 'skillwright.skillwright';

/** What VS Code says of a promise that nobody looked after, and of what it was rejected with: as a mere warning. */
const unhandled = /^%c\[Extension Host\] %c(rejected promise not handled|stack trace)/;

/** What VS Code says, with the extension that asked, of a model's answer that a reload breaks off. */
const brokenOff =
  /^%c {2}ERR color: #f33 \[CHAT\] (?:extension )?request (?:FAILED|ERRORED)\b[^\n]*\bCanceled: Canceled/;

/** Whether a line in the console is none of ours; what names our code is but one. */
export function isHarmless(text: string): boolean {
  const isNoise =
    !text.includes(ours) && !unhandled.test(text) && harmless.some(pattern => pattern.test(text));
  return isNoise || brokenOff.test(text);
}

/**
 * Whether a line in the console that is not harmless makes a spec fail. While a page is taken down, VS Code complains of
 * parts of its own that are gone already; then only what names our code counts.
 */
export function isError(type: string, text: string, isLeaving = false): boolean {
  const isOurs = text.includes(ours);
  return type === 'error' ? isOurs || !isLeaving : unhandled.test(text) && isOurs;
}
