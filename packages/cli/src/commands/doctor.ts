// `parley doctor`: what this machine has, what is missing, and how that is put right. It changes nothing and tells no secret.
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { openLocal } from '../local/open-local.ts';
import { cleanJson } from '../terminal/clean-text.ts';
import { styled, type Terminal } from '../terminal/terminal.ts';
import { examineData, examineDatabase, examineNode, examinePort, examineWeb } from '../doctor/examine-machine.ts';
import { examineFamilies, examineKeys, examineProviders, examineServers } from '../doctor/examine-models.ts';
import type { Finding } from '../doctor/finding.ts';

export interface DoctorOptions {
  readonly online?: true;
  readonly json?: true;
}

/** Resolves with 1 when something keeps Parley from working; what is only absent is told and is no fault. */
export async function doctor({ online, json }: DoctorOptions, terminal: Terminal): Promise<ExitCode> {
  const { out } = terminal;
  const findings: Finding[] = [];
  const tell = (found: readonly Finding[]): void => {
    findings.push(...found);
    if (!json) for (const finding of found) write(finding, terminal);
  };
  await using local = openLocal(terminal);
  tell([examineNode(), examineWeb()]);
  tell(await examineData(terminal));
  const port = await examinePort(terminal);
  tell([port.finding]);
  tell([await examineDatabase(terminal, local, port.address)]);
  tell(await examineServers(local));
  tell(await examineKeys(local));
  if (online) tell(await examineProviders(local));
  tell([await examineFamilies(local)]);
  const broken = findings.filter(({ state }) => state === 'broken').length;
  if (json) out.line(cleanJson({ ok: broken === 0, findings }, 2));
  else {
    out.line();
    if (broken === 0)
      out.line(
        'Nothing keeps Parley from working.',
        online ? '' : ' Whether the keys are good is asked with --online.',
      );
    else out.line(styled('red', `${broken === 1 ? 'One thing has' : `${broken} things have`} to be put right.`));
  }
  return broken === 0 ? exitCodes.done : exitCodes.failed;
}

const marks = {
  good: styled('green', 'ok  '),
  absent: styled('dim', '–   '),
  broken: styled('red', 'no  '),
} as const;

function write({ state, about, found, repair }: Finding, { out }: Terminal): void {
  out.line(marks[state], styled('bold', about.padEnd(18)), found);
  if (repair !== undefined) out.line(' '.repeat(22), styled('cyan', repair));
}
