/** Extra facts that help a reader of an error: which field, which limit, what was found. */
export interface VouchErrorDetails {
  /** Path of the faulty field, such as `variants.2.code`. */
  field?: string;
  /** The limit that was passed, as text with its unit. */
  limit?: string;
  [name: string]: unknown;
}

export interface VouchErrorParameters {
  /** Hierarchical code: `noun.problem`, the same in contract, API, CLI and page. */
  code: string;
  /** What happened, one sentence. */
  message: string;
  /** What the reader can do about it. */
  hint?: string;
  cause?: unknown;
  /** True when the same call may succeed later without a change. */
  retryable?: boolean;
  details?: VouchErrorDetails;
}

/** The one error type of the project. */
export class VouchError extends Error {
  readonly code: string;
  readonly hint: string | undefined;
  readonly retryable: boolean;
  readonly details: VouchErrorDetails;

  constructor(parameters: VouchErrorParameters) {
    super(parameters.message, parameters.cause === undefined ? undefined : { cause: parameters.cause });
    this.name = 'VouchError';
    this.code = parameters.code;
    this.hint = parameters.hint;
    this.retryable = parameters.retryable ?? false;
    this.details = parameters.details ?? {};
  }

  /** The shape that crosses borders: logs, problem documents, CLI output. */
  toJSON(): Omit<VouchErrorParameters, 'cause'> {
    return {
      code: this.code,
      message: this.message,
      retryable: this.retryable,
      ...(this.hint === undefined ? {} : { hint: this.hint }),
      ...(Object.keys(this.details).length === 0 ? {} : { details: this.details }),
    };
  }
}

/** Outcome of a check at a trust border: nothing is thrown there. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: VouchError };

/** Wraps a value that passed its checks. */
export const success = <T>(value: T): Result<T> => ({ ok: true, value });

/** Wraps the reason for a refusal. */
export const failure = (parameters: VouchErrorParameters): { ok: false; error: VouchError } => ({
  ok: false,
  error: new VouchError(parameters),
});

/**
 * Takes the value out of a result.
 * @throws VouchError the result's error
 */
export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw result.error;
  return result.value;
}
