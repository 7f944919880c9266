import type { ListingDetail } from '../../../protocol/api/listing.ts';
import type { OrderDetails } from '../../../protocol/order-details.ts';

/** What the buyer writes, before it is checked and encrypted. It stays in the page's memory. */
export interface DetailsForm {
  recipient: string;
  line1: string;
  line2: string;
  city: string;
  region: string;
  postalCode: string;
  /** ISO 3166-1 code. */
  country: string;
  phone: string;
  contact: string;
  notes: string;
}

export type DetailsField = keyof DetailsForm;

export const emptyDetails: DetailsForm = {
  recipient: '',
  line1: '',
  line2: '',
  city: '',
  region: '',
  postalCode: '',
  country: '',
  phone: '',
  contact: '',
  notes: '',
};

/** How a country writes addresses: which fields it has, in its order, and which it needs. */
export interface AddressFormat {
  fields: readonly DetailsField[];
  required: readonly DetailsField[];
}

const street: readonly DetailsField[] = ['line1', 'line2'];
const cityFirst: AddressFormat = {
  fields: ['recipient', ...street, 'city', 'region', 'postalCode', 'phone'],
  required: ['recipient', 'line1', 'city', 'region', 'postalCode'],
};
const postFirst: AddressFormat = {
  fields: ['recipient', ...street, 'postalCode', 'city', 'phone'],
  required: ['recipient', 'line1', 'postalCode', 'city'],
};
/** From the largest part to the smallest, as on Chinese and Japanese parcels; couriers call before they come. */
const largestFirst: AddressFormat = {
  fields: ['recipient', 'phone', 'region', 'city', ...street, 'postalCode'],
  required: ['recipient', 'phone', 'region', 'city', 'line1'],
};
const postless: AddressFormat = {
  fields: ['recipient', ...street, 'city', 'region', 'phone'],
  required: ['recipient', 'line1', 'city', 'phone'],
};
const general: AddressFormat = {
  fields: ['recipient', ...street, 'city', 'region', 'postalCode', 'phone'],
  required: ['recipient', 'line1', 'city'],
};

const formats: readonly [AddressFormat, string][] = [
  [cityFirst, 'US CA AU IN MX BR'],
  [postFirst, 'DE FR IT ES NL BE AT CH PL CZ SK SE NO DK FI PT GR HU RO BG HR SI LT LV EE LU IS'],
  [largestFirst, 'CN TW JP KR'],
  [postless, 'HK MO AE QA PA KE GH'],
];

/**
 * How addresses are written in a country.
 * @param country ISO 3166-1 code
 */
export const addressFormat = (country: string): AddressFormat =>
  formats.find(([, countries]) => countries.split(' ').includes(country))?.[0] ?? general;

/** Goods are brought to an address; everything else finds its buyer by a contact. */
export const detailsType = ({ delivery, kind }: Pick<ListingDetail, 'delivery' | 'kind'>): OrderDetails['type'] =>
  delivery.length > 0 && kind === 'shipped' ? 'address' : 'contact';
