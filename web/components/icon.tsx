const paths = {
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14Zm5.2 12.2L21 21',
  cart: 'M3 4h2.5l2.2 11h10.6l2-8H6.3M9.5 20h.01M17 20h.01',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  check: 'M4.5 12.5 10 18 20 6.5',
  back: 'M9 7 4 12l5 5M4.5 12H15a5 5 0 0 1 0 10h-2',
  truck:
    'M2.5 6.5h11v10h-11zM13.5 10h4l3.5 3.5v3h-7.5M7 19.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM17.5 19.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  scales: 'M12 3.5v17M7.5 20.5h9M5 7l14-1.5M5 7l-2.8 6.5a3 3 0 0 0 5.6 0L5 7Zm14-1.5L16.2 12a3 3 0 0 0 5.6 0L19 5.5Z',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Zm9.5 2.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6Z',
  warning: 'M12 3.5 22 20.5H2L12 3.5ZM12 10v4.5M12 17.5h.01',
  megaphone: 'M4 10v4h3l9 4.5v-13L7 10H4Zm4 4.5 1.5 5M19 9.5a3.5 3.5 0 0 1 0 5',
  pin: 'M12 21.5s7-6.4 7-11.5a7 7 0 1 0-14 0c0 5.1 7 11.5 7 11.5Zm0-9a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
  seal: 'M12 2.8l2.6 1.9 3.2 0 1 3.1 2.6 1.9-1 3.1 1 3.1-2.6 1.9-1 3.1h-3.2L12 22l-2.6-2.1H6.2l-1-3.1-2.6-1.9 1-3.1-1-3.1 2.6-1.9 1-3.1h3.2L12 2.8Zm-3.8 9.6 2.7 2.7 5-5.5',
  shop: 'M4 10v10.5h16V10M3 4h18l1 5.5a3.2 3.2 0 0 1-5 1 3.3 3.3 0 0 1-5 0 3.3 3.3 0 0 1-5 0 3.2 3.2 0 0 1-5-1L3 4Zm7 16.5V15h4v5.5',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
  bag: 'M5 8h14l1 13H4L5 8Zm3.5 3V7a3.5 3.5 0 0 1 7 0v4',
  arrow: 'M5 12h14M13 6l6 6-6 6',
  coin: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm0 5-4 4 4 4 4-4-4-4Z',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20.5v-2a5 5 0 0 1 5-5h3a5 5 0 0 1 5 5v2M16 4.3a3.5 3.5 0 0 1 0 6.5M18.5 14a5 5 0 0 1 3 4.5v2',
  tag: 'M3 3h8.5L21 12.5 12.5 21 3 11.5V3Zm4.5 4.5h.01',
  pen: 'M4 20l1-4L16 5l3 3L8 19l-4 1ZM14 7l3 3',
  sliders:
    'M3 7h9M18 7h3M15 4.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5ZM3 17h3M12 17h9M9 14.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z',
  chart: 'M4 4v16h16M8 16v-4M12.5 16V8M17 16v-6',
  heart: 'M12 20.5S3.5 15.4 3.5 9.3A4.6 4.6 0 0 1 12 6.9a4.6 4.6 0 0 1 8.5 2.4c0 6.1-8.5 11.2-8.5 11.2Z',
  pulse: 'M2.5 12.5h4.5l3-8 4 15 3-7h4.5',
} as const;
export type IconName = keyof typeof paths;

/** A line icon of the set; it is decoration, so the words beside it must say the same. */
export const Icon = ({ name, size = 20 }: { name: IconName; size?: number }) => (
  <svg class="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={paths[name]} />
  </svg>
);

/** The mark: a tick that is also a V, standing on its deposit. */
export const Mark = () => (
  <svg class="mark" width="34" height="34" viewBox="0 0 34 34" aria-hidden="true" focusable="false">
    <rect width="34" height="34" rx="9" />
    <path d="M9 10.5 15.2 20.5 25.5 7.5" />
    <path d="M9 26h16" class="mark-bar" />
  </svg>
);
