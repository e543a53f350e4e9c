// The science of agreement as pure functions: votes, sameness, effective voices, weights, confidence. No I/O, no clock, no chance of its own.
export * from './answer-confidence.ts';
export { type Ballot, markAnswers, type Option } from './ballot.ts';
export * from './bootstrap.ts';
export * from './calibration.ts';
export * from './choose-panel.ts';
export * from './cluster-voices.ts';
export * from './dawid-skene.ts';
export * from './decide-vote.ts';
export * from './effective-voices.ts';
export * from './fit-curve.ts';
export * from './fit-sharpness.ts';
export * from './measure-sameness.ts';
export * from './pair-agreement.ts';
export * from './pair-errors.ts';
export {
  capa,
  capaOfProbabilities,
  errorConsistency,
  errorCorrelation,
  type Kappa,
  type OptionCounts,
  type SameWrongAnswer,
  sameWrongAnswer,
} from './pair-sameness.ts';
export * from './panel-history.ts';
export * from './panel-weights.ts';
export * from './pseudo-gold.ts';
export * from './rank-options.ts';
export * from './reliability.ts';
export { creditOf, type OptionShare, type Tally, tallyVotes } from './tally-votes.ts';
export * from './voice-correlation.ts';
export * from './voter-records.ts';
export * from './vote-weights.ts';
export * from './weigh-panel.ts';
