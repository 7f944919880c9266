import { CID } from 'multiformats/cid';
import { z } from 'zod';
import { type ImageView, uploadedImage } from '../../../protocol/api/common.ts';
import type { ShopDetail } from '../../../protocol/api/shop.ts';
import { type Block, encodeDocument } from '../../../protocol/block.ts';
import { unwrap } from '../../../protocol/errors.ts';
import { type Image, imageSchema } from '../../../protocol/image.ts';
import { decodeProfile, type Profile, profileSchema } from '../../../protocol/profile.ts';
import { cleanText } from '../../../protocol/text.ts';
import { textsOf } from './draft-zones.ts';
import { fetchBlock, type LoadedCatalogue } from './node-blocks.ts';
import { type Problem, problemsOf } from './problems.ts';

const profileTextsSchema = z.object({
  name: z.string(),
  tagline: z.string(),
  about: z.string(),
  shipping: z.string(),
  returns: z.string(),
});
/** Texts of a profile in one language, Markdown from `about` on; what is empty is left out. */
export type ProfileTexts = z.infer<typeof profileTextsSchema>;

/** How a shop presents itself, while it is written, as browsers keep it. */
export const profileDraftSchema = z.object({
  texts: z.record(z.string(), profileTextsSchema),
  logo: z.object({ image: uploadedImage, preview: z.string() }).nullable(),
  /** ISO 3166-1 code, or empty. */
  country: z.string(),
  city: z.record(z.string(), z.string()),
});
export type ProfileDraft = z.infer<typeof profileDraftSchema>;

export const profileFields = ['name', 'tagline', 'about', 'shipping', 'returns'] as const;
export const blankTexts: ProfileTexts = { name: '', tagline: '', about: '', shipping: '', returns: '' };
export const blankProfile = (locale: string): ProfileDraft => ({
  texts: { [locale]: blankTexts },
  logo: null,
  country: '',
  city: {},
});

export const profileDraftOf = ({ texts, logo, place }: Profile): ProfileDraft => ({
  texts: Object.fromEntries(Object.entries(texts).map(([language, text]) => [language, { ...blankTexts, ...text }])),
  logo:
    logo === undefined
      ? null
      : {
          image: { sources: logo.sources.map((source) => ({ ...source, cid: source.cid.toString() })) },
          preview: `/image/${logo.sources[0]?.cid}`,
        },
  country: place?.country ?? '',
  city: { ...place?.city },
});

/** The profile that counts: the one of the catalogue, else what the node knows of the one that the chain names. */
export async function loadProfile(shop: ShopDetail, catalogue: LoadedCatalogue | null): Promise<Profile> {
  const cid = catalogue?.root.profile ?? null;
  if (cid !== null) return unwrap(decodeProfile(await fetchBlock(cid)));
  const languages = [...new Set(profileFields.flatMap((field) => Object.keys(partsOf(shop)[field])))];
  const [logo, header] = await Promise.all([shop.logo, shop.theme?.header].map(documentImage));
  const { accent = null, sections = [], featured = [] } = shop.theme ?? {};
  return profileSchema.parse({
    v: 1,
    type: 'profile',
    shop: shop.address,
    texts: Object.fromEntries(
      languages.map((language) => [
        language,
        Object.fromEntries(
          profileFields.flatMap((field) => {
            const text = partsOf(shop)[field][language];
            return text === undefined ? [] : [[field, text]];
          }),
        ),
      ]),
    ),
    ...(logo === undefined ? {} : { logo }),
    ...(shop.theme === null
      ? {}
      : {
          theme: {
            ...(accent === null ? {} : { accent }),
            ...(header === undefined ? {} : { header }),
            ...(sections.length === 0 ? {} : { sections }),
            ...(featured.length === 0 ? {} : { featured }),
          },
        }),
    ...(shop.country === null
      ? {}
      : { place: { country: shop.country, ...(shop.city === null ? {} : { city: shop.city }) } }),
  });
}

/** A picture of the API as documents have it: with the bytes of each encoding. */
const documentImage = async (view: ImageView | null | undefined): Promise<Image | undefined> =>
  view == null
    ? undefined
    : imageSchema.parse({
        ...view,
        sources: await Promise.all(
          view.sources.map(async (source) => {
            const cid = CID.parse(source.cid);
            return { ...source, cid, bytes: (await fetchBlock(cid)).length };
          }),
        ),
      });

const partsOf = ({ names, taglines, about, shipping, returns }: ShopDetail) => ({
  name: names,
  tagline: taglines,
  about,
  shipping,
  returns,
});

export type CheckedProfile = { ok: true; block: Block; profile: Profile } | { ok: false; problems: readonly Problem[] };

/**
 * Checks a profile by the protocol's own schema.
 * @param before what the form does not show stays as it was there
 */
export function checkProfile(
  draft: ProfileDraft,
  { shop, before }: { shop: string; before?: Profile | undefined },
): CheckedProfile {
  const written = Object.entries(draft.texts).filter(([, texts]) => Object.values(texts).some((text) => text.trim()));
  const city = textsOf(draft.city);
  const parsed = profileSchema.safeParse({
    ...before,
    v: 1,
    type: 'profile',
    shop,
    texts: Object.fromEntries(
      (written.length === 0 ? Object.entries(draft.texts) : written).map(([language, texts]) => [
        language,
        { name: cleanText(texts.name), ...textsOf({ ...texts, name: '' }) },
      ]),
    ),
    logo:
      draft.logo === null
        ? undefined
        : { sources: draft.logo.image.sources.map((source) => ({ ...source, cid: CID.parse(source.cid) })) },
    place:
      draft.country === ''
        ? undefined
        : { country: draft.country, ...(Object.keys(city).length === 0 ? {} : { city }) },
  });
  if (!parsed.success) return { ok: false, problems: problemsOf(parsed.error, (path) => path.join('.')) };
  const { logo, place, ...rest } = parsed.data;
  const profile: Profile = {
    ...rest,
    ...(logo === undefined ? {} : { logo }),
    ...(place === undefined ? {} : { place }),
  };
  return { ok: true, block: encodeDocument(profile), profile };
}
