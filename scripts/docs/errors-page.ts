import { contractErrors } from '../../protocol/contract-error-table.ts';
import { errorText } from '../../protocol/error-text.ts';
import en from '../../protocol/error-texts/en.json' with { type: 'json' };

const namesByCode = Map.groupBy(contractErrors, ({ code }) => code);

const cell = (text: string): string => text.replaceAll('|', '\\|');
const signature = ({ name, inputs }: (typeof contractErrors)[number]): string =>
  `\`${name}(${inputs.map((input) => input.name).join(', ')})\``;

function row(code: string): string {
  const text = errorText(code, 'en');
  const errors = namesByCode.get(code) ?? [];
  const cells = [`\`${code}\``, text?.message ?? '', text?.hint ?? '', errors.map(signature).join('<br>')];
  return `| ${cells.map(cell).join(' | ')} |`;
}

/** The page of all error codes, from the texts and the table of contract errors. */
export const errorsPage = (): string => {
  const codes = Object.keys(en);
  const own = codes.filter((code) => !code.startsWith('*'));
  const shared = codes.filter((code) => code.startsWith('*'));
  const retryable = contractErrors.filter((error) => error.retryable).map(({ code }) => `\`${code}\``);
  return `# Errors

Generated from \`protocol/error-texts/\` and \`protocol/contract-error-table.ts\` by \`npm run docs\`. One error has one code
in contract, API, command line and page: \`noun.problem\`. Beside the code an error carries a message, a hint, whether the
same call may succeed later, and details: the field, the limit, and the arguments of the contract's error under names
with units. The API sends it as a problem document (RFC 9457), pages show message and hint in the reader's language.

Worth trying again without a change: ${[...new Set(retryable)].join(', ')}, and whatever says so itself (\`retryable\`).

## Codes

| code | what happened | what to do | in the contracts |
| --- | --- | --- | --- |
${own.map(row).join('\n')}

## Problems that many nouns have

A code without a text of its own takes the text of its problem: \`listing.too_large\` that of \`*.too_large\`.

| code | what happened | what to do | in the contracts |
| --- | --- | --- | --- |
${shared.map(row).join('\n')}
`;
};
