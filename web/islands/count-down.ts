const daySeconds = 86_400;

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/**
 * What is left of a time within its last day, such as `3:07:45`.
 * @param seconds until its end
 * @returns null while more than a day is left, and once it is over: then the words of the page say it better
 */
export function timeLeft(seconds: number): string | null {
  if (seconds <= 0 || seconds >= daySeconds) return null;
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return `${hours}:${twoDigits(minutes)}:${twoDigits(seconds % 60)}`;
}

/** Counts the times of the page down that end within a day. What is read aloud stays as the server wrote it. */
export function startCountDown(root: ParentNode): void {
  const tick = (): void => {
    if (document.hidden) return;
    for (const element of root.querySelectorAll<HTMLElement>('[data-until]')) {
      const left = timeLeft(Number(element.dataset.until) - Math.floor(Date.now() / 1_000));
      if (left === null) continue;
      element.setAttribute('aria-label', element.getAttribute('aria-label') ?? element.textContent);
      element.textContent = left;
    }
  };
  tick();
  setInterval(tick, 1_000);
}
