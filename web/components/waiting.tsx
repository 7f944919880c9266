/** Stands where something is on its way; it breathes where the reader allows motion. */
export const Waiting = ({ text }: { text: string }) => <p class="skeleton">{text}</p>;
