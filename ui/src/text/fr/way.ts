// French for enWay.ts.
import type { Translation } from '../speech.svelte';

export const way = {
  way: {
    title: 'Où ça coince',
    test: 'Tester la connexion',
    busy: 'Test en cours…',
    holds: 'Tout le chemin tient.',
    hops: {
      name: 'Nom (DNS)',
      connection: 'Connexion (TCP)',
      proxy: 'Proxy',
      certificate: 'Certificat (TLS)',
      portal: 'Aucune page entre les deux',
      server: 'Serveur (HTTP)',
      api: 'CRM (son API)',
      signIn: 'Connexion au compte',
    },
    states: { yes: 'tient', no: 'rompu', notHere: 'pas sur ce chemin', notTried: 'non testé' },
    broken: (hop: string) => `Cela coince ici : ${hop}`,
  },
} satisfies Pick<Translation, 'way'>;
