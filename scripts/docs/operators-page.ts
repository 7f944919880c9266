import type { MetricObject } from 'prom-client';
import { configJsonSchema } from '../../node/config.ts';
import { deployTable } from './deploy-table.ts';
import { describedServer } from './described-server.ts';
import { fillMarked } from './marked.ts';

interface Variable {
  description?: string;
  default?: unknown;
}

/** Fills the tables of variables, of the deployment's fields and of metrics into the operators' page; the rest of it is written by hand. */
export async function operatorsPage(current: string): Promise<string> {
  const { metrics } = await describedServer();
  const own = metrics.registry.getMetricsAsArray().filter(({ name }) => !/^vouch_(process|nodejs)_/.test(name));
  const withConfig = fillMarked(fillMarked(current, 'config', configTable()), 'deploy', deployTable());
  return fillMarked(withConfig, 'metrics', metricsTable(own));
}

function configTable(): string {
  // Safety: an object schema has properties.
  const variables = Object.entries(configJsonSchema().properties as Record<string, Variable>);
  const rows = variables.map(
    ([name, { description, default: value }]) => `| \`${name}\` | ${description ?? ''} | ${defaultText(value)} |`,
  );
  return `| variable | what it sets | default |\n| --- | --- | --- |\n${rows.join('\n')}`;
}

const defaultText = (value: unknown): string => (value === undefined || value === '' ? '' : `\`${String(value)}\``);

function metricsTable(metrics: MetricObject[]): string {
  const rows = metrics.map((metric) => {
    // Safety: every metric of prom-client has these members.
    const { name, help, labelNames } = metric as unknown as { name: string; help: string; labelNames: string[] };
    const labels = labelNames.filter((label) => label !== 'le').map((label) => `\`${label}\``);
    return `| \`${name}\` | ${help} | ${labels.join(', ')} |`;
  });
  return `| metric | what | labels |\n| --- | --- | --- |\n${rows.join('\n')}`;
}
