/**
 * Why prvcheck throws, for programs to branch on: codes are stable, messages may be reworded. The content of claim
 * files never throws.
 */
export type ErrorCode =
  /** A TypeError: an option, a policy, a date or another argument is invalid; the message names it. */
  | 'PRVCHECK_INVALID_OPTION'
  /** A TypeError: the source is invalid, or gave chunks that are neither bytes nor text. */
  | 'PRVCHECK_INVALID_SOURCE'
  /** An InputError: a file cannot be opened or read; `cause` is the system's error. */
  | 'PRVCHECK_UNREADABLE_FILE'
  /** An InputError: a file is of the wrong kind, damaged, encrypted, or unpacks without end. */
  | 'PRVCHECK_UNUSABLE_FILE'
  /** A RegistryError: the first line is not a header of known columns. */
  | 'PRVCHECK_REGISTRY_HEADER'
  /** A RegistryError: a column is missing or in doubt; `suggestedColumns` has the headers that may be meant. */
  | 'PRVCHECK_REGISTRY_COLUMNS'
  /** A RegistryError: it is not clear which sheet of a workbook is meant; `sheets` has their names. */
  | 'PRVCHECK_REGISTRY_SHEET'
  /** A RegistryError: rows are invalid; `problems` lists them. */
  | 'PRVCHECK_REGISTRY_ROWS'
  /** A RegistryError: most NPIs fail their check digit; `suggestedColumns` has the headers that may be meant. */
  | 'PRVCHECK_REGISTRY_NPIS'
  /** A RegistryError: the registry has no rows. */
  | 'PRVCHECK_REGISTRY_EMPTY'
  /** A RegistryError: the compiled registry is damaged or of another version; compile it again. */
  | 'PRVCHECK_REGISTRY_COMPILED'
  /** A RegistryError: the registry is compiled, but the options are for a CSV. */
  | 'PRVCHECK_REGISTRY_SETTLED'
  /** A rule of the caller threw, or returned no statement; the message names it, and `cause` is what it threw. */
  | 'PRVCHECK_RULE_FAILED'
  /** A RepairError: the file changed while it was read. */
  | 'PRVCHECK_FILE_CHANGED'
  /** A RepairError: the corrected copy failed its check; discard it. */
  | 'PRVCHECK_REPAIR_FAILED';

/** An error of prvcheck. `cause` is the error that led to it, if any. */
export interface PrvcheckError extends Error {
  readonly code: ErrorCode;
}

/**
 * Whether an error is prvcheck's, from either the ES module or the CommonJS build; `instanceof` recognizes only one of
 * them.
 */
export function isPrvcheckError(error: unknown): error is PrvcheckError {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  return typeof error.code === 'string' && error.code.startsWith('PRVCHECK_');
}

/** Makes the error to throw if the caller gave something invalid. */
export function invalid(
  message: string,
  code: 'PRVCHECK_INVALID_OPTION' | 'PRVCHECK_INVALID_SOURCE' = 'PRVCHECK_INVALID_OPTION',
): TypeError {
  return Object.assign(new TypeError(message), { code });
}
