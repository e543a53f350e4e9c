// Voices that answer by what they are asked and by nothing else: the same in a run of the engine and in a run of an export. Types
// only are imported, so that a program outside of the workspace can load it.
import type { GenerateRequest, ModelEvent, ModelGateway } from '@parley/models';
import type { FamilyStatus } from '@parley/spec';

/** A gateway whose families are these; one call in nine fails for good. `fail` makes the fault. */
export function createScriptedVoices(families: readonly FamilyStatus[], fail: () => Error): ModelGateway {
  return {
    families: async () => [...families],
    async *generate({
      family,
      model,
      system,
      messages,
      material,
    }: GenerateRequest): AsyncGenerator<ModelEvent, undefined> {
      const asked = JSON.stringify([family, model, system, messages, material.question, material.domain]);
      const drawn = hashOf(asked);
      if (drawn % 9 === 0) throw fail();
      const options = /STANCE: one of (.*), word for word/u.exec(system)?.[1]?.split(', ') ?? [];
      const stance = options[drawn % Math.max(1, options.length)]?.slice(1, -1);
      const text = `Voice ${drawn % 97} says ${drawn % 5} of 7.`;
      yield { type: 'text', text: stance === undefined ? text : `${text}\n\nSTANCE: ${stance}\nCONFIDENCE: 0.6` };
      yield { type: 'finish', outcome: drawn % 23 === 0 ? 'refusal' : 'complete' };
    },
  };
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 2_166_136_261;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 16_777_619) >>> 0;
  return hash;
}
