import { type MeshInput, type MeshOptions, openMesh } from './parley/index.ts';

/** Runs the mesh. What is given takes the place of the question, the text and the documents written here. */
export async function runMesh(given: MeshInput = {}, options: MeshOptions = {}) {
  const mesh = openMesh('A debate that says who gave way and who had a reason', given, options);

  const question = await mesh.brief('Question', {
    question: 'May the club fell the walnut on plot 12 in July?',
    text: `Rules of the Velden allotment club, extracts.

3. A tree whose trunk measures more than 80 cm around is felled with the town's permit only.

5. From 1 March to 30 September no tree is felled. What threatens life and cannot be averted in any other way is excepted.

Report of the tree surveyor, 11 June. The walnut on plot 12 measures 94 cm around. Its main fork is cracked for 30 cm, and the larger limb hangs over the path to the playground. A steel brace and a lighter crown would hold the fork for five years at least. Until then the path should be closed.

Letter of the town, 2 May. The felling of the walnut on plot 12 is permitted for the season that begins on 1 October.`,
  });

  const debate = mesh.loop('Debate', { brief: question });
  for (const round of debate.rounds()) {
    const [safety, permits, treeCare] = await Promise.all([
      mesh.generate('Safety', {
        brief: round.brief,
        before: round.before,
        family: 'claude',
        domain: 'public safety',
        instructions: 'Decide from the text alone, in three sentences. Quote the words your answer rests on.',
        stances: ['yes', 'no'],
      }),
      mesh.generate('Permits', {
        brief: round.brief,
        before: round.before,
        family: 'gpt',
        domain: 'administrative law',
        instructions: 'Decide from the text alone, in three sentences. Quote the words your answer rests on.',
        stances: ['yes', 'no'],
      }),
      mesh.generate('Tree care', {
        brief: round.brief,
        before: round.before,
        family: 'gemini',
        domain: 'tree care',
        instructions: 'Decide from the text alone, in three sentences. Quote the words your answer rests on.',
        stances: ['yes', 'no'],
      }),
    ]);

    await round.end([safety, permits, treeCare]);
  }

  const result = await mesh.output('Result', { result: debate.verdict });

  return mesh.results({ result });
}

/** What the mesh came to, by output. */
export type MeshResult = Awaited<ReturnType<typeof runMesh>>;
