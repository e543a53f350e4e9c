// The ops that Plans and exported programs both call. No server, no database, no node types.
export { choicesOf, type EstimateFacts, estimatePlan, type ModelChoice } from './estimate-plan.ts';
export * from './op.ts';
export * from './op-arguments.ts';
export { ops } from './ops.ts';
