import { useSignal } from '@preact/signals';
import type { TargetedFocusEvent } from 'preact';
import type { ProblemOf } from './form-field.tsx';
import type { Problem } from './problems.ts';

/**
 * Which problems of a form to show: those of fields that were left once, and all after an attempt to go on.
 * @param problems what is wrong now
 */
export function useProblems(problems: readonly Problem[]): {
  problemOf: ProblemOf;
  /** For the form's element: remembers the fields that were left. */
  onFocusOut: (event: TargetedFocusEvent<HTMLElement>) => void;
  /** Shows all, and goes to the first field that is wrong. */
  showAll: (form: HTMLElement | null) => void;
} {
  const left = useSignal<ReadonlySet<string>>(new Set());
  const all = useSignal(false);
  const byField = new Map(problems.map((problem) => [problem.field, problem]));
  return {
    problemOf: (field) => (all.value || left.value.has(field) ? byField.get(field) : undefined),
    onFocusOut: ({ target }) => {
      const name = target instanceof HTMLElement ? target.getAttribute('name') : null;
      if (name !== null && !left.value.has(name)) left.value = new Set([...left.value, name]);
    },
    showAll: (form) => {
      all.value = true;
      requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid]')?.focus());
    },
  };
}
