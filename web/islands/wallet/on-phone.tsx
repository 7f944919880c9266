import { QrCode } from '../qr-code.tsx';
import type { IslandWords } from '../words.ts';

/** This page for the camera of a phone, whose wallet opens it in its own browser. */
export const OnPhone = ({ words }: { words: IslandWords<'wallet'> }) => (
  <QrCode text={location.href} label={words.t('wallet.phone_code')} />
);
