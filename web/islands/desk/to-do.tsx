import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ShopDetail } from '../../../protocol/api/shop.ts';
import type { VouchError } from '../../../protocol/errors.ts';
import { Icon } from '../../components/icon.tsx';
import { Deadline } from '../../components/time.tsx';
import { deskPath } from '../../desk-parts.ts';
import { asVouchError, ErrorNote } from '../wallet/error-note.tsx';
import type { IslandWords } from '../words.ts';
import { readWaiting, type Task, tasksOf } from './tasks.ts';

/** What the shop has to do now, most urgent first, each with the way there. */
export const ToDo = ({ words, shop }: { words: IslandWords<'desk'>; shop: ShopDetail }) => {
  const tasks = useSignal<readonly Task[] | null>(null);
  const error = useSignal<VouchError | null>(null);
  const load = async (): Promise<void> => {
    error.value = null;
    try {
      tasks.value = tasksOf({ shop, waiting: await readWaiting(shop.address), now: words.now });
    } catch (cause) {
      error.value = asVouchError(cause);
    }
  };
  useEffect(() => void load(), [shop]);
  const wanted = new URLSearchParams(location.search).get('shop');
  return (
    <section class="desk-section" aria-labelledby="to-do" aria-busy={tasks.value === null && error.value === null}>
      <h2 id="to-do">{words.t('todo.title')}</h2>
      {tasks.value === null && error.value === null && <p class="skeleton">{words.t('loading')}</p>}
      {error.value !== null && (
        <ErrorNote view={words} error={error.value} retry={{ word: words.t('retry'), onRetry: () => void load() }} />
      )}
      {tasks.value?.length === 0 && (
        <p class="to-do-none">
          <Icon name="check" /> {words.t('todo.none')}
        </p>
      )}
      {tasks.value !== null && tasks.value.length > 0 && (
        <ul class="to-do">
          {tasks.value.map(({ name, icon, tone, path, count, until }) => (
            <li key={name}>
              <a class={`to-do-card to-do-${tone}`} href={deskPath(path, wanted)}>
                <Icon name={icon} size={24} />
                {count !== null && <strong class="to-do-count number">{words.number(count)}</strong>}
                <span class="to-do-words">
                  <strong>{words.t(`todo.${name}`)}</strong>
                  {until !== null && (
                    <span class="small">
                      {words.t('todo.until')} <Deadline view={words} at={until} />
                    </span>
                  )}
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
