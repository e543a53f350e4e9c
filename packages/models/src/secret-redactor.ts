// Takes secrets out of words by value, however they are written: the one place that knows the ways. Knows no vault and no log.
import { bytesToHex } from '@noble/hashes/utils.js';

export interface NamedSecret {
  readonly name: string;
  readonly value: string;
}

/** Takes secrets out of a text that comes in pieces. */
export interface TextRedactor {
  /** What may be passed on now; what could be the beginning of a secret is kept back. */
  push(piece: string): string;
  /** The rest. */
  end(): string;
}

export interface SecretRedactor {
  /** Makes a secret known. One that is short or a plain word is not taken out: it would destroy text and hide nothing. */
  add(secret: NamedSecret): void;
  /** The text with every appearance of every known secret replaced by `{{NAME}}`, also as JSON, a URL, base64 or hex writes it. */
  redact(text: string): string;
  /** For text that comes in pieces: a secret that is cut in two is found all the same. */
  createStream(): TextRedactor;
}

/** Parts shorter than this are found by chance. */
const shortest = 6;
/** A placeholder for a key ("ollama", "not-needed") or the password of a database at home ("postgres"). */
const plainWord = /^[a-z]+([-_ ][a-z]+)*$/i;
const longestWord = 16;

export function createSecretRedactor(secrets: readonly NamedSecret[] = []): SecretRedactor {
  const names = new Map<string, string>();
  let pattern: RegExp | undefined;
  let least = Infinity;
  let most = 0;
  /** The first two characters of any of them, or the first one at the end of a text: most texts have neither. */
  let opening: RegExp | undefined;
  /** By their first character. */
  let starts = new Map<string, string[]>();

  const learn = ({ name, value }: NamedSecret): boolean => {
    if (names.has(value) || value.length < shortest) return false;
    if (plainWord.test(value) && value.length < longestWord) return false;
    // A placeholder must be harmless wherever the secret stood, in JSON too.
    const shown = name.replaceAll(/[^\w.-]/g, '_');
    for (const form of formsOf(value)) if (!names.has(form)) names.set(form, shown);
    return true;
  };
  const prepare = (): void => {
    const forms = [...names.keys()].toSorted((one, other) => other.length - one.length);
    most = forms[0]?.length ?? 0;
    least = forms.at(-1)?.length ?? Infinity;
    pattern = forms.length === 0 ? undefined : new RegExp(oneOf(forms), 'g');
    const pairs = new Set(forms.map((form) => form.slice(0, 2)));
    const ends = new Set(forms.map((form) => form.charAt(0)));
    opening = forms.length === 0 ? undefined : new RegExp(`${oneOf(pairs)}|(?:${oneOf(ends)})$`);
    starts = Map.groupBy(forms, (form) => form.charAt(0));
  };
  if (secrets.map(learn).includes(true)) prepare();

  const placeholder = (form: string): string => `{{${names.get(form) ?? 'SECRET'}}}`;
  const redact = (text: string): string =>
    pattern === undefined || text.length < least ? text : text.replace(pattern, placeholder);
  /** Where, at or after `from`, begins what could become a secret; the text's length when nothing does. */
  const findBeginning = (text: string, from: number): number => {
    for (let at = Math.max(from, text.length - most + 1); at < text.length; at += 1) {
      const forms = starts.get(text.charAt(at));
      if (forms?.some((form) => form.length > text.length - at && form.startsWith(text.slice(at)))) return at;
    }
    return text.length;
  };

  return {
    add(secret) {
      if (learn(secret)) prepare();
    },
    redact,
    createStream() {
      let held = '';
      return {
        push(piece) {
          if (held === '' && !opening?.test(piece)) return piece;
          const text = held + piece;
          let cut = findBeginning(text, 0);
          let passed = '';
          let done = 0;
          if (pattern !== undefined && text.length >= least) {
            // A secret that is already whole may end with what could begin another one.
            for (const match of text.matchAll(pattern)) {
              if (match.index >= cut) break;
              passed += text.slice(done, match.index) + placeholder(match[0]);
              done = match.index + match[0].length;
              if (done > cut) cut = findBeginning(text, done);
            }
          }
          held = text.slice(cut);
          return passed + text.slice(done, cut);
        },
        end() {
          const rest = redact(held);
          held = '';
          return rest;
        },
      };
    },
  };
}

/** A pattern's source for any of these. */
function oneOf(forms: Iterable<string>): string {
  return Array.from(forms, (form) => form.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|');
}

/** The ways in which a value is written. */
function formsOf(value: string): Set<string> {
  const inUrl = encodeURIComponent(value);
  const bytes = new TextEncoder().encode(value);
  const hex = bytesToHex(bytes);
  const inMarkdown = [/[\\`*_[\]<>#|~]/g, /[\\`*_[\]<>#|~!]/g, /[*_]/g].map((marks) => value.replaceAll(marks, '\\$&'));
  const written = [value, ...inMarkdown];
  const quoted = written.map(inJson);
  const forms = [
    ...written,
    ...quoted,
    ...quoted.map(inJson),
    inUrl,
    inUrl.replaceAll(/%../g, (code) => code.toLowerCase()),
    new URLSearchParams({ '': value }).toString().slice(1),
    hex,
    hex.toUpperCase(),
    ...[0, 1, 2].flatMap((before) => inBase64(bytes, before)),
  ];
  return new Set(forms.filter((form) => form.length >= shortest));
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** What is the same of its base64 whatever stands around it, such as the user before a password. */
function inBase64(bytes: Uint8Array, before: number): string[] {
  const all = [...new Uint8Array(before), ...bytes];
  const [from, to] = [Math.ceil((before * 8) / 6), Math.floor((all.length * 8) / 6)];
  const form = btoa(all.map((byte) => String.fromCharCode(byte)).join('')).slice(from, to);
  return [form, form.replaceAll('+', '-').replaceAll('/', '_')];
}
