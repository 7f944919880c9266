import type { PageView } from '../page-view.ts';

/** Three drawings of one size: a shop that puts coins into a chest, the payment between two hands, a buyer who writes. */
const Deposit = () => (
  <svg class="story-picture" viewBox="0 0 240 140" aria-hidden="true" focusable="false">
    <path class="story-ground" d="M0 118h240v22H0z" />
    <path class="story-deep" d="M22 58h76v60H22z" />
    <path
      class="story-awning"
      d="M16 36h88l8 22a11 11 0 0 1-22 0 11 11 0 0 1-22 0 11 11 0 0 1-22 0 11 11 0 0 1-22 0 11 11 0 0 1-16 0z"
    />
    <path class="story-light" d="M34 76h22v42H34zM66 76h22v20H66z" />
    <path class="story-chest" d="M140 78h78v40h-78z" />
    <path class="story-deep" d="M140 78a39 20 0 0 1 78 0z" />
    <path class="story-light" d="M172 82h14v16h-14z" />
    <circle class="story-coin" cx="128" cy="44" r="13" />
    <circle class="story-coin" cx="158" cy="28" r="13" />
    <path class="story-line" d="M104 62q14-34 44-40t42 22" />
  </svg>
);
const Escrow = () => (
  <svg class="story-picture" viewBox="0 0 240 140" aria-hidden="true" focusable="false">
    <path class="story-ground" d="M0 118h240v22H0z" />
    <circle class="story-face" cx="36" cy="58" r="15" />
    <path class="story-buyer" d="M12 118a24 30 0 0 1 48 0z" />
    <path class="story-deep" d="M184 84h46v34h-46z" />
    <path class="story-awning" d="M180 68h54l4 14a8 8 0 0 1-16 0 8 8 0 0 1-15 0 8 8 0 0 1-15 0 8 8 0 0 1-15 0z" />
    <path class="story-vault" d="M88 42h66v76H88z" />
    <circle class="story-light" cx="121" cy="80" r="20" />
    <path class="story-line" d="M121 66v28M107 80h28" />
    <circle class="story-coin" cx="74" cy="84" r="10" />
    <path class="story-way" d="M158 80h18m-6-6 6 6-6 6" />
    <path class="story-way" d="M84 108H64m6-6-6 6 6 6" />
  </svg>
);
const Review = () => (
  <svg class="story-picture" viewBox="0 0 240 140" aria-hidden="true" focusable="false">
    <path class="story-ground" d="M0 118h240v22H0z" />
    <path class="story-parcel" d="M22 70h64v48H22z" />
    <path class="story-light" d="M48 70h12v22H48z" />
    <path class="story-sheet" d="M112 22h104v84h-70l-22 18v-18h-12z" />
    <path
      class="story-coin"
      d="m136 38 3.6 7.4 8.2 1.1-6 5.7 1.5 8.1-7.3-4-7.3 4 1.5-8.1-6-5.7 8.2-1.1zM164 38l3.6 7.4 8.2 1.1-6 5.7 1.5 8.1-7.3-4-7.3 4 1.5-8.1-6-5.7 8.2-1.1zM192 38l3.6 7.4 8.2 1.1-6 5.7 1.5 8.1-7.3-4-7.3 4 1.5-8.1-6-5.7 8.2-1.1z"
    />
    <path class="story-line" d="M128 76h74M128 90h48" />
    <path class="story-tick" d="m36 96 10 10 22-24" />
  </svg>
);

const steps = [
  { Drawing: Deposit, title: 'home.step1', text: 'home.step1_text' },
  { Drawing: Escrow, title: 'home.step2', text: 'home.step2_text' },
  { Drawing: Review, title: 'home.step3', text: 'home.step3_text' },
] as const;

/** How a purchase is protected, in three pictures. */
export const ProtectionPictures = ({ view }: { view: PageView }) => (
  <ol class="story">
    {steps.map(({ Drawing, title, text }) => (
      <li key={title}>
        <Drawing />
        <h3>{view.t(title)}</h3>
        <p>{view.t(text)}</p>
      </li>
    ))}
  </ol>
);
