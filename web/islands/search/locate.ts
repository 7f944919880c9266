import type { MountParameters } from '../mount.ts';
import { loadFindingWords } from './finding-words.ts';

/** Two decimals of a degree are about a kilometre: enough to find what is near, and no address. */
const decimals = 2;

const position = (): Promise<GeolocationPosition> =>
  new Promise((resolve, reject) =>
    navigator.geolocation.getCurrentPosition(resolve, reject, { timeout: 10_000, maximumAge: 600_000 }),
  );

/** Offers to fill in where the reader is; the browser asks for leave, and nothing is sent before the form is. */
export const mount = ({ element, props, view }: MountParameters<'locate'>): void => {
  const input = element.closest('form')?.querySelector<HTMLInputElement>('input[name="near"]');
  if (!input || !('geolocation' in navigator) || !isSecureContext) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button button-quiet';
  button.textContent = props.word;
  const said = document.createElement('p');
  said.className = 'small quiet';
  said.setAttribute('role', 'status');
  element.append(button, said);
  button.addEventListener('click', async () => {
    const words = await loadFindingWords(view);
    said.textContent = words.t('finding.locating');
    try {
      const { coords } = await position();
      input.value = `${coords.latitude.toFixed(decimals)},${coords.longitude.toFixed(decimals)}`;
      said.textContent = words.t('finding.located');
    } catch (error) {
      console.warn('the browser does not say where it is', error);
      said.textContent = words.t('finding.not_located');
    }
  });
};
