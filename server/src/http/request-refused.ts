// RequestRefused: an AppError that carries what its answer's body says beyond the fault. Only HTTP code throws it.
import { AppError, type Diagnostic, type ErrorBody, type ErrorCode } from '@parley/spec';

type RefusalDetails = Pick<ErrorBody, 'diagnostics' | 'issues' | 'current'>;

/** Ends a request with the status of its code and a body of the fault and these details. */
export class RequestRefused extends AppError {
  readonly details: RefusalDetails;

  constructor(code: ErrorCode, message: string, details: RefusalDetails) {
    super(code, message);
    this.name = 'RequestRefused';
    this.details = details;
  }
}

/** The refusal of a Graph, with everything that is wrong with it. */
export function refuseGraph(diagnostics: Diagnostic[], kept: string): RequestRefused {
  const count = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
  const faults = count === 1 ? 'one fault' : `${count} faults`;
  return new RequestRefused('user/bad-graph', `This mesh has ${faults}. ${kept}`, { diagnostics });
}

/** The refusal of a request, with every field that is wrong in it. */
export function refuseFields(issues: { path: string; message: string }[]): RequestRefused {
  const first = issues[0];
  const named = first ? ` ${first.path ? `"${first.path}": ` : ''}${first.message}.` : '';
  return new RequestRefused('user/bad-request', `The request is not well formed, so nothing was changed.${named}`, {
    issues,
  });
}
