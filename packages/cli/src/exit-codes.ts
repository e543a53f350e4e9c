// What a command's exit code says. Scripts rely on these numbers: they are told in every help and never change their meaning.

export const exitCodes = {
  done: 0,
  /** The run failed, or something outside this program did. */
  failed: 1,
  /** The command cannot be carried out as it was written: an option, a file, a name. */
  usage: 2,
  /** The mesh has faults that stop a run. */
  badMesh: 3,
  /** A person must answer before the run can go on, and nobody is at this terminal. */
  needsAnswer: 4,
  /** Ctrl-C. */
  cancelled: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The same as lines for a help text. */
export const exitCodeHelp = `Exit codes:
  0    done
  1    the run failed, or the server, the database or a file did
  2    the command cannot be carried out as it was written
  3    the mesh has errors
  4    a person must answer, and nobody is at this terminal
  130  cancelled with Ctrl-C`;
