// French for en.ts: syncing, how much is here, and the demo's fault lab.
import { number, percent, plural, tenth } from '../count';
import type { Translation } from '../speech.svelte';

export const sync = {
  lab: {
    open: 'Labo des pannes…',
    hint: 'Démo : fait échouer des choses sur le chemin du serveur de démonstration',
    title: 'Labo des pannes',
    explain:
      'Faites mal fonctionner le serveur de démonstration et le chemin qui y mène. Satchel n’en est pas averti.',
    onCount: (n) => plural(n, { one: '# panne active', other: '# pannes actives' }),
    now: (on) => `Actif maintenant : ${on.join(' ; ')}.`,
    allIsWell: 'Tout va bien.',
    allWell: 'Tout remettre en ordre',
    wellAgain: 'Tout va de nouveau bien.',
    sending: 'Quand quelque chose est envoyé',
    sendingHint: 'L’envoi fait son effet sur le serveur, puis :',
    any: 'À chaque requête',
    anyHint: 'En lecture comme en envoi :',
    faults: {
      replyLost: 'Réponse perdue',
      reset: 'Connexion coupée',
      errorAfter: 'Erreur 500 en réponse',
      repeated: 'Un proxy l’envoie deux fois',
      requestLost: 'Requête perdue en route',
      errorBefore: 'Erreur 500, sans effet',
      tooManyRequests: 'Erreur 429, réessayer dans 5 s',
      captivePortal: 'Page de connexion Wi-Fi',
      truncated: 'La réponse s’interrompt',
      slowBody: 'La réponse arrive au compte-gouttes',
      sessionExpired: 'Session expirée',
      tokenRevoked: 'Jeton révoqué',
    },
    rate: (rate) =>
      rate === 'off'
        ? 'Non'
        : rate === 'next'
          ? 'La prochaine fois seulement'
          : rate.percent === 100
            ? 'Toujours'
            : percent(rate.percent),
    oneOn: (fault, rate) =>
      rate === 'off'
        ? fault
        : rate === 'next'
          ? `${fault} (la prochaine fois seulement)`
          : rate.percent === 100
            ? `${fault} (toujours)`
            : `${fault} (${percent(rate.percent)})`,
    tokenIsRevoked: 'Jeton révoqué',
    line: 'La ligne',
    latency: 'Chaque réponse prend',
    latencyOf: (ms) => (ms === 0 ? 'Aucun temps' : ms < 1000 ? `${number(ms)} ms` : `${tenth(ms / 1000)} s`),
    latencyOn: (ms) => (ms < 1000 ? `${number(ms)} ms de latence` : `${tenth(ms / 1000)} s de latence`),
    bandwidth: 'Débit',
    bandwidthOf: (rate) => (rate === null ? 'Entier' : `${number(rate / 1000)} ko/s`),
    bandwidthOn: (rate) => `${number(rate / 1000)} ko/s`,
    server: 'Le serveur',
    expire: 'Faire expirer la session',
    revoke: 'Révoquer le jeton',
    clock: (minutes) => `Avancer son horloge de ${number(minutes)} minutes`,
    clockOn: (minutes) => `horloge du serveur en avance de ${number(minutes)} minutes`,
    restart: 'Redémarrer le serveur',
    restarted: 'Le serveur a redémarré ; les connexions ouvertes ont été coupées.',
    others: 'Les autres',
    colleague: 'Quelqu’un modifie ce dossier',
    openFirst: 'Ouvrez d’abord un dossier',
    critical: 'Quelqu’un écrit un dossier critique',
    did: (deed) =>
      deed.kind === 'changed'
        ? `${deed.who} a mis le statut à ${deed.status} et la priorité à ${deed.priority}.`
        : `${deed.who} a écrit « ${deed.name} » et vous l’a attribué.`,
  },

  status: {
    upToDate: 'À jour',
    syncing: 'Synchronisation',
    syncingOf: (done, total) => `Synchronisation : ${number(done)} sur ${number(total)}`,
    sending: (n) => (n > 0 ? `Envoi de ${number(n)}` : 'Envoi'),
    offline: 'Hors ligne',
    offlineAsOf: (time) => `Hors ligne, état de ${time}`,
    signInAgain: 'Se reconnecter',
    needsYou: 'À décider',
    trouble: 'Difficultés',
    barred: 'Voir l’administrateur',
    paused: (n) => (n > 0 ? `En pause, ${number(n)} en attente` : 'En pause'),
    starting: 'Démarrage',
  },

  sync: {
    title: 'Synchronisation',
    pause: 'Mettre en pause',
    resume: 'Reprendre',
    pausedSince: 'En pause depuis',
    pauseSaid: 'En pause. Ce que vous faites attend ici.',
    resumeSaid: 'C’est reparti.',
    here: 'Sur cet ordinateur',
    asOf: 'État de',
    never: 'Pas encore lu',
    waiting: 'En attente d’envoi',
    nothingWaiting: 'Rien',
    waitingCount: (n) => plural(n, { one: '# modification', other: '# modifications' }),
    held: 'À décider',
    behind: 'Attend derrière',
    nextTry: 'Prochain essai',
    now: 'Synchroniser maintenant',
    asked: 'Les nouveautés ont été demandées au serveur.',
    explain: {
      upToDate: 'Tout ce que vous avez fait est sur le serveur, et ses derniers dossiers sont ici.',
      syncing: 'Les dossiers sont copiés sur cet ordinateur. Vous pouvez déjà lire et écrire.',
      sending: 'Ce que vous avez fait est envoyé, dans l’ordre.',
      offline: 'Vous pouvez continuer à travailler. Tout est gardé ici et envoyé quand le réseau revient.',
      signInAgain: 'Le serveur vous demande de vous reconnecter. Votre travail est en sécurité ici.',
      needsYou: 'Certaines de vos modifications attendent une décision. Tout le reste continue.',
      trouble: 'Satchel continue d’essayer. Votre travail est en sécurité ici.',
      barred:
        'Les réglages de votre administrateur séparent Satchel du serveur. Vous pouvez continuer à travailler : tout est gardé ici.',
      paused: 'Rien n’est demandé ni envoyé avant la reprise. Ce que vous faites est gardé ici.',
    },
    setAside: {
      case: (n, why) =>
        `${plural(n, { one: '# dossier n’a pas pu être lu', other: '# dossiers n’ont pas pu être lus' })} (${why}) et ${plural(n, { one: 'reste', other: 'restent' })} sur le serveur ; prévenez l’administration du CRM.`,
      comment: (n, why) =>
        `${plural(n, { one: '# commentaire n’a pas pu être lu', other: '# commentaires n’ont pas pu être lus' })} (${why}) et ${plural(n, { one: 'reste', other: 'restent' })} sur le serveur ; prévenez l’administration du CRM.`,
      file: (n, why) =>
        `${plural(n, { one: '# fichier n’a pas pu être lu', other: '# fichiers n’ont pas pu être lus' })} (${why}) et ${plural(n, { one: 'reste', other: 'restent' })} sur le serveur ; prévenez l’administration du CRM.`,
      email: (n, why) =>
        `${plural(n, { one: '# e-mail n’a pas pu être lu', other: '# e-mails n’ont pas pu être lus' })} (${why}) et ${plural(n, { one: 'reste', other: 'restent' })} sur le serveur ; prévenez l’administration du CRM.`,
      rows: (rows, more) => `Dans le CRM : ${rows}${more ? ' et d’autres' : ''}`,
    },
    signIn: 'Se reconnecter',
    connection: 'Réglages du réseau',
    lookAtHeld: 'Voir ce qui est à décider',
  },

  coverage: {
    here: (here, total) =>
      total === null
        ? plural(here, { one: '# dossier ici', other: '# dossiers ici' })
        : `${number(here)} sur ${plural(total, { one: '# dossier ici', other: '# dossiers ici' })}`,
    detailed: (n) => `${number(n)} avec leur conversation`,
    ofAll: (n, all) => `les conversations de ${number(n)} sur ${number(all)}`,
    asOf: (time) => `état de ${time}`,
    inView: (n) => plural(n, { one: '# dans cette vue', other: '# dans cette vue' }),
    found: (n) => plural(n, { one: '# résultat', other: '# résultats' }),
    progressList: (done, total) => `Copie de la liste : ${number(done)} sur ${number(total)}`,
    progressDetails: (done, total) => `Lecture des conversations : ${number(done)} sur ${number(total)}`,
  },
} satisfies Translation;
