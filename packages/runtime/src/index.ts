// The ops that Plans and exported programs both call. No server, no database, no node types.
export {
  createDebate,
  type DebateRound,
  type DebateState,
  type RoundEnd,
} from './debate/create-debate.ts';
export { toGradedQuestion, toPanelVoice } from './deliberate/read-grades.ts';
export { emptyToolbox } from './empty-toolbox.ts';
export { choicesOf, type EstimateFacts, estimatePlan, type ModelChoice } from './estimate-plan.ts';
export { contentId } from './content-id.ts';
export * from './op.ts';
export * from './op-arguments.ts';
export { type OpPort, opPorts } from './op-ports.ts';
export { ops } from './ops.ts';
