/** Fewer different characters than this are a placeholder, such as `sk-ant-xxxxxxxx…`. */
const leastVariety = 10;

/** Amazon marks the keys in its documentation so. */
const documentation = /EXAMPLE(?:KEY)?$/;

/** What people write where a secret goes, and hardly any secret has in it. */
const words =
  /your|example|placeholder|dummy|fake|sample|change[-_]?me|insert|replace|redacted|goes[-_]here|token[-_]here|key[-_]here|my[-_]?(?:secret|token|key|pass)|x{4,}|\*{3,}|\.{3}|…|<|>|1234567890|0123456789/i;

/** A variable that is filled in later: `$TOKEN`, `${TOKEN}`, `{{ token }}`, `%TOKEN%`, `[token]`. */
const variable = /^(?:\$\{?\w+(?::-[^}]*)?\}?|\{\{?[^}]*\}?\}|%\w+%|%[sd]|\[[^\]]*\])$/;

/** Passwords of examples and of databases that only this machine reaches. */
const examplePasswords: ReadonlySet<string> = new Set(
  'password passwd pass pwd pw secret user username admin root postgres mysql mongo test changeme foo bar hunter2 p@ssw0rd'.split(
    ' ',
  ),
);

/** What stands for a password in an address: a word for it, perhaps with whose it is before it and a few figures. */
const passwordWord =
  /^(?:db|user|admin|root|my|app|the|some|api|access|auth)?[-_]?(?:p[a@4]ss(?:w[o0]rd|wd)?|pwd|secret|token|credentials?)[-_]?(?:here|1|123|1234|12345)?!?$/i;

const localHost =
  /^(?:localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0|host\.docker\.internal|db|database|postgres|mysql|mongo|redis)$/i;

/** A user and a password in an address. */
const address = /^[a-z][\w+.-]*:\/\/([^:/@\s]*):(.+)@([^/:?#\s]*)/i;

/** True for a text that has the form of a secret and is obviously none. */
export function isPlaceholder(value: string): boolean {
  // Among so many letters any word may come up by chance.
  if (value.startsWith('-----BEGIN')) {
    return isVague(value.slice(value.lastIndexOf('-----') === 0 ? 0 : value.indexOf('-----', 5) + 5));
  }
  const found = address.exec(value);
  if (found) {
    const [, user = '', password = '', host = ''] = found;
    return isPlaceholderPassword(password) || (user === password && localHost.test(host));
  }
  return isVague(value.replace(/^[A-Za-z]{1,6}[-_.]/, '')) || documentation.test(value) || words.test(value);
}

function isPlaceholderPassword(password: string): boolean {
  return (
    examplePasswords.has(password.toLowerCase()) ||
    passwordWord.test(password) ||
    variable.test(password) ||
    words.test(password) ||
    /^(.)\1*$/.test(password)
  );
}

function isVague(text: string): boolean {
  return new Set(text).size < leastVariety;
}
