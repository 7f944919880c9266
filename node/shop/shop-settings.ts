import { readFile } from 'node:fs/promises';
import { unwrap, VouchError } from '../../protocol/errors.ts';
import { type ShopSettings, shopSettingsSchema } from '../../protocol/products/shop-settings.ts';
import { validate } from '../../protocol/validate.ts';

/**
 * Reads the shop's settings: a JSON file, with single values set over it.
 * @param file path of the file, or undefined for the defaults
 * @param over values that win over the file's
 * @throws VouchError `settings.not_found`, `settings.malformed`, `settings.invalid`
 */
export async function readShopSettings(file: string | undefined, over: Record<string, unknown>): Promise<ShopSettings> {
  const base = file === undefined ? {} : await readJson(file);
  const defined = Object.fromEntries(Object.entries(over).filter(([, value]) => value !== undefined));
  return unwrap(validate(shopSettingsSchema, { ...base, ...defined }, 'settings'));
}

async function readJson(file: string): Promise<object> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new VouchError({
      code: 'settings.not_found',
      message: `${file} cannot be read.`,
      hint: 'Check the path after --settings.',
      cause,
    });
  }
  try {
    return Object(JSON.parse(text));
  } catch (cause) {
    throw new VouchError({
      code: 'settings.malformed',
      message: `${file} is not JSON.`,
      hint: 'Correct the file.',
      cause,
    });
  }
}
