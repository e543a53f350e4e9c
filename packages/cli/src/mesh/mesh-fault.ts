// MeshFault: a mesh that cannot be run as it is. It carries what is wrong, as data.
import type { Diagnostic, Graph } from '@parley/spec';

export class MeshFault extends Error {
  readonly diagnostics: readonly Diagnostic[];
  /** Absent when it has not even the shape of a mesh. */
  readonly mesh: Graph | undefined;

  constructor(message: string, diagnostics: readonly Diagnostic[], mesh?: Graph) {
    super(message);
    this.name = 'MeshFault';
    this.diagnostics = diagnostics;
    this.mesh = mesh;
  }
}
