import { type MeshInput, type MeshOptions, openMesh, type Outcome } from './parley/index.ts';

/** Runs the mesh. What is given takes the place of the question, the text and the documents written here. */
export async function runMesh(given: MeshInput = {}, options: MeshOptions = {}) {
  const mesh = openMesh('Look once, and deeper only when two families disagree', given, options);

  const question = await mesh.brief('Question', {
    question: 'May the tenant of the Hallwick mill keep the café on the ground floor?',
    text: `Lease of the Hallwick mill, extracts.

4.2 The tenant uses the rooms as a workshop and office.

7.1 The tenant may let parts of the rooms to third parties with the landlord's written consent. Consent may be refused for good cause only.

7.3 Consent counts as given when the landlord does not answer a written request within six weeks.

12.1 Notices under this lease are given in writing and signed.

File note. On 3 March the tenant asked the landlord by e-mail for leave to let the ground floor to a café. The landlord read the e-mail and did not answer. The café opened on 2 May. On 9 May the landlord wrote that she had never consented.`,
  });

  const [firstLookClaude, firstLookGpt] = await Promise.all([
    mesh.generate('First look, Claude', {
      brief: question,
      family: 'claude',
      domain: 'contract law',
      instructions: 'Decide from the text alone, in three sentences.',
      stances: ['yes', 'no'],
    }),
    mesh.generate('First look, GPT', {
      brief: question,
      family: 'gpt',
      domain: 'contract law',
      instructions: 'Decide from the text alone, in three sentences.',
      stances: ['yes', 'no'],
    }),
  ]);

  const firstConsensus = await mesh.consensus('First consensus', { voices: [firstLookClaude, firstLookGpt] });

  const agreementCheck = await mesh.branch('Agreement check', {
    verdict: firstConsensus,
    brief: question,
    conditions: [
      { measure: 'outcome', among: ['agree'] },
      { measure: 'missing', most: 0 },
    ],
  });

  let report: Outcome = undefined;
  if (agreementCheck.open) {
    const [consent, form, use] = await Promise.all([
      mesh.generate('Consent', {
        brief: agreementCheck.open,
        family: 'claude',
        domain: 'tenancy law',
        instructions: 'Is there a consent, given or counted as given? Say what turns on the form of the request.',
        stances: ['yes', 'no'],
      }),
      mesh.generate('Form', {
        brief: agreementCheck.open,
        family: 'gpt',
        domain: 'written form',
        instructions: 'Is an e-mail a written request under this lease? Weigh 7.3 against 12.1.',
        stances: ['yes', 'no'],
      }),
      mesh.generate('Use', {
        brief: agreementCheck.open,
        family: 'gemini',
        domain: 'use of the rooms',
        instructions: 'Does a consent to sublet also allow another use than 4.2 names?',
        stances: ['yes', 'no'],
      }),
    ]);

    const secondConsensus = await mesh.consensus('Second consensus', {
      voices: [consent, form, use],
      rule: 'weighted',
    });

    report = await mesh.synthesise('Report', {
      voices: [consent, form, use],
      verdict: secondConsensus,
      family: 'claude',
      instructions: 'Half a page for the tenant: the answer, the point on which it turns, and what would change it.',
    });
  }

  const result = await mesh.output('Result', { result: agreementCheck.settled ?? report });

  return mesh.results({ result });
}

/** What the mesh came to, by output. */
export type MeshResult = Awaited<ReturnType<typeof runMesh>>;
