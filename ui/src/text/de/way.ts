// German for enWay.ts.
import type { Translation } from '../speech.svelte';

export const way = {
  way: {
    title: 'Wo es hakt',
    test: 'Verbindung prüfen',
    busy: 'Wird geprüft…',
    holds: 'Der ganze Weg steht.',
    hops: {
      name: 'Name (DNS)',
      connection: 'Verbindung (TCP)',
      proxy: 'Proxy',
      certificate: 'Zertifikat (TLS)',
      portal: 'Keine Seite dazwischen',
      server: 'Server (HTTP)',
      api: 'CRM (seine API)',
      signIn: 'Anmeldung',
    },
    states: { yes: 'steht', no: 'unterbrochen', notHere: 'nicht auf diesem Weg', notTried: 'nicht geprüft' },
    broken: (hop: string) => `Hier hakt es: ${hop}`,
  },
} satisfies Pick<Translation, 'way'>;
