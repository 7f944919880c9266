import { VouchError } from '../../../protocol/errors.ts';

/** The browser's own reader of codes; not every browser has one. */
interface CodeDetector {
  detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]>;
}
type DetectorConstructor = new (options: { formats: string[] }) => CodeDetector;

const detectorOf = (): DetectorConstructor | undefined =>
  // Safety: TypeScript's DOM types do not know it yet; it is looked for before use.
  (globalThis as { BarcodeDetector?: DetectorConstructor }).BarcodeDetector;

/** True where this browser can read QR codes from its camera. */
export const canScan = (): boolean => detectorOf() !== undefined && navigator.mediaDevices !== undefined;

const nextFrame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));

/**
 * Reads the first QR code that the camera sees; the picture is shown while it looks and leaves the device never.
 * @param video where the camera's picture is shown
 * @param stop ends the search
 * @returns the code's text, or undefined when it was stopped
 * @throws VouchError `camera.unavailable` when there is no camera, or it may not be used
 */
export async function scanCode(video: HTMLVideoElement, stop: AbortSignal): Promise<string | undefined> {
  const Detector = detectorOf();
  if (Detector === undefined) return undefined;
  const stream = await navigator.mediaDevices
    .getUserMedia({ video: { facingMode: 'environment' } })
    .catch((cause: unknown) => {
      throw new VouchError({
        code: 'camera.unavailable',
        message: 'The camera cannot be used.',
        hint: 'Allow the camera for this page, or type the code.',
        cause,
      });
    });
  try {
    video.srcObject = stream;
    await video.play();
    const detector = new Detector({ formats: ['qr_code'] });
    while (!stop.aborted) {
      const [found] = await detector.detect(video);
      if (found !== undefined) return found.rawValue;
      await nextFrame();
    }
    return undefined;
  } catch (cause) {
    // A picture that ends because it was stopped is no failure.
    if (stop.aborted) return undefined;
    throw cause;
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}
