import { useSignal } from '@preact/signals';
import type { TokenView } from '../../../../protocol/api/common.ts';
import { type ImportIssue, importReason } from '../../../../protocol/products/import-reasons.ts';
import { DataTable } from '../../../components/data-table.tsx';
import { Icon } from '../../../components/icon.tsx';
import type { IslandWords } from '../../words.ts';
import type { ImportPlan } from './plan-import.ts';

interface PlanTableProps {
  words: IslandWords<'desk'>;
  plan: ImportPlan;
  tokens: readonly TokenView[];
}

/** Rows that are shown before more are asked for. */
const ROWS = 50;

/** What is left out of a file and why, by line; nothing where nothing is. */
export const IssueTable = ({ words, issues }: { words: IslandWords<'desk'>; issues: readonly ImportIssue[] }) =>
  issues.length === 0 ? null : (
    <DataTable
      stacked
      label={words.t('import.problems')}
      columns={[words.t('import.line'), words.t('import.product'), words.t('import.problem')]}
    >
      {issues.map((issue, index) => (
        <tr key={index} class={issue.severity === 'refused' ? 'import-refused' : ''}>
          <td class="number" data-head={words.t('import.line')}>
            {words.number(issue.line)}
          </td>
          <th scope="row">{issue.handle || '–'}</th>
          <td class="import-reason">
            <strong>{words.t(issue.severity === 'refused' ? 'import.left_out' : 'import.without')}</strong>{' '}
            <span>{importReason(issue, words.locale)}</span>
          </td>
        </tr>
      ))}
    </DataTable>
  );

/** What a file becomes, and what is left out of it and why, before anything is published. */
export const PlanTable = ({ words, plan, tokens }: PlanTableProps) => {
  const most = useSignal(ROWS);
  const refused = plan.issues.filter(({ severity }) => severity === 'refused');
  const warnings = plan.issues.length - refused.length;
  return (
    <>
      <ul class="import-sums">
        <li>
          <Icon name="check" size={20} /> {words.count('import.ready', plan.drafts.length)}
        </li>
        {refused.length > 0 && (
          <li class="tone-bad">
            <Icon name="warning" size={20} /> {words.count('import.refused', refused.length)}
          </li>
        )}
        {warnings > 0 && (
          <li class="tone-warn">
            <Icon name="warning" size={20} /> {words.count('import.warned', warnings)}
          </li>
        )}
      </ul>
      <IssueTable words={words} issues={plan.issues.slice(0, most.value)} />
      {plan.drafts.length > 0 && (
        <DataTable
          stacked
          label={words.t('import.listings')}
          columns={[
            words.t('desk.col_listing'),
            words.t('desk.col_price'),
            words.t('edit.variants'),
            words.t('edit.pictures'),
          ]}
        >
          {plan.drafts.slice(0, most.value).map(({ draft }) => {
            const token = tokens.find(({ address }) => address === draft.terms.token);
            const prices = draft.offers.map(({ priceUnits }) => BigInt(priceUnits));
            const least = prices.reduce((a, b) => (a < b ? a : b));
            return (
              <tr key={draft.listing.handle}>
                <th scope="row">
                  {words.text(
                    Object.fromEntries(
                      Object.entries(draft.listing.texts).map(([language, { title }]) => [language, title]),
                    ),
                  )}
                </th>
                <td class="number" data-head={words.t('desk.col_price')}>
                  {token === undefined ? '' : words.money(least, token)}
                </td>
                <td class="number" data-head={words.t('edit.variants')}>
                  {words.number(draft.listing.variants.length)}
                </td>
                <td class="number" data-head={words.t('edit.pictures')}>
                  {words.number(draft.listing.images.length)}
                </td>
              </tr>
            );
          })}
        </DataTable>
      )}
      {Math.max(plan.drafts.length, plan.issues.length) > most.value && (
        <p>
          <button
            type="button"
            class="button button-quiet"
            onClick={() => {
              most.value += 4 * ROWS;
            }}
          >
            {words.t('import.more')}
          </button>
        </p>
      )}
    </>
  );
};
