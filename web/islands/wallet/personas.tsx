import { ShortId } from '../../components/short-id.tsx';
import type { Persona } from '../../wallet/demo/personas.ts';
import type { IslandWords } from '../words.ts';

type Words = IslandWords<'wallet'>;

const roles: readonly Persona['role'][] = ['buyer', 'seller', 'promoter', 'arbitrator', 'juror', 'operator'];

interface PeopleProps {
  words: Words;
  personas: readonly Persona[];
  current: string | null;
  onChoose: (persona: Persona) => void;
}

const ByRole = ({ words, personas, current, onChoose }: PeopleProps) => (
  <div class="personas">
    {roles.map((role) => {
      const people = personas.filter((persona) => persona.role === role);
      if (people.length === 0) return null;
      return (
        <fieldset key={role}>
          <legend>{words.t(`demo.role_${role}`)}</legend>
          {people.map((persona) => (
            <button
              key={persona.name}
              type="button"
              class="persona"
              aria-pressed={persona.address === current}
              onClick={() => onChoose(persona)}
            >
              <strong>{words.text(persona.names)}</strong> <ShortId value={persona.address} />
            </button>
          ))}
        </fieldset>
      );
    })}
  </div>
);

/** The people of the demo market, by what they do. @param props `fits` tells who belongs here: the others come after a click */
export const Personas = ({ fits, ...props }: PeopleProps & { fits?: ((persona: Persona) => boolean) | undefined }) => {
  const fitting = fits === undefined ? [] : props.personas.filter(fits);
  if (fitting.length === 0) return <ByRole {...props} />;
  return (
    <>
      <ByRole {...props} personas={fitting} />
      <details class="personas-others">
        <summary>{props.words.t('demo.others')}</summary>
        <ByRole {...props} personas={props.personas.filter((persona) => !fitting.includes(persona))} />
      </details>
    </>
  );
};
