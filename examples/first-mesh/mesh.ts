import { type MeshInput, type MeshOptions, openMesh } from './parley/index.ts';

/** Runs the mesh. What is given takes the place of the question, the text and the documents written here. */
export async function runMesh(given: MeshInput = {}, options: MeshOptions = {}) {
  const mesh = openMesh('Should Tarnwick build the Q4?', given, options);

  const question = await mesh.brief('Question', {
    question: 'Should Tarnwick commit in December to deliver the Q4 in 2027, before the new rule applies?',
    documents: [
      { title: 'Regulation memo', file: 'documents/regulation-memo.md' },
      { title: 'Market memo', file: 'documents/market-memo.md' },
      { title: 'Technology memo', file: 'documents/technology-memo.md' },
      { title: 'Finance memo', file: 'documents/finance-memo.md' },
    ],
  });

  const [regulation, market, technology] = await Promise.all([
    mesh.generate('Regulation', { brief: question, family: 'reader-lexical', domain: 'regulation', passages: 6 }),
    mesh.generate('Market', { brief: question, family: 'reader-graph', domain: 'market', passages: 6 }),
    mesh.generate('Technology', { brief: question, family: 'reader-semantic', domain: 'technology', passages: 6 }),
  ]);

  const consensus = await mesh.consensus('Consensus', { voices: [regulation, market, technology] });

  const synthesis = await mesh.synthesise('Synthesis', {
    voices: [regulation, market, technology],
    verdict: consensus,
  });

  const result = await mesh.output('Result', { result: synthesis });

  return mesh.results({ result });
}

/** What the mesh came to, by output. */
export type MeshResult = Awaited<ReturnType<typeof runMesh>>;
