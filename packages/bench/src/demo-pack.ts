// Recorded answers with their texts, found in a folder by what the files hold and not by their names.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const voiceSchema = z.object({ id: z.string(), vendor: z.string() });
const demoPackSchema = z.object({
  diverse: z.array(voiceSchema),
  same_vendor: z.array(voiceSchema),
  items: z.array(
    z.object({
      id: z.string(),
      task: z.string(),
      prompt: z.string(),
      gold: z.string(),
      /** Shape of the recorded answers of `diverse`, and whether the plurality is right. */
      pattern: z.string(),
      answers: z.record(z.string(), z.object({ answer: z.string().nullable(), text: z.string() })),
    }),
  ),
});
export type DemoPack = z.infer<typeof demoPackSchema>;
export type DemoItem = DemoPack['items'][number];

/** The first file of the folder, by name, that is such a pack; undefined when there is none. */
export async function findDemoPack(
  folder: string,
): Promise<{ readonly file: string; readonly pack: DemoPack } | undefined> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  for (const file of names) {
    const parsed = demoPackSchema.safeParse(readJson(await readFile(path.join(folder, file), 'utf8')));
    if (parsed.success) return { file, pack: parsed.data };
  }
  return undefined;
}

function readJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
