import { useSignal } from '@preact/signals';
import { parseMoney } from '../../../protocol/money.ts';
import { moneyText } from '../../../protocol/money-text.ts';
import { pointsDiscount } from '../../../protocol/points.ts';
import type { IslandWords } from '../words.ts';
import { type PointsChoice, pointsChoice, termsOf, type UsableBalance } from './points-choice.ts';

interface PointsFieldProps {
  words: IslandWords<'checkout'>;
  /** Shop where they are spent. */
  shopName: string;
  usable: readonly UsableBalance[];
  choice: PointsChoice | null;
  /** What the chosen points take off now, in token units. */
  takenUnits: bigint;
  onChange: (choice: PointsChoice | null) => void;
}

/** The points that a shop takes, its own and those of allied shops: how many there are, and how many are spent. */
export const PointsField = ({ words, shopName, usable, choice, takenUnits, onChange }: PointsFieldProps) => {
  const written = useSignal<string | null>(null);
  const name = `points-${shopName}`;
  const choose = (each: UsableBalance | null): void => {
    written.value = null;
    onChange(each === null ? null : pointsChoice(each, BigInt(each.balance.points)));
  };
  return (
    <fieldset class="points-choice">
      <legend>{words.t('points.legend', { shop: shopName })}</legend>
      <label class="tick">
        <input type="radio" name={name} checked={choice === null} onChange={() => choose(null)} />
        {words.t('points.none')}
      </label>
      {usable.map((each) => {
        const { balance, place } = each;
        const chosen = choice?.issuer === balance.issuer;
        const { token } = balance;
        return (
          <div key={balance.issuer}>
            <label class="tick">
              <input type="radio" name={name} checked={chosen} onChange={() => choose(each)} />
              <span>
                {words.t('points.of', {
                  points: words.amount(balance.points, token),
                  shop: words.text(balance.issuerNames),
                  worth: words.money(pointsDiscount(BigInt(balance.points), termsOf(place)), token),
                })}{' '}
                <span class="small quiet">
                  {words.t('points.most', { percent: words.percent(place.maxDiscountBps) })}
                  {place.leftPoints !== null &&
                    ` ${words.t('points.left', { points: words.amount(place.leftPoints, token) })}`}
                </span>
              </span>
            </label>
            {chosen && (
              <label class="field points-amount">
                <span>{words.t('points.spend')}</span>
                <input
                  inputMode="decimal"
                  value={written.value ?? moneyText(choice.points, token.decimals)}
                  onInput={(event) => {
                    written.value = event.currentTarget.value;
                    const parsed = parseMoney(event.currentTarget.value, token.decimals);
                    const held = BigInt(balance.points);
                    if (parsed.ok) onChange(pointsChoice(each, parsed.value < held ? parsed.value : held));
                  }}
                />
                <span class="small quiet" role="status">
                  {words.t('points.taken', { amount: words.money(takenUnits, token) })}
                </span>
              </label>
            )}
          </div>
        );
      })}
    </fieldset>
  );
};
