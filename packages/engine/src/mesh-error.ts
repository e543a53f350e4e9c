// MeshError: why a program that is a mesh came to nothing.
import { AppError, type Fault, type MissingVoice } from '@parley/spec';

/** A run that ended without its outputs: stopped, halted by a step, or with outputs that are missing. */
export class MeshError extends AppError {
  /** The outputs that are missing, and why. */
  readonly missing: readonly MissingVoice[];

  constructor({ code, message }: Pick<Fault, 'code' | 'message'>, missing: readonly MissingVoice[] = []) {
    super(code, message);
    this.name = 'MeshError';
    this.missing = missing;
  }
}
