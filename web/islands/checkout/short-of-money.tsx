import type { ChainProps } from '../props.ts';
import { DEMO_MONEY_UNITS, demoMoney } from '../wallet/demo-money.ts';
import type { TransactionRunner } from '../wallet/transaction-runner.ts';
import type { IslandWords } from '../words.ts';

/** How much a purchase lacks, below the error that says so; on a demo market, with a way to get it. */
export const ShortOfMoney = ({
  words,
  chain,
  runner,
}: {
  words: IslandWords<'wallet'>;
  chain: ChainProps;
  runner: TransactionRunner;
}) => {
  const state = runner.state.value;
  if (state.step !== 'failed' || state.error.code !== 'token.insufficient_balance') return null;
  const { token: address, balanceUnits, neededUnits } = state.error.details;
  const token = chain.tokens.find((each) => each.address === address);
  if (token === undefined || typeof balanceUnits !== 'string' || typeof neededUnits !== 'string') return null;
  const mint = async (): Promise<void> => {
    const { mintCall } = await import('../wallet/account-calls.ts');
    await runner.run(() => mintCall(token.address, DEMO_MONEY_UNITS));
  };
  return (
    <div class="short-of-money">
      <p>
        {words.t('wallet.short', {
          balance: words.money(balanceUnits, token),
          needed: words.money(neededUnits, token),
        })}
      </p>
      {demoMoney(chain)?.address === token.address && (
        <p>
          <button type="button" class="button" onClick={() => void mint()}>
            {words.t('demo.mint', { amount: words.money(DEMO_MONEY_UNITS, token) })}
          </button>
        </p>
      )}
    </div>
  );
};
