import { startCountDown } from './count-down.ts';
import { chooseInPlace } from './in-place.ts';
import { openLiveStream } from './live-stream.ts';
import { showLocalTimes } from './local-times.ts';
import type { MountParameters } from './mount.ts';
import { takeOver } from './take-over.ts';

/** Changes of one block come as several events; they are looked at together. */
const togetherMilliseconds = 200;
/** Without a stream the page is read again this often. */
const pollMilliseconds = 15_000;
/** Least time between two words to screen readers. */
const saidMilliseconds = 15_000;
const answerMilliseconds = 10_000;

/**
 * Keeps parts of the page as fresh as the node's index, without a reload: what happens comes over a stream, and then the
 * same page is asked for again, so that the words stand in one place, the server.
 */
export const mount = ({ element, props, view, page }: MountParameters<'live'>): void => {
  const said = document.createElement('p');
  said.className = 'visually-hidden';
  said.setAttribute('role', 'status');
  element.append(said);

  startCountDown(document);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let poll: ReturnType<typeof setInterval> | undefined;
  let lastLook = 0;
  let lastSaid = 0;
  let isNews = false;
  /** Askings of the page are counted: an answer that comes after one to a later asking is older than what is shown. */
  let asked = 0;
  let shown = 0;

  const sayNow = (text: string): void => {
    lastSaid = Date.now();
    said.textContent = text;
  };
  const say = (text: string): void => {
    if (Date.now() - lastSaid >= saidMilliseconds) sayNow(text);
  };
  /** Tells in the page's own banner that it cannot be kept fresh; the next fresh page takes the words away. */
  const warn = (text: string, href?: string): void => {
    const banner = document.createElement('p');
    banner.className = 'banner banner-warn';
    banner.textContent = text;
    if (href !== undefined) {
      const link = document.createElement('a');
      link.href = href;
      link.textContent = view.t('live.see');
      banner.append(' ', link);
    }
    document.getElementById('stale')?.replaceChildren(banner);
  };

  /** Makes parts those of the page's address. @returns false where that is no page any more */
  const refresh = async (parts: readonly string[] = props.parts): Promise<boolean> => {
    const address = location.pathname + location.search;
    const asking = ++asked;
    const response = await fetch(address, { signal: AbortSignal.timeout(answerMilliseconds) });
    if (response.status === 404) return false;
    if (!response.ok) throw new Error(`the node answered ${response.status}`);
    const next = new DOMParser().parseFromString(await response.text(), 'text/html');
    // Its reader chose something else meanwhile, which was asked for as well.
    if (address !== location.pathname + location.search || asking < shown) return true;
    shown = asking;
    showLocalTimes(next, view.locale);
    const changed: Element[] = [];
    let held = false;
    for (const id of ['stale', ...parts]) {
      const [part, fresh] = [document.getElementById(id), next.getElementById(id)];
      if (part === null || fresh === null) continue;
      const taken = takeOver(part, fresh);
      held ||= taken.held;
      changed.push(...taken.changed);
    }
    for (const part of changed) await page.mountIslands(part);
    if (held) document.addEventListener('focusout', soon, { once: true });
    const told = changed.map((part) => part.closest('[data-announce]')).find((part) => part !== null);
    if (told) say(told.textContent);
    else if (isNews && changed.length > 0) say(view.t('live.updated'));
    isNews = false;
    return true;
  };
  const look = (): void => {
    timer = undefined;
    lastLook = Date.now();
    refresh().then(
      (isThere) => {
        if (!isThere) warn(view.t('live.gone'), props.moved ?? '/');
      },
      (error: unknown) => {
        console.warn('this page is not refreshed', error);
        warn(view.t('live.lost'));
        // What was told of is told once: nothing else would make this page look again.
        setTimeout(soon, pollMilliseconds);
      },
    );
  };
  const soon = (): void => {
    const wait = lastLook + props.pauseSeconds * 1_000 - Date.now();
    if (timer === undefined) timer = setTimeout(look, Math.max(togetherMilliseconds, wait));
  };

  // The links at the page's foot lead to the same page in another language or appearance.
  chooseInPlace({ show: () => refresh([...props.parts, 'foot']), say: sayNow, gone: props.moved });

  const stream = openLiveStream({
    query: props.query,
    kinds: props.kinds,
    block: props.block,
    onChange: (kind) => {
      isNews ||= kind !== 'block';
      soon();
    },
    onState: (isOpen) => {
      clearInterval(poll);
      poll = undefined;
      if (isOpen) return;
      poll = setInterval(() => {
        if (document.hidden) return;
        soon();
        stream.open();
      }, pollMilliseconds);
    },
  });
};
