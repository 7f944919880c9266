/** Steps of something that takes seconds, as a line: those behind, the one that is going on, those ahead. */
export const StepLine = ({ steps, reached }: { steps: readonly string[]; reached: number }) => (
  <ol class="transaction-steps" aria-hidden="true">
    {steps.map((step, index) => (
      <li key={step} class={index < reached ? 'done' : index === reached ? 'here' : ''}>
        {step}
      </li>
    ))}
  </ol>
);
