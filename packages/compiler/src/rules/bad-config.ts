// A config that its node type's schema refuses, and faults that only the node type itself can state.
import type { Diagnostic, NodeTypes } from '@parley/spec';
import { z } from 'zod';
import type { NodeView } from '../graph-view.ts';
import type { Rule } from '../rule.ts';

type KnownNodeType = NonNullable<ReturnType<NodeTypes['get']>>;

export const badConfig: Rule = ({ nodes, environment }) =>
  nodes.flatMap((view) => {
    const { nodeType, config } = view;
    if (!nodeType) return [];
    if (!config.ok) return config.error.issues.map((issue) => describeIssue(view, nodeType, issue));
    return (nodeType.check?.(config.value, environment.families) ?? []).map((fault): Diagnostic => {
      const edit = fault.fix && z.record(z.string(), z.json()).safeParse(fault.fix.config);
      return {
        code: fault.code,
        severity: fault.severity,
        message: fault.message,
        at: { nodeId: view.node.id, ...(fault.path && { path: fault.path }) },
        ...(fault.fix &&
          edit?.success &&
          !view.isCopy && {
            fix: { label: fault.fix.label, edit: { type: 'set-config', id: view.node.id, config: edit.data } },
          }),
      };
    });
  });

function describeIssue(view: NodeView, nodeType: KnownNodeType, issue: z.core.$ZodIssue): Diagnostic {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  const [field] = path;
  const title = field === undefined ? undefined : fieldTitle(nodeType, String(field));
  return {
    code: 'bad-config',
    severity: 'error',
    message:
      field === undefined
        ? `"${view.title}" has settings that do not fit: ${issue.message}.`
        : `"${view.title}" has a value in "${title ?? field}" that does not fit: ${issue.message}.`,
    at: { nodeId: view.node.id, path },
    ...(field !== undefined && resetField(view, nodeType, String(field), title ?? String(field))),
  };
}

/** Offers the default instead of the value, unless the value is words that a person may have written. */
function resetField(view: NodeView, nodeType: KnownNodeType, field: string, title: string): Pick<Diagnostic, 'fix'> {
  const value = Object.hasOwn(view.node.config, field) ? view.node.config[field] : undefined;
  const isWords = (typeof value === 'string' && value.trim() !== '') || (typeof value === 'object' && value !== null);
  const defaults = z.record(z.string(), z.json()).parse(nodeType.config.parse({}));
  const replacement = defaults[field];
  if (isWords || view.isCopy || replacement === undefined) return {};
  return {
    fix: {
      label: `Set "${title}" back to ${JSON.stringify(replacement)}`,
      edit: { type: 'set-config', id: view.node.id, config: { [field]: replacement } },
    },
  };
}

const titlesByType = new WeakMap<KnownNodeType, ReadonlyMap<string, string>>();

/** The title of a config field, as the form shows it. */
export function fieldTitle(nodeType: KnownNodeType, field: string): string | undefined {
  let titles = titlesByType.get(nodeType);
  if (!titles) {
    const schema = z.toJSONSchema(nodeType.config, { unrepresentable: 'any', io: 'input' });
    titles = new Map(
      Object.entries(schema.properties ?? {}).map(([name, property]) => [
        name,
        typeof property === 'object' && property.title !== undefined ? property.title : name,
      ]),
    );
    titlesByType.set(nodeType, titles);
  }
  return titles.get(field);
}
