// A key that somebody pasted into a field. The words are the person's and stay as they are; but a mesh is shared, and keys are not.
import type { Diagnostic } from '@parley/spec';
import type { Rule } from '../rule.ts';
import { fieldTitle } from './bad-config.ts';

/** How the vendors of models, clouds and code hosts write their keys; a digit tells a key from hyphenated words. */
const keys =
  /\b(?:sk-(?=[\w-]*\d)[\w-]{20,}|AIza[\w-]{30,}|gsk_\w{20,}|xai-\w{20,}|hf_\w{30,}|AKIA[0-9A-Z]{16}\b|gh[opsu]_\w{30,}|github_pat_\w{30,}|xox[abp]-[\w-]{20,})|-----BEGIN [A-Z ]*PRIVATE KEY-----/;

type Path = NonNullable<Diagnostic['at']['path']>;

/** An edit of one node leaves the configs of all others as they are: each is read once. */
const found = new WeakMap<object, { readonly path: Path | undefined }>();

export const pastedSecret: Rule = ({ nodes }) =>
  nodes.flatMap(({ node, nodeType, title }): Diagnostic[] => {
    const known = found.get(node.config) ?? { path: findKey(node.config) };
    found.set(node.config, known);
    if (!known.path) return [];
    const name = String(known.path[0]);
    const field = (nodeType && fieldTitle(nodeType, name)) ?? name;
    return [
      {
        code: 'pasted-secret',
        severity: 'warning',
        message: `"${title}" holds what looks like a key in "${field}". It goes wherever this mesh goes: take it out, and enter keys under Models.`,
        at: { nodeId: node.id, path: known.path },
      },
    ];
  });

/** Where the first one is. Depth is limited by what a Graph's shape allows. */
function findKey(value: unknown): Path | undefined {
  if (typeof value === 'string') return keys.test(value) ? [] : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, item] of Object.entries(value)) {
    const rest = findKey(item);
    if (rest) return [Array.isArray(value) ? Number(name) : name, ...rest];
  }
  return undefined;
}
