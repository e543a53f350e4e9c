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
export * from './panel-confidence.ts';
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
export * from './claims/claim.ts';
export * from './claims/claim-matrix.ts';
export * from './claims/compare-statements.ts';
export * from './claims/find-dissent.ts';
export * from './claims/judge-questions.ts';
export * from './claims/parse-dates.ts';
export * from './claims/parse-names.ts';
export * from './claims/parse-numbers.ts';
export * from './claims/read-statement-facts.ts';
export * from './claims/relate-claims.ts';
export * from './claims/split-claims.ts';
export * from './debate/trace-debate.ts';
export * from './intersections/choose-cells.ts';
export * from './intersections/choose-control.ts';
export * from './intersections/compare-with-controls.ts';
export * from './intersections/lift-over-control.ts';
export * from './intersections/list-pairs.ts';
export * from './intersections/rank-findings.ts';
export * from './intersections/rank-promise.ts';
export * from './intersections/score-finding.ts';
export * from './intersections/seed-of-text.ts';
export * from './pattern/divergence-pattern.ts';
export * from './text/answer-key.ts';
export * from './text/embedding-dispersion.ts';
export * from './text/find-final-answer.ts';
export * from './text/semantic-entropy.ts';
export * from './text/split-words.ts';
export * from './text/strip-markdown.ts';
export * from './text/tf-idf.ts';
export * from './text/vendi-score.ts';
