/** A noun to which one cannot just add an `s`. */
type Irregular = `${string}${'y' | 's' | 'x' | 'z' | 'ch' | 'sh'}`;

/** `1 file`, `2 copies`. The plural may be left out where it is the noun and an `s`. */
export function countWords<Noun extends string>(
  count: number,
  one: Noun,
  ...[many = `${one}s`]: Noun extends Irregular ? [many: string] : [many?: string]
): string {
  return `${numberWords(count)} ${count === 1 ? one : many}`;
}

/**
 * `1,234.5`: thousands with commas. By hand, since the first number that the platform formats costs as much time as
 * checking twenty skills.
 */
export function numberWords(number: number): string {
  const [whole = '', fraction] = String(number).split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** `a space`, `an ideographic space`: by the first letter. */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** `512 B`, `1.2 KB`, `34 MB`: two digits are enough to decide by. In units of 2^10, as VS Code and the limits are. */
export function bytesWords(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  let amount = bytes;
  let unit = 0;
  while (amount >= 999.5 && unit < units.length - 1) {
    amount /= 1024;
    unit++;
  }
  const digits = unit > 0 && amount < 9.95 ? 1 : 0;
  return `${amount.toFixed(digits)} ${units[unit]}`;
}

/** `50 MB`, `50.1 MB`: in units of 2^20 bytes, rounded up, so that what is over a limit never looks like it. */
export function megabyteWords(bytes: number): string {
  return `${numberWords(Math.ceil((bytes / 2 ** 20) * 10) / 10)} MB`;
}

/** `today`, `yesterday`, `3 days ago`, `2 months ago`: by the calendar, so that it stays true for the day. */
export function ageWords(time: number, now: number): string {
  const dayOf = (at: number) => Math.floor((at - new Date(at).getTimezoneOffset() * 60_000) / 86_400_000);
  const days = dayOf(time) - dayOf(now);
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  if (days > -30) {
    return words.format(Math.min(0, days), 'day');
  }
  return days > -365
    ? words.format(Math.ceil(days / 30.5), 'month')
    : words.format(Math.ceil(days / 365), 'year');
}

/** With a capital where it stands at the start; `v2` stays as versions are written everywhere. */
export function sentenceStart(words: string): string {
  return /^v\d/.test(words) ? words : words.charAt(0).toUpperCase() + words.slice(1);
}
