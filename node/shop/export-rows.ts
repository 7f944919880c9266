import { stringify } from 'csv-stringify/sync';
import type { Draft } from '../../protocol/products/draft.ts';
import { type ExportContext, exportHeaders, exportRecords } from '../../protocol/products/export-records.ts';

/** The header row of an export. */
export const exportHeaderRow = (): string => stringify([exportHeaders]);

/** The rows of one listing. @returns CSV text */
export const exportRows = (draft: Draft, context: ExportContext): string => stringify(exportRecords(draft, context));
