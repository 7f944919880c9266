import type { ComponentChildren } from 'preact';

/**
 * A table that scrolls within itself where the screen is narrow.
 * @param label what the table holds, for those who reach it by keyboard
 * @param columns heads, the row's own name first
 * @param children rows, each beginning with `<th scope="row">`
 */
export const DataTable = ({
  label,
  columns,
  children,
}: {
  label: string;
  columns: readonly string[];
  children: ComponentChildren;
}) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
  <section class="table-scroll" tabIndex={0} aria-label={label}>
    <table class="desk-table">
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
