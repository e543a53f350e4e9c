// The shape of a rule: one kind of fault, found in a GraphView.
import type { Diagnostic } from '@parley/spec';
import type { GraphView } from './graph-view.ts';
import type { Repairs } from './repairs.ts';

/** Finds every fault of its kind in time linear in the Graph, without recursion along edges. */
export type Rule = (view: GraphView, repairs: Repairs) => Diagnostic[];
