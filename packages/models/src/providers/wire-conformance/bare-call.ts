// What the bare SDKs are asked when our layer is measured against them. For benchmarks only.

export interface BareCall {
  readonly model: string;
  readonly question: string;
  readonly signal: AbortSignal;
}

/** What any program wants of an answer; `usage` in tokens, `reason` in the vendor's word. */
export type BareEvent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'usage'; readonly input: number; readonly output: number }
  | { readonly type: 'finish'; readonly reason: string };

/** The answer as the SDK hands it out; whatever the SDK throws is thrown. */
export type BareStream = (call: BareCall) => AsyncIterable<BareEvent>;
