// The closed set of ops by name: what the engine calls and what exported programs import.
import type { Ops } from './op.ts';
import { branch } from './ops/branch.ts';
import { brief } from './ops/brief.ts';
import { consensus } from './ops/consensus.ts';
import { generate } from './ops/generate.ts';
import { intersect } from './ops/intersect.ts';
import { output } from './ops/output.ts';
import { synthesise } from './ops/synthesise.ts';

/** Every op of a Plan. */
export const ops: Ops = { brief, generate, consensus, synthesise, branch, intersect, output };
