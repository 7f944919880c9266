import type { EvidenceView } from '../../protocol/api/court.ts';
import type { OrderDetail } from '../../protocol/api/order.ts';
import { chainProps, type PageView } from '../page-view.ts';
import { Face } from './face.tsx';
import { Island } from './island.tsx';
import { Phrase } from './phrase.tsx';
import { Picture, widestImage } from './picture.tsx';
import { ShortId } from './short-id.tsx';
import { Moment } from './time.tsx';
import { UntrustedText } from './untrusted-text.tsx';

interface EvidenceListProps {
  view: PageView;
  /** The order that it is about. */
  order: Pick<OrderDetail, 'id' | 'buyer' | 'shop' | 'terms'>;
  /** Oldest first. */
  evidence: readonly EvidenceView[];
  /** Where what was opened is shown, when that is apart; left out, each piece of evidence shows what it opens. */
  conversation?: string;
}

/** What both sides brought, with text and pictures; the chain holds the fingerprint of each piece. */
export const EvidenceList = ({ view, order, evidence, conversation }: EvidenceListProps) =>
  evidence.length === 0 ? (
    <p class="quiet">{view.t('evidence.none')}</p>
  ) : (
    <ul class="evidence">
      {evidence.map(({ digest, by, at, content }) => (
        <li key={`${digest}${at}`} class={`evidence-${by}`}>
          <p class="evidence-head small">
            <Face address={by === 'buyer' ? order.buyer : order.shop} size={22} />
            <strong>{view.t(by === 'buyer' ? 'order.buyer' : 'order.seller')}</strong>
            <span class="quiet">
              <Moment view={view} at={at} />
            </span>
          </p>
          {content === null ? (
            <p class="quiet">
              <Phrase text={view.t('evidence.missing')} parts={{ digest: <ShortId value={digest} /> }} />
            </p>
          ) : (
            <>
              <UntrustedText
                text={content.text}
                language={content.language}
                warning={view.t('evidence.address')}
                class="evidence-text"
              />
              {content.disclosed.length > 0 && conversation !== undefined && (
                <p class="small">
                  <a href={conversation}>{view.count('evidence.disclosed', content.disclosed.length)}</a>
                </p>
              )}
              {content.disclosed.length > 0 && conversation === undefined && (
                <Island
                  name="disclosed"
                  props={{
                    chain: chainProps(view.base.status),
                    order: { id: order.id, buyer: order.buyer, shop: order.shop, details: order.terms.details },
                    disclosed: content.disclosed,
                    inTime: false,
                  }}
                >
                  <p class="small quiet">{view.count('evidence.disclosed', content.disclosed.length)}</p>
                  <noscript>
                    <p class="small">{view.t('evidence.disclosed_script')}</p>
                  </noscript>
                </Island>
              )}
              {content.images.length > 0 && (
                <ul class="review-photos">
                  {content.images.map((image, index) => (
                    <li key={index}>
                      <a href={widestImage(image) ?? '#'}>
                        <Picture view={view} image={image} alt={view.t('evidence.picture')} sizes="7rem" />
                      </a>
                    </li>
                  ))}
                </ul>
              )}
            </>
          )}
        </li>
      ))}
    </ul>
  );
