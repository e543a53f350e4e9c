// What each domain of a panel says, claim by claim: what findings build on and what they are measured against.
import { splitClaims } from '@parley/deliberation';
import { type Answer, groupDomains } from '@parley/spec';
import { takeEnds } from '../deliberate/compare-answers.ts';

export interface DomainClaim {
  readonly text: string;
  /** Node id. */
  readonly voice: string;
}

export interface ClaimedDomain {
  readonly name: string;
  /** Node ids. */
  readonly voices: readonly string[];
  /** All that findings are measured against, at most `mostMeasured`. */
  readonly claims: readonly DomainClaim[];
  /** How many there are, those that are not measured against included. */
  readonly total: number;
}

/** Claims of one domain beyond which findings are not measured against more. */
const mostMeasured = 120;
const mostShown = 24;
const longestClaim = 400;

/** Claims are those a voice listed, else its sentences. Domains in the order of the answers. */
export function gatherDomains(answers: readonly Answer[]): ClaimedDomain[] {
  const speakers = answers.map((answer) => ({ domain: answer.voice.domain, title: answer.voice.title, answer }));
  return groupDomains(speakers).map(({ name, speakers: own }) => {
    const claims = own.flatMap(({ answer }) => claimsOf(answer));
    return {
      name,
      voices: own.map(({ answer }) => answer.voice.nodeId),
      claims: takeEnds(claims, mostMeasured),
      total: claims.length,
    };
  });
}

/** Those an explorer or a judge is shown: within so many characters together, and no claim at its full length when it is very long. */
export function showClaims({ claims }: ClaimedDomain, characters: number): DomainClaim[] {
  const shown: DomainClaim[] = [];
  let left = characters;
  for (const { text, voice } of takeEnds(claims, mostShown)) {
    const short = text.length <= longestClaim ? text : `${text.slice(0, longestClaim - 1).trimEnd()}…`;
    left -= short.length;
    if (left < 0 && shown.length > 0) break;
    shown.push({ text: short, voice });
  }
  return shown;
}

function claimsOf({ text, claims = [], voice }: Answer): DomainClaim[] {
  const texts =
    claims.length > 0
      ? claims.map((claim) => claim.text)
      : splitClaims({ id: voice.nodeId, text }).map((claim) => claim.text);
  return texts.map((claim) => ({ text: claim, voice: voice.nodeId }));
}
