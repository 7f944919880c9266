import { deployConfigJsonSchema } from '../deploy/config.ts';

/** The parts of JSON Schema that the table shows. */
interface Field {
  type?: string;
  description?: string;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  properties?: Record<string, Field>;
  items?: Field;
}

/** The table of the file that says how to deploy: every field with its path. */
export function deployTable(): string {
  // Safety: the schema of an object has these members.
  const rows = rowsOf(deployConfigJsonSchema() as Field, '');
  return `| field | what it sets | default |\n| --- | --- | --- |\n${rows.join('\n')}`;
}

function rowsOf({ properties = {} }: Field, prefix: string): string[] {
  return Object.entries(properties).flatMap(([name, field]) => {
    const path = `${prefix}${name}`;
    if (field.properties) return rowsOf(field, `${path}.`);
    if (field.items?.properties) return rowsOf(field.items, `${path}[].`);
    return [`| \`${path}\` | ${[field.description, limits(field)].filter(Boolean).join('; ')} | ${defaultOf(field)} |`];
  });
}

const limits = ({ type, minimum, maximum }: Field): string => (type === 'integer' ? `${minimum} to ${maximum}` : '');

const defaultOf = ({ default: value }: Field): string =>
  value === undefined || value === '' ? '' : `\`${String(value)}\``;
