import type { ComponentChildren } from 'preact';

/**
 * A table that scrolls within itself where the screen is narrow.
 * @param label what the table holds, for those who reach it by keyboard
 * @param columns heads, the row's own name first
 * @param stacked true where every cell names its column in `data-head`: on a phone each row is then a card
 * @param children rows, each with a `<th scope="row">`
 */
export const DataTable = ({
  label,
  columns,
  stacked = false,
  children,
}: {
  label: string;
  columns: readonly string[];
  stacked?: boolean;
  children: ComponentChildren;
}) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
  <section class="table-scroll" tabIndex={0} aria-label={label}>
    <table class={stacked ? 'desk-table stack-table' : 'desk-table'}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </section>
);
