// What the bare SDKs are asked when our layer is measured against them. For benchmarks only.

export interface BareCall {
  readonly model: string;
  readonly question: string;
  readonly signal: AbortSignal;
}

/** The answer's words as the SDK hands them out; whatever the SDK throws is thrown. */
export type BareStream = (call: BareCall) => AsyncIterable<string>;
