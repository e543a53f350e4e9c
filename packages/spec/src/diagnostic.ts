// A Diagnostic is a fault in a Graph, as data: never thrown, always all at once.
import { z } from 'zod';
import { editSchema } from './edit.ts';

export const diagnosticCodes = [
  'bad-config',
  'bad-parent',
  'bad-shape',
  'crosses-frame',
  'cycle',
  'dangling-edge',
  'dead-side',
  'duplicate-edge',
  'duplicate-id',
  'empty-frame',
  'gone-pair',
  'judge-on-panel',
  'missing-input',
  'missing-key',
  'never-runs',
  'no-material',
  'no-output',
  'one-mind',
  'one-persona',
  'pasted-secret',
  'port-taken',
  'port-type',
  'too-few-voices',
  'unknown-family',
  'unknown-model',
  'unknown-node-type',
  'unknown-port',
  'unreachable',
  'weak-voice',
] as const;

export const diagnosticSchema = z.strictObject({
  code: z.enum(diagnosticCodes),
  /** An error stops a run before it starts; a warning does not. */
  severity: z.enum(['error', 'warning']),
  /** One plain sentence that names the node by its title and says what to do. */
  message: z.string(),
  at: z.strictObject({
    nodeId: z.string().optional(),
    edgeId: z.string().optional(),
    /** Path of a config field or port inside the node, such as `['family']`. */
    path: z.array(z.union([z.string(), z.number()])).optional(),
  }),
  /** One click repairs it. */
  fix: z.strictObject({ label: z.string(), edit: editSchema }).optional(),
});

export type DiagnosticCode = (typeof diagnosticCodes)[number];
export type Diagnostic = z.infer<typeof diagnosticSchema>;

/** Whether a Graph with these Diagnostics may not run. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
