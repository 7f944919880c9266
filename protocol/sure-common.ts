import { limits } from './limits.ts';
import { type SureForm, surePattern, sureRecord, sureText } from './sure-form.ts';

/** Sure forms of what several documents hold; each stands for the schema of the same name. */
export const sureAddress = surePattern(/^0x[0-9a-f]{40}$/);
export const sureBytes32 = surePattern(/^0x[0-9a-f]{64}$/);
export const sureCountry = surePattern(/^[A-Z]{2}$/);
/** Amounts of 39 digits may pass 128 bits, so these are left to the schema. */
export const sureUnitsText = surePattern(/^(?:0|[1-9][0-9]{0,37})$/);
export const surePositiveUnitsText = surePattern(/^[1-9][0-9]{0,37}$/);
export const sureSkuCode = sureText(limits.skuCodeCharacters, 1);

const language = /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?$/;
const handle = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

export const sureHandle: SureForm = (value) =>
  typeof value === 'string' && value.length <= limits.handleCharacters && handle.test(value);
export const surePerLanguage = (member: SureForm): SureForm => sureRecord(language, member, limits.languages);
export const sureLocalised = (most: number): SureForm => surePerLanguage(sureText(most, 1));
