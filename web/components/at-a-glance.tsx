import type { ListingDetail, VariantView } from '../../protocol/api/listing.ts';
import type { PageView } from '../page-view.ts';
import { coverSentence, coverTone } from './cover.tsx';
import { kindIcons } from './delivery.tsx';
import { Icon, type IconName } from './icon.tsx';
import { depositFor, inspectSeconds } from './shop-record.tsx';
import { travels } from './travels.ts';

const daySeconds = 86_400;

/** Four answers before the price is paid: how sure, what if it goes wrong, how long to look, when it is there. */
export const AtAGlance = ({
  view,
  listing,
  variant,
}: {
  view: PageView;
  listing: ListingDetail;
  variant: VariantView;
}) => {
  const { offer } = variant;
  const coverBps = Math.min(offer.coverageBps, listing.coverBps);
  const [zone] = listing.delivery;
  const answers: { icon: IconName; text: string; href: string; tone?: string }[] = [
    {
      icon: coverBps > 0 ? 'seal' : 'warning',
      text: coverSentence(view, coverBps),
      href: '#protection',
      tone: `cover-${coverTone(coverBps)}`,
    },
    {
      icon: 'back',
      text: view.t(travels(offer.kind) ? 'glance.late' : 'glance.late_delivered', {
        time: view.duration(offer.shipWithinSeconds),
      }),
      href: '#protection',
    },
    {
      icon: 'eye',
      text: view.t('glance.inspect', { time: view.duration(inspectSeconds(offer, depositFor(listing))) }),
      href: '#protection',
    },
    ...(zone === undefined
      ? []
      : [
          {
            icon: kindIcons[listing.kind],
            text: view.t('glance.arrives', {
              from: view.shortDate(view.now + zone.minDays * daySeconds),
              to: view.shortDate(view.now + zone.maxDays * daySeconds),
              zone: view.text(zone.names),
            }),
            href: '#delivery',
          },
        ]),
  ];
  return (
    <ul class="glance" aria-label={view.t('glance.title')}>
      {answers.map(({ icon, text, href, tone = '' }) => (
        <li key={icon} class={tone}>
          <a href={href}>
            <Icon name={icon} size={18} /> <span>{text}</span>
          </a>
        </li>
      ))}
    </ul>
  );
};
