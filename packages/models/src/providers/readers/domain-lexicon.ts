// What people mean by a domain: the words an expert of that field looks for. Data and one look-up; knows no documents.
import { termsOf } from './terms.ts';

interface DomainEntry {
  /** Words that name the domain. */
  readonly names: string;
  /** Words its experts look for, the most telling first. */
  readonly vocabulary: string;
}

const entries: readonly DomainEntry[] = [
  {
    names: 'regulation regulatory law legal compliance policy certification licensing governance',
    vocabulary:
      'regulation regulator rule law article directive ordinance statute legal obligation requirement comply compliance approval approve certificate certification authority permit licence license deadline transition exemption penalty fine audit prohibition mandatory liability enforcement conformity notified assessment filing inspection sanction recall',
  },
  {
    names: 'market markets marketing commercial sales business customer customers competition pricing demand',
    vocabulary:
      'market demand customer buyer price pricing competitor competition share segment sales revenue order tender contract growth forecast adoption volume margin channel brand preference willingness procurement installed purchase churn subscription',
  },
  {
    names: 'technology technical engineering hardware software product research development r&d science',
    vocabulary:
      'technology technical engineering design component prototype test testing chip sensor firmware software hardware architecture performance accuracy reliability failure yield lead integration platform supplier specification battery standard interface calibration certification latency capacity maturity redesign defect validation',
  },
  {
    names: 'finance financial accounting investment economics economy funding budget treasury',
    vocabulary:
      'finance cost budget cash capital investment loan debt interest margin profit loss revenue price funding return payback break-even working burn expenditure depreciation tax valuation invoice liquidity overrun contingency euro dollar million',
  },
  {
    names: 'operations supply logistics manufacturing production procurement operational',
    vocabulary:
      'supply supplier production manufacturing factory line capacity lead inventory stock delivery shipment logistics order component shortage yield quality shift ramp throughput schedule tooling warehouse second-source dependency bottleneck',
  },
  {
    names: 'security cybersecurity privacy safety risk risks resilience data protection',
    vocabulary:
      'security risk threat vulnerability attack breach incident privacy personal data protection encryption key access patch update exposure safety hazard mitigation backup recovery audit control consent retention',
  },
  {
    names: 'health medicine medical clinical healthcare pharmacy biology biotech',
    vocabulary:
      'patient clinical trial treatment therapy disease diagnosis dose drug device efficacy safety adverse effect outcome symptom hospital physician nurse mortality risk cohort placebo endpoint exposure infection chronic screening',
  },
  {
    names: 'environment climate sustainability energy ecology environmental carbon',
    vocabulary:
      'emission carbon climate energy electricity renewable waste water recycling footprint efficiency pollution biodiversity material lifetime reuse grid heat temperature fuel solar wind consumption disposal',
  },
  {
    names: 'people hr human resources workforce labour labor talent organisation organization hiring culture',
    vocabulary:
      'staff employee hire hiring team skill training salary turnover vacancy union contract workload leadership absence culture engineer headcount recruitment retention shift works council',
  },
  {
    names: 'ethics ethical society social fairness public opinion reputation communication',
    vocabulary:
      'fairness harm consent dignity trust bias discrimination transparency accountability community public reputation vulnerable access inequality autonomy complaint criticism stakeholder burden benefit',
  },
  {
    names: 'strategy strategic management leadership decision planning',
    vocabulary:
      'decision option scenario goal priority timing launch delay risk opportunity alternative milestone plan roadmap trade-off dependency advantage position exit partner commitment window',
  },
  {
    names: 'users ux usability design experience accessibility support service',
    vocabulary:
      'user usability interface task error complaint feedback survey interview satisfaction support accessibility onboarding help training install installation manual screen confusion response wait',
  },
];

const lexicon = entries.map(({ names, vocabulary }) => ({
  names: new Set(termsOf(names)),
  vocabulary: termsOf(vocabulary),
  words: vocabulary,
}));

/**
 * The weighted terms of a domain: its own words at 1, the vocabulary of every known field it names from 0.8 for the most
 * telling down to 0.4. An unknown domain has its own words only.
 */
export function domainTerms(domain: string): Map<string, number> {
  const own = termsOf(domain);
  const weights = new Map<string, number>();
  for (const { names, vocabulary } of lexicon) {
    if (!own.some((term) => names.has(term))) continue;
    for (const [place, term] of vocabulary.entries()) {
      const weight = 0.8 - (0.4 * place) / vocabulary.length;
      weights.set(term, Math.max(weight, weights.get(term) ?? 0));
    }
  }
  for (const term of own) weights.set(term, 1);
  return weights;
}

/** The phrases of all known fields: what a domain's phrase is compared with to see what is particular to it. */
export const fieldPhrases: readonly string[] = entries.map(({ names }) => domainPhrase(names.split(' ', 1).join('')));

/** The domain as a phrase for an encoder: its own words, then the ten most telling words of the fields it names. */
export function domainPhrase(domain: string): string {
  const own = new Set(termsOf(domain));
  const fields = lexicon.filter(({ names }) => [...own].some((term) => names.has(term)));
  const telling = fields.flatMap(({ words }) => words.split(' ').slice(0, 10));
  return [domain.trim(), ...new Set(telling)].filter((word) => word !== '').join(', ');
}
