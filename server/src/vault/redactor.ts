// Takes secrets out of text by value, whatever field they stand in. The one choke point before a log or an error body.

const PLACEHOLDER = '[secret]';
/** Shorter values are words of their own; taking them out would destroy text and hide nothing. */
const SHORTEST = 6;

/** A function that replaces every one of `values`, also as JSON or a URL writes it. A Set may grow later. */
export function createRedactor(values: ReadonlySet<string>): (text: string) => string {
  return (text) => {
    let redacted = text;
    for (const value of values) {
      if (value.length < SHORTEST) continue;
      for (const form of new Set([value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value)])) {
        redacted = redacted.replaceAll(form, PLACEHOLDER);
      }
    }
    return redacted;
  };
}
