import type { ComponentChildren } from 'preact';
import type { IslandWords } from '../words.ts';
import type { Problem } from './problems.ts';

/** What a control of a field gets: its name, and what tells a screen reader that something is wrong with it. */
export interface ControlProps {
  id: string;
  name: string;
  'aria-invalid'?: true;
  'aria-describedby'?: string;
}

/** Tells what is wrong with fields, by their names; nothing of fields that nobody has been at yet. */
export type ProblemOf = (field: string) => Problem | undefined;

interface FormFieldProps {
  words: IslandWords<'desk'>;
  name: string;
  label: string;
  hint?: string;
  problemOf: ProblemOf;
  /** True where the label is for screen readers alone, as in a table. */
  bare?: boolean;
  children: (control: ControlProps) => ComponentChildren;
}

/** What is wrong, in words. */
export const ProblemNote = ({
  words,
  id,
  problem,
}: {
  words: IslandWords<'desk'>;
  id: string;
  problem: Problem | undefined;
}) =>
  problem === undefined ? null : (
    <p class="field-problem" id={id}>
      {words.t(`problem.${problem.word}`, { limit: problem.limit === undefined ? '' : words.number(problem.limit) })}
    </p>
  );

/** A labelled control with what is wrong with it right below. */
export const FormField = ({ words, name, label, hint, problemOf, bare = false, children }: FormFieldProps) => {
  const id = `field-${name.replaceAll('.', '-')}`;
  const problem = problemOf(name);
  const notes = [...(hint === undefined ? [] : [`${id}-hint`]), ...(problem === undefined ? [] : [`${id}-problem`])];
  return (
    <div class="field form-field">
      <label for={id} class={bare ? 'visually-hidden' : undefined}>
        {label}
      </label>
      {children({
        id,
        name,
        ...(problem === undefined ? {} : { 'aria-invalid': true }),
        ...(notes.length === 0 ? {} : { 'aria-describedby': notes.join(' ') }),
      })}
      {hint !== undefined && (
        <p class="small quiet" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <ProblemNote words={words} id={`${id}-problem`} problem={problem} />
    </div>
  );
};
