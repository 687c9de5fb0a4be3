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
  // A slow machine.
  /Aborted onWillSaveTextDocument-event after 1750ms/,
];

/** Whether a line in the console is none of ours. */
export function isHarmless(text: string): boolean {
  return harmless.some(pattern => pattern.test(text));
}
