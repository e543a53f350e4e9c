// The choke point of a run: no secret's value enters its log, its journal or its stream. Knows events and values, no rows.
import type { SecretRedactor, TextRedactor } from '@parley/models';
import type { RunEventBody } from '@parley/spec';

type Delta = Extract<RunEventBody, { type: 'text-delta' | 'reasoning-delta' }>;

/** A text of a step that comes in deltas. */
interface Telling {
  readonly stream: TextRedactor;
  readonly last: Delta;
  /** Length of what came, and of what was passed on: a placeholder is not as long as the secret. */
  readonly heard: number;
  readonly told: number;
}

/** A function for one sitting of a run: what may be written of an event, in order. Words that could begin a secret wait for the next. */
export function createRunEventRedactor(secrets: SecretRedactor): (body: RunEventBody) => readonly RunEventBody[] {
  const tellings = new Map<string, Telling>();

  const tell = (body: Delta): RunEventBody[] => {
    const key = `${body.type} ${body.stepId}`;
    const known = tellings.get(key);
    // Anything but the next words is a new beginning.
    const before = known?.heard === body.offset ? known : { stream: secrets.createStream(), told: body.offset };
    const text = before.stream.push(body.text);
    tellings.set(key, {
      stream: before.stream,
      last: body,
      heard: body.offset + body.text.length,
      told: before.told + text.length,
    });
    return text === '' ? [] : [{ ...body, offset: before.told, text }];
  };
  const rest = (stepId: string): RunEventBody[] =>
    (['reasoning-delta', 'text-delta'] as const).flatMap((type) => {
      const known = tellings.get(`${type} ${stepId}`);
      tellings.delete(`${type} ${stepId}`);
      const text = known?.stream.end() ?? '';
      return known === undefined || text === '' ? [] : [{ ...known.last, offset: known.told, text }];
    });

  return (body) => {
    if (body.type === 'text-delta' || body.type === 'reasoning-delta') return tell(body);
    const clean = redactValue(body, secrets);
    const ends = body.type === 'step-end' || body.type === 'step-error' || body.type === 'step-skip';
    if (ends) return [...rest(body.stepId), clean];
    if (body.type === 'step-retry' || body.type === 'step-start') rest(body.stepId);
    return [clean];
  };
}

/** The same value with every secret taken out of its strings and names; the value itself when there is none in it. */
export function redactValue<Value>(value: Value, secrets: Pick<SecretRedactor, 'redact'>): Value;
export function redactValue(value: unknown, secrets: Pick<SecretRedactor, 'redact'>): unknown {
  if (typeof value === 'string') return secrets.redact(value);
  if (Array.isArray(value)) {
    const items: unknown[] = value;
    const clean = items.map((item) => redactValue(item, secrets));
    return clean.some((item, index) => item !== items[index]) ? clean : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  let changed = false;
  const entries = Object.entries(value).map(([name, item]: [string, unknown]) => {
    const clean = [secrets.redact(name), redactValue(item, secrets)] as const;
    changed ||= clean[0] !== name || clean[1] !== item;
    return clean;
  });
  return changed ? Object.fromEntries(entries) : value;
}
