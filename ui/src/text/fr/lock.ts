// French for enLock.ts.
import { plural } from '../count';
import type { Translation } from '../speech.svelte';

const unsent = (n: number) =>
  plural(n, { one: '# modification non envoyée', other: '# modifications non envoyées' });
const drafts = (n: number) => plural(n, { one: '# brouillon', other: '# brouillons' });
const onCases = (n: number) => plural(n, { one: 'sur # dossier', other: 'sur # dossiers' });

export const locking = {
  lock: {
    title: 'Satchel est verrouillé',
    why: {
      start: 'Votre phrase secrète ou votre code de secours ouvre votre copie des dossiers.',
      person: 'Vous l’avez verrouillé. Pendant ce temps, rien n’est lu et rien n’est synchronisé.',
      idle: 'Personne n’y a touché depuis un moment. Pendant ce temps, rien n’est lu et rien n’est synchronisé.',
      suspend: 'Il s’est verrouillé quand l’ordinateur s’est mis en veille.',
      screen: 'Il s’est verrouillé en même temps que l’écran.',
      lease:
        'Cette copie n’a pas joint son serveur depuis plus longtemps qu’elle ne le peut. Le serveur doit vous laisser entrer une fois ; rien n’a été supprimé.',
      keyringLocked:
        'Le trousseau de clés de cet ordinateur est verrouillé, et la clé s’y trouve. Déverrouillez-le, puis réessayez.',
      keyringAbsent:
        'Aucun trousseau de clés ne répond sur cet ordinateur, et la clé se trouve dans un trousseau. Démarrez celui de votre bureau, puis réessayez.',
      keyringMissing:
        'Le trousseau de clés de cet ordinateur n’a pas de clé pour cette copie. C’est peut-être un autre trousseau qu’avant (celui de GNOME au lieu de KDE), ou il a été vidé. Si vous retrouvez l’ancien, tout s’ouvre à nouveau.',
      keyringUnanswered:
        'La clé a été demandée au trousseau de cet ordinateur, qui n’a pas encore répondu. Il vous demande peut-être son mot de passe : répondez-lui, et votre copie s’ouvrira d’elle-même.',
      keyringWrong:
        'La clé du trousseau est celle d’une autre copie. Si vous retrouvez l’ancien trousseau, tout s’ouvre à nouveau.',
    },
    field: {
      both: 'Phrase secrète ou code de secours',
      passphrase: 'Phrase secrète',
      recovery: 'Code de secours',
    },
    recoveryHint: 'Sept groupes de cinq signes. Les minuscules et les espaces sont acceptés.',
    submit: 'Déverrouiller',
    busy: 'Déverrouillage…',
    byKeyring: 'Déverrouiller avec le trousseau de clés',
    again: 'Réessayer',
    askServer: 'Interroger le serveur maintenant',
    signIn: 'Se reconnecter',
    other: 'Quelqu’un d’autre : se connecter',
    atStake: (changes: number, texts: number, cases: number) => {
      const parts = [changes > 0 ? unsent(changes) : '', texts > 0 ? drafts(texts) : ''].filter(Boolean);
      const where = cases > 0 ? ` ${onCases(cases)}` : '';
      return `À l’intérieur, conservé et pas encore sur le serveur : ${parts.join(', ')}${where}.`;
    },
    whichCases: 'Quels dossiers',
    anew: 'Commencer une nouvelle copie…',
    anewExplain:
      'Une nouvelle copie est faite depuis le serveur. Celle-ci est mise de côté, entière, et réessayée à chaque démarrage : si sa clé revient, ce qui n’y est pas envoyé est repris et envoyé une fois.',
    anewSure: 'Mettre celle-ci de côté et recommencer',
    keep: 'Laisser comme c’est',
    now: 'Verrouiller maintenant',
  },

  safety: {
    title: 'Clés et verrouillage',
    keys: 'Ce qui ouvre votre copie sur cet ordinateur',
    explain:
      'Chacun l’ouvre à lui seul. En perdre un ne supprime rien ; les perdre tous fait perdre ce qui n’est pas encore envoyé.',
    slot: {
      keyring: 'Le trousseau de clés de cet ordinateur',
      passphrase: 'Une phrase secrète',
      recovery: 'Un code de secours sur papier',
    },
    add: {
      keyring: 'Utiliser aussi le trousseau',
      passphrase: 'Définir une phrase secrète…',
      recovery: 'Créer un code de secours…',
    },
    change: { passphrase: 'Modifier…', recovery: 'En créer un nouveau…' },
    remove: 'Retirer',
    removeNamed: (name: string) => `Retirer : ${name}`,
    last: 'Le seul qui reste : il ne peut pas être retiré.',
    none: 'Non défini',
    removed: 'Retiré. Il n’ouvre plus rien.',
    set: 'Conservé. Il ouvre cette copie désormais.',
    passphraseTitle: 'Phrase secrète',
    recoveryTitle: 'Code de secours',
    now: 'Ce qui l’ouvre maintenant : phrase secrète ou code de secours',
    recoveryIntro:
      'Un code à imprimer ou à noter, et à garder loin de cet ordinateur. Il est montré une fois ; qui a le code et cet ordinateur peut lire votre copie. Un code créé auparavant cesse de fonctionner.',
    recoveryMake: 'Montrer le code',
    recoveryOnce: 'Notez-le maintenant : il ne sera plus montré.',
    copy: 'Copier',
    copied: 'Copié. Videz le presse-papiers une fois le code collé.',
    print: 'Imprimer',
    written: 'Je l’ai noté',
    lock: 'Quand il se verrouille',
    idle: 'Après ce temps sans contact',
    never: 'Jamais',
    minutes: (n: number) => plural(n, { one: '# minute', other: '# minutes' }),
    onSuspend: 'Quand l’ordinateur se met en veille',
    sleepUntold:
      'Cet ordinateur ne prévient pas avant sa mise en veille : si elle a duré plus d’une minute, Satchel se verrouille dans les 15 secondes après le réveil.',
    onScreen: 'Quand l’écran est verrouillé',
    keyringUnlocks: 'Le trousseau seul peut le déverrouiller',
    keyringUnlocksHint: 'Plus simple, mais qui est assis devant votre bureau ouvert le peut aussi.',
    alone:
      'Seul le trousseau ouvre cette copie : qui est assis devant votre bureau ouvert peut la déverrouiller. Verrouiller après un moment n’arrêterait personne, seulement les alertes : c’est donc désactivé. Une phrase secrète y remédie.',
    lease: 'S’ouvre sans le serveur pendant',
    leaseHint:
      'Ensuite elle reste verrouillée jusqu’à ce que le serveur vous laisse entrer une fois. Ce qui n’est pas envoyé reste et part alors.',
    days: (n: number) => plural(n, { one: '# jour', other: '# jours' }),
    held: 'Copies mises de côté',
    heldSince: (day: string) => `Mise de côté le ${day}`,
    heldNone: 'Rien n’y est noté comme non envoyé.',
    heldOpen: 'Ouvrir avec sa phrase secrète ou son code de secours…',
    heldBack: (n: number) =>
      n === 0
        ? 'Repris. Il n’y restait rien à envoyer ; ce que vous y aviez commencé ou choisi est ici.'
        : `Repris : travail non envoyé ${onCases(n)}.`,
    ask: 'Si le trousseau de clés de cet ordinateur est perdu, ce que vous n’avez pas encore envoyé l’est aussi. Une seconde clé l’évite.',
    askPassphrase: 'Définir une phrase secrète',
    askRecovery: 'Créer un code de secours',
    later: 'Pas maintenant',
    ends: (when: string) =>
      `Cette copie n’a pas joint le serveur depuis longtemps. Elle se verrouille ${when} si le serveur ne vous laisse pas entrer ; ce qui n’est pas envoyé reste.`,
  },
} satisfies Translation;
