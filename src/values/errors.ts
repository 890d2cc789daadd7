/**
 * Why prvcheck throws, for programs to branch on: codes stay as they are, messages may be reworded. What the data says
 * never throws.
 */
export type ErrorCode =
  /** A TypeError: an option, a policy, a date or another argument cannot be used; the message names it. */
  | 'PRVCHECK_INVALID_OPTION'
  /** A TypeError: what was given to be read is no source, or gave chunks that are neither bytes nor text. */
  | 'PRVCHECK_INVALID_SOURCE'
  /** An InputError: a file cannot be opened or read; `cause` is the error of the system. */
  | 'PRVCHECK_UNREADABLE_FILE'
  /** An InputError: a file is not of the kind that is needed, is damaged, encrypted, or unpacks without end. */
  | 'PRVCHECK_UNUSABLE_FILE'
  /** A RegistryError: the first line names no columns. */
  | 'PRVCHECK_REGISTRY_HEADER'
  /** A RegistryError: a column is absent or in doubt; `suggestedColumns` says which may be meant. */
  | 'PRVCHECK_REGISTRY_COLUMNS'
  /** A RegistryError: rows are bad; `problems` names them. */
  | 'PRVCHECK_REGISTRY_ROWS'
  /** A RegistryError: most NPIs fail their check digit; `suggestedColumns` says which columns may be meant. */
  | 'PRVCHECK_REGISTRY_NPIS'
  /** A RegistryError: there is no row. */
  | 'PRVCHECK_REGISTRY_EMPTY'
  /** A RegistryError: the compiled registry is damaged or of another version: compile it again. */
  | 'PRVCHECK_REGISTRY_COMPILED'
  /** A RegistryError: the registry is compiled, and the options are for a CSV. */
  | 'PRVCHECK_REGISTRY_SETTLED'
  /** A RepairError: the file changed while it was read. */
  | 'PRVCHECK_FILE_CHANGED'
  /** A RepairError: the corrected copy is not right; it is not to be used. */
  | 'PRVCHECK_REPAIR_FAILED';

/** An error of prvcheck. Where another error led to it, that is its `cause`. */
export interface PrvcheckError extends Error {
  readonly code: ErrorCode;
}

/** Whether an error is one of prvcheck's, of the ES module or the CommonJS build: `instanceof` knows one of them only. */
export function isPrvcheckError(error: unknown): error is PrvcheckError {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  return typeof error.code === 'string' && error.code.startsWith('PRVCHECK_');
}

/** To be thrown where the caller gave something that cannot be used. */
export function invalid(
  message: string,
  code: 'PRVCHECK_INVALID_OPTION' | 'PRVCHECK_INVALID_SOURCE' = 'PRVCHECK_INVALID_OPTION',
): TypeError {
  return Object.assign(new TypeError(message), { code });
}
