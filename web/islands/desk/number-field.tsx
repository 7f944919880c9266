import type { Signal } from '@preact/signals';

interface FieldProps<F> {
  form: Signal<F>;
  name: keyof F & string;
  label: string;
}

/** A number of a form, within its limits. */
export const NumberField = <F,>({
  form,
  name,
  label,
  least,
  most,
  step = 1,
}: FieldProps<F> & { least: number; most: number; step?: number | 'any' }) => (
  <label class="field">
    <span>{label}</span>
    <input
      type="number"
      name={name}
      min={least}
      max={most}
      step={step}
      required
      value={Number(form.value[name])}
      onInput={(event) => {
        form.value = { ...form.value, [name]: event.currentTarget.valueAsNumber || 0 };
      }}
    />
  </label>
);

/** A text of a form; amounts are text too. */
export const TextField = <F,>({
  form,
  name,
  label,
  required = true,
  decimal = false,
  pattern,
}: FieldProps<F> & {
  required?: boolean;
  decimal?: boolean;
  /** What it must look like, and what to say otherwise. */
  pattern?: { source: string; otherwise: string };
}) => (
  <label class="field">
    <span>{label}</span>
    <input
      name={name}
      required={required}
      autocomplete="off"
      spellcheck={false}
      {...(decimal ? { inputMode: 'decimal' as const } : {})}
      {...(pattern === undefined ? {} : { pattern: pattern.source, title: pattern.otherwise })}
      value={String(form.value[name])}
      onInput={(event) => {
        form.value = { ...form.value, [name]: event.currentTarget.value };
      }}
    />
  </label>
);

/** A day of a form. @param least the first that it may be */
export const DayField = <F,>({ form, name, label, least }: FieldProps<F> & { least: string }) => (
  <label class="field">
    <span>{label}</span>
    <input
      type="date"
      name={name}
      min={least}
      required
      value={String(form.value[name])}
      onInput={(event) => {
        form.value = { ...form.value, [name]: event.currentTarget.value };
      }}
    />
  </label>
);

/** What an account looks like. */
export const ACCOUNT = '\\s*0x[0-9a-fA-F]{40}\\s*';
