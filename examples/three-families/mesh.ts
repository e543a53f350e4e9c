import { type MeshInput, type MeshOptions, openMesh } from './parley/index.ts';

/** Runs the mesh. What is given takes the place of the question, the text and the documents written here. */
export async function runMesh(given: MeshInput = {}, options: MeshOptions = {}) {
  const mesh = openMesh('Four-day week: three families decide', given, options);

  const question = await mesh.brief('Question', {
    question: 'Should the Hallwick city library move to a four-day week for its staff next spring?',
    text: `The Hallwick city library has 38 employees in two branches and is open six days a week, 52 hours in all. The staff council asks for a four-day week of 36 hours at full pay; today's week is 38.5 hours.

A trial in the smaller branch ran for five months. Sick leave fell from 7.1% to 5.2% of working days, and none of the eleven employees left; in the year before, three did. Opening hours stayed the same because two posts were shared with the main branch, which paid for it with closed desks on Monday mornings. Visitors' complaints about waiting rose from 4 to 11 a month.

For both branches the head of personnel counts 2.4 additional posts, about €148,000 a year. The city has granted €60,000 of that for the first year and nothing beyond it. Two employees retire in June, and the last three vacancies took seven months each to fill.`,
  });

  const [people, money, visitors] = await Promise.all([
    mesh.generate('People', {
      brief: question,
      family: 'claude',
      domain: 'work and organisation',
      stances: ['yes', 'no'],
    }),
    mesh.generate('Money', { brief: question, family: 'gpt', domain: 'public finance', stances: ['yes', 'no'] }),
    mesh.generate('Visitors', {
      brief: question,
      family: 'gemini',
      domain: 'library services',
      stances: ['yes', 'no'],
    }),
  ]);

  const consensus = await mesh.consensus('Consensus', { voices: [people, money, visitors] });

  const synthesis = await mesh.synthesise('Synthesis', {
    voices: [people, money, visitors],
    verdict: consensus,
    family: 'claude',
    instructions:
      'Half a page for the city council: the choice, what speaks for it, what speaks against it, what nobody knows.',
  });

  const result = await mesh.output('Result', { result: synthesis });

  return mesh.results({ result });
}

/** What the mesh came to, by output. */
export type MeshResult = Awaited<ReturnType<typeof runMesh>>;
