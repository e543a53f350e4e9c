import { type MeshInput, type MeshOptions, openMesh } from './parley/index.ts';

/** Runs the mesh. What is given takes the place of the question, the text and the documents written here. */
export async function runMesh(given: MeshInput = {}, options: MeshOptions = {}) {
  const mesh = openMesh('What lies between five fields', given, options);

  const question = await mesh.brief('Question', {
    question: 'What could the market hall be used for from November to March?',
    text: 'The market hall of Hallwick is a building of iron and glass from 1884. From November to March it stands empty. It has no heating and a stone floor. The town can spend 40,000 a year on it, and the stall holders come back in May.',
  });

  const [building, trade, sound, health, garden] = await Promise.all([
    mesh.generate('Building', {
      brief: question,
      family: 'claude',
      domain: 'building physics',
      instructions: 'How does the hall behave in winter? Four short sentences.',
    }),
    mesh.generate('Trade', {
      brief: question,
      family: 'gpt',
      domain: 'small trade',
      instructions: 'What do stall holders need? Four short sentences.',
    }),
    mesh.generate('Sound', {
      brief: question,
      family: 'claude',
      domain: 'acoustics',
      instructions: 'What does the hall do to sound? Four short sentences.',
    }),
    mesh.generate('Health', {
      brief: question,
      family: 'gpt',
      domain: 'public health',
      instructions: 'Who suffers in winter, and what helps? Four short sentences.',
    }),
    mesh.generate('Garden', {
      brief: question,
      family: 'claude',
      domain: 'gardening',
      instructions: 'What grows in an unheated hall? Four short sentences.',
    }),
  ]);

  const betweenTheFields = await mesh.intersect('Between the fields', {
    voices: [building, trade, sound, health, garden],
    family: 'gpt',
    judge: { family: 'gemini' },
  });

  const result = await mesh.output('Result', { result: betweenTheFields });

  return mesh.results({ result });
}

/** What the mesh came to, by output. */
export type MeshResult = Awaited<ReturnType<typeof runMesh>>;
