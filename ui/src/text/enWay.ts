// The sentences about the way to the server, hop by hop. A part of en.ts.

export const way = {
  way: {
    title: 'Where it breaks',
    test: 'Test the connection',
    busy: 'Testing…',
    holds: 'The whole way holds.',
    hops: {
      name: 'Name (DNS)',
      connection: 'Connection (TCP)',
      proxy: 'Proxy',
      certificate: 'Certificate (TLS)',
      portal: 'No page in between',
      server: 'Server (HTTP)',
      api: 'CRM (its API)',
      signIn: 'Sign-in',
    },
    states: { yes: 'holds', no: 'broken', notHere: 'not on this way', notTried: 'not tried' },
    broken: (hop: string) => `It breaks here: ${hop}`,
  },
};
