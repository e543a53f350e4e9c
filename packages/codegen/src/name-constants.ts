// Names for constants from titles: letters and digits of ASCII only, never a word that means something already.

/** Words that cannot name a constant, or that the printed mesh uses itself. */
const taken = new Set(
  [
    'abstract arguments as async await boolean break byte case catch char class const continue debugger default delete do',
    'double else enum eval export extends false final finally float for function goto if implements import in instanceof',
    'int interface let long native new null of package private protected public return short static super switch',
    'synchronized this throw throws transient true try type typeof undefined using var void volatile while with yield',
    'given mesh openMesh options round runMesh NaN Infinity',
  ].flatMap((line) => line.split(' ')),
);

const longest = 40;

/** What NFKD does not take apart. */
const folds: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ł: 'l',
  Ł: 'L',
  ı: 'i',
};

/** Gives each title a name of its own, in the order asked; `fallback` is what a title without letters is called. */
export function createNames(): (title: string, fallback: string) => string {
  const given = new Set<string>();
  return (title, fallback) => {
    const base = nameOf(title, fallback);
    let name = base;
    for (let count = 2; given.has(name); count += 1) name = `${base}${count}`;
    given.add(name);
    return name;
  };
}

/** The name a title has when nothing else is called so. */
export function nameOf(title: string, fallback: string): string {
  const words = wordsOf(title);
  const named = camelCase(wordsOf(fallback));
  const other = /^[a-z]/u.test(named) ? named : 'step';
  const name = camelCase(words);
  if (name === '') return taken.has(other) ? `${other}Step` : other;
  if (/^\d/u.test(name)) return `${other}${name}`;
  return taken.has(name) ? `${name}${capitalise(other)}` : name;
}

function wordsOf(title: string): string[] {
  // A title is at most 80 characters; more than that says nothing more about a name.
  const folded = title
    .slice(0, 200)
    .replace(/[^\0-\u007f]/gu, (letter) => folds[letter] ?? letter)
    .normalize('NFKD')
    .replace(/[\p{Mn}'’]/gu, '');
  return folded.split(/[^A-Za-z0-9]+/u).filter((word) => word !== '');
}

/** As many words as fit, at least one. */
function camelCase(words: readonly string[]): string {
  let name = '';
  for (const [index, word] of words.entries()) {
    const next = index === 0 ? word.toLowerCase() : capitalise(word.toLowerCase());
    if (name !== '' && name.length + next.length > longest) break;
    name += next;
  }
  return name.slice(0, longest);
}

function capitalise(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}
