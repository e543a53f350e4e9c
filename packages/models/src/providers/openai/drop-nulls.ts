// Strict mode makes models write `"source": null` for a field that may be left out. This leaves it out, while the answer streams.

export interface NullDropper {
  /** The next piece of JSON, without the fields; what may be one is held back until it shows. */
  push(json: string): string;
  /** What is still held back; nothing comes after it. */
  end(): string;
}

type Place = 'value' | 'string' | 'member' | 'name' | 'colon' | 'null';

/** Drops fields with these names whose value is null. Text that is no JSON passes. */
export function createNullDropper(names: ReadonlySet<string>): NullDropper {
  /** Open objects and lists; of an object, whether a field of it was let through. */
  const open: { readonly isObject: boolean; begun: boolean }[] = [];
  let place: Place = 'value';
  let escaped = false;
  let held = '';
  let name = '';

  const isStringEnd = (letter: string): boolean => {
    const ends = letter === '"' && !escaped;
    escaped = letter === '\\' && !escaped;
    return ends;
  };
  const take = (letter: string): string => {
    const inner = open.at(-1);
    switch (place) {
      case 'string':
        if (isStringEnd(letter)) place = 'value';
        return letter;
      case 'member':
        held += letter;
        if (letter === '"') {
          place = 'name';
          name = '';
        } else if (letter === '}') {
          open.pop();
          place = 'value';
          return release();
        }
        return '';
      case 'name':
        held += letter;
        if (isStringEnd(letter)) place = 'colon';
        else name += letter;
        return '';
      case 'colon': {
        if (letter === ':' || letter.trim() === '') {
          held += letter;
          return '';
        }
        if (letter === 'n' && names.has(name)) {
          place = 'null';
          name = letter;
          return '';
        }
        place = 'value';
        // The comma of a field that comes first now because those before it were dropped.
        if (inner && !inner.begun && held.startsWith(',')) held = held.slice(1);
        if (inner) inner.begun = true;
        return release() + take(letter);
      }
      case 'null':
        name += letter;
        if (name.length === 4) {
          held = '';
          place = 'value';
        }
        return '';
      case 'value':
        if (letter === '"') place = 'string';
        else if (letter === '{' || letter === '[') {
          open.push({ isObject: letter === '{', begun: false });
          if (letter === '{') place = 'member';
        } else if (letter === '}' || letter === ']') open.pop();
        else if (letter === ',' && inner?.isObject) {
          held = letter;
          place = 'member';
          return '';
        }
        return letter;
    }
  };
  const release = (): string => {
    const text = held;
    held = '';
    return text;
  };

  return {
    push: (json) => (names.size === 0 ? json : Array.from(json, take).join('')),
    end: () => (place === 'null' ? release() + name : release()),
  };
}
