import { type Signal, useSignal } from '@preact/signals';
import type { Page } from '../../../protocol/api/common.ts';
import type { ShopSummary } from '../../../protocol/api/shop.ts';
import { Picture } from '../../components/picture.tsx';
import { shortId } from '../../components/shorten.ts';
import { readJson } from '../api.ts';
import { SuggestBox } from '../suggest-box.tsx';
import type { IslandWords } from '../words.ts';
import { PolicySubject } from './policy-subject.tsx';

/** Shops offered at once. */
const MOST_SHOPS = 6;
const ADDRESS = /^0x[0-9a-fA-F]{40}$/;
/** A block's identifier as people copy it: version 1, in base32. */
const CONTENT = /^b[a-z2-7]{58}$/;

/** What the box holds: words, and what they name once a shop is chosen or an address is pasted. */
export interface ChosenSubject {
  text: Signal<string>;
  /** The shop that was chosen from the list. */
  shop: Signal<Pick<ShopSummary, 'address' | 'names'> | null>;
}

/** What a form begins with. */
export const useSubject = (): ChosenSubject => ({
  text: useSignal(''),
  shop: useSignal<Pick<ShopSummary, 'address' | 'names'> | null>(null),
});

/** The account or the block that is named; null while words alone stand there. */
export const subjectOf = ({ text, shop }: ChosenSubject, { content }: { content: boolean }): string | null => {
  if (shop.value !== null) return shop.value.address;
  const pasted = text.value.trim();
  if (ADDRESS.test(pasted)) return pasted.toLowerCase();
  return content && CONTENT.test(pasted) ? pasted : null;
};

/** Empties the box for the next one. */
export const clearSubject = ({ text, shop }: ChosenSubject): void => {
  text.value = '';
  shop.value = null;
};

interface ShopFieldProps {
  words: IslandWords<'operator'>;
  label: string;
  chosen: ChosenSubject;
  /** True where a block can be named too. */
  content?: boolean;
}

/** A shop chosen by its name among those that this node carries; a pasted address does as well. */
export const ShopField = ({ words, label, chosen, content = false }: ShopFieldProps) => {
  const { text, shop } = chosen;
  const wrong = subjectOf(chosen, { content }) === null ? words.t(content ? 'mod.name_one' : 'mod.name_shop') : '';
  const find = async (query: string): Promise<readonly ShopSummary[]> =>
    (await readJson<Page<ShopSummary>>(`/api/v1/shops?q=${encodeURIComponent(query)}&limit=${MOST_SHOPS}`)).items;
  return (
    <div class="field shop-field">
      <SuggestBox
        view={words}
        text={text}
        label={label}
        isLabelShown
        placeholder={words.t(content ? 'mod.deny_example' : 'mod.follow_example')}
        listLabel={words.t('mod.shops_found')}
        said={(count) => (count === 0 ? words.t('mod.shops_none') : words.count('mod.shops_count', count))}
        find={find}
        isQuery={(written) => !/^0x/i.test(written) && !CONTENT.test(written)}
        keyOf={({ address }) => address}
        option={({ address, names, logo }) => (
          <>
            <Picture view={words} image={logo} alt="" sizes="2rem" />
            <span lang={words.languageOf(names)}>{words.text(names)}</span>
            <code class="small quiet">{shortId(address)}</code>
          </>
        )}
        onChoose={({ address, names }) => {
          shop.value = { address, names };
          text.value = words.text(names) || address;
        }}
        onWrite={() => {
          shop.value = null;
        }}
        isSent
        field={{ required: true, box: (input) => input?.setCustomValidity(wrong) }}
      />
      {shop.value !== null && (
        <p class="small" role="status">
          {words.t('mod.chosen')}{' '}
          <PolicySubject
            words={words}
            names={{ [shop.value.address]: { names: shop.value.names } }}
            id={shop.value.address}
          />
        </p>
      )}
    </div>
  );
};
