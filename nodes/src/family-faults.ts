// What can be wrong with a choice of family and model, for every node type that has one. It knows no family by name.
import type { ConfigFault, FamilyStatus } from '@parley/spec';

interface FamilyChoice {
  readonly title: string;
  readonly family: string;
  readonly model: string;
}

/**
 * Faults of `choice` among the families, at the paths `family` and `model`. An empty list of families means that
 * they are not known yet, and faults nothing.
 */
export function familyFaults(choice: FamilyChoice, families: readonly FamilyStatus[]): ConfigFault[] {
  if (families.length === 0) return [];
  const family = families.find(({ id }) => id === choice.family);
  if (!family) {
    return [
      {
        code: 'unknown-family',
        severity: 'error',
        message: `"${choice.title}" asks for the family "${choice.family}", which does not exist here. Choose another family.`,
        path: ['family'],
        ...switchTo(families.find(({ available }) => available)),
      },
    ];
  }
  if (!family.available) {
    const reader = families.find(({ available, kind }) => available && kind === 'reader');
    return [
      family.missing === 'key'
        ? {
            code: 'missing-key',
            severity: 'error',
            message: `"${choice.title}" speaks through ${family.title}, which needs a key. Add one under Models, or use a local reader.`,
            path: ['family'],
            ...switchTo(reader),
          }
        : {
            code: 'unknown-family',
            severity: 'error',
            message: `"${choice.title}" speaks through ${family.title}, which cannot answer now. ${family.reason ?? 'Choose another family.'}`,
            path: ['family'],
            ...switchTo(reader),
          },
    ];
  }
  if (choice.model !== '' && family.models.length > 0 && !family.models.some(({ id }) => id === choice.model)) {
    return [
      {
        code: 'unknown-model',
        severity: 'warning',
        message: `"${choice.title}" asks ${family.title} for the model "${choice.model}", which is not in the list. It is called as written; check the spelling.`,
        path: ['model'],
        fix: { label: `Use the default model of ${family.title}`, config: { model: '' } },
      },
    ];
  }
  return [];
}

function switchTo(family: FamilyStatus | undefined): Pick<ConfigFault, 'fix'> {
  if (!family) return {};
  const label =
    family.kind === 'reader' ? `Use ${family.title} (local reader: quotes, never writes)` : `Switch to ${family.title}`;
  return { fix: { label, config: { family: family.id, model: '' } } };
}
