// How a reader weighs the question against its domain: one rule for all three engines. Knows neither words nor vectors.

const questionWeight = 0.25;
const domainWeight = 0.4;
const bothWeight = 0.35;

/**
 * Relevance from 0 to 1 of each unit, from its relevance to the question and to the domain (each 0 to 1): a weighted sum, of which a
 * part (their geometric mean) goes only to units that touch both.
 */
export function blend(ofQuestion: Float64Array, ofDomain: Float64Array): Float64Array {
  return ofQuestion.map((question, unit) => {
    const domain = ofDomain[unit] ?? 0;
    return questionWeight * question + domainWeight * domain + bothWeight * Math.sqrt(question * domain);
  });
}
