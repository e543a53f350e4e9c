// Data of ours as TypeScript source: what a generated file holds of families and servers.
import { printKey, printString } from '../print-literal.ts';

/**
 * A value as a literal, as our formatter would lay it out. A function is printed as its name, which the file must import.
 */
export function printData(value: unknown, indent = 0): string {
  if (typeof value === 'string') return printString(value, false);
  if (typeof value === 'function') return value.name;
  if (typeof value !== 'object' || value === null) return String(value);
  const isList = Array.isArray(value);
  const parts = isList
    ? value.map((each) => printData(each, indent + 2))
    : Object.entries(value)
        .filter(([, each]) => each !== undefined)
        .map(([key, each]) =>
          typeof each === 'function' && each.name === key ? key : `${printKey(key)}: ${printData(each, indent + 2)}`,
        );
  const [open, close] = isList ? ['[', ']'] : ['{ ', ' }'];
  const line = `${open}${parts.join(', ')}${close}`;
  if (parts.length === 0) return isList ? '[]' : '{}';
  if (line.length + indent <= 100 && !line.includes('\n')) return line;
  const pad = ' '.repeat(indent + 2);
  return `${open.trim()}\n${parts.map((part) => `${pad}${part},\n`).join('')}${' '.repeat(indent)}${close.trim()}`;
}
