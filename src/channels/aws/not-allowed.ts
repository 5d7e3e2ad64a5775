import { type Finding, note } from '../finding.ts';

/** A question that the role or user may not ask, which says nothing about sending; `undefined` for any other error. */
export const notAllowed = (code: string, permission: string): Finding | undefined =>
  /^(AccessDenied|AuthorizationError|NotAuthorized)/.test(code)
    ? note(
        `not looked at: the role or user may not ${permission}`,
        'Allow it where the doctor runs; sending needs it not.',
      )
    : undefined;
