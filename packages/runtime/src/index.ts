// The ops that Plans and exported programs both call. No server, no database, no node types.
export { compareAnswers } from './deliberate/compare-answers.ts';
export { toGradedQuestion, toPanelVoice } from './deliberate/read-grades.ts';
export { emptyToolbox } from './empty-toolbox.ts';
export { choicesOf, type EstimateFacts, estimatePlan, type ModelChoice } from './estimate-plan.ts';
export * from './op.ts';
export * from './op-arguments.ts';
export { ops } from './ops.ts';
