// What a person who starts a benchmark can put right.

/** Its message alone is printed, without a stack. */
export class BenchFault extends Error {}
