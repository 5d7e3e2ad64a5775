import { CallError } from './call-error.ts';
import { errorName, type Fault, refused, type Service } from './fault.ts';

/** The table cannot be used; the message names it and the remedy. */
export class TableError extends CallError {
  override readonly name = 'TableError';

  constructor(table: string, fault: Fault, cause: unknown) {
    super(`the table ${table} cannot be used`, fault, cause);
  }
}

/** DynamoDB, as it is called for one table ("Error handling" of its documents). */
export const tableService = (table: string): Service => ({
  name: 'DynamoDB',
  faults: {
    ResourceNotFound: refused('there is no such table: is the stack deployed, and is this its region?'),
  },
  failure: (fault, cause) => new TableError(table, fault, cause),
});

/** True where a write was refused because the record is not what its condition says. */
export const isConflict = (error: unknown): boolean => errorName(error) === 'ConditionalCheckFailed';
