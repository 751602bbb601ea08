import { scenario, type Scenario, type ScenarioDeclaration } from '../src/kit.js';

/**
 * Bodies of tens of megabytes are for sandboxes, which offer test controls, and for those who ask for them: one scenario
 * for either, so that no server is burdened unasked.
 */
export function heavy(declaration: Omit<ScenarioDeclaration, 'mode' | 'controls'>): readonly Scenario[] {
  const { id, verifies, run } = declaration;
  return [
    scenario({ ...declaration, mode: 'full', controls: ['fault'] }),
    scenario({
      ...declaration,
      id: `${id}-anywhere`,
      mode: 'disruptive',
      run: async (t) => {
        if (!t.controls.offered) await run(t);
        else for (const one of verifies) t.skip(one, `${id} speaks for it on a target with test controls`);
      },
    }),
  ];
}
