import { baseName } from '../text/paths.ts';

/** What runs files with these endings. */
const kinds: Readonly<Record<string, string>> = {
  ...all('shell script', 'sh bash zsh fish ksh'),
  ...all('PowerShell script', 'ps1 psm1'),
  ...all('Windows script', 'bat cmd vbs wsf'),
  ...all('Python script', 'py pyw pyz'),
  ...all('JavaScript', 'js mjs cjs jsx'),
  ...all('TypeScript', 'ts mts cts tsx'),
  ...all('Ruby script', 'rb'),
  ...all('Perl script', 'pl pm'),
  ...all('PHP script', 'php'),
  ...all('Lua script', 'lua'),
  ...all('R script', 'r'),
  ...all('AppleScript', 'scpt applescript'),
  ...all('program', 'exe com msi app dll so dylib node'),
  ...all('Java program', 'jar class'),
  ...all('package that runs code when it is installed', 'whl gem deb rpm pkg'),
};

/** The first bytes of programs. */
const signatures: readonly (readonly [string, readonly number[]])[] = [
  ['Linux program', [0x7f, 0x45, 0x4c, 0x46]],
  ['Windows program', [0x4d, 0x5a, 0x90]],
  ['macOS program', [0xcf, 0xfa, 0xed, 0xfe]],
  ['macOS program', [0xce, 0xfa, 0xed, 0xfe]],
  ['macOS or Java program', [0xca, 0xfe, 0xba, 0xbe]],
  ['WebAssembly program', [0x00, 0x61, 0x73, 0x6d]],
];

/** How a file can be seen to be executable; null when it cannot. */
export function runnableBy(path: string, isExecutable: boolean, start: Uint8Array): string | null {
  const ending = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  const signature = signatures.find(([, bytes]) => bytes.every((byte, index) => start[index] === byte));
  const words = [
    signature?.[0] ?? (Object.hasOwn(kinds, ending) ? kinds[ending] : undefined),
    shebangOf(start),
    isExecutable ? 'executable' : undefined,
  ].filter(word => word !== undefined);
  return words.length > 0 ? words.join(', ') : null;
}

/** `run by python3` of `#!/usr/bin/env python3`. */
function shebangOf(start: Uint8Array): string | undefined {
  if (start[0] !== 0x23 || start[1] !== 0x21) {
    return undefined;
  }
  const line = new TextDecoder().decode(start.subarray(2, 200)).split(/[\r\n]/)[0] ?? '';
  const words = line.trim().split(/\s+/);
  const program = /(^|\/)env$/.test(words[0] ?? '')
    ? words.find((word, index) => index > 0 && word[0] !== '-')
    : words[0];
  return program ? `run by ${baseName(program)}` : undefined;
}

function all(kind: string, endings: string): Record<string, string> {
  return Object.fromEntries(endings.split(' ').map(ending => [ending, kind]));
}
