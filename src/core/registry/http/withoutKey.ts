/**
 * A text of a server without the key that it was sent, which some echo: also in other letters, as host names have them,
 * and as an address or a header would carry it. `[key]` stands in its place.
 */
export function withoutKey(text: string, key: string): string {
  if (key === '') {
    return text;
  }
  return echoesOf(key).reduce((left, echo) => left.replaceAll(echo, '[key]'), text);
}

function echoesOf(key: string): readonly RegExp[] {
  const base64 = Buffer.from(key).toString('base64').replace(/=+$/, '');
  return [key, encodeURIComponent(key), base64, base64.replaceAll('+', '-').replaceAll('/', '_')].map(
    form => new RegExp(form.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'gi'),
  );
}
