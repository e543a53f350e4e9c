// Which family a model belongs to, told from its name alone: what a server lists has no other sign of its lineage.

/** `undefined` as a family: not a model that can answer (embeddings, speech, pictures, moderation). */
type Rule = readonly [names: RegExp, family: string | undefined];

/** The first rule that fits decides. A model distilled into another family's base has the lineage of that base. */
const rules: readonly Rule[] = [
  [
    /embed|bge-|minilm|rerank|whisper|tts|transcri|moderation|guard|safeguard|dall-e|image|ocr|voxtral|audio|realtime|computer-use|davinci|babbage|sora|veo|imagen|lyria|flux/,
    undefined,
  ],
  [/distill?-llama|deepseek-r1[:-]70b/, 'llama'],
  [/distill?-qwen|deepseek-r1[:-](1\.5|7|8|14|32)b|deepseek-r1-0528-qwen/, 'qwen'],
  [/gpt-oss/, 'gpt-oss'],
  [/claude/, 'claude'],
  [/(^|\/|\.)(chat)?gpt-|(^|\/)o[1-9](-|$)/, 'gpt'],
  [/gemini/, 'gemini'],
  [/gemma/, 'gemma'],
  [/grok/, 'grok'],
  [/kimi|moonshot-v/, 'kimi'],
  [/(^|\/|\.|chat)glm/, 'glm'],
  [/command-?[ar]|(^|\/)(c4ai-)?aya/, 'command'],
  [/llama|vicuna/, 'llama'],
  [/qwen|qwq/, 'qwen'],
  [/mistral|mixtral|ministral|magistral|codestral|devstral|pixtral|mathstral/, 'mistral'],
  [/deepseek/, 'deepseek'],
];

/** The family's id; `other` for a name that tells nothing; undefined for what is no model that answers. */
export function familyOfModel(model: string): string | undefined {
  // The makers' names before the slash say who hosts or tuned it, and some hold another family's name.
  const name = model.toLowerCase().replace(/^(meta-llama|mistralai|deepseek-ai|thudm|zai-org|z-ai)\//, '');
  const rule = rules.find(([names]) => names.test(name));
  return rule ? rule[1] : 'other';
}

/** Two names with one key name the same weights: case, separators, the host's prefix and "instruct" do not matter. */
export function modelKey(model: string): string {
  return model
    .toLowerCase()
    .replace(/^.*\//, '')
    .replace(/:latest$/, '')
    .replaceAll(/[-:](instruct|it|chat)(?=$|-)/g, '')
    .replaceAll(/[^a-z0-9]/g, '');
}
