import { encode } from 'uqr';

/**
 * A text as a QR code, drawn as one path.
 * @param text what a camera reads
 * @param label what a screen reader says instead
 */
export const QrCode = ({ text, label }: { text: string; label: string }) => {
  const { data, size } = encode(text, { border: 2 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} width={200} height={200} role="img" aria-label={label}>
      <rect width={size} height={size} class="qr-ground" />
      <path d={path} class="qr-dark" />
    </svg>
  );
};
