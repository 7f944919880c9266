import { Icon } from '../../components/icon.tsx';
import { PersonName } from '../../components/person-name.tsx';
import { Phrase } from '../../components/phrase.tsx';
import { depositFor, inspectSeconds } from '../../components/shop-record.tsx';
import { ShortId } from '../../components/short-id.tsx';
import { Deadline } from '../../components/time.tsx';
import { useNames } from '../people/use-names.ts';
import type { ChainProps } from '../props.ts';
import type { IslandWords } from '../words.ts';
import { commissionOf, isPickedUp } from './line-price.ts';
import { type PurchaseGroup, totalsByToken } from './totals.ts';

type Words = IslandWords<'checkout'>;

interface SummaryProps {
  words: Words;
  chain: ChainProps;
  groups: readonly PurchaseGroup[];
}

/** What the reader pays, written in the tokens that the groups are priced in. */
export const payText = (words: Words, groups: readonly PurchaseGroup[]): string =>
  totalsByToken(groups)
    .map(({ token, totalUnits }) => {
      const shown = groups.flatMap(({ lines }) => lines).find(({ detail }) => detail.token.address === token);
      return shown === undefined ? '' : words.money(totalUnits, shown.detail.token);
    })
    .join(' + ');

/** Until when the groups of a shop's lines can fill up, in Unix seconds. */
const groupDeadlines = (now: number, { lines }: PurchaseGroup): number[] => [
  ...new Set(
    lines.flatMap(({ line, variant }) => {
      if (line.group === null || variant.group === null) return [];
      return [line.group === 'open' ? now + variant.group.withinSeconds : line.group.deadline];
    }),
  ),
];

/** How each shop's part can come back, and who decides. */
const GroupPromise = ({ words, group }: { words: Words; group: PurchaseGroup }) => {
  const offers = group.lines.map(({ variant }) => variant.offer);
  const shipWithin = Math.max(...offers.map(({ shipWithinSeconds }) => shipWithinSeconds));
  const inspectWithin = Math.min(
    ...group.lines.map(({ variant, detail }) => inspectSeconds(variant.offer, depositFor(detail))),
  );
  const handedOver = group.lines.every(isPickedUp);
  return (
    <>
      {groupDeadlines(words.now, group).map((deadline) => (
        <p key={deadline}>
          <Phrase text={words.t('checkout.back_group')} parts={{ date: <Deadline view={words} at={deadline} /> }} />
        </p>
      ))}
      <p>
        <Phrase
          text={words.t(handedOver ? 'checkout.back_handover' : 'checkout.back_ship')}
          parts={{ date: <Deadline view={words} at={words.now + shipWithin} /> }}
        />
      </p>
      {!handedOver && <p>{words.t('checkout.back_inspect', { time: words.duration(inspectWithin) })}</p>}
    </>
  );
};

/** The four things to know before signing, with the figures of this purchase. */
export const CheckoutSummary = ({ words, chain, groups }: SummaryProps) => {
  const lines = groups.flatMap((group) => group.lines);
  const arbitrators = [...new Set(lines.map(({ variant }) => variant.offer.arbitrator))];
  const promoted = lines.filter((each) => each.line.promoter !== null && commissionOf(each) > 0);
  const [promoter = null] = promoted.map(({ line }) => line.promoter);
  const persons = arbitrators.filter((address) => address !== chain.contracts.court);
  const names = useNames(promoter === null ? persons : [...persons, promoter]);
  return (
    <dl class="promises">
      <div>
        <dt>
          <Icon name="coin" /> {words.t('checkout.you_pay')}
        </dt>
        <dd>
          <strong class="number big">{payText(words, groups)}</strong>
          <p class="small quiet">
            <Phrase
              text={words.t('checkout.contract')}
              parts={{ address: <ShortId value={chain.contracts.vault ?? ''} /> }}
            />
          </p>
        </dd>
      </div>
      <div>
        <dt>
          <Icon name="back" /> {words.t('checkout.back')}
        </dt>
        <dd>
          {groups.map((group, index) => (
            <div key={index}>
              {groups.length > 1 && <strong>{words.text(group.lines[0]?.detail.shopNames)}</strong>}
              <GroupPromise words={words} group={group} />
            </div>
          ))}
        </dd>
      </div>
      <div>
        <dt>
          <Icon name="scales" /> {words.t('checkout.decides')}
        </dt>
        <dd>
          {arbitrators.map((address) => (
            <p key={address}>
              <Phrase
                text={words.t(address === chain.contracts.court ? 'checkout.decides_court' : 'checkout.decides_text')}
                parts={{
                  address:
                    address === chain.contracts.court ? (
                      <ShortId value={address} />
                    ) : (
                      <PersonName view={words} account={address} names={names.get(address) ?? {}} />
                    ),
                }}
              />
            </p>
          ))}
        </dd>
      </div>
      <div>
        <dt>
          <Icon name="eye" /> {words.t('checkout.visible')}
        </dt>
        <dd>
          <p>{words.t('checkout.visible_text')}</p>
          {promoted.slice(0, 1).map(({ line, variant }) => (
            <p key={line.sku} class="small">
              <Phrase
                text={words.t('checkout.promoter', { percent: words.percent(commissionOf({ line, variant })) })}
                parts={{
                  address: (
                    <PersonName
                      view={words}
                      account={line.promoter ?? ''}
                      names={names.get(line.promoter ?? '') ?? {}}
                    />
                  ),
                }}
              />
            </p>
          ))}
        </dd>
      </div>
    </dl>
  );
};
